"""What each stage of hearing is good for: the coach's own path once more with one stage left out after the other.

    python -m benchmarks.listening.ablation [--part told|tune|all] [--quick] [--json FILE]

It takes some 20 minutes on two cores, --quick five. A stage is left out by replacing it from outside with one that
does nothing; the product has no switch for it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias
from unittest.mock import patch

from benchmarks.listening.corpus import MUSIC, OTHER_WORDS, SPEECH
from benchmarks.listening.systems import KOREAN, Name

if TYPE_CHECKING:
    from types import ModuleType

    from benchmarks.listening.measure import Course

ROOT = Path(__file__).parents[2]
SUBJECTS = (
    (Name.COACH_PHONES, "en", ["en-recorded", "en-phrases", "en-ways"]),
    (Name.COACH_VOSK, str(KOREAN), ["ko-synthetic"]),
)
"""A system, the language it hears, and the sets that it hears."""

RESULTS = ROOT / "benchmarks" / "results" / "ablation.json"
HEARD = {"clean", "noise, 10 dB", "1 m", "fillers, dry", "chains of safe words, dry", OTHER_WORDS, SPEECH, MUSIC}
"""The streams that are heard, of those that the sets have: enough to show what each stage is for."""

LeftOut: TypeAlias = Callable[[], AbstractContextManager[Any]]


def stages(system: Name) -> dict[str, LeftOut]:
    """Return what can be left out of a system, by name. It imports the system's parts."""
    # ruff: noqa: PLC0415
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening import early_decision, engines
    from voice_coach.listening.high_pass import HighPass
    from voice_coach.listening.phones import engine
    from voice_coach.listening.phones.activity import GAP, LevelGate
    from voice_coach.listening.phones.judgement import Judge
    from voice_coach.listening.phones.second_opinion import SecondOpinion
    from voice_coach.listening.rescue import Rescue

    high_pass = {"high-pass": partial(patch.object, HighPass, "take", lambda _, pcm: pcm)}
    if system is Name.COACH_VOSK:
        return {
            "the network beside it": partial(patch.object, engines, "_known", lambda *_: None),
            "rescue": partial(patch.object, Rescue, "beside", lambda *of: of[-1]),
            "second opinion": partial(patch.object, SecondOpinion, "agrees", lambda *_: True),
            "decoys": partial(patch.object, Phrasebook, "other_words", lambda _: ()),
            "early decision": partial(patch.object, early_decision, "STABLE_S", 60.0),
            **high_pass,
        }
    ear, hear = engine.PhoneRecogniser, Judge.hear
    return {
        "judge": partial(patch.object, ear, "_sure", lambda *_, over: over),
        "whole phrases": partial(patch.object, Judge, "hear", lambda *of: hear(*of)._replace(whole={})),
        "words around": partial(patch.object, Phrasebook, "around", lambda *_: ()),
        "early decision": partial(patch.object, engine, "EARLY", GAP + 1),
        "level gate": partial(patch.object, LevelGate, "open", new=True),
        **high_pass,
        "(thresholds 0.15 lower)": partial(patch.multiple, engine, **_thresholds(engine, -0.15)),
        "(thresholds 0.15 higher)": partial(patch.multiple, engine, **_thresholds(engine, 0.15)),
    }


def _thresholds(engine: ModuleType, more: float) -> dict[str, Any]:
    """The thresholds of the phone ear, all moved alike: what a stricter or a laxer one would hear."""
    names = ("ORDER", "SAFE_ORDER", "ANSWER")
    return {name: type(one)(*(value + more for value in one)) for name in names for one in [getattr(engine, name)]}


def without(system: Name, stage: str) -> AbstractContextManager[Any]:
    """Leave a stage out as long as this lasts; "" leaves out none. It must last as long as the system is used."""
    return stages(system)[stage]() if stage else nullcontext()


def main() -> None:
    from benchmarks.listening.__main__ import MANIFEST, corpora
    from benchmarks.listening.measure import lay_out
    from benchmarks.listening.sets.parts import Part

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", type=Part, choices=Part, default=Part.TOLD)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, default=RESULTS)
    asked = parser.parse_args(namespace=argparse.Namespace(manifest=None, synthetic=not MANIFEST.is_file(), seed=1))
    found: dict[str, Any] = {}
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for system, language, keys in SUBJECTS:
            asked.sets = keys
            made = Path(folder) / system.name
            (made / "laid").mkdir(parents=True)
            sounding = chain.from_iterable(subject.streams for _, subject in corpora(asked, made))
            course = lay_out((one for one in sounding if one.name in HEARD), language, made / "laid")
            names = ["", *stages(system)]
            rows = pool.map(partial(_row, system, course), names)
            found[system.value] = dict(zip(names, rows, strict=True))
            print(f"\n{system}\n\n{table(found[system.value])}")
            asked.json.parent.mkdir(parents=True, exist_ok=True)
            asked.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(rows: dict[str, dict[str, Any]]) -> str:
    """Return the rows in Markdown: right and wrong in each condition, what was taken for an order, cost and latency."""
    whole = rows[""]["commands"]
    quiet = next(iter(whole))
    lines = [
        ["left out", *(f"{name} ({one['n']})" for name, one in whole.items()), "false orders", "CPU, %", "p50, s"],
        ["---"] * (len(whole) + 4),
    ]
    for stage, row in rows.items():
        shares = (
            f"{100 * one['right']['value']:.0f} / {100 * one['wrong']['value']:.0f}" for one in row["commands"].values()
        )
        false = sum(one["orders"]["k"] for one in row["false"].values())
        cpu, p50 = row["cost"]["cpu"]["value"], row["commands"][quiet]["latency_s"]["p50"]["value"]
        lines.append([stage or "nothing", *shares, str(false), f"{100 * cpu:.1f}", f"{p50:.2f}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(system: Name, course: Course, stage: str) -> dict[str, Any]:
    from benchmarks.listening.figures import figures
    from benchmarks.listening.worker import Task, run

    return figures(course.streams, run(Task(system, course.language, course.files, stage)))


if __name__ == "__main__":
    main()
