"""Choose the English decoys: `python -m scripts.training.decoys` prints the list for voice_coach/language/en.yaml.

For each phrase or number of one word the two most common words that are a phone away from it; then the most common
words of all. None sounds like a word that counts: which of the two a recogniser gives would be chance.
"""

from __future__ import annotations

import textwrap
from functools import cache
from itertools import takewhile

import pocketsphinx

from scripts.training.dictionary import ENGLISH, Sounds, dictionary
from voice_coach.language.language import Language, load_language
from voice_coach.language.phrasebook import Phrasebook

MOST = 124
"""As many as there were before they were chosen by measuring."""

COMMON = 3000
"""How many words count as common."""

NEAR = 2
"""How many for each order of one word: each more is one more to be mistaken for it."""

LEFT_OUT = {"sex", "easy", "ya", "yea"}
"""What nobody wants to read on a screen, and what people say who mean "easier" or "yeah"."""


def decoys(language: Language) -> tuple[str, ...]:
    """Return the decoys for a language of English words, in the order in which they were found."""
    phrases = Phrasebook(language).phrases()
    counted = {*phrases, *language.fillers, *language.lead_ins, *language.around_numbers}
    inside = {word for text in counted for word in text.split()}
    sounds = {one for word in inside for one in dictionary().get(word, ())}
    free = [word for word in common_words() if word not in counted | LEFT_OUT]
    # A word inside a phrase ("more time") is a good decoy: alone it is nothing.
    free = [word for word in free if word in inside or sounds.isdisjoint(dictionary()[word])]
    short = [phrase for phrase in phrases if " " not in phrase]
    free = [word for word in free if not any(_one_word(word, phrase) for phrase in short)]
    near = (word for phrase in short for word in [one for one in free if is_near(phrase, one)][:NEAR])
    chosen: dict[Sounds, str] = {}
    for word in (*near, *free):
        if len(chosen) < MOST and word not in chosen.values():
            chosen.setdefault(dictionary()[word][0], word)
    return tuple(chosen.values())


def sound_alike(one: str, other: str) -> bool:
    """Say whether two words can sound exactly the same."""
    return not set(dictionary().get(one, ())).isdisjoint(dictionary().get(other, ()))


def is_near(one: str, other: str) -> bool:
    """Say whether two words are one phone apart and never sound the same; what is no word is near none."""
    return not sound_alike(one, other) and any(
        _one_apart(sounds, others) for sounds in dictionary().get(one, ()) for others in dictionary().get(other, ())
    )


def _one_word(one: str, other: str) -> bool:
    """Say whether one may be a form of the other: who seems to say "stopped" or "slow" means "stop" or "slower"."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 3 and longer.startswith(shorter)


def _one_apart(one: Sounds, other: Sounds) -> bool:
    shorter, longer = sorted((one, other), key=len)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(shorter, longer, strict=False)))
    same_length = len(shorter) == len(longer)
    return len(longer) - len(shorter) <= 1 and shorter[start + same_length :] == longer[start + 1 :]


@cache
def common_words() -> tuple[str, ...]:
    """The words that are common, the most common first, as PocketSphinx' language model has counted them."""
    model = pocketsphinx.NGramModel.readfile(str(ENGLISH / "en-us.lm.bin"))
    words = [word for word in dictionary() if word.isalpha() and len(word) > 1]
    return tuple(sorted(words, key=lambda word: -model.prob([word]))[:COMMON])


if __name__ == "__main__":
    print(textwrap.fill(", ".join(decoys(load_language())), width=112))
