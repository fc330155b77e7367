"""What becomes of a command: its exit code, and what is wrong told in a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click
from click.exceptions import NoArgsIsHelpError

from voice_coach.errors import VoiceCoachError

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of the signal, as shells have it."""


TOLD: tuple[type[Exception], ...] = (VoiceCoachError, OSError)
"""The errors that a person can mend."""


def outcome(command: Callable[[], object], told: tuple[type[Exception], ...] = TOLD) -> int:
    """Run a command, tell on standard error of errors that are ``told``, and return the exit code.

    With VOICE_COACH_DEBUG set, an error that is otherwise told in a sentence is raised.
    """
    try:
        code = command()
        sys.stdout.flush()
    except click.Abort:
        return INTERRUPTED
    except NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        return _tell(error.format_message(), _usage(error), error.exit_code)
    except told as error:
        if os.environ.get("VOICE_COACH_DEBUG"):
            raise
        if isinstance(error, VoiceCoachError):
            return _tell(error.message, error.hint, error.exit_code)
        if isinstance(error, OSError):
            return _tell(": ".join(filter(None, (error.filename, error.strerror or str(error)))), "", 1)
        raise
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> str:
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    return f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help."


def _tell(message: str, hint: str, code: int) -> int:
    """Write what is wrong and what to do about it to standard error."""
    click.echo("\n".join(filter(None, (f"error: {message}", hint))), err=True)
    return code
