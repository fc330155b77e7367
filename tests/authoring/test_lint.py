"""Each rule fires on what breaks it, in the right line, and keeps quiet about what does not."""

from pathlib import Path
from typing import TypeAlias

import pytest

from voice_coach.authoring.lint import Report, check
from voice_coach.language.language import Language, load_language

HEAD = "title: Test\nexercises:\n  - name: Child's pose\n"


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language("en")


def looked_over(folder: Path, english: Language, body: str) -> Report:
    file = folder / "test.yaml"
    file.write_text(HEAD + "".join(f"    {line}\n" for line in body.splitlines()), "utf-8")
    return check(file, english)


GOOD = """\
sides: [left, right]
setup:
  position: To get into position, kneel.
  move: To start, put your {side} arm out.
  feel: You should feel a stretch.
  short: "{Side} arm out."
do: {hold: 30s, tips: Breathe slowly.}
release: Come up.
"""

Case: TypeAlias = tuple[int, int, str, str]

BROKEN: list[Case] = [
    # rule, line, what the file says below the name, what the warning says
    (1, 4, "setup: {position: Kneel., move: 'To start, sit.'}\ndo: {hold: 9s}", "'To get into position'"),
    (1, 4, "setup: {position: 'To get into position, kneel.', move: Sit.}\ndo: {hold: 9s}", "'To start'"),
    (2, 5, f"setup:\n  position: {'Sit down now. ' * 9}\ndo: {{hold: 9s}}", "32 words from the name"),
    (3, 4, f"explain: {'word ' * 17}\ndo: {{hold: 9s}}", "a sentence of 17 words"),
    (3, 5, f"setup:\n  feel: {'word ' * 13}\ndo: {{hold: 9s}}", "13.0 words a sentence on average"),
    (4, 5, "setup:\n  feel: [One., Two., Three.]\ndo: {hold: 30s, tips: Four.}", "4 things to feel and tips"),
    (
        7,
        6,
        "sides: [left]\nsetup:\n  position: Sit.\n  short: 'Put your {side} arm out.'\ndo: {hold: 9s}",
        "name the {side}",
    ),
    (7, 5, "sides: [left]\nsetup: {position: 'Put your {side} arm out.'}\ndo: {hold: 9s}", "name the {side}"),
    (7, 4, "release: Bend your back foot.\ndo: {hold: 9s}", "'back foot' needs a picture"),
    (8, 4, "release: Ten seconds left.\ndo: {hold: 9s}", "no part of the body follows 'left'"),
    (
        8,
        5,
        "sides: [right]\nrelease: '{Side}.'\nsetup: {position: '{Side} arm.', short: '{Side} arm.'}\ndo: {hold: 9s}",
        "follows 'left'",
    ),
    (9, 4, "explain: Bend it as shown.\ndo: {hold: 9s}", "'as shown'"),
    (9, 4, "explain: Look at your knee.\ndo: {hold: 9s}", "'look at'"),
    (11, 4, "release: Go back.\ndo: {hold: 9s}", "'Go back.'"),
    (11, 4, "do: {reps: 5, tempo: [{say: Turn, for: 2s}, {say: Back, for: 2s}]}", "'Back'"),
    (12, 4, "do: {hold: 20s, tips: One two three four five six seven eight nine.}", "9 words in a hold of 20 s"),
    (19, 4, "do: {reps: 5, tempo: [{say: Press it down now, for: 9s}]}", "a cue of 4 words"),
    (19, 4, "do: {reps: 5, tempo: [{say: Press it down, for: 1.5s}]}", "more than 60 % of its 1.5 s"),
    (16, 6, "sets: 2\ndo: {hold: 9s}\nrest: 3s", "a rest of 3 s is shorter than the words in it; at least 9 s"),
    (37, 4, "release: Hold your breath and push.\ndo: {hold: 9s}", "'hold your breath'"),
    (37, 4, "do: {hold: 30s, tips: Stop breathing for a moment.}", "'stop breathing'"),
    (37, 4, "do: {hold: 30s, tips: 'Go lower, bouncing gently.'}", "'bouncing'"),
    (37, 4, "explain: 'Do not rush, then push into the pain.'\ndo: {hold: 30s}", "'into the pain'"),
    (37, 4, "release: 'Breathe in, and hold.'\ndo: {hold: 9s}", "'breathe in, and hold'"),
    (37, 4, "release: Do not stop until it hurts.\ndo: {hold: 9s}", "'do not stop until it hurts'"),
    (37, 4, "easier: {say: 'Work through pain.'}\ndo: {hold: 30s}", "'through pain'"),
    (
        38,
        4,
        "release: Do 3x10 then 2 \u00d7 5.\ndo: {hold: 9s}",
        "'3x10' as: three sets of ten, '2 \u00d7 5' as: two sets of five",
    ),
    (
        38,
        4,
        "release: 'Stay 30s w/ the band L/R.'\ndo: {hold: 9s}",
        "'30s' as: thirty seconds, 'w/' as: with, 'L/R' as: left and right",
    ),
    (
        38,
        4,
        "release: '1/2 the way, 5-10cm, 5 kg, 45° @ ease.'\ndo: {hold: 9s}",
        "'1/2' as: half, '5-10cm' as: five to ten centimetres, '5 kg' as: five kilograms, '45°' as: forty-five degrees",
    ),
    (
        38,
        4,
        "release: 'SLR with a TB, PNF at RPE 8.'\ndo: {hold: 9s}",
        "'SLR' as: straight leg raise, 'TB' as: band, 'PNF' in full, 'RPE' as: effort",
    ),
    (
        40,
        7,
        "do:\n  reps: 8\n  tempo: [{say: Arch, for: 2s}, {say: Stay, hold: 3s}]\n  tips: Breathe in as you go up.",
        "never said",
    ),
    (40, 4, "do: {reps: 5, tips: Breathe slowly.}", "never said"),
    (40, 4, "do: {hold: 8s, tips: Let your long shoulders sink a little.}", "never said"),
    (39, 4, "release: 양팔을 벌립니다.\ndo: {hold: 9s}", "these letters (hangul)"),
    (32, 4, "easier: {say: This spares your disc.}\ndo: {hold: 9s}", "'disc' sounds like a diagnosis"),
]


@pytest.mark.parametrize("case", BROKEN, ids=[f"{case[0]} {case[3][:30]}" for case in BROKEN])
def test_a_broken_rule_is_told_with_its_number_and_line(case: Case, tmp_path: Path, english: Language) -> None:
    rule, line, body, says = case
    report = looked_over(tmp_path, english, body)
    told = [warning for warning in report.warnings if warning.message.endswith(f"[rule {rule}]")]
    assert [(warning.span.line, says in warning.message) for warning in told] == [(line, True)]
    assert str(told[0]).startswith(f"{tmp_path / 'test.yaml'}:{line}:")


def test_a_long_safety_line_is_told(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(f"safety: {'Word word. ' * 9}\n{HEAD}    do: {{hold: 9s}}\n", "utf-8")
    [warning] = check(file, english).warnings
    assert (warning.span.line, warning.message) == (1, "a safety line of 18 words; at most 16 [rule 33]")


@pytest.mark.parametrize(
    "text",
    [
        "Hold the position and breathe.",
        "Hold for five breaths.",
        "Breathe in and hold the bar.",
        "Make ten slow reps.",
        "Do not hold your breath.",
        "Breathe, never hold your breath or push into pain.",
        "Without bouncing.",
        "End before pain.",
        "Slow and smooth, no bouncing.",
        "Don\u2019t bounce.",
        "Your IT band and T-spine, at 90 and 20.",
        "Oh no. Ten each, one or two.",
    ],
)
def test_harmless_words_are_fine(text: str, tmp_path: Path, english: Language) -> None:
    assert looked_over(tmp_path, english, f'do: {{hold: 9s}}\nrelease: "{text}"') == Report((), ())


def test_a_name_in_shorthand_is_fine_when_it_is_told_how_to_say_it(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    written = "title: T\nexercises:\n  - name: SLR w/ TB\n    do: {hold: 9s}\n"
    file.write_text(written, "utf-8")
    [warning] = check(file, english).warnings
    assert "add 'say' beside it" in warning.message
    file.write_text(f"{written}    say: Straight leg raise with band\n", "utf-8")
    assert check(file, english) == Report((), ())


def test_shorthand_of_the_equipment_is_told(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(f"equipment: [chair, 2 DBs]\n{HEAD}    do: {{hold: 9s}}\n", "utf-8")
    [warning] = check(file, english).warnings
    assert (warning.span.line, "'DBs' as: dumbbells" in warning.message) == (1, True)


@pytest.mark.parametrize(("code", "told"), [("en", 0), ("fr", 1), ("my/fr.yaml", 1), ("my/en.yaml", 0)])
def test_a_routine_in_another_language_than_the_voice_is_told(
    code: str, told: int, tmp_path: Path, english: Language
) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(f"language: {code}\n{HEAD}    do: {{hold: 9s}}\n", "utf-8")
    warnings = check(file, english).warnings
    assert [(one.span.line, f"in {code!r}" in one.message) for one in warnings] == [(1, True)] * told


def test_the_rest_of_a_circuit_that_is_too_short_is_told_at_the_circuit(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(
        "title: T\nexercises:\n  - circuit: C\n    rest: 2s\n    exercises:\n      - {name: A, do: {hold: 9s}}\n",
        "utf-8",
    )
    [warning] = check(file, english).warnings
    assert (warning.span.line, warning.message.endswith("[rule 16]")) == (4, True)


def test_a_good_exercise_has_no_warning(tmp_path: Path, english: Language) -> None:
    assert looked_over(tmp_path, english, GOOD) == Report((), ())


def test_a_command_may_stand_behind_say(tmp_path: Path, english: Language) -> None:
    assert looked_over(tmp_path, english, 'do: {hold: 9s}\nrelease: "Say: go back."') == Report((), ())


def test_words_that_only_begin_like_a_diagnosis_are_fine(tmp_path: Path, english: Language) -> None:
    body = "do: {hold: 9s}\nrelease: End where you discover discomfort."
    assert looked_over(tmp_path, english, body) == Report((), ())


def test_a_broken_file_has_problems_and_no_warnings(tmp_path: Path, english: Language) -> None:
    report = looked_over(tmp_path, english, "do: {hodl: 9s}\nrelease: Go back.")
    assert [problem.message for problem in report.problems] == ["unknown key 'hodl', did you mean 'hold'?"]
    assert report.warnings == ()


def test_a_text_inside_a_circuit_is_found(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(
        "title: Test\nexercises:\n  - circuit: Wall\n    exercises:\n      - name: Reach\n        do: {hold: 9s}\n"
        "        release: Stop.\n",
        "utf-8",
    )
    [warning] = check(file, english).warnings
    assert (warning.span.line, warning.span.column) == (7, 18)


def test_titles_and_the_work_of_another_form_are_looked_at_too(tmp_path: Path, english: Language) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(
        "title: Again\nsafety: Watch your knee.\nexercises:\n  - circuit: Stop\n    exercises:\n"
        "      - name: Reach\n        do: {hold: 30s}\n"
        "        harder: {say: More., do: {hold: 7s, tips: Not now please.}}\n",
        "utf-8",
    )
    warnings = check(file, english).warnings
    assert [(one.span.line, one.message[-9:]) for one in warnings] == [
        (1, "[rule 11]"),
        (2, " [rule 9]"),
        (4, "[rule 11]"),
        (8, "[rule 12]"),
    ]


def test_unreadable_yaml_is_a_problem_with_its_place(tmp_path: Path, english: Language) -> None:
    [problem] = looked_over(tmp_path, english, "do: {hold: 9s").problems
    assert problem.span.line == 4
