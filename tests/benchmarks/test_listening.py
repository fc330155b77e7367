"""The benchmark for real, on a handful of clips: voices made on the spot, every system in its own process."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.listening.__main__ import main
from benchmarks.listening.corpus import EMBEDDED, MUSIC, NOISE, OTHER_WORDS, SPEECH, read_corpus
from benchmarks.listening.decision import Decision
from benchmarks.listening.figures import figures
from benchmarks.listening.intervals import percentile
from benchmarks.listening.measure import lay_out, measure
from benchmarks.listening.plots import plots
from benchmarks.listening.scoring import Spoken
from benchmarks.listening.streams import QUICK, Stream, corpus_streams
from benchmarks.listening.synthetic import ROLES, can_make, make_corpus, other_texts
from benchmarks.listening.systems import Name, available
from benchmarks.listening.tables import NONE, details, tables
from benchmarks.listening.worker import Listened, Report
from voice_coach.core.commands.table import Command
from voice_coach.errors import SpeakingError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

ROOT = Path(__file__).parents[2]
PAGE, FIGURES = ROOT / "docs" / "hearing.md", ROOT / "docs" / "hearing" / "figures.json"
KOREAN = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
ORDERS = {
    "en": {Command.RESUME: ("carry on",), Command.NEXT_EXERCISE: ("next exercise",), Command.YES: ("yes",)},
    "ko": {Command.RESUME: ("계속해",), Command.BACK: ("이전 운동",), Command.NO: ("아니요",)},
}


def measured(language: str, systems: set[Name], folder: Path) -> dict[str, Any]:
    """Figures of the systems for three phrases, one other text of each kind, noise and music."""
    whole = load_language(language)
    if not can_make(whole.code):
        pytest.skip(f"the program that speaks {whole.code} is not installed")
    if not systems <= set(available(whole.code)):
        pytest.skip(f"a recogniser of {whole.code} is not installed")
    few = Phrasebook(replace(whole, phrases=ORDERS[whole.code], numbers=(), no_pain=()))
    texts = {key: said[:1] for key, said in other_texts(whole.code).items()}
    clips, raw = folder / "clips", folder / "raw"
    clips.mkdir()
    raw.mkdir()
    corpus = read_corpus(make_corpus(few, texts, clips, seed=1), "Test", language, few).thinned(12, 3.0)
    course = lay_out(corpus_streams(corpus, QUICK, 1), language, raw)
    return {"name": "Test", "systems": {system.value: measure(system, course) for system in systems}}


@pytest.mark.parametrize(
    ("language", "systems", "phrases"),
    [
        ("en", {Name.COACH_PHONES, Name.FLAT_SPHINX}, 3),
        (str(KOREAN), {Name.COACH_VOSK, Name.VOSK_LOOP}, 12),  # each phrase by four voices
    ],
)
def test_every_system_is_measured_over_the_same_streams(
    tmp_path: Path, language: str, systems: set[Name], phrases: int
) -> None:
    found = measured(language, systems, tmp_path)
    for system in systems:
        one = found["systems"][system.value]
        clean, noisy = one["commands"]["clean"], one["commands"]["noise, 10 dB"]
        assert clean["n"] == noisy["n"] == phrases
        assert clean["right"]["k"] >= phrases - 1
        assert -0.2 < clean["latency_s"]["p50"]["value"] < 2.0  # before the last sample, when that is a soft one
        assert clean["block_s"]["p95"] > 0.0
        assert set(one["false"]) == {OTHER_WORDS, SPEECH, EMBEDDED, NOISE, MUSIC}
        assert one["false"][NOISE]["orders"]["high"] > 0.0
        assert one["cost"]["cpu"]["value"] > 0.0
        assert one["cost"]["peak_mb"] > 20
        assert system.value in tables(found)
    plots(found, tmp_path, "test")
    assert all((tmp_path / f"test-{name}.png").stat().st_size > 5_000 for name in ("right", "false", "latency"))


def test_a_missing_voice_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, english: Phrasebook) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpeakingError, match="Nothing here speaks en"):
        make_corpus(english, {}, tmp_path, seed=1)


def test_the_other_texts_are_no_commands(english: Phrasebook, korean: Phrasebook) -> None:
    for phrasebook in (english, korean):
        texts = other_texts(phrasebook.language_code)
        assert [text for said in texts.values() for text in said if phrasebook.match(text)] == []


def test_the_embedding_sentences_embed_a_command(english: Phrasebook, korean: Phrasebook) -> None:
    for phrasebook in (english, korean):
        texts = other_texts(phrasebook.language_code)
        assert set(texts) == set(ROLES)
        for sentence in texts["embedded"]:
            assert [phrase for phrase in phrasebook.phrases() if f" {phrase} " in f" {sentence.strip('.')} "], sentence


def heard(*meanings: str) -> Listened:
    return Listened(tuple(Decision(one, one, True, 2.0, 0.01) for one in meanings), 0.1, 60.0)


def test_what_repeats_counts_for_no_independent_minute_and_single_words_for_no_continuous_one() -> None:
    def sound(name: str, seconds: float, *, repeats: bool = False) -> Stream:
        return Stream(name, np.zeros(0, np.float32), seconds, repeats=repeats)

    sounds = (sound(OTHER_WORDS, 60), sound("talk", 600), sound("talk", 300), sound("changed", 900, repeats=True))
    report = Report((heard("next"), heard("stop", "yes"), heard("skip"), heard("stop")), 1)
    found = figures(sounds, report)
    assert {kind: one["seconds"] for kind, one in found["false"].items()} == {
        OTHER_WORDS: 60, "talk": 900, "changed": 900,
    }  # fmt: skip
    sums = {
        name: (one["seconds"], one["orders"]["k"], one["answers"]["k"]) for name, one in found["continuous"].items()
    }
    assert sums == {"independent": (900, 2, 1), "all": (1800, 3, 1)}
    shown = tables({"name": "Test", "systems": {"ear": found}})
    assert "| all that is independent | 15.0 | 8 [1, 29] (2) |" in shown
    assert "| with what repeats | 30.0 | 6 [1, 18] (3) |" in shown
    assert "commands in" not in shown


def test_the_details_are_told_by_phrase_and_by_voice() -> None:
    ann, awb = Spoken("stop now", "stop", 1.0, 1.5, "ann"), Spoken("next", "next", 4.0, 4.5, "flite awb")
    nothing = np.zeros(0, np.float32)
    sounds = (Stream("dry", nothing, 1.0, spoken=(ann, awb)), Stream("1 m", nothing, 1.0, spoken=(ann,)))
    found = figures(sounds, Report((heard("stop"), heard("skip")), 1))
    rows = details({"systems": {"ear": found}}).splitlines()
    assert [row for row in rows if row.startswith(("| stop now", "| next", "| ann", "| flite"))] == [
        f"| next | 0/1 | {NONE} |", "| stop now | 1/1 | 0/1 |",
        "| ann | 1/1 | 0/1 |", f"| flite awb (held out) | 0/1 | {NONE} |",
    ]  # fmt: skip


def test_only_the_sets_that_were_asked_for_are_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no voice is here
    monkeypatch.setattr(
        "sys.argv", ["listening", "--set", "en-ways", "--synthetic", "--json", str(tmp_path / "f.json")]
    )
    main()
    told = capsys.readouterr().err
    assert "left out: English, ways of saying it, synthetic voices (no espeak-ng and no flite)" in told
    assert "whole phrases" not in told


def test_a_bad_manifest_ends_with_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["listening", "--manifest", str(tmp_path / "none.tsv"), "--json", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"^error: The manifest .*none\.tsv cannot be used"):
        main()


def test_what_was_done_is_kept_when_the_rest_is_broken_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = json.loads(FIGURES.read_text(encoding="utf-8"))["corpora"]["en-recorded"]

    def one_and_no_more(*_: object) -> Iterator[tuple[str, None]]:
        yield "en-recorded", None
        raise KeyboardInterrupt

    monkeypatch.setattr("benchmarks.listening.__main__.corpora", one_and_no_more)
    monkeypatch.setattr("benchmarks.listening.__main__.measured", lambda *_: found)
    monkeypatch.setattr("sys.platform", "linux")
    kept = tmp_path / "kept" / "figures.json"
    monkeypatch.setattr("sys.argv", ["listening", "--json", str(kept), "--plots", str(tmp_path / "plots")])
    with pytest.raises(KeyboardInterrupt):
        main()
    assert json.loads(kept.read_text(encoding="utf-8"))["corpora"] == {"en-recorded": found}
    assert len([*(tmp_path / "plots").iterdir()]) == 3


def test_the_published_percentiles_are_those_of_the_published_latencies() -> None:
    for corpus in json.loads(FIGURES.read_text(encoding="utf-8"))["corpora"].values():
        for system in corpus["systems"].values():
            for one in system["commands"].values():
                latencies = one["latencies_s"]
                assert one["latency_s"]["n"] == one["right"]["k"] == len(latencies)
                for percent in (50, 95) if latencies else ():
                    expected = percentile(latencies, percent)._asdict()
                    assert one["latency_s"][f"p{percent}"] == pytest.approx(expected, abs=1e-4)


def test_a_table_shows_what_every_latency_rests_on_and_no_interval_where_there_is_none() -> None:
    page = tables(json.loads(FIGURES.read_text(encoding="utf-8"))["corpora"]["en-recorded"])
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    (noisy,) = [row for row in rows if row[:2] == ["coach, phone ear", "noise, 0 dB"]]
    timed, p50, p95 = noisy[-3:]
    assert 6 <= int(timed) < 72
    assert not p50.endswith(f" [{NONE}]")
    assert p95.endswith(f" [{NONE}]")
    (babble,) = [row for row in rows if row[:2] == ["PocketSphinx, flat grammar", "babble, 10 dB"]]
    assert babble[-3:] == ["0", NONE, NONE]


def test_the_page_shows_the_figures_that_were_measured() -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    assert found["made"]["date"] in page
    for corpus in found["corpora"].values():
        assert tables(corpus).strip() in page
    pictures = [f"hearing/{path.name}" for path in FIGURES.parent.glob("*.png")]
    assert len(pictures) >= 2 * len(found["corpora"])
    assert [picture for picture in pictures if picture not in page] == []
