"""What the scenarios show together. Each of them is a test of its own, which pytest collects from its file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from voice_coach.app.components import Components
from voice_coach.app.scenarios import play
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load as load_routine
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect
from voice_coach.core.events import Event
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.journal.entry import Entry, parse
from voice_coach.session.options import RunOptions
from voice_coach.simulator.scenario.load import load
from voice_coach.simulator.scenario.observations import ObservationKind
from voice_coach.simulator.scenario.scenario import Scenario
from voice_coach.simulator.scenario.telling.performance import Performance

SCENARIOS = tuple(load(path) for path in sorted(Path(__file__).parent.rglob("*.scenario.yaml")))
SCRIPTED = tuple(scenario for scenario in SCENARIOS if scenario.scripted)


@cache
def played(path: Path) -> Performance:
    return play(load(path))


def performed(scenario: Scenario) -> Performance:
    """How a scenario went, each played once."""
    return played(scenario.path)


def values(kind: ObservationKind) -> set[str]:
    """What the scripted scenarios have of a kind of fact."""
    return {
        observation.value
        for scenario in SCRIPTED
        for observation in performed(scenario).observations
        if observation.kind is kind
    }


def test_there_are_forty_of_which_fifteen_go_through_a_room_and_a_real_recogniser() -> None:
    assert len(SCENARIOS) >= 40
    assert len(SCENARIOS) - len(SCRIPTED) >= 15


def test_they_cover_every_state_and_every_command() -> None:
    assert values(ObservationKind.STATE) == {*State}
    assert values(ObservationKind.OBEYED) == {*Command}


@pytest.mark.parametrize("scenario", SCRIPTED, ids=lambda scenario: scenario.name)
def test_a_journal_played_to_a_fresh_coach_gives_the_same_effects(scenario: Scenario) -> None:
    lines = journal(performed(scenario))
    routine = load_routine(find(scenario.known_or_beside(scenario.routine)))
    components = Components(routine, RunOptions(verbosity=scenario.verbosity))
    coach = components.coach(cautious=scenario.cautious)
    played: list[tuple[Seconds, Event | Effect]] = []
    for entry in map(parse, lines):
        if isinstance(entry.what, Event):
            played.append((entry.at, entry.what))
            played += [(entry.at, effect) for effect in coach.handle(entry.what, entry.at)]
    assert [Entry(n, at, what).line() for n, (at, what) in enumerate(played)] == lines


def journal(performance: Performance) -> list[str]:
    """The lines of its journal, from the first event on: what comes before it, no coach has ordered."""
    entries = performance.log.entries
    first = next(n for n, (_, what) in enumerate(entries) if isinstance(what, Event))
    return [Entry(n, at, what).line() for n, (at, what) in enumerate(entries[first:])]
