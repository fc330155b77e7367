"""`voice-coach models`: the recognition models that can be fetched once and used offline from then on."""

from __future__ import annotations

import sys

import click


@click.group()
def models() -> None:
    """Fetch the model that understands you best, and see which there are."""


@models.command("list")
def list_models() -> None:
    """List the models of the catalogue, and where the fetched ones are."""
    from voice_coach.listening.models import catalogue as known  # noqa: PLC0415

    for model in known.list_models():
        folder = known.path(model.name)
        size = f"{model.bytes / 1e6:.0f} MB"
        click.echo(f"{model.name}  {model.language}  {size}  {model.licence}  {folder or 'not fetched'}")


@models.command()
@click.argument("name", required=False)
@click.option("--language", default="en", show_default=True, help="Whose default model to fetch when no NAME is given.")
def fetch(name: str | None, language: str) -> None:
    """Fetch a model and print its folder; nothing is fetched twice."""
    from voice_coach.errors import UsageError  # noqa: PLC0415
    from voice_coach.listening.models import catalogue as known  # noqa: PLC0415
    from voice_coach.listening.models.fetch import fetch as download  # noqa: PLC0415

    model = known.entry(name) if name else known.default_entry(language)
    if model is None:
        message = f"the catalogue has no model for {language!r}"
        raise UsageError("model-unknown", message, "See what it has: voice-coach models list")
    click.echo(download(model, progress=sys.stderr.isatty()))


@models.command()
@click.option("--language", default="en", show_default=True, help="The language that is spoken.")
def path(language: str) -> None:
    """Print the folder of the model that `run` uses; exits with 4 when there is none."""
    from voice_coach.errors import ModelError  # noqa: PLC0415
    from voice_coach.listening.models.catalogue import find  # noqa: PLC0415

    folder = find(None, language)
    if folder is None:
        message = f"no model for {language!r} has been fetched"
        raise ModelError("model-missing", message, f"Fetch it: voice-coach models fetch --language {language}")
    click.echo(folder)
