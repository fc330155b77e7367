"""One contract for every voice: the real synthesiser, the cached one, the silent one, and those of simulations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from ctypes.util import find_library

import numpy as np
import pytest

from voice_coach.errors import SpeakingError
from voice_coach.simulator.scenario.playing.parts import BreakableVoice
from voice_coach.speaking.voices.clip_cache import CachedVoice, Prerender
from voice_coach.speaking.voices.fresh import FreshVoice
from voice_coach.speaking.voices.program import ProgramVoice
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import EstimatedVoice, Voice

TEXT = "Now your right side."
real = pytest.mark.skipif(find_library("espeak-ng") is None, reason="libespeak-ng1 is not installed")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("pyttsx3", marks=real),
        pytest.param("cached", marks=real),
        pytest.param("prerendered", marks=real),
        pytest.param("fresh", marks=real),
        "estimated",
        "breakable",
        pytest.param("flite slt", marks=pytest.mark.skipif(not shutil.which("flite"), reason="no flite")),
        pytest.param("espeak-ng en", marks=pytest.mark.skipif(not shutil.which("espeak-ng"), reason="no espeak-ng")),
    ],
)
def voice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voice]:
    made: Voice
    match request.param:
        case "pyttsx3":
            made = Pyttsx3Voice()
        case "cached":
            made = CachedVoice(Pyttsx3Voice(), tmp_path_factory.mktemp("clips"), "key")
        case "prerendered":
            made = Prerender(Pyttsx3Voice(), ["Slowly come up.", TEXT])
        case "fresh":
            made = FreshVoice(Pyttsx3Voice)
        case "estimated":
            made = EstimatedVoice()
        case "breakable":
            made = BreakableVoice(EstimatedVoice())
        case program:
            made = ProgramVoice(program)
    yield made
    made.close()


def test_the_coach_says_about_160_words_a_minute_and_a_simulated_user_200(voice: Voice) -> None:
    texts = (
        "Back rotation, left side first, thirty seconds each.",
        "To get into position, lie on your back with both knees bent.",
        "Left arm out to the side, palm up.",
        "Your left shoulder stays heavy on the floor.",
        "Breathe slowly. With each breath out, sink a little.",
        TEXT,
    )
    seconds = sum(voice.clip(text).seconds for text in texts)
    words = sum(len(text.split()) for text in texts)
    expected = 195 if isinstance(voice, ProgramVoice) else 160
    assert expected - 15 < 60 * words / seconds < expected + 15


def test_samples_are_mono_float32_within_full_scale(voice: Voice) -> None:
    clip = voice.clip(TEXT)
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert np.abs(clip.samples).max() <= 0.51


def test_a_text_asked_for_again_is_as_long_as_before(voice: Voice) -> None:
    assert voice.clip(TEXT).seconds == pytest.approx(voice.clip(TEXT).seconds, abs=0.03)


def test_more_words_take_longer(voice: Voice) -> None:
    assert voice.clip("One, draw.").seconds < voice.clip(TEXT).seconds


@pytest.mark.parametrize("text", ["", "...", " \n"])
def test_a_text_without_words_gives_hardly_any_sound_and_no_hang(voice: Voice, text: str) -> None:
    assert voice.clip(text).seconds < 0.5


def test_odd_letters_are_spoken(voice: Voice) -> None:
    assert voice.clip('Say "child\'s pose" \\ <b> 크게 -- 30 % naïve').seconds > 1


def test_closing_twice_is_harmless(voice: Voice) -> None:
    voice.clip(TEXT)
    voice.close()
    voice.close()


@real
def test_the_real_voice_sounds_from_the_first_to_the_last_moment() -> None:
    voice = Pyttsx3Voice()
    clip = voice.clip(TEXT)
    voice.close()
    loud = np.flatnonzero(np.abs(clip.samples) > 0.005)
    assert loud[0] / clip.rate < 0.01
    assert (len(clip.samples) - loud[-1]) / clip.rate < 0.01
    assert np.abs(clip.samples).max() == pytest.approx(0.5)


@real
def test_the_rate_can_be_chosen() -> None:
    slow, fast = Pyttsx3Voice(words_a_minute=120), Pyttsx3Voice(words_a_minute=220)
    ratio = slow.clip(TEXT).seconds / fast.clip(TEXT).seconds
    slow.close()
    fast.close()
    assert 1.5 < ratio < 2.1


@real
def test_a_voice_that_does_not_exist_is_a_clear_error() -> None:
    voice = Pyttsx3Voice("no such voice")
    with pytest.raises(SpeakingError) as caught:
        voice.clip(TEXT)
    voice.close()
    assert caught.value.code == "no-voice"


def test_a_voice_that_is_broken_fails_as_a_synthesiser_does() -> None:
    voice = BreakableVoice(EstimatedVoice())
    voice.broken = True
    with pytest.raises(SpeakingError) as caught:
        voice.clip(TEXT)
    assert caught.value.message == "The speech synthesiser has failed."


@pytest.mark.parametrize("name", ["", "flite", "siri jane", "flite ", "rm -rf"])
def test_a_program_that_is_no_voice_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(SpeakingError) as caught:
        ProgramVoice(name)
    assert caught.value.message == f"There is no voice {name!r}."
    assert caught.value.hint == 'There are system, mine, "flite NAME", "espeak-ng NAME".'


def test_a_program_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SpeakingError) as caught:
        ProgramVoice("espeak-ng en")
    assert (caught.value.message, caught.value.hint) == (
        "The program espeak-ng is not installed.",
        "apt install espeak-ng",
    )


@pytest.mark.skipif(not shutil.which("flite"), reason="flite is not installed")
def test_flite_is_not_left_to_take_another_voice_silently() -> None:
    with pytest.raises(SpeakingError, match="flite has no voice 'jane'") as caught:
        ProgramVoice("flite jane")
    assert "slt" in caught.value.hint


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_a_voice_that_the_program_does_not_have_is_what_it_says() -> None:
    with pytest.raises(SpeakingError, match=r"espeak-ng nonsense cannot say .*: Error: The specified espeak-ng voice"):
        ProgramVoice("espeak-ng nonsense").clip(TEXT)
