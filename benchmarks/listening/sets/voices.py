"""Synthetic voices: programs that speak, and those of their voices that the further sets are made with."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.errors import SpeakingError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as its program names it; the program is flite or espeak-ng.

    As text it is both names, which is what halves and tables know it by.
    """

    program: str
    name: str

    def __str__(self) -> str:
        return f"{self.program} {self.name}"

    @property
    def is_here(self) -> bool:
        """Whether this machine has the program."""
        return shutil.which(self.program) is not None

    def say(self, text: str, target: Path) -> None:
        """Write the text as a sound file; raises SpeakingError when the program is missing or fails.

        The product's `ProgramVoice` cuts the silence off both ends. The published streams have the files as they come.
        """
        try:
            subprocess.run(self._command(text, target), check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SpeakingError("voice-failed", f"{self.program} does not say {text!r}.") from error

    def say_at_a_pace(self, text: str, longer: float, target: Path) -> None:
        """Write the text said so many times as slowly as this voice speaks; raises what `subprocess.run` does."""
        if self.program == "flite":
            stretched = ["flite", "-voice", self.name, "--setf", f"duration_stretch={longer}", "-t", text]
            command = [*stretched, "-o", str(target)]
        else:
            command = ["espeak-ng", "-v", self.name, "-s", str(round(165 / longer)), "-w", str(target), text]
        subprocess.run(command, check=True, capture_output=True)

    def _command(self, text: str, target: Path) -> list[str]:
        if self.program == "flite":
            return ["flite", "-voice", self.name, "-t", text, "-o", str(target)]
        return ["espeak-ng", "-v", self.name, "-s", "175", "-w", str(target), text]


HELD_OUT = (
    Voice("flite", "slt"),
    Voice("flite", "awb"),
    Voice("espeak-ng", "en-us"),
    Voice("espeak-ng", "en-gb+f3"),
    Voice("espeak-ng", "en-gb-scotland+m1"),
)
"""Nothing of the coach may be trained with these."""

IN_TRAINING = (
    Voice("flite", "rms"),
    Voice("flite", "kal16"),
    Voice("espeak-ng", "en-gb"),
    Voice("espeak-ng", "en-us+m7"),
    Voice("espeak-ng", "en-us+f2"),
    Voice("espeak-ng", "en-gb-x-rp+m3"),
    Voice("espeak-ng", "en-029+f4"),
)
"""These may have been in training, with other words or the same."""

VOICES = (*HELD_OUT, *IN_TRAINING)
