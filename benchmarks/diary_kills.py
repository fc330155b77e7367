"""Is anything lost of what somebody has done? Sessions that are killed, that have no room, and that write at once.

    python -m benchmarks.diary_kills [KILLS]

Each session is a process of its own and the real one, on a silent sound file without a loudspeaker: it begins, catches
up with what the diary does not have yet, deletes old journals, does a routine of six sets, and writes it into the
diary. It tells on a pipe what it has written so far, and nothing that it has told may be lost.

Killed: with SIGKILL, every other time at a random moment, else within a hundredth of a second of its end. After each
kill every session that had passed its end must stand in the diary with all of its sets, every other one there or in a
journal with all that this had been given, the history must have every record that it had taken, and no session may
stand there twice. In the end the killed ones, by then too old to go on with, must stand in the diary, too.

Full: a line of the diary on a disk that is full at each of its bytes; and whole sessions on a small disk with less and
less room on it (where this account may mount one), while the spare place has room. The session comes to its end, tells
once of each file that takes no more, and loses nothing that stood there before; with room again it is in the diary.

At once: two processes that write two hundred sessions each into one diary, and as many records into one history.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.home import home_in
from benchmarks.past import session as made_up
from voice_coach.app.components import Components
from voice_coach.app.live import run as live
from voice_coach.audio.format import RATE
from voice_coach.core.effects import Effect, Record
from voice_coach.core.plan.routine import Exercise, Hold, Routine, Seconds, Setup
from voice_coach.diary.diary import Diary, diary_of_now, diary_path, line_of
from voice_coach.diary.history import History, history_path
from voice_coach.diary.past import past_of
from voice_coach.errors import JournalError
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import UNFINISHED_S, journals
from voice_coach.journal.writer import Journal
from voice_coach.session.options import RunOptions
from voice_coach.supervision.supervisor import Life

POSES = tuple(Exercise(name, (Hold(2.0),), Setup(wait_s=0.5), 2, rest_s=1.0) for name in ("Cat", "Cobra", "Child"))
ALL = [one.name for one in POSES for _ in range(one.sets)]
ROUTINE = Routine("six-sets", "Six sets", POSES)
ENDS_S = 0.01
"""So long after a session begins to end it is killed at the latest, when it is to be killed at its end."""
AT_ONCE = 200
DISK = 512 * 1024
"""The size of the small disk."""
ROOM = 48 * 1024
"""The first session on it finds this much room, a little more than it needs."""


@dataclass
class Told:
    """What a session has told before it ended or was killed: its sets, how many records the history has of it."""

    journal: str = ""
    sets: list[str] = field(default_factory=list)
    remembered: int = 0
    steps: int = 0
    passed: bool = False


@dataclass
class Result:
    """How many times something was tried, and what went wrong."""

    tried: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    told: int = 0
    """How many sessions told that they have come to their end, or that a disk is full."""

    def expect(self, what: str, *, true: bool) -> None:
        """Count it when it is not."""
        self.wrong[what] += not true


def session(sound: Path, pipe: int, screen: Path) -> None:
    """Do a session in this process, and tell on the pipe what is written."""
    screen_file = os.open(screen, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(screen_file, 1)
    os.dup2(screen_file, 2)

    def tell(**what: object) -> None:
        os.write(pipe, json.dumps(what).encode() + b"\n")

    effects, record, ended = Journal.effects, History.record, live._ended  # noqa: SLF001 - to look on

    def written(journal: Journal, ordered: tuple[Effect, ...], now: Seconds) -> None:
        effects(journal, ordered, now)
        done = [one.exercise for one in ordered if isinstance(one, Record) and one.kind == "step"]
        tell(journal=journal.path.stem, sets=done)

    def remembered(history: History, routine: str, one: Record, journal: str = "", number: int = 0) -> None:
        record(history, routine, one, journal, number)
        tell(remembered=number, step=one.kind == "step")

    def ending(*given: object) -> None:
        tell(ends=True)
        ended(*given)  # type: ignore[arg-type]  # whatever it is given

    Journal.effects, History.record, live._ended = written, remembered, ending  # type: ignore[assignment,method-assign]  # noqa: SLF001
    options = RunOptions(microphone=str(sound), fast=True, listen=False, sound=False)
    live.run(Components(ROUTINE, options), Life())
    tell(passed=True)


def forked(does: Callable[[], None]) -> int:
    """Do it in another process, and return its number."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            does()
            code = 0
        finally:
            os._exit(code)
    return pid


def lived(sound: Path, screen: Path, until: float, after_end_s: float | None = None) -> tuple[Told, bool]:
    """Let a session live until then, or so long after its end has begun; return what it told, and if it was killed."""
    ear, mouth = os.pipe()
    pid = forked(lambda: session(sound, mouth, screen))
    os.close(mouth)
    told, rest = Told(), b""
    with open(ear, "rb", buffering=0) as pipe:  # noqa: PTH123 - no path
        while select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            if not (data := pipe.read(1 << 16)):
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                if hear(told, json.loads(line)) and after_end_s is not None:
                    until = time.monotonic() + after_end_s
        else:
            os.kill(pid, signal.SIGKILL)
            for line in (rest + pipe.read()).split(b"\n")[:-1]:
                hear(told, json.loads(line))
    _, status = os.waitpid(pid, 0)
    return told, os.WIFSIGNALED(status)


def hear(told: Told, what: dict[str, object]) -> bool:
    """Note what a session has told; return whether it begins to end."""
    match what:
        case {"journal": str(name), "sets": list(sets)}:
            told.journal = name
            told.sets += sets
        case {"remembered": int(number), "step": bool(step)}:
            told.remembered = number
            told.steps += step
        case {"passed": True}:
            told.passed = True
    return "ends" in what


def aged() -> None:
    """Make all that there is too old to go on with."""
    then = time.time() - UNFINISHED_S - 60
    for path in journals():
        os.utime(path, (then, then))


@contextmanager
def home(folder: Path) -> Iterator[Path]:
    """Live in a home of its own, with a spare place elsewhere; yields a silent sound file."""
    os.environ.update(home_in(folder / "home"), XDG_RUNTIME_DIR=str(folder / "spare"))
    sound = folder / "silence.wav"
    soundfile.write(sound, np.zeros(180 * RATE, np.float32), RATE)
    yield sound


def stands(diary: Diary) -> dict[str, list[str]]:
    """The sets of each session in the diary."""
    return {one.journal: [done.exercise for done in one.sets] for one in diary.sessions}


def killed(kills: int, folder: Path) -> Result:
    """Kill sessions at random moments."""
    result, chance = Result(), random.Random(29)  # noqa: S311 - no secret
    everything: dict[str, Told] = {}
    with home(folder) as sound:
        began = time.monotonic()
        first, _ = lived(sound, folder / "screen", began + 60)
        everything[first.journal] = first
        takes_s = time.monotonic() - began
        while result.tried < kills:
            at_its_end = result.tried % 2
            until = time.monotonic() + (60 if at_its_end else chance.uniform(0, 2 * takes_s))
            while time.monotonic() < until:
                told, was_killed = lived(
                    sound, folder / "screen", until, chance.uniform(0, ENDS_S) if at_its_end else None
                )
                everything[told.journal] = told
                result.expect("did not come to its end", true=was_killed or told.passed)
                if was_killed:
                    break
            else:
                continue
            result.tried += 1
            everything.pop("", None)  # killed before it had written anything
            aged()
            nothing_lost(result, everything, told)
        diary = diary_of_now()
    there = stands(diary)
    for name, told in everything.items():
        same = told.sets == there.get(name, [])[: len(told.sets)]
        result.expect("is not in the diary in the end", true=same)
    result.expect("a line cannot be read", true=diary.unread == 0)
    result.told = sum(told.passed for told in everything.values())
    return result


def nothing_lost(result: Result, everything: dict[str, Told], last: Told) -> None:
    """Look after a kill that nothing is lost of what was told, nothing is twice, and the history is whole."""
    there, kept = stands(Diary(diary_path())), {path.stem: path for path in journals()}
    for name, told in everything.items():
        if told.passed:
            result.expect("has passed its end, and is not in the diary", true=there.get(name) == told.sets)
        elif told.sets and name not in there:
            result.expect("is neither in the diary nor in a journal", true=name in kept)
    if last.sets and last.journal not in there:
        sets = [one.exercise for one in past_of(read(kept[last.journal])).sets]
        result.expect("its journal has lost something", true=sets[: len(last.sets)] == last.sets)
    lines = diary_path().read_bytes().split(b"\n") if diary_path().exists() else [b""]
    names = Counter(line[: line.find(b'"routine"')] for line in lines if line)
    result.expect("stands there twice", true=max(names.values(), default=1) == 1)
    history = History(history_path())
    result.expect("the history is damaged", true=not history.notice)
    counted = history._file.counted.get(last.journal, 0)  # noqa: SLF001 - to look on
    result.expect("the history has lost a record", true=counted >= last.remembered)
    done = sum(history.remembered(ROUTINE.id).done.values())
    known = sum(told.steps for told in everything.values())
    result.expect("the history has lost a set", true=done >= known)
    result.expect("the history has a set twice", true=done <= known + result.tried)


def full_at_every_byte(folder: Path) -> Result:
    """Append a line on a disk that is full at each of its bytes, and once more when there is room."""
    import resource  # noqa: PLC0415 - Windows has none

    result, path, limit = Result(), folder / "diary.jsonl", resource.getrlimit(resource.RLIMIT_FSIZE)
    one, other, third = (made_up(number) for number in range(3))
    before = f"{line_of(one)}\n".encode()
    for size in range(len(before), len(before) + len(line_of(other).encode()) + 1):
        result.tried += 1
        path.write_bytes(before)
        diary = Diary(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
        try:
            diary.add(other)
        except JournalError:
            pass
        else:
            result.expect("a full disk is not told of", true=False)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        torn = Diary(path)
        result.expect("more than a line is lost", true=one in torn.sessions)
        diary.add(other)
        torn.add(third)
        again = Diary(path)
        result.expect("a later line is lost", true=again.sessions == (one, other, third))
        result.expect("more than one line is torn", true=again.unread <= 1)
    return result


def full_disk(tries: int, folder: Path) -> Result | None:
    """Do sessions on a small disk with less and less room; None where none can be mounted."""
    result = Result()
    with home(folder) as sound:
        disk = folder / "home"
        mount = shutil.which("mount")
        command = [str(mount), "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
        if not mount or subprocess.run(command, check=False, capture_output=True, timeout=9).returncode:
            return None
        try:
            home_in(disk)
            lived(sound, folder / "screen", time.monotonic() + 60)
            for number in range(tries):
                result.tried += 1
                on_a_full_disk(result, sound, folder, free=(tries - 1 - number) * ROOM // tries)
        finally:
            subprocess.run(["umount", str(disk)], check=False, timeout=9)
    return result


def on_a_full_disk(result: Result, sound: Path, folder: Path, free: int) -> None:
    """Do a session on a disk with so much room, then give it room again."""
    before, done = diary_path().read_bytes(), History(history_path()).remembered(ROUTINE.id).done
    filler = folder / "home" / "filler"
    room = shutil.disk_usage(folder / "home").free
    filler.write_bytes(bytes(max(0, room - free)))
    told, was_killed = lived(sound, folder / "screen", time.monotonic() + 60)
    result.expect("did not come to its end", true=told.passed and not was_killed)
    screen = (folder / "screen").read_text("utf-8")
    result.told += "cannot be" in screen
    for file in ("the journal", "diary.jsonl", "history.json"):
        times = sum(file in line and "cannot be" in line for line in screen.splitlines())
        result.expect("is told twice", true=times <= 1)
    result.expect("the diary has lost something", true=diary_path().read_bytes().startswith(before))
    history = History(history_path())
    result.expect("the history is damaged", true=not history.notice)
    now = history.remembered(ROUTINE.id).done
    result.expect("the history has lost something", true=all(now[name] >= count for name, count in done.items()))
    filler.unlink()
    aged()
    result.expect("is not in the diary", true=stands(diary_of_now()).get(told.journal) == ALL)
    result.expect("more than one line is torn by a session", true=Diary(diary_path()).unread <= result.tried)
    for path in journals():  # so much room has every session at its beginning
        path.unlink()


def at_once(folder: Path) -> Result:
    """Let two processes write into one diary and one history."""
    result, diary, history = Result(AT_ONCE * 2), folder / "diary.jsonl", folder / "history.json"

    def writes(who: int) -> None:
        for number in range(AT_ONCE):
            Diary(diary).add(made_up(2 * number + who))
            History(history).record("row", Record("step", str(who), 1, 1.0), str(who), number + 1)

    for pid in [forked(lambda who=who: writes(who)) for who in (0, 1)]:  # type: ignore[misc]  # who it is
        result.expect("failed", true=os.waitpid(pid, 0)[1] == 0)
    written = Diary(diary)
    result.wrong["lines lost or mixed"] = AT_ONCE * 2 - len(written.sessions) + written.unread
    result.wrong["records lost"] = AT_ONCE * 2 - sum(History(history).remembered("row").done.values())
    return result


def main() -> int:
    """Do all of it, and print a table."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print("| what | n | wrong |\n|---|---|---|", flush=True)
    wrong = 0
    parts: dict[str, Callable[[Path], Result | None]] = {
        "sessions killed, besides {} that came to their end": lambda folder: killed(kills, folder),
        "a line of the diary, full at each byte": full_at_every_byte,
        "sessions on a small disk, {} of which told of that": lambda folder: full_disk(-(-kills // 4), folder),
        "sessions and records of two at once": at_once,
    }
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            result = part(Path(folder))
        if result is None:
            print(f"| {name} | 0 | left out: this account cannot mount a disk |")
            continue
        found = ", ".join(f"{what}: {count}" for what, count in result.wrong.items() if count)
        wrong += result.wrong.total()
        print(f"| {name.format(result.told)} | {result.tried} | {found or 0} |", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
