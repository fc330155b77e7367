"""Phrases that start a routine, said by a synthesiser, and what people said to each other."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.audio.format import RATE, Samples, from_bytes, to_bytes
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.lesson import lesson
from voice_coach.standby.hearing import DEFAULT, PhraseEar, StartHeard
from voice_coach.standby.phrases import Startable, phrases
from voice_coach.standby.stretches import Stretches

RECORDINGS = Path(__file__).parents[3] / "shared" / "speech"
"""Beside the checkout, and never in it."""

Flite = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def ear() -> PhraseEar:
    language, learned = load_language("en"), lesson("en")
    assert learned
    routines = [Startable(name, name, name) for name in ("desk-break", "thoracic-mini", "upper-back-strong-six")]
    found = phrases(routines, learned.pronounce, language.numbers)
    return PhraseEar(Phrasebook(language), learned, found.starts | {"let's go": DEFAULT}, found.rivals)


def heard(ear: PhraseEar, sound: Samples) -> Iterator[StartHeard]:
    room = (np.random.default_rng(1).standard_normal(len(sound) + 2 * RATE) * 10 ** (-65 / 20)).astype(np.float32)
    room[RATE:-RATE] += sound
    for stretch in Stretches().take(to_bytes(room)):
        yield ear.hear(stretch)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("start desk break", 0),
        ("coach, start thoracic mini", 1),
        ("okay coach, start upper back strong six", 2),
        ("let's go", DEFAULT),
    ],
)
def test_a_phrase_starts_its_routine(ear: PhraseEar, flite_says: Flite, said: str, place: int) -> None:
    verdicts = [*heard(ear, from_bytes(flite_says("rms", said)))]
    assert [one.place for one in verdicts if one.starts] == [place]


@pytest.mark.parametrize(
    "said", ["stop desk break", "pause now", "i would like some coffee", "start upper back relief six", "start the car"]
)
def test_what_is_no_such_phrase_starts_nothing(ear: PhraseEar, flite_says: Flite, said: str) -> None:
    assert [one for one in heard(ear, from_bytes(flite_says("rms", said))) if one.starts] == []


def test_silence_is_nothing(ear: PhraseEar) -> None:
    assert not ear.hear(np.zeros(RATE, np.float32)).starts


def test_what_people_say_to_each_other_starts_nothing(ear: PhraseEar) -> None:
    if not RECORDINGS.is_dir():
        pytest.skip("the recordings of people are not on this machine")
    with (RECORDINGS / "manifest.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["role"] == "neg_speech_embeds_cmd"][:15]
    clips = [np.asarray(soundfile.read(RECORDINGS / row["path"], dtype="float32")[0]) for row in rows]
    assert [one for clip in clips for one in heard(ear, clip) if one.starts] == []
