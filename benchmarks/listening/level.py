"""How loud a clip is and where its speech begins and ends, by energy. Pure; 16 kHz mono.

The simulator's `levels` tell a level by the same rule in slices of 20 ms. Here the frames are of 10 ms, because the end
of a word is found in them too, and the published figures hang on both: another level would be another signal.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import RATE, Samples

FRAME = RATE // 100
"""Samples in a frame: 10 ms."""

BELOW_PEAK_DB, ABOVE_FLOOR_DB, LEAST_BELOW_PEAK_DB = 30.0, 10.0, 15.0
"""A frame is active when it lies within 30 dB of the loudest and 10 dB above the quietest tenth of the frames; in a
clip without quiet frames, when it lies within 15 dB of the loudest. A judgement, checked by eye on short words."""

SHORTEST_RUN = 3
"""Frames: what sounds for less than 30 ms on its own is a click and not the end of a word."""


def active_level(samples: Samples) -> float:
    """Return the root mean square over the active frames alone, so that pauses do not count; 0 for silence.

    It stands for the active speech level of ITU-T P.56, with a fixed threshold instead of its search.
    """
    frames = _frames(samples)[_active(samples)]
    return float(np.sqrt(np.mean(frames**2))) if frames.size else 0.0


def speech_span(samples: Samples) -> tuple[int, int]:
    """Return the first sample of the speech and the one after its last; (0, 0) for silence."""
    active = _active(samples)
    run = active[:-2] & active[1:-1] & active[2:]
    firsts = np.flatnonzero(run)
    if not firsts.size:
        return 0, 0
    return int(firsts[0]) * FRAME, (int(firsts[-1]) + SHORTEST_RUN) * FRAME


def scaled(samples: Samples, dbfs: float) -> Samples:
    """Return the clip with its active level at ``dbfs``. Raises ValueError for silence."""
    level = active_level(samples)
    if level == 0.0:
        raise ValueError("silence cannot be scaled")
    return np.asarray(samples * (10 ** (dbfs / 20) / level), np.float32)


def is_steady(samples: Samples) -> bool:
    """Say whether the level hardly moves: a tenth of the frames at most lies more than 10 dB below the mean."""
    decibels = _decibels(samples)
    mean = 10 * np.log10(np.mean(10 ** (decibels / 10))) if decibels.size else 0.0
    return bool(decibels.size) and bool(np.percentile(decibels, 10) > mean - 10)


def _frames(samples: Samples) -> npt.NDArray[np.float32]:
    whole = len(samples) // FRAME
    return samples[: whole * FRAME].reshape(whole, FRAME)


def _decibels(samples: Samples) -> npt.NDArray[np.float64]:
    power = np.mean(_frames(samples).astype(np.float64) ** 2, axis=1)
    return np.asarray(10 * np.log10(power + 1e-12), np.float64)


def _active(samples: Samples) -> npt.NDArray[np.bool_]:
    decibels = _decibels(samples)
    if not np.any(_frames(samples)):
        return np.zeros(len(decibels), np.bool_)
    loudest, quietest = np.max(decibels), np.percentile(decibels, 10)
    threshold = min(max(loudest - BELOW_PEAK_DB, quietest + ABOVE_FLOOR_DB), loudest - LEAST_BELOW_PEAK_DB)
    return np.asarray(decibels > threshold, np.bool_)
