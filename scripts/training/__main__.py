"""Teach the phone ear English: `scripts/train-ear`.

It learns from synthetic voices, and from one half of a folder of recordings where there is one. What it learns is
written beside the code that uses it. The same seed and the same sounds give the same bytes; it takes some 20 minutes.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import cache, cached_property, partial
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
import numpy.typing as npt

from scripts.training.dictionary import dictionary
from scripts.training.heard_as import HEARD_AS
from scripts.training.learning import Labels, Recipe, learn
from scripts.training.sounds import Recordings, at_level, faster, reverberated
from scripts.training.texts import EMBEDDING, SENTENCES, other_words, wrapped
from scripts.training.voices import VOICES, Voice
from voice_coach.audio.format import RATE, Samples
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.activity import runs
from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.engine import AFTER, BEFORE
from voice_coach.listening.phones.judgement import Judge
from voice_coach.listening.phones.lesson import (
    BLANK,
    CONTEXT,
    MOST,
    PHONES,
    Layer,
    Lesson,
    emissions,
    features,
    pooled,
    read_pronunciations,
)
from voice_coach.listening.phones.network import FRAME_S, FRAME_SAMPLES, phone_network
from voice_coach.listening.phones.untaught.token_table import TokenTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voice_coach.listening.phones.grammar import Phones
    from voice_coach.listening.phones.network import Array

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "en"

SPEEDS = (1.0, 0.88, 1.12, 0.94, 1.06, 0.9, 1.1)
QUIET_S = 0.6
"""Before and behind every clip."""

TAIL_S = 0.25
"""So long a last phone may go on in a room."""

LONGEST_FRAMES = 140
"""A run of speech that is longer is no order."""

HEARD_S = 12.0
"""Recordings are heard in pieces of this length."""

PHONES_RECIPE = Recipe(hidden=160, passes=8, dropped=0.1, step=2e-3, decay=1e-4, batch=2048)
WHOLE_RECIPE = Recipe(hidden=160, passes=12, dropped=0.3, step=1.5e-3, decay=3e-4, batch=256)
JUDGE_RECIPE = Recipe(hidden=32, passes=150, dropped=0.0, step=3e-3, decay=1e-4, batch=256)

FOLDS = 3
"""The voices fall into so many parts; what is said of each is learned from the others."""

NO_ORDER_COUNTS = 2.0
"""Taking something else for an order is so much worse than missing one."""

Half: TypeAlias = npt.NDArray[np.float16]
"""Half the digits take half the memory, and are enough to learn from."""


class Example(NamedTuple):
    """A clip to learn from, whose voice it is, and how often it is varied; ``text`` is "" where no text is needed."""

    samples: Samples
    text: str
    order: bool
    real: bool
    variants: int
    source: str


class Utterance(NamedTuple):
    """A run of speech as the ear cuts it out of the sound, and what was said in the sound."""

    hidden: list[Half]
    silence_s: float
    mass: float
    text: str
    order: bool
    source: str


def main() -> None:
    """Learn it all and write it down."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--recordings", type=Path, default=ROOT.parent / "shared" / "speech")
    options.add_argument("--out", type=Path, default=ROOT / "voice_coach" / "listening" / "phones")
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args()
    teacher = Teacher(chosen.seed, Recordings.read(chosen.recordings))
    with ProcessPoolExecutor(chosen.jobs, initializer=_recordings.read, initargs=(chosen.recordings,)) as pool:
        weights = teacher.learn(pool)
    (chosen.out / f"{LANGUAGE}.dict").write_text(teacher.dictionary_text, encoding="utf-8")
    np.savez(chosen.out / f"{LANGUAGE}.npz", **weights)  # type: ignore[arg-type]  # its stub knows no keywords


class Teacher:
    """Goes through the stages: the phones of frames, whole utterances, and the judge."""

    def __init__(self, seed: int, recordings: Recordings) -> None:
        self._seed, self._recordings = seed, recordings
        self._language = load_language(LANGUAGE)
        self._phrasebook = Phrasebook(self._language)
        needed = {word for text in (*self._phrasebook.phrases(), *self._around()) for word in text.split()}
        spoken = dictionary()
        self.dictionary_text = "".join(
            f"{word} {' '.join(phones)}\n" for word in sorted(needed) for phones in spoken.get(word, ())[:4]
        )

    def learn(self, pool: ProcessPoolExecutor) -> dict[str, Array]:
        """Return the arrays of a `Lesson`."""
        print("saying it all")
        examples = self._examples(pool)
        print(f"{len(examples)} clips: aligning")
        phones = self._phones(pool, examples)
        print("cutting utterances out")
        utterances = self._utterances(pool, examples, phones)
        print(f"{len(utterances)} utterances: whole phrases")
        whole = self._whole(phones, utterances)
        names = np.array("\n".join(self._names))
        arrays = {**_arrays("phones", phones), **_arrays("whole", whole), "phrases": names}
        print("the judge")
        judged: list[list[tuple[list[float], bool]]] = []
        for fold in range(FOLDS):
            # Of voices that a judge has heard being learned it would trust too much of what is said about them.
            others = [one for one in utterances if _fold(one) != fold]
            strangers = {**arrays, **_arrays("whole", self._whole(phones, others))}
            see = partial(_judged, self._unjudged(strangers))
            judged += pool.map(see, (one for one in utterances if _fold(one) == fold), chunksize=128)
        judge = self._judge([one for found in judged for one in found])
        return {**arrays, **_arrays("judge", judge)}

    def _around(self) -> list[str]:
        return [text for match in self._phrasebook.table.values() for text in self._phrasebook.around(match)]

    def _examples(self, pool: ProcessPoolExecutor) -> list[Example]:
        tasks = [
            (voice, text, variants)
            for number, voice in enumerate(VOICES)
            if not voice.held_out
            for text, variants in self._texts(Random(f"{self._seed} {number}"))
        ]
        said = pool.map(_said, tasks, chunksize=32)
        synthetic = [
            Example(samples, text, self._phrasebook.match(text) is not None, False, variants, voice.name)
            for samples, (voice, text, variants) in zip(said, tasks, strict=True)
        ]
        return [*synthetic, *self._recorded()]

    def _texts(self, random: Random) -> list[tuple[str, int]]:
        others = random.sample(other_words(self._language, dictionary(), Random(self._seed)), 170)
        return [
            *((phrase, 6 if " " in phrase else 9) for phrase in self._phrasebook.phrases()),
            *((text, 3) for text in wrapped(self._language, random)),
            *((text, 2) for text in (*others, *random.sample(SENTENCES, 10), *random.sample(EMBEDDING, 8))),
        ]

    def _recorded(self) -> list[Example]:
        found = []
        for clip in self._recordings.clips:
            words = clip.role in {"command", "neg_word"}
            known = bool(clip.text) and all(word in dictionary() for word in clip.text.split())
            text = clip.text if known else ""
            length = round(HEARD_S * RATE)
            for start in range(0, len(clip.samples), length):
                piece = clip.samples[start : start + length]
                if len(piece) > RATE // 2:
                    whole = text if len(clip.samples) <= length else ""
                    order = words and self._phrasebook.match(text) is not None
                    found.append(Example(at_level(piece), whole, order, True, 20 if words else 4, clip.speaker))
        return found

    def _phones(self, pool: ProcessPoolExecutor, examples: Sequence[Example]) -> Layer:
        table = TokenTable({phone: HEARD_AS[phone].split() for phone in PHONES})
        said = [example for example in examples if example.text and _pronounced(example.text)]
        clean = list(pool.map(_log_probabilities, [one.samples for one in said if not one.real][::5], chunksize=64))
        known = [_pronounced(one.text) for one in said if not one.real][::5]
        for _ in range(3):
            table.learn(zip(clean, known, strict=True))
        align = partial(_aligned, self._seed, table)
        heard = [one for found in pool.map(align, range(len(said)), said, chunksize=64) for one in found]
        return _learn_frames(heard)

    def _utterances(self, pool: ProcessPoolExecutor, examples: Sequence[Example], phones: Layer) -> list[Utterance]:
        others = [
            Example(sound[start : start + round(HEARD_S * RATE)], "", False, True, 1, f"background {number}")
            for number, sound in enumerate((*self._recordings.noise, *self._recordings.music))
            for start in range(0, len(sound), round(HEARD_S * RATE))
        ]
        everything = [*examples, *(one for one in others if len(one.samples) > RATE)]
        cut = partial(_cut, self._seed, phones)
        return [one for found in pool.map(cut, range(len(everything)), everything, chunksize=64) for one in found]

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self._phrasebook.table)

    def _whole(self, phones: Layer, utterances: Sequence[Utterance]) -> Layer:
        heard = ([part.astype(np.float32) for part in one.hidden] for one in utterances)
        rows = np.array([pooled(hidden, emissions(phones, hidden)) for hidden in heard], np.float16)
        none = len(self._names)
        labels = np.array([self._names.index(self._phrase(one)) if one.order else none for one in utterances])
        return learn(lambda chosen: rows[chosen].astype(np.float32), labels, none + 1, WHOLE_RECIPE)

    def _phrase(self, utterance: Utterance) -> str:
        if utterance.text in self._phrasebook.table:
            return utterance.text
        match = self._phrasebook.match(utterance.text)
        assert match is not None
        return match.phrase

    def _unjudged(self, arrays: Mapping[str, Array]) -> Lesson:
        nothing = {f"judge.{field}": np.zeros(1, np.float32) for field in Layer._fields}
        return Lesson({**arrays, **nothing}, read_pronunciations(self.dictionary_text))

    def _judge(self, judged: Sequence[tuple[list[float], bool]]) -> Layer:
        rows = np.array([row for row, _ in judged], np.float32)
        labels = np.array([int(right) for _, right in judged])
        shares = np.where(labels == 1, 1.0, NO_ORDER_COUNTS).astype(np.float32)
        return learn(lambda chosen: rows[chosen], labels, 2, JUDGE_RECIPE, shares)


def _fold(utterance: Utterance) -> int:
    """By whose voice it is, so that no voice is in two."""
    return crc32(utterance.source.encode()) % FOLDS


class _SharedRecordings:
    """The recordings of a worker: too large to be handed over with every task."""

    def __init__(self) -> None:
        self.all = Recordings()

    def read(self, folder: Path) -> None:
        """Read them, once a worker."""
        self.all = Recordings.read(folder)


_recordings = _SharedRecordings()


def _said(task: tuple[Voice, str, int]) -> Samples:
    voice, text, _ = task
    return voice.say(text)


def _log_probabilities(samples: Samples) -> Array:
    return phone_network().log_probabilities(_padded(at_level(samples), 0.12, 0.16))


def _aligned(seed: int, table: TokenTable, number: int, example: Example) -> list[tuple[Half, Labels]]:
    """Vary a clip: the frames of each variant, and which phone sounds in each, also where noise lies over it."""
    random = np.random.default_rng([seed, number, 1])
    network = phone_network()
    found: list[tuple[Half, Labels]] = []
    for variant in range(example.variants):
        clean = _padded(faster(at_level(example.samples), SPEEDS[(number + variant) % len(SPEEDS)]), 0.2, 0.3)
        path = table.align(network.log_probabilities(_hissing(clean, random)), _pronounced(example.text))
        far = reverberated(clean, random) if random.random() < 0.5 else clean
        sounds = (*([clean] if variant == 0 else []), _disturbed(far, random))
        found += [(features(network.hidden(_hissing(sound, random))).astype(np.float16), path) for sound in sounds]
    return found


def _learn_frames(heard: Sequence[tuple[Half, Labels]]) -> Layer:
    frames = np.concatenate([one for one, _ in heard])
    labels = np.concatenate([one for _, one in heard])
    lengths = np.array([len(one) for _, one in heard])
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    last = np.repeat(np.cumsum(lengths) - 1, lengths)
    random = np.random.default_rng(0)
    kept = np.flatnonzero((labels != BLANK) | (random.random(len(labels)) < 0.35))

    def rows(chosen: Labels) -> Array:
        places = kept[chosen]
        around = (np.clip(places + shift, first[places], last[places]) for shift in range(-CONTEXT, CONTEXT + 1))
        return np.concatenate([frames[one] for one in around], axis=1).astype(np.float32)

    return learn(rows, labels[kept], len(PHONES) + 1, PHONES_RECIPE)


def _cut(seed: int, phones: Layer, number: int, example: Example) -> list[Utterance]:
    """Vary a clip as it may sound in a room, and cut the utterances out as the ear does."""
    random = np.random.default_rng([seed, number, 2])
    network, found = phone_network(), []
    for variant in range(example.variants):
        clean = faster(at_level(example.samples), SPEEDS[int(random.integers(len(SPEEDS)))])
        clean = _padded(clean, QUIET_S, QUIET_S)
        if random.random() < (0.25 if example.real else 0.55):
            clean = reverberated(clean, random)
        sound = clean if example.real and variant == 0 else _disturbed(clean, random)
        sound = _hissing(sound, random)
        silence = emissions(phones, network.hidden(sound))[:, BLANK]
        within = range(round((QUIET_S - 0.1) / FRAME_S), round((len(sound) / RATE - QUIET_S + TAIL_S) / FRAME_S))
        before = -round(QUIET_S / FRAME_S)
        for run in runs(silence):
            if run.last - run.first <= LONGEST_FRAMES and run.last in within:
                cut = sound[max(0, run.first - BEFORE) * FRAME_SAMPLES : (run.last + 1 + AFTER) * FRAME_SAMPLES]
                mass = float((1.0 - np.exp(silence[run.first : run.last + 1])).sum())
                hidden = [one.astype(np.float16) for one in network.hidden(cut)[-2:]]
                quiet_s = (run.first - before) * FRAME_S
                found.append(Utterance(hidden, quiet_s, mass, example.text, example.order, example.source))
            before = run.last
    return found


def _judged(lesson: Lesson, utterance: Utterance) -> list[tuple[list[float], bool]]:
    """What the judge sees of the candidates, with and without an open question, and which of them are right."""
    phrasebook = _phrasebook()
    judge, answers = Judge(lesson, _decoder(), phrasebook.table), frozenset(phrasebook.answers())
    match = phrasebook.match(utterance.text) if utterance.order else None
    said = (match.command, match.number) if match else None
    hidden = [one.astype(np.float32) for one in utterance.hidden]
    evidence = judge.hear(hidden, utterance.silence_s, utterance.mass)
    found = []
    for asked, sayable in ((False, lambda _: True), (True, answers.__contains__)):
        for phrase in judge.candidates(evidence, sayable):
            meant = phrasebook.table[phrase]
            right = (meant.command, meant.number) == said
            # Once more as a phrase of somebody's own, which was not learned.
            views = (evidence, evidence._replace(whole={}))
            found += [(judge.features(seen, phrase, sayable, asked=asked), right) for seen in views]
    return found


@cache
def _phrasebook() -> Phrasebook:
    return Phrasebook(load_language(LANGUAGE))


@cache
def _decoder() -> Decoder:
    """It depends on how words are said, which is the same in every fold."""
    return Decoder(_phrasebook().table, _phrasebook().around, _pronounced, BLANK)


def _disturbed(samples: Samples, random: np.random.Generator) -> Samples:
    """The sound with something else behind it, 3 to 25 dB softer, and at some other level."""
    background = _recordings.all.background(len(samples), random)
    mixed = samples + background * 10 ** (-random.uniform(3, 25) / 20)
    return np.asarray(np.clip(mixed * 10 ** (random.uniform(-12, 6) / 20), -1, 1), np.float32)


def _hissing(samples: Samples, random: np.random.Generator) -> Samples:
    """With the faint noise that every microphone has: digital silence is heard by nobody."""
    return np.asarray(samples + random.normal(0, 2e-4, len(samples)), np.float32)


def _padded(samples: Samples, before_s: float, behind_s: float) -> Samples:
    return np.pad(samples, (round(before_s * RATE), round(behind_s * RATE)))


def _pronounced(text: str) -> list[Phones]:
    ways = [dictionary().get(word, ()) for word in text.split()]
    return [tuple(PHONES.index(phone) for part in said for phone in part) for said in islice(product(*ways), MOST)]


def _arrays(name: str, layer: Layer) -> dict[str, Array]:
    return {f"{name}.{field}": one.astype(np.float16) for field, one in zip(layer._fields, layer, strict=True)}


if __name__ == "__main__":
    main()
