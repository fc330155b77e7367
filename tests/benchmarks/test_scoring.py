import pytest

from benchmarks.listening.decision import Decision, is_answer, meaning_of
from benchmarks.listening.scoring import Spoken, Verdict, score
from voice_coach.language.phrasebook import Phrasebook

STOP = Spoken("stop", "stop", 1.0, 1.5)
NEXT = Spoken("move on", "next", 4.0, 4.8)


def decided(meaning: str, at_s: float, *, obeyed: bool = True) -> Decision:
    return Decision(meaning, meaning, obeyed, at_s, took_s=0.01)


def verdicts(*decisions: Decision) -> list[Verdict]:
    return [one.verdict for one in score([STOP, NEXT], decisions)]


def test_right_wrong_and_missed() -> None:
    assert verdicts(decided("stop", 1.9), decided("next", 5.2)) == [Verdict.RIGHT, Verdict.RIGHT]
    assert verdicts(decided("skip", 1.9)) == [Verdict.WRONG, Verdict.MISSED]


def test_latency_counts_from_the_last_sample_and_may_come_before_it() -> None:
    late, early = score([STOP, NEXT], [decided("stop", 1.9), decided("next", 4.7)])
    assert (late.latency_s, early.latency_s) == pytest.approx((0.4, -0.1))
    assert late.took_s == 0.01


def test_a_wrong_decision_has_no_latency() -> None:
    assert score([STOP], [decided("next", 1.9)])[0].latency_s is None


def test_a_decision_belongs_to_the_command_that_began_last() -> None:
    assert verdicts(decided("stop", 3.999)) == [Verdict.RIGHT, Verdict.MISSED]
    assert verdicts(decided("stop", 4.0)) == [Verdict.MISSED, Verdict.WRONG]
    assert verdicts(decided("next", 99.0)) == [Verdict.MISSED, Verdict.RIGHT]


def test_the_first_decision_counts_and_the_others_are_extra() -> None:
    wrong, missed = score([STOP, NEXT], [decided("stop", 2.5), decided("next", 2.0), decided("stop", 3.0)])
    assert (wrong.verdict, wrong.extra) == (Verdict.WRONG, 2)
    assert (missed.verdict, missed.extra) == (Verdict.MISSED, 0)


def test_what_was_not_obeyed_or_came_too_early_is_nothing() -> None:
    assert verdicts(decided("stop", 1.9, obeyed=False), decided("next", 0.5)) == [Verdict.MISSED, Verdict.MISSED]


def test_no_command_no_outcome() -> None:
    assert score([], [decided("stop", 1.0)]) == ()


@pytest.mark.parametrize(("text", "meaning"), [("move on", "next"), ("four", "number 4"), ("move", ""), ("", "")])
def test_a_text_means_a_command_only_as_a_whole(english: Phrasebook, text: str, meaning: str) -> None:
    assert meaning_of(text, english) == meaning


def test_answers_are_told_from_orders() -> None:
    assert [is_answer(meaning) for meaning in ("yes", "no", "number 10", "stop", "time_left")] == [
        True, True, True, False, False,
    ]  # fmt: skip
