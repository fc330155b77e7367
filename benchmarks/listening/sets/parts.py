"""Two halves of every set, by who speaks: thresholds are set with one, and what came of it is told of the other."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

SALT = "367"
"""Chosen before anything was measured, by counting alone: with it both halves have voices of every kind, English and
Korean, and the meetings, which are one "speaker" of the recordings, are among what is told."""


class Part(StrEnum):
    """What a run is about. ALL is both halves together, as the figures of docs/hearing.md up to November 2026 are."""

    TUNE = "tune"
    TOLD = "told"
    ALL = "all"

    def holds(self, speaker: str) -> bool:
        """Say whether a speaker, or a recording of nobody, belongs to it; it does so on every machine alike."""
        return self in (Part.ALL, part_of(speaker))


def part_of(speaker: str) -> Part:
    """Return the half that a speaker belongs to. Others that come or go do not change it."""
    return Part.TOLD if sha256(f"{SALT} {speaker}".encode()).digest()[0] % 2 else Part.TUNE
