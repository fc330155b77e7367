"""Six weeks of a programme: the page in the docs is true, and the command line gives the same reasons."""

from __future__ import annotations

from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from benchmarks import weeks
from benchmarks.weeks import Done, at_home, followed_through
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.cli import main
from voice_coach.programme.programme import Measure, Programme
from voice_coach.programme.today import dosed

PAGE = Path(__file__).parents[2] / "docs" / "programme-weeks.md"


def test_the_page_is_true() -> None:
    with redirect_stdout(StringIO()) as printed:
        weeks.main()
    assert printed.getvalue() == PAGE.read_text("utf-8")


def test_the_command_line_gives_the_same_doses_and_reasons_on_each_day(capsys: pytest.CaptureFixture[str]) -> None:
    with at_home():
        done = followed_through()
        assert len(done) == weeks.SESSIONS
        for one in done:
            assert main(["today", "--why", "--day", str(one.day)]) == 0
            told = capsys.readouterr().out
            for exercise, day, dose, why in changes_until(done, one.day):
                assert f"{day}  {dose} from then on: {why}" in told, (exercise, one.day)
            hold, share = weeks.row(one).split(" | ")[2], one.block.block.share
            assert (f"Plank: {hold}" if share == 1.0 else "60% of each dose") in told


def changes_until(done: list[Done], day: date) -> list[tuple[str, date, str, str]]:
    return [change for one in done if one.day <= day for change in one.changes]


def test_a_routine_that_is_not_in_the_programme_stays_as_it_is(programme: Programme) -> None:
    other = load(find("desk-break"))
    assert dosed(programme, other, (), date(2026, 3, 2)) is other
    assert [one.measure for one in programme.progress] == [Measure.HOLD, Measure.LOAD]
