"""A session for a person: live, or with files in place of microphone and loudspeaker."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import datetime

from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.audio_io import file_io, live_io
from voice_coach.app.components import Components
from voice_coach.app.hearing import hearing
from voice_coach.app.signals import unwinding
from voice_coach.core.plan.routine import Routine
from voice_coach.core.status import Status
from voice_coach.displays.display import open_display
from voice_coach.displays.keyboard import Keyboard
from voice_coach.displays.labels import Labels
from voice_coach.errors import JournalError, SpeakingError
from voice_coach.journal.history import History, history_path
from voice_coach.journal.writer import Journal, journal_path
from voice_coach.recording.writer import make_folder
from voice_coach.session.best_effort import BestEffortHistory, BestEffortLog
from voice_coach.session.options import RunOptions
from voice_coach.session.subtitles import Subtitles
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice, Voice


def run(routine: Routine, options: RunOptions) -> int:
    """Coach a routine, live or with files in place of microphone and loudspeaker; return the exit code."""
    components, notices = Components(routine, options), list[str]()
    if options.record:
        make_folder(options.record)
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        hear_with = hearing(components, stack)
        voice_soon = components.voice_soon(stack) if options.sound else None
        audio = file_io(options, stack) if options.fast else live_io(options, stack, notices)
        voice = _voice_or_text(voice_soon if audio.mixer else None, notices)
        speaker = Speaker(voice, audio.mixer, audio.latency_s)
        stack.callback(speaker.close)
        history, journal = _history(notices), _journal(routine, stack, notices)
        labels = Labels(components.language.screen)
        display = open_display(labels, audio.inbox.now)
        stack.callback(display.close)
        shown = deque[Status](maxlen=1)
        heard = hear_with(audio, display)
        remembered = BestEffortHistory(history, routine.id, display.notice)
        captions = options.captions or isinstance(voice, EstimatedVoice)
        loop = assemble(
            Parts(
                coach=components.coach(cautious=heard.cautious, history=history),
                inbox=audio.inbox,
                speaker=speaker,
                log=BestEffortLog(journal, display.notice),
                ear=heard.ear,
                show=(display.show, shown.append),
                remember=remembered.remember,
                notice=display.notice,
                subtitles=Subtitles(speaker, display) if captions else None,
                latency_s=audio.latency_s,
                sound_trouble=audio.trouble,
                stays=options.stay,
            )
        )
        stack.enter_context(Keyboard(audio.press, lambda: shown[-1] if shown else None))
        for text in (*notices, *heard.notices, *heard.aloud):
            if text:
                display.notice(text)
        try:
            begin(loop, components.wording, *heard.aloud, waits=options.wait)
            heard.begin()
            loop.run()
        except (KeyboardInterrupt, SystemExit):
            display.notice(_broken_off(components, labels, remembered, recorded=heard.recorded))
            raise
    return 0


def _voice_or_text(soon: Future[Voice] | None, notices: list[str]) -> Voice:
    """The real voice; without sound, or when it cannot speak, one that only takes the time."""
    if soon is None:
        return EstimatedVoice()
    try:
        return soon.result()
    except SpeakingError as error:
        notices.append(f"{error.message} What the coach says is shown as text.")
        return EstimatedVoice()


def _broken_off(components: Components, labels: Labels, remembered: BestEffortHistory, *, recorded: bool) -> str:
    """What a person who has broken the session off should know of what is kept of it."""
    done = len(remembered.done)
    exercises = components.wording.counted("exercise", "exercises", done) if done else ""
    return labels.broken_off(exercises, str(components.options.record) if recorded else "")


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
