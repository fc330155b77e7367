"""The phones of a language in which the ear has had no lesson: the network's tokens, as the package spells its words.

What they come out as is learned from the language's own synthesiser, once: some seconds, kept in the cache.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.format import RATE, Samples
from voice_coach.listening.phones.g2p import spelled
from voice_coach.listening.phones.network import phone_network
from voice_coach.listening.phones.untaught.token_table import TokenTable
from voice_coach.storage import cache_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from voice_coach.listening.phones.grammar import Phones, Scores

PASSES = 4
"""How often the words are aligned and counted; later ones change nothing."""

BEFORE_S, BEHIND_S = 0.2, 0.3
"""Quiet around a word that is learned from."""

LEVEL = 0.05


class Spelling:
    """Spells texts in phones and hears them: what `Decoder` needs to know of a language."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take all of the texts that are to be heard; those that the package cannot spell are never heard."""
        self._texts = tuple(dict.fromkeys(texts))
        self._phones = sorted({phone for text in self._texts for phone in _sounds(text)})
        kin = {phone: _bare(phone) for phone in self._phones}
        self._table = TokenTable(
            {
                phone: [phone, *(one for one in self._phones if one != phone and kin[one] == kin[phone])]
                for phone in self._phones
            }
        )

    @property
    def blank(self) -> int:
        """See `TokenTable.blank`."""
        return self._table.blank

    def emissions(self, samples: Samples) -> Scores:
        """How likely each phone is in each frame of a sound."""
        return self._table.emissions(phone_network().log_probabilities(samples))

    def pronounce(self, text: str) -> list[Phones]:
        """How the package says a text; nothing when it cannot, or when a sound is none that was learned."""
        sounds = _sounds(text)
        known = bool(sounds) and all(sound in self._phones for sound in sounds)
        return [tuple(self._phones.index(sound) for sound in sounds)] if known else []

    def learn(self, language_code: str, say: Callable[[str], Samples]) -> None:
        """Learn what the phones come out as, from somebody who says the texts; what was learned before is read."""
        key = hashlib.sha256(json.dumps([language_code, self._texts, PASSES]).encode()).hexdigest()[:16]
        file = cache_folder("phones") / f"{language_code}-{key}.bin"
        try:
            self._table.restore(file.read_bytes())
        except (OSError, ValueError):
            self._listen_to(say)
            with suppress(OSError):  # where nothing can be kept, it is learned again
                file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(file, self._table.to_bytes())

    def _listen_to(self, say: Callable[[str], Samples]) -> None:
        heard = []
        for text in self._texts:
            if pronunciations := self.pronounce(text):
                samples = say(text)
                samples = samples * np.float32(LEVEL / max(float(np.sqrt(np.square(samples).mean())), 1e-6))
                padded = np.pad(samples, (round(BEFORE_S * RATE), round(BEHIND_S * RATE)))
                heard.append((phone_network().log_probabilities(padded.astype(np.float32)), pronunciations))
        for _ in range(PASSES):
            self._table.learn(heard)


def _sounds(text: str) -> list[str]:
    return [sound for sound in spelled(text) if sound.strip()]


def _bare(phone: str) -> str:
    """The phone without what marks breath, tension and length: voices mix its kin up with it."""
    letters = unicodedata.normalize("NFD", phone)
    return "".join(letter for letter in letters if unicodedata.category(letter) not in {"Mn", "Lm"}) or phone
