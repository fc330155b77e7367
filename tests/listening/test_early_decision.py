import pytest

from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.early_decision import EarlyDecision, Utterance
from voice_coach.listening.recogniser import Hypothesis


def standing(text: str, since: float, until: float) -> list[Hypothesis]:
    """The same partial every 20 ms."""
    steps = round((until - since) / 0.02)
    times = [since + 0.02 * step for step in range(steps + 1)]
    return [Hypothesis(text, final=False, confidence=0.0, at=at, began=since - 0.5) for at in times]


def final(text: str, at: float, confidence: float = 0.9) -> Hypothesis:
    return Hypothesis(text, final=True, confidence=confidence, at=at, began=at - 0.5)


@pytest.fixture
def early(english: Phrasebook) -> EarlyDecision:
    return EarlyDecision(english)


def decided(early: EarlyDecision, hypotheses: list[Hypothesis]) -> list[Utterance]:
    taken = [early.take(hypothesis, quiet=True) for hypothesis in hypotheses]
    return [utterance for utterance in taken if utterance is not None]


def commands(utterances: list[Utterance]) -> list[Command | None]:
    return [utterance.match.command if utterance.match else None for utterance in utterances]


def test_a_phrase_that_stood_is_decided_before_the_final(early: EarlyDecision) -> None:
    (utterance,) = decided(early, standing("pause", 1.0, 1.26))
    assert utterance.match is not None
    assert utterance.match.command is Command.PAUSE
    assert utterance.at == 1.0
    assert utterance.confidence is None


def test_a_phrase_that_stood_too_short_waits(early: EarlyDecision) -> None:
    assert decided(early, standing("pause", 1.0, 1.24)) == []


def test_while_it_is_loud_a_second_word_may_be_on_its_way(early: EarlyDecision) -> None:
    said = standing("pause", 1.0, 2.0)
    assert [early.take(hypothesis, quiet=False) for hypothesis in said] == [None] * len(said)
    assert commands(decided(early, standing("pause", 2.02, 2.02))) == [Command.PAUSE]


def test_a_final_needs_no_quiet(early: EarlyDecision) -> None:
    utterance = early.take(final("pause", 1.0), quiet=False)
    assert utterance is not None


def test_the_beginning_of_another_command_waits_a_step_longer(early: EarlyDecision) -> None:
    assert decided(early, standing("stop", 1.0, 1.44)) == []
    assert commands(decided(early, standing("stop", 1.46, 1.46))) == [Command.STOP]


def test_the_longer_command_wins_when_it_comes_in_time(early: EarlyDecision) -> None:
    said = [*standing("stop", 1.0, 1.3), *standing("stop listening", 1.32, 1.6)]
    assert commands(decided(early, said)) == [Command.SLEEP]


def test_a_change_starts_the_wait_anew(early: EarlyDecision) -> None:
    said = [*standing("pause", 1.0, 1.2), *standing("pause the", 1.22, 1.3), *standing("pause", 1.32, 1.5)]
    assert decided(early, said) == []


def test_the_rest_of_a_decided_utterance_does_not_trigger_again(early: EarlyDecision) -> None:
    said = [*standing("next", 1.0, 1.5), *standing("next pause", 1.52, 2.0), final("next pause", 2.0)]
    assert commands(decided(early, said)) == [Command.NEXT]


def test_after_a_final_the_next_utterance_is_free(early: EarlyDecision) -> None:
    said = [*standing("next", 1.0, 1.5), final("next", 1.3), *standing("next", 3.0, 3.5), final("next", 3.3)]
    assert commands(decided(early, said)) == [Command.NEXT, Command.NEXT]


def test_what_did_not_stand_is_decided_by_the_final(early: EarlyDecision) -> None:
    (utterance,) = decided(early, [*standing("pause", 1.0, 1.1), final("pause", 1.05, 0.8)])
    assert (utterance.at, utterance.confidence) == (1.05, 0.8)


@pytest.mark.parametrize("text", ["finish", "start over"])
def test_what_destroys_waits_for_the_final(early: EarlyDecision, text: str) -> None:
    assert decided(early, standing(text, 1.0, 3.0)) == []
    (utterance,) = decided(early, [final(text, 2.9, 0.7)])
    assert utterance.confidence == 0.7


def test_what_is_no_phrase_comes_back_once_without_a_match(early: EarlyDecision) -> None:
    said = [*standing("the next train", 1.0, 2.0), final("the next train leaves", 2.2)]
    (utterance,) = decided(early, said)
    assert (utterance.text, utterance.match) == ("the next train leaves", None)


def test_an_empty_final_is_nothing_and_ends_the_utterance(early: EarlyDecision) -> None:
    said = [*standing("pause", 1.0, 1.5), final("", 1.6), *standing("next", 2.0, 2.5)]
    assert commands(decided(early, said)) == [Command.PAUSE, Command.NEXT]


def test_an_utterance_is_under_way_while_words_of_it_stand(early: EarlyDecision) -> None:
    told = [early.under_way]
    for said in (standing("pause", 1.0, 1.1), standing("pause", 1.12, 1.5), [final("pause", 1.5)]):
        decided(early, said)
        told.append(early.under_way)
    assert told == [False, True, True, False], "what follows a decision is the rest of the same utterance"


def test_an_utterance_began_where_its_last_hypothesis_says(early: EarlyDecision) -> None:
    (soon,) = decided(early, standing("pause", 1.0, 1.26))
    assert soon.began == 0.5
    early.reset()
    (late,) = decided(early, [final("pause", 3.0)])
    assert late.began == 2.5


def test_a_reset_forgets_how_long_a_phrase_stood(early: EarlyDecision) -> None:
    decided(early, standing("pause", 1.0, 1.2))
    early.reset()
    assert decided(early, standing("pause", 1.22, 1.4)) == []
