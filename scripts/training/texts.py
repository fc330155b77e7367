"""What the voices say: the phrases, the phrases as people wrap them, and what is no order."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voice_coach.language.language import Language

SENTENCES = (
    "we have to leave before it gets dark", "could you pass me the salt", "the children are playing in the garden",
    "he went to the old house by the river", "open the door and let the dog in", "my shoulder is much better today",
    "what time is it in london", "turn the lights off in the kitchen", "it was a cold and windy morning",
    "the doctor asked when it had begun to hurt", "nobody knew why the bird did not sing",
    "put the red box on the table",
    "we should drive home before dinner", "a large coffee with milk for me", "they sat under a tree and read the paper",
    "the train to the coast leaves from here", "she plays the piano in the evening",
    "please write your name on the list", "the water in the lake was very clear",
    "i would like two tickets for the late show",
)  # fmt: skip
"""Speech without an order in it."""

EMBEDDING = (
    "the next train leaves at two", "we will stop at the corner shop", "there was a long pause before he spoke",
    "she said that hurts more than anything", "wait until tomorrow morning to call", "go back to sleep my dear",
    "i had no time left for that", "how long is the river in miles", "my back is against the wall",
    "he asked me to repeat the question twice", "skip the rope ten times a day", "they start work at eight",
    "it is easier to do it tomorrow", "can you help me carry this", "yes but i am not sure about it",
    "no one wants to finish first", "over there on the other side of the road", "the pain in his voice was real",
    "continue straight for two miles", "undo the top button of your shirt",
)  # fmt: skip
"""Speech with an order inside it, which is none there."""

_BEFORE = (
    "",
    "",
    "please",
    "okay",
    "ok",
    "coach",
    "can you",
    "could you",
    "now",
    "um",
    "uh",
    "okay coach",
    "can you please",
)
_BEHIND = ("", "", "please", "now", "okay", "coach")
_ABOUT = ("about {}", "maybe {}", "it's a {}", "{} out of ten", "i think {}", "around {}")


def wrapped(language: Language, random: Random) -> list[str]:
    """Orders with words around them, several safe ones in one breath, numbers among small words."""
    orders = [phrase for said in language.phrases.values() for phrase in said]
    safe = [phrase for command in Command if command.row.safety for phrase in language.phrases[command]]
    texts = [
        " ".join(part for part in (random.choice(_BEFORE), random.choice(orders), random.choice(_BEHIND)) if part)
        for _ in range(28)
    ]
    for _ in range(16):
        links = [random.choice((*safe, *language.lead_ins)) for _ in range(random.choice((2, 2, 3)))]
        texts.append(" ".join((*links, random.choice(safe))) if not set(links) & set(safe) else " ".join(links))
    texts += [" ".join([random.choice(orders)] * random.choice((2, 2, 3))) for _ in range(12)]
    texts += [random.choice(_ABOUT).format(random.choice(language.numbers)) for _ in range(6)]
    return list(dict.fromkeys(texts))


def other_words(language: Language, dictionary: Iterable[str], random: Random) -> list[str]:
    """Single words that are no order: those that sound like one, and any others."""
    common = [word for word in dictionary if word.isalpha() and 3 <= len(word) <= 9]
    return sorted({*language.decoys, *random.sample(sorted(common), 500)})
