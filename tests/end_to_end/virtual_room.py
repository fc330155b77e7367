"""Run inside the virtual sound card: a session, a user who talks to it, and a recorder of what it says.

    virtual_room.py FOLDER COMMAND...

FOLDER has lines.json: a list of [state, seconds, text, sound file of the text]. COMMAND runs the session. Written into
FOLDER are coach.raw, the loudspeaker's sound (float32, 48 kHz, mono); session.txt, what the command printed; user.json
with times on the user's clock: "spoken" has [text, end of the utterance] for every line, "noticed" has [number of the
journal's entry, when it could be read] for every command that was heard. The exit code is the command's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import BinaryIO

from voice_coach.audio import wav
from voice_coach.core.effects import Show
from voice_coach.core.events import Heard
from voice_coach.core.states import State
from voice_coach.journal.entry import Entry, parse
from voice_coach.journal.shelf import journal_path
from voice_coach.simulator.user import SyntheticUser, UserLine

BLOCK_S = 0.02
LONGEST_S = 240.0
AFTERWARDS_S = 1.0
"""The recorder runs a little behind what it records."""

RECORD = "parec -d coach_speaker.monitor --raw --format=float32le --rate=48000 --channels=1 --latency-msec=20"
SPEAK = "pacat --playback -d coach_user --raw --format=s16ne --rate=16000 --channels=1 --latency-msec=400"
MOUTH_S = 0.4
"""What is spoken is heard so much later: the sound server plays from a buffer that does not run dry when the machine is
busy, so that no word is torn."""


HEADER = b'{"n":0,'
"""How the first line of a journal begins."""


class Follower:
    """Reads the session's journal while it is written."""

    def __init__(self) -> None:
        self._folder = journal_path("").parent
        self._file: BinaryIO | None = None
        self._torn = b""

    def entries(self) -> Iterator[Entry]:
        """The entries that were written since this was last asked."""
        if self._file is None:
            self._file = next((path.open("rb") for path in self._folder.glob("*.jsonl")), None)
        if self._file is not None:
            *whole, self._torn = (self._torn + self._file.read()).split(b"\n")
            yield from (parse(line.decode()) for line in whole if not line.startswith(HEADER))


def main() -> int:
    folder, command = Path(sys.argv[1]), sys.argv[2:]
    script = json.loads((folder / "lines.json").read_text())
    clips = {text: wav.read(folder / file)[0] for _, _, text, file in script}
    user = SyntheticUser([UserLine(State(state), after_s, text) for state, after_s, text, _ in script], clips)
    noticed: list[tuple[int, float]] = []
    follower = Follower()
    with ExitStack() as stack:
        recording = stack.enter_context((folder / "coach.raw").open("wb"))
        printed = stack.enter_context((folder / "session.txt").open("wb"))
        running(stack, RECORD.split(), stdout=recording)
        mouth = running(stack, SPEAK.split(), stdin=subprocess.PIPE)
        session = running(stack, command, stdout=printed)
        for now in blocks(lambda: session.poll() is None):
            for entry in follower.entries():
                if isinstance(entry.what, Show):
                    user.show(entry.what.status)
                elif isinstance(entry.what, Heard):
                    noticed.append((entry.n, now))
            if mouth.stdin:
                mouth.stdin.write(user.next_block())
                mouth.stdin.flush()
        Event().wait(AFTERWARDS_S)
    said = {"spoken": [(one.text, one.ended_at + MOUTH_S) for one in user.spoken], "noticed": noticed}
    (folder / "user.json").write_text(json.dumps(said))
    return session.returncode


def running(
    stack: ExitStack, command: list[str], stdin: int = subprocess.DEVNULL, stdout: BinaryIO | None = None
) -> subprocess.Popen[bytes]:
    """Start a program that ends with the stage at the latest."""
    program = subprocess.Popen(command, stdin=stdin, stdout=stdout)  # noqa: S603 - PulseAudio's own, or what the test asks for
    stack.enter_context(program)
    stack.callback(program.terminate)
    return program


def blocks(going: Callable[[], bool]) -> Iterator[float]:
    """Give the time on the user's clock, in seconds, every 20 ms on an absolute schedule."""
    began, count, bell = time.monotonic(), 0, Event()
    while going() and count * BLOCK_S < LONGEST_S:
        bell.wait(max(0.0, began + count * BLOCK_S - time.monotonic()))
        yield time.monotonic() - began
        count += 1


if __name__ == "__main__":
    sys.exit(main())
