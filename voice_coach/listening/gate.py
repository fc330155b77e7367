"""Which utterances become commands. Pure: the session's status and the coach's own speech are handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.events import NOT_A_PHRASE as NO_PHRASE
from voice_coach.core.events import SPEAKING as OVER_SPEECH
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.language.phrasebook import normalise
from voice_coach.listening.echo.control import EchoState

if TYPE_CHECKING:
    from voice_coach.core.status import Status
    from voice_coach.language.phrasebook import Match
    from voice_coach.listening.early_decision import Utterance

REFRACTORY_S: Seconds = 0.7
"""Nobody says the same command twice within this time; a recogniser may."""

AFTER_SPEECH_S: Seconds = 0.3
"""The room and the recogniser still hold the coach's last word for so long."""

ANSWER_S: Seconds = 0.2
"""Nobody answers sooner. The echo of a phrase begins before the coach's sentence has ended, so what begins later than
this is somebody else's."""

OWN_WORDS_S: Seconds = 1.0
"""A command within this time of the coach's saying its words is taken for the coach's."""

OWN_WORDS_SHARE = 0.25
"""The same, as a part of a long sentence: counting letters is wrong by as much where there are stops in it. The safety
line says "that hurts" more than a second before its letters do."""

ENDING = 3
"""So many letters more make no other word for an ear: "paused" is "pause", and "stopped" "stop"."""

LITTLE = 3
"""Words of so few letters are in every sentence: they make no phrase the coach's while it has a longer word."""

SURE = 0.7
"""The least confidence of the final result for a command that destroys. A second guard only: the coach asks too,
and Vosk's confidence is often 1 for other speech."""


SURE_OVER_SPEECH = 0.95
"""The least confidence of what is heard while the coach speaks: its own words come back bent, as others. Of 166 of its
sentences in rooms 19 came back as an order, the surest of which that it does not name itself with 0.94."""

SAFE_OVER_SPEECH = 0.75
"""The same for stop, pause and pain, which are safe to take and not to miss; the surest that was none had 0.73."""


class Reason(StrEnum):
    """Why an utterance was not taken for a command."""

    NOT_A_PHRASE = NO_PHRASE
    NOT_ASKED = Refusal.NOT_ASKED.value
    ASLEEP = Refusal.ASLEEP.value
    SPEAKING = OVER_SPEECH
    OWN_WORDS = "own-words"
    OWN_VOICE = "own-voice"
    UNCERTAIN = "uncertain"
    REFRACTORY = "refractory"
    NOT_HEARD_TWICE = "not-heard-twice"


@dataclass(frozen=True, slots=True)
class Speech:
    """What the coach says: ``text`` leaves the loudspeaker from ``starts`` to ``ends``, output latency included."""

    text: str
    starts: Seconds
    ends: Seconds


class Gate:
    """Judges utterances in their order; it remembers only the last command that it let through."""

    def __init__(self) -> None:
        self._last: Command | None = None
        self._last_at: Seconds = 0.0

    def judge(
        self, utterance: Utterance, status: Status, speech: tuple[Speech, ...], echo: EchoState = EchoState.UNKNOWN
    ) -> Reason | None:
        """Return why the utterance is no command, or None when it is one.

        Its ``at`` and ``began`` are on the session's clock here; ``speech`` is what the coach said lately and says now,
        ``echo`` what is known of how that comes back.
        """
        match, at = utterance.match, utterance.at
        if match is None:
            return Reason.NOT_A_PHRASE
        reason = (
            _out_of_place(match.command, status)
            or _over_speech(match, utterance, status, speech, echo)
            or _in_doubt(match.command, utterance.confidence)
        )
        if reason is None and match.command is self._last and at - self._last_at < REFRACTORY_S:
            reason = Reason.REFRACTORY
        if reason is None:
            self._last, self._last_at = match.command, at
        return reason


def _out_of_place(command: Command, status: Status) -> Reason | None:
    if status.asleep and not command.row.wakes:
        return Reason.ASLEEP
    if command.row.answers and not status.question:
        return Reason.NOT_ASKED
    return None


def _over_speech(
    match: Match, utterance: Utterance, status: Status, speech: tuple[Speech, ...], echo: EchoState
) -> Reason | None:
    """Once the coach's own voice is known for what it is, or is not among what is heard, all commands pass over it.

    Only a word that the coach itself says just then, "stop" too, must be heard surely.
    """
    match echo:
        case EchoState.ABSENT:
            return None
        case EchoState.CANCELLED:
            unsure = utterance.confidence is not None and utterance.confidence < SAFE_OVER_SPEECH
            says = unsure and any(_says(match.phrase, utterance.at, said) for said in speech)
            return Reason.OWN_WORDS if says else None
        case _:
            return _the_coach_itself(match, utterance, status, speech)


def _the_coach_itself(match: Match, utterance: Utterance, status: Status, speech: tuple[Speech, ...]) -> Reason | None:
    """Echo. People answer a question within 0.2 s, so once its last sample is out the way is free for any command.

    The question's own echo is one long utterance and as such no phrase.
    """
    at = utterance.at
    if status.question:
        speech = tuple(said for said in speech if at < said.ends)
    # A false pause is safe; a "stop" that is taken for the coach's own is not, but when all is still already.
    own = not match.command.row.stops or status.state is State.PAUSED
    if own and any(
        _says(match.phrase, at, said) and not _users(match.phrase, utterance.began, said) for said in speech
    ):
        return Reason.OWN_WORDS
    guard_s = 0.0 if status.question else AFTER_SPEECH_S
    row, over = match.command.row, [said for said in speech if said.starts <= at < said.ends + guard_s]
    during = any(said.starts <= at and utterance.began < said.ends + guard_s for said in speech)
    least = SAFE_OVER_SPEECH if row.safety else SURE_OVER_SPEECH
    if during and utterance.confidence is not None and utterance.confidence < least:
        return Reason.UNCERTAIN
    if over and status.state not in row.barge_in:
        return Reason.SPEAKING
    if row.yields and any(_says(word, at, said) for word in _telling(match.phrase) for said in over):
        return Reason.OWN_WORDS
    return None


def _says(phrase: str, at: Seconds, said: Speech) -> bool:
    """Whether the phrase sounds about a moment, as if every letter took the same time: see `OWN_WORDS_S`."""
    text = f" {normalise(said.text)} "
    a_letter_s = (said.ends - said.starts) / len(text)
    about_s = max(OWN_WORDS_S, OWN_WORDS_SHARE * (said.ends - said.starts))
    return any(
        max(said.starts, said.starts + place.start() * a_letter_s - about_s)
        <= at
        <= said.starts + place.end() * a_letter_s + about_s
        for place in re.finditer(rf" {re.escape(phrase)}\w{{,{ENDING}}} ", text)
    )


def _telling(phrase: str) -> list[str]:
    """The words by which a phrase is known."""
    words = phrase.split()
    return [word for word in words if len(word) > LITTLE] or words


def _users(phrase: str, began: Seconds, said: Speech) -> bool:
    """Whether the phrase is the user's answer to a sentence that invited it, by when the answer began."""
    return began >= said.ends + ANSWER_S and phrase in _invited(said.text)


def _invited(text: str) -> set[str]:
    """What the coach asks people to say: whatever stands by itself after a colon, up to the end of the sentence."""
    sentences = re.split(r"[.!?]", text)
    return {normalise(part) for sentence in sentences for part in re.split(r"[,;:]", sentence.partition(":")[2])}


def _in_doubt(command: Command, confidence: float | None) -> Reason | None:
    doubtful = command.row.destroys and (confidence is None or confidence < SURE)
    return Reason.UNCERTAIN if doubtful else None
