"""Where somebody speaks: made speech, a tone that comes and goes, over a faint noise."""

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, Samples, from_bytes, to_bytes
from voice_coach.rehearsal.cut import Fault, SliceSpan, cut, find, level

RATE = 16_000
ROOM = 0.0005


def sound(*parts: tuple[float, float], room: float = ROOM) -> bytes:
    """Parts of (seconds, peak), each a tone of 300 Hz, over noise."""
    tones = [np.sin(np.arange(round(s * RATE)) * 2 * np.pi * 300 / RATE) * peak for s, peak in parts]
    clean: Samples = np.concatenate(tones).astype(np.float32)
    return to_bytes(clean + np.random.default_rng(5).normal(0.0, room, len(clean)).astype(np.float32))


def levels(pcm: bytes) -> list[float]:
    return [level(pcm[at : at + BLOCK_BYTES]) for at in range(0, len(pcm), BLOCK_BYTES)]


def spoken(pcm: bytes) -> tuple[float, float] | None:
    """When the utterance begins and ends, in seconds."""
    span = find(levels(pcm))
    return (span.begins * BLOCK_S, span.ends * BLOCK_S) if span else None


def test_an_utterance_is_found_to_a_slice() -> None:
    assert spoken(sound((1.0, 0.0), (0.6, 0.3), (1.0, 0.0))) == pytest.approx((1.0, 1.6), abs=BLOCK_S)


def test_words_with_a_pause_between_them_are_one_utterance() -> None:
    assert spoken(sound((0.5, 0.0), (0.3, 0.3), (0.3, 0.0), (0.3, 0.2), (0.5, 0.0))) == pytest.approx(
        (0.5, 1.4), abs=BLOCK_S
    )


def test_the_strongest_of_two_utterances_counts() -> None:
    assert spoken(sound((0.5, 0.0), (0.3, 0.1), (0.6, 0.0), (0.3, 0.3), (0.5, 0.0))) == pytest.approx(
        (1.4, 1.7), abs=BLOCK_S
    )


def test_the_gain_of_the_microphone_does_not_matter() -> None:
    parts = ((0.5, 0.0), (0.4, 0.3), (0.5, 0.0))
    assert spoken(sound(*((s, peak / 20) for s, peak in parts), room=ROOM / 20)) == spoken(sound(*parts))


def test_speech_is_found_over_noise() -> None:
    assert spoken(sound((1.0, 0.0), (0.6, 0.4), (1.0, 0.0), room=0.03)) == pytest.approx((1.0, 1.6), abs=BLOCK_S)


@pytest.mark.parametrize(
    "pcm",
    [b"", bytes(2 * RATE), sound((2.0, 0.0)), sound((2.0, 0.0), room=0.1), sound((1.0, 0.0), (0.04, 0.8), (1.0, 0.0))],
    ids=["none", "zeros", "a quiet room", "noise", "a click"],
)
def test_where_nobody_speaks_nothing_is_found(pcm: bytes) -> None:
    assert find(levels(pcm)) is None
    assert cut(pcm, levels(pcm)) is None


def test_what_is_cut_out_has_a_little_of_the_room_around_it() -> None:
    pcm = sound((1.0, 0.0), (0.6, 0.3), (1.0, 0.0))
    found = cut(pcm, levels(pcm))
    assert found is not None
    assert found.pcm in pcm
    assert len(found.pcm) / 2 / RATE == pytest.approx(1.2, abs=2 * BLOCK_S)
    assert found.level_db == pytest.approx(20 * np.log10(0.3 / np.sqrt(2)), abs=0.3)
    assert found.fault is None


def test_at_the_edge_of_the_sound_there_is_less_around_it() -> None:
    pcm = sound((0.1, 0.0), (0.5, 0.3), (0.1, 0.0))
    found = cut(pcm, levels(pcm))
    assert found is not None
    assert found.pcm == pcm


@pytest.mark.parametrize(("peak", "fault"), [(0.9, None), (1.3, Fault.CLIPPED), (0.03, None), (0.02, Fault.QUIET)])
def test_too_loud_and_too_quiet_are_told(peak: float, fault: Fault | None) -> None:
    pcm = sound((1.0, 0.0), (0.6, peak), (1.0, 0.0))
    found = cut(pcm, levels(pcm))
    assert found is not None
    assert found.fault is fault


def test_silence_has_no_level() -> None:
    assert level(bytes(BLOCK_BYTES)) == 0.0
    assert level(to_bytes(np.full(320, 0.5, np.float32))) == pytest.approx(0.5)
    assert from_bytes(bytes(2)).tolist() == [0.0]


def test_a_span_counts_slices() -> None:
    assert find([0.0001] * 20 + [0.2] * 10 + [0.0001] * 20) == SliceSpan(20, 30)
