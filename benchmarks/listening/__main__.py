"""Measure how well spoken commands are understood, beside two peers, over the same streams in the same run.

    python -m benchmarks.listening [--quick] [--part told|tune|all] [--set KEY]... [--system KEY]... [--synthetic]
                                   [--json FILE] [--plots FOLDER]

Recordings come from a manifest of clips, which is looked for beside the checkout; sets of synthetic voices are made on
the spot. Every set is halved by who speaks: thresholds are set with --part tune, figures are told of the other half.
docs/hearing.md says what is measured and how. The full run takes about half an hour, --quick less than three minutes.
What a set gave is written as soon as it is done. Linux only, for processor time and memory are read from /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Any

from benchmarks.listening.corpus import read_corpus
from benchmarks.listening.measure import lay_out, measure
from benchmarks.listening.plots import plots
from benchmarks.listening.sets.catalogue import CATALOGUE
from benchmarks.listening.sets.making import Making
from benchmarks.listening.sets.parts import Part
from benchmarks.listening.sets.voices import VOICES
from benchmarks.listening.streams import CONDITIONS, QUICK, corpus_streams
from benchmarks.listening.synthetic import can_make, make_corpus, other_texts
from benchmarks.listening.systems import KOREAN, Name, available
from benchmarks.listening.tables import details, tables
from voice_coach.errors import VoiceCoachError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

if TYPE_CHECKING:
    from benchmarks.listening.corpus import Corpus
    from benchmarks.listening.streams import Stream

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT.parent / "shared" / "speech" / "manifest.tsv"
RESULTS = ROOT / "benchmarks" / "results" / "listening.json"
QUICK_COMMANDS, QUICK_SECONDS = 16, 20.0
KEYS = ("en-recorded", "en-synthetic", "ko-synthetic", *CATALOGUE)


@dataclass(frozen=True, slots=True)
class Subject:
    """A set that is measured. Its streams are made when they are asked for, one at a time."""

    name: str
    language: str
    code: str
    streams: Iterator[Stream]


def main() -> None:
    asked = parse()
    if sys.platform != "linux":
        sys.exit("error: processor time and memory are read from /proc, which only Linux has.")
    began = monotonic()
    results: dict[str, Any] = {"made": about(asked), "corpora": {}}
    try:
        with TemporaryDirectory() as made:
            for key, subject in corpora(asked, Path(made)):
                found = results["corpora"][key] = measured(subject, asked)
                results["made"]["minutes"] = round((monotonic() - began) / 60, 1)
                keep(results, asked)
                print(f"\n### {found['name']}\n\n{tables(found)}")
                if key in CATALOGUE:
                    print(details(found))
    except VoiceCoachError as error:
        sys.exit(f"error: {error.message}\n{error.hint}")
    print(json.dumps(results["made"]))


def keep(results: dict[str, Any], asked: argparse.Namespace) -> None:
    """Write all that there is so far: who breaks off a long run keeps what was done."""
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.plots:
        asked.plots.mkdir(parents=True, exist_ok=True)
        for key, found in results["corpora"].items():
            plots(found, asked.plots, key)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.listening", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--manifest", type=Path, help="the clips' list; the default is used only when it is there")
    parser.add_argument("--synthetic", action="store_true", help="synthetic voices only")
    parser.add_argument("--quick", action="store_true", help="a few clips of each kind")
    parser.add_argument("--part", type=Part, choices=Part, default=Part.TOLD, help="the half of the speakers")
    parser.add_argument("--set", action="append", choices=KEYS, dest="sets", help="only this one; may be repeated")
    parser.add_argument(
        "--system", action="append", choices=[name.name.lower() for name in Name], dest="systems",
        help="only this one; may be repeated",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the figures go")
    parser.add_argument("--plots", type=Path, help="a folder for pictures")
    return parser.parse_args()


def corpora(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Subject]]:
    """Yield a short key and a set for everything that this machine can hear; raises VoiceCoachError."""
    english, korean = Phrasebook(load_language("en")), Phrasebook(load_language(KOREAN))
    manifest = asked.manifest or (MANIFEST if MANIFEST.is_file() else None)
    recorded: Corpus | None = None
    if manifest and not asked.synthetic:
        recorded = read_corpus(manifest, "English, recordings of people", "en", english).only(asked.part)
        if wanted("en-recorded", asked):
            yield "en-recorded", subject(recorded, asked)
    elif wanted("en-recorded", asked):
        print("left out: recordings (no manifest of clips, or synthetic voices only)", file=sys.stderr)
    for phrasebook, language, name in (
        (english, "en", "English, synthetic voices"),
        (korean, str(KOREAN), "Korean, synthetic voices"),
    ):
        code = phrasebook.language_code
        if not wanted(f"{code}-synthetic", asked):
            continue
        if can_make(code) and available(code):
            (folder / code).mkdir()
            made = make_corpus(phrasebook, other_texts(code), folder / code, asked.seed)
            corpus = read_corpus(made, name, language, phrasebook).only(asked.part)
            yield f"{code}-synthetic", subject(corpus, asked)
        else:
            print(f"left out: {name} (no voice or no recogniser)", file=sys.stderr)
    yield from further(asked, folder, english, recorded)


def further(
    asked: argparse.Namespace, folder: Path, english: Phrasebook, recorded: Corpus | None
) -> Iterator[tuple[str, Subject]]:
    """Yield the sets of the catalogue, or say why they cannot be made."""
    missing = {voice.program for voice in VOICES if not voice.is_here}
    for key, one in CATALOGUE.items():
        if not wanted(key, asked):
            continue
        if missing or not available("en"):
            why = f"no {' and no '.join(sorted(missing))}" if missing else "no recogniser"
            print(f"left out: {one.name} ({why})", file=sys.stderr)
            continue
        (folder / key).mkdir()
        making = Making(english, asked.part, asked.seed, folder / key, recorded, quick=asked.quick)
        yield key, Subject(one.name, "en", "en", one.make(making))


def wanted(key: str, asked: argparse.Namespace) -> bool:
    return not asked.sets or key in asked.sets


def subject(corpus: Corpus, asked: argparse.Namespace) -> Subject:
    taken = corpus.thinned(QUICK_COMMANDS, QUICK_SECONDS) if asked.quick else corpus
    streams = corpus_streams(taken, QUICK if asked.quick else CONDITIONS, asked.seed)
    return Subject(corpus.name, corpus.language, corpus.phrasebook.language_code, streams)


def measured(subject: Subject, asked: argparse.Namespace) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        course = lay_out(subject.streams, subject.language, Path(folder))
        systems = {}
        for system in available(subject.code):
            if asked.systems and system.name.lower() not in asked.systems:
                continue
            print(f"{subject.name}: {system} …", file=sys.stderr)
            systems[system.value] = measure(system, course)
    return {"name": subject.name, "systems": systems}


def about(asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ("vosk", "hama", "pocketsphinx")},
        "seed": asked.seed,
        "quick": asked.quick,
        "part": asked.part.value,
    }


if __name__ == "__main__":
    main()
