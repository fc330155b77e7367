"""The round of all checks, and the process that measures: what breaks, hangs or crashes there stops nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest

from voice_coach.app.doctor import child, hearing, sound
from voice_coach.app.doctor.checkup import as_json, as_text, check_up, has_failed, summary
from voice_coach.app.doctor.child import measure
from voice_coach.app.doctor.diagnosis import Diagnosis, MachineVisit, failed, good, skipped, warning
from voice_coach.app.doctor.measured import LibrariesLoaded, WordSpoken
from voice_coach.errors import AudioError, VoiceCoachError
from voice_coach.session.options import RunOptions


def breaks(_visit: MachineVisit) -> Diagnosis:
    raise ZeroDivisionError("by zero")


def refuses(_visit: MachineVisit) -> Diagnosis:
    raise AudioError("no-device", "There is none.", "Plug one in.")


def test_a_check_that_breaks_has_failed_and_the_others_go_on() -> None:
    told: list[str] = []
    found = check_up(
        MachineVisit(RunOptions()),
        lambda name, _: told.append(name),
        {"one": breaks, "two": refuses, "three": lambda _: good("It is there.")},
    )
    assert told == ["one", "two", "three"]
    assert found["one"] == failed("The check itself broke: ZeroDivisionError: by zero", "Please report this.")
    assert found["two"] == failed("There is none.", "Plug one in.")
    assert found["three"] == good("It is there.")


def test_a_check_that_hangs_is_noted_for_the_next_ones(child_is: Becomes, monkeypatch: pytest.MonkeyPatch) -> None:
    child_is("import signal; signal.pause()")
    monkeypatch.setattr(child, "LIMIT_S", 0.1)
    visit = MachineVisit(RunOptions())
    found = check_up(visit, lambda *_: None, {"libraries": hearing.libraries, "microphone": sound.microphone})
    assert visit.hung == {"libraries"}
    assert "hung" in found["libraries"].found
    assert found["microphone"].found.startswith("The sound hangs")


def test_a_check_knows_what_the_ones_before_have_found() -> None:
    found = check_up(
        MachineVisit(RunOptions()),
        lambda *_: None,
        {"one": breaks, "two": lambda visit: good("x") if visit.has("one") else skipped("There is no one.")},
    )
    assert found["two"] == skipped("There is no one.")


def test_what_was_found_is_told_with_what_to_do_below() -> None:
    assert as_text("disk", good("Fine.")) == "good    disk        Fine."
    assert as_text("disk", warning("Slow.", "Mend it.")).splitlines()[1].split(maxsplit=1) == ["Mend", "it."]


def test_only_what_has_failed_counts_as_failed() -> None:
    fine = {"a": good("x"), "b": warning("x", "y"), "c": skipped("x")}
    assert not has_failed(fine)
    assert has_failed({**fine, "d": failed("x", "y")})
    assert summary(fine) == "1 good, 1 with a warning, 1 skipped"
    assert json.loads(as_json(fine))["checks"][1] == {"name": "b", "grade": "warning", "found": "x", "advice": "y"}


Becomes = Callable[[str], None]


@pytest.fixture
def child_is(monkeypatch: pytest.MonkeyPatch) -> Becomes:
    """Put a program of a line in the place of the process that measures."""
    return lambda program: monkeypatch.setattr(child, "COMMAND", (sys.executable, "-S", "-c", program))


def test_the_answer_comes_behind_lines_for_a_person(child_is: Becomes) -> None:
    told: list[str] = []
    child_is("""print("Say: pause now"); print('{"seconds": 0.5}')""")
    assert measure(WordSpoken, "voice", RunOptions(), told.append) == WordSpoken(0.5)
    assert told == ["Say: pause now"]


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import signal; signal.pause()", "measuring-hung"),
        ("import os; os.abort()", "measuring-crashed"),
        ("""print('{"error": "There is none.", "hint": "Plug one in."}')""", "measuring-failed"),
    ],
)
def test_what_hangs_crashes_or_fails_there_is_told(
    child_is: Becomes, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    child_is(program)
    if "hung" in code:
        monkeypatch.setattr(child, "LIMIT_S", 0.3)
    with pytest.raises(VoiceCoachError) as raised:
        measure(WordSpoken, "voice", RunOptions())
    assert raised.value.code == code


def test_the_libraries_are_loaded_in_a_process_of_their_own() -> None:
    found = measure(LibrariesLoaded, "libraries", RunOptions())
    assert found.problems["numpy"] == ""
    assert found.problems.keys() == {"numpy", "vosk", "pyttsx3", "PortAudio"}


def test_a_measurement_says_why_it_failed() -> None:
    with pytest.raises(VoiceCoachError, match=r"talk\.wav is no microphone"):
        measure(WordSpoken, "microphone", RunOptions(microphone="talk.wav"))
