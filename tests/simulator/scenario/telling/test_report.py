"""The verdict on a played scenario, and how it is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulator.scenario.made import performed, scenario
from voice_coach.errors import ScenarioError
from voice_coach.simulator.scenario.scenario import FaultKind, LineForm
from voice_coach.simulator.scenario.telling.performance import Performance
from voice_coach.simulator.scenario.telling.report import Verdict, report, said, summary, verdict
from voice_coach.simulator.scenario.timing import TimeSpan

MET = {"heard": "pause"}
MISSED = {"heard": "next"}


def of(*expectations: dict[str, str], **keys: object) -> Performance:
    return performed(scenario(about="A pause.", expect=[*expectations], **keys))


@pytest.mark.parametrize(
    ("performance", "became", "good"),
    [
        (of(), Verdict.PASSED, True),
        (of(MET), Verdict.PASSED, True),
        (of(MET, MISSED), Verdict.FAILED, False),
        (of(MISSED, known_failure="Too loud."), Verdict.KNOWN_FAILURE, True),
        (of(MET, MISSED, known_failure="Too loud."), Verdict.KNOWN_FAILURE, True),
        (of(MET, known_failure="Too loud."), Verdict.PASSES_NOW, False),
    ],
)
def test_a_known_failure_must_fail_and_all_others_must_not(
    performance: Performance, became: Verdict, *, good: bool
) -> None:
    found = verdict(performance, performance.findings())
    assert found is became
    assert found.good is good


@pytest.mark.parametrize(
    ("performance", "line"),
    [
        (of(MET), "made: passed [scripted, 12 s in 0.1 s]"),
        (of(MET, MISSED), "made: failed, 1 of 2 expectations not met [scripted, 12 s in 0.1 s]"),
        (of(MISSED, known_failure="Too loud."), "made: known failure (Too loud.) [scripted, 12 s in 0.1 s]"),
        (
            of(MET, known_failure="Too loud."),
            "made: passes, and is marked as a known failure (Too loud.) [scripted, 12 s in 0.1 s]",
        ),
    ],
)
def test_a_line_sums_up(performance: Performance, line: str) -> None:
    assert summary(performance, performance.findings()) == line


def test_the_report_has_both_voices_what_was_heard_and_every_expectation() -> None:
    performance = of(MET, MISSED, user=[{"at": "4.2s", "say": "pause now"}])
    performance = replace(performance, lines=(TimeSpan(4.2, 4.9),))
    assert report(performance, performance.findings()).splitlines() == [
        "A pause.",
        "    0:00.00  coach   Sit tall.",
        "    0:01.00  notice  The microphone is gone.",
        "    0:03.00  tone    start",
        "    0:04.20  you     pause now",
        "    0:04.50  coach   Breathe slowly.  [cut at 0:05.00]",
        "    0:05.00  heard   pause now -> pause",
        "    0:05.00  coach   Paused.",
        "  good    heard pause",
        "  MISSED  heard next",
        "          not from 0.00 s to the end; there was heard pause (pause now) at 5.00 s, obeyed pause at 5.00 s",
        "made: failed, 1 of 2 expectations not met [scripted, 12 s in 0.1 s]",
    ]


def test_no_known_failure_excuses_a_line_or_a_fault_that_did_not_come_or_a_golden_journal_that_differs(
    tmp_path: Path,
) -> None:
    late = "1s into motion"
    for more in (
        {"user": [{"at": late, "say": "next"}]},
        {"faults": [{"at": late, "fault": FaultKind.VOICE_FAILS}]},
        {"golden": str(tmp_path / "none.journal")},
    ):
        performance = of(MISSED, known_failure="Too loud.", **more)
        assert verdict(performance, performance.findings()) is Verdict.FAILED


def test_a_line_whose_moment_did_not_come_is_a_failure() -> None:
    two = scenario(user=[{"at": "4s", "say": "next"}, {"at": "1s into motion", "say": "skip"}])
    (finding,) = performed(two, lines=(TimeSpan(4.0, 4.5),)).findings()
    assert (finding.expected, finding.met) == ("line 2 happens 1s into motion", False)
    assert finding.found == "its moment did not come"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ({"say": "next"}, "next"),
        ({"play": "folder/me.wav"}, "[me.wav]"),
        ({"press": "more_time"}, "[key more_time]"),
    ],
)
def test_what_a_user_does_is_told_in_a_few_words(act: dict[str, str], words: str) -> None:
    assert said(LineForm.model_validate({"at": "1s", **act})) == words


def test_a_golden_journal_is_held_against_the_session_line_by_line(tmp_path: Path) -> None:
    golden = tmp_path / "made.journal"
    performance = performed(scenario(golden=str(golden)))

    def finding(text: str | None = None) -> tuple[bool, str]:
        if text is not None:
            golden.write_text(text, "utf-8")
        (found,) = performance.findings()
        assert found.expected == "it goes as made.journal says"
        return found.met, found.found

    assert finding() == (False, "there is no such file; --update writes it")
    assert finding(performance.journal) == (True, "5 lines are the same")
    lines = performance.journal.splitlines()
    two, five = lines[1].strip(), lines[4].strip()
    assert finding("\n".join([lines[0], "changed", *lines[2:]])) == (False, f"line 2 is not 'changed' but {two!r}")
    assert finding("\n".join(lines[:-1])) == (False, f"line 5 is not '(the end)' but {five!r}")
    assert finding(performance.journal + "more") == (False, "line 6 is not 'more' but '(the end)'")
    assert finding("") == (False, f"line 1 is not '(the end)' but {lines[0].strip()!r}")


def test_a_golden_journal_is_written_where_there_is_one(tmp_path: Path) -> None:
    golden = tmp_path / "made.journal"
    performance = performed(scenario(golden=str(golden)))
    performance.update_golden()
    assert golden.read_text("utf-8") == performance.journal
    performed().update_golden()
    with pytest.raises(ScenarioError, match=r"Cannot write .*: No such file"):
        performed(scenario(golden=str(tmp_path / "none" / "made.journal"))).update_golden()


def test_a_golden_journal_that_is_a_folder_or_no_text_is_not_the_same(tmp_path: Path) -> None:
    performance = performed(scenario(golden=str(tmp_path)))
    assert not performance.findings()[0].met
    (tmp_path / "latin.journal").write_bytes(b"caf\xe9")
    performance = performed(scenario(golden=str(tmp_path / "latin.journal")))
    assert not performance.findings()[0].met
