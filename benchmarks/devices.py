"""A session whose devices come and go: how soon it notices, and how soon it hears and sounds again.

    python -m benchmarks.devices [TIMES [RESTARTS]]

A private PulseAudio has a loudspeaker that nobody hears and a microphone that is a pipe with faint noise. In one live
session the microphone and the loudspeaker are taken away and brought back so many times each, then the whole server is
ended and started anew. Told are the time until the session says that it is gone, and from its return until it says so;
at every fifth return something is said, and must be heard. When the microphone goes, PulseAudio gives its stream the
loudspeaker's monitor, as it does on a desktop.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.barge_in import say
from benchmarks.home import home_in
from benchmarks.listening.sets.voices import Voice
from voice_coach.audio.format import RATE, Samples, to_bytes

ROUTINE = """
title: Long
exercises:
  - name: Plank
    do: {hold: 110s}
    sets: 20
    rest: 10s
"""
SINK = "module-null-sink sink_name=coach_speaker norewinds=1 rate=48000 channels=1"
SOURCE = "module-pipe-source source_name=coach_microphone file={pipe} format=s16le rate=16000 channels=1"
BLOCK_S = 0.02
PATIENCE_S = 15.0
GONE = {"source": "The microphone is gone", "sink": "The loudspeaker is gone"}
BACK = {"source": "I hear you again", "sink": "The loudspeaker is back"}


class Server:
    """A PulseAudio of one's own."""

    def __init__(self, room: Path) -> None:
        self.room = room
        (room / "runtime").mkdir(mode=0o700)
        (room / "state").mkdir(mode=0o700)
        (room / "client.conf").write_text("autospawn = no\n")
        (room / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"
        )
        self.environment = {
            **os.environ,
            "PULSE_RUNTIME_PATH": str(room / "runtime"),
            "PULSE_STATE_PATH": str(room / "state"),
            "PULSE_CLIENTCONFIG": str(room / "client.conf"),
            "PULSE_SERVER": f"unix:{room}/native",
            "ALSA_CONFIG_PATH": str(room / "asound.conf"),
        }
        self._modules: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, with a loudspeaker and a microphone."""
        (self.room / "pipe").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
                *("--realtime=no", "--high-priority=no", f"--log-target=file:{self.room}/log"),
                *("-L", f"module-native-protocol-unix socket={self.room}/native auth-anonymous=1"),
            ],
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        give_up = time.monotonic() + 10
        while subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False).returncode:
            if time.monotonic() > give_up:
                raise TimeoutError("PulseAudio does not start")
            time.sleep(0.05)
        self.bring("sink")
        self.bring("source")

    def stop(self) -> None:
        """End at once."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def bring(self, what: str) -> None:
        """Plug it in."""
        module = (SINK if what == "sink" else SOURCE.format(pipe=self.room / "pipe")).split()
        self._modules[what] = self.ask("load-module", *module)
        name = "coach_speaker" if what == "sink" else "coach_microphone"
        self.ask(f"set-default-{what}", name)

    def take(self, what: str) -> None:
        """Unplug it."""
        self.ask("unload-module", self._modules[what])

    def ask(self, *words: str) -> str:
        """Give it an order; return what it answers."""
        done = subprocess.run(["pactl", *words], env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()


class Mouth:
    """Writes faint noise into the microphone's pipe, and what is to be said."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = pipe
        self._say: Samples = np.zeros(0, np.float32)
        words = say(Voice("flite", "slt"), "where am i")
        self._words = 0.4 * words / np.abs(words).max()
        threading.Thread(target=self._run, daemon=True).start()

    def speak(self, gain: float = 1.0) -> None:
        """Say it, so loud."""
        self._say = gain * self._words

    def _run(self) -> None:
        noise, due, pipe = np.random.default_rng(1), time.monotonic(), -1
        while True:
            due += BLOCK_S
            time.sleep(max(0.0, due - time.monotonic()))
            block = noise.normal(0, 0.001, round(BLOCK_S * RATE)).astype(np.float32)
            said, self._say = self._say[: len(block)], self._say[len(block) :]
            block[: len(said)] += said
            try:
                if pipe < 0:
                    pipe = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
                os.write(pipe, to_bytes(block))
            except BlockingIOError:
                pass
            except OSError:
                if pipe >= 0:
                    with suppress(OSError):
                        os.close(pipe)
                pipe = -1


class Session:
    """A live session, and what it prints."""

    def __init__(self, stack: ExitStack, server: Server, folder: Path) -> None:
        (folder / "long.yaml").write_text(ROUTINE)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voice_coach", "run", str(folder / "long.yaml")],
            env={**server.environment, **home_in(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: list[tuple[float, str]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        stack.callback(self._end)

    def _end(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self._reader.join()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.append((time.monotonic(), line.rstrip()))

    def said(self, text: str, since: float) -> float | None:
        """When it was printed."""
        return next((at for at, line in reversed(self.lines) if at >= since and text in line), None)

    def wait(self, text: str, since: float) -> float | None:
        """Wait until it is printed; None when it is not."""
        while time.monotonic() < since + PATIENCE_S:
            if at := self.said(text, since):
                return at
            time.sleep(0.01)
        return None


def figures(name: str, times: list[float], wanted: int) -> str:
    times = sorted(times)
    if not times:
        return f"{name} 0 of {wanted}"
    return f"{name} {len(times)} of {wanted}, {times[len(times) // 2]:.2f} s (worst {times[-1]:.2f})"


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    restarts = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    chance, good = random.Random(3), True  # noqa: S311 - no secret
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = Server(folder)
        server.start()
        stack.callback(server.stop)
        voice = Mouth(folder / "pipe")
        session = Session(stack, server, folder)
        session.wait("hold", time.monotonic())

        def restart_end() -> None:
            server.stop()

        rounds: list[tuple[str, str, str, Callable[[], None], Callable[[], None], int]] = [
            (what, GONE[what], BACK[what], partial(server.take, what), partial(server.bring, what), times)
            for what in ("source", "sink")
        ]
        rounds.append(("server", GONE["sink"], BACK["source"], restart_end, server.start, restarts))
        for name, gone, back, take, bring, count in rounds:
            noticed: list[float] = []
            again: list[float] = []
            heard = asked = 0
            for n in range(count):
                time.sleep(chance.uniform(0.5, 2.0))
                since = time.monotonic()
                take()
                if at := session.wait(gone, since):
                    noticed.append(at - since)
                time.sleep(chance.uniform(0.3, 2.0))
                bring()
                since = time.monotonic()
                if at := session.wait(back, since):
                    again.append(at - since)
                if n % 5 == 0:
                    time.sleep(1.5)
                    since, asked = time.monotonic(), asked + 1
                    voice.speak()
                    heard += session.wait('heard "where am i"', since) is not None
            print(
                f"{name}: {figures('noticed', noticed, count)}; {figures('back', again, count)};"
                f" heard {heard} of {asked}",
                flush=True,
            )
            good &= len(noticed) == len(again) == count
        alive = session.process.poll() is None
        print("the session lives" if alive else "the session has ended")
        if "-v" in sys.argv:
            print("\n".join(line for _, line in session.lines))
    return int(not (good and alive))


if __name__ == "__main__":
    sys.exit(main())
