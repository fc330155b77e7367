"""What holds for every sentence and every record of every routine, whatever happens in its session."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.core.rehearsal import Rehearsal
from tests.core.strategies import routines, sessions
from tests.core.test_properties import Happenings, happen
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Say
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Circuit, Exercise, Item, OneOf, Reps, Routine, Side
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import WORK, State

UNITS = {"second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600}
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: value for value, word in enumerate(ONES.split())}
NUMBERS |= {word: 10 * ten for ten, word in enumerate(TENS.split(), 2)}


def with_sides(routine: Routine) -> Routine:
    """The same routine with sides everywhere, for a side in a text needs one, and with a side in the cues."""

    def sided(item: Item) -> Item:
        match item:
            case Circuit():
                return replace(item, exercises=tuple(map(sided, item.exercises)))
            case OneOf():
                return replace(item, options=tuple(map(sided, item.options)))
            case Exercise():
                return exercise_of(item)

    def exercise_of(exercise: Exercise) -> Exercise:
        cued = tuple(
            replace(work, tempo=tuple(replace(one, say="{Side} leg up") for one in work.tempo))
            if isinstance(work, Reps) and not work.breath
            else work
            for work in exercise.work
        )
        return replace(exercise, sides=exercise.sides or (Side.LEFT,), work=cued)

    return replace(routine, items=tuple(map(sided, routine.items)))


@given(routines.map(with_sides), sessions, st.sampled_from(Verbosity))
def test_no_placeholder_is_ever_spoken(
    wording: Wording, routine: Routine, happenings: Happenings, level: Verbosity
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording, level=level))
    for kind, what in [("press", Command.START), *happenings, ("wait", 600.0)]:
        happen(session, kind, what)
    said = [what.text for _, what in session.log.entries if isinstance(what, Say)]
    assert said
    assert not [text for text in said if "{" in text or "}" in text]


def seconds_in(text: str) -> float:
    """How long a length of time is that is said in English words."""
    total, number = 0.0, 0.0
    for word in text.replace("-", " ").split():
        if word in UNITS:
            total, number = total + number * UNITS[word], 0.0
        elif word == "half":
            number += 0.5
        elif word not in {"and", "a"}:
            number += NUMBERS[word]
    return total


@given(st.integers(1, 3 * 3600))
def test_a_length_of_time_is_said_as_it_is(wording: Wording, length_s: int) -> None:
    assert seconds_in(wording.time(length_s)) == length_s


@given(st.integers(1, 99))
def test_half_a_second_is_said_too(wording: Wording, whole_s: int) -> None:
    assert seconds_in(wording.time(whole_s + 0.5)) == whole_s + 0.5


@given(routines, sessions, st.sampled_from([Command.PAIN, Command.SKIP]))
def test_what_is_recorded_is_the_exercise_that_the_body_does_or_has_just_done(
    wording: Wording, routine: Routine, happenings: Happenings, command: Command
) -> None:
    plan = compile_plan(routine)
    session = Rehearsal(Coach(plan, wording))
    done = None
    for kind, what in [("press", Command.START), *happenings, ("wait", 0.0)]:
        happen(session, kind, what)
        index = session.coach.place.last_work
        if session.state in WORK:
            assert index == session.coach.place.index
        done = None if index is None else plan.steps[index].exercise
    step, before = session.coach._session.step, len(session.records)
    session.press(command)
    keys = {record.exercise for record in session.records[before:] if record.kind in {"pain", "skip"}}
    resting = step.phase is State.REST and done is not None and step.between_rounds
    assert keys <= {plan.keys[done] if resting and done is not None else plan.key(step)}
