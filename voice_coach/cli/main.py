"""The command `voice-coach` and how it tells of errors."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import click

from voice_coach import __version__
from voice_coach.cli.completion import completion
from voice_coach.cli.devices import list_devices
from voice_coach.cli.models import models
from voice_coach.cli.routines import check, list_routines, schema, show
from voice_coach.cli.session import demo, run, simulate
from voice_coach.errors import VoiceCoachError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="voice-coach %(version)s")
def group() -> None:
    """A hands-free, offline voice coach for exercise routines.

    Begin with: voice-coach run desk-break
    """


for command in (run, simulate, demo, list_routines, show, check, schema, models, list_devices, completion):
    group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; docs/command-line.md lists the codes.

    ``arguments`` are those of the process unless they are given. With VOICE_COACH_DEBUG set, an error that is
    otherwise told in a sentence is raised.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal must not end a session at its first "ü"
    try:
        code = group.main(arguments, prog_name="voice-coach", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except VoiceCoachError as error:
        if os.environ.get("VOICE_COACH_DEBUG"):
            raise
        click.echo(f"error: {error.message}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)
        return error.exit_code
    return code if isinstance(code, int) else 0
