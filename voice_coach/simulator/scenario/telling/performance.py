"""A scenario that was played, and the verdict on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_coach.audio.format import Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.errors import ScenarioError
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.scenario.annotation import Annotation, visits
from voice_coach.simulator.scenario.expectation import Finding
from voice_coach.simulator.scenario.observations import Observation, observations
from voice_coach.simulator.scenario.scenario import FaultForm, LineForm, Scenario
from voice_coach.simulator.scenario.telling.golden_journal import rendered
from voice_coach.simulator.scenario.timing import TimeSpan
from voice_coach.speaking.timeline import ScheduledSound


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """What happened when ``scenario`` was played.

    ``sounds`` is what the coach said and chimed, with the times at which it left the loudspeaker; ``lines`` when each
    of the user's lines was, as far as they came; ``faults`` how many of the faults came;
    ``notices`` what the session told of itself. ``heard`` and ``played`` are the sound at the microphone and at the
    loudspeaker, 16 kHz mono; None without sound. ``engine`` is the recogniser that listened.
    """

    scenario: Scenario
    engine: str
    log: MemoryLog
    sounds: tuple[ScheduledSound, ...]
    lines: tuple[TimeSpan, ...]
    notices: tuple[tuple[Seconds, str], ...]
    ended_at: Seconds
    took_s: float
    heard: Samples | None = None
    played: Samples | None = None
    faults: int = 0

    @property
    def annotation(self) -> Annotation:
        """What was said, what sounded, where the session was."""
        finished = any(status.state is State.FINISHED for _, status in self.log.statuses)
        return Annotation(self.sounds, visits(self.log.statuses), self.lines, None if finished else self.ended_at)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything that happened, in the order of time."""
        return observations(self.log, self.sounds, self.notices)

    @property
    def journal(self) -> str:
        """How it went, in a form for people and for comparing."""
        return "\n".join(rendered(self.log.entries)) + "\n"

    def findings(self) -> tuple[Finding, ...]:
        """Every expectation, every line that never happened, and the golden journal, each with what was found.

        Raises ScenarioError when the golden journal cannot be read.
        """
        happened, annotation = self.observations, self.annotation
        found = [each.meant.judge(happened, annotation) for each in self.scenario.expect]
        scripts: tuple[tuple[str, Sequence[LineForm | FaultForm], int], ...] = (
            ("line", self.scenario.user, len(self.lines)),
            ("fault", self.scenario.faults, self.faults),
        )
        for what, lines, came in scripts:
            for number, line in enumerate(lines[came:], came + 1):
                expected = f"{what} {number} happens {line.at}"
                found.append(Finding(expected, met=False, found="its moment did not come", essential=True))
        if self.scenario.golden_path is not None:
            found.append(self._beside(self.scenario.golden_path))
        return tuple(found)

    def update_golden(self) -> None:
        """Write the golden journal anew, where the scenario has one. Raises ScenarioError when it cannot be written."""
        golden = self.scenario.golden_path
        try:
            if golden is not None:
                golden.write_text(self.journal, "utf-8")
        except OSError as error:
            raise ScenarioError("golden-unwritable", f"Cannot write {golden}: {error.strerror}.") from error

    def _beside(self, golden: Path) -> Finding:
        expected = f"it goes as {golden.name} says"
        if not golden.is_file():
            return Finding(expected, met=False, found="there is no such file; --update writes it", essential=True)
        try:
            wanted, got = golden.read_text("utf-8", "replace").splitlines(), self.journal.splitlines()
        except OSError as error:
            raise ScenarioError("golden-unreadable", f"Cannot read {golden}: {error.strerror}.") from error
        if wanted == got:
            return Finding(expected, met=True, found=f"{len(got)} lines are the same")
        number = next((n for n, (one, other) in enumerate(zip(wanted, got, strict=False)) if one != other), None)
        number = min(len(wanted), len(got)) if number is None else number
        here = [lines[number] if number < len(lines) else "(the end)" for lines in (wanted, got)]
        found = f"line {number + 1} is not {here[0].strip()!r} but {here[1].strip()!r}"
        return Finding(expected, met=False, found=found, essential=True)
