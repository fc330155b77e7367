"""Simulated sessions that are killed at random moments, again and again: is the place kept, and the dose.

    python benchmarks/kills.py [KILLS]

A session runs in a process of its own, with a journal on the disk and orders of a user at random times. It is killed
with SIGKILL at a random moment. The next process reads the journal, replays it, and goes on; before it is told that it
is back, its step, its dose and its form must be those that the journal's last event left; and so must be those after.
At the end everything that a session did is in the history once: as many steps of work as its journal records.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from voice_coach.app.assemble import Parts, assemble
from voice_coach.app.components import Components
from voice_coach.app.live.resumption import given
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record
from voice_coach.core.events import Event, Pressed, Returned
from voice_coach.core.place import Place
from voice_coach.diary.history import History
from voice_coach.errors import JournalError
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.reader import SavedSession, read
from voice_coach.journal.writer import begun, continued
from voice_coach.session.best_effort import BestEffortHistory
from voice_coach.session.options import RunOptions
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice

ROUTINES = ("desk-break", "thoracic-mini", "upper-back-relief-three", "midback-wall-circuit")
ORDERS = (Command.PAUSE, Command.RESUME, Command.NEXT, Command.BACK, Command.AGAIN, Command.EASIER, Command.SLOWER,
          Command.MORE_TIME, Command.UNDO, Command.REPEAT, Command.SWITCH, Command.LOUDER)  # fmt: skip
LONGEST_S = 1500.0
"""How long a session may last on its own clock: many a pause waits for nobody."""


def orders(seed: int) -> Iterator[Event]:
    """What a user orders when; after each pause there is a "carry on" some day."""
    chance, at = random.Random(seed), 5.0  # noqa: S311 - no secret
    while at < LONGEST_S:
        yield Pressed(chance.choice(ORDERS), at)
        yield Pressed(Command.RESUME, at + 9.0)
        at += chance.uniform(15, 60)


def session(folder: Path, seed: int) -> None:
    """Run the session, or the rest of it, to its end."""
    path = folder / "journal.jsonl"
    speaker = Speaker(EstimatedVoice())
    remembered = BestEffortHistory(History(folder / "history.json"), "any", path.stem, print)
    try:
        saved = read(path)
    except JournalError:
        path.unlink(missing_ok=True)
        routine = load(find(ROUTINES[seed % len(ROUTINES)]))
        header = given(Components(routine, RunOptions()), None, cautious=False)
        coach, journal, since = header.coach(), begun(path, header), 0.0
        first: Event = Pressed(Command.START, 0.0)
    else:
        coach, ordered = saved.replay()
        for effect in ordered:
            if isinstance(effect, Record):
                remembered.remember(effect)
        journal, since = continued(saved), saved.at
        first = Returned(since, 1.0) if list(saved.events) else Pressed(Command.START, 0.0)
    inbox = VirtualInbox([first, *(event for event in orders(seed) if event.at > since)], since)
    assemble(Parts(coach=coach, inbox=inbox, speaker=speaker, log=journal, remember=remembered.remember)).run()
    journal.close()


def dose(place: Place) -> object:
    """What makes the dose of a place."""
    return place.index, place.forms, place.extra_s, place.left_out, place.done


def kept(before: SavedSession, after: SavedSession) -> bool:
    """Whether what went on is what was left, step, dose and form."""
    left, _ = before.replay()
    events = list(after.events)
    count = len(list(before.events))
    went_on = after.header.coach()
    for at, event in events[:count]:
        went_on.handle(event, at)
    same = dose(went_on.place) == dose(left.place)
    if count < len(events) and isinstance(events[count][1], Returned):
        elapsed_s = went_on.place.elapsed_s
        went_on.handle(events[count][1], events[count][0])
        same &= dose(went_on.place) == dose(left.place) and went_on.place.elapsed_s >= elapsed_s
    return same


def counted(folder: Path) -> bool:
    """Whether the history has every record of the journal once."""
    _, ordered = read(folder / "journal.jsonl").replay()
    done = Counter(effect.exercise for effect in ordered if isinstance(effect, Record) and effect.kind == "step")
    kept = History(folder / "history.json")._file.routines.get("any")  # noqa: SLF001 - to look on
    return (dict(kept.done) if kept else {}) == dict(done)


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chance = random.Random(15)  # noqa: S311 - no secret
    kills = sessions = moved = twice = ends = 0
    where = Counter[str]()
    while kills < wanted:
        sessions += 1
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            before: SavedSession | None = None
            while True:
                pid = os.fork()
                if pid == 0:
                    session(folder, sessions)
                    os._exit(0)
                time.sleep(chance.uniform(0.0, 0.12))
                os.kill(pid, signal.SIGKILL)
                _, status = os.waitpid(pid, 0)
                try:
                    now = read(folder / "journal.jsonl")
                except JournalError:  # killed before its header was written; such a kill proves nothing
                    continue
                if before is not None:
                    moved += not kept(before, now)
                before = now
                if os.WIFEXITED(status):
                    ends += os.WEXITSTATUS(status) == 0
                    break
                kills += 1
                where[now.replay()[0].status.state] += 1
            twice += not counted(folder)
    print(f"{kills} kills in {sessions} sessions, {ends} of which came to their end: {moved} went on elsewhere,")
    print(f"the history of {twice} has a record twice or not at all")
    print("killed in: " + ", ".join(f"{state} {count}" for state, count in where.most_common()))
    return int(bool(moved or twice or ends != sessions))


if __name__ == "__main__":
    sys.exit(main())
