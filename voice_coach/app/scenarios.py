"""Scenarios from the command line: each is played, told of, and held against what its file expects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from voice_coach.app.scenario import play
from voice_coach.audio.files import RATE
from voice_coach.audio.wav import WavWriter
from voice_coach.errors import UsageError, VoiceCoachError
from voice_coach.simulator.scenario.load import load
from voice_coach.simulator.scenario.performance import Performance
from voice_coach.simulator.scenario.picture import draw
from voice_coach.simulator.scenario.report import report, summary, verdict
from voice_coach.simulator.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Output:
    """What to leave behind: sound and picture in ``folder``; ``update`` writes golden journals anew."""

    folder: Path | None = None
    wav: bool = False
    png: bool = False
    update: bool = False


def scenarios(files: tuple[Path, ...], output: Output) -> int:
    """Play scenario files in order and print what became of each; return 0 when all went as their files say.

    All files are read before the first is played. Of several, only those that went wrong are told in full. One that
    cannot be played does not keep the others from it; the first such error is raised at the end. Raises UsageError
    when two of one name would write the same files.
    """
    loaded = [load(file) for file in files]
    twice = [name for name, times in Counter(one.name for one in loaded).items() if times > 1]
    if twice and (output.wav or output.png):
        message = f"Two scenarios are called {twice[0]}; they would write the same files."
        raise UsageError("same-name", message, "Play them one after the other, with an --out of their own.")
    good, trouble = True, list[VoiceCoachError]()
    for scenario in loaded:
        try:
            good = _told(scenario, output, whole=len(files) == 1) and good
        except VoiceCoachError as error:
            trouble.append(error)
            if len(files) > 1:
                print(f"{scenario.name}: cannot be played: {error.message}", flush=True)
    if trouble:
        raise trouble[0]
    return 0 if good else 1


def _told(scenario: Scenario, output: Output, *, whole: bool) -> bool:
    """Play one and print what became of it; return whether it went as its file says."""
    performance = play(scenario)
    if output.update:
        performance.update_golden()
    findings = performance.findings()
    went_well = verdict(performance, findings).good
    print((report if whole or not went_well else summary)(performance, findings), flush=True)
    if output.wav and performance.heard is None:
        print(f"{scenario.name}: the scripted recogniser hears no sound, so none is written.", flush=True)
    keep(performance, output)
    return went_well


def keep(performance: Performance, output: Output) -> None:
    """Write the sound at the microphone and the picture of the time line, as asked."""
    folder = output.folder or Path()
    if output.wav and performance.heard is not None:
        with WavWriter(folder / f"{performance.scenario.name}.wav", RATE) as writer:
            writer.write(performance.heard)
    if output.png:
        draw(performance, folder / f"{performance.scenario.name}.png")
