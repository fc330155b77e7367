"""A played scenario for people: a time line of both voices, what was heard, and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.formats import clock
from voice_coach.simulator.scenario.expectation import Finding
from voice_coach.simulator.scenario.scenario import LineForm
from voice_coach.simulator.scenario.telling.performance import Performance


class Verdict(StrEnum):
    """What became of a scenario. A known failure must fail: one that passes is news, and its note is out of date."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN_FAILURE = "known failure"
    PASSES_NOW = "passes, and is marked as a known failure"

    @property
    def good(self) -> bool:
        """Whether it went as the file says."""
        return self in (Verdict.PASSED, Verdict.KNOWN_FAILURE)


def verdict(performance: Performance, findings: tuple[Finding, ...]) -> Verdict:
    """Judge a played scenario by what was found."""
    missed = [finding for finding in findings if not finding.met]
    if any(finding.essential for finding in missed):
        return Verdict.FAILED
    if performance.scenario.known_failure:
        return Verdict.KNOWN_FAILURE if missed else Verdict.PASSES_NOW
    return Verdict.FAILED if missed else Verdict.PASSED


def summary(performance: Performance, findings: tuple[Finding, ...]) -> str:
    """One line: the name, the verdict, how long it was and took."""
    scenario, became = performance.scenario, verdict(performance, findings)
    missed = sum(not finding.met for finding in findings)
    count = f", {missed} of {len(findings)} expectations not met" if became is Verdict.FAILED else ""
    why = f" ({scenario.known_failure})" if scenario.known_failure else ""
    time = f"{performance.ended_at:.0f} s in {performance.took_s:.1f} s"
    return f"{scenario.name}: {became}{count}{why} [{performance.engine}, {time}]"


def report(performance: Performance, findings: tuple[Finding, ...]) -> str:
    """The whole of it: what it is about, the time line, every expectation, the summary."""
    lines = [performance.scenario.about] if performance.scenario.about else []
    lines += [text for _, text in sorted(_time_line(performance), key=lambda one: one[0])]
    for finding in findings:
        lines.append(f"  {'good' if finding.met else 'MISSED':6}  {finding.expected}")
        if not finding.met:
            lines.append(f"          {finding.found}")
    return "\n".join([*lines, summary(performance, findings)])


def said(line: LineForm) -> str:
    """What the user does in a line, in a few words."""
    if line.press:
        return f"[key {line.press}]"
    return f"[{Path(line.play).name}]" if line.play else line.say or ""


def _time_line(performance: Performance) -> Iterator[tuple[Seconds, str]]:
    """Every row with its time, causes before effects; on a line of its own what the ear made of what was said."""
    for span, line in zip(performance.lines, performance.scenario.user, strict=False):
        yield span.starts, _row(span.starts, "you", said(line))
    for at, what in performance.log.entries:
        if isinstance(what, Heard):
            yield at, _row(at, "heard", f"{what.text} -> {what.command}")
        elif isinstance(what, Rejected):
            yield at, _row(at, "heard", f"{what.text} -> nothing: {what.reason}")
        elif isinstance(what, Pressed):
            yield at, _row(at, "key", what.command)
    for sound in performance.sounds:
        end = f"  [cut at {clock(sound.ends, 2)}]" if sound.cut else ""
        yield sound.starts, _row(sound.starts, "coach" if sound.say else "tone", f"{sound.what}{end}")
    for at, text in performance.notices:
        yield at, _row(at, "notice", text)


def _row(at: Seconds, who: str, what: str) -> str:
    return f"  {clock(at, 2):>9}  {who:6}  {what}"
