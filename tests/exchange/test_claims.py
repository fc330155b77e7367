"""What is written and read again is what a format claims to keep, whatever was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.exchange import hevy, strong
from voice_coach.exchange.losses import Losses
from voice_coach.exchange.sheet import Sheet, sheet

Write = Callable[[Iterable[PastSession]], tuple[str, Losses]]
Read = Callable[[Sheet], tuple[tuple[PastSession, ...], Losses]]
Claim = Callable[[PastSession], PastSession]

FORMS: list[tuple[Write, Read, Claim]] = [
    (hevy.written, hevy.read, hevy.claimed),
    (strong.written, strong.read, strong.claimed),
    (strong.written_with_semicolons, strong.read, partial(strong.claimed, semicolon=True)),
]

ODD = (
    "Push, pull",
    'the "big" one',
    "two\nlines",
    "two\r\nlines",
    "a;b",
    "🏋️ legs",
    "=1+1",
    "@SUM(A1)",
    " spaced ",
    "\r",
    "'",
)
texts = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
weights = st.builds("{:g} {}".format, st.floats(0, 500), st.sampled_from(["kg", "lb"]))
words = st.sampled_from(["", "red band", "red; band", "with straps", "left side", "0 kg", "5 KG"]) | texts
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other tests compute beside them
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@st.composite
def done(draw: st.DrawFn) -> PastSet:
    return PastSet(
        exercise=draw(texts.filter(str.strip)),
        name=draw(texts),
        set=draw(st.integers(1, 9)),
        side=draw(st.sampled_from(["", "left", "right"])),
        at=draw(st.floats(0, 5000)),
        reps=draw(st.integers(0, 1000)),
        seconds=draw(st.floats(0, 5000)),
        load=draw(weights | words),
        pace=draw(st.integers(-2, 2)),
        effort=draw(st.none() | st.integers(0, 10)),
    )


@st.composite
def past(draw: st.DrawFn) -> PastSession:
    began = draw(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - the zone comes next
    return PastSession(
        journal=draw(texts),
        routine=draw(texts),
        title=draw(texts),
        began=began.replace(tzinfo=draw(offsets)).isoformat(),
        lasted_s=draw(st.floats(0, 20_000)),
        finished=draw(st.booleans()),
        sets=tuple(draw(st.lists(done(), min_size=1, max_size=6))),
        skipped=tuple(draw(st.lists(texts, max_size=2))),
        pain=draw(st.dictionaries(texts, st.integers(-1, 10), max_size=2)),
    )


def there_and_back(sessions: Iterable[PastSession], write: Write, read: Read) -> list[PastSession]:
    return list(read(sheet(write(sessions)[0].encode(), "f.csv"))[0])


@pytest.mark.parametrize(("write", "read", "claim"), FORMS)
@unhurried
@given(sessions=st.lists(past(), max_size=4, unique_by=lambda one: (one.title, one.began[:10])))
def test_what_comes_back_is_what_is_claimed(
    write: Write, read: Read, claim: Claim, sessions: list[PastSession]
) -> None:
    claimed = sorted(map(claim, sessions), key=lambda one: one.began_at)
    assert there_and_back(sessions, write, read) == claimed


@pytest.mark.parametrize(("write", "read", "claim"), FORMS)
@unhurried
@given(session=past())
def test_what_came_back_once_loses_nothing_more(write: Write, read: Read, claim: Claim, session: PastSession) -> None:
    claimed = claim(session)
    text, losses = write([claimed])
    assert +losses == Counter()
    assert there_and_back([claimed], write, read) == [claimed]
    assert text == write([claimed])[0]


@pytest.mark.parametrize(("write", "read", "claim"), FORMS)
@unhurried
@given(session=past())
def test_what_differs_afterwards_is_told(write: Write, read: Read, claim: Claim, session: PastSession) -> None:
    (back,) = there_and_back([session], write, read)
    assert back == claim(session)
    same = (back.routine, back.began, back.lasted_s, back.skipped, back.pain, back.finished) == (
        session.routine, session.began, session.lasted_s, session.skipped, session.pain, session.finished,
    )  # fmt: skip
    same_sets = all(
        (now.name, now.set, now.reps, now.seconds, now.load, now.pace, now.effort)
        == (was.name, was.set, was.reps, was.seconds, was.load, was.pace, was.effort)
        for now, was in zip(back.sets, session.sets, strict=True)
    )
    assert bool(+write([session])[1]) == (not same or not same_sets)
