"""Clips in sound files, and a clip out of an engine's raw recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from voice_coach.audio.format import Samples, mono
from voice_coach.speaking.voices.voice import Clip

if TYPE_CHECKING:
    from pathlib import Path

PEAK = 0.5
"""Level of speech: peaks at -6 dB of full scale, which leaves two notches of volume before anything is limited."""

SILENCE = 0.01
"""What stays below -40 dB of the peak at either end is silence; espeak-ng pads with zeros and a faint tail."""

KEEP_S = 0.005
"""How much is kept outside the first and last loud sample, so that no onset is cut hard."""


def read_clip(path: Path) -> Clip:
    """Read a whole WAV or AIFF file. Raises OSError or soundfile.SoundFileError when it cannot."""
    with path.open("rb") as file:
        frames, rate = soundfile.read(file, dtype="float32")
    return Clip(mono(frames), int(rate))


def write_clip(path: Path, clip: Clip) -> None:
    """Write a clip as 16-bit WAV. Raises OSError or soundfile.SoundFileError when it cannot."""
    with path.open("wb") as file:
        soundfile.write(file, clip.samples, clip.rate, subtype="PCM_16", format="WAV")


def trimmed(clip: Clip) -> Clip:
    """Take the silence off both ends and set the peak to `PEAK`; a silent clip becomes an empty one."""
    peak = float(np.abs(clip.samples).max(initial=0.0))
    if peak == 0.0:
        return Clip(np.zeros(0, np.float32), clip.rate)
    loud = np.flatnonzero(np.abs(clip.samples) > SILENCE * peak)
    keep = round(KEEP_S * clip.rate)
    samples: Samples = clip.samples[max(0, int(loud[0]) - keep) : int(loud[-1]) + 1 + keep]
    return Clip(samples * np.float32(PEAK / peak), clip.rate)
