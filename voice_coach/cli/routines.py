"""The commands about routine files."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voice_coach.cli.arguments import day, language, recogniser_and_model, refuse_model, routine, routine_of_day
from voice_coach.formats import clock, counted

if TYPE_CHECKING:
    from voice_coach.app.soundcheck.triggers import Audited
    from voice_coach.session.options import RunOptions


@click.command("list")
def list_routines() -> None:
    """List the routines by name, with their length and what must lie at hand; "yours" are in your own folder."""
    from voice_coach.authoring.library import all_routines, folders  # noqa: PLC0415
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.cli.overview import overview  # noqa: PLC0415
    from voice_coach.errors import RoutineError  # noqa: PLC0415

    for name, path in all_routines().items():
        try:
            found = load(path)
        except RoutineError:
            click.echo(f"{name:24} cannot be read: voice-coach check {path}")
            continue
        today = found.on(datetime.now().astimezone().weekday())
        length = clock(overview(today if today.items else found).total_s)
        yours = "yours" if path.parent == folders()[0] else ""
        things = f"with {', '.join(found.equipment)}" if found.equipment else ""
        about = "; ".join(filter(None, (yours, things)))
        click.echo(f"{name:24} {length:>6}  {found.difficulty:8}  {found.title}{f' ({about})' if about else ''}")


@click.command()
@routine
@day
@language
def show(routine: str, day: str | None, language: str) -> None:
    """Show what a routine becomes: every step with its time.

    Times are those of a first session in which nobody says a word.
    """
    from voice_coach.cli.overview import overview  # noqa: PLC0415

    found = routine_of_day(routine, day)
    plan = overview(found, language)
    click.echo(f"{found.title} ({found.difficulty})")
    if found.equipment:
        click.echo(f"You need: {', '.join(found.equipment)}")
    click.echo(f"Safety: {plan.safety}")
    if found.often:
        click.echo(f"To be done: {found.often}")
    if found.source:
        click.echo(f"Source: {found.source}")
    click.echo()
    for row in plan.rows:
        click.echo(f"{'or' if row.at is None else clock(row.at):>6}  {row.text}")
    click.echo(f"{clock(plan.total_s):>6}  in all")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@language
@click.option(
    "--audio", is_flag=True, help="Play what the coach says to the ear, and tell what it takes for a command."
)
@recogniser_and_model("What listens, with --audio.", default=None)
def check(files: tuple[Path, ...], language: str, *, audio: bool, recogniser: str | None, model: Path | None) -> int:
    """Look over routine files and programmes: errors, and what would sound wrong.

    Exits with 3 when a file has an error; warnings are printed and leave the exit code at 0. With --audio a file may be
    a routine's name, and the code is 1 when a text would trigger something in spite of echo control.
    """
    from voice_coach.authoring.library import find  # noqa: PLC0415
    from voice_coach.authoring.lint import check as look_over  # noqa: PLC0415
    from voice_coach.errors import RoutineError  # noqa: PLC0415
    from voice_coach.language.language import load_language  # noqa: PLC0415
    from voice_coach.programme.load import is_programme  # noqa: PLC0415
    from voice_coach.session.options import RunOptions  # noqa: PLC0415

    if not audio and (recogniser or model):
        raise click.UsageError("--recogniser and --model go with --audio")
    refuse_model(model, recogniser)
    options = RunOptions(language=language, recogniser=recogniser or "auto", model=model)
    spoken = load_language(language)
    failed = triggered = False
    for given in files:
        if is_programme(given):
            failed = not _is_good(given) or failed
            continue
        try:
            file = find(str(given)) if audio else given
            report = look_over(file, spoken)
        except RoutineError as error:
            failed = True
            click.echo(f"error: {error.message}\n{error.hint}\n", err=True)
            continue
        for problem in report.problems:
            click.echo(f"{problem}\n", err=True)
        for warning in report.warnings:
            click.echo(f"{warning}\n", err=True)
        failed = failed or bool(report.problems)
        found = (_counted(len(report.problems), "error"), _counted(len(report.warnings), "warning"))
        click.echo(f"{file}: {', '.join(filter(None, found)) or 'good'}")
        if audio and not report.problems:
            triggered = _audit(file, options) or triggered
    return RoutineError.exit_code if failed else int(triggered)


def _is_good(programme: Path) -> bool:
    """Tell what is wrong with a programme, and return whether nothing is."""
    from voice_coach.errors import ProgrammeError  # noqa: PLC0415 - as above
    from voice_coach.programme.load import load  # noqa: PLC0415

    try:
        load(programme)
    except ProgrammeError as error:
        click.echo(f"error: {error.message}\n{error.hint}\n", err=True)
        return False
    click.echo(f"{programme}: good")
    return True


@click.command()
def schema() -> None:
    """Print the JSON schema of routine files, for an editor that completes and checks them."""
    from voice_coach.authoring.schema import schema as json_schema  # noqa: PLC0415

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _counted(n: int, what: str) -> str:
    return counted(n, what) if n else ""


def _audit(file: Path, options: RunOptions) -> bool:
    """Tell what of a routine the ear would take for commands; return whether it would in spite of echo control."""
    from voice_coach.app.soundcheck.audit import audit  # noqa: PLC0415 - the ear and the room, which no other check needs
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.authoring.places import Places  # noqa: PLC0415

    found, places = audit(load(file), options, _progress), Places(file)
    for one in found:
        if one.triggers:
            click.echo(_trigger(one, file, places.line(one.text)))
    bare, controlled = (sum(bool(getattr(one, which)) for one in found) for which in ("bare", "controlled"))
    click.echo(
        f"{file}: {_counted(len(found), 'text') or 'no text'},"
        f" {bare} would trigger something without echo control, {controlled} with it"
    )
    return controlled > 0


def _trigger(one: Audited, file: Path, line: int | None) -> str:
    """The line about a text that triggers something; the coach's own words have no place in the file."""
    commands = ", ".join(trigger.command.replace("_", " ") for trigger in one.triggers)
    when = "even with" if one.controlled else "without"
    place = f"{file}:{line}: " if line else ""
    advice = one.advice(authors=line is not None)
    return f'{place}"{one.text}" would be heard as {commands} {when} echo control; {advice}'


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of}" if done < of else "\r\033[K", nl=False, err=True)
