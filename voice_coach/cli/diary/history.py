"""The commands about what is kept of a person: what was done, and that it is forgotten."""

from __future__ import annotations

from datetime import datetime

import click

from voice_coach.cli.alone import alone


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what began before this day.")
@click.option("--exercise", default="", help="Only what was done of exercises with this in their name, set by set.")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known of them as JSON, for programs.")
def history(since: datetime | None, exercise: str, *, as_json: bool) -> None:
    """Show the sessions of the past: when, what, how long, and what hurt.

    A session that was broken off stands here too, with what was done of it.
    """
    from voice_coach.app.diary.history import history as sessions  # noqa: PLC0415 - the rest of the program, which --help need not wait for

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
