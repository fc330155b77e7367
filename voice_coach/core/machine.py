"""The state of one session, kept honest by `transitions`: what the table in `states` does not have is an error."""

from __future__ import annotations

from typing import Any

from transitions import Machine, MachineError

from voice_coach.core.states import TRANSITIONS, State


class StateMachine:
    """Holds a `State`. There are no callbacks: the session says itself what a change of state brings."""

    def __init__(self) -> None:
        self._model: Any = type("Model", (), {})()
        Machine(
            model=self._model,
            states=list(State),
            initial=State.WAITING,
            transitions=[
                {"trigger": trigger, "source": list(sources), "dest": dest} for trigger, sources, dest in TRANSITIONS
            ],
            auto_transitions=False,
            queued=True,
        )

    @property
    def state(self) -> State:
        """Where the session is."""
        return State(self._model.state)

    def take(self, trigger: str) -> None:
        """Follow the arrow named ``trigger``. Raises ValueError when none leaves the present state; nothing changes."""
        try:
            self._model.trigger(trigger)
        except (MachineError, AttributeError) as error:
            raise ValueError(f"no way {trigger!r} leads out of the state {self.state.value!r}") from error
