"""A session that came to no end is gone on with: at its place, in its routine, unless it is too old or not wanted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from voice_coach.app.assemble import Parts, assemble
from voice_coach.app.components import Components
from voice_coach.app.live.resumption import Beginning, beginning, left_unfinished, moved, restarted
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Record
from voice_coach.core.events import Event, Pressed, Returned
from voice_coach.core.plan.routine import Exercise, Hold, Routine, Seconds
from voice_coach.core.states import State
from voice_coach.diary.diary import Diary, diary_of_now, diary_path
from voice_coach.errors import JournalError
from voice_coach.inbox.port import InboxClosedError
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import KEPT, UNFINISHED_S, journal_path, journals, rotate, spare_path
from voice_coach.journal.writer import Journal, continued
from voice_coach.session.options import RunOptions
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice

JOURNALS: list[Journal] = []
"""What a test has begun, to be closed after it."""

POSES = (Exercise("Cat", (Hold(20.0),)), Exercise("Cobra", (Hold(30.0),), sets=2, rest_s=10.0))
ROUTINE = Routine("two-poses", "Two poses", POSES, "Move gently.")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    numbers = count(1)
    monkeypatch.setattr("os.getpid", lambda: next(numbers))  # every session is another process's
    yield tmp_path
    while JOURNALS:
        JOURNALS.pop().close()


def components(routine: Routine = ROUTINE, **options: object) -> Components:
    return Components(routine, RunOptions(**options))  # type: ignore[arg-type]


class Ends(VirtualInbox):
    """Time ends here, as it does for a process that is killed."""

    def __init__(self, first: Event, until: Seconds, since: Seconds) -> None:
        super().__init__([first], since)
        self._until = until

    def next(self, until: Seconds | None) -> Event | None:
        if not self._events and (until is None or until > self._until):
            raise InboxClosedError
        return super().next(until)


def lives(new: Beginning, until: Seconds) -> None:
    """Let a session live until then, and die."""
    assert new.journal
    assert new.event
    inbox = Ends(new.event, until, new.event.at)
    assemble(
        Parts(coach=new.coach, inbox=inbox, speaker=Speaker(EstimatedVoice()), log=new.journal)
    ).run()  # fmt: skip
    new.journal.close()


def begin(of: Components, told: list[str] | None = None) -> Beginning:
    notice = pytest.fail if told is None else told.append
    return kept(beginning(of, left_unfinished(of), notice, history=None, cautious=False))


def kept(new: Beginning) -> Beginning:
    """Close its journal in the end."""
    if new.journal:
        JOURNALS.append(new.journal)
    return new


def test_a_new_session_has_a_journal_with_all_that_its_coach_was_given() -> None:
    new = begin(components(verbosity="short"))
    assert isinstance(new.event, Pressed)
    lives(new, 60.0)
    assert new.journal
    saved = read(new.journal.path)
    assert (saved.header.routine, saved.header.verbosity) == (ROUTINE, "short")
    coach, _ = saved.replay()
    assert coach.status == new.coach.status
    assert coach.place == new.coach.place


@pytest.mark.parametrize(("resume", "asks"), [("ask", True), ("go-on", False)])
def test_a_session_that_was_broken_off_is_found(resume: str, asks: bool) -> None:
    first = begin(components())
    lives(first, 60.0)
    again = begin(components(resume=resume))
    assert isinstance(again.event, Returned)
    assert again.event.asks is asks
    assert again.event.at >= first.coach._now
    assert again.coach.place == first.coach.place
    assert [record.kind for record in again.records] == ["step"], "the cat is done"
    lives(again, 500.0)
    assert first.journal
    assert again.journal
    assert first.journal.path == again.journal.path


@pytest.mark.parametrize("seconds", [1.0, UNFINISHED_S - 60])
def test_how_long_ago_it_was_is_told(seconds: Seconds) -> None:
    first = begin(components())
    lives(first, 60.0)
    _age(first, seconds)
    event = begin(components()).event
    assert isinstance(event, Returned)
    assert event.away_s == pytest.approx(seconds, abs=5.0)


def test_an_old_one_is_left_alone() -> None:
    first = begin(components())
    lives(first, 60.0)
    _age(first, UNFINISHED_S + 60)
    assert isinstance(begin(components()).event, Pressed)


def test_the_next_session_knows_one_that_was_killed_and_is_too_old_to_go_on_with() -> None:
    first = begin(components())
    lives(first, 60.0)
    _age(first, UNFINISHED_S + 60)
    again = begin(components())
    assert again.journal
    past = read(again.journal.path).header.past
    assert (past.done, list(past.exercises)) == (1, ["Cat"])


def _age(session: Beginning, seconds: Seconds) -> None:
    assert session.journal
    then = time.time() - seconds
    os.utime(session.journal.path, (then, then))


@pytest.mark.parametrize("options", [{"resume": "start-over"}, {"fast": True, "microphone": "a.wav"}])
def test_who_wants_none_begins_anew(options: dict[str, object]) -> None:
    lives(begin(components()), 60.0)
    assert isinstance(begin(components(**options)).event, Pressed)  # type: ignore[arg-type]


def test_a_session_that_has_come_to_its_end_is_no_unfinished_one() -> None:
    lives(begin(components()), 10_000.0)
    assert isinstance(begin(components()).event, Pressed)


def test_another_routines_session_is_not_gone_on_with() -> None:
    lives(begin(components()), 60.0)
    assert isinstance(begin(components(replace(ROUTINE, id="poses"))).event, Pressed)


def test_a_routine_that_was_edited_goes_on_with_the_same_exercise_in_a_new_journal() -> None:
    first = begin(components())
    lives(first, 75.0)
    assert first.coach.status.exercise == "Cobra"
    edited = replace(ROUTINE, items=(Exercise("Cow", (Hold(5.0),)), *POSES))
    again = begin(components(edited, resume="go-on"))
    assert isinstance(again.event, Returned)
    assert again.event.at == 0.0
    lives(again, 1.0)
    assert again.coach.status.exercise == "Cobra"
    assert again.journal
    assert read(again.journal.path).header.routine == edited


def test_an_exercise_that_is_gone_begins_the_edited_routine_anew() -> None:
    lives(begin(components()), 75.0)
    assert isinstance(begin(components(replace(ROUTINE, items=POSES[:1]))).event, Pressed)


def test_a_process_that_died_is_gone_on_with_unasked_at_the_time_of_its_death() -> None:
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    died = restarted(first.journal.path, 64.0, 0.3)
    assert died
    again = kept(beginning(components(), died, pytest.fail, history=None, cautious=False))
    assert again.event == Returned(64.0, 0.3)
    assert died.since == 64.0


def test_of_a_process_that_died_before_it_wrote_there_is_nothing_to_go_on_with(home: Path) -> None:
    assert restarted(home / "none.jsonl", 1.0, 0.3) is None


def test_what_waits_for_start_waits_again() -> None:
    waiting = begin(components(wait=True))
    assert waiting.event is None
    assert waiting.journal
    died = restarted(waiting.journal.path, 64.0, 0.3)
    assert kept(beginning(components(wait=True), died, pytest.fail, history=None, cautious=False)).event is None


def test_an_event_that_ended_the_process_is_left_out_and_the_place_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    journal = continued(read(first.journal.path))
    journal.write(Pressed(Command.REPEAT, 61.0), 61.0)
    journal.close()
    place = first.coach.place
    _raises(monkeypatch, Command.REPEAT)

    died = restarted(first.journal.path, 61.0, 0.3)
    again = kept(beginning(components(), died, pytest.fail, history=None, cautious=False))
    assert again.coach.place == place
    assert again.event == Returned(61.0, 0.3)
    lives(again, 500.0)
    assert again.coach.finished


def _raises(monkeypatch: pytest.MonkeyPatch, at: Command) -> None:
    """A coach that has an error in one command."""
    handle = Coach.handle

    def fails(coach: Coach, event: Event, now: Seconds) -> tuple[Effect, ...]:
        if isinstance(event, Pressed) and event.command is at:
            raise ValueError("an error of ours")
        return handle(coach, event, now)

    monkeypatch.setattr(Coach, "handle", fails)


def test_an_older_event_that_cannot_be_replayed_is_told_and_a_new_session_begun(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    died = restarted(first.journal.path, 64.0, 0.3)
    _raises(monkeypatch, Command.START)
    again = kept(beginning(components(), died, told.append, history=None, cautious=False))
    assert isinstance(again.event, Pressed)
    assert "cannot be gone on with: an error of ours" in told[0]


def test_a_session_that_runs_is_nobody_elses_to_go_on_with() -> None:
    running = begin(components())
    assert running.event
    assert running.journal
    inbox = Ends(running.event, 60.0, 0.0)
    assemble(Parts(coach=running.coach, inbox=inbox, speaker=Speaker(EstimatedVoice()), log=running.journal)).run()
    before = running.journal.path.read_bytes()

    beside = begin(components())
    assert isinstance(beside.event, Pressed)
    assert beside.journal
    assert beside.journal.path != running.journal.path
    with pytest.raises(JournalError, match="another session's, which runs"):
        continued(read(running.journal.path))
    assert running.journal.path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such accounts")
def test_what_another_account_has_left_is_not_looked_at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "data").write_text("no folder")
    lives(begin(components(), []), 60.0)
    assert isinstance(begin(components(), []).event, Returned)
    account = os.getuid()
    folder = next((home / "runtime").iterdir())
    monkeypatch.setattr("os.getuid", lambda: account + 1)
    folder.rename(folder.with_name(f"voice-coach-journals-{account + 1}"))
    assert isinstance(begin(components(), []).event, Pressed)


def test_where_the_disk_takes_no_journal_one_is_kept_for_today(home: Path) -> None:
    (home / "data").write_text("no folder")
    told: list[str] = []
    new = begin(components(), told)
    assert new.journal
    assert new.journal.path.is_relative_to(home / "runtime")
    assert told[0].endswith("this session is kept for today only.")
    lives(new, 60.0)
    again = begin(components(), told)
    assert isinstance(again.event, Returned)


def test_a_journal_is_moved_with_all_that_it_holds(home: Path) -> None:
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    before = read(first.journal.path)
    spare = moved(first.journal)
    spare.close()
    assert read(spare.path).entries == before.entries
    assert spare.path.is_relative_to(home / "runtime")


def test_the_oldest_journals_go() -> None:
    folder = journal_path("").parent
    folder.mkdir(parents=True)
    for day in range(KEPT + 3):
        (folder / f"2026-01-01-00{day:04d}-any-1.jsonl").touch()
    rotate()
    assert len(list(folder.iterdir())) == KEPT + 3, "somebody may go on with the oldest"
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    rotate()
    left = sorted(path.name for path in folder.iterdir())
    assert (len(left), left[0]) == (KEPT, "2026-01-01-000003-any-1.jsonl")


def test_a_journal_goes_only_when_its_session_stands_in_the_diary() -> None:
    first = begin(components())
    lives(first, 300.0)
    assert first.journal
    first.journal.close()
    aged = first.journal.path.with_name(f"2001-01-01-000000-{first.journal.path.stem[18:]}.jsonl")
    first.journal.path.rename(aged)
    long_ago = time.time() - 2 * UNFINISHED_S
    os.utime(aged, (long_ago, long_ago))
    for day in range(KEPT):
        (aged.parent / f"2026-01-01-00{day:04d}-any-1.jsonl").touch()
    begin(components())
    assert not aged.exists()
    assert [one.journal for one in Diary(diary_path()).sessions] == [aged.stem]


def test_what_went_on_in_the_spare_place_reaches_the_diary_whole_at_the_next_session() -> None:
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    spare = kept(replace(first, journal=moved(first.journal)))
    assert spare.journal
    coach, _ = read(spare.journal.path).replay()
    inbox = VirtualInbox([Returned(60.0, 0.0)], 60.0)
    assemble(Parts(coach=coach, inbox=inbox, speaker=Speaker(EstimatedVoice()), log=spare.journal)).run()
    spare.journal.close()
    long_ago = time.time() - 2 * UNFINISHED_S
    os.utime(first.journal.path, (long_ago, long_ago))
    begin(components())
    for diary in (Diary(diary_path()), diary_of_now()):
        (past,) = diary.sessions
        assert past.finished
        assert [one.exercise for one in past.sets] == ["Cat", "Cobra", "Cobra"]


def test_a_spare_place_that_has_no_room_either_keeps_no_part() -> None:
    resource = pytest.importorskip("resource")
    first = begin(components())
    lives(first, 60.0)
    assert first.journal
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (first.journal.path.stat().st_size - 9, limit[1]))
    try:
        with pytest.raises(JournalError, match="cannot be written"):
            moved(first.journal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert not spare_path(first.journal.path.stem).exists()
    assert journals() == [first.journal.path]


def test_the_records_of_before_are_those_that_the_session_gave() -> None:
    first = begin(components())
    lives(first, 100.0)
    again = begin(components())
    assert first.journal
    written = [entry.what for entry in read(first.journal.path).entries if isinstance(entry.what, Record)]
    assert list(again.records) == written
    assert first.coach.status.state is not State.FINISHED
