"""Forty prescriptions as practices hand them out, each as a routine file, and what is said and done in a session of it.

A golden transcript (the file with the ending .txt) has the key moments: all that is said between the works, the first
four things said in each work, when it begins and ends, what the user says, and what is kept. To write them anew, run
this with ``VOICE_COACH_UPDATE=1`` and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.core.rehearsal import Rehearsal
from voice_coach.authoring.lint import Report, check
from voice_coach.authoring.load import load
from voice_coach.authoring.schema import schema
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record, Role, Tone
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Motion, Reps
from voice_coach.core.plan.steps import counts_aloud, own_pace, work_s
from voice_coach.core.states import WORK, State
from voice_coach.core.status import Status
from voice_coach.formats import clock
from voice_coach.language.language import Language, load_language
from voice_coach.session.transcript import TranscriptRow, transcript

FILES = sorted(Path(__file__).parent.glob("[0-9]*.yaml"))

SCHEMA = jsonschema.Draft202012Validator(schema())

ANSWERS: dict[str, tuple[Command | int, ...]] = {
    "07": (6, 7, 8), "22": (Command.YES, Command.NO), "33": (5,), "35": (2,),
}  # fmt: skip
"""What the user answers, one after the other; an int is a number. To all else there is silence."""

HOLDS_S = {"11": 41.0, "13": 74.0}
"""How long the user holds out; 9 s where it is not said."""

WEDNESDAY = 2


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language("en")


def test_there_are_forty() -> None:
    assert [file.name[:2] for file in FILES] == [f"{number:02}" for number in range(1, 41)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_good(file: Path, english: Language) -> None:
    assert check(file, english) == Report((), ())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_editor_takes_it_too(file: Path) -> None:
    SCHEMA.validate(yaml.safe_load(file.read_text("utf-8")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_session_goes_as_its_golden_transcript_says(file: Path, english: Language) -> None:
    session = Rehearsal(Coach(compile_plan(load(file).on(WEDNESDAY)), english.wording))
    do(session, list(ANSWERS.get(file.name[:2], ())), HOLDS_S.get(file.name[:2], 9.0))
    found = "".join(f"{line}\n" for line in key_moments(session))
    golden = file.with_suffix(".txt")
    if os.environ.get("VOICE_COACH_UPDATE"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


def do(session: Rehearsal, answers: list[Command | int], holds_s: float) -> None:
    """Do the whole session: answer, count what is to be counted, and say when it is enough."""
    session.press(Command.START)
    while session.state is not State.FINISHED:
        place = session.coach.place
        if session.state is State.CHECK and answers:
            session.until(lambda _: session.coach._session.prompter.then is None)
            answer = answers.pop(0)
            session.wait(0.5)
            session.hear(answer if isinstance(answer, Command) else Command.NUMBER, number=answer_number(answer))
        elif session.state in WORK:
            work_as_one_can(session, holds_s)
        session.until(partial(has_left, session, place.index))


def has_left(session: Rehearsal, index: int, status: Status) -> bool:
    return status.state is State.FINISHED or session.coach.place.index != index


def answer_number(answer: Command | int) -> int | None:
    return None if isinstance(answer, Command) else answer


def work_as_one_can(session: Rehearsal, holds_s: float) -> None:
    """Do the work that begins here as far as it needs the user; what ends by itself is left to the clock."""
    work, index = session.coach._session.work, session.coach.place.index
    assert work is not None
    if own_pace(work):
        session.wait(work_s(work))
        session.hear(Command.DONE)
    elif counts_aloud(work):
        pause_s = 55.0 if isinstance(work, Motion) else 2.2
        while session.coach.place.length_s and session.coach.place.elapsed_s + pause_s < session.coach.place.length_s:
            session.wait(pause_s)
            session.hear(Command.COUNT)
            assert session.coach.place.index == index
    elif work.to_failure and not isinstance(work, Reps):
        session.wait(holds_s)
        session.hear(Command.DONE)


def key_moments(session: Rehearsal) -> Iterator[str]:
    """What a reader needs to see that the prescription is done as it was written."""
    of_work = 0
    rows: list[tuple[float, int, str]] = []
    for row in transcript(session.log, session.speaker.log(session.now)):
        tone = row.text if row.kind == "tone" else ""
        of_work = 1 if tone == Tone.START else 0 if tone == Tone.END else of_work + (of_work > 0 and row.kind == "say")
        if of_work <= 5 and is_key(row):
            rows.append((row.t0, 0, str(row)))
    kept = [record for record in session.records if record.kind not in {"step", "finished"}]
    rows += [(record.at, 1, kept_line(record)) for record in kept]
    return (line for _, _, line in sorted(rows, key=lambda one: one[:2]))


def is_key(row: TranscriptRow) -> bool:
    if row.kind == "tone":
        return row.text in {Tone.START, Tone.END}
    return row.kind == "heard" or row.role != Role.TIP


def kept_line(record: Record) -> str:
    return f"{clock(record.at, 1):>8}  kept   {record.kind} {record.value} {record.exercise}".rstrip()
