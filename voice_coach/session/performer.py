"""Carries out the coach's effects, each at the part that can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voice_coach.core.effects import Chime, Effect, Hush, Record, Say, SetVolume, Show
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.speaking.speaker import Speaker


class Performer:
    """Sounds go to the speaker, snapshots to everybody who wants to ``show`` them, and what lasts to ``remember``."""

    def __init__(
        self, speaker: Speaker, show: Sequence[Callable[[Status], None]], remember: Callable[[Record], None]
    ) -> None:
        self._speaker = speaker
        self._show = show
        self._remember = remember

    def perform(self, effect: Effect, now: Seconds) -> None:
        """Carry out one effect at ``now``."""
        match effect:
            case Say() | Chime() | Hush() | SetVolume():
                self._speaker.perform(effect, now)
            case Show(status):
                for show in self._show:
                    show(status)
            case Record():
                self._remember(effect)
