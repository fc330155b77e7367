"""The figures as pictures: what was understood, what was heard falsely, and how soon it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    Numbers = npt.NDArray[np.floating[Any]]

COLOURS = {
    "coach, Vosk": "#0b6e4f",
    "coach, phone ear": "#08519c",
    "Vosk's example loop": "#e08214",
    "PocketSphinx, flat grammar": "#b2182b",
}
OTHER_COLOUR = "#6a3d9a"
"""Of a system that has none yet."""

NO_EVENT_AT = 0.5
"""Where a rate of zero is drawn on the logarithmic axis, with an open mark."""


def plots(found: Mapping[str, Any], folder: Path, stem: str) -> None:
    """Write the PNGs that one set has to a folder that exists: STEM-right, STEM-false, STEM-latency."""
    first = next(iter(found["systems"].values()))
    pictures = (("right", _right, "commands"), ("false", _false, "false"), ("latency", _latency, "commands"))
    for name, draw, needed in pictures:
        if not first[needed]:
            continue
        figure = Figure(figsize=(7.5, 3.8), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        draw(axes, found["systems"])
        axes.set_title(found["name"], loc="left", fontsize=10)
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
        figure.savefig(folder / f"{stem}-{name}.png", dpi=110)


def _right(axes: Axes, systems: Mapping[str, Any]) -> None:
    for place, (system, figures) in enumerate(systems.items()):
        conditions = list(figures["commands"])
        shares = [figures["commands"][condition]["right"] for condition in conditions]
        _points(axes, np.arange(len(conditions)) + _beside(place, systems), 100 * _values(shares), system)
        axes.set_xticks(range(len(conditions)), [f"{one}\nn={figures['commands'][one]['n']}" for one in conditions])
    axes.set_ylim(0, 100)
    axes.set_ylabel("commands understood, %\n(95 % interval)")


def _false(axes: Axes, systems: Mapping[str, Any]) -> None:
    for place, (system, figures) in enumerate(systems.items()):
        kinds = list(figures["false"])
        rates = [figures["false"][kind]["orders"] for kind in kinds]
        places = np.arange(len(kinds)) + _beside(place, systems)
        _points(axes, places, _values(rates), system, NO_EVENT_AT)
        minutes = [figures["false"][kind]["seconds"] / 60 for kind in kinds]
        labels = [
            f"{kind.replace(' inside', chr(10) + 'inside')}\n{long:.0f} min"
            for kind, long in zip(kinds, minutes, strict=True)
        ]
        axes.set_xticks(range(len(kinds)), labels)
    axes.set_yscale("log")
    axes.set_ylim(bottom=0.8 * NO_EVENT_AT)
    axes.set_ylabel("false orders an hour\n(95 % interval; open: none)")
    axes.tick_params(axis="x", labelsize=8)


def _latency(axes: Axes, systems: Mapping[str, Any]) -> None:
    for system, figures in systems.items():
        seconds = next(iter(figures["commands"].values()))["latencies_s"]
        if seconds:
            steps = np.linspace(0, 100, len(seconds) + 1)
            axes.step(
                [seconds[0], *seconds],
                steps,
                where="post",
                color=COLOURS.get(system, OTHER_COLOUR),
                label=f"{system}, n={len(seconds)}",
            )
    axes.set_xlim(left=0)
    axes.set_ylim(0, 100)
    axes.set_xlabel("from the last sample of the word to the decision, seconds of sound")
    axes.set_ylabel("% of the commands\nunderstood in quiet")


def _values(estimates: Sequence[Mapping[str, float]]) -> Numbers:
    """The figures with the ends of their intervals, shaped (figures, 3)."""
    return np.array([[one["value"], one["low"], one["high"]] for one in estimates])


def _points(axes: Axes, places: Numbers, values: Numbers, system: str, lowest: float = 0.0) -> None:
    """Draw figures with their intervals; what lies under ``lowest`` is drawn there, and zero as an open mark."""
    shown = np.maximum(values, lowest)
    reach = np.abs(shown[:, 1:].T - shown[:, 0])
    axes.errorbar(places, shown[:, 0], reach, fmt="none", capsize=2, ecolor=COLOURS.get(system, OTHER_COLOUR))
    faces = [COLOURS.get(system, OTHER_COLOUR) if value else "white" for value in values[:, 0]]
    axes.scatter(places, shown[:, 0], 20, faces, edgecolors=COLOURS.get(system, OTHER_COLOUR), zorder=3, label=system)


def _beside(place: int, systems: Mapping[str, Any]) -> float:
    """How far a system's marks stand beside the others'."""
    return 0.16 * (place - (len(systems) - 1) / 2)
