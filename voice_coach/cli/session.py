"""The commands that run a session: for real, or as a sound file."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from voice_coach.cli.alone import alone
from voice_coach.cli.arguments import (
    chosen_routine,
    complete_routine,
    dosed_today,
    echo,
    language,
    microphone,
    recogniser_and_model,
    refuse_model,
    resume,
    routine_of_day,
    speaker,
    verbosity,
)
from voice_coach.cli.machine.settled import SettledCommand
from voice_coach.cli.outcome import outcome
from voice_coach.errors import JournalError, NothingDueError, VoiceCoachError
from voice_coach.session.options import RunOptions
from voice_coach.supervision.supervisor import Life, supervised

# Each option is named after the field of RunOptions that it fills.


@click.command(cls=SettledCommand)
@click.argument("routine", required=False, shell_complete=complete_routine)
@click.option("--wait/--no-wait", help='Begin when you say "start" instead of at once.')
@click.option("--stay/--no-stay", help='Do not end with the routine: "start" begins it again.')
@microphone
@speaker
@click.option("--no-mic", is_flag=True, help="Do not listen; the keys work.")
@click.option("--no-sound", is_flag=True, help="Show what would be said.")
@click.option("--captions/--no-captions", default=True, help="Show what the coach says while it sounds, or do not.")
@click.option("--on-time", is_flag=True, help="Only what your programme has for this hour, at most five minutes late.")
@click.option("--fast", is_flag=True, help="With a sound file as --mic: as fast as it goes.")
@recogniser_and_model("What turns your words into commands; auto takes the best there is.")
@click.option(
    "--record", type=click.Path(path_type=Path), metavar="DIR", help="Keep all that is heard in a new folder."
)
@echo
@resume
@language
@verbosity
def run(routine: str | None, *, no_mic: bool, no_sound: bool, on_time: bool, **chosen: Any) -> int:  # noqa: ANN401 - click checks each option
    """Do a routine: the coach speaks, counts, and obeys.

    ROUTINE is a name from `voice-coach list` or the path of a routine file; without it, or with "today", it is what
    your programme has for today. A routine of a programme is done with the doses that this has come to.
    """
    options = RunOptions(listen=not no_mic, sound=not no_sound, **chosen)
    if options.microphone and no_mic:
        raise click.UsageError("--mic and --no-mic exclude each other")
    if options.record and no_mic:
        raise click.UsageError("--record and --no-mic exclude each other")
    if options.speaker and no_sound:
        raise click.UsageError("--speaker and --no-sound exclude each other")
    if options.wait and no_mic and not sys.stdin.isatty():
        raise click.UsageError("--wait and --no-mic without a terminal wait for nothing: nobody can start the routine")
    refuse_model(options.model, options.recogniser)
    if options.fast:
        _check_sound_file(options.microphone)
    # The rest of the program, which --help need not wait for. All of it is here before a session's process is forked:
    # the next one, after a death, need not wait for it either.
    from voice_coach.app.components import Components  # noqa: PLC0415
    from voice_coach.app.diary.renaming import keep_history  # noqa: PLC0415
    from voice_coach.app.live.run import run as coach  # noqa: PLC0415
    from voice_coach.authoring.library import find  # noqa: PLC0415

    name = _chosen(routine, options, on_time=on_time)
    found = routine_of_day(name)
    if not options.fast:
        with suppress(JournalError):  # a session can do without; it says so itself
            if former := keep_history(found, find(name)):
                click.echo(f"What was done as {former} counts for this routine.")
    components = Components(dosed_today(found), options)
    if options.fast:  # what runs on the clock of a sound file disturbs nobody, and can be run again
        return coach(components, Life())
    with alone():
        # A system's error in mid-session is no reason to end it: the next process may meet none.
        return supervised(lambda life: outcome(lambda: coach(components, life), told=(VoiceCoachError,)))


def _chosen(routine: str | None, options: RunOptions, *, on_time: bool) -> str:
    """The routine that is to be done. Where nothing is due, that is said aloud, unless nobody has asked just now."""
    from voice_coach.app.live.announcement import announce  # noqa: PLC0415 - as above

    try:
        return chosen_routine(routine, on_time=on_time)
    except NothingDueError:
        if options.sound and not on_time and not options.fast:
            announce("for_today_nothing", options)
        raise


def _check_sound_file(name: str) -> None:
    needed = "--fast needs a sound file or - as --mic"
    if not name:
        raise click.UsageError(needed)
    from voice_coach.audio.channels import sound_and_channel  # noqa: PLC0415 - numpy, which --help need not wait for

    name, _ = sound_and_channel(name)
    if name == "-":
        return
    if not Path(name).is_file():
        found = f"{name} is no file" if Path(name).exists() else f"there is no file {name}"
        raise click.UsageError(f"{needed}; {found}")


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default=Path("demo.wav"),
    show_default=True,
    help="The sound file to write.",
)
def demo(out: Path) -> int:
    """Write a short session, with a user's voice in it, as a sound file."""
    from voice_coach.app.demo import demo as session  # noqa: PLC0415
    from voice_coach.audio.wav import check_target  # noqa: PLC0415

    check_target(out)  # before 20 seconds of work
    return session(out)
