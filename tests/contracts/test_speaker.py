"""One contract for a speaker with a real voice and a mixer, and for one that only keeps time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes.util import find_library

import numpy as np
import pytest

from voice_coach.audio.format import Samples
from voice_coach.core.effects import Chime, Hush, Priority, Role, Say, SetVolume, Tone
from voice_coach.errors import SpeakingError
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.timeline import LEAD_S
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import Clip, EstimatedVoice, Voice

RATE = 48_000
FIRST = Say(1, "Now your right side.", Role.SIDE)
SECOND = Say(2, "Right arm out, right knee across.", Role.POSITION, gap_s=0.8)
COUNT = Say(3, "Three.", Role.COUNT, Priority.COUNT, at=10.0)

real = pytest.mark.skipif(find_library("espeak-ng") is None, reason="libespeak-ng1 is not installed")


@pytest.fixture(scope="module")
def spoken() -> Iterator[Voice]:
    voice = Pyttsx3Voice()
    yield voice
    voice.close()


@pytest.fixture(params=[pytest.param("spoken", marks=real), "estimated"])
def make(request: pytest.FixtureRequest) -> Callable[[], Speaker]:
    if request.param == "estimated":
        return lambda: Speaker(EstimatedVoice())
    voice: Voice = request.getfixturevalue("spoken")
    return lambda: Speaker(voice, Mixer(RATE))


@pytest.fixture
def speaker(make: Callable[[], Speaker]) -> Speaker:
    return make()


def test_sentences_follow_each_other_with_a_gap_and_are_reported_once(speaker: Speaker) -> None:
    speaker.perform(FIRST, 1.0)
    speaker.perform(SECOND, 1.0)
    first, second = speaker.log(60.0)
    assert first.starts == 1.0
    assert second.starts == pytest.approx(first.ends + 0.8)
    assert speaker.next_finish == first.ends
    assert [report.id for report in speaker.finished(first.ends)] == [1]
    assert [report.id for report in speaker.finished(60.0)] == [2]
    assert speaker.next_finish is None


def test_a_sentence_takes_the_time_its_words_take(speaker: Speaker) -> None:
    speaker.perform(FIRST, 0.0)
    assert 1.0 < speaker.log(1.0)[0].ends < 2.0


def test_what_has_a_time_sounds_at_that_time(speaker: Speaker) -> None:
    speaker.perform(COUNT, 0.0)
    speaker.perform(Chime(Tone.END, at=13.0), 0.0)
    assert [entry.starts for entry in speaker.log(60.0)] == [10.0 + LEAD_S, 13.0 + LEAD_S]


def test_hush_ends_everything(speaker: Speaker) -> None:
    for effect in (FIRST, SECOND, COUNT, Chime(Tone.END, at=13.0)):
        speaker.perform(effect, 0.0)
    speaker.perform(Hush(), 0.5)
    (entry,) = speaker.log(60.0)
    assert entry.cut
    assert entry.ends - 0.5 < 0.02
    assert sorted(report.id for report in speaker.finished(1.0)) == [1, 2, 3]


def test_what_sounds_is_known_by_its_text(speaker: Speaker) -> None:
    speaker.perform(FIRST, 0.0)
    assert [entry.what for entry in speaker.sounding(0.5, 0.6)] == [FIRST.text]
    assert speaker.sounding(30.0, 31.0) == ()


def test_the_volume_can_be_set_at_any_time(speaker: Speaker) -> None:
    speaker.perform(SetVolume(-3), 0.0)
    speaker.perform(FIRST, 0.0)
    assert len(speaker.log(1.0)) == 1


class BrokenVoice:
    """A voice that can say one word only."""

    def clip(self, text: str) -> Clip:
        raise SpeakingError("voice-failed", f"cannot say {text}")

    def close(self) -> None:
        """There is nothing to stop."""


def test_a_voice_that_fails_is_reported_once_and_the_session_goes_on_in_time() -> None:
    mixer = Mixer(RATE)
    speaker = Speaker(BrokenVoice(), mixer)
    assert speaker.trouble == ""
    speaker.perform(FIRST, 0.0)
    speaker.perform(SECOND, 0.0)
    assert speaker.trouble == f"cannot say {FIRST.text}"
    assert [entry.ends - entry.starts for entry in speaker.log(60.0)] == pytest.approx([1.5, 2.25])
    assert not rendered(mixer, 2.0).any()


def rendered(mixer: Mixer, seconds: float) -> Samples:
    out = np.zeros(round(seconds * RATE), np.float32)
    for first in range(0, len(out), 480):
        mixer.fill(out[first : first + 480], first)
    return out


def test_a_tone_with_a_time_sounds_on_its_very_sample() -> None:
    mixer = Mixer(RATE)
    speaker = Speaker(EstimatedVoice(), mixer)
    speaker.perform(Chime(Tone.PIP, at=0.1), 0.0)
    speaker.perform(Chime(Tone.PIP, at=0.6), 0.0)
    sounds = np.flatnonzero(np.abs(rendered(mixer, 1.0)) > 1e-4)
    second = sounds[np.argmax(np.diff(sounds)) + 1]
    assert second - sounds[0] == RATE // 2
    assert 0 <= sounds[0] - round(0.3 * RATE) < 24


def test_nothing_is_placed_in_sound_that_is_rendered_already() -> None:
    mixer = Mixer(RATE)
    speaker = Speaker(EstimatedVoice(), mixer)
    rendered(mixer, 0.5)
    speaker.perform(FIRST, 0.4)
    assert speaker.log(60.0)[0].starts == 0.5


@real
def test_speech_comes_out_of_the_mixer_when_the_log_says(spoken: Voice) -> None:
    mixer = Mixer(RATE)
    speaker = Speaker(spoken, mixer)
    speaker.perform(FIRST, 0.25)
    speaker.perform(SECOND, 0.25)
    loud = np.flatnonzero(np.abs(rendered(mixer, 6.0)) > 0.005) / RATE
    first, second = speaker.log(60.0)
    assert loud[0] == pytest.approx(first.starts, abs=0.01)
    assert loud[-1] == pytest.approx(second.ends, abs=0.01)
    assert not ((loud > first.ends + 0.001) & (loud < second.starts - 0.001)).any()
