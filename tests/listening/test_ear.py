from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from voice_coach.audio.format import RATE, from_bytes, to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.gate import Speech
from voice_coach.listening.vosk.engine import VoskRecogniser

Says = Callable[[str], bytes]
HOLD = Status(State.HOLD, State.HOLD, "Test")
BLOCK = 640
BEGIN_S = 100.0


class Session:
    """Plays sound to an ear, on a clock that began long before the sound."""

    def __init__(self, ear: Ear) -> None:
        self.ear, self.now = ear, BEGIN_S

    def play(self, sound: bytes, status: Status = HOLD, *speech: Speech) -> list[Heard | Rejected]:
        heard: list[Heard | Rejected] = []
        for start in range(0, len(sound), BLOCK):
            block = sound[start : start + BLOCK]
            self.now += len(block) / 2 / RATE
            heard += self.ear.hear(block, self.now, status, speech)
        return heard


@pytest.fixture(scope="module")
def opened(korean: Phrasebook, korean_model: Path) -> Iterator[Session]:
    session = Session(Ear(VoskRecogniser(korean_model, korean.phrases(), korean.other_words()), korean))
    yield session
    session.ear.close()


@pytest.fixture
def session(opened: Session) -> Session:
    opened.ear.forget()
    return opened


def test_a_spoken_command_is_heard_once_and_on_the_sessions_clock(session: Session, korean_says: Says) -> None:
    sound = korean_says("계속해")
    began_at = session.now
    (heard,) = session.play(sound)
    assert isinstance(heard, Heard)
    assert (heard.command, heard.text) == (Command.RESUME, "계속해")
    spoken_until = began_at + len(sound) / 2 / RATE - 1.2
    assert heard.at == pytest.approx(spoken_until, abs=0.3)


def test_commands_come_in_their_order(session: Session, korean_says: Says) -> None:
    heard = session.play(korean_says("이전 운동") + korean_says("도와줘") + korean_says("이전 운동"))
    assert [one.command for one in heard if isinstance(one, Heard)] == [Command.BACK, Command.HELP, Command.BACK]
    assert len(heard) == 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [(HOLD, "not-asked"), (replace(HOLD, asleep=True), "asleep")],
)
def test_what_was_rejected_comes_back_with_its_reason(
    session: Session, korean_says: Says, status: Status, reason: str
) -> None:
    (rejected,) = session.play(korean_says("아니요"), status)
    assert rejected == Rejected("아니요", reason, rejected.at, near=True)


def test_an_answer_is_heard_while_a_question_is_open(session: Session, korean_says: Says) -> None:
    (heard,) = session.play(korean_says("아니요"), replace(HOLD, question="?"))
    assert isinstance(heard, Heard)
    assert heard.command is Command.NO


def test_two_phrases_in_one_breath_are_no_command(session: Session, korean_says: Says) -> None:
    word = korean_says("도와줘")
    spoken = word[RATE : len(word) - int(2 * 1.2 * RATE)]
    heard = session.play(word[:RATE] + spoken * 2 + word[len(word) - int(2 * 1.2 * RATE) :])
    assert [one.reason for one in heard if isinstance(one, Rejected)] == ["not-a-phrase"]
    assert len(heard) == 1


def test_while_the_coach_speaks_other_commands_are_rejected(session: Session, korean_says: Says) -> None:
    speech = Speech("Lie on your back.", session.now, session.now + 10)
    (rejected,) = session.play(korean_says("도와줘"), HOLD, speech)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "speaking"


def test_what_is_faint_is_not_near(session: Session, korean_says: Says) -> None:
    faint = to_bytes((from_bytes(korean_says("아니요")) * np.float32(0.1)).astype(np.float32))
    rejected = session.play(faint)
    assert [one.near for one in rejected if isinstance(one, Rejected)] == [False]


def test_what_is_under_way_can_be_forgotten(session: Session, korean_says: Says) -> None:
    sound = korean_says("계속해")
    heard = session.play(sound[: int(2 * 0.7 * RATE)])
    session.ear.forget()
    assert heard + session.play(sound[-int(2 * 1.2 * RATE) :]) == []
    (again,) = session.play(sound)
    assert isinstance(again, Heard)


def decided_after_s(session: Session, sound: bytes, block: int = BLOCK) -> float:
    """How far into the sound the ear was when it decided, counted in what it was given."""
    session.ear.forget()
    for start in range(0, len(sound), block):
        if session.ear.hear(sound[start : start + block], session.now, HOLD):
            return (start + block) / 2 / RATE
    raise AssertionError("nothing was decided")


def spoiled(sound: bytes, offset: float, hum: float) -> bytes:
    samples = from_bytes(sound)
    wave = hum * np.sin(2 * np.pi * 50 * np.arange(len(samples)) / RATE)
    return to_bytes((samples + offset + wave).astype(np.float32))


@pytest.mark.parametrize(("offset", "hum"), [(0.05, 0.0), (-0.05, 0.0), (0.0, 0.02), (0.05, 0.01)])
@pytest.mark.parametrize("text", ["계속해", "도와줘"])
def test_an_offset_or_hum_delays_no_decision(
    session: Session, korean_says: Says, text: str, offset: float, hum: float
) -> None:
    clean = korean_says(text)
    decided_after_s(session, clean)  # what the recogniser has heard before is the same for both
    expected = decided_after_s(session, clean)
    assert decided_after_s(session, spoiled(clean, offset, hum)) == pytest.approx(expected, abs=0.0201)


def test_an_offset_is_not_somebody_near(session: Session) -> None:
    session.play(to_bytes(np.full(3 * RATE, 0.1, np.float32)))
    assert not session.ear._loudness.near


def test_silence_is_nothing(session: Session) -> None:
    assert session.play(bytes(2 * RATE)) == []
    assert session.ear.hear(b"", session.now, HOLD) == ()


def test_closing_twice_is_harmless(korean: Phrasebook, korean_model: Path) -> None:
    ear = Ear(VoskRecogniser(korean_model, korean.phrases()), korean)
    ear.close()
    ear.close()
