"""What the coach says when something is wrong with its ears, as a transcript: muted, suspended, a monitor, too soft.

    python -m benchmarks.ailments

One live session over the private PulseAudio of `devices`; each thing is done to its microphone, and undone. Printed is
what was done, and every notice with the seconds since then.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.devices import Mouth, Server, Session

SETTLES_S = 8.0


class Patient:
    """A session, and what is done to its microphone."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.server = Server(folder)
        self.server.start()
        stack.callback(self.server.stop)
        self.voice = Mouth(folder / "pipe")
        self.session = Session(stack, self.server, folder)
        self.session.wait("hold", time.monotonic() + 30)

    def do(self, what: str, action: Callable[[], object], for_s: float = SETTLES_S) -> None:
        """Do something, wait, and print what was said about it."""
        since = time.monotonic()
        print(f"\n{what}", flush=True)
        action()
        time.sleep(for_s)
        for at, line in self.session.lines:
            if at >= since and ("note:" in line or "heard" in line):
                print(f"  {at - since:5.1f} s  {line.split('] ', 1)[1].removeprefix('note: ')}", flush=True)

    def pactl(self, *words: str) -> Callable[[], object]:
        """What an order to the sound server does."""
        return lambda: self.server.ask(*words)

    def to_the_monitor(self) -> None:
        """Give the session's recording stream what the loudspeaker plays."""
        (stream, *_) = self.server.ask("list", "short", "source-outputs").split()
        self.server.ask("move-source-output", stream, "coach_speaker.monitor")


def main() -> int:
    with ExitStack() as stack:
        patient = Patient(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        speak = patient.voice.speak
        patient.do("Somebody says: where am I", speak)
        patient.do("The microphone is muted", patient.pactl("set-source-mute", "coach_microphone", "1"))
        patient.do("and no more", patient.pactl("set-source-mute", "coach_microphone", "0"))
        patient.do("It is suspended", patient.pactl("suspend-source", "coach_microphone", "1"))
        patient.do("and no more", patient.pactl("suspend-source", "coach_microphone", "0"))
        patient.do("Somebody asks, and meanwhile recording is moved to the loudspeaker's monitor", speak, 2.0)
        patient.do("moved", patient.to_the_monitor, 12.0)
        patient.do("Somebody says: where am I", speak)
        for _ in range(3):
            patient.do("Somebody speaks from far away", lambda: speak(0.012), 4.0)
        patient.do("It is unplugged", lambda: patient.server.take("source"))
        patient.do("and plugged in again", lambda: patient.server.bring("source"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
