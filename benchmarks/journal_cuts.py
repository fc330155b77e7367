"""Journals of real sessions, cut at every byte: what is lost of them, and is the state that of the session.

    python -m benchmarks.journal_cuts [SESSIONS]

Each session runs on sound files: the coach's real voice, and a synthetic user whose words the real ear hears. After
every event the coach's whole state is noted. Then the journal is cut at every byte, from its end to its header; each
cut is read, and its events are replayed. Of a cut journal at most the last line may be missing, and the state after
its last event must be, character by character, what the session noted.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.barge_in import say
from benchmarks.listening.sets.voices import Voice
from voice_coach.app.components import Components
from voice_coach.app.live.run import run
from voice_coach.audio.format import RATE
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.core.coach import Coach
from voice_coach.core.effects import Effect
from voice_coach.core.events import Event, Heard
from voice_coach.core.plan.routine import Seconds
from voice_coach.journal import entry, reader
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import journal_path
from voice_coach.session.options import RunOptions
from voice_coach.supervision.supervisor import Life

SAID = {
    "desk-break": [(20, "pause now"), (26, "carry on"), (60, "move on"), (75, "where am i")],
    "thoracic-mini": [(30, "that hurts"), (42, "five"), (47, "carry on"), (90, "skip this")],
    "upper-back-relief-three": [(25, "less talking"), (50, "slower"), (80, "go back"), (84, "undo")],
    "midback-wall-circuit": [(40, "more time"), (70, "switch sides"), (100, "repeat"), (130, "louder")],
    "upper-back-strong-six": [(35, "easier"), (60, "stop now"), (66, "carry on"), (90, "next exercise")],
}
"""What is said when, in seconds from the start; sound goes on for half a minute after the last word."""


def state(coach: Coach) -> str:
    """All that a coach has in mind, as text."""
    session, talk = coach._session, coach._talk  # noqa: SLF001 - its mind is what is to be compared
    mind = {name: getattr(session, name) for name in vars(session) if name not in {"plan", "wording", "prompter"}}
    del mind["_timetable"], mind["_machine"]
    asked = {name: getattr(talk, name) for name in talk.__slots__ if name != "session"}
    return repr((session.state, mind, vars(session.prompter), asked, coach.status, coach.place, coach.deadline))


def spoken(routine: str, folder: Path) -> Path:
    """A microphone's sound: faint noise, and the user's words at their times."""
    end = SAID[routine][-1][0] + 30
    sound = np.random.default_rng(1).normal(0.0, 0.0005, end * RATE).astype(np.float32)
    for at, text in SAID[routine]:
        words = say(Voice("flite", "slt"), text)
        sound[at * RATE : at * RATE + len(words)] += 0.4 * words / np.abs(words).max()
    soundfile.write(folder / "user.wav", sound, RATE)
    return folder / "user.wav"


def session(routine: str, folder: Path) -> tuple[Path, list[str]]:
    """Run a session; return its journal, and the state after each of its events."""
    noted: dict[Coach, list[str]] = {}
    handle = Coach.handle

    def handled(coach: Coach, event: Event, now: Seconds) -> tuple[Effect, ...]:
        effects = handle(coach, event, now)
        noted.setdefault(coach, []).append(state(coach))
        return effects

    Coach.handle = handled  # type: ignore[assignment,method-assign]  # to look on; nothing else
    try:
        options = RunOptions(microphone=str(spoken(routine, folder)), speaker=str(folder / "coach.wav"), fast=True)
        run(Components(load(find(routine)), options), Life())
    finally:
        Coach.handle = handle  # type: ignore[method-assign]
    (journal,) = (path for path in journal_path("").parent.glob("*.jsonl") if f"-{routine}-" in path.name)
    events = len(list(read(journal).events))
    # Other coaches have only told the voice what there will be to say, and heard nobody.
    (states,) = (states for states in noted.values() if len(states) == events)
    return journal, states


def cut(journal: Path, states: list[str], folder: Path) -> tuple[int, int, int]:
    """Cut a journal at every byte; return the number of cuts, of those that lost more, and of those otherwise wrong."""
    data = journal.read_bytes()
    header = data.index(b"\n") + 1
    copy = folder / "cut.jsonl"
    shutil.copy(journal, copy)
    replayed: dict[int, str] = {}
    lost_more = other = 0
    for size in range(len(data), header - 1, -1):
        os.truncate(copy, size)
        saved = read(copy)
        whole = data[:size].count(b"\n") - 1
        lost_more += len(saved.entries) < whole
        events = list(saved.events)
        if len(events) not in replayed:
            coach, _ = saved.replay()
            replayed[len(events)] = state(coach)
        expected = states[len(events) - 1] if events else replayed[0]
        other += replayed[len(events)] != expected
    return len(data) - header + 1, lost_more, other


def main() -> int:
    # A line that is read a hundred thousand times says the same each time.
    reader.parse = lru_cache(None)(entry.parse)  # type: ignore[attr-defined]
    routines = list(SAID)[: int(sys.argv[1]) if len(sys.argv) > 1 else len(SAID)]
    wrong = 0
    for routine in routines:
        with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
            os.environ["XDG_DATA_HOME"] = name
            journal, states = session(routine, Path(name))
            commands = sum(isinstance(event, Heard) for _, event in read(journal).events)
            began = time.monotonic()
            cuts, lost, other = cut(journal, states, Path(name))
            wrong += lost + other
            print(
                f"{routine}: {len(states)} events, {commands} heard; {cuts} cuts, {lost} lost more than a line,"
                f" {other} led to another state ({time.monotonic() - began:.0f} s)",
                flush=True,
            )
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
