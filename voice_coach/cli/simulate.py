"""The command that plays sessions without a person: a routine as a table, scenarios against what they expect."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TextIO

import click

from voice_coach.cli.arguments import complete_routine, day, language, routine_of_day, said, verbosity
from voice_coach.session.options import RunOptions
from voice_coach.simulator.scenario import ENDING


@click.command()
@click.argument(
    "what", nargs=-1, required=True, metavar="ROUTINE | FILE.scenario.yaml...", shell_complete=complete_routine
)
@click.option("--say", multiple=True, metavar='"SECONDS PHRASE"', help='Such as "12.5 next"; may be repeated.')
@click.option("--script", type=click.File(encoding="utf-8"), help="A file of such phrases, one a line; - is a pipe.")
@day
@language
@verbosity
@click.option("--wav", is_flag=True, help="Write what the microphone heard as NAME.wav.")
@click.option("--png", is_flag=True, help="Write a picture of the time line as NAME.png.")
@click.option(
    "--out",
    "folder",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="The folder for them; this one unless told otherwise.",
)
@click.option("--update", is_flag=True, help="Write golden journals anew.")
@click.pass_context
def simulate(context: click.Context, /, what: tuple[str, ...], **chosen: Any) -> int:  # noqa: ANN401 - click checks each option
    """Do a routine at once, or play scenarios and say whether they went as they should.

    A ROUTINE is done without sound, and what would be said when is printed. What the user says comes from --say and
    --script, with times in seconds from the start. In a script, empty lines and those that begin with # are left out.

    A scenario file says who speaks when, in what room, and what must come of it; docs/testing.md tells how to write
    one. Exits with 1 when one did not go as its file says.
    """
    files = [Path(one) for one in what if one.endswith(ENDING)]
    for_routines = {name: chosen.pop(name) for name in ("say", "script", "day", "language", "verbosity")}
    given = [name for name in (for_routines if files else chosen) if _is_given(context, name)]
    if files and len(files) < len(what):
        raise click.UsageError("name one routine, or scenario files, not both")
    if given:
        options = ", ".join(f"--{name}".replace("folder", "out") for name in given)
        raise click.UsageError(f"{options} {'belongs to a routine' if files else 'belongs to scenario files'}")
    if files:
        return _scenarios(tuple(files), **chosen)
    if len(what) > 1:
        raise click.UsageError("one routine at a time; several scenario files may be named")
    return _routine(what[0], **for_routines)


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _scenarios(files: tuple[Path, ...], **chosen: Any) -> int:  # noqa: ANN401 - as simulate
    from voice_coach.app.scenarios import Output, scenarios  # noqa: PLC0415 - the rest of the program, which --help need not wait for

    return scenarios(files, Output(**chosen))


def _routine(name: str, say: tuple[str, ...], script: TextIO | None, day: str | None, **chosen: Any) -> int:  # noqa: ANN401 - as simulate
    try:
        lines = [line for line in script or () if line.strip() and not line.startswith("#")]
    except UnicodeDecodeError as error:
        message = f"the script is not UTF-8: {error.reason}; save it as UTF-8"
        raise click.BadParameter(message, param_hint="--script") from error
    phrases = sorted((said(line) for line in (*say, *lines)), key=lambda one: one.at)
    from voice_coach.app.components import Components  # noqa: PLC0415

    ran = Components(routine_of_day(name, day), RunOptions(**chosen)).dry_run(phrases)
    click.echo("\n".join(map(str, ran.rows)))
    if not ran.finished:
        click.echo("The session waits for the user; nothing more was to be said.")
    return 0
