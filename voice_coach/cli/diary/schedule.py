"""`voice-coach schedule`: the hours of programmes for a calendar, or for systemd."""

from __future__ import annotations

import math
import os
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voice_coach.cli.diary.programmes import NOTHING
from voice_coach.formats import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.programme.hours import PlannedHour

STANDARD_OUTPUT = Path("-")

SWITCHED = """To switch it on:
  systemctl --user daemon-reload
  systemctl --user enable --now {name}.timer
To be without it again:
  systemctl --user disable --now {name}.timer
  rm {files}"""

NO_SYSTEMD = "This machine has no systemd: nothing here will start them."


@click.command()
@click.argument("programmes", nargs=-1, metavar="[PROGRAMME]...")
@click.option(
    "--ics",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE|-",
    help="Write a calendar, over a file that is there.",
)
@click.option("--systemd", "timer", is_flag=True, help="Write a timer that starts what is due; nothing is switched on.")
def schedule(programmes: tuple[str, ...], file: Path | None, *, timer: bool) -> None:
    """Put the hours of your programmes, or of those that are named, into a calendar or a timer of systemd."""
    from voice_coach.app.diary.programmes import folder, hours_from  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    if (file is not None) == timer:
        raise click.UsageError("say either --ics FILE or --systemd")
    hours = hours_from(datetime.now().astimezone().date(), programmes)
    if hours is None:
        click.echo(NOTHING.format(folder=folder()), err=file == STANDARD_OUTPUT)
    elif file is None:
        _write_timer(hours, programmes)
    else:
        _write_calendar(hours, file)


def _write_calendar(hours: Sequence[PlannedHour], file: Path) -> None:
    from voice_coach.programme.calendar import calendar  # noqa: PLC0415 - as above
    from voice_coach.storage import write_atomically  # noqa: PLC0415

    minutes = {routine: _minutes(routine) for routine in {one.planned.routine for one in hours}}
    data = calendar(hours, minutes, datetime.now(UTC)).encode()
    if file == STANDARD_OUTPUT:
        click.echo(data, nl=False)
        return
    try:
        write_atomically(file.resolve(), data)
    except OSError as error:  # which names the draft
        raise OSError(error.errno, error.strerror, str(file)) from error
    click.echo(f"{counted(len(hours), 'recurring event')} written to {file}.")


def _minutes(routine: str) -> int:
    """How long a routine takes as it is written, in full five minutes."""
    from voice_coach.authoring.library import find  # noqa: PLC0415 - as above
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.cli.overview import overview  # noqa: PLC0415

    return 5 * math.ceil(overview(load(find(routine))).total_s / 300)


def _write_timer(hours: Sequence[PlannedHour], programmes: Sequence[str]) -> None:
    from voice_coach.app.diary.programmes import folder, followed  # noqa: PLC0415 - as above
    from voice_coach.app.service.account import HOMES  # noqa: PLC0415
    from voice_coach.app.service.timer import TODAY, write  # noqa: PLC0415

    if programmes and not {*followed(programmes)} <= {*followed()}:
        raise click.UsageError(f"a timer starts what is due of the programmes in {folder()}; put the file there first")
    environment = {name: os.environ[name] for name in HOMES if os.environ.get(name)}
    paths = write(hours, (sys.executable, "-m", "voice_coach", "run", "today", "--on-time"), environment)
    for path in paths:
        click.echo(f"Written: {path}")
    if shutil.which("systemctl") is None:
        click.echo(NO_SYSTEMD)
    click.echo(SWITCHED.format(name=TODAY, files=shlex.join(map(str, paths))))
