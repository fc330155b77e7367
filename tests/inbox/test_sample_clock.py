"""A block's time comes from the count of samples. Time is counted here, too: nobody waits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_FRAMES, BLOCK_S, RATE
from voice_coach.errors import AudioError
from voice_coach.inbox.live import LiveInbox
from voice_coach.inbox.port import Block, Notice
from voice_coach.inbox.sample_clock import GAP_S, SampleClock


def stamps(arrivals: Sequence[float], samples: int = BLOCK_FRAMES) -> list[float]:
    clock = SampleClock()
    return [clock.stamp(samples, at) for at in arrivals]


def on_time(count: int, start: float = 0.0, block_s: float = BLOCK_S) -> list[float]:
    return [start + block_s * (n + 1) for n in range(count)]


def test_blocks_on_time_are_stamped_when_they_arrive() -> None:
    assert stamps(on_time(500)) == pytest.approx(on_time(500))


@pytest.mark.parametrize("late", [3, 10, 50, 150])
def test_a_burst_of_late_blocks_keeps_its_times(late: int) -> None:
    times = on_time(500)
    arrivals = [*times[:100], *[times[99 + late]] * late, *times[100 + late :]]
    assert np.diff(stamps(arrivals)) == pytest.approx(BLOCK_S, abs=3e-4)
    assert stamps(arrivals) == pytest.approx(times, abs=0.001)


@pytest.mark.parametrize("lost_s", [0.15, 0.5, 3.0, 60.0])
def test_behind_a_gap_the_times_jump(lost_s: float) -> None:
    arrivals = on_time(100) + on_time(100, 2.0 + lost_s)
    stamped = stamps(arrivals)
    assert stamped[:100] == pytest.approx(arrivals[:100])
    assert stamped[112:] == pytest.approx(arrivals[112:], abs=0.002)


def test_behind_a_gap_a_device_that_gives_five_blocks_at_once_is_followed_too() -> None:
    times = on_time(200) + on_time(200, 5.0)
    arrivals = [times[n // 5 * 5 + 4] for n in range(400)]
    assert stamps(arrivals)[220:] == pytest.approx(times[220:], abs=0.01)


@pytest.mark.parametrize("drift", [-0.0005, 0.0005])
def test_the_drift_of_a_sound_card_is_followed(drift: float) -> None:
    arrivals = on_time(50 * 600, block_s=BLOCK_S * (1 + drift))
    assert stamps(arrivals) == pytest.approx(arrivals, abs=0.001)


def test_jitter_is_smoothed_and_no_stamp_is_later_than_its_arrival() -> None:
    times = np.array(on_time(2_000))
    arrivals = times + np.random.default_rng(3).uniform(0, 0.03, len(times))
    stamped = np.array(stamps(list(arrivals)))
    assert (stamped <= arrivals + 1e-9).all()
    assert np.abs(stamped - times)[100:].max() < 0.03
    assert np.diff(stamped)[100:].std() < 0.3 * np.diff(arrivals)[100:].std()


def test_a_stamp_never_runs_back() -> None:
    assert stamps([1.0, 1.0, 0.9, 1.0, 1.5]) == sorted(stamps([1.0, 1.0, 0.9, 1.0, 1.5]))


def test_less_than_a_gap_is_crept_up_to() -> None:
    arrivals = on_time(100) + on_time(5_000, 2.0 + GAP_S / 2)
    stamped = stamps(arrivals)
    assert np.diff(stamped).max() < BLOCK_S * 1.0021
    assert stamped[-1] == pytest.approx(arrivals[-1], abs=0.001)


def test_blocks_of_any_length_count_as_long_as_they_are() -> None:
    assert stamps([0.1, 0.5, 0.5, 0.5], samples=RATE // 10)[1:] == pytest.approx([0.2, 0.3, 0.4], abs=0.001)


def test_the_inbox_counts_what_it_hears() -> None:
    times = iter([1.0, 1.5, 1.5])
    inbox = LiveInbox(lambda: next(times, 2.0))
    for _ in range(3):
        inbox.hear(bytes(BLOCK_BYTES))
    blocks = [inbox.next(None) for _ in range(3)]
    assert [one.at for one in blocks if isinstance(one, Block)] == pytest.approx([1.0, 1.02, 1.04], abs=1e-3)


def test_the_inbox_gives_notices_and_raises_what_ends_the_sound() -> None:
    inbox = LiveInbox(lambda: 0.0)
    inbox.tell("Odd sound.")
    inbox.fail(AudioError("sound-unreadable", "No sound."))
    assert inbox.next(None) == Notice("Odd sound.")
    with pytest.raises(AudioError, match="No sound"):
        inbox.next(None)
