from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.audio import wav
from voice_coach.errors import AudioError

RAMP = np.linspace(-0.5, 0.5, 4_410, dtype=np.float32)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "FLOAT"])
def test_every_width_of_sample_is_read(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, RAMP, 44_100, subtype=subtype)
    samples, rate = wav.read(path)
    assert rate == 44_100
    assert samples.dtype == np.float32
    assert np.allclose(samples, RAMP, atol=1 / 100)


def test_stereo_becomes_mono(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, np.stack([RAMP, np.zeros_like(RAMP)], axis=1), 44_100)
    samples, _ = wav.read(path)
    assert samples.shape == RAMP.shape
    assert np.allclose(samples, RAMP / 2, atol=1e-4)


def test_two_channels_that_cancel_each_other_are_heard(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, np.stack([RAMP, -RAMP], axis=1), 44_100)
    assert np.allclose(wav.read(path)[0], RAMP, atol=1e-4)


def test_a_wav_without_sound_is_an_empty_sound(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, RAMP[:0], 16_000)
    samples, rate = wav.read(path)
    assert (len(samples), rate) == (0, 16_000)


def test_a_file_that_was_cut_short_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, RAMP, 44_100)
    path.write_bytes(path.read_bytes()[:4_044])
    samples, _ = wav.read(path)
    assert len(samples) == 2_000


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all, but a good many letters" * 9])
def test_what_is_no_sound_file_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sound.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError) as caught:
        wav.read(path)
    assert caught.value.code == "sound-unreadable"
    assert str(path) in caught.value.message


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no sound file"):
        wav.read(tmp_path / "absent.wav")


def test_a_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="folder"):
        wav.read(tmp_path)


def test_more_than_an_hour_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wav.WavWriter(path, 10) as writer:
        writer.write(np.zeros(10 * wav.LONGEST_S + 1, np.float32))
    with pytest.raises(AudioError, match="hour"):
        wav.read(path)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with wav.WavWriter(path, 22_050) as writer:
        writer.write(RAMP[:1_000])
        writer.write(RAMP[1_000:])
    samples, rate = wav.read(path)
    assert rate == 22_050
    assert np.allclose(samples, RAMP, atol=1e-4)


def test_a_writer_that_was_given_nothing_leaves_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    wav.WavWriter(path, 16_000).close()
    assert len(wav.read(path)[0]) == 0


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    writer = wav.WavWriter(tmp_path / "sound.wav", 16_000)
    writer.close()
    writer.close()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent/sound.wav", "There is no folder {folder}/absent."),
        ("sound.mp3", "{folder}/sound.mp3 is no name of a WAV file."),
        ("sound", "{folder}/sound is no name of a WAV file."),
        (".", "Cannot write {folder}: it is a folder"),
        ("folder.wav", "Cannot write {folder}/folder.wav: it is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(AudioError) as caught:
        wav.WavWriter(tmp_path / name, 16_000)
    assert caught.value.code == "sound-unwritable"
    assert caught.value.message == message.format(folder=tmp_path)
    assert "16-bit" not in caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["folder.wav"]


@pytest.mark.parametrize("exists", [True, False])
def test_a_protected_place_is_a_clear_error(tmp_path: Path, *, exists: bool) -> None:
    path = tmp_path / "sound.wav"
    if exists:
        path.touch()
    (path if exists else tmp_path).chmod(0o555)
    if os.access(path if exists else tmp_path, os.W_OK):
        pytest.skip("for this user nothing is protected")
    with pytest.raises(AudioError, match="write-protected"):
        wav.check_target(path)
