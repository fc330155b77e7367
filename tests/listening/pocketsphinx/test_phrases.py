from voice_coach.core.commands.table import Command
from voice_coach.listening.pocketsphinx.phrases import basic_phrases


def syllables(phrase: str) -> int | None:
    """A double of the dictionary: every vowel is a syllable, and it has no word with an x."""
    return None if "x" in phrase else sum(letter in "aeiou" for letter in phrase)


def test_short_phrases_give_way_to_longer_ones() -> None:
    chosen, unusable = basic_phrases({Command.HELP: ("help", "what can i say")}, syllables)
    assert chosen == ("what can i say",)
    assert unusable == ()


def test_a_command_keeps_its_only_phrase() -> None:
    assert basic_phrases({Command.HELP: ("help",)}, syllables)[0] == ("help",)


def test_answers_and_stop_stay_short() -> None:
    phrases = {Command.STOP: ("stop", "stop it"), Command.NO: ("no", "no no"), Command.NUMBER: ("ten", "zero")}
    assert basic_phrases(phrases, syllables)[0] == ("stop", "stop it", "no", "no no", "ten", "zero")


def test_words_that_the_dictionary_lacks_are_reported() -> None:
    chosen, unusable = basic_phrases({Command.NEXT: ("next one", "go on", "go")}, syllables)
    assert chosen == ("go on",)
    assert unusable == ("next one",)


def test_a_command_falls_back_to_a_short_phrase_when_the_longer_is_unusable() -> None:
    assert basic_phrases({Command.NEXT: ("next one", "go")}, syllables) == (("go",), ("next one",))
