"""Everything there is to know about a room before anything sounds in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from voice_coach.core.plan.routine import Seconds
from voice_coach.simulator.room.levels import check
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel


@dataclass(frozen=True, slots=True)
class Acoustics:
    """A room and what stands in it.

    Attributes:
        size_m: length, width, height.
        reverberation_s: the time in which sound falls by 60 dB; 0 for the open air, which has no walls.
        response: a recorded impulse response that takes the place of size and reverberation, for whatever sounds.
        voice_db: the active level, in dBFS, at which a voice arrives by the direct way from 1 m.

    Raises AudioError for what no room is.

    """

    size_m: tuple[float, float, float] = (4.0, 3.0, 2.5)
    reverberation_s: Seconds = 0.3
    response: Path | None = None
    voice_db: float = -26.0
    loudspeaker: LoudspeakerModel = field(default_factory=LoudspeakerModel)
    microphone: MicrophoneModel = field(default_factory=MicrophoneModel)

    def __post_init__(self) -> None:
        for side in self.size_m:
            check("A side of the room", side, 1.0, 30.0, "m")
        check("The reverberation", self.reverberation_s, 0.0, 1.0, "s")
        check("The level of a voice", self.voice_db, -90.0, 0.0, "dB")
