"""How long it takes to load ten thousand sessions, beside a plain JSON file of the same content.

    python benchmarks/past.py [--runs N]

Each run reads both files anew, one after the other, in a process that has everything loaded; the files are in the cache
of the system. A session has twelve works.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from voice_coach.diary.diary import Diary, line_of
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.journal.codec import encode

SESSIONS = 10_000
FIRST = datetime.fromisoformat("2000-01-01T18:30:00+01:00")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        diary, plain = Path(folder, "diary.jsonl"), Path(folder, "plain.json")
        sessions = [session(number) for number in range(SESSIONS)]
        diary.write_text("".join(f"{line_of(one)}\n" for one in sessions), "utf-8")
        plain.write_text(json.dumps([encode(one) for one in sessions]), "utf-8")
        assert len(Diary(diary)) == SESSIONS
        told = {
            "the diary": lambda: Diary(diary),
            "the diary, and the sessions of the last four weeks": lambda: Diary(diary).since(last_weeks(sessions)),
            "the diary, and every session": lambda: Diary(diary).sessions,
            "plain JSON": lambda: json.loads(plain.read_bytes()),
        }
        times: dict[str, list[float]] = {name: [] for name in told}
        for _ in range(runs):
            for name, load in told.items():
                times[name].append(timed(load))
    print(f"| {SESSIONS:,} sessions, seconds | median | min | max | n |\n|---|---|---|---|---|")
    for name, took in times.items():
        print(f"| {name} | {statistics.median(took):.2f} | {min(took):.2f} | {max(took):.2f} | {runs} |")


def session(number: int) -> PastSession:
    """One of the sessions, a day after the one before."""
    began = FIRST + timedelta(days=number)
    sets = tuple(PastSet("Row", "Row", n, "left", 30.0 * n, 12, 36.0, "22.5 kg", 0, 7) for n in range(1, 13))
    name = f"{began:%Y-%m-%d-%H%M%S}-pull-{number}"
    return PastSession(name, "pull", "Pull", began.isoformat(), 600.0, finished=True, sets=sets, pain={"Row": 3})


def last_weeks(sessions: list[PastSession]) -> date:
    """The first day of the last four weeks."""
    return (sessions[-1].began_at - timedelta(weeks=4)).date()


def timed(load: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    load()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
