"""Being heard while the coach speaks: phrases over its voice through rooms, and how late each is decided.

A coach (espeak-ng) speaks without an end from a loudspeaker, linear or clipping (the mixer's sound x is played as
tanh(2.5 x)), in three simulated rooms with two positions each; held-out voices say eight phrases over it, +5, 0 or
-5 dB beside the echo. The whole ear hears it as in a session: echo control, phone ear, gate. A phrase is right when its
command is decided between its first sound and a second after its last; everything else that is decided is wrong.

    python benchmarks/barge_in.py [--scenes levels clocks …] [--short] [--processes 2] [--json FILE]

Scenes: levels (six conditions), clocks (50 and 200 ppm apart), moved (the loudspeaker is moved by 10 cm a second
before each phrase), fan (a steady noise 10 dB below the talker), first (one phrase in the coach's first 3 s, without
and with what an earlier session has learned), quiet (the coach says nothing). `--short` takes one position of each
room.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, product
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.listening.intervals import proportion
from benchmarks.listening.sets.voices import HELD_OUT, Voice
from voice_coach.audio import wav
from voice_coach.audio.format import BLOCK_FRAMES, BLOCK_S, RATE, Samples, from_bytes, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.core.events import Heard
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import Aids, RecogniserKind, open_recogniser
from voice_coach.listening.gate import Speech
from voice_coach.session.loop import REMEMBERED_SPEECH_S
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import Sound, active_rms, decibels
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.noise import FRAMES, Noise, shaped
from voice_coach.simulator.room.room import Room
from voice_coach.speaking.mixer import Mixer

COACH = Voice("espeak-ng", "en-gb-x-rp")
SAID = (
    "Lie on your back with your knees bent and your feet flat on the floor.",
    "Breathe in, and as you breathe out lift your hips slowly until your body is one straight line.",
    "Hold it there, keep your shoulders relaxed, and lower them again.",
    "Now bring the right knee to your chest, hold it with both hands and pull gently.",
    "You should feel a light stretch in the lower back and never any sharp sensation.",
)
PHRASES = ("stop now", "that hurts", "next exercise", "pause now", "skip this", "go back", "slower", "switch sides")
ROOMS = (((4.0, 3.0, 2.5), 0.3), ((5.0, 4.0, 2.5), 0.4), ((7.0, 5.0, 2.8), 0.5))
POSITIONS = ((0.5, 1.0), (0.8, 1.4))
"""How far loudspeaker and talker are from the microphone, in metres."""

LOSS_DB = 8.0
FIRST_S, EVERY_S = 12.0, 2.8
"""When the first phrase is said, and the next ones."""

LATE_S = 1.0
HOLD = Status(State.HOLD, State.HOLD, "Benchmark")


@dataclass(frozen=True, slots=True)
class Stream:
    """A talker, somewhere, under conditions; ``first`` has one phrase alone, in the coach's first seconds."""

    condition: str
    room: int
    position: int
    voice: int
    level_db: float = 0.0
    clips: bool = False
    ppm: float = 0.0
    moved: bool = False
    fan: bool = False
    coach: bool = True
    first: str = ""
    known: bool = False


class Outcome(NamedTuple):
    """What became of a stream's phrases, and the seconds from a phrase's end to its decision."""

    said: int
    right: int
    wrong: int
    late_s: list[float]
    missed: list[str]


def streams(scenes: list[str], positions: int) -> list[Stream]:
    everywhere = [Stream("", *where) for where in product(range(len(ROOMS)), range(positions), range(len(HELD_OUT)))]
    found = []
    if "levels" in scenes:
        for clips, level in product((False, True), (5.0, 0.0, -5.0)):
            name = f"{'clipping' if clips else 'linear'}, {level:+g} dB"
            found += [replace(one, condition=name, level_db=level, clips=clips) for one in everywhere]
    if "clocks" in scenes:
        for ppm in (50.0, 200.0):
            found += [replace(one, condition=f"clocks {ppm:g} ppm apart, 0 dB", ppm=ppm) for one in everywhere]
    if "moved" in scenes:
        found += [replace(one, condition="loudspeaker moved, 0 dB", moved=True) for one in everywhere]
    if "fan" in scenes:
        found += [replace(one, condition="a fan, 0 dB", fan=True) for one in everywhere]
    if "first" in scenes:
        for known in (False, True):
            name = f"first 3 s, 0 dB, {'the way known' if known else 'nothing known'}"
            found += [
                replace(one, condition=name, first=phrase, known=known)
                for one in everywhere
                if one.position == 0
                for phrase in PHRASES
            ]
    if "quiet" in scenes:
        found += [replace(one, condition="the coach says nothing", coach=False) for one in everywhere]
    return found


@cache
def say(voice: Voice, text: str) -> Samples:
    """Say a text, without the silence around it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        voice.say(text, path)
        sound = resample(*wav.read(path), RATE)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


@cache
def coach_says(seconds: float) -> Samples:
    coach = np.concatenate([say(COACH, text) for text in SAID])
    return np.resize(
        coach * np.float32(0.4) / np.abs(coach).max(), round(seconds * RATE) // BLOCK_FRAMES * BLOCK_FRAMES
    )


@cache
def sentences(seconds: float) -> tuple[Speech, ...]:
    """What the coach says when, one sentence after the other."""
    found, at = list[Speech](), 0.0
    for text in cycle(SAID):
        if at >= seconds:
            return tuple(found)
        lasts = len(say(COACH, text)) / RATE
        found.append(Speech(text, at, at + lasts))
        at += lasts
    raise AssertionError("it goes on for ever")


def lately(said: tuple[Speech, ...], now: float) -> tuple[Speech, ...]:
    """What is said now and was said in the last seconds, as a session's loop gives it to the ear."""
    return tuple(one for one in said if one.starts <= now < one.ends + REMEMBERED_SPEECH_S)


def fan(random: np.random.Generator) -> Sound:
    """Air that falls by 6 dB an octave above 200 Hz."""
    return shaped(random, FRAMES, lambda hz: 1 / np.maximum(hz, 200.0))


def acoustics_of(stream: Stream, further_m: float = 0.0) -> Acoustics:
    size, reverberation = ROOMS[stream.room]
    distance = POSITIONS[stream.position][0] + further_m
    speaker = LoudspeakerModel(distance_m=distance, echo_return_loss_db=LOSS_DB, delay_s=0.06)
    return Acoustics(size, reverberation, loudspeaker=speaker, microphone=MicrophoneModel(ppm=stream.ppm))


@cache
def echo_db(room: int, position: int, *, clips: bool) -> float:
    """The active level of the coach at the microphone."""
    spoken = coach_says(60.0)[: 5 * RATE]
    played = np.tanh(2.5 * spoken) if clips else spoken
    return decibels(active_rms(from_bytes(Room(acoustics_of(Stream("", room, position, 0))).exchange(played))))


Exchange = Callable[[Samples, int], bytes]


def scene(stream: Stream) -> tuple[Samples, Exchange, list[tuple[float, float, str]]]:
    """What the coach says, what the microphone gives for each block of it, and when which phrase is said."""
    phrases = (stream.first,) if stream.first else PHRASES
    starts = [1.2] if stream.first else [FIRST_S + EVERY_S * place for place in range(len(phrases))]
    spoken = coach_says(starts[-1] + EVERY_S + 1)
    if not stream.coach:
        spoken = np.zeros_like(spoken)
    acoustics = acoustics_of(stream)
    rooms = [Room(acoustics), Room(acoustics_of(stream, 0.1))] if stream.moved else [Room(acoustics)]
    level = echo_db(stream.room, stream.position, clips=stream.clips) + stream.level_db - acoustics.voice_db
    distance, said = POSITIONS[stream.position][1], []
    for at, phrase in zip(starts, phrases, strict=True):
        sound = say(HELD_OUT[stream.voice], phrase)
        said.append((at, at + len(sound) / RATE, phrase))
        for room in rooms:
            room.speak(sound, at, level_db=level + decibels(distance), distance_m=distance)
    if stream.fan:
        for room in rooms:
            room.add(Noise(fan, level - 10))

    def exchange(played: Samples, number: int) -> bytes:
        sound = np.tanh(2.5 * played) if stream.clips else played
        given = [room.exchange(sound) for room in rooms]
        passed = int((number * BLOCK_S - FIRST_S + 1) // EVERY_S) + 1  # a second before each phrase it is moved
        return given[passed % 2 if stream.moved else 0]

    return spoken, exchange, said


_known: dict[tuple[int, int], bytes] = {}


def way(stream: Stream) -> bytes:
    """What an earlier session has learned of the echo's way there."""
    place = (stream.room, stream.position)
    if place not in _known:
        control, room = EchoControl(), Room(acoustics_of(stream))
        for block in coach_says(20.0).reshape(-1, BLOCK_FRAMES):
            control.take(from_bytes(room.exchange(block)), block)
        _known[place] = control.saved()
    return _known[place]


def played(stream: Stream) -> Outcome:
    """Hear a stream as a session does."""
    book = Phrasebook(load_language("en"))
    control = EchoControl()
    if stream.known:
        control.restore(way(stream))
    ear = open_recogniser(RecogniserKind.PHONES, book, aids=Aids(echo=control)).ear(book, "The benchmark")
    spoken, exchange, said = scene(stream)
    mixer, out = Mixer(RATE), np.zeros(BLOCK_FRAMES, np.float32)
    mixer.start(1, 0.0, spoken)
    speech = sentences(len(spoken) / RATE) if stream.coach else ()
    decided = []
    for number in range(len(spoken) // BLOCK_FRAMES):
        mixer.fill(out, number * BLOCK_FRAMES)
        now = (number + 1) * BLOCK_S
        decided += [
            (now, book.table[one.text].command if one.text in book.table else one.command)
            for one in ear.hear(exchange(out, number), now, HOLD, lately(speech, now), to_bytes(out))
            if isinstance(one, Heard)
        ]
        if ear.onset:
            mixer.duck()
    right, late, missed = 0, [], []
    for began, ended, phrase in said:
        hit = next(
            (at for at, what in decided if began < at < ended + LATE_S and what is book.table[phrase].command), None
        )
        if hit is None:
            missed.append(phrase)
        else:
            right += 1
            late.append(hit - ended)
    return Outcome(len(said), right, len(decided) - right, late, missed)


def main() -> None:
    parser = argparse.ArgumentParser()
    scenes = ["levels", "clocks", "moved", "fan", "first", "quiet"]
    parser.add_argument("--scenes", nargs="*", default=scenes, choices=scenes)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    todo = streams(chosen.scenes, 1 if chosen.short else len(POSITIONS))
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    with ProcessPoolExecutor(chosen.processes, get_context("spawn")) as pool:
        for stream, outcome in zip(todo, pool.map(played, todo, chunksize=5), strict=True):
            found[stream.condition].append(outcome)
    figures = {}
    for condition, several in found.items():
        said, right, wrong = (sum(getattr(one, name) for one in several) for name in ("said", "right", "wrong"))
        late = sorted(second for one in several for second in one.late_s)
        share = proportion(right, said)
        p95 = late[int(0.95 * len(late))] if late else float("nan")
        p50 = median(late) if late else float("nan")
        print(
            f"{condition}: {100 * share.value:.0f} % of {said} right [{100 * (share.low or 0):.0f},"
            f" {100 * (share.high or 0):.0f}], {wrong} wrong, decided after {p50:.2f} s (95 %: {p95:.2f})"
        )
        missed = [phrase for one in several for phrase in one.missed]
        print("   missed:", ", ".join(f"{phrase} {missed.count(phrase)}" for phrase in PHRASES if phrase in missed))
        figures[condition] = {"said": said, "right": right, "wrong": wrong, "p50_s": p50, "p95_s": p95}
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
