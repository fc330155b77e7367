"""Each expectation: when it is met, when it is not, and what it then says."""

from collections.abc import Mapping

import pytest

from tests.simulator.scenario.made import performed
from voice_coach.simulator.scenario.expectation import Finding
from voice_coach.simulator.scenario.load import expectation_of
from voice_coach.simulator.scenario.timing import TimeSpan

SESSION = performed(lines=(TimeSpan(4.0, 4.6), TimeSpan(10.0, 10.5)))


def judged(keys: Mapping[str, object]) -> Finding:
    return expectation_of(keys).judge(SESSION.observations, SESSION.annotation)


@pytest.mark.parametrize(
    "keys",
    [
        {"heard": "pause"},
        {"obeyed": "pause", "within": "0.5s after line 1"},
        {"state": "paused", "within": "5s"},
        {"spoken": "sit tall"},
        {"cut": "Breathe", "times": 1},
        {"sound": "start", "at": "3s"},
        {"sound": "start", "at": "3.02s"},
        {"heard": "pause", "within": "0.4s after line 1"},
        {"spoken": "Paused", "at": "0s after tip"},
        {"notice": "microphone is gone", "within": "1s"},
        {"state": "setup", "at": "0s"},
        {"state": "hold", "at": "4.99s"},
        {"state": "paused", "at": "0.5s after line 1"},
        {"state": "hold", "times": 2},
        {"never": {"heard": "next"}},
        {"never": {"heard": "pause"}, "within": "4.9s"},
        {"never": {"spoken": "Sit"}, "within": "1s after line 1"},
        {"never": {"heard": "pause"}, "within": "1s after line 2"},
        {"order": [{"state": "setup"}, {"heard": "pause"}, {"state": "hold"}]},
        {"order": [{"state": "hold"}, {"state": "hold"}]},
    ],
    ids=str,
)
def test_it_is_met(keys: dict[str, object]) -> None:
    assert judged(keys).met


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (
            {"heard": "next"},
            "not from 0.00 s to the end; there was heard pause (pause now) at 5.00 s, obeyed pause at 5.00 s",
        ),
        ({"rejected": "speaking", "within": "1s after line 2"}, "not from 10.00 s to 11.50 s"),
        (
            {"heard": "pause", "within": "0.3s after line 1"},
            "not from 4.00 s to 4.90 s; but heard pause (pause now) at 5.00 s",
        ),
        (
            {"state": "paused", "within": "4s"},
            "but state paused at 5.00 s; there was state setup at 0.00 s, state hold at 3.00 s",
        ),
        ({"heard": "pause", "within": "1s after line 3"}, "line 3 did not come"),
        ({"heard": "pause", "within": "1s after hold 1"}, "hold 1 did not end"),
        ({"heard": "pause", "within": "1s after motion"}, "motion did not come"),
        ({"heard": "pause", "times": 2}, "heard pause (pause now) at 5.00 s"),
        ({"state": "hold", "times": 1}, "state hold at 3.00 s, state hold at 9.00 s"),
        ({"spoken": "stand", "times": 1}, "not from 0.00 s to the end; there was spoken Sit tall. at 0.00 s, "),
        ({"state": "hold", "at": "0.5s after line 1"}, "state paused at 5.00 s"),
        ({"state": "hold", "at": "1s after line 3"}, "there was no line 3"),
        ({"sound": "start", "at": "3.1s"}, "start at 3.00 s, asked for at 3.10 s"),
        ({"sound": "end", "at": "3s"}, "it never happened"),
        ({"never": {"heard": "pause"}}, "heard pause (pause now) at 5.00 s"),
        ({"never": {"cut": "Breathe"}, "within": "0.5s after line 1"}, "cut Breathe slowly. at 5.00 s"),
        ({"never": {"heard": "next"}, "within": "1s after line 3"}, "line 3 did not come"),
        ({"order": [{"heard": "pause"}, {"state": "setup"}]}, "there was no state setup after heard pause"),
        ({"order": [{"sound": "end"}, {"state": "setup"}]}, "there was no sound end"),
        ({"order": [{"state": "paused"}, {"state": "paused"}]}, "there was no state paused after state paused"),
    ],
    ids=str,
)
def test_it_is_not_met_and_says_what_was_there_instead(keys: dict[str, object], found: str) -> None:
    finding = judged(keys)
    assert not finding.met
    assert found in finding.found


@pytest.mark.parametrize(
    "keys",
    [
        {"never": {"heard": "next"}, "within": "13s"},
        {"never": {"heard": "next"}, "within": "5s after line 2"},
        {"heard": "pause", "within": "13s"},
        {"state": "hold", "at": "13s"},
    ],
    ids=str,
)
def test_nothing_is_known_of_what_would_have_come_after_a_session_was_left(keys: dict[str, object]) -> None:
    finding = judged(keys)
    assert not finding.met
    assert finding.found == "the session was left before"


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ({"heard": "next", "within": "1s after line 1"}, 5.6),
        ({"state": "hold", "at": "6s"}, 6.0),
        ({"never": {"heard": "pause"}}, 5.0),
        ({"order": [{"heard": "pause"}, {"state": "setup"}]}, 5.0),
        ({"heard": "next"}, None),
    ],
    ids=str,
)
def test_a_miss_says_when_it_was_clear(keys: dict[str, object], at: float | None) -> None:
    finding = judged(keys)
    assert not finding.met
    assert finding.at == pytest.approx(at)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"heard": "pause", "within": "1s after line 1", "times": 2}, "heard pause within 1s after line 1, 2 times"),
        ({"spoken": "Sit", "at": "4s"}, 'spoken "Sit" at 4s'),
        ({"never": {"notice": "gone"}, "within": "4s"}, 'never notice "gone" within 4s'),
        ({"order": [{"heard": "pause"}, {"state": "paused"}]}, "in this order: heard pause, state paused"),
    ],
    ids=str,
)
def test_it_is_told_as_it_was_written(keys: dict[str, object], told: str) -> None:
    assert judged(keys).expected == told
