"""A corpus of tones: what the streams are built from needs no voices to be checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.listening.corpus import Corpus, read_corpus
from voice_coach.audio.format import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.language.phrasebook import Phrasebook

HEAD = "path\trole\tlabel"
LEAD_S, WORD_S, TAIL_S = 0.25, 0.4, 0.35


def _write(path: Path, samples: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    with WavWriter(path, RATE) as file:
        file.write(samples.astype(np.float32))


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    """A folder with a "word" (a tone with quiet around it), ten seconds of noise, and as much of a low tone."""
    rng = np.random.default_rng(2)
    time = np.arange(round(10 * RATE)) / RATE
    word = np.sin(2 * np.pi * 400 * time[: round(WORD_S * RATE)])
    quiet = [np.zeros(round(seconds * RATE)) for seconds in (LEAD_S, TAIL_S)]
    _write(tmp_path / "word.wav", 0.3 * np.concatenate([quiet[0], word, quiet[1]]))
    _write(tmp_path / "rain.wav", rng.normal(0.0, 0.05, len(time)))
    _write(tmp_path / "hum.wav", 0.2 * np.sin(2 * np.pi * 100 * time))
    return tmp_path


@pytest.fixture
def corpus_of(clips: Path, english: Phrasebook) -> Callable[..., Corpus]:
    """Read a corpus with the given rows, each of file, role and label."""

    def read(*rows: tuple[str, str, str]) -> Corpus:
        manifest = clips / "manifest.tsv"
        manifest.write_text("\n".join([HEAD, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")
        return read_corpus(manifest, "Test", "en", english)

    return read
