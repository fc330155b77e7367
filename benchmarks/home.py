"""A home of its own for a program that a benchmark or a test runs, in which no model is fetched."""

from __future__ import annotations

from pathlib import Path

KINDS = ("CACHE", "CONFIG", "DATA", "STATE")


def home_in(folder: Path) -> dict[str, str]:
    """Make a home below a folder; return the variables of the environment that a program finds it by."""
    # As after a failed try: no session goes to the network for a model.
    not_fetched = folder / "data" / "voice-coach" / "models" / "not-fetched"
    not_fetched.parent.mkdir(parents=True, exist_ok=True)
    not_fetched.touch()
    return {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in KINDS}
