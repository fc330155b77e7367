"""A picture of the weeks: minutes, reps, work and pain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from voice_coach.diary.tally import MEASURES, Week, measured
from voice_coach.errors import JournalError

COLOURS = {"minutes": "#3b6ea5", "reps": "#4a8f5c", "work": "#8a6d3b", "pain": "#b5483a"}


def draw(weeks: Sequence[Week], title: str, path: Path) -> None:
    """Write the picture as PNG.

    Raises JournalError (``picture-impossible``) without matplotlib, and when the file cannot be written.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - an extra, and slow to load
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        hint = 'Install it with: pip install "voice-coach[room]"; or look at it here with: --weeks'
        raise JournalError("picture-impossible", "A picture needs matplotlib.", hint) from error
    figure = Figure(figsize=(10, 9), layout="constrained")
    figure.suptitle(title)
    days = [week.monday.isoformat() for week in weeks]
    for axes, (measure, what) in zip(figure.subplots(len(MEASURES), sharex=True), MEASURES.items(), strict=True):
        values = [measured(week, measure) for week in weeks]
        axes.bar(days, [value or 0.0 for value in values], color=COLOURS[measure])
        axes.set_title(what, loc="left", fontsize=10)
        axes.set_ylim(0, 10 if measure == "pain" else None)
        axes.set_xticks(range(0, len(days), 1 + len(days) // 15))
        axes.tick_params("x", rotation=45)
    try:
        FigureCanvasAgg(figure).print_figure(str(path), format="png", metadata={"Software": None})
    except OSError as error:
        raise JournalError("picture-impossible", f"{path} cannot be written: {error.strerror}") from error
