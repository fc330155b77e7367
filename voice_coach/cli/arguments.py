"""Arguments that more than one command takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

import click
from click.shell_completion import CompletionItem

from voice_coach.session.options import Said

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Routine

Command: TypeAlias = Callable[..., Any]
"""A function that click makes a command of."""


def complete_routine(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the installed routines, and files when none of them fits."""
    from voice_coach.authoring.library import all_routines  # noqa: PLC0415 - only a shell that completes needs it

    begun = normalize("NFC", incomplete)
    names = [CompletionItem(name) for name in all_routines() if name.startswith(begun)]
    return names or click.Path(exists=True).shell_complete(context, parameter, incomplete)


def said(text: str) -> Said:
    """Read a phrase with its time, such as "12.5 next"; raises click.BadParameter when it is none."""
    time, _, phrase = text.strip().partition(" ")
    try:
        at = float(time)
    except ValueError:
        at = math.nan
    if not (0 <= at < math.inf and phrase.strip()):
        raise click.BadParameter(f'{text.strip()!r} is not a time and a phrase, such as "12.5 next"')
    return Said(at, phrase.strip())


def routine_of_day(name: str, day: str | None = None) -> Routine:
    """The routine of that name or path as it is done on a day of the week, today unless one is named.

    Raises RoutineError for a routine that is not there, or is broken, or has nothing for that day.
    """
    from voice_coach.authoring.form.when import DAYS  # noqa: PLC0415 - the rest of the program need not wait for pydantic
    from voice_coach.authoring.library import find  # noqa: PLC0415
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.errors import RoutineError  # noqa: PLC0415

    number = DAYS.index(day) if day else datetime.now().astimezone().weekday()
    whole = load(find(name))
    found = whole.on(number)
    if not found.items:
        other = next(one for one in DAYS if whole.on(DAYS.index(one)).items)
        hint = f"Another day has something: voice-coach show {name} --day {other}"
        raise RoutineError("routine-not-today", f"{whole.title!r} has nothing to do on {DAYS[number].title()}", hint)
    return found


TODAY = "today"
"""What stands for the routine that a programme has for today, unless a routine has that name."""


def chosen_routine(name: str | None, *, on_time: bool = False) -> str:
    """The name of a routine, or of the first that is planned for today where none is named.

    ``on_time`` leaves out whatever has no hour now, or up to five minutes ago. Raises click.UsageError where nobody
    follows a programme, NothingDueError where nothing is planned.
    """
    from voice_coach.app.diary.programmes import due, due_now  # noqa: PLC0415 - as above
    from voice_coach.authoring.library import all_routines  # noqa: PLC0415
    from voice_coach.errors import NothingDueError  # noqa: PLC0415

    if name is not None and (name != TODAY or name in all_routines()):
        if on_time:
            raise click.UsageError("--on-time is for what a programme has for today; take the routine's name out")
        return name
    now = datetime.now().astimezone()
    planned = due_now(now) if on_time else due(now.date())
    if planned is None:
        raise click.UsageError("name a routine from: voice-coach list; there is no programme to follow")
    if not planned:
        when = "this hour" if on_time else "today"
        hint = "Name a routine to do one all the same; voice-coach today --why tells more."
        raise NothingDueError("nothing-today", f"nothing more is planned for {when}", hint)
    return planned[0].routine


def dosed_today(routine: Routine) -> Routine:
    """A routine with today's doses; as it is, and a word on standard error, where a programme cannot be read."""
    from voice_coach.app.diary.programmes import with_doses  # noqa: PLC0415 - as above
    from voice_coach.errors import VoiceCoachError  # noqa: PLC0415

    try:
        return with_doses(routine, datetime.now().astimezone())
    except VoiceCoachError as error:
        click.echo(f"{error.message}\nThe doses are those of the routine.", err=True)
        return routine


day = click.option(
    "--day",
    type=click.Choice(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], case_sensitive=False
    ),
    help="As it is done on this day of the week, not on today's.",
)
routine = click.argument("routine", shell_complete=complete_routine)
language = click.option(
    "--language", default="en", show_default=True, metavar="CODE|FILE", help="The language that is spoken."
)
verbosity = click.option(
    "--verbosity",
    type=click.Choice(["full", "short", "sounds"]),
    default="full",
    show_default=True,
    help="How much the coach says.",
)
microphone = click.option(
    "--mic",
    "microphone",
    metavar="NAME[:CHANNEL]|FILE|-",
    default="",
    help="Listen to this microphone, or only to this channel of it, counted from 1; to a sound file; or with - to"
    " sound from a pipe: WAV, or raw (16 kHz, 16 bit, mono).",
)
speaker = click.option(
    "--speaker", metavar="NAME|FILE", default="", help="Sound on this loudspeaker or into this WAV file."
)

echo = click.option(
    "--echo",
    type=click.Choice(["auto", "off", "absent"]),
    default="auto",
    show_default=True,
    help="The coach's own voice in the microphone: take it out, only go by its words, or know that there is none"
    " (headphones, or a canceller of the system's).",
)
resume = click.option(
    "--resume",
    type=click.Choice(["ask", "go-on", "start-over"]),
    default="ask",
    show_default=True,
    help="What to do with a session of the routine that came to no end in the last four hours.",
)


def recogniser_and_model(
    help_text: str, *, default: str | None = "auto", instead_of: str = "fetched"
) -> Callable[[Command], Command]:
    """The options ``--recogniser`` and ``--model``, which every command that listens takes."""

    def options(command: Command) -> Command:
        command = click.option(
            "--model",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help=f"The folder of a Vosk model, instead of the {instead_of} one.",
        )(command)
        return click.option(
            "--recogniser",
            type=click.Choice(["auto", "vosk", "phones"]),
            default=default,
            show_default=default is not None,
            help=help_text,
        )(command)

    return options


def refuse_model(model: Path | None, recogniser: str | None) -> None:
    """Raise click.UsageError for a Vosk model beside a recogniser that has its own."""
    if model and recogniser == "phones":
        raise click.UsageError("--model is for vosk; --recogniser phones has its own")
