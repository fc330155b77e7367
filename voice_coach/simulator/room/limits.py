"""What a room can be: figures outside a sensible span are refused with a sentence."""

from __future__ import annotations

from voice_coach.errors import AudioError


def check(what: str, value: float, low: float, high: float, unit: str = "") -> None:
    """Raise AudioError (``room-impossible``) unless ``value`` lies between ``low`` and ``high``; NaN never does."""
    if not low <= value <= high:
        raise AudioError(
            "room-impossible",
            f"{what} cannot be {value:g}{unit and ' '}{unit}.",
            f"Choose between {low:g} and {high:g}{unit and ' '}{unit}.",
        )
