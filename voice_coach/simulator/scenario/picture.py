"""A picture of a played scenario: waveforms, who spoke when, and what was decided."""

from __future__ import annotations

from pathlib import Path

from voice_coach.simulator.scenario.performance import Performance


def draw(performance: Performance, path: Path) -> None:
    """Write the picture as PNG."""
    raise NotImplementedError
