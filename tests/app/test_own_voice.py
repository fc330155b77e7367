"""A live session hears with the clips that were rehearsed; nothing else does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from voice_coach.app.components import best_engine, opened
from voice_coach.app.rehearse import teach_own, tell_how_sure
from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, RATE, Samples
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard
from voice_coach.errors import UsageError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import RecogniserKind
from voice_coach.rehearsal import own_voice
from voice_coach.rehearsal.clip import RehearsedClip
from voice_coach.rehearsal.elicitation import STATUS
from voice_coach.session.options import RunOptions

Says = Callable[[str, str], bytes]
CLIP = RehearsedClip("1.flac", Command.PAUSE, "pause now", "", False, 1.0, -20.5, "2026-05-01T18:30", "phones")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an English voice, not made yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "voice-coach" / "voice" / "en"


def sure(english: Phrasebook, sound: bytes, *, own: bool) -> float:
    """How sure the phone ear is of what was said, as a session opens it or as a scenario does."""
    recogniser = opened(RecogniserKind.PHONES, english, own_voice=own).recogniser
    assert recogniser is not None
    return next(one.confidence for one in recogniser.feed(sound) if one.text == "pause now")


def test_what_was_rehearsed_makes_a_live_session_surer_and_no_other(english: Phrasebook, flite_says: Says) -> None:
    said = flite_says("awb", "pause now")
    nobody = sure(english, said, own=True)
    own_voice.keep("en", CLIP, said)

    assert sure(english, said, own=False) == nobody
    assert sure(english, said, own=True) > nobody


def test_a_damaged_clip_is_told_of_and_the_ear_opens(english: Phrasebook, place: Path) -> None:
    own_voice.keep("en", CLIP, bytes(RATE))
    (place / "clips" / "1.flac").write_bytes(b"no sound")

    assert "1.flac" in opened(RecogniserKind.PHONES, english, own_voice=True).trouble
    assert opened(RecogniserKind.PHONES, english).trouble == ""


def test_an_engine_reads_the_voice_only_when_it_is_asked_to(
    english: Phrasebook, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def sounds(code: str) -> tuple[dict[str, tuple[Samples, ...]], str]:
        asked.append(code)
        return {}, ""

    monkeypatch.setattr("voice_coach.app.components.sounds", sounds)
    options = RunOptions(recogniser=RecogniserKind.PHONES)

    best_engine(options, english)
    assert asked == []
    best_engine(options, english, own_voice=True)
    assert asked == ["en"]
    assert not place.exists()


def test_a_phrase_of_ones_own_is_obeyed_in_a_live_session_and_nowhere_else(
    english: Phrasebook, flite_says: Says
) -> None:
    said = flite_says("slt", "too much for me")
    phones = "T UW M AH CH F AO R M IY"
    clip = replace(CLIP, command=Command.EASIER, phrase="own easier 1", own_phones=phones)
    own_voice.keep("en", clip, said)

    def heard(*, own: bool) -> list[Command]:
        engine = opened(RecogniserKind.PHONES, english, own_voice=own)
        ear = engine.ear(english, "A test")
        blocks = (said[at : at + BLOCK_BYTES] for at in range(0, len(said), BLOCK_BYTES))
        found = [one for number, pcm in enumerate(blocks) for one in ear.hear(pcm, number * BLOCK_S, STATUS)]
        return [one.command for one in found if isinstance(one, Heard)]

    assert heard(own=True) == [Command.EASIER]
    assert Command.EASIER not in heard(own=False)


def test_own_phrases_stand_in_the_list(english: Phrasebook, flite_says: Says) -> None:
    clip = replace(CLIP, command=Command.EASIER, phrase="own easier 1", own_phones="T UW M AH CH F AO R M IY")
    for number in (1, 2):
        own_voice.keep("en", replace(clip, file=f"{number}.flac"), flite_says("slt", "too much for me"))
    told: list[str] = []
    tell_how_sure("en", told.append)
    assert told[0].startswith("own easier 1  sure")
    assert told[1] == "own easier 1 is your own for easier: T UW M AH CH F AO R M IY"
    assert english.match("own easier 1") is None


def test_there_are_no_own_phrases_of_numbers_nor_in_a_language_without_a_lesson() -> None:
    with pytest.raises(UsageError, match="number"):
        teach_own(RunOptions(), Command.NUMBER, print)
    korean = Path(__file__).parents[1] / "audio_fixtures" / "ko.yaml"
    with pytest.raises(UsageError, match="has not learned the language ko"):
        teach_own(RunOptions(language=str(korean)), Command.PAUSE, print)
