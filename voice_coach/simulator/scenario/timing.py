"""Moments of a session as an author writes them: "12.5s", '1s after "ready"', "2s into hold 2"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.forms.fields import DURATION, seconds
from voice_coach.language.phrasebook import normalise


class Edge(StrEnum):
    """From which end of a span a moment counts."""

    INTO = "into"
    AFTER = "after"


class What(StrEnum):
    """What a moment can hang on."""

    TEXT = "text"
    SENTENCE = "sentence"
    STATE = "state"
    TONE = "tone"
    LINE = "line"


SENTENCES: Mapping[str, frozenset[Role]] = {
    "sentence": frozenset(Role),
    "instruction": frozenset({Role.NAME, Role.POSITION, Role.MOVE, Role.FEEL, Role.SIDE, Role.RELEASE, Role.NEXT}),
    "greeting": frozenset({Role.GREET, Role.SAFETY}),
    "count": frozenset({Role.COUNT}),
    "cue": frozenset({Role.CUE}),
    "tip": frozenset({Role.TIP}),
    "answer": frozenset({Role.ANSWER}),
    "question": frozenset({Role.ASK}),
}
"""Names for what the coach says, by what it is for."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a session: ``value`` says which of its kind, ``nth`` counts from 1 (None: the first that comes)."""

    what: What
    value: str
    nth: int | None = None

    def __str__(self) -> str:
        if self.what is What.LINE:
            return f"line {self.nth}"
        name = {What.TEXT: f'"{self.value}"', What.TONE: f"tone {self.value}"}.get(self.what, self.value)
        return f"{name} {self.nth}" if self.nth else name


@dataclass(frozen=True, slots=True)
class Moment:
    """A time: ``offset_s`` from the session's start, or from one end of the anchor's span."""

    offset_s: Seconds
    edge: Edge | None = None
    anchor: Anchor | None = None

    def __str__(self) -> str:
        time = f"{self.offset_s:.3f}".rstrip("0").rstrip(".") + "s"
        return f"{time} {self.edge} {self.anchor}" if self.anchor else time


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of a session; ``ends`` is None while it lasts."""

    starts: Seconds
    ends: Seconds | None


LATEST_S: Seconds = 7200.0
"""No session lasts longer."""

EXPECTED = 'a moment such as 12.5s, 1s after "ready", 2s into hold 2, 0.5s into instruction or 1s after line 1'

_FORM = re.compile(rf"(?P<time>{DURATION.pattern})\s*(?:\s(?P<edge>into|after)\s+(?P<anchor>.+))?")
_ANCHOR = re.compile(r'(?:"(?P<text>[^"]+)"|(?P<tone>tone\s+\w+)|(?P<word>[a-z_]+))(?:\s+(?P<nth>[1-9][0-9]{0,3}))?')


def parse(text: str) -> Moment:
    """Read a moment. Raises ValueError, with what is wrong, for what is none."""
    match = _FORM.fullmatch(text.strip())
    time = seconds(match["time"]) if match else None
    if match is None or time is None:
        raise ValueError(EXPECTED)
    if time > LATEST_S:
        raise ValueError("a moment of at most two hours")
    if match["edge"] is None:
        return Moment(time)
    return Moment(time, Edge(match["edge"]), _anchor(match["anchor"].strip()))


def _anchor(text: str) -> Anchor:
    match = _ANCHOR.fullmatch(text)
    if match is None:
        raise ValueError(EXPECTED)
    nth = int(match["nth"]) if match["nth"] else None
    if match["text"]:
        if not normalise(match["text"]):
            raise ValueError("a moment that hangs on at least one word")
        return Anchor(What.TEXT, match["text"], nth)
    if match["tone"]:
        return Anchor(What.TONE, _known(match["tone"].split()[1], [*Tone]), nth)
    word = match["word"]
    if word == "line":
        if nth is None:
            raise ValueError("a line with its number, such as 1s after line 1")
        return Anchor(What.LINE, "line", nth)
    if word == "tone":
        raise ValueError("a tone with its name, such as 1s after tone end")
    word = _known(word, [*SENTENCES, *State, "line", "tone"])
    return Anchor(What.SENTENCE if word in SENTENCES else What.STATE, word, nth)


def _known(word: str, names: list[str]) -> str:
    if word not in names:
        raise ValueError(f"a moment that hangs on one of: {', '.join(names)}, or a text in double quotes")
    return word
