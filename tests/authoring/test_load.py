"""What a good file becomes."""

from pathlib import Path

import pytest

from voice_coach.authoring.load import load, loads
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.load import Load, Named, Unit, Weight
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Exercise,
    Hold,
    Motion,
    Movement,
    Positions,
    Reps,
    Routine,
    Setup,
    Side,
    Work,
)
from voice_coach.errors import RoutineError

SHORTEST = "title: Morning\nexercises: [{name: Plank, do: {hold: 30s}}]\n"


def work_of(do: str) -> tuple[Work, ...]:
    [exercise] = loads(f"title: T\nexercises:\n  - name: N\n    do: {do}\n", "t.yaml").items
    assert isinstance(exercise, Exercise)
    return exercise.work


def test_little_is_required() -> None:
    assert loads(SHORTEST, "folder/morning.yaml") == Routine(
        id="morning", title="Morning", items=(Exercise("Plank", (Hold(30.0),)),), safety=None
    )


def test_everything_that_can_be_written_arrives() -> None:
    text = """
title: Everything
source: My physio
equipment: [chair, bar]
difficulty: hard
safety: Move gently.
exercises:
  - name: Turn
    sides: [right, left]
    changeover: 12s
    sets: 2
    rest: 1m
    setup:
      position: To get into position, sit. {Side} foot ahead, e.g. on a box.
      move: ["To start, turn."]
      feel: [A stretch. Nothing sharp.]
      short: Sit.
      wait: ready
    do:
      - {reps: 5, tempo: [{say: Turn, for: 2s}, {say: Stay, hold: 3}], tips: [Slowly., Taller.]}
      - {hold: 20, say: Now stay.}
    positions: {count: 3, say: Move on., for: 6s}
    release: Return.
    explain: Long story.
    easier: {say: Smaller., do: [{reps: 3}, {hold: 10s}]}
    harder: {say: Larger.}
  - circuit: Round and round
    rounds: 3
    rest: 20s
    exercises: [{name: March, do: {move: 1m30s}}]
"""
    turn = Exercise(
        name="Turn",
        work=(
            Reps(5, (Movement("Turn", 2.0), Movement("Stay", 3.0, hold=True)), tips=("Slowly.", "Taller.")),
            Hold(20.0, say=("Now stay.",)),
        ),
        setup=Setup(
            position=("To get into position, sit.", "{Side} foot ahead, e.g. on a box."),
            move=("To start, turn.",),
            feel=("A stretch. Nothing sharp.",),
            short=("Sit.",),
            wait_s=None,
        ),
        sets=2,
        sides=(Side.RIGHT, Side.LEFT),
        changeover_s=12.0,
        positions=Positions(3, ("Move on.",), 6.0),
        rest_s=60.0,
        release=("Return.",),
        explain=("Long story.",),
        easier=Alternative(("Smaller.",), (Reps(3), Hold(10.0))),
        harder=Alternative(("Larger.",)),
    )
    march = Circuit("Round and round", (Exercise("March", (Motion(90.0),)),), rounds=3, rest_s=20.0)
    assert loads(text, "all.yml") == Routine(
        id="all",
        title="Everything",
        items=(turn, march),
        safety="Move gently.",
        source="My physio",
        equipment=("chair", "bar"),
        difficulty="hard",
    )


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("30s", 30.0),
        ("2m", 120.0),
        ("1m30s", 90.0),
        ("1m 30s", 90.0),
        ("1.5s", 1.5),
        ("45 sec", 45.0),
        ("1 min", 60.0),
        ("20", 20.0),
        ("0.5", 0.5),
        ("'20s'", 20.0),
        ("60m", 3600.0),
    ],
)
def test_a_time_can_be_written_in_several_ways(written: str, seconds: float) -> None:
    assert work_of(f"{{hold: {written}}}") == (Hold(seconds),)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "Null hypothesis", "0x1F", "1:30", ".inf", "0o7"])
def test_words_that_older_yaml_takes_for_something_else_are_words(word: str) -> None:
    assert loads(SHORTEST.replace("Morning", f"{word} then"), "t.yaml").title == f"{word} then"
    assert loads(SHORTEST.replace("Plank", word), "t.yaml").items == (Exercise(word, (Hold(30.0),)),)


def test_a_number_with_a_zero_in_front_is_decimal() -> None:
    assert work_of("{reps: 010}") == (Reps(10),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One thing. Then another! A third?", ("One thing.", "Then another!", "A third?")),
        ("Wait 1.5 s. {Side} arm out.", ("Wait 1.5 s.", "{Side} arm out.")),
        ("Lie as Dr. Meyer showed, approx. Two hands down.", ("Lie as Dr. Meyer showed, approx. Two hands down.",)),
        ("Lift max. Ten times, i.e. A little. Rest.", ("Lift max. Ten times, i.e. A little.", "Rest.")),
        ("E.g. Kneel. No. 1 rule. No. Breathe!", ("E.g. Kneel.", "No. 1 rule.", "No.", "Breathe!")),
        ("To the climax. Then rest.", ("To the climax.", "Then rest.")),
        ("Rest, e.g. on a box.", ("Rest, e.g. on a box.",)),
        ("양팔을 벌립니다. 숨을 쉽니다.", ("양팔을 벌립니다.", "숨을 쉽니다.")),
        ("Folded\n     over lines.", ("Folded over lines.",)),
    ],
)
def test_one_text_is_split_into_its_sentences(text: str, lines: tuple[str, ...]) -> None:
    routine = loads(
        f'title: T\nexercises:\n  - name: N\n    sides: [left]\n    do: {{hold: 9}}\n    release: "{text}"\n', "t.yaml"
    )
    [exercise] = routine.items
    assert isinstance(exercise, Exercise)
    assert exercise.release == lines


def test_the_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "morning.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SHORTEST.replace("\n", "\r\n").encode())
    assert load(file) == loads(SHORTEST, "morning.yaml")


def test_a_name_may_be_said_otherwise_and_a_routine_has_a_language() -> None:
    routine = loads(f"language: ko\n{SHORTEST}".replace("Plank,", "Plank, say: Forearm plank,"), "t.yaml")
    [exercise] = routine.items
    assert isinstance(exercise, Exercise)
    assert (exercise.name, exercise.spoken, routine.language) == ("Plank", "Forearm plank", "ko")
    assert Exercise("Plank", (Hold(30.0),)).spoken == "Plank"


def test_each_set_has_its_dose_and_an_exercise_the_rest_of_its_routine() -> None:
    routine = loads(
        """
title: Pyramid
rest: 45s
exercises:
  - {name: Press-up, do: {reps: 5}, sets: [5, 10, 5]}
  - {name: Plank, do: {hold: 20s}, sets: [20s, 1m], rest: 0}
  - circuit: Round
    exercises: [{name: Squat, do: {reps: 8}, sets: 2, rest: ready}]
""",
        "pyramid.yaml",
    )
    press, plank, circuit = routine.items
    assert isinstance(press, Exercise)
    assert isinstance(plank, Exercise)
    assert isinstance(circuit, Circuit)
    (squat,) = circuit.exercises
    assert isinstance(squat, Exercise)
    assert (press.sets, press.of_sets, press.rest_s) == (3, (Reps(5), Reps(10), Reps(5)), 45.0)
    assert (plank.sets, plank.of_sets, plank.rest_s) == (2, (Hold(20.0), Hold(60.0)), 0.0)
    assert (squat.sets, squat.of_sets, squat.rest_s) == (2, (), None)
    works = [step.dose for step in compile_plan(routine).steps if step.works]
    assert [work.count for work in works if isinstance(work, Reps)] == [5, 10, 5, 8, 8, 8, 8]
    assert [work.for_s for work in works if isinstance(work, Hold)] == [20.0, 60.0]


def test_a_range_of_reps_has_two_ends() -> None:
    routine = loads(
        "title: R\nexercises: [{name: Row, do: {reps: 8-12}}, {name: Arch, do: {reps: '3 \u2013 5'}}]", "r.yaml"
    )
    works = [item.work[0] for item in routine.items if isinstance(item, Exercise)]
    assert [(work.least, work.count) for work in works if isinstance(work, Reps)] == [(8, 12), (3, 5)]


def test_a_routine_that_nobody_could_end_is_refused() -> None:
    inner = "{circuit: C, rounds: 60, exercises: [{name: Row, do: {reps: 8}, sets: 10}]}"
    with pytest.raises(RoutineError, match="some 63,000 steps, and a routine has at most 20,000") as caught:
        loads(f"title: R\nexercises: [{{circuit: B, rounds: 50, exercises: [{inner}]}}]", "r.yaml")
    assert caught.value.code == "routine-too-long"


@pytest.mark.parametrize(
    ("written", "load"),
    [
        ("a red  band", Named(("a red band",))),
        ("2.5 kg", Weight((2.5,))),
        ('"2,5 kg"', Weight((2.5,))),
        ("10 lbs", Weight((10.0,), Unit.POUND)),
        ("[20 kg, 25 kg]", Weight((20.0, 25.0))),
        ("[a red band, a green band]", Named(("a red band", "a green band"), of_sets=True)),
        ("{start: 20 kg, step: 2.5 kg}", Weight((20.0,), step=2.5)),
        ("{start: red, steps: [yellow, red]}", Named(("yellow", "red"), 1)),
    ],
)
def test_a_load_is_a_weight_or_words(written: str, load: Load) -> None:
    text = f"title: R\nexercises: [{{name: Row, do: {{reps: 8}}, sets: 2, load: {written}}}]"
    (row,) = loads(text, "r.yaml").items
    assert isinstance(row, Exercise)
    assert row.load == load
