from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.audio.format import Samples
from voice_coach.speaking.mixer import DUCKED_DB, DUCKED_S, DUCKING_S, Mixer, limit

RATE = 8_000
ONES = np.full(2_000, 0.25, np.float32)


def render(mixer: Mixer, frames: int, block: int = 80, first: int = 0) -> Samples:
    out = np.full(frames, np.nan, np.float32)
    for begins in range(0, frames, block):
        mixer.fill(out[begins : begins + block], first + begins)
    return out


def test_silence_is_filled_in_when_nothing_sounds() -> None:
    assert render(Mixer(RATE), 200).tolist() == [0.0] * 200


def test_a_clip_starts_on_its_sample_and_is_whole() -> None:
    mixer = Mixer(RATE)
    clip = np.linspace(0.1, 0.2, 300, dtype=np.float32)
    mixer.start(1, 0.0125, clip)
    out = render(mixer, 800)
    assert np.flatnonzero(out)[0] == 100
    assert np.array_equal(out[100:400], clip)
    assert not out[400:].any()


def test_clips_are_added() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, ONES)
    mixer.start(2, 0.01, ONES)
    out = render(mixer, 200)
    assert (out[:80] == 0.25).all()
    assert (out[80:] == 0.5).all()


def test_a_clip_that_comes_too_late_starts_whole_in_the_next_block() -> None:
    mixer = Mixer(RATE)
    render(mixer, 160)
    mixer.start(1, 0.0, ONES[:100])
    out = render(mixer, 160, first=160)
    assert (out[:100] == 0.25).all()
    assert not out[100:].any()


def test_reached_says_how_far_the_sound_is_rendered() -> None:
    mixer = Mixer(RATE)
    render(mixer, 160)
    assert mixer.reached == 0.02


def test_a_cut_is_silent_from_its_moment_on_and_makes_no_click() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, ONES)
    mixer.stop(1, 0.05)
    out = render(mixer, 800)
    assert (out[:320] == 0.25).all()
    assert not out[400:].any()
    assert np.abs(np.diff(out)).max() <= 0.25 / 80 + 1e-6


@pytest.mark.parametrize("at", [0.0, 0.01])
def test_a_cut_that_comes_too_late_still_fades(at: float) -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, ONES)
    render(mixer, 160)
    mixer.stop(1, at)
    out = render(mixer, 160, first=160)
    assert out[0] == 0.25
    assert not out[80:].any()
    assert np.abs(np.diff(out)).max() <= 0.25 / 80 + 1e-6


def test_a_clip_that_is_withdrawn_never_sounds() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.01, ONES)
    mixer.stop(1, 0.005)
    assert not render(mixer, 800).any()


def test_a_stop_after_the_natural_end_changes_nothing() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, ONES[:100])
    mixer.stop(1, 1.0)
    assert (render(mixer, 160)[:100] == 0.25).all()


def test_a_clip_that_has_not_begun_moves_and_one_that_sounds_stays() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.05, ONES[:100])
    mixer.start(1, 0.01)
    first = render(mixer, 160)
    mixer.start(1, 0.03)
    second = render(mixer, 640, first=160)
    assert np.flatnonzero(first)[0] == 80
    assert np.count_nonzero(np.concatenate([first, second])) == 100


@pytest.mark.parametrize("notch", [-2, 1])
def test_a_notch_of_volume_is_3_db_and_glides(notch: int) -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, ONES)
    render(mixer, 80)
    mixer.set_volume(notch)
    out = render(mixer, 800, first=80)
    assert 20 * np.log10(out[-1] / 0.25) == pytest.approx(3 * notch, abs=1e-3)
    assert np.abs(np.diff(out)).max() <= 0.25 / 80 + 1e-6


def test_the_loudest_mix_is_bent_and_never_reaches_full_scale() -> None:
    mixer = Mixer(RATE)
    mixer.set_volume(6)
    for key in range(8):
        mixer.start(key, 0.0, np.sin(np.arange(800, dtype=np.float32)) * np.float32(0.5))
    out = render(mixer, 800)
    assert 0.9 < np.abs(out).max() <= 1.0


def test_the_limiter_leaves_quiet_sound_alone_and_keeps_the_order_of_loudness() -> None:
    sound = np.linspace(-2, 2, 401, dtype=np.float32)
    bent = sound.copy()
    limit(bent)
    quiet = np.abs(sound) <= 0.8
    assert np.array_equal(bent[quiet], sound[quiet])
    assert (np.diff(bent) > 0).all()


events = st.lists(
    st.tuples(
        st.sampled_from(["start", "stop", "move"]),
        st.integers(0, 3),
        st.integers(0, 900),
        st.integers(1, 500),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(events, st.integers(-2, 2), st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_the_samples_do_not_depend_on_the_blocks(
    script: list[tuple[str, int, int, int]], notch: int, cuts: list[int]
) -> None:
    def mixed() -> Mixer:
        mixer, started = Mixer(RATE), set[int]()
        mixer.set_volume(notch)
        for kind, key, frame, length in script:
            if kind == "start" and key not in started:
                started.add(key)
                mixer.start(key, frame / RATE, ONES[:length])
            elif kind == "stop":
                mixer.stop(key, frame / RATE)
            elif kind == "move":
                mixer.start(key, frame / RATE)
        return mixer

    whole = render(mixed(), 1_000, block=1_000)
    mixer, parts, first = mixed(), [], 0
    for cut in [*cuts, *([100] * 10)]:
        length = min(cut, 1_000 - first)
        parts.append(render(mixer, length, block=200, first=first))
        first += length
    assert np.allclose(np.concatenate(parts), whole, atol=1e-6)


def test_everything_is_softer_for_a_moment_while_somebody_may_be_speaking() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, np.full(RATE * 2, 0.25, np.float32))
    before = render(mixer, 800)
    mixer.duck()
    during = render(mixer, RATE, first=800)
    least = 0.25 * 10 ** (DUCKED_DB / 20)
    ramp, lasts = round(DUCKING_S * RATE), round(DUCKED_S * RATE)
    assert (before == 0.25).all()
    assert np.allclose(during[ramp:lasts], least, atol=1e-4)
    assert (during[lasts + ramp :] == 0.25).all()
    assert np.abs(np.diff(during)).max() < 0.25 / ramp + 1e-3, "no click"


def test_who_goes_on_speaking_keeps_it_soft_without_a_dip_or_a_swell() -> None:
    mixer = Mixer(RATE)
    mixer.start(1, 0.0, np.full(RATE * 3, 0.25, np.float32))
    sounds = []
    for first in range(0, RATE * 2, 160):
        if first <= RATE:
            mixer.duck()
        sounds.append(render(mixer, 160, first=first))
    out = np.concatenate(sounds)
    ramp = round(DUCKING_S * RATE)
    assert np.allclose(out[ramp : RATE + round(DUCKED_S * RATE)], 0.25 * 10 ** (DUCKED_DB / 20), atol=1e-4)
    assert out[-1] == 0.25
