"""A small corpus that is made on the spot: phrases of the table and other speech by synthetic voices, noise, music.

It has the form of a recorded one, a folder with a manifest, so that it is read in the same way.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from benchmarks.listening import sounds
from benchmarks.listening.corpus import COLUMNS, SPEAKER
from benchmarks.listening.sets.voices import Voice
from voice_coach.audio.format import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.errors import SpeakingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.language.phrasebook import Phrasebook

TEXTS = Path(__file__).with_name("texts.yaml")
ROLES = {"words": "neg_word", "speech": "neg_speech", "embedded": "neg_speech_embeds_cmd"}
SOUND_S, SOUNDS = 10.0, 6
"""Length and number of the clips of noise and of music."""


@dataclass(frozen=True, slots=True)
class Synthesiser:
    """The voices of a language. ``each`` is by how many of them each phrase is said, in turn."""

    voices: tuple[Voice, ...]
    each: int


SYNTHESISERS = {
    "en": Synthesiser(tuple(Voice("flite", name) for name in ("rms", "slt", "awb", "kal16")), each=1),
    "ko": Synthesiser(tuple(Voice("espeak-ng", f"ko+f{number}") for number in range(1, 5)), each=4),
}


def can_make(language_code: str) -> bool:
    """Say whether this machine has the program that speaks the language."""
    return language_code in SYNTHESISERS and all(voice.is_here for voice in SYNTHESISERS[language_code].voices)


def other_texts(language_code: str) -> dict[str, list[str]]:
    """Return what the voices say that is no command, by the keys of `ROLES`."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return {key: list(texts[language_code][key]) for key in ROLES}


def make_corpus(phrasebook: Phrasebook, others: Mapping[str, Sequence[str]], folder: Path, seed: int) -> Path:
    """Fill an empty folder with all phrases, other texts, noise and music, and return the manifest.

    Raises SpeakingError when the program that speaks is missing or fails.
    """
    code = phrasebook.language_code
    if not can_make(code):
        raise SpeakingError("voice-missing", f"Nothing here speaks {code}.", "Install flite and espeak-ng.")
    booth = _Booth(folder, SYNTHESISERS[code])
    for phrase in phrasebook.phrases():
        booth.say("command", phrase, SYNTHESISERS[code].each)
    for key, texts in others.items():
        for text in texts:
            booth.say(ROLES[key], text, len(SYNTHESISERS[code].voices))
    rng = np.random.default_rng(seed)
    for slope in [*sounds.SLOPES.values()] * (SOUNDS // len(sounds.SLOPES)):
        booth.keep("noise", sounds.noise(slope, SOUND_S, rng))
    for _ in range(SOUNDS):
        booth.keep("music", sounds.music(SOUND_S, rng))
    return booth.manifest()


@dataclass
class _Booth:
    """Where the clips are made and listed."""

    folder: Path
    synthesiser: Synthesiser
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    said: int = 0

    def say(self, role: str, text: str, times: int) -> None:
        voices = self.synthesiser.voices
        for _ in range(times):
            target = self._next()
            voice = voices[self.said % len(voices)]
            voice.say(text, target)
            self.rows.append((target.name, role, text, str(voice)))
            self.said += 1

    def keep(self, role: str, samples: Samples) -> None:
        target = self._next()
        with WavWriter(target, RATE) as file:
            file.write(samples)
        self.rows.append((target.name, role, role, ""))

    def manifest(self) -> Path:
        target = self.folder / "manifest.tsv"
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter="\t").writerows([(*COLUMNS, SPEAKER), *self.rows])
        return target

    def _next(self) -> Path:
        return self.folder / f"{len(self.rows):04}.wav"
