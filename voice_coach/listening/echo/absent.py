"""No echo at all: somebody wears headphones, or the system takes the coach's voice out of its microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from voice_coach.listening.echo.control import EchoControl, EchoState

if TYPE_CHECKING:
    from voice_coach.audio.format import Samples
    from voice_coach.listening.echo.excess import Mask


class AbsentEcho:
    """Stands in the place of an `EchoControl` where it is known that nothing comes back; it computes nothing."""

    state = EchoState.ABSENT
    onset = False

    def take(self, microphone: Samples, played: Samples) -> Samples:  # noqa: ARG002 - the shape of `EchoControl.take`
        """Return what the microphone gave."""
        return microphone

    def somebody(self, blocks: int) -> Mask | None:  # noqa: ARG002 - the shape of `EchoControl.somebody`
        """Somebody may be speaking at any time."""
        return None

    def excess(self, begins: int, ends: int) -> float:  # noqa: ARG002 - the shape of `EchoControl.excess`
        """Nothing is left of what is not there."""
        return 0.0

    def echoed(self, blocks: int) -> bool:  # noqa: ARG002 - the shape of `EchoControl.echoed`
        """Nothing ever comes back."""
        return False


Echoes: TypeAlias = EchoControl | AbsentEcho | None
"""What takes the coach's own voice out of what is heard; None where nothing does."""
