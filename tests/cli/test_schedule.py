"""`voice-coach schedule`: a calendar, or a timer that somebody else switches on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from voice_coach.app.diary.programmes import folder
from voice_coach.cli.arguments import chosen_routine
from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.errors import NothingDueError

Run = Callable[..., tuple[int, str, str]]

MORNINGS = "programme: Mornings\nsessions:\n  - {routine: desk-break, days: [monday], at: ['07:30', '18:00']}\n"
DAILY = "programme: Daily\nsessions:\n  - {routine: thoracic-mini, every: 2 days, at: '07:30'}\n"
EVENINGS = "programme: Evenings\nsessions:\n  - {routine: desk-break, days: [monday], at: '18:00'}\n"
NO_HOURS = "programme: Some time\nsessions:\n  - {routine: desk-break, every: 2 days}\n"


@pytest.fixture
def follow(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:  # noqa: ARG001 - it has made the home in which they are kept
    """Follow programmes; nothing may be started meanwhile."""

    def started(*arguments: object, **_: object) -> None:
        pytest.fail(f"{arguments} was started")

    monkeypatch.setattr(subprocess, "Popen", started)

    def put(**texts: str) -> None:
        folder().mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder() / f"{name}.yaml").write_text(text, "utf-8")

    return put


def test_without_programmes_there_is_nothing_to_write(run: Run) -> None:
    code, out, err = run("schedule", "--systemd")
    assert (code, out.split(";")[0], err) == (0, "You follow no programme. Put its file into " + str(folder()), "")
    code, out, err = run("schedule", "--ics", "-")
    assert (code, out, err[:24]) == (0, "", "You follow no programme.")


@pytest.mark.parametrize("arguments", [(), ("--ics", "-", "--systemd")])
def test_one_of_both_is_asked_for(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("schedule", *arguments)
    assert (code, out) == (2, "")
    assert "error: say either --ics FILE or --systemd" in err


def test_a_calendar_is_written(run: Run, follow: Callable[..., None], tmp_path: Path) -> None:
    follow(mornings=MORNINGS, daily=DAILY)
    file = tmp_path / "mine.ics"
    assert run("schedule", "--ics", str(file)) == (0, f"3 recurring events written to {file}.\n", "")
    text = file.read_bytes().decode()
    assert text.count("BEGIN:VEVENT\r\n") == 3
    assert text.count("\n") == text.count("\r\n")
    assert text.count("RRULE:FREQ=WEEKLY;BYDAY=MO\r\n") == 2
    assert text.count("RRULE:FREQ=DAILY;INTERVAL=2\r\n") == 1
    # They take 3 and 12 minutes.
    assert (text.count("\r\nDURATION:PT5M\r\n"), text.count("\r\nDURATION:PT15M\r\n")) == (2, 1)
    assert run("schedule", "mornings", "--ics", str(file))[1].startswith("2 recurring events")


def test_a_calendar_that_cannot_be_written_is_named(run: Run, follow: Callable[..., None], tmp_path: Path) -> None:
    follow(daily=DAILY)
    file = tmp_path / "nowhere" / "mine.ics"
    assert run("schedule", "--ics", str(file)) == (1, "", f"error: {file}: No such file or directory\n")


def test_a_calendar_goes_to_standard_output(run: Run, follow: Callable[..., None]) -> None:
    follow(daily=DAILY)
    code, out, err = run("schedule", "--ics", "-")
    assert (code, err) == (0, "")
    assert out.startswith("BEGIN:VCALENDAR")
    assert out.rstrip().endswith("END:VCALENDAR")


def test_a_timer_is_written_and_not_switched_on(
    run: Run, follow: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(mornings=MORNINGS, daily=DAILY)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    units = tmp_path / "config" / "systemd" / "user"
    timer, service = units / "voice-coach-today.timer", units / "voice-coach-today.service"
    for _ in range(2):  # what we wrote ourselves is written anew
        code, out, err = run("schedule", "--systemd")
        assert (code, err) == (0, "")
        assert out.splitlines() == [
            f"Written: {timer}",
            f"Written: {service}",
            "To switch it on:",
            "  systemctl --user daemon-reload",
            "  systemctl --user enable --now voice-coach-today.timer",
            "To be without it again:",
            "  systemctl --user disable --now voice-coach-today.timer",
            f"  rm {timer} {service}",
        ]
    assert sorted(units.iterdir()) == [service, timer]
    assert "\nOnCalendar=*-*-* 07:30:00\nOnCalendar=Mon *-*-* 18:00:00\n" in timer.read_text("utf-8")
    text = service.read_text("utf-8")
    assert f"\nExecStart={sys.executable} -m voice_coach run today --on-time\n" in text
    assert f"\nEnvironment=XDG_DATA_HOME={tmp_path / 'data'}\n" in text


def test_where_there_is_no_systemd_that_is_said(
    run: Run, follow: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(daily=DAILY)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    code, out, _ = run("schedule", "--systemd")
    assert code == 0
    assert "This machine has no systemd" in out
    assert (tmp_path / ".config" / "systemd" / "user" / "voice-coach-today.timer").is_file()


@pytest.mark.parametrize("ending", ["timer", "service"])
def test_a_unit_of_somebody_elses_is_left_alone(
    run: Run, follow: Callable[..., None], tmp_path: Path, ending: str
) -> None:
    follow(daily=DAILY)
    units = tmp_path / "config" / "systemd" / "user"
    units.mkdir(parents=True)
    (units / f"voice-coach-today.{ending}").write_text("[Unit]\n", "utf-8")
    code, out, err = run("schedule", "--systemd")
    assert (code, out) == (14, "")
    assert "was not written by us" in err
    assert [one.read_text("utf-8") for one in units.iterdir()] == ["[Unit]\n"]


def test_a_timer_is_for_what_is_followed(run: Run, follow: Callable[..., None], tmp_path: Path) -> None:
    follow(daily=DAILY)
    other = tmp_path / "other.yaml"
    other.write_text(MORNINGS, "utf-8")
    assert run("schedule", str(other), "--ics", "-")[0] == 0
    code, _, err = run("schedule", str(other), "--systemd")
    assert code == 2
    assert "put the file there first" in err
    assert run("schedule", "daily", "--systemd")[0] == 0


def test_without_hours_an_example_is_given(run: Run, follow: Callable[..., None]) -> None:
    follow(some=NO_HOURS)
    for how in (("--systemd",), ("--ics", "-")):
        code, out, err = run("schedule", *how)
        assert (code, out) == (17, "")
        assert err.startswith("error: 'Some time' has no time of day\n")
        assert 'at: "07:30"' in err


def test_what_is_over_has_no_hours(run: Run, follow: Callable[..., None]) -> None:
    began = date.today() - timedelta(14)  # noqa: DTZ011 - the day here, as the command has it
    block = "  - block: A\n    weeks: 1\n    sessions:\n      - {routine: thoracic-mini, every: 2 days, at: '07:30'}\n"
    follow(over=f"programme: Over\nstart: {began}\nblocks:\n{block}")
    sets = (PastSet("Cat", "Cat", 1, "", 20.0, 0, 20.0),)
    session = PastSession("a", "thoracic-mini", "Mini", f"{began}T07:30:00+00:00", 300.0, finished=True, sets=sets)
    Diary(diary_path()).add(session)
    code, _, err = run("schedule", "--systemd")
    assert code == 17
    assert "'Over' has no time of day that is to come" in err


def test_a_programme_that_is_not_there_is_told(run: Run) -> None:
    code, _, err = run("schedule", "nope", "--ics", "-")
    assert (code, err.splitlines()[0]) == (17, "error: there is no programme 'nope'")


def at(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be this time of the first Monday in March."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromisoformat(f"2026-03-02T{clock}").replace(tzinfo=tz)

    monkeypatch.setattr("voice_coach.cli.arguments.datetime", Clock)


def test_the_timers_session_ends_with_a_code_of_its_own_when_nothing_is_due(
    run: Run, follow: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(later=f"start: 2026-03-05\n{DAILY}")
    at("07:30", monkeypatch)
    code, _, err = run("run", "today", "--no-mic", "--no-sound")
    assert (code, err.splitlines()[0]) == (18, "error: nothing more is planned for today")


@pytest.mark.parametrize(
    ("clock", "found"),
    [
        ("07:29:59", None),
        ("07:30:00", "thoracic-mini"),
        ("07:34:59", "thoracic-mini"),
        ("07:36:00", None),  # such as after a sleep
        ("18:00:01", "desk-break"),
        ("23:00:00", None),
    ],
)
def test_on_time_is_what_has_its_hour_now(
    follow: Callable[..., None], monkeypatch: pytest.MonkeyPatch, clock: str, found: str | None
) -> None:
    follow(a_first=EVENINGS, daily=DAILY)
    at(clock, monkeypatch)
    if found:
        assert chosen_routine("today", on_time=True) == found
    else:
        with pytest.raises(NothingDueError, match="nothing more is planned for this hour"):
            chosen_routine(None, on_time=True)
    assert chosen_routine(None) == "desk-break"


def test_a_routine_that_is_named_has_no_hour(run: Run) -> None:
    code, _, err = run("run", "desk-break", "--on-time", "--no-mic", "--no-sound")
    assert code == 2
    assert "--on-time is for what a programme has for today" in err
