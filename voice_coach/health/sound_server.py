"""What PulseAudio or PipeWire would give as a microphone, and when that changes; PortAudio does not tell."""

from __future__ import annotations

import shutil
import subprocess
import threading

THROUGH_A_SERVER = frozenset({"default", "pulse", "pipewire"})
"""ALSA's devices that a sound server stands behind."""

MONITOR_ENDS = ".monitor"
"""How the server calls what a loudspeaker plays."""

ANSWER_S = 1.0

LOOKS = 3
"""How often to look after one piece of news."""


def gives_a_monitor(device: str) -> bool:
    """Whether the microphone of this name would be what a loudspeaker plays: so when the last real one was unplugged.

    Asks `pactl`, which both servers know; where it is missing or does not answer, nothing is known, and it is taken for
    a microphone.
    """
    pactl = shutil.which("pactl")
    if device not in THROUGH_A_SERVER or pactl is None:
        return False
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed question
            [pactl, "get-default-source"], capture_output=True, text=True, timeout=ANSWER_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.stdout.strip().endswith(MONITOR_ENDS)


class Sources:
    """Follows the server's news of microphones, where there is one; costs nothing while there is no news.

    It gives a stream whose microphone was unplugged the sound of a loudspeaker, and tells nobody but who asks so.
    """

    def __init__(self) -> None:
        self._news = 0
        self._process: subprocess.Popen[str] | None = None

    def follow(self) -> None:
        """Begin to listen to the news, unless that is under way; a server that has ended ends it."""
        pactl = shutil.which("pactl")
        if pactl is None or (self._process and self._process.poll() is None):
            return
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a fixed question
                [*_dying_with_us(), pactl, "subscribe"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                errors="replace",
            )
        except OSError:
            return
        threading.Thread(target=self._read, args=(self._process,), name="sources", daemon=True).start()

    def changed(self) -> bool:
        """Whether a microphone has come or gone lately; True a few times, for the server settles after the news."""
        if not self._news:
            return False
        self._news -= 1
        return True

    def close(self) -> None:
        """Listen no more; calling it twice is harmless."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout  # noqa: S101 - it was started with a pipe; for the type checker
        with process.stdout:
            for line in process.stdout:  # such as: Event 'remove' on source #3
                if "source #" in line or "server" in line:
                    self._news = LOOKS


def _dying_with_us() -> tuple[str, ...]:
    """What lets a program end with the process that has started it, however that ends; util-linux has it."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL") if setpriv else ()
