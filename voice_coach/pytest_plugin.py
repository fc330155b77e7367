"""Lets pytest collect scenario files as tests, and gives Python tests a room, a user who speaks, and a session.

Installed with the package; see docs/testing.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from voice_coach.errors import VoiceCoachError
from voice_coach.simulator.scenario import ENDING

if TYPE_CHECKING:
    from _pytest._code.code import ExceptionInfo, TerminalRepr

    from voice_coach.simulator.scenario.scenario import Scenario
    from voice_coach.simulator.scenario.telling.performance import Performance

# What a session needs is imported when one is played: every run of pytest loads this file.


class ScenarioFailedError(AssertionError):
    """A scenario did not go as its file says; the text is the report."""


class ScenarioBrokenError(AssertionError):
    """What no known failure excuses: a line or a fault that never happened, a golden journal that differs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options for scenarios."""
    group = parser.getgroup("voice-coach")
    group.addoption("--scenario-out", type=Path, metavar="DIR", help="write sound and picture of failed scenarios")
    group.addoption("--update-golden", action="store_true", help="write the golden journals of scenarios anew")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect scenario files."""
    if file_path.name.endswith(ENDING):
        return ScenarioCollector.from_parent(parent, path=file_path)
    return None


class ScenarioCollector(pytest.File):
    """A scenario file, which is one test."""

    def collect(self) -> Iterator[pytest.Item]:
        """Read the file; one that is no scenario is a test that fails."""
        from voice_coach.simulator.scenario.load import load  # noqa: PLC0415

        name = self.path.name.removesuffix(ENDING)
        try:
            scenario = load(self.path)
        except VoiceCoachError as error:
            yield ScenarioItem.from_parent(self, name=name, scenario=error)
            return
        item = ScenarioItem.from_parent(self, name=name, scenario=scenario)
        if scenario.known_failure:
            # Strict: a failure that has gone must be taken out of the file. An error is no such failure.
            mark = pytest.mark.xfail(reason=scenario.known_failure, strict=True, raises=ScenarioFailedError)
            item.add_marker(mark)
        yield item


class ScenarioItem(pytest.Item):
    """One scenario, to be played."""

    def __init__(self, *, scenario: Scenario | VoiceCoachError, **of_pytest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**of_pytest)
        self._scenario = scenario

    def runtest(self) -> None:
        """Play it and hold it against what it expects."""
        if isinstance(self._scenario, VoiceCoachError):
            raise self._scenario
        from voice_coach.app.scenarios import play  # noqa: PLC0415

        _judge(play(self._scenario), self.config)

    def repr_failure(
        self,
        excinfo: ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401 - pytest's own
    ) -> str | TerminalRepr:
        """Show the report or the message: a user's mistake needs no traceback."""
        if isinstance(excinfo.value, ScenarioFailedError | ScenarioBrokenError):
            return str(excinfo.value)
        if isinstance(excinfo.value, VoiceCoachError):
            return f"error: {excinfo.value.message}\n{excinfo.value.hint}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it stands."""
        return self.path, None, self.name


def _judge(performance: Performance, config: pytest.Config) -> None:
    from voice_coach.app.scenarios import Output, keep  # noqa: PLC0415
    from voice_coach.simulator.scenario.telling.report import report  # noqa: PLC0415

    if config.getoption("update_golden"):
        performance.update_golden()
    findings = performance.findings()
    if all(finding.met for finding in findings):
        return
    told = report(performance, findings)
    if folder := config.getoption("scenario_out"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            keep(performance, Output(folder, wav=True, png=True))
        except (VoiceCoachError, OSError) as error:  # what went wrong in the scenario is told all the same
            told += f"\n{error}"
    if any(finding.essential and not finding.met for finding in findings):
        raise ScenarioBrokenError(told)
    raise ScenarioFailedError(told)


@dataclass(slots=True)
class CoachUser:
    """Somebody who speaks and presses keys; the keys of each line are those of a scenario file."""

    lines: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, at: str, **how: Any) -> None:  # noqa: ANN401 - checked as a scenario file is
        """Say a text; ``at`` is a moment such as "2s into hold"; ``how`` is voice, level, distance, only."""
        self.lines.append({"at": at, "say": text, **how})

    def play(self, path: Path, at: str, **how: Any) -> None:  # noqa: ANN401 - as say
        """Let a recording sound where the user is."""
        self.lines.append({"at": at, "play": str(path), **how})

    def press(self, command: str, at: str) -> None:
        """Press the key for a command."""
        self.lines.append({"at": at, "press": command})


@dataclass(slots=True)
class CoachRoom:
    """A room, with the keys of a scenario file: ``room.walls["reverberation"] = "0.5s"``, ``room.add(kind="pink")``."""

    walls: dict[str, Any] = field(default_factory=dict)
    noises: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **noise: Any) -> None:  # noqa: ANN401 - checked as a scenario file is
        """Let something else sound, such as ``kind="music", level="-10 dB"``."""
        self.noises.append(noise)


@dataclass(frozen=True, slots=True)
class CoachSession:
    """A session that was played. ``performance`` has all that happened."""

    performance: Performance

    def expect(self, **expectation: Any) -> None:  # noqa: ANN401 - checked as a scenario file is
        """Assert one expectation, such as ``heard="pause", within="0.5s after line 1"``.

        Raises ScenarioFailedError, an AssertionError, with the report when it is not met.
        """
        __tracebackhide__ = True  # a failure is shown where the test asks
        from voice_coach.simulator.scenario.load import expectation_of  # noqa: PLC0415
        from voice_coach.simulator.scenario.telling.report import report  # noqa: PLC0415

        finding = expectation_of(expectation).judge(self.performance.observations, self.performance.annotation)
        if not finding.met:
            raise ScenarioFailedError(report(self.performance, (finding,)))


@dataclass(frozen=True, slots=True)
class SessionPlayer:
    """Plays sessions with this test's user in its room; files are named from the test's folder."""

    path: Path
    config: pytest.Config
    user: CoachUser
    room: CoachRoom

    def __call__(self, routine: str, **keys: Any) -> CoachSession:  # noqa: ANN401 - checked as a scenario file is
        """Play a routine; ``keys`` are those of a scenario file, such as ``recogniser="auto"``, or ``expect``.

        Whatever the keys expect is judged at once, and every line of the user must have come.

        Raises ScenarioError for keys that are wrong, and what `app.scenario.play` raises.
        """
        from voice_coach.app.scenarios import play  # noqa: PLC0415
        from voice_coach.simulator.scenario.load import loads, written  # noqa: PLC0415

        made = {"routine": routine, "user": self.user.lines, "room": self.room.walls, "noise": self.room.noises}
        given = {key: value for key, value in (made | keys).items() if value not in ([], {})}
        performance = play(loads(written(given), self.path))
        _judge(performance, self.config)
        return CoachSession(performance)


@pytest.fixture
def coach_user() -> CoachUser:
    """Somebody who speaks in this test's sessions."""
    return CoachUser()


@pytest.fixture
def coach_room() -> CoachRoom:
    """The room of this test's sessions; without a change it is a furnished one."""
    return CoachRoom()


@pytest.fixture
def coach_session(request: pytest.FixtureRequest, coach_user: CoachUser, coach_room: CoachRoom) -> SessionPlayer:
    """Plays a session: ``coach_session("my-routine.yaml", recogniser="auto")``."""
    return SessionPlayer(request.path.parent / f"{request.node.name}{ENDING}", request.config, coach_user, coach_room)
