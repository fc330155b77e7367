"""A session for a person: live, or with files in place of microphone and loudspeaker."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voice_coach.app.casting import Casting, begin
from voice_coach.audio.devices import Direction, choose, devices
from voice_coach.audio.files import FileMicrophone, StreamMicrophone
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.paced import FileLoudspeaker, PacedMicrophone, Source
from voice_coach.audio.wav import WavWriter
from voice_coach.core.commands import Command
from voice_coach.core.effects import Record
from voice_coach.core.routine import Routine
from voice_coach.displays.display import open_display
from voice_coach.displays.keyboard import Keyboard
from voice_coach.errors import AudioError, JournalError
from voice_coach.journal.history import History, history_path
from voice_coach.journal.writer import Journal, journal_path
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import Engine, Kind
from voice_coach.live_inbox import LiveInbox
from voice_coach.loop import Log, Loop
from voice_coach.options import RunOptions
from voice_coach.performer import Performer
from voice_coach.simulator.block_inbox import BlockInbox
from voice_coach.simulator.memory_log import MemoryLog
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voice import Samples
from voice_coach.subtitles import Subtitles

FAST_RATE = 48_000
SOUND_FILES = {".wav", ".flac", ".ogg", ".aiff", ".aif"}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a session takes place: its inbox, its mixer (None without sound), how to begin to listen, and its keys.

    ``listen`` returns whether there is anything to listen to.
    """

    inbox: LiveInbox | BlockInbox
    mixer: Mixer | None
    latency_s: float = 0.0
    listen: Callable[[], bool] = lambda: True
    press: Callable[[Command], None] = lambda _: None


def run(routine: Routine, options: RunOptions) -> int:
    """Coach a routine, live or with files in place of microphone and loudspeaker; return the exit code."""
    casting, notices = Casting(routine, options), list[str]()
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(1))
        engine_soon = pool.submit(casting.engine) if options.listen else None
        stage = (_fast_stage if options.fast else _live_stage)(options, stack, notices)
        voice = casting.voice_or_text(notices, sound=stage.mixer is not None)
        speaker = Speaker(voice, stage.mixer, stage.latency_s)
        stack.callback(speaker.close)
        engine = engine_soon.result() if engine_soon else Engine(Kind.AUTO, None)
        history = _history(notices)
        display = open_display(stage.inbox.now)
        stack.callback(display.close)
        loop = Loop(
            coach := casting.coach(cautious=engine.cautious, history=history),
            stage.inbox,
            speaker,
            Performer(speaker, (display.show,), _remembering(history, routine.id, display.notice)),
            _log(routine, stack, notices),
            display.notice,
            latency_s=stage.latency_s,
            stays=options.wait,
            subtitles=Subtitles(speaker, display) if isinstance(voice, EstimatedVoice) else None,
        )
        if engine.recogniser:
            loop.ear = Ear(engine.recogniser, casting.phrasebook)
            stack.callback(loop.ear.close)
        about_engine = engine.notice if stage.listen() else ""
        if engine.unusable:
            notices.append(f"These phrases cannot be heard with this model: {', '.join(engine.unusable)}.")
        stack.enter_context(Keyboard(stage.press, lambda: coach.status))
        for text in (*notices, about_engine):
            if text:
                display.notice(text)
        begin(loop, casting.wording, about_engine)
        loop.run()
    return 0


def _live_stage(options: RunOptions, stack: ExitStack, notices: list[str]) -> Stage:
    """A session in real time. What is missing is told in ``notices``, unless it was asked for by name."""
    output = _output(options, notices)
    mixer = Mixer(output.rate) if output else None
    if output and mixer:
        stack.callback(output.close)
        output.start(mixer.fill)
    began = time.monotonic()
    inbox = LiveInbox(output.now if output else lambda: time.monotonic() - began)

    def listen() -> bool:
        if not options.listen:
            return False
        try:
            microphone = _microphone(options.microphone, inbox)
        except AudioError as error:
            if options.microphone:
                raise
            notices.append(f"{error.message} The keys work.")
            return False
        stack.callback(microphone.close)
        return True

    return Stage(inbox, mixer, output.latency if output else 0.0, listen, inbox.press)


def _fast_stage(options: RunOptions, stack: ExitStack, _notices: list[str]) -> Stage:
    """A session that takes its time from the samples of a file."""
    mixer = Mixer(FAST_RATE)
    source = _source(options.microphone)
    stack.callback(source.close)
    write: Callable[[Samples], None] = lambda _: None  # noqa: E731 - the shape of WavWriter.write
    if options.speaker:
        write = stack.enter_context(WavWriter(Path(options.speaker), mixer.rate)).write
    return Stage(BlockInbox(source.next_block, mixer, write), mixer if options.sound else None)


def _output(options: RunOptions, notices: list[str]) -> Loudspeaker | FileLoudspeaker | None:
    if not options.sound:
        return None
    if Path(options.speaker).suffix.lower() in SOUND_FILES:
        return FileLoudspeaker(Path(options.speaker))
    try:
        return Loudspeaker(choose(devices(), Direction.OUTPUT, options.speaker))
    except AudioError as error:
        if options.speaker:
            raise
        notices.append(f"{error.message} What the coach says is shown as text.")
        return None


def _microphone(name: str, inbox: LiveInbox) -> Microphone | PacedMicrophone:
    if name == "-" or Path(name).suffix.lower() in SOUND_FILES:
        return PacedMicrophone(_source(name), inbox.hear, inbox.deafen)
    return Microphone(choose(devices(), Direction.INPUT, name), inbox.hear)


def _source(name: str) -> Source:
    return StreamMicrophone() if name == "-" else FileMicrophone(Path(name))


def _history(notices: list[str]) -> History | None:
    try:
        history = History(history_path())
    except JournalError as error:
        notices.append(f"{error.message}. This session starts without what earlier ones learned, and adds nothing.")
        return None
    if history.notice:
        notices.append(history.notice)
    return history


def _log(routine: Routine, stack: ExitStack, notices: list[str]) -> Log:
    try:
        # The process's number tells two sessions apart that begin in the same second.
        journal = Journal(journal_path(f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{routine.id}-{os.getpid()}"))
    except JournalError as error:
        notices.append(f"{error.message}; this session is not written down.")
        return MemoryLog()
    stack.callback(journal.close)
    return journal


def _remembering(history: History | None, routine_id: str, notice: Callable[[str], None]) -> Callable[[Record], None]:
    """What keeps records; a disk that takes none is told of once and does not end the session."""
    failed = False

    def remember(record: Record) -> None:
        nonlocal failed
        if history is None:
            return
        try:
            history.record(routine_id, record)
        except JournalError as error:
            if not failed:
                notice(error.message)
            failed = True

    return remember
