"""What the voices of the further sets say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from voice_coach.language.phrasebook import normalise

if TYPE_CHECKING:
    from voice_coach.language.phrasebook import Phrasebook

TEXTS = Path(__file__).with_name("texts.yaml")


def texts() -> dict[str, Any]:
    """Return ``phrases``, ``ways`` (by kind, a text with the command it is), ``words`` and ``talk``."""
    read: dict[str, Any] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return read


def sentences(phrasebook: Phrasebook, rng: np.random.Generator) -> Iterator[str]:
    """Yield different sentences that hold no phrase of the table, for ever: there are hundreds of thousands."""
    pieces = list(texts()["talk"].values())
    said: set[str] = set()
    while True:
        sentence = " ".join(str(rng.choice(piece)) for piece in pieces).strip()
        if sentence not in said and not phrases_in(sentence, phrasebook):
            said.add(sentence)
            yield f"{sentence}."


def phrases_in(sentence: str, phrasebook: Phrasebook) -> list[str]:
    """Return the phrases of the table that stand in a sentence."""
    words = f" {normalise(sentence)} "
    return [phrase for phrase in phrasebook.phrases() if f" {phrase} " in words]
