"""The commands about programmes: what is on today, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from voice_coach.app.diary.programmes import Told
    from voice_coach.programme.today import Grown

NOTHING = """You follow no programme. Put its file into {folder}; docs/programmes.md tells how to write one."""


@click.command()
@click.argument("programmes", nargs=-1, metavar="[PROGRAMME]...")
@click.option("--why", is_flag=True, help="Tell also why, and how each dose has come to what it is.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="As it is on this day, if nothing is done until then.")
def today(programmes: tuple[str, ...], day: datetime | None, *, why: bool) -> None:
    """Show what is planned for today: by the programmes in your folder, or by those that are named."""
    from voice_coach.app.diary.programmes import folder, on_day  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    found = on_day(day.date() if day else datetime.now().astimezone().date(), programmes)
    if not found:
        click.echo(NOTHING.format(folder=folder()))
    else:
        click.echo("\n\n".join("\n".join(_lines(one, why=why)) for one in found))


def _lines(told: Told, *, why: bool) -> Iterator[str]:
    from voice_coach.programme.due import told as in_words  # noqa: PLC0415

    on, programme = told.on, told.on.programme
    yield programme.title + (f": {_where(told)}" if on.place else "")
    if on.place is None:
        begins = programme.start if programme.start and on.day < programme.start else None
        yield f"  It begins on {in_words(begins)} {begins.year}." if begins else "  It is over."
        return
    for standing, doses in zip(on.standings, told.doses, strict=True):
        planned = standing.planned
        if standing.times:
            often = f", {standing.times} times" if standing.times > 1 else ""
            yield f"  {planned.title}{often}: voice-coach run {planned.routine}"
        elif why:
            yield f"  not today: {planned.title}"
        if why:
            yield f"    {standing.why}"
            yield from (f"    {line}" for grown in doses for line in _course(grown))
    if not on.due:
        yield "  Nothing more today." + (f" Next: {in_words(told.next)}." if told.next else "")


def _where(told: Told) -> str:
    place = told.on.place
    if place is None:
        return ""
    of = f" of {place.block.weeks}" if place.block.weeks else ""
    share = f", {place.block.share:.0%} of each dose" if place.block.share < 1.0 else ""
    return f"week {place.week}{of}" + (f" of {place.block.name}" if place.block.name else "") + share


def _course(grown: Grown) -> Iterator[str]:
    yield f"{grown.exercise}: {grown.dose}"
    for day, dose, why in grown.changes:
        yield f"  {day}  {dose} from then on: {why}"
    if not grown.ended:
        yield f"  {grown.good} of {grown.every} good sessions for the next step"
