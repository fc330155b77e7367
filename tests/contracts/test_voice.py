"""One contract for every voice: the real synthesiser, the cached one, and the silent one."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes.util import find_library

import numpy as np
import pytest

from voice_coach.errors import SpeakingError
from voice_coach.speaking.clip_cache import CachedVoice, Prerender
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voice import Voice

TEXT = "Now your right side."
real = pytest.mark.skipif(find_library("espeak-ng") is None, reason="libespeak-ng1 is not installed")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("pyttsx3", marks=real),
        pytest.param("cached", marks=real),
        pytest.param("prerendered", marks=real),
        "estimated",
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
        case _:
            made = EstimatedVoice()
    yield made
    made.close()


def test_a_sentence_takes_about_as_long_as_160_words_a_minute(voice: Voice) -> None:
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
    assert 145 < 60 * words / seconds < 175


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
