"""A session for a person: live, or with files in place of microphone and loudspeaker."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from voice_coach import __version__
from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.audio_io import AudioIO, file_io, live_io
from voice_coach.app.components import Components
from voice_coach.app.signals import unwinding
from voice_coach.core.plan.routine import Routine
from voice_coach.core.status import Status
from voice_coach.displays.display import Display, open_display
from voice_coach.displays.keyboard import Keyboard
from voice_coach.displays.labels import Labels
from voice_coach.errors import JournalError, RecordingError
from voice_coach.journal.history import History, history_path
from voice_coach.journal.writer import Journal, journal_path
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import Engine, RecogniserKind
from voice_coach.recording.header import VERSION, Header
from voice_coach.recording.writer import RecordingWriter, make_folder
from voice_coach.rehearsal.advice import advice, verdicts
from voice_coach.rehearsal.own_voice import rehearsed
from voice_coach.session.best_effort import BestEffortHistory, BestEffortLog, BestEffortRecorder
from voice_coach.session.loop import Listener
from voice_coach.session.options import RunOptions
from voice_coach.session.subtitles import Subtitles
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice


def run(routine: Routine, options: RunOptions) -> int:
    """Coach a routine, live or with files in place of microphone and loudspeaker; return the exit code."""
    components, notices = Components(routine, options), list[str]()
    if options.record:
        make_folder(options.record)
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        engine_soon = _engine_soon(components, stack)
        audio = file_io(options, stack) if options.fast else live_io(options, stack, notices)
        voice = components.voice_or_text(notices, sound=audio.mixer is not None)
        speaker = Speaker(voice, audio.mixer, audio.latency_s)
        stack.callback(speaker.close)
        engine = engine_soon.result()
        history, journal = _history(notices), _journal(routine, stack, notices)
        labels = Labels(components.language.screen)
        display = open_display(labels, audio.inbox.now)
        stack.callback(display.close)
        shown = deque[Status](maxlen=1)
        aloud = [engine.notice] if options.listen else []
        ear = _ear(components, engine, audio, display, stack)
        if ear is None and engine.recogniser:
            aloud = []  # there is nothing to listen to, and the notices say so
        elif isinstance(ear, BestEffortRecorder):
            aloud.append(components.wording("recording"))
        remembered = BestEffortHistory(history, routine.id, display.notice)
        captions = options.captions or isinstance(voice, EstimatedVoice)
        loop = assemble(
            Parts(
                coach=components.coach(cautious=engine.cautious, history=history),
                inbox=audio.inbox,
                speaker=speaker,
                log=BestEffortLog(journal, display.notice),
                ear=ear,
                show=(display.show, shown.append),
                remember=remembered.remember,
                notice=display.notice,
                subtitles=Subtitles(speaker, display) if captions else None,
                latency_s=audio.latency_s,
                sound_trouble=audio.trouble,
                stays=options.stay,
            )
        )
        notices += _about_listening(components, engine, ear)
        stack.enter_context(Keyboard(audio.press, lambda: shown[-1] if shown else None))
        for text in (*notices, *aloud):
            if text:
                display.notice(text)
        try:
            begin(loop, components.wording, *aloud, waits=options.wait)
            loop.run()
        except (KeyboardInterrupt, SystemExit):
            display.notice(_broken_off(components, labels, remembered, recorded=isinstance(ear, BestEffortRecorder)))
            raise
    return 0


def _broken_off(components: Components, labels: Labels, remembered: BestEffortHistory, *, recorded: bool) -> str:
    """What a person who has broken the session off should know of what is kept of it."""
    done = len(remembered.done)
    exercises = components.wording.counted("exercise", "exercises", done) if done else ""
    return labels.broken_off(exercises, str(components.options.record) if recorded else "")


def _engine_soon(components: Components, stack: ExitStack) -> Future[Engine]:
    """Open the recogniser on a thread of its own, and close it at the end, whatever has happened by then."""
    pool = stack.enter_context(ThreadPoolExecutor(1))
    listens = components.options.listen
    soon = pool.submit(components.engine if listens else lambda: Engine(RecogniserKind.AUTO, None))

    def close() -> None:
        if soon.exception() is None and (recogniser := soon.result().recogniser):
            recogniser.close()

    stack.callback(close)
    return soon


def _ear(components: Components, engine: Engine, audio: AudioIO, display: Display, stack: ExitStack) -> Listener | None:
    """What listens, and keeps what it hears when that is asked for; None when there is nothing to listen to or with."""
    if engine.recogniser is None or not audio.listen():
        return None
    ear = Ear(engine.recogniser, components.phrasebook, engine.second_opinion)
    if components.options.record is None:
        return ear
    writer = RecordingWriter(components.options.record, _header(components, engine))
    recorder = BestEffortRecorder(ear, writer, display.notice)
    stack.callback(recorder.close)
    return recorder


def _about_listening(components: Components, engine: Engine, ear: Listener | None) -> list[str]:
    """What a person should know of how they are heard; what is empty is left out later."""
    told = [engine.trouble, _advice(components, engine)]
    if components.options.record and not isinstance(ear, BestEffortRecorder):
        told.insert(0, "Nothing is recorded, for nobody listens.")
    if engine.unusable:
        told.insert(-1, f"These phrases cannot be heard with this model: {', '.join(engine.unusable)}.")
    return told


def _header(components: Components, engine: Engine) -> Header:
    chosen = components.options.language
    language = chosen if chosen == components.language.code else str(Path(chosen).resolve())
    began = datetime.now().astimezone().isoformat(timespec="seconds")
    model = str(engine.model.resolve()) if engine.model else ""
    return Header(VERSION, __version__, language, engine.kind, model, components.plan.routine.id, began)


def _advice(components: Components, engine: Engine) -> str:
    """What somebody who has rehearsed with this recogniser had better say; "" for nothing."""
    try:
        own = [clip for clip in rehearsed(components.language.code) if clip.recogniser == engine.kind]
    except RecordingError as error:
        return error.message
    return advice(verdicts(own, components.phrasebook.said_for(), engine.phrases))


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
