"""A picture of a played scenario: both sounds, who spoke when, where the session was, what the ear decided."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.format import Samples
from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.errors import ScenarioError
from voice_coach.simulator.scenario.expectation import Finding
from voice_coach.simulator.scenario.observations import ObservationKind
from voice_coach.simulator.scenario.telling.performance import Performance
from voice_coach.simulator.scenario.telling.report import said, verdict
from voice_coach.simulator.scenario.telling.tiers import (
    BLUE,
    GREEN,
    GREY,
    HEIGHTS,
    ORANGE,
    RED,
    WITHOUT_SOUND,
    Mark,
    Tiers,
    families,
)
from voice_coach.simulator.scenario.timing import TimeSpan

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN, TIERS_IN, LINE_IN, BETWEEN_IN = 16.0, 14.9, 0.17, 0.35
"""Inches: the picture's width, that of a tier, the height of a line of text, the height between two rows."""

SHORT_ROW_S, LONG_ROW_S = 30.0, 60.0
"""How much time runs in a row; in a short one a sentence fits into the time it takes, on up to three lines."""

LONG_S: Seconds = 180.0
"""Sessions from this time on have long rows."""

COLUMNS = 3000
"""A row's waveform is drawn from so many pairs of a lowest and a highest sample."""


def draw(performance: Performance, path: Path) -> None:
    """Write the picture as PNG; the same performance gives the same bytes.

    Raises ScenarioError (``picture-impossible``) without matplotlib, and when the file cannot be written.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - an extra, and slow to load
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        hint = 'Install it with: pip install "voice-coach[room]"'
        raise ScenarioError("picture-impossible", "A picture needs matplotlib.", hint) from error
    findings = performance.findings()
    spans = _rows(performance.ended_at)
    tiers = WITHOUT_SOUND if performance.heard is None else tuple(HEIGHTS)
    row_in = BETWEEN_IN + LINE_IN * sum(HEIGHTS[tier] for tier in tiers)
    figure = Figure(figsize=(WIDTH_IN, row_in * len(spans) + LINE_IN * (len(findings) + 3)))
    _write_texts(figure, performance, findings)
    rows = [
        Tiers(figure.add_axes(_frame(figure, row_in, number)), tiers, span, TIERS_IN)
        for number, span in enumerate(spans)
    ]
    _fill(rows, performance, findings)
    for row, span in zip(rows, spans, strict=True):
        for tier, sound in (("loudspeaker", performance.played), ("microphone", performance.heard)):
            if sound is not None and len(sound):
                row.wave(tier, *_envelope(sound, performance.ended_at, span))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # letters that no font has become boxes
        try:
            FigureCanvasAgg(figure)
            figure.savefig(path, format="png", metadata={"Software": None})
        except OSError as error:
            raise ScenarioError("picture-impossible", f"Cannot write {path}: {error.strerror}.") from error


def _write_texts(figure: Figure, performance: Performance, findings: tuple[Finding, ...]) -> None:
    """The verdict on top, every expectation at the bottom."""
    texts = [
        (figure.get_figheight() - LINE_IN, f"{performance.scenario.name}: {verdict(performance, findings)}", "black")
    ]
    for number, finding in enumerate(findings, 1):
        became = "good" if finding.met else "MISSED"
        text = f"{number}  {became}  {finding.expected}" + ("" if finding.met else f":  {finding.found}")
        texts.append(((len(findings) - number + 0.8) * LINE_IN, text, GREEN if finding.met else RED))
    for height, text, colour in texts:
        shown = text if len(text) <= 240 else f"{text[:239]}…"
        figure.text(
            0.01, height / figure.get_figheight(), shown, size=8, color=colour, va="center", family=families(),
            parse_math=False,
        )  # fmt: skip


def _rows(lasts: Seconds) -> list[tuple[Seconds, Seconds]]:
    row_s = SHORT_ROW_S if lasts < LONG_S else LONG_ROW_S
    return [(row * row_s, (row + 1) * row_s) for row in range(max(1, ceil(lasts / row_s)))]


def _frame(figure: Figure, row_in: float, number: int) -> tuple[float, float, float, float]:
    """Left, bottom, width, height of a row, as parts of the picture."""
    height = figure.get_figheight()
    top_in = 2 * LINE_IN + row_in * number
    return (
        0.8 / WIDTH_IN,
        1 - (top_in + row_in - BETWEEN_IN) / height,
        TIERS_IN / WIDTH_IN,
        (row_in - BETWEEN_IN) / height,
    )


def _fill(rows: list[Tiers], performance: Performance, findings: tuple[Finding, ...]) -> None:
    """Write everything that has a name into every row; a row leaves out what is not its own."""
    stays, decisions, missed = tuple(_stays(performance)), tuple(_decisions(performance)), tuple(_missed(findings))
    spoken = [(TimeSpan(one.starts, one.ends), one.what, one.cut) for one in performance.sounds if one.say]
    tones = [Mark(one.starts, one.what, BLUE) for one in performance.sounds if one.tone]
    lines = [(span, said(line)) for span, line in zip(performance.lines, performance.scenario.user, strict=False)]
    for row in rows:
        row.states(stays)
        row.sentences(spoken)
        row.tones(tones)
        row.lines(lines)
        row.decisions(decisions)
        row.missed(missed)
        row.end(performance.ended_at)


def _envelope(sound: Samples, lasts: Seconds, span: tuple[Seconds, Seconds]) -> tuple[Samples, Samples, Samples]:
    """Times, and the lowest and highest sample around each, where the loudest of the whole sound is 1."""
    per_s = len(sound) / lasts
    part = sound[round(span[0] * per_s) : round(span[1] * per_s)]
    size = max(1, ceil((span[1] - span[0]) * per_s / COLUMNS))
    columns = part[: len(part) // size * size].reshape(-1, size)
    times = span[0] + (np.arange(len(columns), dtype=np.float32) + 0.5) * size / per_s
    loudest = max(float(np.abs(sound).max()), 1e-6)
    return times, columns.min(axis=1, initial=0.0) / loudest, columns.max(axis=1, initial=0.0) / loudest


def _stays(performance: Performance) -> Iterator[tuple[TimeSpan, State, str]]:
    """Every state with the exercise and the side, for as long as they stay the same."""
    shown = [(at, status.state, " ".join(filter(None, (status.exercise, status.side)))) for at, status in
             performance.log.statuses]  # fmt: skip
    changes = [one for before, one in pairwise([(0.0, None, ""), *shown]) if before[1:] != one[1:]]
    ends = [at for at, _, _ in changes[1:]] + [performance.ended_at]
    for (starts, state, where), end in zip(changes, ends, strict=True):
        if state is not None:
            yield TimeSpan(starts, end), state, where


def _decisions(performance: Performance) -> Iterator[Mark]:
    """What was heard or pressed, and what the session told of itself, in the order of time."""
    obeyed = {
        (observation.at, observation.value)
        for observation in performance.observations
        if observation.kind is ObservationKind.OBEYED
    }
    marks = [Mark(at, text, RED) for at, text in performance.notices]
    for at, what in performance.log.entries:
        match what:
            case Heard(command) | Pressed(command):
                key = "key " if isinstance(what, Pressed) else ""
                done = (at, command) in obeyed
                marks.append(Mark(at, f"{key}{command}{'' if done else ', not obeyed'}", GREEN if done else ORANGE))
            case Rejected(text, reason):
                marks.append(Mark(at, f"{text}: {reason}", GREY))
    yield from sorted(marks, key=lambda mark: mark.at)


def _missed(findings: tuple[Finding, ...]) -> Iterator[Mark]:
    for number, finding in enumerate(findings, 1):
        if not finding.met and finding.at is not None:
            yield Mark(finding.at, f" {number}", RED)
