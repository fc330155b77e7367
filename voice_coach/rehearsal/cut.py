"""Where in a stretch of sound somebody speaks, and how it reached the microphone. Pure.

Method: a slice is loud that rises above the background (the quietest tenth) by 10 dB and lies less than 20 dB under
the loudest; loud slices with short pauses between them are one utterance, and the strongest utterance counts. The
figures are judgements.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.format import BLOCK_BYTES, from_bytes
from voice_coach.listening.loudness import NEAR_RMS

if TYPE_CHECKING:
    from collections.abc import Sequence


ABOVE_BACKGROUND, BELOW_LOUDEST = 3.2, 0.1
FAINTEST_RMS = 0.002
"""About -54 dB of full scale: what is fainter is no speech into this microphone."""

PAUSE_SLICES = 20
"""Words of one phrase lie less than 0.4 s apart."""

SHORTEST_SLICES = 4
"""What is over in 80 ms was a click."""

AROUND_SLICES = 15
"""Sound kept on both sides, 0.3 s: soft first and last consonants, and the room."""

FULL_SCALE, CLIPPED_SAMPLES = 32_700, 8
"""Speech touches the end of the scale by chance once; a microphone that is too loud lies there again and again."""


class Fault(StrEnum):
    """What is wrong with how an utterance reached the microphone."""

    NOTHING = "nothing"
    MUTED = "muted"
    QUIET = "quiet"
    CLIPPED = "clipped"


@dataclass(frozen=True, slots=True)
class SliceSpan:
    """The slices from ``begins`` up to ``ends``, that one left out."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class CutUtterance:
    """Sound that was cut out.

    ``pcm`` has a little of the room around the speech; ``level_db`` is the speech's RMS in dB of full scale; ``fault``
    is None when all is well.
    """

    pcm: bytes
    level_db: float
    fault: Fault | None


def level(pcm: bytes) -> float:
    """Return the RMS, 0 to 1, of one slice: `BLOCK_BYTES` of 16-bit mono."""
    return float(np.sqrt(np.mean(from_bytes(pcm) ** 2)))


def find(levels: Sequence[float]) -> SliceSpan | None:
    """Find the strongest utterance by the levels of the slices; None where nobody speaks."""
    if not levels:
        return None
    heights = np.asarray(levels)
    least = max(FAINTEST_RMS, ABOVE_BACKGROUND * np.quantile(heights, 0.1), BELOW_LOUDEST * heights.max())
    loud = np.flatnonzero(heights >= least)
    stretches = [part for part in np.split(loud, np.flatnonzero(np.diff(loud) > PAUSE_SLICES) + 1) if len(part)]
    spoken = [part for part in stretches if len(part) >= SHORTEST_SLICES]
    if not spoken:
        return None
    strongest = max(spoken, key=lambda part: float(np.sum(heights[part] ** 2)))
    return SliceSpan(int(strongest[0]), int(strongest[-1]) + 1)


def cut(pcm: bytes, levels: Sequence[float]) -> CutUtterance | None:
    """Cut the utterance out of sound whose slices have these levels; None where nobody speaks."""
    span = find(levels)
    if span is None:
        return None
    spoken = pcm[span.begins * BLOCK_BYTES : span.ends * BLOCK_BYTES]
    padded = pcm[max(0, span.begins - AROUND_SLICES) * BLOCK_BYTES : (span.ends + AROUND_SLICES) * BLOCK_BYTES]
    samples = np.frombuffer(spoken, np.int16).astype(np.int32)
    fault = None
    if np.count_nonzero(np.abs(samples) >= FULL_SCALE) >= CLIPPED_SAMPLES:
        fault = Fault.CLIPPED
    elif max(levels[span.begins : span.ends]) < NEAR_RMS:
        fault = Fault.QUIET
    return CutUtterance(padded, float(20 * np.log10(level(spoken))), fault)
