"""The commands about routine files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from voice_coach.cli.arguments import language, routine
from voice_coach.formats import clock


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
        length = clock(overview(found).total_s)
        yours = "yours" if path.parent == folders()[0] else ""
        things = f"with {', '.join(found.equipment)}" if found.equipment else ""
        about = "; ".join(filter(None, (yours, things)))
        click.echo(f"{name:24} {length:>6}  {found.difficulty:8}  {found.title}{f' ({about})' if about else ''}")


@click.command()
@routine
@language
def show(routine: str, language: str) -> None:
    """Show what a routine becomes: every step with its time.

    Times are those of a first session in which nobody says a word.
    """
    from voice_coach.authoring.library import find  # noqa: PLC0415
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.cli.overview import overview  # noqa: PLC0415

    found = load(find(routine))
    plan = overview(found, language)
    click.echo(f"{found.title} ({found.difficulty})")
    if found.equipment:
        click.echo(f"You need: {', '.join(found.equipment)}")
    click.echo(f"Safety: {plan.safety}")
    if found.source:
        click.echo(f"Source: {found.source}")
    click.echo()
    for row in plan.rows:
        click.echo(f"{clock(row.at):>6}  {row.text}")
    click.echo(f"{clock(plan.total_s):>6}  in all")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@language
def check(files: tuple[Path, ...], language: str) -> int:
    """Look over routine files: errors, and what would sound wrong.

    Exits with 3 when a file has an error; warnings are printed and leave the exit code at 0.
    """
    from voice_coach.authoring.lint import check as look_over  # noqa: PLC0415
    from voice_coach.errors import RoutineError  # noqa: PLC0415
    from voice_coach.language.language import load_language  # noqa: PLC0415

    spoken = load_language(language)
    failed = False
    for file in files:
        try:
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
    return RoutineError.exit_code if failed else 0


@click.command()
def schema() -> None:
    """Print the JSON schema of routine files, for an editor that completes and checks them."""
    from voice_coach.authoring.schema import schema as json_schema  # noqa: PLC0415

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'s' if n > 1 else ''}" if n else ""
