"""`voice-coach standby`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from voice_coach.cli.arguments import (
    TODAY,
    complete_routine,
    echo,
    language,
    microphone,
    recogniser_and_model,
    refuse_model,
    resume,
    speaker,
    verbosity,
)
from voice_coach.cli.machine.settled import SettledCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.standby.phrases import Startable

PASSED_ON = {
    "microphone": "--mic", "speaker": "--speaker", "recogniser": "--recogniser", "model": "--model",
    "language": "--language", "verbosity": "--verbosity", "echo": "--echo", "resume": "--resume",
}  # fmt: skip
"""What `run` is given as well when it stands on the command line; the settings it reads itself."""


@click.command(cls=SettledCommand)
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=complete_routine)
@click.option(
    "--routine", default="", metavar="ROUTINE", help="The default: what a key, a button or a time of day starts."
)
@click.option(
    "--at", "start_at", multiple=True, metavar="HH:MM", help="Start at this time of day; more than one may be."
)
@click.option("--button", type=click.IntRange(min=0), metavar="PIN", help="A button between this pin (BCM) and ground.")
@click.option("--clicker", default="", metavar="NAME", help="A presenter's clicker or media keys: a part of its name.")
@click.option("--led", type=click.IntRange(min=0), metavar="PIN", help="An LED that is on while the coach waits.")
@click.option(
    "--buzzer", type=click.IntRange(min=0), metavar="PIN", help="A buzzer that beeps when a start is understood."
)
@microphone
@click.option("--no-mic", is_flag=True, help="Do not listen, neither now nor in a session.")
@speaker
@recogniser_and_model("What turns your words into commands in a session; the phone ear waits for its start.")
@echo
@resume
@language
@verbosity
@click.pass_context
def standby(context: click.Context, /, routines: Sequence[str], **chosen: Any) -> int:  # noqa: ANN401 - click checks each option
    """Wait, start a routine when it is asked for, and wait again.

    Say "start desk break", press a key, a button or a clicker, or name a time of day. Without ROUTINE all of
    `voice-coach list` can be started; a single one is the default as well.
    """
    refuse_model(chosen["model"], chosen["recogniser"])
    if chosen["microphone"] and chosen["no_mic"]:
        raise click.UsageError("--mic and --no-mic exclude each other")
    from voice_coach.app.standby.waiting import StandbyOptions  # noqa: PLC0415 - numpy, which --help need not wait for
    from voice_coach.app.standby.waiting import standby as wait  # noqa: PLC0415
    from voice_coach.standby.alarms import read_time  # noqa: PLC0415
    from voice_coach.standby.choosing import Menu  # noqa: PLC0415

    listed = _startables(routines)
    routine = chosen["routine"]
    default = _startables([routine])[0] if routine else listed[0] if len(routines) == 1 else None
    if default and default not in listed:
        listed = (default, *listed)
    options = StandbyOptions(
        language=chosen["language"],
        microphone=chosen["microphone"],
        listen=not chosen["no_mic"],
        at=tuple(map(read_time, chosen["start_at"])),
        session=_for_the_session(context),
        **{name: chosen[name] for name in ("button", "clicker", "led", "buzzer")},
    )
    return wait(Menu(listed, default.routine if default else None), options, click.echo)


def _startables(names: Sequence[str]) -> tuple[Startable, ...]:
    """The routines of these names or paths; all there are without any, but for those that cannot be read."""
    from voice_coach.app.diary.programmes import follows_a_programme  # noqa: PLC0415 - as above
    from voice_coach.authoring.library import all_routines  # noqa: PLC0415
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.errors import RoutineError  # noqa: PLC0415
    from voice_coach.standby.phrases import Startable  # noqa: PLC0415

    if names:
        return tuple(_startable(name) for name in names)
    found = [_startable(TODAY)] if follows_a_programme() and TODAY not in all_routines() else []
    for name, path in all_routines().items():
        try:
            found.append(Startable(name, name, load(path).title))
        except RoutineError as error:
            first = error.message.splitlines()[0]
            click.echo(f"{name} cannot be started: {first}", err=True)
    if not found:
        raise RoutineError("no-routines", "There is no routine that can be started.")
    return tuple(found)


def _startable(name: str) -> Startable:
    from voice_coach.authoring.library import all_routines, find  # noqa: PLC0415 - as above
    from voice_coach.authoring.load import load  # noqa: PLC0415
    from voice_coach.standby.phrases import Startable  # noqa: PLC0415

    if name == TODAY and name not in all_routines():
        return Startable(TODAY, TODAY, TODAY)
    return Startable(name, Path(name).stem, load(find(name)).title)


def _for_the_session(context: click.Context) -> tuple[str, ...]:
    """What was given on the command line for `run` as well."""
    given = [
        (option, context.params[name])
        for name, option in PASSED_ON.items()
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    rest = ("--no-mic",) if context.params["no_mic"] else ()
    return (*(f"{option}={value}" for option, value in given), *rest)
