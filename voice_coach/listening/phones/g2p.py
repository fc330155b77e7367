"""How an unknown word is said: the network's package guesses it from the letters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ARPABET: Mapping[str, str] = {
    "ɑ": "AA", "a": "AA", "æ": "AE", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɔ": "AO", "ɒ": "AO", "o": "OW", "aʊ": "AW",
    "aɪ": "AY", "b": "B", "t͡ʃ": "CH", "t͡ɕ": "CH", "d": "D", "ð": "DH", "ɛ": "EH", "e": "EH", "ɝ": "ER", "ɚ": "ER",
    "ɜ": "ER", "eɪ": "EY", "f": "F", "ɡ": "G", "g": "G", "h": "HH", "ɪ": "IH", "i": "IY", "d͡ʒ": "JH", "k": "K",
    "l": "L", "ɫ": "L", "m": "M", "n": "N", "ŋ": "NG", "oʊ": "OW", "ɔɪ": "OY", "p": "P", "ɹ": "R", "r": "R", "s": "S",
    "ʃ": "SH", "t": "T", "ɾ": "T", "θ": "TH", "ʊ": "UH", "u": "UW", "v": "V", "w": "W", "j": "Y", "z": "Z", "ʒ": "ZH",
}  # fmt: skip


def guess(word: str) -> tuple[str, ...]:
    """The phones of an English word in ARPAbet; empty when the package has no engine for this machine."""
    return tuple(_ARPABET[token] for token in spelled(word) if token in _ARPABET)


@cache
def spelled(text: str) -> tuple[str, ...]:
    """The tokens of the network as which a text in English or Korean is said; none without an engine."""
    model = _model()
    return tuple(one.phoneme for one in model.predict(text).alignments) if model else ()


@cache
def _model() -> Any:  # noqa: ANN401 - hama ships no types
    from hama import G2PModel  # noqa: PLC0415 - loads a second network, which only an unknown word needs

    try:
        return G2PModel()
    except (RuntimeError, OSError):
        return None
