"""The routines that ship: each is complete, has its doses, and sounds right."""

from pathlib import Path

import jsonschema
import pytest

from voice_coach.authoring.form.routine import ROUTINE
from voice_coach.authoring.lint import Report, check
from voice_coach.authoring.load import load
from voice_coach.authoring.schema import schema
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Motion, Reps, Routine, Work
from voice_coach.forms.document import Document
from voice_coach.language.language import Language, load_language

FOLDER = Path(__file__).parents[2] / "routines"
FILES = sorted(FOLDER.glob("*.yaml"))

# What each has to have: name, sets, number of sides, number of positions, work.
# A work is "5" for reps, "8+3s" for reps with a hold of three seconds inside, "30s" for a hold, "~60s" for a movement.
ASKED = {
    "thoracic-mini": [
        ("Roller press-down", 1, 0, 4, "5"),
        ("Child's pose on the roller", 1, 0, 0, "30s"),
        ("Lat stretch", 1, 0, 0, "30s"),
        ("Seated rotation", 1, 2, 0, "10 10"),
    ],
    "back-flexibility-six": [
        ("Seated chest stretch", 1, 2, 0, "20s"),
        ("Cat cow", 1, 0, 0, "8"),
        ("Kneeling lat stretch", 2, 0, 0, "20s"),
        ("Child's pose with breathing", 1, 0, 0, "40s"),
        ("Back rotation", 1, 2, 0, "20s"),
        ("Shoulder blade squeeze", 1, 0, 0, "10+3s"),
    ],
    "upper-back-strong-six": [
        ("Roller with overpressure", 2, 0, 0, "30s"),
        ("Overhead opener", 1, 0, 0, "8"),
        ("Ninety-ninety raise", 1, 2, 0, "8"),
        ("Down dog", 1, 0, 0, "30s"),
        ("Bench extension", 1, 0, 0, "8+2s"),
        ("Bear rolls", 1, 0, 0, "6 6"),
    ],
    "upper-back-relief-three": [
        ("Foam roller extension", 1, 0, 0, "~60s"),
        ("Child's pose", 1, 0, 0, "30s"),
        ("Kneeling extension", 1, 0, 0, "8+3s"),
    ],
    "midback-wall-circuit": [
        ("Open book", 1, 2, 0, "6+2s"),
        ("Thread the needle", 1, 2, 0, "6"),
        ("Side-bend", 1, 2, 0, "20s"),
        ("Wall angels", 1, 0, 0, "8"),
        ("Wall rotation", 1, 2, 0, "6"),
        ("Wall reach", 1, 0, 0, "6+3s"),
    ],
    "desk-break": [("Chair extension", 2, 0, 0, "8+3s")],
}


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language("en")


def exercises(routine: Routine) -> list[Exercise]:
    members = [each for item in routine.items for each in (item.exercises if isinstance(item, Circuit) else (item,))]
    return [each for each in members if isinstance(each, Exercise)]


def dose(work: Work) -> str:
    match work:
        case Reps():
            return "+".join([str(work.count), *(f"{part.for_s:g}s" for part in work.tempo if part.hold)])
        case Hold():
            return f"{work.for_s:g}s"
        case Motion():
            return f"~{work.for_s:g}s"


def test_the_six_are_there() -> None:
    assert {file.stem for file in FILES} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_every_exercise_has_the_dose_that_was_asked_for(name: str) -> None:
    found = [
        (
            each.name,
            each.sets,
            len(each.sides),
            each.positions.count if each.positions else 0,
            " ".join(map(dose, each.work)),
        )
        for each in exercises(load(FOLDER / f"{name}.yaml"))
    ]
    assert found == ASKED[name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_has_no_problem_and_no_warning(file: Path, english: Language) -> None:
    assert check(file, english) == Report((), ())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_fits_the_schema(file: Path) -> None:
    value = Document.parse(file.read_text("utf-8"), file.name, ROUTINE).value
    jsonschema.validate(value, schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_names_its_source_and_its_own_safety_line(file: Path) -> None:
    written = Document.parse(file.read_text("utf-8"), file.name, ROUTINE)
    assert {("source",), ("safety",), ("equipment",), ("difficulty",)} <= set(written.spans)
    safety = load(file).safety
    assert safety
    assert all(part in safety for part in ("gently", "hurts", "stop", "not medical advice"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_exercise_can_be_followed_with_closed_eyes(file: Path) -> None:
    for each in exercises(load(file)):
        setup = each.setup
        assert all((setup.position, setup.move, setup.feel, setup.short, each.explain)), each.name
        assert all(work.tempo for work in each.work if isinstance(work, Reps)), each.name


def test_the_circuit_has_two_rounds() -> None:
    circuits = [item for item in load(FOLDER / "midback-wall-circuit.yaml").items if isinstance(item, Circuit)]
    assert [(circuit.rounds, len(circuit.exercises)) for circuit in circuits] == [(2, 3)]


def test_cat_cow_is_one_rep_of_four_movements() -> None:
    [cat_cow] = [each for each in exercises(load(FOLDER / "back-flexibility-six.yaml")) if each.name == "Cat cow"]
    [work] = cat_cow.work
    assert isinstance(work, Reps)
    assert [movement.say for movement in work.tempo] == ["Round up", "And flat", "Arch", "And flat"]


def test_a_third_of_the_exercises_have_another_form_and_few_wait_for_ready() -> None:
    shipped = [each for file in FILES for each in exercises(load(file))]
    assert sum(bool(each.easier or each.harder) for each in shipped) * 3 >= len(shipped)
    assert 1 <= sum(each.setup.wait_s is None for each in shipped) <= 3
