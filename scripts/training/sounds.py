"""Making clips sound as they do in rooms: speed, walls, what else sounds; and the recordings, when there are any."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from benchmarks.listening.sets.parts import Part
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample
from voice_coach.errors import AudioError
from voice_coach.simulator.room.shoebox import TOWARDS, farthest_m, shoebox

if TYPE_CHECKING:
    from pathlib import Path

LEVEL = 0.05
"""The root mean square of speech while it sounds (-26 dB of full scale)."""

ROOMS = 24
"""Rooms, with three places in each, in which what is learned from is heard."""

Random = np.random.Generator


def at_level(samples: Samples) -> Samples:
    """The same sound with `LEVEL` where it is loud; pauses do not count."""
    slices = np.square(samples[: len(samples) // 160 * 160]).reshape(-1, 160).mean(axis=1)
    loud = slices[slices > slices.max() * 1e-3]
    return np.asarray(samples * (LEVEL / max(float(np.sqrt(loud.mean())), 1e-6)), np.float32)


def faster(samples: Samples, factor: float) -> Samples:
    """The same sound, faster and higher by this factor."""
    return samples if factor == 1.0 else resample(samples, RATE, round(RATE / factor))


def reverberated(samples: Samples, random: Random) -> Samples:
    """The sound as it arrives from somewhere in one of `ROOMS` rooms, as long as it was: leave room for its tail."""
    response = _responses()[random.integers(len(_responses()))]
    size = 1 << (len(samples) + len(response) - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(response, size), size)[: len(samples)]
    return at_level(wet.astype(np.float32))


@cache
def _responses() -> tuple[Samples, ...]:
    """Rooms of every size, all others than the one that the benchmark measures in."""
    random, found = np.random.default_rng(0), list[Samples]()
    while len(found) < ROOMS * len(TOWARDS):
        size = (random.uniform(2.5, 7.0), random.uniform(2.2, 5.5), random.uniform(2.2, 3.2))
        lasts_s = random.uniform(0.2, 0.6)
        try:
            for who in TOWARDS:
                distance_m = random.uniform(0.4, min(4.0, farthest_m(size, who)))
                found.append(shoebox(size, lasts_s, distance_m, who).samples.astype(np.float32))
        except AudioError:  # such a room cannot sound so long, or so short
            continue
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording, and the text of it; "" where it is not known or not of use."""

    role: str
    text: str
    speaker: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class Recordings:
    """Real sound: half of the speakers, and half of what else sounds. Empty without a folder of recordings."""

    clips: tuple[Clip, ...] = ()
    noise: tuple[Samples, ...] = ()
    music: tuple[Samples, ...] = ()
    talk: tuple[Samples, ...] = field(default=())

    @classmethod
    def read(cls, folder: Path) -> Recordings:
        """Read the half to learn from; the other half is left for measuring."""
        if not (folder / "manifest.tsv").is_file():
            return cls()
        with (folder / "manifest.tsv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file, delimiter="\t") if row["role"] != "role" and _ours(row)]
        read = {row["path"]: soundfile.read(folder / row["path"], dtype="float32")[0] for row in rows}
        clips = [
            Clip(row["role"], _plain(row["label"]), row["speaker"] or row["path"], read[row["path"]])
            for row in rows
            if row["role"] not in {"noise", "music"}
        ]
        return cls(
            tuple(clips),
            tuple(at_level(read[row["path"]]) for row in rows if row["role"] == "noise"),
            tuple(at_level(read[row["path"]][: len(read[row["path"]]) // 2]) for row in rows if row["role"] == "music"),
            tuple(at_level(clip.samples) for clip in clips if clip.role in {"neg_speech", "neg_conversation"}),
        )

    def background(self, length: int, random: Random) -> Samples:
        """Some other sound at `LEVEL`: noise of a colour; where there are recordings, noise, music or many voices."""
        kind = random.choice(("noise", "music", "babble", "colour"), p=(0.35, 0.25, 0.2, 0.2))
        if kind == "colour" or not self.noise:
            spectrum = np.fft.rfft(random.normal(size=length))
            spectrum /= np.maximum(np.arange(len(spectrum)), 20) ** random.uniform(0, 1)
            sound: Samples = np.asarray(np.fft.irfft(spectrum, length), np.float32)
        elif kind == "babble":
            sound = np.sum([_piece(self.talk, length, random) for _ in range(6)], axis=0, dtype=np.float32)
        else:
            sound = _piece(self.noise if kind == "noise" else self.music, length, random)
        return np.asarray(sound * (LEVEL / (float(np.sqrt(np.square(sound).mean())) + 1e-9)), np.float32)


def _piece(sounds: tuple[Samples, ...], length: int, random: Random) -> Samples:
    sound = sounds[random.integers(len(sounds))]
    sound = np.tile(sound, length // len(sound) + 1) if len(sound) < length else sound
    first = random.integers(0, len(sound) - length + 1)
    return sound[first : first + length]


def _ours(row: dict[str, str]) -> bool:
    """Whether a row is in the half by which things are set, and not in that of which figures are told."""
    return Part.TUNE.holds(row["speaker"] or row["path"])


def _plain(label: str) -> str:
    return (
        ""
        if any(letter.isdigit() for letter in label)
        else " ".join("".join(letter if letter.isalpha() or letter == "'" else " " for letter in label.lower()).split())
    )
