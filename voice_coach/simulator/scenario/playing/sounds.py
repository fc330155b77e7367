"""The sound of a scenario: what its user says, what else sounds, and the voices that speak it."""

from __future__ import annotations

from math import inf
from pathlib import Path

import numpy as np

from voice_coach.audio import wav
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import AudioError, ScenarioError
from voice_coach.language.phrasebook import normalise
from voice_coach.rehearsal.own_voice import clips as rehearsed_clips
from voice_coach.simulator.room.noise import KINDS, Noise, looped
from voice_coach.simulator.scenario.scenario import LineForm, NoiseForm, Scenario
from voice_coach.speaking.voices.clip_cache import CachedVoice
from voice_coach.speaking.voices.fresh import FreshVoice
from voice_coach.speaking.voices.program import ProgramVoice
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import Voice
from voice_coach.storage import cache_folder

BETWEEN_SENTENCES_S: Seconds = 0.3
"""How long somebody who talks in the background breathes between two sentences."""


class Sounds:
    """The sound of a scenario's lines and noises, 16 kHz mono."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self._scenario = scenario
        self._language = language
        self._voices: dict[str, Voice] = {}

    def clip(self, line: LineForm) -> Samples:
        """What a line of the user sounds like, all of it; it must be one that sounds."""
        if line.play:
            return self._recorded(line.play)
        return self._said(line.say or "", line.voice)

    def noise(self, noise: NoiseForm) -> Noise:
        """What else sounds in the room."""
        sound = KINDS[noise.kind] if noise.kind else looped(self._sound(noise))
        return Noise(sound, noise.level, noise.from_, inf if noise.to is None else noise.to)

    def _sound(self, noise: NoiseForm) -> Samples:
        """A recording, or somebody's sentences, one after the other."""
        if noise.play:
            return self._recorded(noise.play)
        said = [self._said(text, noise.voice) for text in noise.say or ()]
        pause = np.zeros(round(BETWEEN_SENTENCES_S * RATE), np.float32)
        return np.concatenate([part for sentence in said for part in (sentence, pause)])

    def _recorded(self, name: str) -> Samples:
        path = self._scenario.beside(name)
        return _audible(_read(path), path)

    def _said(self, text: str, voice: str) -> Samples:
        return _audible(self._spoken(text, voice or self._scenario.voice), f'"{text}"')

    def _spoken(self, text: str, name: str) -> Samples:
        if name == "mine":
            return _read(_rehearsed(text, self._language))
        clip = self._voice(name).clip(text)
        return resample(clip.samples, clip.rate, RATE)

    def _voice(self, name: str) -> Voice:
        if name not in self._voices:
            program = FreshVoice(lambda: ProgramVoice(name))
            self._voices[name] = system_voice(self._language) if name == "system" else _kept(program, name)
        return self._voices[name]


def system_voice(language: str) -> Voice:
    """The voice of a live session, in such a way that it says a text the same way at each run."""
    return _kept(FreshVoice(lambda: Pyttsx3Voice(language)), Pyttsx3Voice(language).key)


def _kept(voice: Voice, key: str) -> Voice:
    # Not beside a live session's clips, which sound as what was said before them made them.
    return CachedVoice(voice, cache_folder("simulated-clips"), key)


def _read(path: Path) -> Samples:
    samples, rate = wav.read(path)
    return resample(samples, rate, RATE)


def _audible(samples: Samples, what: object) -> Samples:
    """The sound as it is. Raises AudioError before the session, with the sound's name, when it has no level."""
    if not samples.any() or not np.isfinite(samples).all():
        raise AudioError("sound-silent", f"{what} is silent or damaged.", "Use another recording or voice.")
    return samples


def _rehearsed(text: str, language: str) -> Path:
    found = rehearsed_clips(language).get(normalise(text))
    if not found:
        raise ScenarioError(
            "not-rehearsed", f"There is no clip in which you say {text!r}.", "Make it with: voice-coach rehearse"
        )
    return found[0]
