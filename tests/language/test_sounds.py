"""English words of one sound: a recogniser's choice between them is chance, so it must make no difference."""

from collections.abc import Iterator
from itertools import product

import pytest

from scripts.training.decoys import decoys, is_near, sound_alike
from scripts.training.dictionary import Sounds, dictionary
from voice_coach.core.commands.table import Command
from voice_coach.language.language import Language, load_language
from voice_coach.language.phrasebook import Match, Phrasebook

SHORT = [
    "stop", "wait", "pause", "next", "back", "skip", "slower", "faster", "easier", "harder", "louder", "quieter",
    "done", "ready", "help", "pain", "ouch", "yes", "no", "yeah", "okay",
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "none",
]  # fmt: skip
ALONE = {"easier", "harder", "quieter", "okay", "seven"}
"""No common word is one phone away from these, but a form of their own."""


def words(phrasebook: Phrasebook) -> set[str]:
    """Every word that a recogniser with this vocabulary can give."""
    return {word for text in (*phrasebook.phrases(), *phrasebook.other_words()) for word in text.split()}


def confusions(language: Language) -> Iterator[tuple[str, str]]:
    """Pairs of words of one sound, of which the second does not mean what the first does."""
    phrasebook = Phrasebook(language)
    texts = [
        *phrasebook.phrases(),
        *(f"{text} next" for text in language.fillers),
        *(f"{text} stop" for text in language.lead_ins),
        *(f"{text} seven" for text in language.around_numbers),
    ]
    counted = {word for text in texts for word in text.split()}

    def sounds(word: str) -> set[Sounds]:
        """A decoy in every way; of a word that counts, how it is said with care: "i'm" may be like "um" elsewhere."""
        return set(dictionary()[word][:1] if word in counted else dictionary()[word])

    for word, other in product(sorted(counted), sorted(words(phrasebook))):
        if word != other and not sounds(word).isdisjoint(sounds(other)):
            pairs = ((text, " ".join(other if one == word else one for one in text.split())) for text in texts)
            if any(meaning(phrasebook.match(text)) != meaning(phrasebook.match(heard)) for text, heard in pairs):
                yield word, other


def meaning(match: Match | None) -> tuple[Command, int | None] | None:
    return match and (match.command, match.number)


def test_the_dictionary_knows_every_word(english: Phrasebook) -> None:
    assert words(english) <= set(dictionary())


def test_of_words_that_sound_the_same_it_does_not_matter_which_is_heard() -> None:
    assert list(confusions(load_language())) == []


@pytest.mark.parametrize(
    ("said", "heard", "command", "number"),
    [
        ("to", "two", Command.NUMBER, 2),
        ("too", "two", Command.NUMBER, 2),
        ("for", "four", Command.NUMBER, 4),
        ("ate", "eight", Command.NUMBER, 8),
        ("won", "one", Command.NUMBER, 1),
        ("know", "no", Command.NO, None),
        ("weight", "wait", Command.PAUSE, None),  # safe: one can carry on
        ("paws", "pause", Command.PAUSE, None),
    ],
)
def test_a_word_that_sounds_like_one_that_counts_is_heard_as_that(
    english: Phrasebook, said: str, heard: str, command: Command, number: int | None
) -> None:
    assert {word for word in words(english) if sound_alike(said, word)} == {heard}
    assert meaning(english.match(heard)) == (command, number)
    assert english.match(said) in {None, english.match(heard)}
    # Numbers, yes and no count while they are asked for, and are nothing elsewhere.
    assert command.row.answers == (command is not Command.PAUSE)


@pytest.mark.parametrize("order", SHORT)
def test_a_short_order_has_a_decoy_that_sounds_nearly_like_it(order: str) -> None:
    near = [word for word in load_language().decoys if is_near(order, word)]
    assert bool(near) == (order not in ALONE)


def test_the_decoys_are_those_that_were_measured() -> None:
    """To put it right: `python -m scripts.training.decoys`."""
    assert load_language().decoys == decoys(load_language())
