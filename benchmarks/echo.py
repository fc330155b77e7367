"""Being heard while the coach speaks: echo return loss over time, and phrases that the phone ear decides.

A coach (espeak-ng) speaks without an end from a loudspeaker at 0.5 m in simulated rooms, linear or clipping (the
mixer's sound x is played as tanh(2.5 x)), its clock right or 50 ppm off; held-out voices say eight phrases over it
from 1 m, +5, 0 or -5 dB beside the echo. The phone ear hears (a) the microphone, (b) what the canceller leaves, (c) the
same with phones only where `excess.somebody` says that somebody speaks. Without a gate the network never rests, so (a)
and (b) are done in one room and at one level. Wrong also counts what was decided where nobody spoke.

    python benchmarks/echo.py

The canceller is primed as at the start of a session: with its first 3 s, four times over.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from itertools import cycle, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from benchmarks.listening.sets.voices import HELD_OUT, Voice
from voice_coach.audio import wav
from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, from_bytes, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.echo.canceller import Canceller
from voice_coach.listening.echo.delay import Delay
from voice_coach.listening.echo.excess import AFTER, Excess, somebody
from voice_coach.listening.echo.reference import LAG, Reference
from voice_coach.listening.phones.engine import UNKNOWN, PhoneRecogniser
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import lesson
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import active_rms, decibels
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.room import Room

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
CASES = ((0.0, 5.0), (0.0, 0.0), (0.0, -5.0), (50.0, 0.0))
"""By how many millionths the clocks differ, and the talker's level beside the echo."""

LOUDSPEAKER = LoudspeakerModel(distance_m=0.5, echo_return_loss_db=8.0)
FIRST_S, EVERY_S = 16.0, 2.8
"""When the first phrase is said (the skew is known after 12 s), and the next ones."""

PRIMED, TIMES = 3 * RATE, 4
EARLIEST = 380
"""The delay that is passed in: what `LoudspeakerModel` and the way take, less `reference.LAG` and 5 ms."""

AFTER_S = (1.0, 3.0, 10.0, 14.0)


class Passed(NamedTuple):
    """What came through the chain, block by block, and the seconds of CPU of its parts."""

    microphone: Samples
    error: Samples
    figures: list[float]
    cpu: dict[str, float]


def say(folder: Path, voice: Voice, text: str) -> Samples:
    """Say a text, without the silence around it."""
    path = folder / "said.wav"
    voice.say(text, path)
    sound = resample(*wav.read(path), RATE)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


def recorded(
    acoustics: Acoustics, level_db: float, folder: Path, *, clips: bool
) -> tuple[Samples, list[Samples], list[tuple[float, float, str]]]:
    """What the coach says, the microphone's blocks, and when which phrase was said."""
    coach = np.concatenate([say(folder, COACH, text) for text in SAID])
    coach *= 0.4 / np.abs(coach).max()
    spoken = np.resize(coach, round((FIRST_S + EVERY_S * len(PHRASES) + 1) * RATE) // BLOCK_FRAMES * BLOCK_FRAMES)
    played = np.tanh(2.5 * spoken) if clips else spoken
    echo_db = decibels(active_rms(from_bytes(Room(acoustics).exchange(played[: 5 * RATE]))))
    room, said = Room(acoustics), []
    for place, (phrase, voice) in enumerate(zip(PHRASES, cycle(HELD_OUT), strict=False)):
        at, sound = FIRST_S + EVERY_S * place, say(folder, voice, phrase)
        room.speak(sound, at, level_db=echo_db + level_db - acoustics.voice_db)
        said.append((at, at + len(sound) / RATE, phrase))
    return spoken, [from_bytes(room.exchange(block)) for block in played.reshape(-1, BLOCK_FRAMES)], said


def passed(spoken: Samples, recorded: list[Samples]) -> Passed:
    """Send it through the chain as a session would."""
    delay, reference, canceller, excess = Delay(), Reference(), Canceller(EARLIEST), Excess()
    late = np.concatenate([np.zeros(LAG, np.float32), spoken])
    canceller.prime(np.concatenate(recorded)[:PRIMED], late[:PRIMED], TIMES)
    cpu, rest = dict.fromkeys(("delay", "reference", "canceller", "excess"), 0.0), np.zeros(0, np.float32)
    microphone, error, figures = [], [], []
    for played, block in zip(spoken.reshape(-1, BLOCK_FRAMES), recorded, strict=True):
        began = time.process_time()
        delay.take(block, played)
        cpu["delay"] += time.process_time() - began
        reference.put(played)
        rest = np.concatenate([rest, block])
        while len(rest) >= BLOCK_FRAMES:
            now, rest = rest[:BLOCK_FRAMES], rest[BLOCK_FRAMES:]
            marks = [time.process_time()]
            one = reference.take(delay.ppm)
            marks.append(time.process_time())
            left = canceller.take(now, one)
            marks.append(time.process_time())
            figures.append(excess.take(*left))
            marks.append(time.process_time())
            for part, spent in zip(("reference", "canceller", "excess"), np.diff(marks), strict=True):
                cpu[part] += float(spent)
            microphone.append(now)
            error.append(left.error)
    return Passed(np.concatenate(microphone), np.concatenate(error), figures, cpu)


def decided(
    hearing: LearnedHearing, book: Phrasebook, sound: Samples, gate: list[float] | None
) -> list[tuple[float, str]]:
    """What the phone ear decides from `FIRST_S` on, and when."""
    taken: list[float] = []
    ear = PhoneRecogniser(
        book, hearing, (lambda frames: somebody(taken[-frames - AFTER :])[-frames:]) if gate else None
    )
    found = []
    for place, block in enumerate(to_bytes(sound)[n : n + 2 * BLOCK_FRAMES] for n in range(0, 2 * len(sound), 640)):
        taken += gate[place : place + 1] if gate else []
        found += [(one.began or one.at, one.text) for one in ear.feed(block) if one.text != UNKNOWN]
    return [one for one in found if one[0] > FIRST_S - 1]


def scored(found: list[tuple[float, str]], said: list[tuple[float, float, str]], book: Phrasebook) -> Counter[str]:
    score = Counter[str]()
    for began, ended, phrase in said:
        near = [text for at, text in found if began - 0.4 < at < ended]
        right = any(book.table[text].command == book.table[phrase].command for text in near)
        score["right"] += right
        score["missed"] += not near
    score.update(said=len(said), wrong=len(found) - score["right"])
    return score


def main() -> None:
    book, learned = Phrasebook(load_language("en")), lesson("en")
    assert learned is not None
    hearing = LearnedHearing(book, learned)
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cpu: defaultdict[str, list[float]] = defaultdict(list)
    losses: defaultdict[str, list[list[float]]] = defaultdict(list)
    began = time.process_time()
    with TemporaryDirectory() as folder:
        for room, clips, (ppm, level) in product(ROOMS, (False, True), CASES):
            acoustics = Acoustics(*room, loudspeaker=LOUDSPEAKER, microphone=MicrophoneModel(ppm=ppm))
            spoken, blocks, said = recorded(acoustics, level, Path(folder), clips=clips)
            through = passed(spoken, blocks)
            name = f"{'clips' if clips else 'linear'}, {ppm:g} ppm"
            losses[name].append([loss(through, after) for after in AFTER_S])
            for way in ("microphone", "error", "gated"):
                if way != "gated" and (room != ROOMS[1] or level or (ppm and way == "microphone")):
                    continue  # without a gate the network never rests: a few are enough
                sound = through.microphone if way == "microphone" else through.error
                started = time.process_time()
                found = decided(hearing, book, sound, through.figures if way == "gated" else None)
                through.cpu[f"ear, {way}"] = time.process_time() - started
                totals[f"{name}, {level:+g} dB, {way}"] += scored(found, said, book)
            for part, spent in through.cpu.items():
                cpu[part].append(spent * RATE / len(spoken))
    print("echo return loss enhancement, dB, after", AFTER_S, "s")
    for name, several in losses.items():
        print(name, np.mean(several, axis=0).round(1).tolist())
    for name, score in totals.items():
        print(f"{name}: {score['right']} right, {score['wrong']} wrong, {score['missed']} missed of {score['said']}")
    print("share of a core:", {part: round(float(np.mean(spent)), 4) for part, spent in cpu.items()})
    print(f"{time.process_time() - began:.0f} s of CPU")


def loss(through: Passed, after_s: float) -> float:
    """The echo return loss enhancement over two seconds; nobody else speaks before `FIRST_S`."""
    span = slice(round(after_s * RATE), round((after_s + 2) * RATE))
    return float(10 * np.log10(np.sum(through.microphone[span] ** 2) / np.sum(through.error[span] ** 2)))


if __name__ == "__main__":
    main()
