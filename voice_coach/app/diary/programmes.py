"""The programmes that somebody follows, held against what they have done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from voice_coach.authoring.library import ENDINGS, find
from voice_coach.authoring.load import load as load_routine
from voice_coach.core.plan.routine import Routine
from voice_coach.diary.diary import Diary, diary_of_now
from voice_coach.diary.past import PastSession
from voice_coach.errors import ProgrammeError
from voice_coach.journal.shelf import unfinished
from voice_coach.programme.adherence import KeptWeek, adherence
from voice_coach.programme.due import next_day, of_programme
from voice_coach.programme.hours import PlannedHour, hours
from voice_coach.programme.load import load
from voice_coach.programme.programme import Planned, Programme
from voice_coach.programme.today import Grown, Today, dosed, grown_doses, today
from voice_coach.standby.alarms import LATEST, Alarms
from voice_coach.storage import data_folder


def folder() -> Path:
    """The folder whose programmes are followed."""
    return data_folder("programmes")


def followed(names: Sequence[str] = ()) -> tuple[Programme, ...]:
    """The programmes of these names or paths; without any all that are followed, by their files' names.

    Raises `ProgrammeError` for one that is not there or is broken.
    """
    return tuple(map(load, map(_file, names) if names else _files()))


def follows_a_programme() -> bool:
    """Whether there is a programme that is followed."""
    return bool(_files())


def _files() -> list[Path]:
    return sorted(path for path in folder().glob("*") if path.suffix in ENDINGS)


def _file(name: str) -> Path:
    path = Path(name)
    if path.suffix in ENDINGS or path.name != name:
        return path
    found = next((one for one in _files() if one.stem == name), None)
    if found is None:
        there = ", ".join(one.stem for one in _files())
        hint = f"There is {there}. A path works too." if there else f"Put its file into {folder()}; or name its path."
        raise ProgrammeError("programme-unknown", f"there is no programme {name!r}", hint)
    return found


def sessions_of(programme: Programme, diary: Diary) -> tuple[PastSession, ...]:
    """What was done of a programme."""
    sessions = (one for routine in programme.routines for one in diary.of_routine(routine))
    return of_programme(programme, sorted(sessions, key=lambda one: one.began_at))


@dataclass(frozen=True, slots=True)
class Told:
    """A programme on a day, the next day on which something is due, None for none, and the doses of each standing."""

    on: Today
    next: date | None
    doses: tuple[tuple[Grown, ...], ...]


def on_day(day: date, names: Sequence[str] = ()) -> tuple[Told, ...]:
    """What is due on a day, and with which doses. Raises ProgrammeError, RoutineError and JournalError."""
    programmes, diary = followed(names), diary_of_now()
    return tuple(_told(programme, sessions_of(programme, diary), day) for programme in programmes)


def _told(programme: Programme, sessions: Sequence[PastSession], day: date) -> Told:
    on = today(programme, sessions, day)
    doses = tuple(
        grown_doses(programme, load_routine(find(one.planned.routine)), sessions, day) for one in on.standings
    )
    return Told(on, next_day(programme, sessions, day), doses)


def kept_to(today: date, names: Sequence[str] = ()) -> tuple[tuple[Programme, tuple[KeptWeek, ...]], ...]:
    """How much of each programme was done until today, week by week. Raises ProgrammeError and JournalError."""
    programmes, diary = followed(names), diary_of_now()
    return tuple((one, adherence(one, sessions_of(one, diary), today)) for one in programmes)


def hours_from(day: date, names: Sequence[str] = ()) -> tuple[PlannedHour, ...] | None:
    """The hours of the programmes of these names, or of all that are followed, from a day on; None where there is none.

    Raises ProgrammeError where none of them has an hour, or what has one is over; RoutineError and JournalError.
    """
    programmes, diary = followed(names), diary_of_now()
    if not programmes:
        return None
    if not any(one.at for it in programmes for block in it.blocks for one in block.planned):
        hint = 'Write down when its routines are done, for example: {routine: desk-break, every: 2 days, at: "07:30"}'
        raise ProgrammeError("no-hours", f"{_listed(programmes)} has no time of day", hint)
    found = tuple(hour for one in programmes for hour in hours(one, sessions_of(one, diary), day))
    if not found:
        hint = "See where it is: voice-coach today --why"
        raise ProgrammeError("no-hours", f"{_listed(programmes)} has no time of day that is to come", hint)
    return found


def _listed(programmes: Sequence[Programme]) -> str:
    return " or ".join(f"{one.title!r}" for one in programmes)


def due(day: date, diary: Diary | None = None) -> tuple[Planned, ...] | None:
    """What is to be done on a day yet, of all programmes; None where none is followed.

    Without a ``diary`` by that of this machine. Raises ProgrammeError, RoutineError and JournalError.
    """
    diary, programmes = diary_of_now() if diary is None else diary, followed()
    found = tuple(planned for one in programmes for planned in today(one, sessions_of(one, diary), day).due)
    return found if programmes else None


def due_now(now: datetime) -> tuple[Planned, ...] | None:
    """What of it has its hour now, or up to `alarms.LATEST` ago; raises as `due`."""
    planned = due(now.date())
    return planned and tuple(one for one in planned if Alarms(one.at, now - LATEST).due(now) is not None)


def with_doses(routine: Routine, now: datetime) -> Routine:
    """A routine with the doses that the first of the programmes that have it gives it.

    They are those of today; of the day on which it was begun, where it is unfinished and can be gone on with. Raises
    ProgrammeError, RoutineError and JournalError.
    """
    programme = next((one for one in followed() if routine.id in one.routines), None)
    if programme is None:
        return routine
    begun = unfinished(routine.id, now.timestamp())
    day = begun.header.began_at.date() if begun else now.date()
    return dosed(programme, routine, sessions_of(programme, diary_of_now()), day)
