"""What a person can choose about a session on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a session is to be run.

    ``model`` is the folder of a Vosk model, None for the one that was fetched; ``recogniser`` is auto, vosk or
    phones. ``microphone`` and ``speaker`` name a device or a sound file, "" for the system's choice;
    ``microphone`` may also be "-" for sound on standard input (`audio.files.StreamMicrophone`). ``fast`` takes time
    from a microphone file's samples instead of a clock. ``listen`` and ``sound`` are False when that part is left out.
    ``wait`` begins when the user says "start" instead of at once; with ``stay`` the end of the routine is no end:
    "start" begins it again. ``language`` is a code or the path of a language file. ``verbosity`` is full, short or
    sounds. ``record`` is the folder in which what is heard is kept; None keeps nothing. ``captions`` shows what the
    coach says also while it sounds. ``echo`` is what to do about the coach's own voice in the microphone: auto, off or
    absent. ``resume`` is what to do with a session of the routine that has come to no end: ask, go-on or start-over.
    """

    model: Path | None = None
    recogniser: str = "auto"
    microphone: str = ""
    speaker: str = ""
    fast: bool = False
    listen: bool = True
    sound: bool = True
    wait: bool = False
    stay: bool = False
    language: str = "en"
    verbosity: str = "full"
    record: Path | None = None
    captions: bool = True
    echo: str = "auto"
    resume: str = "ask"


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of a simulated user: ``text`` ends ``at`` seconds after the session's start."""

    at: float
    text: str
