"""Where the voices of the further sets stand, and what sounds beside them: the simulator's room around a stream."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.listening.background import babble, faded, track
from benchmarks.listening.corpus import MUSIC, SPEECH
from benchmarks.listening.level import scaled, speech_span
from benchmarks.listening.scoring import Spoken
from benchmarks.listening.sets.texts import sentences
from benchmarks.listening.sounds import music
from benchmarks.listening.streams import FLOOR_DBFS, GAP_S, LEVEL_DBFS, Stream
from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.convolution import convolved_in_a_ring
from voice_coach.simulator.room.response import travel
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.room.shoebox import shoebox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.listening.corpus import Clip
    from benchmarks.listening.sets.making import Making

ACOUSTICS = Acoustics(reverberation_s=0.4, voice_db=LEVEL_DBFS)
BACKGROUND_M = 1.5
LOOP_S = 120
"""One turn of what sounds beside the voices."""

TALKED = 24
"""Sentences that make synthetic babble where there are no recordings of speech."""


class Scene(NamedTuple):
    """``distance_m`` is 0 for no room at all; ``background`` is so many decibels softer than a voice at 1 m."""

    name: str
    distance_m: float = 0.0
    background: str = ""
    snr_db: float = 10.0


DRY, NEAR, FAR = Scene("dry"), Scene("1 m", 1.0), Scene("3 m", 3.0)
SCENES = (DRY, NEAR, FAR, Scene("1 m, music 10 dB", 1.0, "music"), Scene("1 m, babble 10 dB", 1.0, "babble"))


class Placed(NamedTuple):
    """A clip at its place in a stream; ``spoken`` is true for no room."""

    samples: Samples
    at: int
    spoken: Spoken


def laid(clips: Sequence[Clip], rng: np.random.Generator) -> tuple[Placed, ...]:
    """Place the clips in random order, with quiet before each as in the streams of recordings."""
    placed: list[Placed] = []
    at = 0
    for place in rng.permutation(len(clips)):
        clip = clips[place]
        samples = faded(scaled(clip.read(), LEVEL_DBFS))
        at += round(rng.uniform(*GAP_S) * RATE)
        begins, ends = ((at + edge) / RATE for edge in speech_span(samples))
        placed.append(Placed(samples, at, Spoken(clip.phrase, clip.meaning, begins, ends, clip.speaker)))
        at += len(samples)
    return tuple(placed)


def streams(
    name: str, placed: Sequence[Placed], scenes: Sequence[Scene], making: Making, *, asked: bool
) -> Iterator[Stream]:
    """Yield a stream for each scene, with the same words at the same places but for the way through the air."""
    if not placed:
        return
    seconds = sum(len(one.samples) for one in placed) / RATE
    for scene in scenes:
        way_s = travel(scene.distance_m) / RATE
        spoken = tuple(
            one.spoken._replace(begins_s=one.spoken.begins_s + way_s, ends_s=one.spoken.ends_s + way_s)
            for one in placed
        )
        sound = _in_the_room(placed, scene, making) if scene.distance_m else _dry(placed, making)
        yield Stream(f"{name}{scene.name}", sound, seconds, asked, spoken)


def _length(placed: Sequence[Placed]) -> int:
    return placed[-1].at + len(placed[-1].samples) + round(GAP_S[1] * RATE)


def _dry(placed: Sequence[Placed], making: Making) -> Samples:
    sound = making.random("floor").normal(0.0, 10 ** (FLOOR_DBFS / 20), _length(placed))
    for one in placed:
        sound[one.at : one.at + len(one.samples)] += one.samples
    return np.asarray(sound, np.float32)


def _in_the_room(placed: Sequence[Placed], scene: Scene, making: Making) -> Samples:
    room = Room(ACOUSTICS, making.seed)
    for one in placed:
        room.speak(one.samples, one.at / RATE, distance_m=scene.distance_m)
    heard = from_bytes(room.exchange(np.zeros(_length(placed), np.float32)))
    return heard + _beside(scene, len(heard), making) if scene.background else heard


def _beside(scene: Scene, length: int, making: Making) -> Samples:
    """The background as it arrives, its plain RMS at its level.

    Not its active level, by which the room sets noises: babble has no pauses, so that one finds its loudest moments
    alone, and the babble of the two halves would differ by 4 dB.
    """
    loop = _background(scene.background, making)(LOOP_S * RATE, LEVEL_DBFS, making.random(scene.background))
    response = shoebox(ACOUSTICS.size_m, ACOUSTICS.reverberation_s, BACKGROUND_M, "noise")
    arriving = convolved_in_a_ring(loop.astype(np.float64), response.samples)
    level = 10 ** ((LEVEL_DBFS - scene.snr_db) / 20) / np.sqrt(np.mean(arriving**2))
    return np.asarray(level * np.resize(arriving, length), np.float32)


def _background(name: str, making: Making) -> Callable[[int, float, np.random.Generator], Samples]:
    """Recordings of the part where there are some, else what is made on the spot."""
    kind = MUSIC if name == "music" else SPEECH
    clips = [clip.read() for clip in making.recorded.others.get(kind, ())] if making.recorded else []
    if name == "music":
        return partial(track, clips or [music(LOOP_S, making.random("made music"))])
    if not clips:
        said = zip(range(TALKED), sentences(making.phrasebook, making.random("babble, said")), strict=False)
        clips = [making.say(making.voices[place % len(making.voices)], text).read() for place, text in said]
    return partial(babble, clips)
