"""What is measured in a process of its own, in the form in which it comes from there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibrariesLoaded:
    """Libraries by name, each with what keeps it from being loaded, "" for nothing."""

    problems: dict[str, str]


@dataclass(frozen=True, slots=True)
class RecogniserFound:
    """What a session would hear with; ``kind`` is "" when there is nothing, ``model`` its folder or ""."""

    kind: str
    model: str
    phrases: int
    unusable: list[str]
    trouble: str
    notice: str


@dataclass(frozen=True, slots=True)
class WordSpoken:
    """How long a word is that the synthesiser has made."""

    seconds: float


@dataclass(frozen=True, slots=True)
class RoomNoise:
    """What the microphone gave: RMS in dBFS, which shares of it were exact zeros and full scale, blocks lost."""

    device: str
    seconds: float
    level_db: float
    zeros: float
    clipped: float
    overflows: int


@dataclass(frozen=True, slots=True)
class SilencePlayed:
    """How the loudspeaker took a second of silence; ``stalled_s`` is how long it had not asked for sound at the end."""

    device: str
    rate: int
    latency_s: float
    underflows: int
    stalled_s: float


@dataclass(frozen=True, slots=True)
class EchoHeard:
    """What came back of a sweep; see `app.soundcheck.sweep.MeasuredEcho`. ``gaps``: it was not played whole."""

    delay_s: float | None
    loss_db: float | None
    noise_db: float
    clipped: bool
    reverberation_s: float | None
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class SayingHeard:
    """What was asked for, and what the ear made of what was said, "" for nothing; ``obeyed`` whether it was right."""

    asked: str
    heard: str
    obeyed: bool
