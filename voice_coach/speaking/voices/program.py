"""Voices of programs that write a text as a sound file: flite and espeak-ng. They play the users of simulations."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import soundfile

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.clip_file import read_clip, trimmed
from voice_coach.speaking.voices.voice import Clip

LONGEST_S = 30
"""Seconds that a program may take for a text; both take some hundredths."""

PROGRAMS = ("flite", "espeak-ng")


class ProgramVoice:
    """A `Voice` named by a program and one of its voices, such as "flite slt" or "espeak-ng ko+f2".

    Raises SpeakingError when it is no such name, or the program is not installed.
    """

    def __init__(self, name: str) -> None:
        program, _, self._voice = name.partition(" ")
        if program not in PROGRAMS or not self._voice:
            known = ", ".join(f'"{one} NAME"' for one in PROGRAMS)
            raise SpeakingError("voice-unknown", f"There is no voice {name!r}.", f"There are system, mine, {known}.")
        found = shutil.which(program)
        if found is None:
            raise SpeakingError("voice-missing", f"The program {program} is not installed.", f"apt install {program}")
        self._program = found
        self.key = name
        if program == "flite" and self._voice not in self._flite_voices():  # it would take another one silently
            raise SpeakingError(
                "voice-unknown",
                f"flite has no voice {self._voice!r}.",
                f"It has: {', '.join(self._flite_voices())}.",
            )

    def clip(self, text: str) -> Clip:
        """See `Voice.clip`; an unknown voice of the program is an error, too."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.wav"
            try:
                done = subprocess.run(  # noqa: S603 - a fixed program; the text is one argument
                    self._command(text, path), capture_output=True, timeout=LONGEST_S, check=False, text=True
                )
                if done.returncode == 0 and path.is_file():
                    return trimmed(read_clip(path))
                said = (done.stderr or done.stdout).strip().splitlines()
            except subprocess.TimeoutExpired:
                said = [f"it takes more than {LONGEST_S} s"]
            except (OSError, soundfile.SoundFileError) as error:
                said = [str(error)]
        raise SpeakingError(
            "voice-failed", f"{self.key} cannot say {text!r}: {said[0] if said else 'it made no sound'}"
        )

    def close(self) -> None:
        """There is nothing to stop: the program runs once a text."""

    def _flite_voices(self) -> list[str]:
        listed = subprocess.run([self._program, "-lv"], capture_output=True, check=False, text=True)  # noqa: S603 - no input
        return listed.stdout.partition(":")[2].split()

    def _command(self, text: str, path: Path) -> list[str]:
        if self._program.endswith("flite"):
            return [self._program, "-voice", self._voice, "-t", text, "-o", str(path)]
        # Nominal 175 is about 200 real words a minute: a short command as people say it.
        return [self._program, "-v", self._voice, "-s", "175", "-w", str(path), "--", text]
