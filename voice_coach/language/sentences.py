"""Whether a language can say everything: its sentences beside those of the English file, which is the reference."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from voice_coach.core.commands import Command
from voice_coach.core.wording import Wording
from voice_coach.errors import ListeningError
from voice_coach.language.language import REFERENCE, Language, load_language

MOST_SHOWN = 5


def wording_of(language: Language) -> Wording:
    """The coach's sentences in a language, with what it teaches people to say. Raises as `check_sentences` does."""
    check_sentences(language)
    taught = {command: language.phrases.get(command, (command.value,))[0] for command in Command}
    return Wording(language.sentences, taught)


def check_sentences(language: Language) -> None:
    """Raise ListeningError (``language-incomplete``) when a sentence is missing or fills in what the coach has not."""
    problems = list(_problems(language, load_language("en")))
    if problems:
        more = len(problems) - MOST_SHOWN
        shown = "; ".join(problems[:MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise ListeningError(
            "language-incomplete",
            f"The language {language.name} cannot say everything: {shown}.",
            f"Give it every sentence of {REFERENCE}, with the same words in braces.",
        )


def _problems(language: Language, reference: Language) -> Iterator[str]:
    for key, model in reference.sentences.items():
        sentence = language.sentences.get(key)
        if sentence is None:
            yield f"the sentence {key} is missing"
        elif isinstance(sentence, str) is not isinstance(model, str):
            yield f"the sentence {key} must be {'a text' if isinstance(model, str) else 'a list'}"
        elif isinstance(sentence, str) and isinstance(model, str):
            try:
                unknown = _fields(sentence) - _fields(model)
            except ValueError as error:
                yield f"the sentence {key} has a brace too many or too few ({error})"
            else:
                yield from (f"the sentence {key} has no value for {{{name}}}" for name in sorted(unknown))


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
