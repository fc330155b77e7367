"""Whether a stretch of sound is a phrase that starts a routine: the phone ear, which hears it as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.audio.format import RATE
from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Match
from voice_coach.listening.phones.activity import Run, runs
from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.engine import AFTER, BEFORE
from voice_coach.listening.phones.judgement import Judge
from voice_coach.listening.phones.lesson import BLANK
from voice_coach.listening.phones.network import FRAME_S, FRAME_SAMPLES, phone_network
from voice_coach.standby.clearness import clearness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from voice_coach.audio.format import Samples
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.phones.lesson import Lesson

DEFAULT = -1
"""The place that stands for whatever routine is the default."""

SURE = 0.9
CLEAR = -3.0
"""How sure a start must be, and how clear its least clear word (see `clearness`). Nothing in 1.1 hours of people's
speech, noise and music, cut into clips, came near; docs/command-line.md has the figures."""

BEFORE_IT = ("", "coach", "okay coach", "ok coach", "okay", "please", "coach please")
BEHIND_IT = ("", "please", "now")
"""What people say around a start; English, as the openings."""

SHORTEST = 10
LONGEST = 200
"""Frames (0.2 and 4 s) that a phrase may have."""


class StartHeard(NamedTuple):
    """The likeliest phrase of an utterance, how likely and clear it is, and its routine's place; None for no start."""

    phrase: str
    probability: float
    place: int | None
    clearness: float = 0.0

    @property
    def starts(self) -> bool:
        """Whether that is sure enough."""
        return self.place is not None and self.probability >= SURE and self.clearness >= CLEAR


NOTHING = StartHeard("", 0.0, None)


class PhraseEar:
    """Knows what starts each routine; and what does not, all commands of a session and ``rivals`` besides."""

    def __init__(
        self, phrasebook: Phrasebook, lesson: Lesson, starts: Mapping[str, int], rivals: Iterable[str] = ()
    ) -> None:
        """Take the place of a routine by its phrase. Raises ListeningError: see `PhoneNetwork`."""
        self._network, self._lesson, self._starts = phone_network(), lesson, starts
        table = {one: Match(Command.START, one) for one in rivals} | dict(phrasebook.table)
        table |= {phrase: Match(Command.START, phrase, place) for phrase, place in starts.items()}
        self._judge = Judge(lesson, Decoder(table, phrasebook.around, lesson.pronounce, BLANK), table)

    def hear(self, sound: Samples) -> StartHeard:
        """Judge the utterances of a stretch of sound, 16 kHz; the surest start of them counts."""
        silence = self._lesson.emissions(self._network.hidden(sound))[:, BLANK]
        best, before = NOTHING, -round(RATE / FRAME_SAMPLES)
        for run in runs(silence):
            if SHORTEST <= run.last - run.first <= LONGEST:
                mass = float((1.0 - np.exp(silence[run.first : run.last + 1])).sum())
                found = self._judged(sound, run, (run.first - before) * FRAME_S, mass)
                best = max(best, found, key=lambda one: (one.starts, one.probability))
            before = run.last
        return best

    def _judged(self, sound: Samples, run: Run, silence_s: float, mass: float) -> StartHeard:
        cut = sound[max(0, run.first - BEFORE) * FRAME_SAMPLES : (run.last + 1 + AFTER) * FRAME_SAMPLES]
        evidence = self._judge.hear(self._network.hidden(cut), silence_s, mass)
        judged = self._judge.judge(evidence, lambda _: True, asked=False)
        if not judged:
            return NOTHING
        phrase, probability = judged[0]
        place = self._starts.get(phrase)
        if place is None or probability < SURE / 2:
            return StartHeard(phrase, probability, place)
        texts = [f"{before} {phrase} {behind}" for before in BEFORE_IT for behind in BEHIND_IT]
        return StartHeard(phrase, probability, place, clearness(evidence.emissions, texts, self._lesson.pronounce))
