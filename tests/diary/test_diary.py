"""What is kept of sessions that are over: a line each, which nothing but its own damage can lose."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rehearsal import Rehearsal
from voice_coach.app.components import Components
from voice_coach.app.live.resumption import given as given_to
from voice_coach.core.commands.table import Command
from voice_coach.core.events import ClockSet, Event, Returned
from voice_coach.core.plan.load import Weight
from voice_coach.core.plan.routine import Exercise, Hold, Reps, Routine, Setup, Side
from voice_coach.core.states import State
from voice_coach.diary.diary import Diary
from voice_coach.diary.past import PastSession, PastSet, past_of
from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import UNFINISHED_S
from voice_coach.journal.writer import begun, continued
from voice_coach.session.options import RunOptions

SHORT = Setup(wait_s=1.0)
ROW = Exercise(
    "Row", (Reps(9),), SHORT, 2, load=Weight((20.0,), step=2.5), asks_effort=True, sides=(Side.LEFT, Side.RIGHT)
)
HANG = Exercise("Hang", (Hold(60.0, to_failure=True),), SHORT)
ROUTINE = Routine("pull", "Pull", (HANG, ROW))


def session(name: str, began: str = "2026-05-01T18:30:00+02:00") -> PastSession:
    return PastSession(
        name, "pull", "Pull", began, 300.0, finished=True, sets=(PastSet("Row", "Row", 1, "", 9.0, 8, 32.0),)
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "diary.jsonl"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The journal of a session with a hold to failure, reps with a load and an effort, and pain, that was ended."""
    components = Components(ROUTINE, RunOptions())
    coached = Rehearsal(components.coach())
    header = replace(given_to(components, None, cautious=False), began="2026-05-01T18:30:00+02:00")
    written = begun(tmp_path / "journals" / "2026-05-01-183000-pull-7.jsonl", header)
    coached.press(Command.START)
    coached.until_state(State.HOLD)
    coached.wait(41.0)
    coached.hear(Command.DONE)
    coached.until_state(State.REP)
    coached.wait(5.0)
    coached.hear(Command.HEAVIER)
    coached.wait(5.0)
    coached.hear(Command.DONE)
    coached.until(lambda status: status.state is State.REP and status.side is Side.RIGHT)
    coached.wait(5.0)
    coached.hear(Command.DONE)
    coached.until(lambda _: coached.coach._session.prompter.then is None)
    coached.hear(Command.NUMBER, number=7)
    coached.wait(2.0)
    coached.hear(Command.PAIN)
    coached.until(lambda _: coached.coach._session.prompter.then is None)
    coached.hear(Command.NUMBER, number=5)
    coached.hear(Command.FINISH)
    coached.until_state(State.FINISHED)
    for at, what in coached.log.entries:
        if isinstance(what, Event):
            written.write(what, at)
        else:
            written.effects((what,), at)
    written.close()
    return written.path


def test_a_journal_says_what_was_done_with_which_dose(journal: Path) -> None:
    past = past_of(read(journal))
    assert (past.journal, past.routine, past.began, past.finished) == (
        "2026-05-01-183000-pull-7", "pull", "2026-05-01T18:30:00+02:00", False,
    )  # fmt: skip
    assert [(one.exercise, one.set, one.side, one.reps, one.seconds, one.load, one.effort) for one in past.sets] == [
        ("Hang", 1, "", 0, 41.0, "", None),
        ("Row", 1, "left", 9, 36.0, "22.5 kg", 7),
        ("Row", 1, "right", 9, 36.0, "22.5 kg", 7),
    ]
    assert past.pain == {"Row": 5}
    assert past.lasted_s > past.sets[-1].at


def test_a_disk_that_still_syncs_keeps_no_session_that_is_over_out_of_the_diary(path: Path, journal: Path) -> None:
    ended = continued(read(journal))
    syncs = os.dup(ended._file.fileno())  # as a thread does that waits for the disk
    ended.close()
    diary = Diary(path)
    diary.catch_up([journal])
    os.close(syncs)
    assert [one.journal for one in diary.sessions] == [journal.stem]


def test_what_only_its_journal_has_is_taken_from_there_once(path: Path, journal: Path) -> None:
    for _ in range(2):
        diary = Diary(path)
        diary.catch_up([journal])
    assert [one.journal for one in Diary(path).sessions] == [journal.stem]
    assert len(path.read_bytes().splitlines()) == 1


def test_a_session_that_was_killed_stands_there_when_nobody_can_go_on_with_it(path: Path, journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    killed = next(n for n, line in enumerate(lines) if b'"kind":"step"' in line and b"Row" in line) + 2
    journal.write_bytes(b"".join(lines[:killed]) + lines[killed][:20])
    diary = Diary(path)
    diary.catch_up([journal])
    assert not diary.sessions  # one may still go on with it
    old = journal.stat().st_mtime - UNFINISHED_S - 9
    os.utime(journal, (old, old))
    diary.catch_up([journal])
    (past,) = diary.sessions
    assert [one.exercise for one in past.sets] == ["Hang", "Row"]
    assert not past.finished


def test_a_journal_that_cannot_be_read_is_passed_over(path: Path, journal: Path, tmp_path: Path) -> None:
    broken = tmp_path / "journals" / "2026-04-01-183000-pull-6.jsonl"
    broken.write_bytes(b"no journal")
    diary = Diary(path)
    diary.catch_up([broken, journal])
    assert [one.journal for one in diary.sessions] == [journal.stem]


def test_cut_at_every_byte_it_loses_nothing_but_its_last_line_and_goes_on(path: Path) -> None:
    diary = Diary(path)
    for name in ("a", "b", "c"):
        diary.add(session(name))
    whole = path.read_bytes()
    ends = [n + 1 for n, byte in enumerate(whole) if byte == ord("\n")]
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        cut = Diary(path)
        kept = sum(end <= size + 1 for end in ends)  # the end of the line itself may be missing
        assert [one.journal for one in cut.sessions] == ["a", "b", "c"][:kept]
        cut.add(session("d"))
        assert [one.journal for one in Diary(path).sessions][-1] == "d"
        assert len(Diary(path).sessions) == kept + 1


def test_a_line_that_was_edited_by_hand_counts_as_it_stands(path: Path) -> None:
    diary = Diary(path)
    diary.add(session("a"))
    diary.add(session("b"))
    path.write_text(path.read_text("utf-8").replace('"reps":8', '"reps":10', 1), "utf-8")
    again = Diary(path)
    assert [one.sets[0].reps for one in again.sessions] == [10, 8]
    assert again.unread == 0


@pytest.mark.parametrize(
    "line", [b"\xff", b"{}", b"[]", b"null", b"7", b'{"version":1}', b'{"version":2,"session":{}}', b"x" * 99]
)
def test_a_line_that_is_no_session_is_left_out_and_left_where_it_is(path: Path, line: bytes) -> None:
    Diary(path).add(session("a"))
    path.write_bytes(line + b"\n" + path.read_bytes())
    diary = Diary(path)
    diary.add(session("b"))
    assert ([one.journal for one in diary.sessions], diary.unread) == (["a", "b"], 1)
    assert path.read_bytes().startswith(line + b"\n")


def test_what_an_editor_leaves_behind_loses_nothing(path: Path) -> None:
    diary = Diary(path)
    for name in ("a", "b", "c"):
        diary.add(session(name))
    a, b, c = path.read_bytes().splitlines()
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join((c, b"", b"  " + a + b"  ", b"\t", b)))
    edited = Diary(path)
    edited.add(session("d"))
    for one in (edited, Diary(path)):
        assert sorted(past.journal for past in one.sessions) == ["a", "b", "c", "d"]
        assert one.unread == 0
    assert Diary(path).sessions[0].sets == session("a").sets


def test_a_disk_that_is_full_at_any_byte_tears_a_line_and_no_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr("os.fsync", lambda _: None)
    Diary(path).add(session("a"))
    whole, limit = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in range(len(whole), 2 * len(whole)):
        path.write_bytes(whole)
        diary = Diary(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
        try:
            with pytest.raises(JournalError, match="cannot be written"):
                diary.add(session("b"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        diary.add(session("b"))
        assert [past.journal for past in Diary(path).sessions] == ["a", "b"]


def test_two_that_write_at_once_lose_nothing(path: Path) -> None:
    one, other = Diary(path), Diary(path)
    one.add(session("a"))
    other.add(session("b"))
    one.add(session("c"))
    assert [past.journal for past in Diary(path).sessions] == ["a", "b", "c"]


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a folder should be")
    with pytest.raises(JournalError, match="cannot be"):
        Diary(tmp_path / "data" / "diary.jsonl").add(session("a"))


def test_sessions_are_in_the_order_in_which_they_began_whatever_the_clocks_were_set_to(path: Path) -> None:
    began = {
        "before the change": "2026-10-25T02:30:00+02:00",
        "after the change": "2026-10-25T02:10:00+01:00",
        "on a journey": "2026-10-24T20:00:00-05:00",
        "at midnight": "2026-10-25T00:00:00+02:00",
        "after the clocks went forward": "2026-03-29T03:00:00+02:00",
        "before they did": "2026-03-29T01:59:00+01:00",
    }
    diary = Diary(path)
    for name, at in began.items():
        diary.add(session(name, at))
    assert [one.journal for one in Diary(path).sessions] == [
        "before they did", "after the clocks went forward",
        "at midnight", "before the change", "on a journey", "after the change",
    ]  # fmt: skip


def test_a_clock_that_was_wrong_at_the_beginning_dates_it_by_what_it_was_set_to(journal: Path) -> None:
    saved = read(journal)
    events: tuple[Returned | ClockSet, ...] = (
        Returned(50.0, 100.0),
        ClockSet(60.0, "2026-07-01T10:00:00+02:00"),
        Returned(70.0, 9.0),
    )
    told = tuple(Entry(n, event.at, event) for n, event in enumerate(events, len(saved.entries) + 1))
    assert past_of(replace(saved, entries=(*saved.entries, *told))).began == "2026-07-01T09:57:20+02:00"


def test_a_line_about_a_new_name_is_no_session_and_no_damage(path: Path) -> None:
    diary = Diary(path)
    diary.add(session("a"))
    diary.rename("pull", "pull-2")
    diary.add(session("b"))
    for one in (diary, Diary(path)):
        assert ([past.journal for past in one.of_routine("pull-2")], one.unread) == (["a"], 0)
        assert [past.journal for past in one.of_routine("pull")] == ["b"]
        assert list(one.latest) == ["pull-2", "pull"]


sets = st.builds(
    PastSet, st.text(max_size=9), st.text(max_size=9), st.integers(1, 60), st.sampled_from(["", "left", "right"]),
    st.floats(0, 9e3), st.integers(0, 200), st.floats(0, 3600), st.text(max_size=9), st.integers(-3, 3),
    st.none() | st.integers(0, 10),
)  # fmt: skip
pasts = st.builds(
    PastSession, st.text("abc", min_size=1, max_size=5), st.text(max_size=9), st.text(max_size=9),
    st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()), st.floats(0, 9e4), st.booleans(),
    st.lists(sets, max_size=3).map(tuple), st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.dictionaries(st.text(max_size=5), st.integers(-1, 10), max_size=2),
)  # fmt: skip


@given(st.lists(pasts, max_size=5, unique_by=lambda one: one.journal))
def test_any_session_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, written: list[PastSession]) -> None:
    path = tmp_path_factory.mktemp("diary") / "diary.jsonl"
    diary = Diary(path)
    for one in written:
        diary.add(one)
    again = Diary(path)
    assert sorted(again.sessions, key=lambda one: one.journal) == sorted(written, key=lambda one: one.journal)
    assert again.unread == 0
    for line in path.read_text("utf-8").split("\n") if written else []:
        assert not line or json.loads(line)
