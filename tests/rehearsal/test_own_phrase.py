"""Somebody teaches a phrase of their own: a made voice into a microphone, the real network, no loudspeaker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.audio.format import BLOCK_BYTES, RATE
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.gate import Speech
from voice_coach.listening.phones.lesson import lesson
from voice_coach.listening.phones.own.phrases import Teaching
from voice_coach.rehearsal import own_voice
from voice_coach.rehearsal.elicitation import Elicitation
from voice_coach.rehearsal.own_phrase import MOST_ASKED, OwnPhraseRehearsal
from voice_coach.speaking.mixer import Mixer

Says = Callable[[str, str], bytes]
TOO_MUCH = "too much for me"


class DeafEar:
    """Decides nothing, as an ear does with what is no phrase."""

    def hear(
        self, _pcm: bytes, _at: Seconds, _status: Status, _speech: tuple[Speech, ...] = ()
    ) -> tuple[Heard | Rejected, ...]:
        return ()

    def forget(self) -> None:
        """There is nothing to forget."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def taught(english: Phrasebook, command: Command, *sounds: bytes) -> tuple[bool, list[str]]:
    """Teach with these sounds, and quiet after each; return whether it was kept, and what was shown."""
    learned = lesson("en")
    assert learned is not None
    quiet = sounds[0][-RATE // 2 :] * 8
    pcm = b"".join(sound + quiet for sound in sounds)
    blocks = (pcm[at : at + BLOCK_BYTES] for at in range(0, len(pcm) - BLOCK_BYTES + 1, BLOCK_BYTES))
    studio = Elicitation(BlockInbox(Mixer(48_000), lambda _: next(blocks, None)), None, DeafEar())
    shown: list[str] = []
    wording = load_language("en").wording
    done = OwnPhraseRehearsal(studio, Teaching(english, learned), "en", wording, shown.append).run(command)
    return done, shown


def test_two_takes_that_are_alike_are_kept_as_a_phrase(english: Phrasebook, flite_says: Says) -> None:
    done, shown = taught(english, Command.EASIER, *[flite_says("slt", TOO_MUCH)] * 3)
    assert done
    assert shown[:2] == ["[1] Say what you would say for easier.", "[2] Say it once more."]
    assert shown[-1] == "From now on I take that for easier."
    assert [one[:2] for one in own_voice.own_phrases("en")] == [("own easier 1", Command.EASIER)]
    kept = own_voice.rehearsed("en")
    assert [(clip.phrase, clip.command, clip.recogniser) for clip in kept] == [
        ("own easier 1", Command.EASIER, "phones")
    ] * 2
    assert {len(sounds) for sounds in own_voice.sounds("en")[0].values()} == {2}


def test_when_two_are_unlike_a_third_is_asked_for(english: Phrasebook, flite_says: Says) -> None:
    other, same = flite_says("slt", "hold your horses"), flite_says("slt", TOO_MUCH)
    done, shown = taught(english, Command.EASIER, other, same, same)
    assert done
    assert [line[:3] for line in shown if line.startswith("[")] == ["[1]", "[2]", "[3]"]


def test_three_that_are_unlike_are_refused(english: Phrasebook, flite_says: Says) -> None:
    sounds = (flite_says("slt", text) for text in (TOO_MUCH, "hold your horses", "the weather is nice"))
    done, shown = taught(english, Command.EASIER, *sounds)
    assert not done
    assert shown[-1].startswith("Those did not sound alike.")
    assert own_voice.rehearsed("en") == ()


def test_what_sounds_like_another_command_is_refused_at_once(english: Phrasebook, flite_says: Says) -> None:
    done, shown = taught(english, Command.PAUSE, *[flite_says("slt", "carrying on")] * 3)
    assert not done
    assert shown[-1] == "That sounds too much like carry on. Take other words."
    assert len(shown) == 3


def test_who_is_not_heard_is_asked_again_but_not_for_ever(english: Phrasebook) -> None:
    done, shown = taught(english, Command.PAUSE, bytes(2 * RATE) * 100)
    assert not done
    assert sum(line.startswith("[1]") for line in shown) == MOST_ASKED
    assert "muted" in shown[1]


def test_the_end_of_the_sound_ends_it(english: Phrasebook, flite_says: Says) -> None:
    done, _ = taught(english, Command.EASIER, flite_says("slt", TOO_MUCH))
    assert not done
