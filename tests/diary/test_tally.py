"""What was done in each week."""

from __future__ import annotations

from datetime import date

from voice_coach.core.plan.steps import UNKNOWN_PAIN
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.diary.tally import MEASURES, Week, measured, weeks

ROW = PastSet("Row", "Row", 1, "left", 40.0, 8, 32.0)
HANG = PastSet("Hang", "Hang", 1, "", 90.0, 0, 41.0)


def session(began: str, *sets: PastSet, pain: dict[str, int] | None = None) -> PastSession:
    return PastSession(began, "pull", "Pull", began, 300.0, finished=True, sets=sets, pain=pain or {})


SESSIONS = (
    session("2026-03-02T00:10:00+01:00", ROW, HANG, pain={"Hang": 4}),
    session("2026-03-08T23:50:00+01:00", ROW, pain={"Row": 2, "Hang": UNKNOWN_PAIN}),
    session("2026-03-29T03:10:00+02:00", HANG),  # in the hour after the clocks were put forward
)


def test_weeks_begin_on_monday_and_none_is_left_out() -> None:
    assert weeks(SESSIONS) == (
        Week(date(2026, 3, 2), 2, 10.0, 16, 105.0, 4),
        Week(date(2026, 3, 9)),
        Week(date(2026, 3, 16)),
        Week(date(2026, 3, 23), 1, 5.0, 0, 41.0),
    )


def test_of_one_exercise() -> None:
    assert weeks(SESSIONS, "row") == (Week(date(2026, 3, 2), 2, 10.0, 16, 64.0, 2),)
    assert weeks(SESSIONS, "squat") == ()


def test_what_is_drawn_of_a_week() -> None:
    first, second, *_ = weeks(SESSIONS)
    assert [measured(first, measure) for measure in MEASURES] == [10.0, 16.0, 1.75, 4.0]
    assert [measured(second, measure) for measure in MEASURES] == [0.0, 0.0, 0.0, None]
    assert measured(Week(date(2026, 3, 2), pain=UNKNOWN_PAIN), "pain") is None
