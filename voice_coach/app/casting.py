"""What every kind of session of a routine needs: its language, its plan, a coach, a voice, a recogniser."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from platformdirs import user_cache_path

from voice_coach.core.coach import Coach
from voice_coach.core.commands import Command
from voice_coach.core.effects import Role, Say
from voice_coach.core.events import Pressed
from voice_coach.core.plan import Plan, compile_plan
from voice_coach.core.routine import Routine
from voice_coach.core.steps import Form
from voice_coach.core.wording import Verbosity, Wording
from voice_coach.errors import ModelError, SpeakingError
from voice_coach.journal.history import History
from voice_coach.language.language import Language, load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.language.sentences import wording_of
from voice_coach.listening import models
from voice_coach.listening.engines import Engine, Kind, open_recogniser
from voice_coach.listening.fetch import fetch, tried_lately
from voice_coach.loop import Loop
from voice_coach.options import RunOptions
from voice_coach.simulator.silent import simulate as simulate_silently
from voice_coach.speaking.clip_cache import CachedVoice, Prerender
from voice_coach.speaking.estimate import EstimatedVoice
from voice_coach.speaking.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voice import Voice


class Casting:
    """What every kind of session of a routine needs: its language, its plan, a coach, a voice, an ear."""

    def __init__(self, routine: Routine, options: RunOptions) -> None:
        self.options = options
        self.language: Language = load_language(options.language)
        self.phrasebook = Phrasebook(self.language)
        self.wording = wording_of(self.language)
        self.plan: Plan = compile_plan(routine)

    def coach(self, *, cautious: bool = False, history: History | None = None) -> Coach:
        """A coach at the start, with the tempo of earlier sessions."""
        paces = history.paces(self.plan.routine.id) if history else {}
        forms = tuple(Form(pace=paces.get(exercise.name, 0)) for exercise in self.plan.exercises)
        level = Verbosity(self.options.verbosity)
        return Coach(self.plan, self.wording, forms=forms, level=level, cautious=cautious)

    def voice_or_text(self, notices: list[str], *, sound: bool) -> Voice:
        """The real voice; without sound, or when it cannot speak, one that only takes the time."""
        if not sound:
            return EstimatedVoice()
        try:
            return self.voice()
        except SpeakingError as error:
            notices.append(f"{error.message} What the coach says is shown as text.")
            return EstimatedVoice()

    def voice(self) -> Voice:
        """The real voice, which renders the routine's texts ahead. Raises SpeakingError when it cannot speak."""
        return voice_for(self.language.code, simulate_silently(self.coach()).log.texts)

    def engine(self) -> Engine:
        """The best recogniser that there is or that can be fetched, or the one that was asked for."""
        return best_engine(self.options, self.phrasebook)


def voice_for(language_code: str, texts: Sequence[str]) -> Voice:
    """The real voice, which renders these texts ahead, at least one. Raises SpeakingError when it cannot speak."""
    spoken = Pyttsx3Voice(language_code)
    voice = Prerender(CachedVoice(spoken, user_cache_path("voice-coach") / "clips", spoken.key), texts)
    try:
        voice.clip(texts[0])
    except SpeakingError:
        voice.close()
        raise
    return voice


def best_engine(options: RunOptions, phrasebook: Phrasebook) -> Engine:
    """The best recogniser that there is or that can be fetched, or the one that was asked for."""
    code = phrasebook.language_code
    if options.recogniser == Kind.AUTO and models.find(options.model, code) is None:
        _fetch_model(code)
    return open_recogniser(Kind(options.recogniser), phrasebook, options.model)


def _fetch_model(language_code: str) -> None:
    """Fetch the language's model, at most one try a day; without it the basic recogniser serves."""
    entry = models.default_entry(language_code)
    if entry is None or tried_lately():
        return
    print(f"Fetching the model that understands you, once ({entry.bytes / 1e6:.0f} MB).", file=sys.stderr)
    try:
        fetch(entry, progress=sys.stderr.isatty())
    except ModelError as error:
        print(error.message, file=sys.stderr)


def begin(loop: Loop, wording: Wording, *notices: str) -> None:
    """Start, or say how to; then say what must be said about the session itself. What is empty is left out."""
    now = loop.inbox.now()
    if not loop.stays:
        loop.take(Pressed(Command.START, now), now)
    for text in (wording("waiting") if loop.stays else "", *notices):
        if text:
            loop.order((Say(0, text, Role.GREET),), now)
