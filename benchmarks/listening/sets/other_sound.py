"""Sound without a command: other words, and two hours that nobody could take for one."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.listening.background import faded, track
from benchmarks.listening.corpus import CONVERSATION, EMBEDDED, MUSIC, NOISE, OTHER_WORDS, SPEECH
from benchmarks.listening.level import active_level, scaled
from benchmarks.listening.sets.texts import sentences, texts
from benchmarks.listening.streams import FLOOR_DBFS, LEVEL_DBFS, OTHER_GAP_S, Stream
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.listening.corpus import Clip
    from benchmarks.listening.sets.making import Making

CONTINUOUS_S = 7_200.0
"""Independent listening time of a part: its recordings, and as much synthetic talk as that leaves open."""

STREAM_S = 600.0
"""A longer stream is cut, so that no more than this is held in memory."""

CONTINUOUS = (SPEECH, EMBEDDED, CONVERSATION, NOISE, MUSIC)
WORD_VOICES = 2
QUICK_WORDS, QUICK_RECORDED_S, QUICK_TALK_S = 4, 15.0, 60.0


class Change(NamedTuple):
    """``speed`` moves the pitch too; the background is another clip of the kind, ``snr_db`` below."""

    speed: float
    level_db: float
    background: str
    snr_db: float


CHANGES = (
    Change(0.93, -8.0, NOISE, 15.0), Change(1.07, 4.0, MUSIC, 15.0), Change(1.04, -4.0, SPEECH, 12.0),
    Change(0.96, 6.0, NOISE, 8.0),
)  # fmt: skip
"""In turn, a clip each."""


def other_sound(making: Making) -> Iterator[Stream]:
    """Yield streams of single words, of the recordings, of the same changed, and of synthetic talk."""
    yield from _streams(OTHER_WORDS, (clip.read() for clip in _words(making)))
    clips = _recorded(making)
    yield from _streams("recordings", (clip.read() for clip in clips))
    yield from _streams("the same, changed", _changed(clips, making), repeats=True)
    recorded_s = sum(clip.seconds for clip in clips)
    talk_s = QUICK_TALK_S if making.quick else max(0.0, CONTINUOUS_S - recorded_s)
    yield from _streams("talk of synthetic voices", (clip.read() for clip in _talk(talk_s, making)))


def _words(making: Making) -> Iterator[Clip]:
    voices = cycle(making.voices)
    for word in texts()["words"][:: QUICK_WORDS if making.quick else 1]:
        for _ in range(WORD_VOICES):
            yield making.say(next(voices), word)


def _recorded(making: Making) -> list[Clip]:
    if making.recorded is None:
        return []
    corpus = making.recorded.thinned(1, QUICK_RECORDED_S) if making.quick else making.recorded
    return [clip for kind in CONTINUOUS for clip in corpus.others.get(kind, ())]


def _changed(clips: list[Clip], making: Making) -> Iterator[Samples]:
    rng = making.random("changed")
    others = making.recorded.others if making.recorded else {}
    for clip, change in zip(clips, cycle(CHANGES), strict=False):
        sound = scaled(resample(clip.read(), RATE, round(RATE / change.speed)), LEVEL_DBFS)
        behind = [other for other in others.get(change.background, ()) if other.path != clip.path]
        if behind:
            other = behind[rng.integers(len(behind))]
            sound = sound + track([other.read()], len(sound), LEVEL_DBFS - change.snr_db, rng)
        yield np.asarray(np.clip(sound * 10 ** (change.level_db / 20), -1.0, 1.0), np.float32)


def _talk(seconds: float, making: Making) -> Iterator[Clip]:
    """Each voice says sentences of its own for as long as the others; a longer talk begins as a shorter one does."""
    for voice in making.voices:
        told_s = 0.0
        for text in sentences(making.phrasebook, making.random(str(voice))):
            if told_s >= seconds / len(making.voices):
                break
            clip = making.say(voice, text)
            told_s += clip.seconds
            yield clip


def _streams(name: str, sounds: Iterable[Samples], *, repeats: bool = False) -> Iterator[Stream]:
    """The sounds in their order with quiet between, in streams of `STREAM_S` at the most or one sound.

    What was changed keeps the level that it was given, everything else is as loud as the commands.
    """
    parts: list[Samples] = []
    lasting_s = 0.0
    for sound in sounds:
        if parts and lasting_s + len(sound) / RATE > STREAM_S:
            yield _stream(name, parts, lasting_s, repeats=repeats)
            parts, lasting_s = [], 0.0
        gain = 1.0 if repeats else 10 ** (LEVEL_DBFS / 20) / active_level(sound)
        parts += [np.zeros(round(OTHER_GAP_S[0] * RATE), np.float32), faded(np.asarray(sound * gain, np.float32))]
        lasting_s += len(sound) / RATE
    if parts:
        yield _stream(name, parts, lasting_s, repeats=repeats)


def _stream(name: str, parts: list[Samples], seconds: float, *, repeats: bool) -> Stream:
    whole = np.concatenate([*parts, np.zeros(round(OTHER_GAP_S[1] * RATE), np.float32)])
    floor = np.random.default_rng(len(whole)).normal(0.0, 10 ** (FLOOR_DBFS / 20), len(whole))
    return Stream(name, np.asarray(whole + floor, np.float32), seconds, repeats=repeats)
