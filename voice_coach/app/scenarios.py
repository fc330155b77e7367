"""Scenarios from the command line: each is played, told of, and held against what its file expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voice_coach.app.scenario import play
from voice_coach.audio.files import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.simulator.scenario.load import load
from voice_coach.simulator.scenario.performance import Performance
from voice_coach.simulator.scenario.picture import draw
from voice_coach.simulator.scenario.report import report, summary, verdict


@dataclass(frozen=True, slots=True)
class Output:
    """What to leave behind: sound and picture in ``folder``; ``update`` writes golden journals anew."""

    folder: Path | None = None
    wav: bool = False
    png: bool = False
    update: bool = False


def scenarios(files: tuple[Path, ...], output: Output) -> int:
    """Play scenario files in order and print what became of each; return 0 when all went as their files say.

    All files are read before the first is played. Of several, only those that went wrong are told in full.
    """
    good = True
    for scenario in [load(file) for file in files]:
        performance = play(scenario)
        if output.update:
            performance.update_golden()
        findings = performance.findings()
        went_well = verdict(performance, findings).good
        print((summary if went_well and len(files) > 1 else report)(performance, findings), flush=True)
        keep(performance, output)
        good = good and went_well
    return 0 if good else 1


def keep(performance: Performance, output: Output) -> None:
    """Write the sound at the microphone and the picture of the time line, as asked."""
    folder = output.folder or Path()
    if output.wav and performance.heard is not None:
        with WavWriter(folder / f"{performance.scenario.name}.wav", RATE) as writer:
            writer.write(performance.heard)
    if output.png:
        draw(performance, folder / f"{performance.scenario.name}.png")
