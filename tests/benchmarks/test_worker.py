import sys
from pathlib import Path

import pytest

from benchmarks.listening.decision import Understood
from benchmarks.listening.worker import listen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")


class Tape:
    """A `System` that keeps what it is fed, and decides on each block."""

    block_bytes = 8

    def __init__(self) -> None:
        self.blocks: list[bytes] = []

    def begin(self) -> None:
        self.blocks.clear()

    def hear(self, pcm: bytes, *, asked: bool) -> list[Understood]:
        self.blocks.append(pcm)
        return [Understood("yes", "yes", obeyed=asked)]

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("stream", "blocks"),
    [
        (b"", []),
        (b"abcdefgh", [b"abcdefgh"]),
        (b"abcdefghij", [b"abcdefgh", b"ij\0\0\0\0\0\0"]),
        (b"ab", [b"ab\0\0\0\0\0\0"]),
    ],
)
def test_the_end_of_a_stream_is_heard_in_a_block_filled_with_silence(
    tmp_path: Path, stream: bytes, blocks: list[bytes]
) -> None:
    (tmp_path / "stream.raw").write_bytes(stream)
    tape = Tape()
    listened = listen(tape, tmp_path / "stream.raw", asked=True)
    assert tape.blocks == blocks
    assert listened.sound_s == len(blocks) * 8 / 32_000
    assert [one.at_s for one in listened.decisions] == [(place + 1) * 8 / 32_000 for place in range(len(blocks))]
    assert all(one.obeyed for one in listened.decisions)
