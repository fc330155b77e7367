"""Somebody rehearses their commands: the parts of it, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from voice_coach.app.components import best_engine, ear_of, opened, voice_for
from voice_coach.app.live.audio_io import AudioIO, microphone_io
from voice_coach.app.live.signals import unwinding
from voice_coach.core.commands.table import Command
from voice_coach.displays.keyboard import Keyboard
from voice_coach.errors import AudioError, SpeakingError, UsageError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.engines import RecogniserKind
from voice_coach.listening.phones.lesson import Lesson, lesson
from voice_coach.listening.phones.own.phrases import Teaching, pronunciations, spelled_out, with_own
from voice_coach.listening.phones.own.sureness import sureness
from voice_coach.rehearsal.advice import EVERYDAY, phrases_for
from voice_coach.rehearsal.elicitation import STATUS, Elicitation
from voice_coach.rehearsal.own_phrase import OwnPhraseRehearsal
from voice_coach.rehearsal.own_voice import own_phrases, sounds
from voice_coach.rehearsal.rehearsal import Rehearsal
from voice_coach.session.options import RunOptions
from voice_coach.speaking.speaker import Speaker


def rehearse(options: RunOptions, commands: Sequence[Command], tell: Callable[[str], None]) -> None:
    """Walk somebody through the phrases of these commands, keep what they say, and tell what works badly.

    With a sound file as microphone time is that of its samples. Raises UsageError when none of the commands can be
    heard, AudioError without a microphone, ModelError without a recogniser, RecordingError when nothing can be kept.
    """
    language = load_language(options.language)
    phrasebook, wording = Phrasebook(language), language.wording
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        engine = best_engine(options, phrasebook)
        ear = ear_of(engine, phrasebook, stack, "A rehearsal")
        phrases = phrases_for(commands, phrasebook.said_for(), engine.phrases)
        if not phrases:
            raise UsageError("nothing-to-rehearse", "This recogniser hears none of these commands.", engine.notice)
        notices = [engine.notice, engine.trouble]
        audio = microphone_io(options, stack, notices)
        texts = [wording("rehearse_say", phrase=phrase) for phrase in phrases]
        speaker = _speaker(audio, language.code, texts, notices, stack)
        _listen(audio, notices, stack, tell)
        Rehearsal(Elicitation(audio.inbox, speaker, ear), engine, phrasebook, wording, tell).run(phrases)


def teach_own(options: RunOptions, command: Command, tell: Callable[[str], None]) -> bool:
    """Let somebody teach what they say for a command; return whether there is a phrase of it now.

    Raises UsageError for numbers and in a language that the phone ear has not learned, the others as `rehearse` does.
    """
    if command is Command.NUMBER:
        raise UsageError("no-own-number", "A number has no phrase of your own.", "Name another command.")
    language = load_language(options.language)
    learned = _learned(language.code, "Without it there are no phrases of your own.")
    own = own_phrases(language.code)
    phrasebook, wording = with_own(Phrasebook(language), own), language.wording
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        ear = ear_of(opened(RecogniserKind.PHONES, Phrasebook(language)), phrasebook, stack, "A rehearsal")
        notices: list[str] = []
        audio = microphone_io(options, stack, notices)
        texts = [wording("own_say", command=command.replace("_", " ")), wording("own_again")]
        speaker = _speaker(audio, language.code, texts, notices, stack)
        _listen(audio, notices, stack, tell)
        teaching = Teaching(phrasebook, learned.with_own(pronunciations(own)))
        studio = Elicitation(audio.inbox, speaker, ear)
        return OwnPhraseRehearsal(studio, teaching, language.code, wording, tell).run(command)


def tell_how_sure(language: str, tell: Callable[[str], None]) -> None:
    """Tell of each phrase that was rehearsed how surely it is heard from this voice, and which commands have none.

    Raises UsageError in a language that the phone ear has not learned, ListeningError when it cannot be opened.
    """
    phrasebook = Phrasebook(load_language(language))
    learned = _learned(phrasebook.language_code, "voice-coach rehearse tells how a model understands you.")
    clips, damaged = sounds(phrasebook.language_code)
    own = own_phrases(phrasebook.language_code) if clips else ()
    phrasebook, learned = with_own(phrasebook, own), learned.with_own(pronunciations(own))
    found = sureness(phrasebook, learned, clips) if clips else ()
    width = max((len(one.phrase) for one in found), default=0)
    for one in found:
        heard = ", ".join(f"{probability:.0%}" for probability in one.probabilities)
        tell(f"{one.phrase:{width}}  {'sure    ' if one.sure else 'not sure'}  {heard}; obeyed from {one.least:.0%}")
    for mine in own:
        tell(f"{mine.phrase} is your own for {mine.command.replace('_', ' ')}: {spelled_out(mine.phones)}")
    said = {phrasebook.table[one.phrase].command for one in found}
    missing = [command.replace("_", " ") for command in EVERYDAY if command not in said]
    if missing:
        tell(f"Not rehearsed: {', '.join(missing)}.")
    if damaged:
        tell(damaged)


def _learned(code: str, hint: str) -> Lesson:
    learned = lesson(code)
    if learned is None:
        raise UsageError("language-not-learned", f"The phone ear has not learned the language {code}.", hint)
    return learned


def _speaker(audio: AudioIO, code: str, texts: Sequence[str], notices: list[str], stack: ExitStack) -> Speaker | None:
    """What says these texts, closed with the stack; None where nothing sounds."""
    if audio.mixer is None:
        return None
    try:
        speaker = Speaker(voice_for(code, texts), audio.mixer, audio.latency_s)
    except SpeakingError as error:
        notices.append(f"{error.message} What is to be said is shown as text.")
        return None
    stack.callback(speaker.close)
    return speaker


def _listen(audio: AudioIO, notices: Sequence[str], stack: ExitStack, tell: Callable[[str], None]) -> None:
    """Begin to listen, and tell what a person should know. Raises AudioError without a microphone."""
    if not audio.listen():
        raise AudioError("microphone-missing", "A rehearsal needs a microphone.", notices[-1])
    stack.enter_context(Keyboard(audio.press, lambda: STATUS))
    for text in filter(None, notices):
        tell(text)
