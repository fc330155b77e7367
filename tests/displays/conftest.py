"""Statuses as they come in a session."""

import pytest

from voice_coach.core.plan.routine import Side
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status


@pytest.fixture
def holding() -> Status:
    """A hold of the left side that ends 30 seconds after the session's start."""
    return Status(
        State.HOLD,
        State.HOLD,
        "Back flexibility",
        step=7,
        steps=31,
        exercise="Back rotation",
        side=Side.LEFT,
        sets=2,
        ends_at=30.0,
        left_s=540.0,
        next="Next: rest.",
        heard=HeardNote("time left", obeyed=True),
    )
