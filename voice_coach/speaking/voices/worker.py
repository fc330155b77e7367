"""The worker process around pyttsx3, and the only import of it: ``python -m voice_coach.speaking.voices.worker``.

One JSON object a line comes in, one goes out. ``{"ask": "voices"}`` is answered by ``{"voices": [[id, name,
language], ...]}``; ``{"ask": "clip", "text": ..., "voice": id, "rate": nominal words a minute, "path": ...}`` by
``{"path": ...}`` once the file is whole. What goes wrong is answered by ``{"error": ...}``; without an engine the
first and only answer is ``{"dead": ...}``.

A process of its own, because pyttsx3 2.99 hangs or aborts with two engines, two queued texts or an empty one; a
process can be killed. One text a call is the way of using it that was found solid.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

WHOLE_FILE_S = 3.0
"""How long the engine may go on writing after it has said that it is done."""

SETTLING_S = 0.1
"""Pause after a change of voice or rate."""


def is_whole(head: bytes, size: int) -> bool:
    """Whether a RIFF or AIFF file of ``size`` bytes that begins with ``head`` (8 bytes) is written to its end."""
    if head[:4] not in (b"RIFF", b"FORM"):
        return False
    length = int.from_bytes(head[4:8], "little" if head[:4] == b"RIFF" else "big")
    return 0 < length <= size - 8


def wait_until_whole(path: Path) -> None:
    """Wait for the engine, which writes asynchronously. Raises TimeoutError after `WHOLE_FILE_S`."""
    give_up = time.monotonic() + WHOLE_FILE_S
    while time.monotonic() < give_up:
        if path.exists():
            with path.open("rb") as file:
                head = file.read(8)
            if is_whole(head, path.stat().st_size):
                return
        time.sleep(0.002)
    raise TimeoutError("the speech engine wrote no whole sound file")


class SpeechEngine:
    """A pyttsx3 engine that is given one thing at a time."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - pyttsx3 ships no types
        self._engine = engine
        self._settings: dict[str, Any] = {}

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out one request."""
        if request["ask"] == "voices":
            voices = self._engine.getProperty("voices")
            return {"voices": [[v.id, v.name, str((v.languages or [""])[0])] for v in voices]}
        for name in ("voice", "rate"):
            self._set(name, request[name], Path(request["path"]))
        self._save(request["text"], Path(request["path"]))
        return {"path": request["path"]}

    def _set(self, name: str, value: object, path: Path) -> None:
        """Change a setting, let the engine take it in, and let a word go by.

        eSpeak takes settings on a thread of its own: a clip that follows at once comes out empty or at the old rate
        (21 of 72 measured; after the pause and the word none of 480).
        """
        if self._settings.get(name) != value:
            self._engine.setProperty(name, value)
            time.sleep(SETTLING_S)
            self._save("one", path)
            path.unlink()
            self._settings[name] = value

    def _save(self, text: str, path: Path) -> None:
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        wait_until_whole(path)


def main() -> None:
    """Answer requests until standard input ends."""
    # Engines print to standard output; the answers keep a descriptor of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    try:
        import pyttsx3  # noqa: PLC0415 - only here, so that a missing engine is an answer and not a traceback

        engine = SpeechEngine(pyttsx3.init())
    except Exception as error:  # noqa: BLE001 - the engines raise anything; the parent puts it into words
        print(json.dumps({"dead": " ".join(str(error).split())}), file=answers)
        return
    for line in sys.stdin:
        try:
            reply = engine.answer(json.loads(line))
        except Exception as error:  # noqa: BLE001 - as above
            reply = {"error": str(error) or type(error).__name__}
        print(json.dumps(reply), file=answers)


if __name__ == "__main__":
    main()
