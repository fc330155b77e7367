"""Plays a scenario: the loop of a live session, with a script for the user and, if asked for, a room for the air."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass

from voice_coach.app.casting import Casting, begin
from voice_coach.app.sounds import Sounds, system_voice
from voice_coach.audio.files import RATE
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.core.routine import Seconds
from voice_coach.errors import ScenarioError
from voice_coach.inbox import Inbox, InboxClosedError
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import Engine, Kind, open_recogniser
from voice_coach.loop import Loop
from voice_coach.options import RunOptions
from voice_coach.performer import Performer
from voice_coach.simulator.block_inbox import BlockInbox
from voice_coach.simulator.breakable import BreakableRecogniser, BreakableVoice
from voice_coach.simulator.memory_log import MemoryLog
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.performance import Performance
from voice_coach.simulator.scenario.scenario import FaultKind, Play, Say, Scenario
from voice_coach.simulator.scenario.stage import RoomUser, ScriptedUser, Stage, User
from voice_coach.simulator.scenario.watch import Script, Watch
from voice_coach.simulator.scripted_recogniser import ScriptedRecogniser
from voice_coach.simulator.virtual_inbox import VirtualInbox
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker


def play(scenario: Scenario) -> Performance:
    """Play a scenario to its end.

    Raises the error of whatever it needs and cannot have: a routine, a sound file, a voice, a recogniser.
    """
    options = RunOptions(language=scenario.language, verbosity=scenario.verbosity)
    casting = Casting(load(find(scenario.routine)), options)
    began = time.monotonic()
    with ExitStack() as stack:
        cast = _scripted(scenario) if scenario.scripted else _in_a_room(scenario, casting, stack)
        log, notices = MemoryLog(), list[tuple[Seconds, str]]()
        speaker = Speaker(cast.voice, cast.mixer, cast.latency_s)
        watch = Watch(log, speaker, cast.latency_s)
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
            sounds=watch.sounds(stage.now()),
            lines=watch.lines,
            faults=watch.faults,
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


def _scripted(scenario: Scenario) -> _Cast:
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
    sounds = Sounds(scenario, casting.language.code)
    for source in scenario.noises:
        room.add(sounds.noise(source))
    said = [line.act for line in scenario.user if isinstance(line.act, Say | Play)]
    user = RoomUser(room, {act: sounds.clip(act) for act in said})
    # What is installed, never a fetched model: a verdict must not depend on the network.
    engine = open_recogniser(Kind(scenario.recogniser), casting.phrasebook)
    if engine.recogniser is None:
        raise ScenarioError("no-recogniser", f"{scenario.path} needs a speech recogniser.", engine.notice)
    stack.callback(engine.recogniser.close)
    voice = system_voice(casting.language.code)
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
