"""What this machine has: sound devices, and completion in its shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("devices")
def list_devices() -> None:
    """List the microphones and loudspeakers; a part of a name is enough for --mic and --speaker."""
    from voice_coach.audio.devices import Direction, devices  # noqa: PLC0415

    found = devices()
    for direction, title, option in (
        (Direction.INPUT, "Microphones", "--mic"),
        (Direction.OUTPUT, "Loudspeakers", "--speaker"),
    ):
        click.echo(f"{title} ({option}):")
        usable = [device for device in found if device.channels(direction)]
        for device in usable:
            default = ", chosen by the system" if device.is_default(direction) else ""
            click.echo(f"  {device.name} ({device.rate} Hz{default})")
        if not usable:
            click.echo("  none")


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    For bash, for example: eval "$(voice-coach completion bash)"
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(kind(context.find_root().command, {}, "voice-coach", "_VOICE_COACH_COMPLETE").source())
