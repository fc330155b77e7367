import numpy as np
import pytest

from voice_coach.listening.phones.activity import GAP, Run, runs
from voice_coach.listening.phones.grammar import Scores


def silence(*spoken: range, frames: int = 100) -> Scores:
    likely = np.full(frames, 0.99)
    for frame in (frame for one in spoken for frame in one):
        likely[frame] = 0.2
    return np.asarray(np.log(likely), np.float32)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ((), []),
        ((range(10, 20),), [Run(10, 19)]),
        ((range(1), range(99, 100)), [Run(0, 0), Run(99, 99)]),
        ((range(10, 20), range(20 + GAP - 1, 50)), [Run(10, 49)]),
        ((range(10, 20), range(20 + GAP, 50)), [Run(10, 19), Run(20 + GAP, 49)]),
    ],
)
def test_a_short_pause_is_part_of_an_utterance_and_a_long_one_ends_it(
    spoken: tuple[range, ...], expected: list[Run]
) -> None:
    assert runs(silence(*spoken)) == expected
