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
        "        harder: {say: More., do: {hold: 5s, tips: Not now please.}}\n",
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
