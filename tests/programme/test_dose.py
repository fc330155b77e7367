"""A routine with the doses that a programme gives it."""

from __future__ import annotations

import pytest

from voice_coach.core.plan.load import Named, Weight
from voice_coach.core.plan.routine import Circuit, Dose, Exercise, Hold, Motion, Movement, Reps, Routine, Side
from voice_coach.forms.fields import Amount
from voice_coach.programme.dose import amount, exercise_of, given, grown, in_words, less, with_doses
from voice_coach.programme.programme import BlockDose, Measure

PLANK = Exercise("Plank", (Hold(20.0),))
ROW = Exercise("Row", (Reps(8, (Movement("Draw", 2.0),), least=6),), sets=3, load=Weight((20.0,), step=2.5))
MARCH = Exercise("March", (Motion(60.0),), load=Named(("a yellow band", "a red band", "a blue band"), 1))
RANGED = Exercise("Hang", (Hold(30.0, least_s=20.0),))
SIDES = Exercise(
    "Couch stretch", (Hold(120.0),), sets=3, sides=(Side.LEFT, Side.RIGHT), second=Dose((Hold(60.0),), sets=1)
)
PYRAMID = Exercise(
    "Press-ups", (Reps(12),), sets=3, of_sets=(Reps(12), Reps(10), Reps(8)), load=Weight((5.0, 6.0, 7.0))
)
STEPS = Exercise("Curl", (Reps(8),), load=Weight((4.0,), steps=(2.0, 4.0, 8.0)))


@pytest.mark.parametrize(
    ("exercise", "measure", "by", "was", "now"),
    [
        (PLANK, Measure.HOLD, 5, "20 s", "25 s"),
        (RANGED, Measure.HOLD, 5, "30 s", "35 s"),
        (MARCH, Measure.MOVE, 10, "60 s", "70 s"),
        (ROW, Measure.REPS, 2, "8 reps", "10 reps"),
        (ROW, Measure.SETS, 1, "3 sets", "4 sets"),
        (ROW, Measure.LOAD, 2.5, "20 kg", "22.5 kg"),
        (ROW, Measure.LOAD, -2, "20 kg", "18 kg"),
    ],
)
def test_it_grows(exercise: Exercise, measure: Measure, by: float, was: str, now: str) -> None:
    base = amount(exercise, measure)
    assert base is not None
    new = grown(exercise, measure, by)
    assert (in_words(exercise, measure, base), in_words(exercise, measure, base + by)) == (was, now)
    assert amount(new, measure) == base + by


def test_from_one_load_to_the_next() -> None:
    for exercise, now in ((MARCH, "a blue band"), (STEPS, "8 kg"), (ROW, "22.5 kg")):
        assert in_words(exercise, Measure.NOTCH, 1) == now
        load = grown(exercise, Measure.NOTCH, 1).load
        assert load is not None
        assert str(load.of_set(1, 0)) == now.removesuffix(" kg").replace("8", "8.0")


def test_a_range_moves_as_a_whole_and_both_sides_grow() -> None:
    assert grown(ROW, Measure.REPS, 2).work == (Reps(10, (Movement("Draw", 2.0),), least=8),)
    assert grown(RANGED, Measure.HOLD, 5).work == (Hold(35.0, least_s=25.0),)
    both = grown(SIDES, Measure.HOLD, 10)
    assert (both.work, both.second) == ((Hold(130.0),), Dose((Hold(70.0),), sets=1))
    assert grown(SIDES, Measure.SETS, 1).second == Dose((Hold(60.0),), sets=2)


@pytest.mark.parametrize(
    ("exercise", "measure"),
    [
        (PLANK, Measure.REPS), (PLANK, Measure.MOVE), (PLANK, Measure.LOAD), (PLANK, Measure.NOTCH),
        (ROW, Measure.HOLD), (PYRAMID, Measure.REPS), (PYRAMID, Measure.SETS), (STEPS, Measure.LOAD),
        (Exercise("Wall sit", (Hold(60.0, to_failure=True),)), Measure.HOLD),
    ],
)  # fmt: skip
def test_what_cannot_grow(exercise: Exercise, measure: Measure) -> None:
    assert amount(exercise, measure) is None


def test_a_block_gives_a_dose_of_its_own() -> None:
    new = given(ROW, BlockDose("Row", sets=2, reps=Amount(5)))
    assert (new.sets, new.work) == (2, (Reps(5, (Movement("Draw", 2.0),)),))
    assert given(PLANK, BlockDose("Plank", hold=Amount(40.0, 30.0))).work == (Hold(40.0, least_s=30.0),)
    assert given(MARCH, BlockDose("March", move=Amount(90.0))).work == (Motion(90.0),)
    each = given(ROW, BlockDose("Row", of_sets=(Amount(12), Amount(10), Amount(8, 6))))
    assert (each.sets, [(one.count, one.least) for one in each.of_sets if isinstance(one, Reps)]) == (
        3, [(12, 0), (10, 0), (8, 6)],
    )  # fmt: skip


def test_less_is_fewer_sets_or_less_of_the_one() -> None:
    assert less(ROW, 0.6).sets == 2
    assert less(PLANK, 0.6).work == (Hold(12.0),)
    assert (less(PYRAMID, 0.6).sets, less(PYRAMID, 0.6).of_sets) == (2, (Reps(12), Reps(10)))
    assert less(SIDES, 0.6).second == Dose((Hold(60.0),), sets=1)
    assert less(ROW, 1.0) is ROW
    pair = less(grown(ROW, Measure.SETS, -1), 0.6)  # no set falls away
    assert (pair.sets, pair.work) == (2, (Reps(5, (Movement("Draw", 2.0),), least=4),))


def test_what_becomes_less_stays_above_nothing() -> None:
    pyramid = Exercise("Press", (Reps(8),), sets=2, load=Weight((20.0, 5.0)))
    assert grown(pyramid, Measure.LOAD, -8.0).load == Weight((12.0, 0.5))
    two = Exercise("Holds", (Hold(30.0), Hold(5.0)))
    assert grown(two, Measure.HOLD, -10.0).work == (Hold(20.0), Hold(0.5))


def test_a_routine_is_changed_wherever_the_exercise_stands_in_it() -> None:
    routine = Routine("core", "Core", (PLANK, Circuit("Round", (ROW, MARCH))))
    new = with_doses(routine, {"Row": lambda one: grown(one, Measure.SETS, 1)})
    row = exercise_of(new, "Row")
    assert row is not None
    assert (row.sets, exercise_of(new, "Plank"), exercise_of(new, "Squat")) == (4, PLANK, None)
