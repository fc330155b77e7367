"""The command `voice-coach` and how it tells of errors."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import click

from voice_coach import __version__
from voice_coach.cli.diary.exchange import export, import_
from voice_coach.cli.diary.history import forget, history
from voice_coach.cli.diary.programmes import today
from voice_coach.cli.diary.schedule import schedule
from voice_coach.cli.listen import listen
from voice_coach.cli.machine.devices import completion, list_devices
from voice_coach.cli.machine.doctor import doctor
from voice_coach.cli.machine.models import models
from voice_coach.cli.machine.service import service
from voice_coach.cli.machine.settings import settings
from voice_coach.cli.machine.standby import standby
from voice_coach.cli.outcome import outcome
from voice_coach.cli.parcels import pack, unpack
from voice_coach.cli.rehearse import rehearse
from voice_coach.cli.replay import replay
from voice_coach.cli.routines import check, list_routines, schema, show
from voice_coach.cli.session import demo, run
from voice_coach.cli.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="voice-coach %(version)s")
def group() -> None:
    """A hands-free, offline voice coach for exercise routines.

    Begin with: voice-coach run desk-break
    """


COMMANDS = (
    run, today, schedule, standby, history, export, import_, forget, simulate, demo, listen, rehearse, replay,
    list_routines, show, check, schema, pack, unpack, models, list_devices, settings, doctor, service, completion,
)  # fmt: skip
for command in COMMANDS:
    group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; docs/command-line.md lists the codes.

    ``arguments`` are those of the process unless they are given. With VOICE_COACH_DEBUG set, an error that is
    otherwise told in a sentence is raised.
    """
    _prepare_streams()
    # Before numpy is loaded: on the small products of the phone network more threads wait more than they do, and take
    # the time of those that play.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return outcome(lambda: group.main(arguments, prog_name="voice-coach", standalone_mode=False))


def _prepare_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # it was closed; a file that is opened later must not take its place
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal must not end a session at its first "ü"
