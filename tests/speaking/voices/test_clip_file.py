from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.speaking.voices.clip_file import PEAK, read_clip, trimmed, write_clip
from voice_coach.speaking.voices.voice import Clip

RATE = 22_050
WORD = np.sin(np.arange(4_410) / 5).astype(np.float32) / np.float32(8)


@pytest.mark.parametrize("suffix", ["wav", "aiff"])
def test_what_engines_write_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"clip.{suffix}"
    soundfile.write(path, WORD, RATE, subtype="PCM_16")
    clip = read_clip(path)
    assert clip.rate == RATE
    assert np.allclose(clip.samples, WORD, atol=1e-4)


def test_a_clip_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_clip(tmp_path / "clip.wav", Clip(WORD, RATE))
    assert np.allclose(read_clip(tmp_path / "clip.wav").samples, WORD, atol=1e-4)


def test_silence_goes_from_both_ends_and_the_peak_is_set() -> None:
    padded = np.concatenate([np.zeros(9_000, np.float32), WORD, np.full(9_000, 0.0005, np.float32)])
    clip = trimmed(Clip(padded, RATE))
    assert len(WORD) <= len(clip.samples) <= len(WORD) + 2 * 0.005 * RATE + 2
    assert np.abs(clip.samples).max() == pytest.approx(PEAK)


def test_a_pause_inside_stays() -> None:
    paused = np.concatenate([WORD, np.zeros(5_000, np.float32), WORD])
    assert trimmed(Clip(paused, RATE)).seconds == pytest.approx(len(paused) / RATE, abs=0.01)


def test_a_silent_clip_becomes_empty() -> None:
    assert trimmed(Clip(np.zeros(1_000, np.float32), RATE)).seconds == 0.0
    assert trimmed(Clip(np.zeros(0, np.float32), RATE)).seconds == 0.0
