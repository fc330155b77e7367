"""A session for a person: live, or with files in place of microphone and loudspeaker."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voice_coach.app.casting import Casting, begin
from voice_coach.app.forgiving import ForgivingHistory, ForgivingLog
from voice_coach.app.unwinding import unwinding
from voice_coach.audio.devices import Direction, choose, devices
from voice_coach.audio.files import FileMicrophone, StreamMicrophone
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.paced import FILE_RATE, FileLoudspeaker, PacedMicrophone, Source
from voice_coach.audio.wav import WavWriter
from voice_coach.core.commands import Command
from voice_coach.core.routine import Routine
from voice_coach.core.status import Status
from voice_coach.displays.display import open_display
from voice_coach.displays.keyboard import Keyboard
from voice_coach.errors import AudioError, JournalError
from voice_coach.journal.history import History, history_path
from voice_coach.journal.writer import Journal, journal_path
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import Engine, Kind
from voice_coach.live_inbox import LiveInbox
from voice_coach.loop import Loop
from voice_coach.options import RunOptions
from voice_coach.performer import Performer
from voice_coach.simulator.block_inbox import BlockInbox
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voice import Samples
from voice_coach.subtitles import Subtitles

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
        stack.enter_context(unwinding())
        engine_soon = _engine_soon(casting, stack)
        stage = (_fast_stage if options.fast else _live_stage)(options, stack, notices)
        voice = casting.voice_or_text(notices, sound=stage.mixer is not None)
        speaker = Speaker(voice, stage.mixer, stage.latency_s)
        stack.callback(speaker.close)
        engine = engine_soon.result()
        history, journal = _history(notices), _journal(routine, stack, notices)
        display = open_display(stage.inbox.now)
        stack.callback(display.close)
        shown = deque[Status](maxlen=1)
        remember = ForgivingHistory(history, routine.id, display.notice).remember
        loop = Loop(
            casting.coach(cautious=engine.cautious, history=history),
            stage.inbox,
            speaker,
            Performer(speaker, (display.show, shown.append), remember),
            ForgivingLog(journal, display.notice),
            display.notice,
            latency_s=stage.latency_s,
            stays=options.wait,
            subtitles=Subtitles(speaker, display) if isinstance(voice, EstimatedVoice) else None,
        )
        about_engine = engine.notice if options.listen else ""
        if engine.recogniser:
            loop.ear = Ear(engine.recogniser, casting.phrasebook)
            if not stage.listen():
                about_engine = ""
        if engine.trouble:
            notices.append(engine.trouble)
        if engine.unusable:
            notices.append(f"These phrases cannot be heard with this model: {', '.join(engine.unusable)}.")
        stack.enter_context(Keyboard(stage.press, lambda: shown[-1] if shown else None))
        for text in (*notices, about_engine):
            if text:
                display.notice(text)
        begin(loop, casting.wording, about_engine)
        loop.run()
    return 0


def _engine_soon(casting: Casting, stack: ExitStack) -> Future[Engine]:
    """Open the recogniser on a thread of its own, and close it at the end, whatever has happened by then."""
    pool = stack.enter_context(ThreadPoolExecutor(1))
    soon = pool.submit(casting.engine if casting.options.listen else lambda: Engine(Kind.AUTO, None))

    def close() -> None:
        if soon.exception() is None and (recogniser := soon.result().recogniser):
            recogniser.close()

    stack.callback(close)
    return soon


def _live_stage(options: RunOptions, stack: ExitStack, notices: list[str]) -> Stage:
    """A session in real time. What is missing is told in ``notices``, unless it was asked for by name."""
    output, mixer = _sound(options, stack, notices)
    began = time.monotonic()
    inbox = LiveInbox(output.now if output else lambda: time.monotonic() - began)

    def listen() -> bool:
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
    mixer = Mixer(FILE_RATE)
    source = _source(options.microphone)
    stack.callback(source.close)
    write: Callable[[Samples], None] = lambda _: None  # noqa: E731 - the shape of WavWriter.write
    if options.speaker:
        write = stack.enter_context(WavWriter(Path(options.speaker), mixer.rate)).write

    def exchange(played: Samples) -> bytes | None:
        write(played)
        return source.next_block()

    return Stage(BlockInbox(mixer, exchange), mixer if options.sound else None)


def _sound(
    options: RunOptions, stack: ExitStack, notices: list[str]
) -> tuple[Loudspeaker | FileLoudspeaker, Mixer] | tuple[None, None]:
    """A loudspeaker that plays, and the mixer that it plays; neither when there is none."""
    if not options.sound:
        return None, None
    try:
        if Path(options.speaker).suffix.lower() in SOUND_FILES:
            output: Loudspeaker | FileLoudspeaker = FileLoudspeaker(Path(options.speaker))
        else:
            output = Loudspeaker(choose(devices(), Direction.OUTPUT, options.speaker))
        stack.callback(output.close)
        mixer = Mixer(output.rate)
        output.start(mixer.fill)
    except AudioError as error:
        if options.speaker:
            raise
        notices.append(f"{error.message} What the coach says is shown as text.")
        return None, None
    return output, mixer


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


def _journal(routine: Routine, stack: ExitStack, notices: list[str]) -> Journal | None:
    try:
        # The process's number tells two sessions apart that begin in the same second.
        journal = Journal(journal_path(f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{routine.id}-{os.getpid()}"))
    except JournalError as error:
        notices.append(f"{error.message}; this session is not written down.")
        return None
    stack.callback(journal.close)
    return journal
