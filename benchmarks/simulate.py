"""How much faster than real time a session is simulated: the longest routine that ships, at full verbosity.

    python benchmarks/simulate.py [--runs 20] [--json FILE]

Beside it, in the same run, a loop that looks at the same session once a second and does nothing else: what a
simulation by small steps of time would cost at the least.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from voice_coach.app.components import Components
from voice_coach.app.dry_run import dry_run
from voice_coach.authoring.load import load
from voice_coach.core.commands.table import Command
from voice_coach.core.events import DeadlinePassed, Pressed
from voice_coach.core.plan.routine import Routine, Seconds
from voice_coach.session.options import RunOptions

ROUTINES = sorted((Path(__file__).parents[1] / "routines").glob("*.yaml"))
TARGET = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()

    routine = max(map(load, ROUTINES), key=length_s)
    session_s = length_s(routine)
    figures: dict[str, object] = {"routine": routine.id, "session_s": round(session_s, 1), "target": TARGET}
    for name, run in (("simulate", by_events), ("each second", by_seconds)):
        took = [timed(run, routine) for _ in range(options.runs + 1)][1:]  # the first one warms the caches
        ratios = [session_s / seconds for seconds in took]
        figures[name] = {
            "n": len(took),
            "median": round(median(ratios)),
            "min": round(min(ratios)),
            "max": round(max(ratios)),
            "median_ms": round(1000 * median(took), 1),
        }
        print(f"{name:12} {figures[name]}")
    print(f"{routine.id}, {session_s / 60:.1f} minutes; times faster than real time, target {TARGET}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def length_s(routine: Routine) -> Seconds:
    return dry_run(Components(routine, RunOptions()).coach()).ended_at


def timed(run: Callable[[Components], None], routine: Routine) -> Seconds:
    components = Components(routine, RunOptions())
    began = perf_counter()
    run(components)
    return perf_counter() - began


def by_events(components: Components) -> None:
    """Jump from one event to the next, as `voice-coach simulate` does, with the table of all that sounded."""
    assert dry_run(components.coach()).finished


def by_seconds(components: Components) -> None:
    """Call the coach each second, with no speech, no schedule and no table."""
    coach, now = components.coach(), 0.0
    coach.handle(Pressed(Command.START, now), now)
    while not coach.finished:
        now += 1.0
        coach.handle(DeadlinePassed(now), now)


if __name__ == "__main__":
    main()
