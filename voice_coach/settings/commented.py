"""The settings file as it is first written: every setting at its default, behind its description."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import yaml

from voice_coach.errors import SettingsError
from voice_coach.settings.form import SettingsForm
from voice_coach.storage import write_atomically

WIDTH = 100

HEAD = """\
# Settings of voice-coach for this machine. A line counts once the # before its name is taken away. An environment
# variable such as VOICE_COACH_ECHO goes before this file, and an option on the command line before both.
# What counts, and where it came from: voice-coach settings show
"""


def commented() -> str:
    """The text of the file. Each line that begins with "#" and no space is a setting that can be switched on."""
    parts = [HEAD]
    for name, field in SettingsForm.model_fields.items():
        comment = textwrap.fill(field.description or "", WIDTH, initial_indent="# ", subsequent_indent="# ")
        parts.append(f"{comment}\n#{name}: {as_yaml(field.default)}\n")
    return "\n".join(parts)


def as_yaml(value: Any) -> str:  # noqa: ANN401 - whatever a setting may be
    """A value as it stands behind its key; None is the empty text."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_yaml, value))}]"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    plain = value if isinstance(value, bool | str) else str(value or "")
    if plain == "":
        return '""'
    return str(yaml.safe_dump({"_": plain}, allow_unicode=True, width=10_000)).removeprefix("_: ").strip()


def write(path: Path) -> None:
    """Write the file, and its folder. Raises SettingsError when it is there already, or cannot be written."""
    if path.exists() or path.is_symlink():
        raise SettingsError("settings-there", f"{path} is there already.", "Change it, or move it away first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, commented().encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            "settings-unwritable", f"{path} cannot be written: {reason}", "Mend that, and try again."
        ) from error
