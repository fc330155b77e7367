"""The synthetic voices that the ear learns from, and those that are kept for telling how well it did."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from benchmarks.listening.sets.voices import HELD_OUT
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample


class Voice(NamedTuple):
    """A synthetic voice: the program, its name there, and for espeak-ng its words a minute and its pitch."""

    program: str
    name: str
    rate: int = 0
    pitch: int = 50

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring: nothing is learned from it."""
        return f"{self.program} {self.name}" in map(str, HELD_OUT)

    def say(self, text: str) -> Samples:
        """The words at `RATE`, without silence around them. Raises OSError when the program is missing."""
        if self.program == "flite":
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "said.wav"
                subprocess.run(["flite", "-voice", self.name, "-t", text, "-o", file], check=True)
                samples, rate = soundfile.read(file, dtype="float32")
        else:
            command = ["espeak-ng", "-v", self.name, "-s", str(self.rate), "-p", str(self.pitch), "--stdout", text]
            said = subprocess.run(command, check=True, capture_output=True).stdout
            samples, rate = soundfile.read(io.BytesIO(said), dtype="float32")
        samples = resample(samples, rate, RATE)
        loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
        return np.asarray(samples[loud[0] : loud[-1] + 1], np.float32)


_ESPEAK = (
    "en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-029", "en-us+f2", "en-gb+f3", "en-us+f5",
    "en-gb+m3", "en-us+m7", "en-gb-x-rp+f4", "en-us+f1", "en-gb-scotland+m1",
)  # fmt: skip

VOICES = (
    *(Voice("flite", name) for name in ("rms", "slt", "awb", "kal16")),
    *(
        Voice("espeak-ng", name, (140, 160, 130, 150)[number % 4], (50, 40, 60)[number % 3])
        for number, name in enumerate(_ESPEAK)
    ),
)
