"""`voice-coach settings`."""

from __future__ import annotations

import click


@click.group("settings")
def settings() -> None:
    """What is settled once for this machine: a commented file, its values, its place."""


@settings.command()
def init() -> None:
    """Write the settings file, with every setting at its default; one that is there stays as it is."""
    from voice_coach.settings.commented import write  # noqa: PLC0415 - pydantic, which --help need not wait for
    from voice_coach.settings.reading import settings_path  # noqa: PLC0415

    write(settings_path())
    click.echo(settings_path())


@settings.command()
def show() -> None:
    """Show every setting, its value, and where it came from: default, file, or a variable of the environment."""
    from voice_coach.settings.commented import as_yaml  # noqa: PLC0415
    from voice_coach.settings.reading import DEFAULT, FILE, every_setting  # noqa: PLC0415

    rows = [(one.name, as_yaml(one.value), one.source) for one in every_setting()]
    width = max(len(value) for _, value, _ in rows)
    for name, value, source in rows:
        told = source if source in (DEFAULT, FILE) else f"environment, {source}"
        click.echo(f"{name:10}  {value:{width}}  {told}")


@settings.command()
def path() -> None:
    """Print where the settings file is, or would be."""
    from voice_coach.settings.reading import settings_path  # noqa: PLC0415

    click.echo(settings_path())
