"""A private copy of a Vosk model with settings for short commands.

Kaldi reads its settings from files in the model's folder and from nowhere else, so a copy is the only way to
change them. What is large is linked, not copied.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from voice_coach.errors import ModelError
from voice_coach.storage import cache_folder

SETTINGS = {
    # Trailing silence in seconds that ends an utterance, for a decoder state that is likely, less likely, anything.
    # Measured: a command's final comes 0.61 s after its last word instead of 0.96 s.
    "model.conf": {
        "--endpoint.rule2.min-trailing-silence": "0.2",
        "--endpoint.rule3.min-trailing-silence": "0.3",
        "--endpoint.rule4.min-trailing-silence": "0.5",
    },
    # Kaldi adds random noise to the sound; without it the same sound gives the same answer.
    "mfcc.conf": {"--dither": "0"},
}

ACOUSTIC_MODEL = (Path("am/final.mdl"), Path("final.mdl"))
FEATURES = (Path("conf/mfcc.conf"), Path("mfcc.conf"))
"""Where the two layouts of Vosk models keep what every model has: the newer one first."""


def check_model(model: Path) -> None:
    """Raise ModelError when the folder is not a Vosk model; Vosk itself gives no reason when it fails."""
    for wanted in (ACOUSTIC_MODEL, FEATURES):
        if not any((model / path).is_file() for path in wanted):
            raise ModelError(
                "model-incomplete",
                f"{model} is no Vosk model: it has no {wanted[0]}.",
                "Name the folder that has the folders am, conf and graph in it, or fetch a model: "
                "voice-coach models fetch",
            )


def tuned_model(model: Path, cache: Path | None = None) -> Path:
    """Return a folder with the same model and `SETTINGS`; made once, then reused.

    Raises ModelError when the folder is no Vosk model or the copy cannot be written.
    """
    check_model(model)
    cache = cache or cache_folder("models")
    target = cache / f"{model.name}-{_fingerprint(model)}"
    if target.is_dir():
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=cache))
        try:
            _fill(draft, model)
            _move(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise ModelError(
            "model-copy-failed", f"The model cannot be prepared in {cache}: {error}.", "Make room there."
        ) from error
    return target


def _fingerprint(model: Path) -> str:
    """Changes when the model or our settings do."""
    parts = [str(model.resolve()), repr(SETTINGS)]
    for path in sorted(model.rglob("*")):
        about = path.stat()
        parts.append(f"{path.relative_to(model)} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _fill(draft: Path, model: Path) -> None:
    for path in sorted(model.rglob("*")):
        copy = draft / path.relative_to(model)
        if path.is_dir():
            copy.mkdir()
        elif path.name in SETTINGS:
            copy.write_text(_with_settings(path.read_text(encoding="utf-8"), SETTINGS[path.name]), "utf-8")
        else:
            _link(copy, path.resolve())


def _with_settings(text: str, settings: dict[str, str]) -> str:
    """The file's lines with ours in place of the same ones."""
    kept = [line for line in text.splitlines() if line.partition("=")[0].strip() not in settings]
    return "\n".join([*kept, *(f"{key}={value}" for key, value in settings.items())]) + "\n"


def _link(copy: Path, original: Path) -> None:
    try:
        copy.symlink_to(original)
    except (OSError, NotImplementedError):  # Windows without the right to make links, or a FAT disk
        shutil.copyfile(original, copy)


def _move(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():  # otherwise another process has just made the same copy
            raise
