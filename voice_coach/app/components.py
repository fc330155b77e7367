"""The parts that more than one kind of session needs, and how each is made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from voice_coach.app.dry_run import DryRun, dry_run
from voice_coach.audio.format import RATE, Samples
from voice_coach.audio.resampling import resample
from voice_coach.core.coach import Coach
from voice_coach.core.events import Event, Heard, Rejected
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Exercise, Routine
from voice_coach.core.plan.steps import Form
from voice_coach.core.speech.wording import Verbosity
from voice_coach.diary.history import History, Remembered
from voice_coach.errors import ModelError, SpeakingError
from voice_coach.language.language import Language, load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.echo.absent import Echoes
from voice_coach.listening.engines import Aids, Engine, RecogniserKind, Say, open_recogniser
from voice_coach.listening.gate import Reason
from voice_coach.listening.models import catalogue
from voice_coach.listening.models.fetch import fetch, tried_lately
from voice_coach.rehearsal.own_voice import own_phrases, sounds
from voice_coach.session.options import RunOptions, Said
from voice_coach.speaking.voices.clip_cache import CachedVoice, Prerender
from voice_coach.speaking.voices.in_time import InTime
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import Voice
from voice_coach.storage import cache_folder

Made = TypeVar("Made")


class Components:
    """What every kind of session of a routine needs: its language, its plan, a coach, a voice, an ear."""

    def __init__(self, routine: Routine, options: RunOptions) -> None:
        self.options = options
        self.language: Language = load_language(options.language)
        self.phrasebook = Phrasebook(self.language)
        self.wording = self.language.wording
        self.plan: Plan = compile_plan(routine)

    def with_options(self, options: RunOptions) -> Components:
        """The same for other options, of the same language."""
        other = copy(self)
        other.options = options
        return other

    def coach(self, *, cautious: bool = False, history: History | None = None) -> Coach:
        """A coach at the start, with what is known of earlier sessions."""
        level = Verbosity(self.options.verbosity)
        return Coach(self.plan, self.wording, forms=self.forms(history), level=level, cautious=cautious)

    def forms(self, history: History | None, times: Mapping[str, int] | None = None) -> tuple[Form, ...]:
        """How each exercise begins: with the tempo and the load of earlier sessions, and what hurt or was reached.

        ``times`` says how often an exercise was done before, by its key.
        """
        known = history.remembered(self.plan.routine.id) if history else Remembered()
        return tuple(
            Form(
                pace=known.paces.get(key, 0),
                hurt=known.pain.get(key),
                load=_kept(exercise, known.loads.get(key, 0)),
                reached=known.reached.get(key, 0),
                times=(times or {}).get(key, 0),
            )
            for key, exercise in zip(self.plan.keys, self.plan.exercises, strict=True)
        )

    def voice_soon(self, stack: ExitStack) -> Future[Voice]:
        """The real voice, which is started on a thread of its own meanwhile, and closed with the stack; see `voice`."""
        return soon(stack, self.voice, lambda voice: voice.close())

    def voice(self) -> Voice:
        """The real voice, which renders ahead what it may have to say. Raises SpeakingError when it cannot speak.

        First the routine's texts, then the language's whole sentences: an answer, or that the coach is back, must not
        wait for an engine that has to be started first.
        """
        whole = (self.wording(key) for key, text in self.language.sentences.items() if _is_whole(text))
        return voice_for(self.language.code, (*self.dry_run().log.texts, *whole))

    def dry_run(self, said: Sequence[Said] = ()) -> DryRun:
        """The session without sound in which the user says these things and every word is understood."""
        return dry_run(self.coach(), map(self._understood, said))

    def _understood(self, said: Said) -> Event:
        match = self.phrasebook.match(said.text)
        if match is None:
            return Rejected(said.text, Reason.NOT_A_PHRASE, said.at, near=True)
        return Heard(match.command, said.text, said.at, number=match.number)

    def engine(self, *, own_voice: bool = False, echo: Echoes = None) -> Engine:
        """The best recogniser that there is or that can be fetched, or the one that was asked for; see `opened`."""
        return best_engine(self.options, self.phrasebook, own_voice=own_voice, echo=echo)


def _is_whole(text: str | Sequence[str]) -> bool:
    """Whether it is a sentence by itself, with nothing to fill in."""
    return isinstance(text, str) and "{" not in text and text.endswith((".", "?"))


def soon(stack: ExitStack, make: Callable[[], Made], close: Callable[[Made], None]) -> Future[Made]:
    """Make something on a thread of its own, and close it with the stack, whatever has happened by then."""
    coming = stack.enter_context(ThreadPoolExecutor(1)).submit(make)
    stack.callback(lambda: close(coming.result()) if coming.exception() is None else None)
    return coming


def in_the_ears_rate(voice: Voice) -> Say:
    """Let a voice say texts as the ear hears sound: 16 kHz, mono."""

    def say(text: str) -> Samples:
        clip = voice.clip(text)
        return resample(clip.samples, clip.rate, RATE)

    return say


def voice_for(language_code: str, texts: Sequence[str]) -> Voice:
    """The real voice, which renders these texts ahead, at least one. Raises SpeakingError when it cannot speak."""
    spoken = Pyttsx3Voice(language_code)
    cached = CachedVoice(spoken, cache_folder("clips"), spoken.key)
    voice = Prerender(cached, texts)
    try:
        voice.clip(texts[0])
    except SpeakingError:
        voice.close()
        raise
    return InTime(voice, cached)


def best_engine(
    options: RunOptions,
    phrasebook: Phrasebook,
    *,
    own_voice: bool = False,
    echo: Echoes = None,
) -> Engine:
    """The best recogniser that there is or that can be fetched, or the one that was asked for; see `opened`."""
    code = phrasebook.language_code
    if options.recogniser == RecogniserKind.AUTO and catalogue.find(options.model, code) is None:
        fetch_model(code, lambda text: print(text, file=sys.stderr), progress=sys.stderr.isatty())
    return opened(RecogniserKind(options.recogniser), phrasebook, options.model, own_voice=own_voice, echo=echo)


def opened(
    kind: RecogniserKind,
    phrasebook: Phrasebook,
    model: Path | None = None,
    *,
    echo: Echoes = None,
    own_voice: bool = False,
) -> Engine:
    """Open a recogniser, with the system's synthesiser to teach the second opinion; see `open_recogniser`.

    ``own_voice``: it knows the clips and the own phrases that whoever sits at this machine has rehearsed; what of them
    is damaged is told as trouble.
    """
    own, damaged = sounds(phrasebook.language_code) if own_voice else ({}, "")
    phrases = own_phrases(phrasebook.language_code) if own else ()  # nothing is damaged that was just read
    with closing(Pyttsx3Voice(phrasebook.language_code)) as voice:
        engine = open_recogniser(kind, phrasebook, model, Aids(in_the_ears_rate(voice), own, echo, phrases))
    return replace(engine, trouble=" ".join(filter(None, (engine.trouble, damaged))))


def ear_of(engine: Engine, phrasebook: Phrasebook, stack: ExitStack, wanted_by: str) -> Ear:
    """The ear of what was opened, closed with the stack. Raises ModelError when there is nothing to recognise with."""
    ear = engine.ear(phrasebook, wanted_by)
    stack.callback(ear.close)
    return ear


def fetch_model(language_code: str, tell: Callable[[str], None], *, progress: bool = False) -> bool:
    """Fetch the language's model, at most one try a day, and return whether it is here now.

    ``tell`` is told about it, in sentences for a person; ``progress`` draws a bar on standard error.
    """
    entry = catalogue.default_entry(language_code)
    if entry is None or tried_lately():
        return False
    tell(f"Fetching the model that understands you, once ({entry.bytes / 1e6:.0f} MB).")
    try:
        fetch(entry, progress=progress)
    except ModelError as error:
        tell(error.message)
        return False
    return True


def _kept(exercise: Exercise, notch: int) -> int:
    """The load of last time, where the routine still has it."""
    return notch if exercise.load and exercise.load.reaches(notch) else 0
