"""Fetches a model: download, check, unpack, put in place."""

from __future__ import annotations

import logging
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from voice_coach.errors import ModelError
from voice_coach.listening.models.catalogue import models_folder
from voice_coach.listening.models.unpack import unpack
from voice_coach.listening.vosk.model_settings import check_model

if TYPE_CHECKING:
    from voice_coach.listening.models.catalogue import CatalogueEntry

TIMEOUT_S = (5.0, 30.0)
"""For the connection and for each piece: without a network the answer must come soon."""

TRIES = 2
"""For each address: one clean retry heals a transfer that was cut."""


RETRY_S = 24 * 3600
"""A machine without a network is not made to wait at every start."""


def tried_lately() -> bool:
    """Whether a model could not be fetched within the last day."""
    try:
        return time.time() - _failure().stat().st_mtime < RETRY_S
    except OSError:
        return False


def fetch(entry: CatalogueEntry, *, progress: bool = False) -> Path:
    """Return the folder of the model, after downloading it when it is not there yet.

    ``progress`` draws a bar on standard error. The model appears in its place whole or not at all. Raises ModelError
    when no address gives the right archive, or when it is not safe or no model.
    """
    target = models_folder() / entry.name
    if target.is_dir():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=target.parent) as draft:
            archive = _download(entry, Path(draft), progress=progress)
            unpacked = Path(draft) / "unpacked"
            unpacked.mkdir()
            unpack(archive, unpacked)
            model = unpacked / entry.name if (unpacked / entry.name).is_dir() else unpacked
            check_model(model)
            model.rename(target)
    except OSError as error:
        raise ModelError(
            "model-not-stored", f"The model cannot be stored in {target.parent}: {error}.", "Make room there."
        ) from error
    return target


def _download(entry: CatalogueEntry, folder: Path, *, progress: bool) -> Path:
    """Try every address, each `TRIES` times; pooch checks the sum and leaves nothing half done."""
    # Imported here: with all that it needs it takes a tenth of the time in which the coach starts.
    import pooch  # type: ignore[import-untyped]  # noqa: PLC0415 - see above; it ships neither types nor stubs

    pooch.get_logger().setLevel(logging.ERROR)
    reasons = []
    for url in entry.urls:
        for _ in range(TRIES):
            try:
                return Path(
                    pooch.retrieve(
                        url,
                        known_hash=f"sha256:{entry.sha256}",
                        fname=f"{entry.name}.zip",
                        path=folder,
                        downloader=pooch.HTTPDownloader(progressbar=progress, timeout=TIMEOUT_S),
                    )
                )
            except (OSError, ValueError) as error:  # requests' errors are OSErrors; a wrong sum is a ValueError
                reason = _reason(error)
        reasons.append(f"{urlsplit(url).hostname}: {reason}")
    _failure().touch()
    raise ModelError(
        "model-not-fetched",
        f"The model {entry.name} could not be fetched ({'; '.join(reasons)}).",
        "Check the network and try again, or unpack the archive yourself and name its folder with --model.",
    )


def _reason(error: OSError | ValueError) -> str:
    """What went wrong, in a few words; the whole text of a network error fills a screen."""
    if isinstance(error, ValueError):
        return "the archive is not the right one"
    if error.errno:  # the machine's own trouble, such as a full disk
        return error.strerror or str(error)
    response = getattr(error, "response", None)
    return "no connection" if response is None else f"it answers {response.status_code}"


def _failure() -> Path:
    """The file whose age tells when fetching failed last."""
    return models_folder() / "not-fetched"
