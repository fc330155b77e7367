"""The commands that write what was done as another app's file, and that read one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from voice_coach.formats import counted

STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "kind",
    required=True,
    type=click.Choice(["hevy", "strong", "strong-semicolon"]),
    help="Whose columns; Strong has two forms.",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what began before this day.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(file: Path, kind: str, since: datetime | None, *, force: bool) -> None:
    """Write the sessions of the past as a CSV file of Hevy or Strong; - is standard output.

    What such a file cannot hold is told.
    """
    from voice_coach.app.diary.exchange import export as exported  # noqa: PLC0415 - the rest of the program, which --help need not wait for
    from voice_coach.errors import ExchangeError  # noqa: PLC0415 - as above
    from voice_coach.storage import write_atomically  # noqa: PLC0415

    to_file = file != STANDARD_OUTPUT
    if to_file and file.exists() and not (force and file.is_file()):
        hint = "Take another name, or --force." if file.is_file() else "Take another name."
        raise ExchangeError("exchange-exists", f"{file} is there already", hint)
    done = exported(kind, since.date() if since else None)
    if to_file:
        try:
            write_atomically(file.resolve(), done.text.encode(errors="replace"))
        except OSError as error:
            raise ExchangeError("exchange-unwritable", f"{file} cannot be written: {error.strerror}") from error
        click.echo(f"{counted(done.sessions, 'session')} written to {file}.")
    else:
        click.echo(done.text.encode(errors="replace"), nl=False)
    _tell(done.left_out)


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--unit",
    type=click.Choice(["kg", "lb"]),
    default="kg",
    help="The unit of weights of which the file does not say it, as Strong's with commas.",
    show_default=True,
)
def import_(file: Path, unit: str) -> None:
    """Add the sessions of a CSV file that Hevy or Strong has exported to those of the past.

    What is there already is not added again. When anything in the file is wrong, nothing is added.
    """
    from voice_coach.app.diary.exchange import bring_in  # noqa: PLC0415 - as above

    done = bring_in(file, unit)
    there = f", {done.already} there already" if done.already else ""
    click.echo(f"{counted(done.added, 'session')} added{there}.")
    _tell(done.left_out)


def _tell(left_out: tuple[str, ...]) -> None:
    for sentence in left_out:
        click.echo(sentence, err=True)
