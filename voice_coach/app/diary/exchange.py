"""Sessions of the past to a file of another app, and from one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from voice_coach.diary.diary import diary_of_now
from voice_coach.diary.past import PastSession
from voice_coach.errors import ExchangeError
from voice_coach.exchange import hevy, strong
from voice_coach.exchange.losses import Losses, told
from voice_coach.exchange.moment import local
from voice_coach.exchange.sheet import LARGEST, Sheet, sheet

WRITERS: dict[str, Callable[[Iterable[PastSession]], tuple[str, Losses]]] = {
    "hevy": hevy.written,
    "strong": strong.written,
    "strong-semicolon": strong.written_with_semicolons,
}
"""What can be written, by its name on the command line."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's ``text`` with so many ``sessions``; ``left_out`` says in sentences what does not fit into it."""

    text: str
    sessions: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sessions of a file were ``added`` to the diary, and how many it had ``already``."""

    added: int
    already: int
    left_out: tuple[str, ...]


def export(kind: str, since: date | None = None) -> Exported:
    """The sessions from a day on, or all, as a file of one of the `WRITERS`.

    Raises JournalError when the diary cannot be read or written.
    """
    past = diary_of_now().since(since)
    text, losses = WRITERS[kind](past)
    return Exported(text, sum(bool(session.sets) for session in past), told(losses))


def bring_in(path: Path, unit: str = "kg") -> Imported:
    """Add what was done according to a file of Hevy's or Strong's to the diary.

    A session is there already when one of the same title began in the same minute by the clock on the wall. ``unit`` is
    that of weights whose file does not say it, kg or lb. Raises ExchangeError when the file cannot be read or anything
    in it is wrong, and then nothing is added; JournalError when the diary cannot be read or written.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ExchangeError("exchange-unreadable", f"{path} cannot be read: {error.strerror}") from error
    past, losses = _read(sheet(data, path.name), unit)
    diary = diary_of_now()
    there = {_minute(session) for session in diary.sessions}
    new = [session for session in past if _minute(session) not in there]
    for session in new:
        diary.add(session)
    return Imported(len(new), len(past) - len(new), told(losses))


def _read(found: Sheet, unit: str) -> tuple[tuple[PastSession, ...], Losses]:
    """The sessions of a sheet, whose columns say which app has written it."""
    if hevy.fits(found.columns):
        return hevy.read(found)
    if strong.fits(found.columns):
        return strong.read(found, unit)
    raise ExchangeError(
        "exchange-unknown",
        f"{found.name}:1: the columns are not those of Hevy or Strong, which are the apps that are known",
        "Nothing was imported.",
    )


def _minute(session: PastSession) -> tuple[str, datetime]:
    """What tells a session from others: its title, and the minute, by the clock on the wall, in which it began."""
    wall = session.began_at.replace(tzinfo=None, second=0, microsecond=0)
    return session.title, local(wall)
