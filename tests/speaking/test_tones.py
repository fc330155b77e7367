from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from voice_coach.core.effects import Tone
from voice_coach.errors import SpeakingError
from voice_coach.speaking.tones import LEVEL_DB, tone_clip, tone_seconds
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import Clip

RATE = 48_000


def active_db(clip: Clip) -> float:
    """The root mean square of the 10 ms frames within 30 dB of the loudest: pauses and ramps do not count."""
    frame = clip.rate // 100
    frames = clip.samples[: len(clip.samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    power = (frames**2).mean(1)
    return float(10 * np.log10(power[power > power.max() / 1_000].mean()))


def hertz(tone: Tone, begins: float, ends: float) -> float:
    """The strongest frequency between two seconds of a tone."""
    part = tone_clip(tone, RATE).samples[round(begins * RATE) : round(ends * RATE)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 17))
    return float(np.argmax(spectrum)) * RATE / (1 << 17)


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_every_tone_has_its_length_starts_in_silence_and_leaves_headroom(tone: Tone, rate: int) -> None:
    clip = tone_clip(tone, rate)
    assert clip.rate == rate
    assert clip.seconds == pytest.approx(tone_seconds(tone), abs=1e-4)
    assert abs(clip.samples[0]) < 1e-3
    assert abs(clip.samples[-1]) < 1e-2
    assert 0.03 < np.abs(clip.samples).max() <= 0.5


@pytest.mark.parametrize(
    ("tone", "begins", "ends", "expected"),
    [
        (Tone.PIP, 0.0, 0.12, 660),
        (Tone.START, 0.0, 0.3, 880),
        (Tone.END, 0.0, 0.5, 880),
        (Tone.HALF, 0.0, 0.08, 660),
        (Tone.HALF, 0.16, 0.24, 660),
        (Tone.TOP, 0.0, 0.12, 784),
        (Tone.HEARD, 0.0, 0.08, 523),
        (Tone.HEARD, 0.08, 0.16, 659),
        (Tone.REFUSED, 0.0, 0.08, 523),
        (Tone.REFUSED, 0.08, 0.16, 392),
        (Tone.TICK, 0.0, 0.1, 523),
    ],
)
def test_the_strongest_frequency_is_the_one_of_the_table(
    tone: Tone, begins: float, ends: float, expected: float
) -> None:
    assert hertz(tone, begins, ends) == pytest.approx(expected, abs=8)


def test_let_go_falls() -> None:
    assert hertz(Tone.LET_GO, 0.0, 0.08) > 680
    assert hertz(Tone.LET_GO, 0.17, 0.25) < 620


def test_the_tick_is_12_db_softer_than_the_pip() -> None:
    levels = [np.abs(tone_clip(tone, RATE).samples).max() for tone in (Tone.TICK, Tone.PIP)]
    assert 20 * np.log10(levels[0] / levels[1]) == pytest.approx(-12, abs=0.1)


def test_nothing_loud_lies_above_what_old_ears_hear() -> None:
    for tone in Tone:
        spectrum = np.abs(np.fft.rfft(tone_clip(tone, RATE).samples, 1 << 17)) ** 2
        above = spectrum[round(3_000 * (1 << 17) / RATE) :].sum()
        assert above < 0.001 * spectrum.sum()


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.TICK])
def test_all_tones_but_the_tick_are_equally_loud(tone: Tone) -> None:
    assert active_db(tone_clip(tone, RATE)) == pytest.approx(LEVEL_DB, abs=1.0)


WORDS = (
    "One.", "Two.", "Halfway.", "Ten seconds.", "Now your left side.", "Lie on your back with both knees bent.",
    "Paused. Say: carry on, when you are ready.", "Move gently. If it hurts, stop and say: that hurts.",
)  # fmt: skip


def test_the_tones_are_as_loud_as_the_words() -> None:
    with closing(Pyttsx3Voice("en")) as voice:
        try:
            spoken = [active_db(voice.clip(text)) for text in WORDS]
        except SpeakingError as error:
            pytest.skip(error.message)

    assert active_db(tone_clip(Tone.START, RATE)) == pytest.approx(np.median(spoken), abs=1.5)
    assert max(abs(active_db(tone_clip(Tone.START, RATE)) - one) for one in spoken) < 3.0
