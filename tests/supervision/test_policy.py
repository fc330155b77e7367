"""What becomes of a session whose process dies: at once, then with patience, then without the part that dies."""

import pytest

from voice_coach.supervision.heartbeat import Doing
from voice_coach.supervision.policy import Part, Policy


def test_the_next_process_begins_at_once_and_the_others_wait_twice_as_long_each() -> None:
    policy = Policy()
    waits = [policy.died(1.0, step, Doing.TURNING).wait_s for step in range(6)]
    assert waits == [0.0, 0.25, 0.5, 1.0, 2.0, 4.0]


def test_a_process_that_has_lived_begins_a_new_row() -> None:
    policy = Policy()
    for step in range(4):
        policy.died(1.0, step, Doing.TURNING)
    assert policy.died(60.0, 9, Doing.TURNING).wait_s == 0.0
    assert policy.died(1.0, 9, Doing.TURNING).wait_s == 0.0


@pytest.mark.parametrize(
    ("doing", "part"),
    [
        (Doing.LISTENING, Part.LISTENING),
        (Doing.SPEAKING, Part.SOUND),
        (Doing.DEVICES, Part.SOUND),
        (Doing.TURNING, Part.LISTENING),
    ],
)
def test_three_quick_deaths_at_one_place_leave_out_the_part_that_dies(doing: Doing, part: Part) -> None:
    policy = Policy()
    assert [policy.died(1.0, 4, doing).without for _ in range(3)] == [frozenset(), frozenset(), frozenset({part})]


def test_deaths_at_different_places_leave_nothing_out() -> None:
    policy = Policy()
    assert not any(policy.died(1.0, step, Doing.LISTENING).without for step in range(7))


def test_when_nothing_more_can_be_left_out_the_session_ends() -> None:
    policy = Policy()
    deaths = [policy.died(1.0, 4, Doing.TURNING) for _ in range(14)]
    assert deaths[2].without == {Part.LISTENING}
    assert deaths[5].without == {Part.LISTENING, Part.SOUND}
    assert [death.gives_up for death in deaths].index(True) == 13
