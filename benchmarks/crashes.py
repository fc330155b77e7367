"""Sessions over the virtual sound card that die, again and again: how long until the coach speaks again, and where.

    scripts/virtual-sound run python -m benchmarks.crashes FAULT [TIMES]

FAULT is one of `faulty.FAULTS`; "kill" sends SIGKILL to the session's process, the others make it fail in itself. Each
happens at a random moment. Told are the time until the journal says that the coach is back, the time until a word is
heard on the loudspeaker, and whether step, dose and form are those that the journal had.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.home import home_in
from benchmarks.kills import dose
from voice_coach.core.events import Returned
from voice_coach.errors import JournalError
from voice_coach.journal.reader import SavedSession, read

ROUTINE = """
title: Long
exercises:
  - name: Plank
    do: {hold: 40s}
    sets: 12
    rest: 10s
  - name: Squeeze
    do: {reps: 12, tempo: [{say: "Draw", for: 2s}, {say: "release", for: 2s}]}
    sets: 12
    rest: 10s
"""
SHORT = """
title: Short
exercises:
""" + "\n".join(f"  - name: Plank {n}\n    do: {{hold: 5s}}\n    sets: 20\n    rest: 5s" for n in range(9))
"""For what happens with the next sentence only: cues are ordered when a step begins."""

RECORD = "parec -d coach_speaker.monitor --raw --format=float32le --rate=48000 --channels=1 --latency-msec=10"
NOISE = "pacat --playback -d coach_user --raw --format=s16ne --rate=16000 --channels=1 --latency-msec=200"
BLOCK_S = 0.01
LOUD = 0.01
"""The level (RMS) of a word; between words a sink plays exact zeros."""
QUIET_S = 0.15
"""What was given to the loudspeaker before the death sounds on for so long."""
PATIENCE_S = 20.0
KILLED = {"kill", "slow-disk", "full-disk", "read-only"}
"""What is looked at with a SIGKILL in the middle of it."""
LIVES_ON = {"voice"}
"""What is to be lived through without another process."""


class Room:
    """A microphone with faint noise, and somebody who hears when the loudspeaker sounds."""

    def __init__(self, stack: ExitStack) -> None:
        self._recorder = stack.enter_context(subprocess.Popen(RECORD.split(), stdout=subprocess.PIPE))
        self._noise = subprocess.Popen(NOISE.split(), stdin=subprocess.PIPE)
        stack.callback(self._recorder.kill)
        stack.callback(self._noise.kill)
        self.loud_at = 0.0
        for work in (self._hear, self._hiss):
            threading.Thread(target=work, daemon=True).start()

    def sounded(self, after: float) -> bool:
        """Whether the loudspeaker has sounded since then."""
        return self.loud_at > after

    def _hear(self) -> None:
        assert self._recorder.stdout
        while data := self._recorder.stdout.read(round(BLOCK_S * 48000) * 4):
            block = np.frombuffer(data, np.float32)
            if float(np.sqrt(np.mean(block * block))) > LOUD:
                self.loud_at = time.monotonic()

    def _hiss(self) -> None:
        assert self._noise.stdin
        hiss = np.random.default_rng(1).normal(0, 30, 16000).astype(np.int16).tobytes()
        while True:
            try:
                self._noise.stdin.write(hiss)
                self._noise.stdin.flush()
            except (OSError, ValueError):
                return


def wait_for(what: str, so: Callable[[], bool], patience_s: float = PATIENCE_S) -> float:
    """Wait until it is so; return when that was seen."""
    give_up = time.monotonic() + patience_s
    while time.monotonic() < give_up:
        if so():
            return time.monotonic()
        time.sleep(0.005)
    raise TimeoutError(what)


def child_of(parent: int) -> int:
    """The session's process."""
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False).stdout.split()
    return int(found[0]) if found else 0


def journal(folder: Path) -> SavedSession | None:
    paths = sorted(folder.rglob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    try:
        return read(paths[-1]) if paths else None
    except JournalError:
        return None


def returns(saved: SavedSession | None) -> int:
    return sum(isinstance(event, Returned) for _, event in saved.events) if saved else 0


def small_disk(stack: ExitStack, place: Path, *, read_only: bool) -> None:
    """A disk of one megabyte, or one that cannot be written; as root only."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=1m{',ro' * read_only}", "tmpfs", str(place)], check=True)
    stack.callback(subprocess.run, ["umount", "-l", str(place)], check=True)


def fill(place: Path) -> None:
    """Leave no room on a disk."""
    try:
        with (place / "full").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        return


def gone_on(folder: Path, fault: str, was: SavedSession | None) -> bool:
    """Whether a session that ``was`` so has come back, or has lived on."""
    saved = journal(folder)
    if fault in LIVES_ON:
        return saved is not None and saved.at > (was.at if was else 0.0)
    return returns(saved) > returns(was)


def same_place(saved: SavedSession) -> bool:
    """Whether the last return of a journal was to the place that it had then."""
    events = list(saved.events)
    last = max(n for n, (_, event) in enumerate(events) if isinstance(event, Returned))
    coach = saved.header.coach()
    for at, event in events[:last]:
        coach.handle(event, at)
    left = dose(coach.place)
    coach.handle(events[last][1], events[last][0])
    return dose(coach.place) == left


def main() -> int:
    fault, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    chance = random.Random(7)  # noqa: S311 - no secret
    back: list[float] = []
    word: list[float] = []
    kept = lost = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "long.yaml").write_text(SHORT if fault in LIVES_ON else ROUTINE)
        room = Room(stack)
        homes = {**home_in(folder), "XDG_RUNTIME_DIR": str(folder / "runtime")}
        if fault in {"full-disk", "read-only"}:
            small_disk(stack, folder / "data", read_only=fault == "read-only")
        while len(back) + lost < times:
            log = stack.enter_context((folder / "log.txt").open("a"))
            faulty, routine = str(Path(__file__).with_name("faulty.py")), str(folder / "long.yaml")
            session = subprocess.Popen(
                [sys.executable, faulty, fault, "run", routine, "--resume", "go-on"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **homes},
            )
            try:
                wait_for("the first word", lambda: room.loud_at > 0 and journal(folder) is not None)
                if fault == "full-disk":
                    fill(folder / "data")
                while len(back) + lost < times and session.poll() is None:
                    time.sleep(chance.uniform(0.8, 3.0))
                    was, child = journal(folder), child_of(session.pid)
                    died = time.monotonic()
                    os.kill(child, signal.SIGKILL if fault in KILLED else signal.SIGUSR1)
                    try:
                        here = wait_for("its return", partial(gone_on, folder, fault, was))
                        after = max(died + QUIET_S, here - QUIET_S)
                        heard = wait_for("a word", partial(room.sounded, after))
                        back.append(here - died)
                        word.append(heard - died)
                        saved = journal(folder)
                        kept += saved is not None and (fault in LIVES_ON or same_place(saved))
                    except TimeoutError as error:
                        lost += 1
                        print(f"{error} was waited for in vain", file=sys.stderr)
            finally:
                session.terminate()
                session.wait(20)
        print(f"{fault}: {times} times, {kept} back at the place, {lost} not; ", end="")
    for name, figures in (("back", back), ("first word", word)):
        figures.sort()
        middle, last = figures[len(figures) // 2], figures[int(0.95 * len(figures))]
        print(f"{name} after {middle:.2f} s (95 %: {last:.2f}, worst {figures[-1]:.2f}); ", end="")
    print()
    return int(kept != times)


if __name__ == "__main__":
    sys.exit(main())
