"""The commands that pass a routine on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from voice_coach.cli.arguments import routine


@click.command()
@routine
@click.argument("parcel", metavar="FILE.zip", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def pack(routine: str, parcel: Path, *, force: bool) -> None:
    """Pack a routine, with all that it needs, into one file for somebody else."""
    from voice_coach.authoring.library import find  # noqa: PLC0415 - the rest of the program, which --help need not wait for
    from voice_coach.authoring.parcel import pack as packed  # noqa: PLC0415
    from voice_coach.errors import ParcelError  # noqa: PLC0415
    from voice_coach.storage import write_atomically  # noqa: PLC0415

    if parcel.suffix != ".zip":
        raise click.UsageError(f"{parcel}: the name of a parcel ends in .zip")
    done = packed(find(routine))
    if os.path.lexists(parcel) and not (force and parcel.is_file()):
        raise ParcelError("parcel-there", f"{parcel} is there already", "--force writes over a file.")
    write_atomically(parcel, done.data)
    click.echo(f"{parcel} has:", err=True)
    for line in (*(f"  {name}" for name in done.names), *done.notes):
        click.echo(line, err=True)


@click.command()
@click.argument("parcel", metavar="FILE.zip", type=click.Path(path_type=Path))
def unpack(parcel: Path) -> None:
    """Look over a parcel, and put what is in it beside your own routines.

    A parcel that is not good in every way is refused, and nothing of it is written. No file is written over.
    """
    from voice_coach.authoring.library import folders  # noqa: PLC0415 - as above
    from voice_coach.authoring.parcel import unpack as unpacked  # noqa: PLC0415

    own, *others = folders()
    done = unpacked(parcel, own)
    name = Path(done.names[0]).stem
    click.echo(_plain(done.title))
    click.echo(f"Source: {_plain(done.source) or 'it does not say'}")
    click.echo(f"Licence: {_plain(done.licence) or 'it does not say'}")
    click.echo(f"In {own}:")
    for one in done.names:
        click.echo(f"  {one}")
    for one in done.names:
        if any((folder / one).is_file() for folder in others):
            click.echo(f"{one} takes the place of the routine of that name that came with the coach.", err=True)
    command = f'"{name}"' if " " in name else name
    click.echo(f"Look at it: voice-coach show {command}")
    click.echo(f"Do it:      voice-coach run {command}")


def _plain(text: str) -> str:
    """The text of a stranger without what a terminal would act upon."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)
