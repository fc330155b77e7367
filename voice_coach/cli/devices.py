"""`voice-coach devices`."""

from __future__ import annotations

import click


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
