"""Long streams of sound of which it is known what is said when. Everything is drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.listening.background import babble, faded, track
from benchmarks.listening.corpus import MUSIC, NOISE, SPEECH
from benchmarks.listening.decision import is_answer
from benchmarks.listening.level import is_steady, scaled, speech_span
from benchmarks.listening.scoring import Spoken
from voice_coach.audio.format import RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.listening.corpus import Clip, Corpus

    Background = Callable[[int, float, np.random.Generator], Samples]

LEVEL_DBFS = -26.0
"""The active level of every clip, the usual one of speech tests (ITU-T P.56 and P.830)."""

FLOOR_DBFS = -80.0
"""White noise under everything: a microphone never gives digital silence."""

GAP_S = (2.0, 3.0)
"""Quiet before each command, drawn evenly: longer than the slowest decision, and never in step with the blocks."""

OTHER_GAP_S = (1.0, 1.0)
"""Quiet before each clip without a command, so that an utterance can end. It is not counted as listening time."""


class Condition(NamedTuple):
    """What stands behind the commands: nothing, or a background so many decibels below their active level."""

    background: str
    snr_db: float = 0.0

    def __str__(self) -> str:
        return f"{self.background}, {self.snr_db:.0f} dB" if self.background != "clean" else self.background


CLEAN = Condition("clean")
CONDITIONS = (
    CLEAN,
    Condition("noise", 20), Condition("noise", 10), Condition("noise", 0),
    Condition("babble", 10), Condition("music", 10),
)  # fmt: skip
QUICK = (CLEAN, Condition("noise", 10))


@dataclass(frozen=True, slots=True)
class Stream:
    """Sound, and what is said in it.

    ``name`` is the condition of a stream of commands, else the kind of sound; ``asked`` says that a question is open;
    ``seconds`` is what the clips last without the quiet between them. ``repeats`` says that the same sound stands in
    another stream too, so that it tells less than its length: it is no independent listening time.
    """

    name: str
    samples: Samples
    seconds: float
    asked: bool = False
    spoken: tuple[Spoken, ...] = ()
    repeats: bool = False


def corpus_streams(corpus: Corpus, conditions: Sequence[Condition], seed: int) -> Iterator[Stream]:
    """Yield all streams of a corpus."""
    yield from command_streams(corpus, conditions, seed)
    yield from other_streams(corpus, seed)


def command_streams(corpus: Corpus, conditions: Sequence[Condition], seed: int) -> Iterator[Stream]:
    """Yield two streams a condition, orders and answers, with the same words at the same places in each condition.

    A condition whose background the corpus has no clips for is left out.
    """
    backgrounds = _backgrounds(corpus)
    for asked in (False, True):
        clips = [clip for clip in corpus.commands if is_answer(clip.meaning) is asked]
        if not clips:
            continue
        dry, spoken = _laid(clips, GAP_S, np.random.default_rng(seed))
        seconds = sum(clip.seconds for clip in clips)
        for condition in conditions:
            if condition == CLEAN:
                samples = dry
            elif condition.background in backgrounds:
                rng = np.random.default_rng([seed, asked])
                samples = dry + backgrounds[condition.background](len(dry), LEVEL_DBFS - condition.snr_db, rng)
            else:
                continue
            yield Stream(str(condition), samples, seconds, asked, spoken)


def other_streams(corpus: Corpus, seed: int) -> Iterator[Stream]:
    """Yield a stream for each kind of sound without a command, as loud as the commands."""
    for kind, clips in corpus.others.items():
        samples, _ = _laid(clips, OTHER_GAP_S, np.random.default_rng(seed))
        yield Stream(kind, samples, sum(clip.seconds for clip in clips))


def _laid(
    clips: Sequence[Clip], gap_s: tuple[float, float], rng: np.random.Generator
) -> tuple[Samples, tuple[Spoken, ...]]:
    """The clips in random order with quiet around each, and where each is heard."""
    parts: list[Samples] = []
    spoken: list[Spoken] = []
    at = 0
    for place in rng.permutation(len(clips)):
        clip = clips[place]
        sound = scaled(clip.read(), LEVEL_DBFS)
        at += len(_silence(parts, rng.uniform(*gap_s)))
        begins, ends = speech_span(sound)
        spoken.append(Spoken(clip.phrase, clip.meaning, (at + begins) / RATE, (at + ends) / RATE, clip.speaker))
        parts.append(faded(sound))
        at += len(sound)
    _silence(parts, gap_s[1])
    whole = np.concatenate(parts)
    floor = rng.normal(0.0, 10 ** (FLOOR_DBFS / 20), len(whole))
    return np.asarray(whole + floor, np.float32), tuple(spoken)


def _silence(parts: list[Samples], seconds: float) -> Samples:
    parts.append(np.zeros(round(seconds * RATE), np.float32))
    return parts[-1]


def _backgrounds(corpus: Corpus) -> dict[str, Background]:
    """What can be mixed in. Noise that comes and goes has no SNR to speak of, so only steady noise is taken."""
    sounds = {kind: [clip.read() for clip in corpus.others.get(kind, ())] for kind in (NOISE, SPEECH, MUSIC)}
    steady = [sound for sound in sounds[NOISE] if is_steady(sound)]
    sources = (("noise", track, steady), ("babble", babble, sounds[SPEECH]), ("music", track, sounds[MUSIC]))
    return {name: partial(make, clips) for name, make, clips in sources if clips}
