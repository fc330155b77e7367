"""One row of a picture's time line: a tier for the state, for each voice, for what the ear decided."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from voice_coach.audio.format import Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import PHASES, STOPPED, WORK, State
from voice_coach.formats import clock
from voice_coach.simulator.scenario.timing import TimeSpan

if TYPE_CHECKING:
    from matplotlib.axes import Axes


BLUE, GREEN, GREY, ORANGE, RED = "#1f5fa8", "#1b7f3b", "#777777", "#c26a00", "#c81e1e"

HEIGHTS = {"state": 1.0, "coach": 2.2, "tones": 0.8, "loudspeaker": 1.1, "you": 1.1, "microphone": 1.1, "ear": 1.9}
"""Of the tiers, from the top down, in lines of text."""

WITHOUT_SOUND = tuple(tier for tier in HEIGHTS if tier not in ("loudspeaker", "microphone"))

LETTER = 6.5
"""Points."""

LETTERS_PER_INCH = 20
"""Of that size, in an average sentence."""

SHORT = 4
"""No text is cut to fewer letters a line; one of up to twice as many is written even where it does not fit."""

WAVE = "#7d8da1"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened ``at`` a moment."""

    at: Seconds
    text: str
    colour: str


class Tiers:
    """Draws what happens in ``span`` into ``axes``, which are ``inches`` wide; what lies outside is left out."""

    def __init__(self, axes: Axes, tiers: tuple[str, ...], span: tuple[Seconds, Seconds], inches: float) -> None:
        self._axes = axes
        self._starts, self._ends = span
        self._letters_per_s = inches * LETTERS_PER_INCH / (self._ends - self._starts)
        tops = [*accumulate((-HEIGHTS[tier] for tier in tiers), initial=0.0)]
        self._places = {tier: (low, top) for tier, (top, low) in zip(tiers, pairwise(tops), strict=True)}
        axes.set_xlim(*span)
        axes.set_ylim(tops[-1], tops[0])
        axes.set_yticks([self._middle(tier) for tier in tiers], tiers)
        axes.xaxis.set_major_formatter(lambda at, _: clock(at))
        axes.tick_params(labelsize=LETTER, length=2)
        for top in tops[1:-1]:
            axes.axhline(top, color="#dddddd", linewidth=0.5)

    def states(self, stays: Iterable[tuple[TimeSpan, State, str]]) -> None:
        """A band that is coloured by the state, with its name and where in the routine that is."""
        for span, state, where in stays:
            self._box("state", span, f"{state}  {where}", _colour(state))

    def sentences(self, sentences: Iterable[tuple[TimeSpan, str, bool]]) -> None:
        """What the coach says, on up to three lines in a box as long as it sounds, with a red end where it was cut."""
        low, top = self._places["coach"]
        for span, text, cut in sentences:
            self._box("coach", span, text, "#dbe8f8")
            if cut and span.ends is not None and self._has(span.ends):
                self._axes.vlines(span.ends, low, top, color=RED, linewidth=2)

    def lines(self, lines: Iterable[tuple[TimeSpan, str]]) -> None:
        """When the user speaks, and what; the text may be longer than the sound."""
        for span, text in lines:
            self._box("you", span, "", "#f3dcb0")
            self._write("you", span.starts, text)

    def tones(self, tones: Iterable[Mark]) -> None:
        """Ticks with the tones' names."""
        low, top = self._places["tones"]
        for tone in tones:
            if self._has(tone.at):
                self._axes.vlines(tone.at, low, top, color=tone.colour, linewidth=1)
            self._write("tones", tone.at, tone.text, color=tone.colour, size=5)

    def wave(self, tier: str, times: Samples, lowest: Samples, highest: Samples) -> None:
        """A waveform from -1 to 1."""
        middle, half = self._middle(tier), 0.45 * HEIGHTS[tier]
        self._axes.fill_between(times, middle + half * lowest, middle + half * highest, color=WAVE, linewidth=0.3)

    def decisions(self, marks: Iterable[Mark]) -> None:
        """What the ear decided, on up to three lines so that neighbours do not hide each other."""
        low, top = self._places["ear"]
        free = [self._starts] * 3
        for mark in marks:
            if self._has(mark.at):
                level = next((n for n, since in enumerate(free) if since <= mark.at), free.index(min(free)))
                text = f"▲ {mark.text}"
                free[level] = mark.at + (_width(text) + 2) / self._letters_per_s
                self._text(mark.at, top - (top - low) * (level + 0.5) / 3, text, color=mark.colour)

    def missed(self, marks: Iterable[Mark]) -> None:
        """Expectations that were not met, by their number, across all tiers."""
        for mark in marks:
            if self._has(mark.at):
                self._axes.axvline(mark.at, color=mark.colour, linewidth=1.2, linestyle="--")
                self._write("state", mark.at, mark.text, color=mark.colour, weight="bold")

    def end(self, at: Seconds) -> None:
        """The session ended here."""
        if at < self._ends:
            self._axes.axvspan(at, self._ends, color="#e8e8e8", linewidth=0, zorder=0)

    def _box(self, tier: str, span: TimeSpan, text: str, colour: str) -> None:
        """A box for the part of the span that is in this row, with as much of the text as goes in."""
        ends = self._ends if span.ends is None else min(self._ends, span.ends)
        starts = max(self._starts, span.starts)
        if starts > ends or not (starts < ends or self._has(starts)):
            return
        low, top = self._places[tier]
        length = max(ends - starts, 0.3 / self._letters_per_s)
        self._axes.broken_barh([(starts, length)], (low, top - low), facecolor=colour, edgecolor="white", linewidth=0.8)
        self._write(tier, starts, _fitted(text, length * self._letters_per_s - 1, int(HEIGHTS[tier] / 0.7)))

    def _write(self, tier: str, at: Seconds, text: str, **how: Any) -> None:  # noqa: ANN401 - matplotlib's own
        if self._has(at):
            self._text(at + 0.5 / self._letters_per_s, self._middle(tier), text, **how)

    def _text(self, at: Seconds, height: float, text: str, **how: Any) -> None:  # noqa: ANN401 - matplotlib's own
        how = {"size": LETTER, "ha": "left", "va": "center", "linespacing": 1.0, "family": families(), **how}
        self._axes.text(at, height, text, clip_on=True, parse_math=False, **how)

    def _middle(self, tier: str) -> float:
        low, top = self._places[tier]
        return (low + top) / 2

    def _has(self, at: Seconds) -> bool:
        return self._starts <= at < self._ends


def _colour(state: State) -> str:
    if state in WORK:
        return "#a9dcb0"
    if state in STOPPED:
        return "#f2b8b5"
    return "#d8dde6" if state in PHASES else "#eeeeee"


def _fitted(text: str, letters: float, rows: int) -> str:
    """The text on so many lines of so many average letters; what does not fit becomes an ellipsis, or is left out."""
    if len(text) <= 2 * SHORT:
        return text
    columns = int(letters * len(text) / _width(text))
    return "\n".join(wrap(text, columns, max_lines=rows, placeholder="…")) if columns >= SHORT else ""


def _width(text: str) -> int:
    """In average letters: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


ASIAN = ("Noto Sans CJK KR", "Noto Sans CJK JP", "NanumGothic", "UnDotum", "Malgun Gothic", "Apple SD Gothic Neo")
"""Fonts with Hangul, as Linux, Windows and macOS have them."""


@cache
def families() -> list[str]:
    """The font that comes with matplotlib, and those of `ASIAN` that are installed: naming another one is a warning."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - an extra, and slow to load

    installed = {font.name for font in fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in ASIAN if name in installed)]
