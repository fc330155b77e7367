"""A session for a person: live, or with files in place of microphone and loudspeaker."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import replace

from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.components import Components
from voice_coach.app.live.audio_io import file_io, live_io
from voice_coach.app.live.hearing import hearing
from voice_coach.app.live.live_sound import LiveSound
from voice_coach.app.live.resumption import Beginning, Unfinished, beginning, left_unfinished, moved, restarted
from voice_coach.app.live.signals import unwinding
from voice_coach.app.live.streams import quiet_libraries
from voice_coach.core.plan.routine import Routine
from voice_coach.core.status import Status
from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.history import History, history_path
from voice_coach.displays.display import Display, open_display
from voice_coach.displays.keyboard import Keyboard
from voice_coach.displays.labels import Labels
from voice_coach.errors import JournalError, SpeakingError
from voice_coach.journal.writer import Journal
from voice_coach.recording.writer import make_folder
from voice_coach.session.best_effort import BestEffortHistory, BestEffortLog
from voice_coach.session.options import RunOptions
from voice_coach.session.subtitles import Subtitles
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice, Voice
from voice_coach.supervision.heartbeat import Doing
from voice_coach.supervision.policy import Part
from voice_coach.supervision.supervisor import Life


def run(components: Components, life: Life) -> int:
    """Coach a routine, or the rest of it, live or with files in place of microphone and loudspeaker.

    Returns the exit code. ``life`` says what this process is born with; see `supervised`.
    """
    notices = (
        ["The recording has ended with the process that died."] if components.options.record and life.death else []
    )
    components = components.with_options(_without(components.options, life))
    options, routine = components.options, components.plan.routine
    if options.record and not life.death:
        make_folder(options.record)
    unfinished = _unfinished(components, life)
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        stack.enter_context(quiet_libraries())
        hear_with = hearing(components, stack)
        voice_soon = components.voice_soon(stack) if options.sound else None
        since = unfinished.since if unfinished else 0.0
        if options.fast:
            audio = file_io(options, stack)
        else:
            sound = LiveSound(options, components.wording, since, life)
            audio = live_io(sound, options, stack, notices)
        voice = _voice_or_text(voice_soon if audio.mixer else None, notices)
        speaker = Speaker(voice, audio.mixer, audio.latency_s)
        stack.callback(speaker.close)
        history = _history(notices)
        labels = Labels(components.language.screen)
        display = open_display(labels, audio.inbox.now)
        stack.callback(display.close)
        shown = deque[Status](maxlen=1)
        heard = hear_with(audio, display)
        new = beginning(components, unfinished, notices.append, history=history, cautious=heard.cautious)
        log = BestEffortLog(new.journal, display.notice, lambda journal: _elsewhere(journal, life))
        stack.callback(log.close)
        if new.journal:
            life.heartbeat.journal(new.journal.path)
        remembered = _remembered(new, history, routine, display)
        captions = options.captions or isinstance(voice, EstimatedVoice) or not audio.loudspeaker
        loop = assemble(
            Parts(
                coach=new.coach,
                inbox=audio.inbox,
                speaker=speaker,
                log=log,
                ear=heard.ear,
                show=(display.show, shown.append),
                remember=remembered.remember,
                notice=display.notice,
                subtitles=Subtitles(speaker, display, since) if captions else None,
                latency_s=audio.latency_s,
                watch=audio.watch,
                pulse=life.heartbeat,
                stays=options.stay,
            )
        )
        stack.enter_context(Keyboard(audio.press, lambda: shown[-1] if shown else None))
        aloud = (*heard.aloud, *(components.wording(f"without_{part}") for part in sorted(life.without)))
        for text in (*notices, *heard.notices, *aloud):
            if text:
                display.notice(text)
        try:
            begin(loop, components.wording, *aloud, first=new.event)
            heard.begin()
            loop.run()
            _ended(life, log, display)
        except (KeyboardInterrupt, SystemExit):
            life.heartbeat.doing(Doing.ENDING)
            if not new.coach.finished:
                with suppress(OSError):  # the terminal may have gone
                    display.notice(_broken_off(components, labels, remembered, recorded=heard.recorded))
            raise
    return 0


def _ended(life: Life, log: BestEffortLog, display: Display) -> None:
    """Write what was done into the diary, now that it is over; where that fails the journal has it until later."""
    life.heartbeat.doing(Doing.ENDING)
    log.close()
    if log.path is None:
        return
    try:
        Diary(diary_path()).catch_up([log.path])
    except JournalError as error:
        display.notice(f"{error.message}; what was done stands in the session's journal.")


def _without(options: RunOptions, life: Life) -> RunOptions:
    """The options without the parts that have ended process after process; a recording ends with the first of them."""
    return replace(
        options,
        listen=options.listen and Part.LISTENING not in life.without,
        sound=options.sound and Part.SOUND not in life.without,
        record=None if life.death else options.record,
    )


def _unfinished(components: Components, life: Life) -> Unfinished | None:
    """What to go on with: what the process before this one was at. One that had not begun yet has changed nothing."""
    if life.death is None or life.death.sign.journal is None:
        return left_unfinished(components)
    sign = life.death.sign
    return restarted(life.death.sign.journal, sign.at, life.death.away_s)


def _remembered(new: Beginning, history: History | None, routine: Routine, display: Display) -> BestEffortHistory:
    """What keeps the session's records; those of before it died are kept if they are not yet."""
    name = new.journal.path.stem if new.journal else ""
    remembered = BestEffortHistory(history, routine.id, name, display.notice)
    for record in new.records:
        remembered.remember(record)
    return remembered


def _elsewhere(journal: Journal, life: Life) -> Journal:
    spare = moved(journal)
    life.heartbeat.journal(spare.path)
    return spare


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
