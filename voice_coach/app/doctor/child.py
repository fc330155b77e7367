"""The doctor's end of the process that measures: it waits no longer than a limit, whatever hangs there."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from voice_coach.errors import VoiceCoachError

if TYPE_CHECKING:
    from voice_coach.session.options import RunOptions

COMMAND = (sys.executable, "-m", "voice_coach.app.doctor.measuring")

HUNG = "measuring-hung"
"""The code of the error for what did not come to an end."""

LIMIT_S = 60.0
"""A small board takes some ten seconds to load what it measures with, a large model more; none measures longer."""

Measured = TypeVar("Measured")


def measure(
    kind: type[Measured], name: str, options: RunOptions, tell: Callable[[str], None] = lambda _: None
) -> Measured:
    """Measure something in a process of its own, with ``tell`` for what that has to say to a person.

    Raises VoiceCoachError: what the measurement raised there; `HUNG` when it took longer than
    `LIMIT_S`; ``measuring-crashed`` when its process ended without an answer.
    """
    answer = _answer((*COMMAND, name, json.dumps(_as_json(options))), tell)
    if "error" in answer:
        raise VoiceCoachError("measuring-failed", answer["error"], answer["hint"])
    return kind(**answer)


def _as_json(options: RunOptions) -> dict[str, Any]:
    chosen = {name: getattr(options, name) for name in ("recogniser", "microphone", "speaker", "language")}
    return {**chosen, "model": str(options.model or "")}


def _answer(command: Sequence[str], tell: Callable[[str], None]) -> dict[str, Any]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # a voice that it started ends with it
    )
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    # A thread, because a pipe cannot be read with a time limit on every system.
    reader = threading.Thread(target=_read_lines, args=(process, lines), name="measuring", daemon=True)
    reader.start()
    gives_up = time.monotonic() + LIMIT_S
    try:
        while line := lines.get(timeout=max(0.0, gives_up - time.monotonic())):
            if line.startswith("{"):
                return dict(json.loads(line))
            tell(line.strip())
    except queue.Empty:
        message = f"It hung: after {LIMIT_S:.0f} seconds there was no answer."
        hint = "Try again; where it is a sound device, plug it in anew, or restart the sound server."
        raise VoiceCoachError(HUNG, message, hint) from None
    finally:
        _end(process, reader)
    message = f"The library crashed (exit code {process.wait()})."
    raise VoiceCoachError("measuring-crashed", message, "Install it anew, or report this with your system's name.")


def _read_lines(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    if process.stdout:
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
    lines.put("")


def _end(process: subprocess.Popen[str], reader: threading.Thread) -> None:
    """End it and what it has started; one that even the system cannot end is left behind."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=1.0)
    reader.join(timeout=1.0)
