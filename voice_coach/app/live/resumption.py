"""How a session comes by its coach and its journal: new ones, or those of a session that has come to no end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from voice_coach import __version__
from voice_coach.app.components import Components
from voice_coach.app.diary.programmes import due
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Record
from voice_coach.core.events import Event, Pressed, Returned
from voice_coach.core.past import Past
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import Verbosity
from voice_coach.core.states import State
from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.familiarity import times_done
from voice_coach.diary.history import History
from voice_coach.diary.recollection import recollection
from voice_coach.errors import JournalError, ProgrammeError, RoutineError
from voice_coach.journal.header import VERSION, JournalHeader
from voice_coach.journal.reader import SavedSession, read
from voice_coach.journal.shelf import journal_path, journals, rotate, spare_path, unfinished
from voice_coach.journal.writer import Journal, begun, continued


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session to go on with, and how the coach is told of it."""

    saved: SavedSession
    event: Returned

    @property
    def since(self) -> Seconds:
        """The session clock's time at which it goes on; a routine that was edited begins its clock anew."""
        return self.event.at if self.event.step is None else 0.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a session begins with.

    ``event`` is what the coach is given first, None when it waits for "start". ``journal`` is None where none could be
    written. ``records`` are those of before, oldest first.
    """

    coach: Coach
    journal: Journal | None
    event: Event | None
    records: tuple[Record, ...] = ()


def restarted(journal: Path, at: Seconds, away_s: Seconds) -> Unfinished | None:
    """The session whose process has just died, with the session clock's last time; None when nothing is kept of it."""
    try:
        saved = read(journal)
    except JournalError:
        return None
    return Unfinished(saved, Returned(max(saved.at, at), away_s))


def left_unfinished(components: Components) -> Unfinished | None:
    """What somebody who begins this routine may want to go on with; None for nothing."""
    options = components.options
    if options.fast or options.resume == "start-over":
        return None
    saved = unfinished(components.plan.routine.id, time.time())
    if saved is None:
        return None
    event = Returned(saved.at, time.time() - saved.path.stat().st_mtime, asks=options.resume == "ask")
    if (saved.header.routine, saved.header.language) == (components.plan.routine, options.language):
        return Unfinished(saved, event)
    step = _same_exercise(saved, components.plan)
    return None if step is None else Unfinished(saved, replace(event, at=0.0, step=step))


def beginning(
    components: Components,
    unfinished: Unfinished | None,
    notice: Callable[[str], None],
    *,
    history: History | None,
    cautious: bool,
) -> Beginning:
    """Go on with what is unfinished, else begin a new session, whose coach knows the ``history`` and may be cautious.

    ``notice`` is told what a person should know of the journal.
    """
    if unfinished and unfinished.event.step is None:
        try:
            return _again(unfinished, waits=components.options.wait)
        except JournalError as error:
            notice(f"{error.message} The session begins anew.")
            unfinished = None
    event: Event | None = unfinished.event if unfinished else _start(0.0, waits=components.options.wait)
    diary = _diary()
    if diary is not None:
        with suppress(JournalError):  # a journal goes only when its session stands elsewhere
            diary.catch_up(journals())
            rotate()
    header = given(components, history, cautious=cautious, diary=diary)
    return Beginning(header.coach(), _begun(header, notice), event)


def _diary() -> Diary | None:
    """The sessions of before; None where they cannot be read."""
    with suppress(JournalError):
        return Diary(diary_path())
    return None


def given(
    components: Components,
    history: History | None,
    *,
    cautious: bool,
    diary: Diary | None = None,
    now: datetime | None = None,
) -> JournalHeader:
    """All that a new session's coach is given, as of now unless it is told otherwise."""
    language, routine, now = components.language, components.plan.routine, now or datetime.now().astimezone()
    times = times_done(diary.of_routine(routine.id), now) if diary is not None else {}
    return JournalHeader(
        version=VERSION,
        program=__version__,
        began=now.isoformat(timespec="seconds"),
        routine=routine,
        language=components.options.language,
        sentences={key: text if isinstance(text, str) else tuple(text) for key, text in language.sentences.items()},
        taught={command.value: language.wording.phrase(command) for command in Command},
        refusals={refusal.value: text for refusal, text in language.refusals.items()},
        forms=components.forms(history, times),
        verbosity=Verbosity(components.options.verbosity),
        cautious=cautious,
        past=Past() if diary is None else recollection(diary, routine.id, now.date(), _planned(diary, now.date())),
    )


def _planned(diary: Diary, today: date) -> tuple[str, ...] | None:
    """The titles of what is to be done today yet; None where nobody follows a programme, or one cannot be read."""
    with suppress(ProgrammeError, RoutineError):
        found = due(today, diary)
        return None if found is None else tuple(one.title for one in found)
    return None


def moved(journal: Journal) -> Journal:
    """Go on with a journal elsewhere when its disk takes no more. Raises JournalError when there is no room either."""
    return continued(read(journal.path), spare_path(journal.path.stem))


def _start(now: Seconds, *, waits: bool) -> Pressed | None:
    return None if waits else Pressed(Command.START, now)


def _again(unfinished: Unfinished, *, waits: bool) -> Beginning:
    """Bring a coach to where the session was. Raises JournalError when this version of the coach cannot."""
    saved, event = unfinished.saved, unfinished.event
    coach, ordered, saved = _replayed(saved)
    records = tuple(effect for effect in ordered if isinstance(effect, Record))
    try:
        journal = continued(saved)
    except JournalError:
        journal = continued(saved, spare_path(saved.path.stem))
    first = _start(event.at, waits=waits) if coach.status.state is State.WAITING else event
    return Beginning(coach, journal, first, records)


def _replayed(saved: SavedSession) -> tuple[Coach, tuple[Effect, ...], SavedSession]:
    """Replay what can be replayed: an event that has ended the process would end this one, too, and is left out."""
    for tried in (saved, saved.before_the_last_event()):
        try:
            coach, ordered = tried.replay()
        except Exception as error:  # noqa: BLE001 - an error of ours, or another version's journal; nobody is to be kept from exercising
            failed = error
        else:
            return coach, ordered, tried
    raise JournalError("journal-unusable", f"{saved.path} cannot be gone on with: {failed}.") from failed


def _same_exercise(saved: SavedSession, plan: Plan) -> int | None:
    """The first step of the exercise at which a session was, in a plan that has changed; None when it has gone."""
    was = saved.header.plan
    try:
        coach, _, _ = _replayed(saved)
    except JournalError:
        return None
    step = was.steps[coach.place.index]
    if step.exercise is None:
        return None
    key = was.keys[step.exercise]
    return next((one.index for one in plan.steps if one.exercise is not None and plan.keys[one.exercise] == key), None)


def _begun(header: JournalHeader, notice: Callable[[str], None]) -> Journal | None:
    """The new session's journal, on its own disk or on another; None where there is no room."""
    # The process's number tells two sessions apart that begin in the same second.
    name = f"{datetime.fromisoformat(header.began):%Y-%m-%d-%H%M%S}-{header.routine.id}-{os.getpid()}"
    try:
        return begun(journal_path(name), header)
    except JournalError as error:
        notice(f"{error.message}; this session is kept for today only.")
    try:
        return begun(spare_path(name), header)
    except JournalError:
        return None
