from dataclasses import replace

import pytest

from voice_coach.errors import ListeningError
from voice_coach.language.language import Language, load_language
from voice_coach.language.sentences import check_sentences

ENGLISH = load_language("en")


def with_sentences(**changed: str | list[str]) -> Language:
    return replace(ENGLISH, sentences={**ENGLISH.sentences, **changed})


def test_english_can_say_everything() -> None:
    check_sentences(ENGLISH)


def test_a_language_without_sentences_is_refused_with_the_first_of_them_by_name() -> None:
    with pytest.raises(ListeningError, match=r"the sentence ones is missing; .* more"):
        check_sentences(replace(ENGLISH, sentences={}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rest": "Rest {tiem}."}, r"the sentence rest has no value for \{tiem\}"),
        ({"rest": "Rest {time."}, "the sentence rest has a brace too many or too few"),
        ({"rest": "Rest {}."}, r"the sentence rest has no value for \{\}"),
        ({"rest": ["Rest"]}, "the sentence rest must be a text"),
        ({"ones": "zero"}, "the sentence ones must be a list"),
    ],
)
def test_a_sentence_that_cannot_be_filled_in_is_named(changed: dict[str, str | list[str]], said: str) -> None:
    with pytest.raises(ListeningError, match=said) as caught:
        check_sentences(with_sentences(**changed))
    assert caught.value.code == "language-incomplete"


def test_a_sentence_may_leave_out_what_it_could_fill_in() -> None:
    check_sentences(with_sentences(rest="Rest."))
