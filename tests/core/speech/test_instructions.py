"""What the coach says when a step begins, where the plan decides about the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.phases import at_state
from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Exercise,
    Hold,
    Motion,
    Movement,
    Reps,
    Routine,
    Setup,
    Side,
    Variant,
)
from voice_coach.core.plan.steps import UNKNOWN_PAIN, Course, Form, Step
from voice_coach.core.speech.instructions import explanation, opening
from voice_coach.core.speech.scene import Scene
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import State
from voice_coach.speaking.tones import tone_seconds

LEG_RAISE = Exercise(
    "Leg raise",
    (Reps(3, (Movement("{Side} leg up", 4.0), Movement("{Side} leg down", 4.0))),),
    Setup(("{Side} leg straight.",), short=("{Side} leg straight.",)),
    sides=(Side.RIGHT, Side.LEFT),
)


def scenes(wording: Wording, *items: Exercise | Circuit, left_out: frozenset[int] = frozenset()) -> list[Scene]:
    plan = compile_plan(Routine("r", "Routine", items))

    def scene(step: Step) -> Scene | None:
        exercise = plan.exercise(step)
        return Scene(plan, step, exercise, Form(), Verbosity.FULL, wording, Course(left_out)) if exercise else None

    return [found for step in plan.steps if (found := scene(step)) is not None]


def said(scene: Scene) -> list[str]:
    return [line.text for line in opening(scene)]


def test_the_tone_of_a_movement_is_explained_for_the_working_side(wording: Wording) -> None:
    name, meaning = opening(scenes(wording, LEG_RAISE)[0])[-2:]
    assert (name.text, name.tone) == ("Falling tone:", Tone.LET_GO)
    assert (meaning.text, meaning.tone) == ("Right leg down.", None)
    assert meaning.gap_s > 2 * tone_seconds(Tone.LET_GO)


def test_a_tone_sounds_between_its_name_and_its_meaning(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    session.wait(60.0)
    sounded = [sound for sound in session.speaker.log(session.now) if sound.role is Role.CUE or sound.tone]
    name = [sound.what for sound in sounded].index("Falling tone:")
    first, tone, second = sounded[name : name + 3]
    assert (tone.tone, second.what) == (Tone.LET_GO, "And return.")
    assert first.ends <= tone.starts
    assert tone.ends + 0.3 <= second.starts


@pytest.mark.parametrize(
    ("hurt", "expected"),
    [(None, []), (0, []), (7, ["Last time it hurt, seven of ten."]), (UNKNOWN_PAIN, ["Last time it hurt."])],
)
def test_what_hurt_last_time_is_told_once_with_the_easier_form(
    wording: Wording, hurt: int | None, expected: list[str]
) -> None:
    easier = Alternative(("Stay higher.",))
    offered = replace(LEG_RAISE, sets=2, rest_s=20.0, easier=easier)
    for exercise, offer in ((LEG_RAISE, []), (offered, ["For the easier form, say: easier."])):
        found = scenes(wording, exercise)
        first, *later = [replace(scene, form=Form(hurt=hurt)) for scene in found if scene.step.phase is State.SETUP]
        told = [text for text in said(first) if "hurt" in text or "easier" in text]
        assert told == (expected + offer if expected else [])
        eased = replace(first, form=Form(Variant.EASIER, hurt=hurt))
        begins = [text for text in said(eased) if text.startswith("We begin with the easier form.")]
        assert bool(begins) == bool(expected and offer)
        assert not any("hurt" in text for scene in later for text in said(scene))


def test_first_and_each_need_two_sides(wording: Wording) -> None:
    slide = Exercise("Heel slide", (Hold(10.0),), sets=2, sides=(Side.LEFT,), rest_s=20.0)
    assert said(scenes(wording, slide)[0]) == ["Heel slide, left side, two sets of ten seconds."]
    assert said(scenes(wording, LEG_RAISE)[0])[0] == "Leg raise, right side first, three reps each."


def test_a_round_is_announced_once_though_its_members_have_rests(wording: Wording) -> None:
    members = tuple(Exercise(name, (Motion(20.0),), rest_s=30.0) for name in ("Squat", "Lunge", "Bridge"))
    circuit = Circuit("Legs", members, 2, 60.0)

    def rounds(left_out: frozenset[int]) -> list[str]:
        all_said = (
            text
            for scene in scenes(wording, circuit, circuit, left_out=left_out)
            if scene.step.exercise not in left_out
            for text in said(scene)
        )
        return [text for text in all_said if text.startswith("Round")]

    both = ["Round one of two.", "Round two of two."] * 2
    assert rounds(frozenset()) == rounds(frozenset({0, 3})) == both


def test_the_rest_of_a_circuit_fills_the_sides_of_its_texts_too(wording: Wording) -> None:
    rest = next(
        scene for scene in scenes(wording, Circuit("C", (LEG_RAISE,), 2, 30.0)) if scene.step.phase is State.REST
    )
    assert not any("{" in line.text for line in explanation(rest))


def test_a_rest_too_short_for_its_own_words_names_no_time(wording: Wording) -> None:
    def rest(rest_s: float) -> list[str]:
        press = Exercise("Wall press", (Motion(10.0),), sets=2, rest_s=rest_s)
        return next(said(scene) for scene in scenes(wording, press) if scene.step.phase is State.REST)

    assert rest(20.0) == ["Rest twenty seconds.", "Then: Set two of two."]
    assert rest(2.0) == ["Rest.", "Then: Set two of two."]


def test_a_name_is_said_as_its_author_wants_it(wording: Wording) -> None:
    raise_ = Exercise("SLR", (Hold(10.0),), say="Straight leg raise")
    assert said(scenes(wording, raise_)[0]) == ["Straight leg raise, ten seconds."]
