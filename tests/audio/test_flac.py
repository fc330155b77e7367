"""FLAC, block by block: every bit comes back, and what a killed process has left can be read."""

from pathlib import Path

import numpy as np
import pytest

from voice_coach.audio.flac import FlacReader, FlacWriter
from voice_coach.audio.format import BLOCK_FRAMES, RATE
from voice_coach.errors import AudioError

SOUND = np.random.default_rng(3).normal(0.0, 900.0, 5 * RATE).astype(np.int16).tobytes()
BLOCK = 2 * BLOCK_FRAMES
LOST_S = 0.3
"""More than one frame of the encoder's: 4096 samples."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "heard.flac"


def written(path: Path) -> FlacWriter:
    writer = FlacWriter(path)
    try:
        for start in range(0, len(SOUND), BLOCK):
            writer.write(SOUND[start : start + BLOCK])
    except AudioError:
        with pytest.raises(AudioError):
            writer.close()
        raise
    return writer


def everything(reader: FlacReader) -> bytes:
    blocks = []
    while block := reader.read(BLOCK_FRAMES):
        blocks.append(block)
    return b"".join(blocks)


def test_every_bit_comes_back(path: Path) -> None:
    written(path).close()
    reader = FlacReader(path)
    assert reader.complete
    assert everything(reader) == SOUND
    assert reader.read(1) == b""


def test_what_a_killed_process_has_left_can_be_read(path: Path, tmp_path: Path) -> None:
    writer = written(path)
    left = tmp_path / "left.flac"
    left.write_bytes(path.read_bytes())
    writer.close()
    reader = FlacReader(left)
    assert not reader.complete
    kept = everything(reader)
    assert SOUND.startswith(kept)
    assert len(SOUND) - len(kept) < LOST_S * 2 * RATE


@pytest.mark.parametrize("cut", [True, False])
def test_damage_is_told_where_it_is(path: Path, *, cut: bool) -> None:
    written(path).close()
    data = path.read_bytes()
    half = len(data) // 2
    path.write_bytes(data[:half] if cut else data[:half] + bytes(500) + data[half + 500 :])
    reader = FlacReader(path)
    assert reader.read(RATE) == SOUND[: 2 * RATE]
    with pytest.raises(AudioError, match=r"Cannot read .*heard.flac: "):
        everything(reader)


@pytest.mark.parametrize("data", [b"", b"fLaC", b"this is no sound at all, not even a little of it"])
def test_what_is_no_flac_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(AudioError, match="Cannot read"):
        FlacReader(path)


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(AudioError, match="There is no sound file"):
        FlacReader(path)


def test_another_rate_is_refused(path: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    soundfile.write(path, np.zeros(100), 44_100)
    with pytest.raises(AudioError, match="is not of 16 kHz"):
        FlacReader(path)


def test_nothing_is_overwritten(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(AudioError, match="File exists"):
        FlacWriter(path)
    assert path.read_bytes() == b"mine"


def test_a_full_disk_is_told(path: Path) -> None:
    resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(AudioError, match=r"Cannot write .*: File too large"):
            written(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
