"""Arguments that more than one command takes."""

from __future__ import annotations

import math

import click
from click.shell_completion import CompletionItem

from voice_coach.session.options import Said


def complete_routine(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the installed routines, and files when none of them fits."""
    from voice_coach.authoring.library import all_routines  # noqa: PLC0415 - only a shell that completes needs it

    names = [CompletionItem(name) for name in all_routines() if name.startswith(incomplete)]
    return names or click.Path(exists=True).shell_complete(context, parameter, incomplete)


def said(text: str) -> Said:
    """Read a phrase with its time, such as "12.5 next"; raises click.BadParameter when it is none."""
    time, _, phrase = text.strip().partition(" ")
    try:
        at = float(time)
    except ValueError:
        at = math.nan
    if not (0 <= at < math.inf and phrase.strip()):
        raise click.BadParameter(f'{text.strip()!r} is not a time and a phrase, such as "12.5 next"')
    return Said(at, phrase.strip())


routine = click.argument("routine", shell_complete=complete_routine)
language = click.option(
    "--language", default="en", show_default=True, metavar="CODE|FILE", help="The language that is spoken."
)
verbosity = click.option(
    "--verbosity",
    type=click.Choice(["full", "short", "sounds"]),
    default="full",
    show_default=True,
    help="How much the coach says.",
)
