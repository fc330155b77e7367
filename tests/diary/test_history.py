"""What sessions leave for later ones."""

import json
import os
import signal
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.diary_kills import forked
from voice_coach.app.components import Components
from voice_coach.core.effects import Record
from voice_coach.core.plan.load import Named, Weight
from voice_coach.core.plan.routine import Exercise, Movement, Reps, Routine
from voice_coach.core.plan.steps import UNKNOWN_PAIN
from voice_coach.diary.history import WAITS_S, History
from voice_coach.errors import JournalError
from voice_coach.session.options import RunOptions
from voice_coach.storage import alone_with


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.json"


def test_a_new_history_knows_nothing_and_writes_nothing(path: Path) -> None:
    history = History(path)

    assert history.remembered("desk-break").paces == {}
    assert history.notice == ""
    assert not path.exists()


def test_pain_is_remembered_until_the_exercise_is_done_without_it(path: Path) -> None:
    history = History(path)
    for name in ("Twist", "Child's pose"):
        history.record("desk-break", Record("pain", name, UNKNOWN_PAIN, 30.0))
    history.record("desk-break", Record("pain", "Twist", 6, 31.0))
    history.record("desk-break", Record("step", "Twist", 1, 40.0))  # its other side, in the same session

    later = History(path)
    assert later.remembered("desk-break").pain == {"Twist": 6, "Child's pose": UNKNOWN_PAIN}
    later.record("desk-break", Record("step", "Twist", 1, 10.0))
    assert History(path).remembered("desk-break").pain == {"Child's pose": UNKNOWN_PAIN}


def test_a_new_session_tells_what_hurt_in_the_last_one(path: Path) -> None:
    twist = Exercise("Twist", (Reps(2, (Movement("turn", 2.0), Movement("return", 2.0))),))
    components = Components(Routine("twist", "Twist", (twist,)), RunOptions())
    history = History(path)
    history.record("twist", Record("pain", "Twist", 7, 31.0))
    coach = components.coach(history=history)
    assert [form.hurt for form in coach.place.forms] == [7]


def test_records_are_there_in_the_next_session(path: Path) -> None:
    history = History(path)
    for record in (
        Record("step", "Cat cow", 1, 10.0),
        Record("step", "Cat cow", 1, 20.0),
        Record("pace", "Cat cow", 1, 21.0),
        Record("pace", "Cat cow", -1, 22.0),
        Record("pain", "Child's pose", 6, 30.0),
        Record("skip", "Child's pose", 1, 31.0),
        Record("finished", "", 1.0, 40.0),
    ):
        history.record("desk-break", record)

    later = History(path)
    assert later.remembered("desk-break").paces == {"Cat cow": -1}
    assert later.remembered("desk-break").done == {"Cat cow": 2}
    assert later.remembered("desk-break").pain == {"Child's pose": 6}
    assert later.remembered("thoracic-mini").paces == {}
    assert json.loads(path.read_text("utf-8"))["routines"]["desk-break"]["skipped"] == {"Child's pose": 1}
    assert json.loads(path.read_text("utf-8"))["routines"]["desk-break"]["finished"] == 1


def test_a_session_that_was_ended_early_is_not_counted_as_finished(path: Path) -> None:
    history = History(path)
    history.record("desk-break", Record("finished", "", 300.0, 300.0))
    history.record("desk-break", Record("ended", "", 40.0, 40.0))

    assert json.loads(path.read_text("utf-8"))["routines"]["desk-break"]["finished"] == 1


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"version":1}',
        b'{"version":2,"routines":{}}',
        b'{"version":1,"routines":{"a":{"paces":{"x":"fast"}}}}',
    ],
)
def test_a_damaged_history_is_set_aside_and_kept(path: Path, damaged: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damaged)

    history = History(path)

    aside = path.with_name("history-damaged-1.json")
    assert aside.read_bytes() == damaged
    assert str(aside) in history.notice
    assert history.remembered("desk-break").paces == {}


def test_a_second_damaged_history_does_not_replace_the_first(path: Path) -> None:
    path.parent.mkdir()
    for text in ("one", "two"):
        path.write_text(text)
        History(path)

    assert path.with_name("history-damaged-1.json").read_text() == "one"
    assert path.with_name("history-damaged-2.json").read_text() == "two"


def test_no_half_written_file_stays(path: Path) -> None:
    History(path).record("desk-break", Record("pace", "Cat cow", 1, 1.0))

    assert sorted(file.name for file in path.parent.iterdir()) == [".history.json-lock", "history.json"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_two_that_record_at_once_lose_nothing_of_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda _: None)  # a busy disk would take longer than is waited for

    def records(who: str) -> None:
        history = History(path)
        for number in range(1, 41):
            history.record("row", Record("step", who, 1, 1.0), who, number)

    other = forked(lambda: records("other"))
    records("one")
    assert os.waitpid(other, 0)[1] == 0
    assert History(path).remembered("row").done == {"one": 40, "other": 40}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_one_that_was_killed_in_the_middle_of_a_change_is_in_nobodys_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()

    def dies() -> None:
        with alone_with(path, 0.0):
            os.kill(os.getpid(), signal.SIGKILL)

    os.waitpid(forked(dies), 0)
    clock = SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda _: pytest.fail("it waits"))
    monkeypatch.setattr("voice_coach.storage.time", clock)
    History(path).record("row", Record("step", "Row", 1, 1.0))
    assert History(path).remembered("row").done == {"Row": 1}


def test_one_that_is_stopped_in_the_middle_of_a_change_is_not_waited_for_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = count(step=0.01)
    clock = SimpleNamespace(monotonic=lambda: next(now), sleep=lambda _: None)
    monkeypatch.setattr("voice_coach.storage.time", clock)
    path.parent.mkdir()
    with alone_with(path, 0.0):
        History(path).record("row", Record("step", "Row", 1, 1.0))
    assert History(path).remembered("row").done == {"Row": 1}
    assert next(now) < 2 * WAITS_S


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a folder should be")

    with pytest.raises(JournalError, match="cannot be"):
        History(tmp_path / "data" / "history.json").record("desk-break", Record("pace", "Cat cow", 1, 1.0))


def test_an_unknown_kind_of_record_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="no kind of record: mood"):
        History(path).record("desk-break", Record("mood", "Cat cow", 1, 1.0))


def test_a_history_of_before_names_were_told_apart_belongs_to_the_first_of_a_name(path: Path) -> None:
    path.parent.mkdir()
    before = {"paces": {"Bridge": -1}, "done": {}, "skipped": {}, "pain": {"Bridge": 4}, "finished": 1}
    path.write_text(json.dumps({"version": 1, "routines": {"twice": before}}), "utf-8")
    bridges = tuple(Exercise("Bridge", (Reps(3, (Movement("Up", 3.0),)),)) for _ in range(2))
    components = Components(Routine("twice", "Twice", bridges), RunOptions())
    history = History(path)

    def paces() -> list[int]:
        return [form.pace for form in components.coach(history=history).place.forms]

    assert paces() == [-1, 0]
    history.record("twice", Record("pace", components.plan.keys[1], 2, 1.0))
    assert paces() == [-1, 2]


def test_a_history_of_before_loads_and_efforts_keeps_what_it_has(path: Path) -> None:
    path.parent.mkdir()
    before = {"paces": {"Row": 1}, "done": {"Row": 9}, "skipped": {}, "pain": {"Row": 4}, "finished": 3}
    path.write_text(json.dumps({"version": 2, "routines": {"row": before}, "counted": {"a": 7}}), "utf-8")

    history = History(path)
    history.record("row", Record("load", "Row", 2, 1.0), journal="a", number=7)
    history.record("row", Record("load", "Row", 1, 1.0), journal="a", number=8)

    assert not history.notice
    known = History(path).remembered("row")
    assert (known.paces, known.done, known.pain, known.finished) == ({"Row": 1}, {"Row": 9}, {"Row": 4}, 3)
    assert known.loads == {"Row": 1}


def test_the_last_load_effort_and_reach_are_kept_and_begin_the_next_session(path: Path) -> None:
    history = History(path)
    for kind, values in (("load", (1, 2)), ("effort", (6, 8)), ("reached", (14, 11)), ("pain_today", (3,))):
        for value in values:
            history.record("row", Record(kind, "Row", value, 1.0))

    known = History(path).remembered("row")
    assert (known.loads, known.efforts, known.reached) == ({"Row": 2}, {"Row": 8}, {"Row": 11})
    row = Exercise("Row", (Reps(9, to_failure=True),), load=Weight((20.0,), step=2.5))
    (form,) = Components(Routine("row", "Row", (row,)), RunOptions()).forms(History(path))
    assert (form.load, form.reached) == (2, 11)


def test_a_load_that_the_routine_has_no_more_is_forgotten(path: Path) -> None:
    history = History(path)
    history.record("row", Record("load", "Row", 2, 1.0))
    bands = Exercise("Row", (Reps(9),), load=Named(("a red band", "a green band")))
    (form,) = Components(Routine("row", "Row", (bands,)), RunOptions()).forms(history)
    assert form.load == 0
