"""What the phone ear gains from clips of a person's own voice: errors at the same false rate, before and after.

    python benchmarks/own_voice.py --manifest FILE

The manifest is that of the listening benchmark; without one only the synthetic voices are measured. Three groups:

- **people**: speakers with at least `ENOUGH` clips of short words. One half of a speaker's clips is learned and the
  other tested, then the other way round, so that each clip is tested once.
- **people, the same word again**: whoever says one phrase twice, however many clips there are; one is learned, the
  other tested, and the other way round.
- **voices**: synthetic ones of which the ear has learned nothing. Each says twenty phrases four times, at other tempos
  and pitches: two in quiet are learned, two in noise (14 and 8 dB below the voice) and reverberation are tested.

A clip whose label is a phrase of the coach is a command, and is learned or tested as one; other words ("left", "dog")
are never learned, they count as false when they are taken for a phrase. Falsely heard can be: in the first two groups
all people's other words, in the third those and the single words of the further sets, in the same voice and noise.
Each is judged once as an order and once as an answer. An error is a command that is missed or taken for another.

Afterwards one shift of all thresholds makes as many words falsely heard in a group as before; without the shift is
told too. People are tested twice, as they are and with white noise 10 dB below them, for in quiet they make too few
errors to tell anything; what is learned is in quiet. Thresholds are those of utterances that are over. Intervals are
Wilson's (95 %); those of two columns are of the same clips, so what changed is better seen in the counts.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import inf, log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.listening.decision import is_answer, meaning_of
from benchmarks.listening.intervals import proportion
from benchmarks.listening.level import active_level
from benchmarks.listening.sets.texts import texts
from benchmarks.listening.sets.voices import HELD_OUT, Voice
from voice_coach.audio import wav
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.engine import ANSWER, ORDER, SAFE_ORDER
from voice_coach.listening.phones.judgement import Evidence, Judge
from voice_coach.listening.phones.lesson import BLANK, lesson
from voice_coach.listening.phones.network import Array, phone_network
from voice_coach.listening.phones.own.learning import utterance
from voice_coach.listening.phones.own.prototypes import Prototypes

ENOUGH = 10
SHORT = ("command", "neg_word")
"""Roles of clips of short words."""

SILENCE_S = 1.0
"""What the judge is told of the quiet before an utterance."""

LEARNED, TESTED = ((1.05, 0.98, 25), (0.92, 1.02, 25)), ((1.0, 1.0, 14), (0.87, 1.04, 8))
"""How long a voice takes, by how much its pitch is changed, and how many dB below it the noise is."""

REVERBERATION_S = 0.35
NOISE_BELOW_DB = 10


class Said(NamedTuple):
    """An utterance as it was heard. ``meaning`` is "" for a word that is no phrase; ``evidence`` None for no phones."""

    who: str
    phrase: str
    meaning: str
    evidence: Evidence | None
    direction: Array | None


class Trial(NamedTuple):
    """By how much the best candidate passes its threshold, in logits, and whether it is what was said."""

    who: str
    right: bool
    margin: float


class Bench:
    """The ear, and what it makes of utterances."""

    def __init__(self) -> None:
        learned = lesson("en")
        if learned is None:
            raise SystemExit("the phone ear has not learned English")
        self.book = Phrasebook(load_language("en"))
        self._lesson = learned
        self._judge = Judge(
            learned, Decoder(self.book.table, self.book.around, learned.pronounce, BLANK), self.book.table
        )
        self._answers = frozenset(self.book.answers())

    def said(self, who: str, text: str, sound: Samples) -> Said:
        """Hear a sound once; what a voice makes of it is found later."""
        meaning = meaning_of(text, self.book)
        cut = utterance(self._lesson, sound)
        if cut is None:
            return Said(who, text, meaning, None, None)
        hidden = phone_network().hidden(cut)
        emissions = self._lesson.emissions(hidden)
        spoken = float((1.0 - np.exp(emissions[:, BLANK])).sum())
        evidence = self._judge.hear(hidden, SILENCE_S, spoken)
        return Said(who, text, meaning, evidence, self._lesson.direction(hidden, emissions))

    def trial(self, said: Said, own: Prototypes | None, *, asked: bool) -> Trial:
        """Judge an utterance with or without a voice."""
        if said.evidence is None or said.direction is None:
            return Trial(said.who, right=False, margin=-inf)
        evidence = said.evidence._replace(alike=own.alike(said.direction) if own else {})
        judged = self._judge.judge(evidence, lambda text: not asked or text in self._answers, asked=asked)
        margins = [
            (_logit(one.probability) - _logit(self._threshold(one.phrase, asked=asked)), one.phrase) for one in judged
        ]
        margin, phrase = max(margins, default=(-inf, ""))
        return Trial(said.who, bool(said.meaning) and meaning_of(phrase, self.book) == said.meaning, margin)

    def command(self, said: Said, own: Prototypes | None) -> Trial:
        """Judge an utterance as the coach would that waits for it."""
        return self.trial(said, own, asked=is_answer(said.meaning))

    def _threshold(self, phrase: str, *, asked: bool) -> float:
        if asked:
            return ANSWER.over
        return (SAFE_ORDER if self.book.table[phrase].command.row.safety else ORDER).over


class Fold(NamedTuple):
    """What is learned, and what is tested with it; ``others`` are no commands."""

    learn: Sequence[Said]
    test: Sequence[Said]
    others: Sequence[Said]


def measured(bench: Bench, folds: Iterable[Fold]) -> tuple[dict[str, list[Trial]], dict[str, list[Trial]]]:
    """Return the commands' trials and the others', each ``before`` and ``after``."""
    commands: dict[str, list[Trial]] = defaultdict(list)
    others: dict[str, list[Trial]] = defaultdict(list)
    for fold in folds:
        directions: dict[str, list[Array]] = defaultdict(list)
        for said in fold.learn:
            if said.meaning and said.direction is not None:
                directions[said.phrase].append(said.direction)
        for when, own in (("before", None), ("after", Prototypes(directions))):
            commands[when] += [bench.command(said, own) for said in fold.test if said.meaning]
            others[when] += [
                bench.trial(said, own, asked=asked)
                for said in (*fold.others, *(said for said in fold.test if not said.meaning))
                for asked in (False, True)
            ]
    return commands, others


def table(title: str, commands: Mapping[str, Sequence[Trial]], others: Mapping[str, Sequence[Trial]]) -> Iterator[str]:
    """Yield the lines of a group, a speaker each, and their sum."""
    false = sum(one.margin >= 0.0 for one in others["before"])
    unshifted = sum(one.margin >= 0.0 for one in others["after"])
    ranked = sorted((one.margin for one in others["after"]), reverse=True)
    shift = 0.0 if unshifted == false else float(np.nextafter(ranked[false], inf))
    yield f"{title}: false {false} of {len(others['before'])}, after without a shift {unshifted}; shift {shift:+.2f}"
    yield "| who | n | errors before, % | after, % | after, same thresholds, % |"
    yield "| --- | --- | --- | --- | --- |"
    for who in [*dict.fromkeys(one.who for one in commands["before"]), ""]:
        cells = []
        for when, least in (("before", 0.0), ("after", shift), ("after", 0.0)):
            trials = [one for one in commands[when] if who in ("", one.who)]
            cells.append(_share(sum(not (one.right and one.margin >= least) for one in trials), len(trials)))
        yield f"| {who or 'all'} | {len(trials)} | {' | '.join(cells)} |"


class Twice(NamedTuple):
    """A clip as it is, and with noise."""

    quiet: Said
    noisy: Said


def people(bench: Bench, manifest: Path) -> list[Twice]:
    """Hear every clip of a short word of a known speaker."""
    rng = np.random.default_rng(1)
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["role"] in SHORT and row["speaker"]]
    found = []
    for row in rows:
        who, text = row["speaker"], row["label"]
        if not who.endswith(("unknown", "unlabelled")):  # those are several people
            sound = resample(*wav.read(manifest.parent / row["path"]), RATE)
            noise = active_level(sound) * 10 ** (-NOISE_BELOW_DB / 20) * rng.standard_normal(len(sound))
            noisy = np.asarray(sound + noise, np.float32)
            found.append(Twice(bench.said(who, text, sound), bench.said(who, text, noisy)))
    return found


def halves(heard: Sequence[Twice], *, noisy: bool) -> Iterator[Fold]:
    """Yield both ways to learn from one half of a speaker's clips and test the other."""
    for who, clips in _by_speaker(heard).items():
        if len(clips) >= ENOUGH:
            mixed = sorted(clips, key=lambda one: (not one.quiet.meaning, sha256(one.quiet.phrase.encode()).digest()))
            foreign = [one for one in heard if one.quiet.who != who]
            for learn, test in ((mixed[::2], mixed[1::2]), (mixed[1::2], mixed[::2])):
                yield Fold([one.quiet for one in learn], _tested(test, noisy=noisy), others(foreign, noisy=noisy))


def again(heard: Sequence[Twice], *, noisy: bool) -> Iterator[Fold]:
    """Yield both ways to learn one of two clips of the same phrase, with what else was said, and test the other."""
    for clips in _by_speaker(heard).values():
        for one in clips:
            rest = [twice.quiet for twice in clips if twice is not one]
            if one.quiet.meaning and one.quiet.phrase in (said.phrase for said in rest):
                yield Fold(rest, _tested([one], noisy=noisy), others(heard, noisy=noisy))


def others(heard: Iterable[Twice], *, noisy: bool) -> list[Said]:
    """Those that are no phrase of the coach."""
    return [said for said in _tested(heard, noisy=noisy) if not said.meaning]


def _tested(heard: Iterable[Twice], *, noisy: bool) -> list[Said]:
    return [one.noisy if noisy else one.quiet for one in heard]


def voices(bench: Bench, words: Sequence[Said], folder: Path) -> Iterator[Fold]:
    """Yield a fold for each held-out voice that this machine has."""
    rng = np.random.default_rng(1)
    said = texts()
    for voice in HELD_OUT:
        if voice.is_here:
            learn, test = (
                [bench.said(str(voice), text, _in_a_room(_say(voice, text, way, folder), way[-1], rng))
                 for text in said["phrases"] for way in ways]
                for ways in (LEARNED, TESTED)
            )  # fmt: skip
            own_words = [
                bench.said(str(voice), text, _in_a_room(_say(voice, text, way, folder), way[-1], rng))
                for text in said["words"]
                for way in TESTED[1:]
            ]
            yield Fold(learn, test, [*own_words, *words])


def main() -> None:
    """Measure the groups one after the other, and print their tables."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--manifest", type=Path, help="a manifest of clips of people")
    bench, manifest = Bench(), parser.parse_args().manifest
    heard = people(bench, manifest) if manifest else []
    groups = [
        (f"{title}, {'10 dB of noise' if noisy else 'quiet'}", folds(heard, noisy=noisy))
        for title, folds in (("people", halves), ("people, the same word again", again))
        for noisy in (False, True)
    ]
    with TemporaryDirectory() as folder:
        words = others(heard, noisy=False)
        for title, folds in (*groups, ("voices", voices(bench, words, Path(folder)))):
            commands, false = measured(bench, folds)
            if commands["before"]:
                print(*table(title, commands, false), "", sep="\n", flush=True)


def _by_speaker(heard: Iterable[Twice]) -> dict[str, list[Twice]]:
    found: dict[str, list[Twice]] = defaultdict(list)
    for one in heard:
        found[one.quiet.who].append(one)
    return found


def _say(voice: Voice, text: str, way: tuple[float, float, int], folder: Path) -> Samples:
    """Let a voice say a text more slowly or faster and higher or lower than it does by itself."""
    longer, higher, _ = way
    target = folder / "said.wav"
    voice.say_at_a_pace(text, longer, target)
    samples, rate = wav.read(target)
    return resample(samples, round(rate * higher), RATE)


def _in_a_room(samples: Samples, below_db: int, rng: np.random.Generator) -> Samples:
    """Lay reverberation on a voice and white noise under it, at -26 dBFS."""
    decay = np.arange(round(REVERBERATION_S * RATE)) / (REVERBERATION_S * RATE)
    answer = 0.08 * rng.standard_normal(len(decay)) * 10.0 ** (-3.0 * decay)
    answer[0] = 1.0
    heard = np.convolve(samples, answer)
    heard *= 0.05 / np.sqrt(np.square(heard).mean())
    return np.asarray(heard + 0.05 * 10 ** (-below_db / 20) * rng.standard_normal(len(heard)), np.float32)


def _share(errors: int, of: int) -> str:
    value, low, high = proportion(errors, of)
    return f"{errors}: {100 * value:.0f} [{100 * (low or 0.0):.0f}, {100 * (high or 0.0):.0f}]"


def _logit(probability: float) -> float:
    return log(max(probability, 1e-9)) - log(max(1.0 - probability, 1e-9))


if __name__ == "__main__":
    main()
