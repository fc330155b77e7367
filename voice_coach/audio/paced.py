"""Sound files in real time: a file that plays as a microphone, and a file that records as a loudspeaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from voice_coach.audio.format import BLOCK_S, Samples
from voice_coach.audio.wav import WavWriter
from voice_coach.errors import AudioError

FILE_RATE = 48_000


class Source(Protocol):
    """What gives blocks of 20 ms: `files.FileMicrophone` or `files.StreamMicrophone`.

    One that ``paces_itself`` gives each block when it was recorded, as a pipe from a recorder does. ``notice`` is what
    a person should know of the sound so far, "" for nothing.
    """

    @property
    def paces_itself(self) -> bool:
        """Whether to take each block as soon as it is there."""
        ...

    @property
    def notice(self) -> str:
        """What a person should know of the sound so far."""
        ...

    def next_block(self) -> bytes | None:
        """The next block; None at the end. Raises AudioError when the sound cannot be used."""
        ...

    def close(self) -> None:
        """Give the source back."""
        ...


class PacedMicrophone:
    """Hands a source's blocks to ``on_block`` in real time, on a thread of its own; ``on_end`` after the last.

    ``tell`` is given a notice about the sound, once; ``fail`` the error that ends it.
    """

    def __init__(
        self,
        source: Source,
        on_block: Callable[[bytes], None],
        on_end: Callable[[], None],
        tell: Callable[[str], None] = lambda _: None,
        fail: Callable[[AudioError], None] = lambda _: None,
    ) -> None:
        self._tell = tell
        self._fail = fail
        self._told = ""
        self._source = source
        self._on_block = on_block
        self._on_end = on_end
        self._metronome = _Metronome(self._turn, 0.0 if source.paces_itself else BLOCK_S)

    @property
    def called(self) -> bool:
        """A file is always there; a pipe may take its time."""
        return True

    def silent_for(self) -> float:
        """A file is always there; a pipe may take its time."""
        return 0.0

    def close(self) -> None:
        """Stop, and close the source; calling it twice is harmless."""
        self._metronome.stop()
        self._source.close()

    def _turn(self) -> bool:
        try:
            pcm = self._source.next_block()
        except AudioError as error:
            self._fail(error)
            return False
        if self._source.notice != self._told:
            self._told = self._source.notice
            self._tell(self._told)
        if pcm is None:
            self._on_end()
            return False
        self._on_block(pcm)
        return True


class FileLoudspeaker:
    """Writes what would sound to a WAV file, as fast as it would sound; a `loudspeaker.Loudspeaker` otherwise."""

    latency = 0.0

    def __init__(self, path: Path) -> None:
        self.rate = FILE_RATE
        self.name = str(path)
        self._writer = WavWriter(path, self.rate)
        self._since = 0.0
        self._frames = 0
        self._began = time.monotonic()
        self._metronome: _Metronome | None = None

    def start(self, fill: Callable[[Samples, int], None], since: float = 0.0) -> None:
        """Begin to ask ``fill`` for every block; the clock begins at ``since`` seconds."""
        self._began, self._since = time.monotonic(), since
        self._frames = round(since * self.rate)

        def turn() -> bool:
            out = np.zeros(round(BLOCK_S * self.rate), np.float32)
            fill(out, self._frames)
            self._frames += len(out)
            self._writer.write(out)
            return True

        self._metronome = _Metronome(turn, BLOCK_S)

    def now(self) -> float:
        """Seconds on the session's clock."""
        return self._since + time.monotonic() - self._began

    @property
    def called(self) -> bool:
        """A file is always there."""
        return True

    def silent_for(self) -> float:
        """A file is always there."""
        return 0.0

    def played(self) -> bytes:
        """Nothing of it sounds in a room; see `loudspeaker.Loudspeaker.played`."""
        return b""

    def close(self) -> None:
        """End the file; calling it twice is harmless."""
        if self._metronome:
            self._metronome.stop()
        self._writer.close()


class _Metronome:
    """Calls ``turn`` every ``period_s`` on an absolute schedule, until it returns False or `stop` is called."""

    def __init__(self, turn: Callable[[], bool], period_s: float) -> None:
        self._turn = turn
        self._period_s = period_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pace", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; a turn that waits for a pipe is left behind."""
        self._stopped.set()
        self._thread.join(timeout=1.0)

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopped.is_set() and self._turn():
            due += self._period_s
            self._stopped.wait(max(0.0, due - time.monotonic()))
