from __future__ import annotations

import pytest

from voice_coach.core.machine import StateMachine
from voice_coach.core.states import TRANSITIONS, State

TRIGGERS = sorted({transition.trigger for transition in TRANSITIONS})
WAY = {State.PAUSED: ["hold", "pause"], State.RESUMING: ["hold", "count_in"], State.ASKING: ["hold", "ask"],
       State.FINISHED: ["finish"], State.WAITING: []}  # fmt: skip


def machine_in(state: State) -> StateMachine:
    machine = StateMachine()
    for trigger in WAY.get(state, [state.value]):
        machine.take(trigger)
    return machine


@pytest.mark.parametrize("state", State)
def test_every_state_is_reachable(state: State) -> None:
    assert machine_in(state).state is state


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_trigger_follows_the_table_or_is_refused_and_changes_nothing(state: State, trigger: str) -> None:
    machine = machine_in(state)
    ways = {one.trigger: one.dest for one in TRANSITIONS if state in one.sources}
    if trigger in ways:
        machine.take(trigger)
        assert machine.state is ways[trigger]
    else:
        with pytest.raises(ValueError, match=f"no way '{trigger}' leads out of the state '{state.value}'"):
            machine.take(trigger)
        assert machine.state is state


def test_a_trigger_means_one_thing() -> None:
    assert len(TRIGGERS) == len(TRANSITIONS)


@pytest.mark.parametrize("trigger", ["to_hold", "wake", "", "state", "is_hold"])
def test_there_are_no_back_doors(trigger: str) -> None:
    machine = StateMachine()
    with pytest.raises(ValueError, match="no way"):
        machine.take(trigger)
    assert machine.state is State.WAITING
