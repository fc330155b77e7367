"""Plays scenarios: the loop of a live session, with a script for the user and, if asked for, a room for the air.

From the command line each is told of as well, and held against what its file expects.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from voice_coach.app.assemble import START, Parts, assemble, begin
from voice_coach.app.components import Components, opened
from voice_coach.audio.format import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load as load_routine
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import ScenarioError, UsageError, VoiceCoachError
from voice_coach.health.ears import EarWatch
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.port import Inbox, InboxClosedError
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import Engine, RecogniserKind
from voice_coach.session.options import RunOptions
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.load import load
from voice_coach.simulator.scenario.playing.observer import Observer, Script
from voice_coach.simulator.scenario.playing.parts import BreakableRecogniser, BreakableVoice, ScriptedRecogniser
from voice_coach.simulator.scenario.playing.scripted_inbox import RoomTalker, ScriptedInbox, ScriptedTalker, Talker
from voice_coach.simulator.scenario.playing.sounds import Sounds, system_voice
from voice_coach.simulator.scenario.scenario import FaultKind, Scenario
from voice_coach.simulator.scenario.telling.performance import Performance
from voice_coach.simulator.scenario.telling.picture import draw
from voice_coach.simulator.scenario.telling.report import report, summary, verdict
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice


def play(scenario: Scenario) -> Performance:
    """Play a scenario to its end.

    Raises the error of whatever it needs and cannot have: a routine, a sound file, a voice, a recogniser.
    """
    options = RunOptions(language=scenario.known_or_beside(scenario.language), verbosity=scenario.verbosity)
    components = Components(load_routine(find(scenario.known_or_beside(scenario.routine))), options)
    began = time.monotonic()
    with ExitStack() as stack:
        around = _scripted(scenario) if scenario.scripted else _in_a_room(scenario, components, stack)
        log, notices = MemoryLog(), list[tuple[Seconds, str]]()
        speaker = Speaker(around.voice, around.mixer, around.latency_s)
        observer = Observer(log, speaker, around.latency_s)
        inbox = ScriptedInbox(
            inner=around.inbox,
            observer=observer,
            scripts=(Script(scenario.user, observer), Script(scenario.faults, observer)),
            user=around.user,
            breakables={FaultKind.RECOGNISER_FAILS: around.recogniser, FaultKind.VOICE_FAILS: around.voice},
            lasts_s=scenario.lasts,
        )
        loop = assemble(
            Parts(
                coach=components.coach(cautious=around.engine.cautious),
                inbox=inbox,
                speaker=speaker,
                log=log,
                ear=replace(around.engine, recogniser=around.recogniser).ear(components.phrasebook, "A scenario"),
                notice=lambda text: notices.append((inbox.now(), text)),
                latency_s=around.latency_s,
                watch=EarWatch(components.wording) if around.room else None,
                stays=scenario.wait,
            )
        )
        begin(loop, components.wording, around.engine.notice, first=None if scenario.wait else START)
        try:
            while not loop.over:
                loop.turn()
        except InboxClosedError:
            pass  # nothing more can come, or the scenario has lasted as long as it should
        return Performance(
            scenario=scenario,
            engine="scripted" if scenario.scripted else around.engine.kind,
            log=log,
            sounds=observer.sounds(inbox.now()),
            lines=observer.lines,
            faults=observer.faults,
            notices=tuple(notices),
            ended_at=inbox.now(),
            took_s=time.monotonic() - began,
            heard=around.room.heard if around.room else None,
            played=around.room.played if around.room else None,
        )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The parts that differ between a session in a room and one without sound."""

    engine: Engine
    recogniser: BreakableRecogniser
    voice: BreakableVoice
    inbox: Inbox
    user: Talker
    mixer: Mixer | None = None
    room: Room | None = None
    latency_s: Seconds = 0.0


def _scripted(scenario: Scenario) -> _Surroundings:
    recogniser = ScriptedRecogniser()
    return _Surroundings(
        Engine(RecogniserKind.AUTO, recogniser, cautious=scenario.cautious),
        BreakableRecogniser(recogniser),
        BreakableVoice(EstimatedVoice()),
        VirtualInbox(()),
        ScriptedTalker(recogniser),
    )


def _in_a_room(scenario: Scenario, components: Components, stack: ExitStack) -> _Surroundings:
    acoustics = scenario.acoustics()
    room = Room(acoustics, scenario.seed)
    sounds = Sounds(scenario, components.language.code)
    for noise in scenario.noise:
        room.add(sounds.noise(noise))
    user = RoomTalker(room, {line: sounds.clip(line) for line in scenario.user if not line.press})
    # What is installed, never a fetched model: a verdict must not depend on the network.
    engine = opened(RecogniserKind(scenario.recogniser), components.phrasebook, echo=EchoControl())
    if engine.recogniser is None:
        raise ScenarioError("no-recogniser", f"{scenario.path} needs a speech recogniser.", engine.notice)
    stack.callback(engine.recogniser.close)
    voice = system_voice(components.language.code)
    stack.callback(voice.close)
    mixer = Mixer(RATE)
    return _Surroundings(
        engine,
        BreakableRecogniser(engine.recogniser),
        BreakableVoice(voice),
        BlockInbox(mixer, user.exchange),
        user,
        mixer,
        room,
        acoustics.loudspeaker.delay_s,
    )


@dataclass(frozen=True, slots=True)
class Output:
    """What to leave behind: sound and picture in ``folder``; ``update`` writes golden journals anew."""

    folder: Path | None = None
    wav: bool = False
    png: bool = False
    update: bool = False


def scenarios(files: tuple[Path, ...], output: Output) -> int:
    """Play scenario files in order and print what became of each; return 0 when all went as their files say.

    All files are read before the first is played. Of several, only those that went wrong are told in full. One that
    cannot be played does not keep the others from it; the first such error is raised at the end. Raises UsageError
    when two of one name would write the same files.
    """
    loaded = [load(file) for file in files]
    twice = [name for name, times in Counter(one.name for one in loaded).items() if times > 1]
    if twice and (output.wav or output.png):
        message = f"Two scenarios are called {twice[0]}; they would write the same files."
        raise UsageError("same-name", message, "Play them one after the other, with an --out of their own.")
    good, trouble = True, list[VoiceCoachError]()
    for scenario in loaded:
        try:
            good = _told(scenario, output, whole=len(files) == 1) and good
        except VoiceCoachError as error:
            trouble.append(error)
            if len(files) > 1:
                print(f"{scenario.name}: cannot be played: {error.message}", flush=True)
    if trouble:
        raise trouble[0]
    return 0 if good else 1


def _told(scenario: Scenario, output: Output, *, whole: bool) -> bool:
    """Play one and print what became of it; return whether it went as its file says."""
    performance = play(scenario)
    if output.update:
        performance.update_golden()
    findings = performance.findings()
    went_well = verdict(performance, findings).good
    print((report if whole or not went_well else summary)(performance, findings), flush=True)
    if output.wav and performance.heard is None:
        print(f"{scenario.name}: the scripted recogniser hears no sound, so none is written.", flush=True)
    keep(performance, output)
    return went_well


def keep(performance: Performance, output: Output) -> None:
    """Write the sound at the microphone and the picture of the time line, as asked."""
    folder = output.folder or Path()
    if output.wav and performance.heard is not None:
        with WavWriter(folder / f"{performance.scenario.name}.wav", RATE) as writer:
            writer.write(performance.heard)
    if output.png:
        draw(performance, folder / f"{performance.scenario.name}.png")
