"""Where a session was and what sounded, as the moments of a scenario name it."""

import pytest

from tests.simulator.scenario.made import said, status, tone
from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.simulator.scenario.annotation import Annotation, Visit, says, visits
from voice_coach.simulator.scenario.timing import TimeSpan, parse

COURSE = Annotation(
    sounds=(
        said("Move gently.", 0.0, 2.0, Role.SAFETY),
        said("Lie on your back.", 3.0, 5.0, Role.POSITION),
        tone(Tone.START, 6.0),
        said("One.", 7.0, 7.4, Role.COUNT),
        said("Two.", 9.0, 9.4, Role.COUNT),
        tone(Tone.END, 12.0),
    ),
    visits=(
        Visit(State.SETUP, 1, TimeSpan(2.5, 6.0)),
        Visit(State.HOLD, 2, TimeSpan(6.0, 12.0)),
        Visit(State.REST, 3, TimeSpan(12.0, 20.0)),
        Visit(State.HOLD, 4, TimeSpan(20.0, None)),
    ),
    lines=(TimeSpan(8.0, 8.7), TimeSpan(15.0, 15.0)),
)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("4s", 4.0),
        ('1s after "your back"', 6.0),
        ('1s into "LIE, on"', 4.0),
        ("0.5s into count 2", 9.5),
        ("0s after count", 7.4),
        ("0s into instruction", 3.0),
        ("0s into greeting", 0.0),
        ("0s into sentence 4", 9.0),
        ("1s into tone end", 13.0),
        ("2s into hold 2", 22.0),
        ("0s after hold", 12.0),
        ("1s after line 1", 9.7),
        ("0s into line 2", 15.0),
    ],
)
def test_when_a_moment_is(text: str, at: Seconds) -> None:
    assert COURSE.time(parse(text)) == pytest.approx(at)


@pytest.mark.parametrize(
    "text",
    [
        '1s after "chair"',
        '1s after "back you"',
        '1s into "bac"',
        "1s into count 3",
        "1s into tip",
        "1s into tone half",
        "1s into motion",
        "1s into hold 3",
        "1s after hold 2",
        "0s into line 3",
    ],
)
def test_a_moment_that_has_not_come_is_none(text: str) -> None:
    assert COURSE.time(parse(text)) is None


def test_without_a_number_the_first_since_a_time_is_meant_and_with_one_the_count_is_of_the_whole() -> None:
    assert COURSE.time(parse("0s into hold"), since=6.5) == 20.0
    assert COURSE.time(parse("0s into hold"), since=6.0) == 6.0
    assert COURSE.time(parse("0s into hold 1"), since=6.5) == 6.0
    assert COURSE.time(parse("0s into count"), since=9.5) is None


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("Lie on your back.", "lie ON your back", True),
        ("Lie on your back.", "on your", True),
        ("Lie on your back.", "n your", False),
        ("Lie on your back.", "your on", False),
        ("Don't stop", "don\u2019t", True),
    ],
)
def test_words_are_sought_whole_and_in_order(text: str, wanted: str, *, there: bool) -> None:
    assert says(text, wanted) is there


def stays(*shown: tuple[Seconds, State, int]) -> list[tuple[State, int, Seconds, Seconds | None]]:
    found = visits((at, status(state, step)) for at, state, step in shown)
    return [(one.state, one.step, one.span.starts, one.span.ends) for one in found]


def test_a_snapshot_of_the_same_place_is_the_same_stay() -> None:
    assert stays((0, State.HOLD, 1), (2, State.HOLD, 1), (5, State.REST, 2)) == [
        (State.HOLD, 1, 0, 5),
        (State.REST, 2, 5, None),
    ]


def test_a_pause_does_not_end_a_stay() -> None:
    assert stays(
        (0, State.HOLD, 1), (2, State.PAUSED, 1), (6, State.RESUMING, 1), (9, State.HOLD, 1), (20, State.REST, 2)
    ) == [
        (State.HOLD, 1, 0, 20),
        (State.PAUSED, 1, 2, 6),
        (State.RESUMING, 1, 6, 9),
        (State.REST, 2, 20, None),
    ]


def test_two_pauses_are_two() -> None:
    found = stays(
        (0, State.HOLD, 1), (1, State.PAUSED, 1), (2, State.HOLD, 1), (3, State.PAUSED, 1), (4, State.HOLD, 1)
    )
    assert found == [(State.HOLD, 1, 0, None), (State.PAUSED, 1, 1, 2), (State.PAUSED, 1, 3, 4)]


def test_a_pause_that_leads_elsewhere_ends_the_stay_where_it_began() -> None:
    assert stays((0, State.HOLD, 1), (2, State.PAUSED, 1), (6, State.REST, 2)) == [
        (State.HOLD, 1, 0, 2),
        (State.PAUSED, 1, 2, 6),
        (State.REST, 2, 6, None),
    ]


def test_an_undo_that_leads_back_is_a_stay_of_its_own() -> None:
    assert stays((0, State.HOLD, 1), (3, State.REST, 2), (5, State.HOLD, 1)) == [
        (State.HOLD, 1, 0, 3),
        (State.REST, 2, 3, 5),
        (State.HOLD, 1, 5, None),
    ]


def test_two_sets_are_two_stays_in_the_same_phase() -> None:
    assert [
        one[2] for one in stays((0, State.HOLD, 1), (5, State.REST, 2), (9, State.HOLD, 3)) if one[0] == "hold"
    ] == [
        0,
        9,
    ]


def test_nothing_shown_is_nowhere() -> None:
    assert visits(()) == ()
