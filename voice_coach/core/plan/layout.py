"""How a routine is laid out as a flat row of steps.

Per exercise: setup, then for each set each side in turn; on each side every position; at each position every work.
Before work there is always a step that ends in a count-in, so that work never begins out of the blue. What depends on
an answer is laid out with its condition, behind the step that asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import (
    Circuit,
    Exercise,
    Hold,
    Item,
    Motion,
    OneOf,
    Reps,
    Routine,
    Seconds,
    Side,
    Switch,
    Work,
    names_of,
)
from voice_coach.core.plan.steps import CHECK_S, Asks, Check, Condition, Lap, Step, in_turn
from voice_coach.core.states import State

BETWEEN_WORKS_S: Seconds = 5.0
"""Time between two works, or two sets without a rest, after the words that announce the second."""

MOST_PAIN = 10
"""Who does not say how strong the pain of today is gets what is written for the strongest."""

Place: TypeAlias = tuple[int, ...]
"""Where an item stands in a routine: its number, and within a circuit or a choice the number there."""


def compile_plan(routine: Routine) -> Plan:
    """Lay a routine out as steps."""
    layout = _Layout()
    layout.add(Step(0, State.INTRO))
    for number, item in enumerate(routine.items):
        if _minds_pain(item):
            layout.ask_for_pain()
        layout.item(item, (number,))
    if layout.steps[-1].phase is State.REST:
        layout.steps.pop()
    layout.add(Step(0, State.OUTRO))
    return Plan(routine, tuple(layout.exercises), tuple(layout.steps), tuple(layout.checks))


class _Layout:
    """A plan that is being laid out; in later rounds an exercise and a question are those of the first."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.exercises: list[Exercise] = []
        self.checks: list[Check] = []
        self._numbers: dict[Place, int] = {}
        self._asked: dict[tuple[Place, Asks], int] = {}
        self._circuits = 0
        self._ready_next = False
        self._laps: tuple[Lap, ...] = ()
        self._conditions: tuple[Condition, ...] = ()

    def add(self, step: Step) -> None:
        """Add a step as the next one, with the conditions and the rounds that it stands in."""
        self.steps.append(
            replace(step, index=len(self.steps), laps=self._laps, conditions=self._conditions + step.conditions)
        )

    def item(self, item: Item, at: Place) -> None:
        """Lay out an exercise, a circuit or a choice, with what is asked before it."""
        outside = self._conditions
        if item.when and item.when.pain:
            self._conditions += (Condition(self._asked[(), Asks.PAIN], *item.when.pain),)
        if item.optional:
            asked = self._ask(at, Check(Asks.OPTIONAL, names_of(item), silent=0))
            self._conditions += (Condition(asked, 1, 1),)
        match item:
            case Exercise():
                self._exercise(item, at)
            case Circuit():
                self._circuit(item, at)
            case OneOf(options=options):
                asked = self._ask(at, Check(Asks.CHOICE, names_of(item), silent=1))
                inside, ready_next = self._conditions, self._ready_next
                for number, option in enumerate(options, start=1):
                    self._conditions, self._ready_next = (*inside, Condition(asked, number, number)), ready_next
                    self.item(option, (*at, number))
        self._conditions = outside

    def ask_for_pain(self) -> None:
        """Ask how strong the pain of today is, unless that has been asked."""
        self._ask((), Check(Asks.PAIN, silent=MOST_PAIN))

    def _ask(self, at: Place, check: Check) -> int:
        """The number of a question, which is asked here unless it has been asked before."""
        key = (at, check.asks)
        if key not in self._asked:
            self._asked[key] = self._new_check(check)
            # It belongs to the exercise that comes next.
            self.add(Step(0, State.CHECK, len(self.exercises), for_s=CHECK_S, check=self._asked[key]))
        return self._asked[key]

    def _circuit(self, circuit: Circuit, at: Place) -> None:
        outside = self._laps
        self._circuits += 1
        number = self._circuits
        for n in range(1, circuit.rounds + 1):
            self._laps = (*outside, Lap(number, n, circuit.rounds, circuit.name)) if circuit.rounds > 1 else outside
            begins = len(self.steps)
            for member, item in enumerate(circuit.exercises):
                self.item(item, (*at, member))
            if circuit.every_s is not None:
                self._starts(begins)
            if n < circuit.rounds and (circuit.rest_s != 0.0 or circuit.every_s is not None):
                self._rest_between_rounds(circuit)
        self._laps = outside

    def _starts(self, begins: int) -> None:
        """Let the first work from that step on that comes begin the time of a set or round."""
        for step in self.steps[begins:]:
            if step.works:
                self.steps[step.index] = replace(step, starts=begins)
                if step.conditions == self._conditions:
                    break

    def _rest_between_rounds(self, circuit: Circuit) -> None:
        """Add the rest after a round. It is the last member's; one of its own right before becomes one with it."""
        own = self.steps.pop() if self.steps[-1].phase is State.REST else None
        done = own or self.steps[-1]
        ready = circuit.rest_s is None or (own is not None and own.for_s is None)
        for_s = None if ready else max(circuit.rest_s or 0.0, (own and own.for_s) or 0.0)
        rest = Step(0, State.REST, done.exercise, set=done.set, side=done.side, for_s=for_s, between_rounds=True)
        self.add(replace(rest, every_s=circuit.every_s))
        self._ready_next = circuit.rest_then_ready

    def _exercise(self, exercise: Exercise, at: Place) -> None:
        first_time = at not in self._numbers
        number = self._numbers.setdefault(at, len(self.exercises))
        if first_time:
            self.exercises.append(exercise)
        sides: Sequence[Side | None] = exercise.sides or (None,)
        if exercise.switch is Switch.EACH_REP:
            sides = (None,)
        in_time = not first_time and self.steps[-1].every_s is not None  # the rest before it was the time to get there
        wait_s = None if self._ready_next else 0.0 if in_time else exercise.setup.wait_s
        self._ready_next = False
        self.add(Step(0, State.SETUP, number, side=sides[0], for_s=wait_s, first=first_time))
        outside = self._conditions
        if exercise.switch is Switch.AFTER_SETS:
            for turn, side in enumerate(sides):
                if turn:
                    self.add(Step(0, State.SWITCH_SIDE, number, side=side, for_s=exercise.changeover_s))
                for set_ in range(1, exercise.dose(side).sets + 1):
                    self._set(exercise, number, set_, (side,))
                self._conditions = outside
        else:
            for set_ in range(1, max(exercise.dose(side).sets for side in sides) + 1):
                self._set(exercise, number, set_, [side for side in sides if set_ <= exercise.dose(side).sets])
        self._conditions = outside

    def _set(self, exercise: Exercise, number: int, set_: int, sides: Sequence[Side | None]) -> None:
        first, last = sides[0], sides[-1]
        if set_ > 1:
            self._lead_in(Step(0, State.SETUP, number, set=set_, side=first, for_s=BETWEEN_WORKS_S))
        begins = len(self.steps)
        for turn, side in enumerate(sides):
            if turn:
                self.add(Step(0, State.SWITCH_SIDE, number, set=set_, side=side, for_s=exercise.changeover_s))
            self._side(exercise, number, set_, side)
        if exercise.every_s is not None:
            self._starts(begins)
        here = Step(0, State.CHECK, number, set=set_, side=last, for_s=CHECK_S)
        if exercise.asks_effort:
            self.add(replace(here, check=self._new_check(Check(Asks.EFFORT))))
        another = None
        if exercise.least_sets and exercise.least_sets <= set_ < exercise.sets:
            # Asked before the rest, which then ends in the next set's count-in on its second.
            another = self._new_check(Check(Asks.SET, silent=0))
            self.add(replace(here, check=another))
        if exercise.rest_s != 0.0 or exercise.every_s is not None:
            rest = Step(0, State.REST, number, set=set_, side=last, for_s=exercise.rest_s)
            self.add(replace(rest, every_s=exercise.every_s))
            self._ready_next = exercise.rest_then_ready
        if another is not None:
            self._conditions += (Condition(another, 1, 1),)

    def _lead_in(self, setup: Step) -> None:
        """What stands before a further set, unless a rest has counted in."""
        if self._ready_next:
            self.add(replace(setup, for_s=None))
        elif self.steps[-1].phase is not State.REST:
            self.add(setup)
        self._ready_next = False

    def _new_check(self, check: Check) -> int:
        self.checks.append(check)
        return len(self.checks) - 1

    def _side(self, exercise: Exercise, number: int, set_: int, side: Side | None) -> None:
        places = exercise.positions
        for position in range(1, (places.count if places else 1) + 1):
            here = Step(0, State.MOVE, number, set=set_, side=side, position=position)
            if places and position > 1:
                self.add(replace(here, for_s=places.for_s))
            for index, work in enumerate(self._works(exercise, set_, side)):
                outside = self._conditions
                if work.optional:
                    check = self._new_check(Check(Asks.OPTIONAL, (work.say or (exercise.spoken,))[:1], silent=0))
                    self.add(replace(here, phase=State.CHECK, work=index, for_s=CHECK_S, check=check))
                    self._conditions += (Condition(check, 1, 1),)
                if index:
                    self.add(replace(here, phase=State.SETUP, work=index, for_s=BETWEEN_WORKS_S))
                self.add(replace(here, phase=_phase(work), work=index, dose=work, for_s=0.0))
                self._conditions = outside

    def _works(self, exercise: Exercise, set_: int, side: Side | None) -> Iterator[Work]:
        for work in exercise.dose(side).of_set(set_):
            yield in_turn(work, exercise.sides) if exercise.switch is Switch.EACH_REP else work


def _minds_pain(item: Item) -> bool:
    """Whether anything in it depends on the pain of today."""
    if item.when and item.when.pain:
        return True
    members = item.options if isinstance(item, OneOf) else item.exercises if isinstance(item, Circuit) else ()
    return any(map(_minds_pain, members))


def _phase(work: Work) -> State:
    match work:
        case Reps():
            return State.REP
        case Hold():
            return State.HOLD
        case Motion():
            return State.MOTION
