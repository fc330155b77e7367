"""`voice-coach today`, `run` without a routine, and what of a programme the other commands know."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.weeks import EXAMPLE
from voice_coach.app.components import Components
from voice_coach.app.diary.programmes import folder
from voice_coach.app.standby.waiting import StandbyOptions
from voice_coach.authoring.library import folders
from voice_coach.core.plan.routine import Hold
from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.programme.dose import exercise_of
from voice_coach.standby.choosing import Menu

Run = Callable[..., tuple[int, str, str]]

DAILY = """programme: Every day
sessions:
  - {routine: strong-core, every: 1 day}
progress:
  - {exercise: Plank, hold: +5s, every: good session}
"""


@pytest.fixture
def follow(run: Run) -> Callable[[str], Path]:  # noqa: ARG001 - it has made the home
    """Put a programme into the folder of those that are followed; its routine is there."""
    folders()[0].mkdir(parents=True)
    shutil.copy(EXAMPLE / "strong-core.yaml", folders()[0])

    def put(text: str) -> Path:
        folder().mkdir(parents=True, exist_ok=True)
        path = folder() / "mine.yaml"
        path.write_text(text, "utf-8")
        return path

    return put


def did(days_ago: int) -> None:
    """A good session, so many days ago."""
    began = (datetime.now().astimezone() - timedelta(days=days_ago)).isoformat(timespec="seconds")
    sets = (PastSet("Plank", "Plank", 1, "", 20.0, 0, 20.0),)
    Diary(diary_path()).add(
        PastSession(f"j{days_ago}", "strong-core", "Strong core", began, 300.0, finished=True, sets=sets)
    )


def test_without_a_programme_it_says_how_to_have_one(run: Run) -> None:
    code, out, _ = run("today")
    assert code == 0
    assert out.startswith("You follow no programme. Put its file into ")


def test_what_is_on_and_why(run: Run, follow: Callable[[str], Path]) -> None:
    follow(DAILY)
    did(1)
    assert (
        run("today")[1] == "Every day: week 2\n  Strong core: voice-coach run strong-core\n"
        or run("today")[1] == "Every day: week 1\n  Strong core: voice-coach run strong-core\n"
    )
    told = run("today", "--why")[1].splitlines()
    yesterday = (datetime.now().astimezone() - timedelta(days=1)).date()
    assert told[2].startswith(f"    Every day; it was last done on {yesterday:%A}")
    assert told[3:] == [
        "    Plank: 25 s",
        f"      {yesterday}  25 s from then on: 1 good session",
        "      0 of 1 good sessions for the next step",
    ]


def test_when_it_was_done_there_is_nothing_more_and_the_next_day_is_told(
    run: Run, follow: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(DAILY)
    did(0)
    tomorrow = (datetime.now().astimezone() + timedelta(days=1)).date()
    assert f"  Nothing more today. Next: {tomorrow:%A}, {tomorrow.day} {tomorrow:%B}." in run("today")[1]
    said: list[str] = []
    monkeypatch.setattr("voice_coach.app.live.announcement.announce", lambda key, _: said.append(key))
    for arguments in (("run",), ("run", "today", "--no-sound"), ("run", "today", "--on-time")):
        code, _, err = run(*arguments)
        assert (code, "nothing more is planned for" in err) == (18, True)
    assert said == ["for_today_nothing"]  # where there is sound, and somebody has just asked


def test_one_that_has_not_begun_and_one_that_is_over(run: Run, follow: Callable[[str], Path]) -> None:
    follow(DAILY.replace("sessions:", "start: 2099-01-05\nsessions:"))
    assert run("today")[1] == "Every day\n  It begins on Monday, 5 January 2099.\n"
    sessions = "    sessions:\n      - {routine: strong-core, every: 1 day}\n"
    follow(f"programme: Short\nblocks:\n  - block: Only\n    weeks: 1\n{sessions}")
    did(20)
    assert run("today")[1] == "Short\n  It is over.\n"


def test_a_broken_programme_is_shown_in_its_place(run: Run, follow: Callable[[str], Path]) -> None:
    path = follow(DAILY.replace("Plank", "Plankk"))
    code, _, err = run("today")
    assert code == 17
    assert f"{path}:5:16: no exercise 'Plankk' in 'strong-core'; did you mean 'Plank'?" in err
    assert run("check", str(path))[0] == 3


def test_one_is_named_by_its_name_or_its_path(run: Run, follow: Callable[[str], Path], tmp_path: Path) -> None:
    path = follow(DAILY)
    elsewhere = tmp_path / "other.yaml"
    elsewhere.write_text(DAILY.replace("Every day", "Other"), "utf-8")
    assert run("today", "mine")[1].startswith("Every day")
    assert run("today", str(elsewhere))[1].startswith("Other")
    code, _, err = run("today", "nobodys")
    assert (code, "there is no programme 'nobodys'" in err, "There is mine." in err) == (17, True, True)
    assert run("check", str(path)) == (0, f"{path}: good\n", "")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Components]:
    """What sessions would have been begun with."""
    found: list[Components] = []

    def coach(components: Components, _: object) -> int:
        found.append(components)
        return 0

    monkeypatch.setattr("voice_coach.app.live.run.run", coach)
    return found


def hold(components: Components) -> float:
    plank = exercise_of(components.plan.routine, "Plank")
    assert plank is not None
    assert isinstance(plank.work[0], Hold)
    return plank.work[0].for_s


@pytest.mark.parametrize("arguments", [(), ("today",), ("strong-core",)])
def test_a_session_has_the_doses_of_today(
    run: Run, follow: Callable[[str], Path], begun: list[Components], arguments: tuple[str, ...]
) -> None:
    follow(DAILY)
    did(2)
    did(1)
    assert run("run", *arguments)[0] == 0
    assert [(one.plan.routine.id, hold(one)) for one in begun] == [("strong-core", 30.0)]


def test_a_broken_programme_keeps_nobody_from_exercising(
    run: Run, follow: Callable[[str], Path], begun: list[Components]
) -> None:
    follow("programme: 7")
    code, _, err = run("run", "strong-core")
    assert (code, hold(begun[0])) == (0, 20.0)
    assert "The doses are those of the routine." in err


def test_a_session_that_is_gone_on_with_after_midnight_has_the_doses_of_its_day(
    run: Run, follow: Callable[[str], Path], begun: list[Components], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(DAILY)
    did(1)
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    saved = SimpleNamespace(header=SimpleNamespace(began_at=yesterday))
    monkeypatch.setattr("voice_coach.app.diary.programmes.unfinished", lambda *_: saved)
    run("run", "strong-core")
    assert hold(begun[0]) == 20.0


def test_of_two_programmes_with_one_routine_the_first_has_its_doses(
    run: Run, follow: Callable[[str], Path], begun: list[Components]
) -> None:
    path = follow(DAILY)
    path.with_name("second.yaml").write_text(DAILY, "utf-8")
    did(1)
    run("run", "strong-core")
    assert hold(begun[0]) == 25.0


def test_a_broken_programme_is_told_where_the_routine_is_its_to_say(run: Run, follow: Callable[[str], Path]) -> None:
    follow("programme: 7")
    code, _, err = run("run")
    assert (code, "mine.yaml:1:12:" in err) == (17, True)


def test_standby_takes_start_today(run: Run, follow: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    menus: list[Menu] = []

    def wait(menu: Menu, _: StandbyOptions, __: object) -> int:
        menus.append(menu)
        return 0

    monkeypatch.setattr("voice_coach.app.standby.waiting.standby", wait)
    run("standby")
    follow(DAILY)
    run("standby")
    run("standby", "--routine", "today")
    assert [menu.routines[0].routine == "today" for menu in menus] == [False, True, True]
    assert menus[2].default == "today"
    assert menus[1].routines[0].spoken() == ("today",)


def test_how_much_of_it_was_done(run: Run, follow: Callable[[str], Path]) -> None:
    follow(DAILY.replace("every: 1 day", "days: [monday]").replace("sessions:", "start: 2026-03-02\nsessions:"))
    sets = (PastSet("Plank", "Plank", 1, "", 20.0, 0, 20.0),)
    for day in ("2026-03-02", "2026-03-10", "2026-04-06"):
        began = f"{day}T07:30:00+01:00"
        Diary(diary_path()).add(PastSession(day, "strong-core", "Strong core", began, 300.0, finished=True, sets=sets))
    lines = run("history", "--programme")[1].splitlines()
    assert lines[:5] == [
        "Every day",
        "  2026-03-02  1                     1 of 1",
        "  2026-03-09  2                     1 of 1",
        "  2026-03-16                        nothing for 3 weeks: the programme waits",
        "  2026-04-06  3                     1 of 1",
    ]
    assert lines[-1] == "  3 of 3 in 3 weeks, 100%"
    assert run("history", "--programme", "--json")[0] == 2
    assert run("history", "--programme", "--since", "2026-01-01")[0] == 2


def test_the_weeks_are_drawn(run: Run, follow: Callable[[str], Path], tmp_path: Path) -> None:
    follow(DAILY)
    did(8)
    did(0)
    out = run("history", "--weeks")[1]
    assert out.count("Minutes a week\n") == out.count("Worst pain, of ten\n") == 1
    assert "########################################  5" in out
    assert run("history", "--png", str(tmp_path / "weeks.png"))[0] == 0
    assert (tmp_path / "weeks.png").read_bytes().startswith(b"\x89PNG")
    code, _, err = run("history", "--png", str(tmp_path / "nowhere" / "weeks.png"))
    assert (code, "cannot be written" in err) == (1, True)
    assert len(json.loads(run("history", "--json")[1])) == 2
