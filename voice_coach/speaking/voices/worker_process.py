"""The parent's end of the worker: asks one thing at a time and never waits without a limit."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from voice_coach.errors import SpeakingError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMAND = (sys.executable, "-m", "voice_coach.speaking.voices.worker")

ANSWER_S = 5.0
"""Longest wait for one answer."""

STARTING = 3
"""So many times as long for the first answer of a process, the start included: it takes 0.3 s on a laptop, and on an
emulated arm64 that had other work more than five."""

HINT = "Install a speech engine (Debian: apt install libespeak-ng1 espeak-ng-data), or run with text only."


class WorkerProcess:
    """A worker that is started when it is first asked, and started anew, once, when it dies or does not answer.

    After it has failed twice in a row, or has found no engine, every `ask` fails at once, so that a session goes on
    without waiting.
    """

    def __init__(self, command: Sequence[str] = COMMAND, answer_s: float = ANSWER_S) -> None:
        self._command = tuple(command)
        self._answer_s = answer_s
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._dead: SpeakingError | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return its answer.

        Raises SpeakingError: ``voice-failed`` when the engine reports a fault with this request, ``voice-dead`` when
        there is no engine, or the worker died or said nothing for ``answer_s`` seconds (at its start three times
        that), twice in a row.
        """
        if self._dead:
            raise self._dead
        reply = self._try(request) or self._try(request) or {"dead": "it does not answer"}
        if "dead" in reply:
            self._dead = SpeakingError("voice-dead", f"The speech engine cannot be used: {reply['dead']}.", HINT)
            raise self._dead
        if "error" in reply:
            raise SpeakingError("voice-failed", f"The speech engine failed: {reply['error']}.", HINT)
        return reply

    def close(self) -> None:
        """End the process; calling it twice is harmless."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    def _try(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Ask once; None when there is no answer, and then the process is gone."""
        patience = self._answer_s if self._process else STARTING * self._answer_s
        process = self._process or self._start()
        try:
            assert process.stdin  # noqa: S101 - it was started with a pipe; for the type checker
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            reply: dict[str, Any] = json.loads(self._replies.get(timeout=patience))
        except (OSError, ValueError, queue.Empty):
            self.close()
            return None
        return reply

    def _start(self) -> subprocess.Popen[str]:
        self._replies = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        # A thread, because a pipe cannot be read with a time limit on every system.
        threading.Thread(
            target=_read_lines, args=(self._process, self._replies), name="speech-worker", daemon=True
        ).start()
        return self._process


def _read_lines(process: subprocess.Popen[str], replies: queue.SimpleQueue[str]) -> None:
    """Pass on every line; a worker that ends passes an empty one, so that nobody waits for a dead process."""
    assert process.stdout  # noqa: S101 - it was started with a pipe; for the type checker
    try:
        for line in process.stdout:
            replies.put(line)
    except (OSError, ValueError):  # closed under our hands
        pass
    replies.put("")
