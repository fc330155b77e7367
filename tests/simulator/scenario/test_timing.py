"""Moments as an author writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.core.effects import Tone
from voice_coach.core.states import State
from voice_coach.simulator.scenario.timing import EXPECTED, SENTENCES, Anchor, Edge, Moment, What, parse


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12.5s", Moment(12.5)),
        ("0s", Moment(0.0)),
        (" 1m30s ", Moment(90.0)),
        ("2 min", Moment(120.0)),
        ('1s after "ready"', Moment(1.0, Edge.AFTER, Anchor(What.TEXT, "ready"))),
        ('0.5s into "Lie on your back." 2', Moment(0.5, Edge.INTO, Anchor(What.TEXT, "Lie on your back.", 2))),
        ("2s into hold 2", Moment(2.0, Edge.INTO, Anchor(What.STATE, "hold", 2))),
        ("1s  after   switch_side", Moment(1.0, Edge.AFTER, Anchor(What.STATE, "switch_side"))),
        ("0.5s into instruction", Moment(0.5, Edge.INTO, Anchor(What.SENTENCE, "instruction"))),
        ("0s after question 12", Moment(0.0, Edge.AFTER, Anchor(What.SENTENCE, "question", 12))),
        ("1s after line 1", Moment(1.0, Edge.AFTER, Anchor(What.LINE, "line", 1))),
        ("0.1s into tone end 3", Moment(0.1, Edge.INTO, Anchor(What.TONE, "end", 3))),
    ],
)
def test_what_a_moment_means(text: str, moment: Moment) -> None:
    assert parse(text) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EXPECTED),
        ("soon", EXPECTED),
        ("5", EXPECTED),
        ("-1s", EXPECTED),
        ("5h", EXPECTED),
        ("after line 1", EXPECTED),
        ("1safter line 1", EXPECTED),
        ("1s before hold", EXPECTED),
        ("1s after", EXPECTED),
        ("1s after hold 0", EXPECTED),
        ("1s after hold -1", EXPECTED),
        ("1s after hold 12345", EXPECTED),
        ("1s after hold two", EXPECTED),
        ('1s after "ready', EXPECTED),
        ('1s after ""', EXPECTED),
        ("1s after 'ready'", EXPECTED),
        ("1s after Hold", EXPECTED),
        ("1s after tone", "a tone with its name, such as 1s after tone end"),
        ("1s after tone gong", "a moment that hangs on one of: pip, start, "),
        ("1s after lunch", "a moment that hangs on one of: sentence, "),
        ("1s after line", "a line with its number, such as 1s after line 1"),
        ('1s after "?!"', "a moment that hangs on at least one word"),
        ("121m", "a moment of at most two hours"),
    ],
)
def test_what_is_no_moment(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        parse(text)
    assert str(caught.value).startswith(expected)


TIMES = st.integers(0, 7_200_000).map(lambda milliseconds: milliseconds / 1000)
NUMBERS = st.one_of(st.none(), st.integers(1, 9999))
TEXTS = st.text(st.characters(exclude_characters='"\n\r', exclude_categories=["C", "Z"]), min_size=1).map(
    lambda text: f"word {text}"
)
ANCHORS = st.one_of(
    st.builds(Anchor, st.just(What.TEXT), TEXTS, NUMBERS),
    st.builds(Anchor, st.just(What.SENTENCE), st.sampled_from([*SENTENCES]), NUMBERS),
    st.builds(Anchor, st.just(What.STATE), st.sampled_from([str(state) for state in State]), NUMBERS),
    st.builds(Anchor, st.just(What.TONE), st.sampled_from([str(tone) for tone in Tone]), NUMBERS),
    st.builds(Anchor, st.just(What.LINE), st.just("line"), st.integers(1, 9999)),
)
MOMENTS = st.one_of(st.builds(Moment, TIMES), st.builds(Moment, TIMES, st.sampled_from(Edge), ANCHORS))


@settings(deadline=None, derandomize=True)
@given(MOMENTS)
def test_a_moment_that_is_written_down_is_read_as_the_same(moment: Moment) -> None:
    assert parse(str(moment)) == moment
