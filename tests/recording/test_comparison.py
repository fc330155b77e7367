"""Two runs side by side."""

from dataclasses import replace

from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.recording.comparison import Pair, compare

NEXT = Heard(Command.NEXT, "move on", 10.0)
SEVEN = Heard(Command.NUMBER, "seven", 10.0, number=7)
NOISE = Rejected("the", "not-a-phrase", 10.0)


def test_the_same_outcome_is_the_same_whatever_the_figures() -> None:
    later = replace(NEXT, at=10.4, confidence=0.6, text="next")
    assert compare([NEXT], [later]) == (Pair(NEXT, later),)
    assert Pair(NEXT, later).same
    assert Pair(NOISE, replace(NOISE, text="of", near=True)).same


def test_another_outcome_is_a_difference() -> None:
    for other in (NOISE, replace(NEXT, command=Command.BACK), SEVEN):
        (pair,) = compare([NEXT], [other])
        assert pair == Pair(NEXT, other)
        assert not pair.same
    assert not Pair(SEVEN, replace(SEVEN, number=2)).same
    assert not Pair(NOISE, replace(NOISE, reason="asleep")).same


def test_what_only_one_run_has_stands_alone() -> None:
    assert compare([NEXT], []) == (Pair(NEXT, None),)
    assert compare([], [NEXT]) == (Pair(None, NEXT),)
    assert not Pair(NEXT, None).same
    far = replace(NEXT, at=11.5)
    assert compare([NEXT], [far]) == (Pair(NEXT, None), Pair(None, far))


def test_the_same_outcome_is_paired_before_a_nearer_other_one() -> None:
    again, noise = replace(NEXT, at=10.5), replace(NOISE, at=9.9)
    assert compare([NEXT], [noise, again]) == (Pair(None, noise), Pair(NEXT, again))


def test_the_nearest_of_two_is_paired() -> None:
    first, second = replace(NEXT, at=9.3), replace(NEXT, at=10.1)
    assert compare([NEXT], [first, second]) == (Pair(None, first), Pair(NEXT, second))


def test_nothing_beside_nothing_is_nothing() -> None:
    assert compare([], []) == ()
