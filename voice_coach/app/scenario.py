"""Plays a scenario: the loop of a live session, with a script for the user and, if asked for, a room for the air."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from math import inf
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from voice_coach.app.casting import Casting, begin
from voice_coach.audio import wav
from voice_coach.audio.files import RATE
from voice_coach.audio.resampling import resample
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.core.routine import Seconds
from voice_coach.errors import AudioError, ScenarioError
from voice_coach.inbox import Inbox, InboxClosedError
from voice_coach.language.text import normalise
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import Engine, Kind
from voice_coach.loop import Loop
from voice_coach.options import RunOptions
from voice_coach.performer import Performer
from voice_coach.recording.voice import clips as rehearsed_clips
from voice_coach.simulator.block_inbox import BlockInbox
from voice_coach.simulator.breakable import BreakableRecogniser, BreakableVoice
from voice_coach.simulator.memory_log import MemoryLog
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.noise import KINDS, Noise, Source, looped
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.performance import Performance
from voice_coach.simulator.scenario.scenario import Act, FaultKind, NoiseSource, Play, Say, Scenario
from voice_coach.simulator.scenario.stage import RoomUser, ScriptedUser, Stage, User, cut
from voice_coach.simulator.scenario.watch import Script, Watch
from voice_coach.simulator.scripted_recogniser import ScriptedRecogniser
from voice_coach.simulator.virtual_inbox import VirtualInbox
from voice_coach.speaking.clip_cache import CachedVoice
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.program_voice import ProgramVoice
from voice_coach.speaking.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voice import Samples, Voice

BETWEEN_SENTENCES_S: Seconds = 0.3
"""How long somebody who talks in the background breathes between two sentences."""


def play(scenario: Scenario) -> Performance:
    """Play a scenario to its end.

    Raises the error of whatever it needs and cannot have: a routine, a sound file, a voice, a recogniser.
    """
    options = RunOptions(
        recogniser=Kind.AUTO if scenario.scripted else scenario.recogniser,
        language=scenario.language,
        verbosity=scenario.verbosity,
    )
    casting = Casting(load(find(scenario.routine)), options)
    with ExitStack() as stack:
        cast = (_scripted if scenario.scripted else _in_a_room)(scenario, casting, stack)
        log, notices = MemoryLog(), list[tuple[Seconds, str]]()
        speaker = Speaker(cast.voice, cast.mixer, cast.latency_s)
        watch = Watch(log, speaker)
        stage = Stage(
            inner=cast.inbox,
            watch=watch,
            scripts=(Script(scenario.user, watch), Script(scenario.faults, watch)),
            user=cast.user,
            breakables={FaultKind.RECOGNISER_FAILS: cast.recogniser, FaultKind.VOICE_FAILS: cast.voice},
            lasts_s=scenario.lasts_s,
        )
        loop = Loop(
            casting.coach(cautious=cast.engine.cautious),
            stage,
            speaker,
            Performer(speaker, (), lambda _: None),
            log,
            lambda text: notices.append((stage.now(), text)),
            ear=Ear(cast.recogniser, casting.phrasebook),
            latency_s=cast.latency_s,
            stays=scenario.wait,
        )
        began = time.monotonic()
        begin(loop, casting.wording, cast.engine.notice)
        try:
            while not loop.over:
                loop.turn()
        except InboxClosedError:
            pass  # nothing more can come, or the scenario has lasted as long as it should
        return Performance(
            scenario=scenario,
            engine="scripted" if scenario.scripted else cast.engine.kind,
            log=log,
            sounds=speaker.log(stage.now()),
            lines=watch.lines,
            notices=tuple(notices),
            ended_at=stage.now(),
            took_s=time.monotonic() - began,
            heard=cast.room.heard if cast.room else None,
            played=cast.room.played if cast.room else None,
        )


@dataclass(frozen=True, slots=True)
class _Cast:
    """The parts that differ between a session in a room and one without sound."""

    engine: Engine
    recogniser: BreakableRecogniser
    voice: BreakableVoice
    inbox: Inbox
    user: User
    mixer: Mixer | None = None
    room: Room | None = None
    latency_s: Seconds = 0.0


def _scripted(scenario: Scenario, _casting: Casting, _stack: ExitStack) -> _Cast:
    recogniser = ScriptedRecogniser()
    return _Cast(
        Engine(Kind.AUTO, recogniser, cautious=scenario.cautious),
        BreakableRecogniser(recogniser),
        BreakableVoice(EstimatedVoice()),
        VirtualInbox(()),
        ScriptedUser(recogniser),
    )


def _in_a_room(scenario: Scenario, casting: Casting, stack: ExitStack) -> _Cast:
    acoustics = scenario.acoustics or Acoustics()
    room = Room(acoustics, scenario.seed)
    sounds = _Sounds(scenario, casting.language.code, stack)
    for source in scenario.noises:
        room.add(sounds.noise(source))
    said = [line.act for line in scenario.user if isinstance(line.act, Say | Play)]
    user = RoomUser(room, {act: sounds.clip(act) for act in said})
    engine = casting.engine()
    if engine.recogniser is None:
        raise ScenarioError("no-recogniser", f"{scenario.path} needs a speech recogniser.", engine.notice)
    stack.callback(engine.recogniser.close)
    voice = casting.voice()
    stack.callback(voice.close)
    mixer = Mixer(RATE)
    return _Cast(
        engine,
        BreakableRecogniser(engine.recogniser),
        BreakableVoice(voice),
        BlockInbox(mixer, user.exchange),
        user,
        mixer,
        room,
        acoustics.loudspeaker.delay_s,
    )


class _Sounds:
    """The sound of a scenario's lines and noises, 16 kHz mono."""

    def __init__(self, scenario: Scenario, language: str, stack: ExitStack) -> None:
        self._scenario = scenario
        self._language = language
        self._stack = stack
        self._voices: dict[str, Voice] = {}

    def clip(self, act: Act) -> Samples:
        """What the user's act sounds like."""
        match act:
            case Play(path, only_s=only_s):
                return _audible(cut(_read(path), only_s), path)
            case Say(text, voice, only_s=only_s):
                return _audible(cut(self._spoken(text, voice or self._scenario.voice), only_s), f'"{text}"')
        raise TypeError(f"{act} makes no sound")

    def noise(self, source: NoiseSource) -> Noise:
        """What else sounds in the room."""
        if source.kind:
            return self._noise(KINDS[source.kind], source)
        sound = _audible(_read(source.path), source.path) if source.path else self._talk(source)
        return self._noise(looped(sound), source)

    @staticmethod
    def _noise(sound: Source, source: NoiseSource) -> Noise:
        return Noise(sound, source.level_db, source.starts, inf if source.ends is None else source.ends)

    def _talk(self, source: NoiseSource) -> Samples:
        """Somebody's sentences, one after the other."""
        voice = source.voice or self._scenario.voice
        said = [_audible(self._spoken(text, voice), f'"{text}"') for text in source.texts]
        pause = np.zeros(round(BETWEEN_SENTENCES_S * RATE), np.float32)
        return np.concatenate([part for sentence in said for part in (sentence, pause)])

    def _spoken(self, text: str, name: str) -> Samples:
        if name == "mine":
            return _read(_rehearsed(text, self._language))
        clip = self._voice(name).clip(text)
        return resample(clip.samples, clip.rate, RATE)

    def _voice(self, name: str) -> Voice:
        if name not in self._voices:
            if name == "system":
                system = Pyttsx3Voice(self._language)
                voice: Voice = CachedVoice(system, _clips(), system.key)
            else:
                program = ProgramVoice(name)
                voice = CachedVoice(program, _clips(), program.key)
            self._stack.callback(voice.close)
            self._voices[name] = voice
        return self._voices[name]


def _clips() -> Path:
    return user_cache_path("voice-coach") / "clips"


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
