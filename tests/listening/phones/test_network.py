"""The forward pass against the package's own engine, which it stands in for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import numpy as np
import pytest

from voice_coach.audio.format import from_bytes
from voice_coach.errors import ListeningError
from voice_coach.listening.phones.network import FRAME_SAMPLES, PhoneNetwork, phone_network, tokens

Says = Callable[[str, str], bytes]

ASSET = resources.files("hama") / "assets" / "asr_waveform.hama"


@pytest.mark.parametrize("text", ["next exercise", "that hurts", "seven"])
def test_it_hears_what_the_packages_own_engine_hears(flite_says: Says, text: str) -> None:
    engine = pytest.importorskip("hama._engine", reason="hama has no engine for this machine")
    if not engine.available():
        pytest.skip("hama has no engine for this machine")
    samples = from_bytes(flite_says("slt", text))
    theirs, length = engine.AsrSession(ASSET.read_bytes()).run(
        ["log_probs", "out_lengths"],
        {"waveform": samples[np.newaxis], "waveform_lengths": np.array([len(samples)], np.int64)},
    )
    ours = phone_network().log_probabilities(samples)
    assert ours.shape == (int(length[0]), len(tokens()))
    assert np.array_equal(ours.argmax(axis=1), theirs[0].argmax(axis=1))
    assert np.abs(ours - theirs[0]).max() < 0.05  # measured: 0.011; the engine computes with half the digits


@pytest.mark.parametrize("samples", [400, 401, 16_000, 16_160, 16_319])
def test_a_frame_stands_for_20_ms(samples: int) -> None:
    frames = phone_network().log_probabilities(np.zeros(samples, np.float32))
    assert len(frames) == samples // FRAME_SAMPLES + 1
    assert np.allclose(np.exp(frames).sum(axis=1), 1.0, atol=1e-5)


def test_less_than_one_window_is_refused() -> None:
    with pytest.raises(ValueError, match="399 samples"):
        phone_network().hidden(np.zeros(399, np.float32))


def test_other_weights_are_refused() -> None:
    with pytest.raises(ListeningError) as caught:
        PhoneNetwork(ASSET.read_bytes()[:-1] + b"?")
    assert "hama==1.7.0" in caught.value.hint
