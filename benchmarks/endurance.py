"""What hearing costs over hours: processor time in a quiet room and in a session, and whether memory grows.

    python -m benchmarks.endurance [--minutes 60] [--json FILE]

The phone ear, and beside it PocketSphinx with a flat grammar, hear the same sound in the same run, as fast as they take
it, each in processes of its own. A session is orders and sentences of synthetic voices, a third of the time. An hour
takes eight minutes. It needs flite and espeak-ng, and Linux.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.listening import intervals
from benchmarks.listening.background import faded
from benchmarks.listening.level import scaled
from benchmarks.listening.sets.making import Making
from benchmarks.listening.sets.parts import Part
from benchmarks.listening.sets.texts import sentences, texts
from benchmarks.listening.streams import FLOOR_DBFS, LEVEL_DBFS
from benchmarks.listening.systems import Name
from benchmarks.listening.worker import Listened, Task, run
from voice_coach.audio.format import RATE, Samples, to_bytes
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

Sound = Callable[[int], Samples]
"""Makes one piece of `PIECE_S`; each number has another."""

PIECE_S = 300
PIECE = PIECE_S * RATE
"""Memory is looked at after each; the first is for everything to be used once, and growth is counted from its end."""

SYSTEMS = (Name.COACH_PHONES, Name.FLAT_SPHINX)
SENTENCES = 60
SPEECH_SHARE = 1 / 3
SHORTEST_GAP_S = 0.8
SWELL_DB, SWELL_S = 3.0, 17.0
"""How far and how slowly the noise of a quiet room goes up and down: just enough to open the level gate at times."""

HEAD = """\
| sound | system | minutes | CPU, % of one core | memory at first, MB | at the end | growth, MB an hour | decisions |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=60, help="of the session; each quiet room has a third of them")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    pieces = max(1, 60 * asked.minutes // PIECE_S)
    costs: list[tuple[str, Name, tuple[Listened, ...]]] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        third = max(1, pieces // 3)
        rooms = {
            "steady, -60 dBFS": (quiet(-60.0, 0.0), third),
            "quiet, -80 dBFS": (quiet(-80.0, SWELL_DB), third),
            "quiet, -60 dBFS": (quiet(-60.0, SWELL_DB), third),
            "session": (session(folder), pieces),
        }
        print(HEAD)
        for room, (sound, count) in rooms.items():
            files = tuple(str(written(folder / f"{number:03}.raw", sound(number))) for number in range(count))
            for system in SYSTEMS:
                heard = run(Task(system, "en", tuple((file, False) for file in files))).streams
                costs.append((room, system, heard))
                print(row(room, system, heard), flush=True)
    if asked.json:
        told = [{"sound": room, "system": system, "pieces": [*map(asdict, heard)]} for room, system, heard in costs]
        asked.json.write_text(json.dumps(told, indent=1), encoding="utf-8")


def written(file: Path, samples: Samples) -> Path:
    file.write_bytes(to_bytes(samples))
    return file


def quiet(dbfs: float, swell_db: float) -> Sound:
    """White noise that rises and falls slowly, by so much both ways."""

    def piece(number: int) -> Samples:
        swell = swell_db * np.sin(2 * np.pi * (number * PIECE_S + np.arange(PIECE) / RATE) / SWELL_S)
        noise = np.random.default_rng(number).normal(size=PIECE)
        return np.asarray(noise * 10 ** ((dbfs + swell) / 20), np.float32)

    return piece


def session(folder: Path) -> Sound:
    """Orders and sentences in random order, with gaps that are twice as long on the average."""
    book = Phrasebook(load_language("en"))
    making = Making(book, Part.ALL, seed=7, folder=folder)
    said = [*texts()["phrases"], *islice(sentences(book, making.random("sentences")), SENTENCES)]
    made = [making.say(making.voices[place % len(making.voices)], text) for place, text in enumerate(said)]
    clips = [faded(scaled(clip.read(), LEVEL_DBFS)) for clip in made]
    gap_s = float(np.mean([len(clip) for clip in clips])) / RATE * (1 / SPEECH_SHARE - 1)

    def piece(number: int) -> Samples:
        rng = making.random(f"piece {number}")
        sound = rng.normal(0.0, 10 ** (FLOOR_DBFS / 20), PIECE)
        at = 0
        while True:
            clip = clips[rng.integers(len(clips))]
            at += round(rng.uniform(SHORTEST_GAP_S, 2 * gap_s - SHORTEST_GAP_S) * RATE)
            if at + len(clip) > PIECE:
                return np.asarray(sound, np.float32)
            sound[at : at + len(clip)] += clip
            at += len(clip)

    return piece


def row(room: str, system: Name, heard: tuple[Listened, ...]) -> str:
    """A row of the table."""
    share = intervals.ratio([one.cpu_s for one in heard], [one.sound_s for one in heard])
    cpu = ", ".join(f"{100 * (end or 0.0):.1f}" for end in (share.low, share.high))
    held = [one.resident_bytes / 1e6 for one in heard]
    growth = f"{slope(held) * 3600 / PIECE_S:.1f}" if len(held) > 2 else "not known"
    minutes, decisions = len(heard) * PIECE_S // 60, sum(len(one.decisions) for one in heard)
    cells = (
        room,
        system,
        minutes,
        f"{100 * share.value:.1f} [{cpu}]",
        f"{held[0]:.1f}",
        f"{held[-1]:.1f}",
        growth,
        decisions,
    )
    return f"| {' | '.join(map(str, cells))} |"


def slope(values: list[float]) -> float:
    """By least squares, a step."""
    return float(np.polyfit(np.arange(len(values)), values, 1)[0])


if __name__ == "__main__":
    main()
