"""The commands about what is kept of a person: what was done, and that it is forgotten."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path

import click

from voice_coach.cli.alone import alone
from voice_coach.formats import counted


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what began before this day.")
@click.option("--exercise", default="", help="Only what was done of exercises with this in their name, set by set.")
@click.option("--weeks", "by_week", is_flag=True, help="Draw minutes, reps, work and pain, week by week.")
@click.option(
    "--png", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw them into a PNG file."
)
@click.option("--programme", is_flag=True, help="How much of each programme that you follow was done, week by week.")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known of them as JSON, for programs.")
def history(since: datetime | None, exercise: str, png: Path | None, **shown: bool) -> None:
    """Show the sessions of the past: when, what, how long, and what hurt.

    A session that was broken off stands here too, with what was done of it.
    """
    ways = [*(name for name, wanted in shown.items() if wanted), *(["png"] if png else [])]
    if len(ways) > 1:
        raise click.UsageError("one of --weeks, --png, --programme and --json at a time")
    if shown["programme"]:
        if since or exercise:
            raise click.UsageError("--since and --exercise do not go with --programme")
        _kept_to()
        return
    from voice_coach.app.diary.history import history as sessions  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    found = sessions(since.date() if since else None, exercise)
    if shown["as_json"]:
        click.echo(found.json)
    elif shown["by_week"] and found.sessions:
        click.echo("\n".join(found.drawn))
    elif png and found.sessions:
        from voice_coach.app.diary.picture import draw  # noqa: PLC0415 - as above

        draw(found.weeks, exercise or "What was done", png)
        click.echo(f"drawn into {png}")
    else:
        click.echo(
            "\n".join(found.lines) or ("Nothing like that was done." if since or exercise else "Nothing was done yet.")
        )
    if found.unread:
        click.echo(f"{found.unread} of the lines in {found.path} cannot be read; they stay where they are.", err=True)


def _kept_to() -> None:
    from voice_coach.app.diary.programmes import folder, kept_to  # noqa: PLC0415 - as above
    from voice_coach.cli.diary.programmes import NOTHING  # noqa: PLC0415

    found = kept_to(datetime.now().astimezone().date())
    if not found:
        click.echo(NOTHING.format(folder=folder()))
    for programme, weeks in found:
        click.echo(programme.title)
        for waits, group in groupby(weeks, key=lambda week: week.waits):
            some = list(group)
            if not waits:
                for week in some:
                    block = f"{week.place.block.name} {week.place.week}".strip()
                    click.echo(f"  {week.monday}  {block:20}  {week.done} of {week.planned}")
            else:
                click.echo(
                    f"  {some[0].monday}  {'':20}  nothing for {counted(len(some), 'week')}: the programme waits"
                )
        begun = [week for week in weeks if not week.waits]
        planned, done = (sum(getattr(week, name) for week in begun) for name in ("planned", "done"))
        share = f", {done / planned:.0%}" if planned else ""
        click.echo(f"  {done} of {planned} in {counted(len(begun), 'week')}{share}")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(*, yes: bool) -> int:
    """Delete what is kept of you on this machine: what was done, what hurt, what was said, how your voice sounds.

    It tells what that is and asks first. Routines, settings and models stay, and so does what `run --record` wrote.
    """
    from voice_coach.app.diary.forget import forget as delete  # noqa: PLC0415 - as above
    from voice_coach.app.diary.forget import kept  # noqa: PLC0415

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
