"""What all of the further sets are made with."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.listening.corpus import Clip, seconds_of
from benchmarks.listening.sets.voices import VOICES

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.listening.corpus import Corpus
    from benchmarks.listening.sets.parts import Part
    from benchmarks.listening.sets.voices import Voice
    from voice_coach.language.phrasebook import Phrasebook


@dataclass
class Making:
    """``recorded`` are the recordings of the part, None where there are none; ``folder`` is empty at first."""

    phrasebook: Phrasebook
    part: Part
    seed: int
    folder: Path
    recorded: Corpus | None = None
    quick: bool = False
    _made: int = field(default=0, init=False)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Those of the part; in a quick run one that was held out and one that was not."""
        held = [voice for voice in VOICES if self.part.holds(str(voice))]
        return (held[0], held[-2]) if self.quick else tuple(held)

    def say(self, voice: Voice, text: str, meaning: str = "") -> Clip:
        """Return a clip of a text; its phrase is the text when it means something."""
        target = self.folder / f"{self._made:05}.wav"
        self._made += 1
        voice.say(text, target)
        return Clip(target, seconds_of(target), text if meaning else "", meaning, str(voice))

    def random(self, what: str) -> np.random.Generator:
        """Return what draws for one purpose or voice, whatever else is drawn for others."""
        return np.random.default_rng([self.seed, int.from_bytes(sha256(what.encode()).digest()[:4])])
