"""The commands about sessions of the past: what was done in them, what was heard, and how they come and go."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voice_coach.cli.alone import alone
from voice_coach.cli.arguments import recogniser_and_model, refuse_model
from voice_coach.formats import clock

if TYPE_CHECKING:
    from voice_coach.recording.comparison import Pair
    from voice_coach.recording.ear_log import Decision

DIFFERENT = 1
"""The exit code when something would be decided differently."""

STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@recogniser_and_model(
    "Listen with this one instead of the recorded one and its model.", default=None, instead_of="recorded"
)
def replay(folder: Path, recogniser: str | None, model: Path | None) -> int:
    """Hear a session that `run --record` has kept again, and show what would be decided differently now.

    Exits with 0 when nothing would be, with 1 when something would.
    """
    refuse_model(model, recogniser)
    from voice_coach.app.replay import replay as hear_again  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    done = hear_again(folder, recogniser, model)
    header = done.header
    now = f"{done.recogniser} with {model}" if model else done.recogniser
    by = header.recogniser if now == header.recogniser else f"{header.recogniser}, now {now}"
    click.echo(f"{header.routine}, {header.began}, {clock(done.heard_s, 1)} of sound; heard by {by}")
    if done.lost_s:
        click.echo(f"The session was killed; its last {done.lost_s:.2f} s of sound are lost.")
    for pair in done.pairs:
        click.echo(f"{clock(pair.at, 1):>8}  {_beside(pair)}")
    different = sum(not pair.same for pair in done.pairs)
    click.echo(f"{len(done.pairs)} decisions: {len(done.pairs) - different} the same, {different} different.")
    return DIFFERENT if different else 0


def _beside(pair: Pair) -> str:
    if pair.same:
        return f"the same  {_told(pair.now)}{_moved(pair)}"
    return f"DIFFERENT was {_told(pair.was)}; is now {_told(pair.now)}"


def _told(decision: Decision | None) -> str:
    from voice_coach.core.events import Heard  # noqa: PLC0415 - as above

    if decision is None:
        return "nothing"
    if isinstance(decision, Heard):
        return f'{decision.command} "{decision.text}"'
    return f'no command "{decision.text}" ({decision.reason})'


def _moved(pair: Pair) -> str:
    """Say how much earlier or later the same was dated, when that is 10 ms or more."""
    by = pair.now.at - pair.was.at if pair.now and pair.was else 0.0
    return f", {abs(by):.2f} s {'later' if by > 0 else 'earlier'}" if abs(by) >= 0.01 else ""


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what began before this day.")
@click.option("--exercise", default="", help="Only what was done of exercises with this in their name, set by set.")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known of them as JSON, for programs.")
def history(since: datetime | None, exercise: str, *, as_json: bool) -> None:
    """Show the sessions of the past: when, what, how long, and what hurt.

    A session that was broken off stands here too, with what was done of it.
    """
    from voice_coach.app.history import history as sessions  # noqa: PLC0415 - as above

    found = sessions(since.date() if since else None, exercise)
    if as_json:
        click.echo(found.json)
    else:
        click.echo(
            "\n".join(found.lines) or ("Nothing like that was done." if since or exercise else "Nothing was done yet.")
        )
    if found.unread:
        click.echo(f"{found.unread} of the lines in {found.path} cannot be read; they stay where they are.", err=True)


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
    from voice_coach.app.exchange import export as exported  # noqa: PLC0415 - as above
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
        click.echo(f"{_sessions(done.sessions)} written to {file}.")
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
    from voice_coach.app.exchange import bring_in  # noqa: PLC0415 - as above

    done = bring_in(file, unit)
    there = f", {done.already} there already" if done.already else ""
    click.echo(f"{_sessions(done.added)} added{there}.")
    _tell(done.left_out)


def _sessions(number: int) -> str:
    return f"{number} session{'' if number == 1 else 's'}"


def _tell(left_out: tuple[str, ...]) -> None:
    for sentence in left_out:
        click.echo(sentence, err=True)


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(*, yes: bool) -> int:
    """Delete what is kept of you on this machine: what was done, what hurt, what was said, how your voice sounds.

    It tells what that is and asks first. Routines, settings and models stay, and so does what `run --record` wrote.
    """
    from voice_coach.app.forget import forget as delete  # noqa: PLC0415 - as above
    from voice_coach.app.forget import kept  # noqa: PLC0415

    with alone():
        found = kept()
        if not found:
            click.echo("Nothing is kept of you.")
            return 0
        for one in found:
            click.echo(str(one))
        if not yes and not click.confirm("Delete all of it? It cannot be brought back."):
            click.echo("Nothing was deleted.")
            return 0
        for one in found:
            delete(one)
            click.echo(f"deleted: {one}")
    return 0
