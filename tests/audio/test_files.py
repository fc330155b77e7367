from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.audio.files import FileMicrophone, StreamMicrophone
from voice_coach.audio.format import BLOCK_BYTES, RATE, from_bytes
from voice_coach.errors import AudioError


def blocks_of(microphone: FileMicrophone | StreamMicrophone) -> list[bytes]:
    blocks = list(iter(microphone.next_block, None))
    microphone.close()
    return blocks


def test_a_file_comes_in_whole_blocks_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    sound = np.arange(1_000, dtype=np.int16)
    soundfile.write(path, sound, RATE)
    blocks = blocks_of(FileMicrophone(path))
    assert {len(block) for block in blocks} == {BLOCK_BYTES}
    heard = np.frombuffer(b"".join(blocks), np.int16)
    assert heard.tolist() == sound.tolist() + [0] * 280


def test_other_rates_and_channels_become_16_khz_mono(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    wave = np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100).astype(np.float32) / 2
    soundfile.write(path, np.stack([wave, wave], axis=1), 44_100)
    heard = from_bytes(b"".join(blocks_of(FileMicrophone(path))))
    assert len(heard) == RATE
    expected = np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE) / 2
    assert np.allclose(heard[1_000:15_000], expected[1_000:15_000], atol=0.01)


def test_after_the_end_there_is_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, np.zeros(0, np.int16), RATE)
    microphone = FileMicrophone(path)
    assert microphone.next_block() is None
    assert microphone.next_block() is None
    microphone.close()


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no sound file"):
        FileMicrophone(tmp_path / "absent.wav")


def test_a_stream_comes_in_whole_blocks_and_drops_half_a_sample() -> None:
    sound = np.arange(500, dtype="<i2").tobytes()
    blocks = blocks_of(StreamMicrophone(io.BytesIO(sound + b"\x01")))
    assert [len(block) for block in blocks] == [BLOCK_BYTES, BLOCK_BYTES]
    assert np.frombuffer(b"".join(blocks), np.int16)[:500].tolist() == list(range(500))


def test_an_empty_stream_has_no_block() -> None:
    assert blocks_of(StreamMicrophone(io.BytesIO())) == []
