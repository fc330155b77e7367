"""`voice-coach rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from voice_coach.cli.alone import alone
from voice_coach.cli.arguments import language, microphone, recogniser_and_model, refuse_model, speaker
from voice_coach.cli.machine.settled import SettledCommand
from voice_coach.session.options import RunOptions

if TYPE_CHECKING:
    from voice_coach.core.commands.table import Command


def _commands(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[Command, ...]:
    from voice_coach.core.commands.table import Command  # noqa: PLC0415 - the core, which --help need not wait for

    names = [name.strip() for name in value.split(",")] if value else []
    unknown = [name for name in names if name not in set(Command)]
    if unknown:
        raise click.BadParameter(f"there is no command {unknown[0]!r}; there are: {', '.join(Command)}")
    return tuple(Command(name) for name in names)


def _command(context: click.Context, parameter: click.Parameter, value: str | None) -> Command | None:
    found = _commands(context, parameter, value)
    if len(found) > 1:
        raise click.BadParameter("one command at a time")
    return found[0] if found else None


@click.command(cls=SettledCommand)
@click.option(
    "--commands", metavar="A,B,...", callback=_commands, help="Only these, such as pause,next; else the everyday ones."
)
@click.option("--own", metavar="COMMAND", callback=_command, help="Teach what you say for a command, such as pause.")
@microphone
@speaker
@click.option("--no-sound", is_flag=True, help="Show what to say, without saying it.")
@recogniser_and_model("What is to understand you; auto takes the best there is.")
@language
@click.option("--forget", is_flag=True, help="Delete everything that was kept of your voice in this language.")
@click.option("--list", "listed", is_flag=True, help="Tell how surely each phrase is heard from you, and do no more.")
def rehearse(
    commands: tuple[Command, ...],
    own: Command | None,
    *,
    no_sound: bool,
    forget: bool,
    listed: bool,
    **chosen: Any,  # noqa: ANN401 - click checks each option
) -> None:
    """Say your commands, twice each, and learn which of them work badly for your voice.

    What you say is kept on this machine as clips. A rehearsal that was broken off goes on where it was; once it is
    complete, or when other commands are rehearsed, the next one begins anew, and what it hears takes the place of the
    old clips.
    """
    options = RunOptions(sound=not no_sound, **chosen)
    if options.speaker and no_sound:
        raise click.UsageError("--speaker and --no-sound exclude each other")
    refuse_model(options.model, options.recogniser)
    if forget:
        _refuse_other_options("forget", "--forget deletes everything of a language")
        _forget(options.language)
        return
    if listed:
        _refuse_other_options("listed", "--list tells of all that was rehearsed in a language")
        _list(options.language)
        return
    if own:
        _refuse_other_options("own", "--own teaches one command to the phone ear", _OF_OWN)
        _teach(options, own)
        return
    from voice_coach.app.rehearse import rehearse as begin  # noqa: PLC0415 - the rest of the program, which --help need not wait for
    from voice_coach.rehearsal.advice import EVERYDAY  # noqa: PLC0415

    with alone():
        begin(options, commands or EVERYDAY, click.echo)


_OF_OWN = ("language", "microphone", "speaker", "no_sound")


def _refuse_other_options(flag: str, does: str, going: tuple[str, ...] = ("language",)) -> None:
    """Who names commands beside --forget may think that only these are deleted; so it is with --list and --own."""
    context = click.get_current_context()
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params}
    for name in context.params.keys() - {flag, *going}:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            others = ", ".join(names[one] for one in going)
            raise click.UsageError(f"{does}; no option but {others} goes with it")


def _teach(options: RunOptions, command: Command) -> None:
    from voice_coach.app.rehearse import teach_own  # noqa: PLC0415

    with alone():
        taught = teach_own(options, command, click.echo)
    if not taught:
        click.get_current_context().exit(1)


def _forget(language: str) -> None:
    from voice_coach.language.language import load_language  # noqa: PLC0415
    from voice_coach.rehearsal import own_voice  # noqa: PLC0415

    code = load_language(language).code
    found = own_voice.forget(code)
    click.echo(f"{'Deleted' if found else 'There was nothing in'} {own_voice.folder(code)}")


def _list(language: str) -> None:
    from voice_coach.app.rehearse import tell_how_sure  # noqa: PLC0415

    tell_how_sure(language, click.echo)
