"""The command that hears a recorded session again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from voice_coach.cli.arguments import recogniser_and_model, refuse_model
from voice_coach.formats import clock

if TYPE_CHECKING:
    from voice_coach.recording.comparison import Pair
    from voice_coach.recording.ear_log import Decision

DIFFERENT = 1
"""The exit code when something would be decided differently."""


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
