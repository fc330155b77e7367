"""The plugin for pytest, as a project sees it that tests a routine of its own: in a process of its own."""

from __future__ import annotations

from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

ROUTINE = """
title: Mine
exercises:
  - {name: Plank, do: {hold: 20s}}
"""
PASSES = """
about: A pause in the hold.
routine: mine.yaml
lasts: 60s
user: [{at: 2s into hold, say: pause now}]
expect: [{heard: pause, within: 0.1s after line 1}]
"""
FAILS = PASSES.replace("heard: pause", "heard: next")
KNOWN = "\nknown_failure: Not yet."

heard = pytest.mark.skipif(
    not find_library("espeak-ng"),
    reason="libespeak-ng1 is not installed",
)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a routine, and pytest as strict as it can be."""
    pytester.makeini(
        "[pytest]\nxfail_strict = true\nfilterwarnings = error\naddopts = --strict-markers --strict-config"
    )
    pytester.path.joinpath("mine.yaml").write_text(ROUTINE, "utf-8")
    return pytester


def scenario(project: pytest.Pytester, name: str, text: str) -> Path:
    path = project.path / f"{name}.scenario.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_a_test_and_its_verdict_the_outcome(project: pytest.Pytester) -> None:
    scenario(project, "passing", PASSES)
    scenario(project, "failing", FAILS)
    scenario(project, "broken", PASSES.replace("routine:", "routin:"))
    scenario(project, "known", FAILS + KNOWN)
    scenario(project, "passes-now", PASSES + KNOWN)
    project.path.joinpath("no-scenario.yaml").write_text("title: [", "utf-8")

    result = project.runpytest_subprocess("-v")

    result.assert_outcomes(passed=1, failed=3, xfailed=1)
    result.stdout.fnmatch_lines_random(
        [
            "passing.scenario.yaml::passing PASSED*",
            "failing.scenario.yaml::failing FAILED*",
            "broken.scenario.yaml::broken FAILED*",
            "known.scenario.yaml::known XFAIL (Not yet.)*",
            "passes-now.scenario.yaml::passes-now FAILED*",
        ]
    )


def test_a_failure_shows_the_report_and_no_traceback(project: pytest.Pytester) -> None:
    scenario(project, "failing", FAILS)
    shown = project.runpytest_subprocess().stdout
    shown.fnmatch_lines(
        [
            "A pause in the hold.",
            "*  you     pause now",
            "*  heard   pause now -> pause",
            "  MISSED  heard next within 0.1s after line 1",
            "          not from *; there was heard pause*",
            "failing: failed, 1 of 1 expectations not met *",
        ]
    )
    shown.no_fnmatch_line("*Traceback*")
    shown.no_fnmatch_line("*.py:*")


def test_a_file_with_a_mistake_shows_the_place(project: pytest.Pytester) -> None:
    scenario(project, "broken", PASSES.replace("routine:", "routin:"))
    shown = project.runpytest_subprocess().stdout
    shown.fnmatch_lines(["error: *broken.scenario.yaml:3:1: unknown key 'routin', did you mean 'routine'?"])
    shown.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PASSES.replace("mine.yaml", "yours.yaml"), "error: *yours.yaml*"),
        (PASSES + "recogniser: vosk", "error: There is no model for the language en."),
    ],
    ids=["no routine", "no recogniser"],
)
def test_what_cannot_be_played_is_an_error_and_no_known_failure(
    project: pytest.Pytester, text: str, message: str
) -> None:
    scenario(project, "known", text + KNOWN)
    result = project.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])


def test_no_known_failure_excuses_a_line_that_did_not_come(project: pytest.Pytester) -> None:
    scenario(project, "known", FAILS.replace("into hold", "into rest") + KNOWN)
    result = project.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["  MISSED  line 1 happens 2s into rest"])


def test_golden_journals_are_written_anew_on_demand(project: pytest.Pytester) -> None:
    scenario(project, "golden", PASSES + "golden: golden.journal")
    golden = project.path / "golden.journal"

    project.runpytest_subprocess().assert_outcomes(failed=1)
    assert not golden.exists()
    project.runpytest_subprocess("--update-golden").assert_outcomes(passed=1)
    assert "Heard command=pause" in golden.read_text("utf-8")
    project.runpytest_subprocess().assert_outcomes(passed=1)
    golden.write_text("", "utf-8")
    project.runpytest_subprocess().assert_outcomes(failed=1)


@pytest.mark.skipif(not find_spec("matplotlib"), reason="the extra room is not installed")
def test_pictures_are_left_of_what_failed_and_of_nothing_else(project: pytest.Pytester) -> None:
    scenario(project, "passing", PASSES)
    scenario(project, "failing", FAILS)
    project.runpytest_subprocess("--scenario-out", "out/pictures").assert_outcomes(passed=1, failed=1)
    assert [path.name for path in (project.path / "out" / "pictures").iterdir()] == ["failing.png"]


def test_python_tests_have_a_user_and_a_session(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        from voice_coach.errors import ScenarioError

        def test_a_pause(coach_user, coach_session):
            coach_user.say("pause now", at="2s into hold")
            coach_user.press("resume", at="3s after line 1")
            session = coach_session("mine.yaml", lasts="60s")
            session.expect(heard="pause", within="0.1s after line 1")
            session.expect(obeyed="resume", at="0s after line 2")
            session.expect(never={"heard": "next"})
            session.expect(order=[{"state": "hold"}, {"state": "paused"}])
            assert session.performance.scenario.name == "test_a_pause"

        def test_a_miss_is_an_assertion_with_the_report(coach_user, coach_session):
            coach_user.say("pause now", at="2s into hold")
            session = coach_session("mine.yaml", lasts="60s")
            with pytest.raises(AssertionError, match="MISSED  heard next"):
                session.expect(heard="next")

        def test_keys_are_checked_as_in_a_file(coach_user, coach_session):
            coach_user.say("pause now", at="soon")
            with pytest.raises(ScenarioError, match="'at' must be a moment"):
                coach_session("mine.yaml")

        def test_a_line_that_does_not_come_is_a_failure(coach_user, coach_session):
            coach_user.say("pause now", at="2s into rest")
            with pytest.raises(AssertionError, match="MISSED  line 1 happens 2s into rest"):
                coach_session("mine.yaml", lasts="60s")

        def test_a_session_without_a_word(coach_session):
            coach_session("mine.yaml").expect(state="finished")

        def test_that_fails(coach_session):
            coach_session("mine.yaml").expect(state="asking")
        """
    )
    result = project.runpytest_subprocess()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["*MISSED  state asking"])


@heard
def test_python_tests_have_a_room(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        def test_the_room_is_the_one_that_was_asked_for(coach_user, coach_room, coach_session):
            coach_room.walls["voice"] = "-30 dB"
            coach_room.walls["reverberation"] = "0s"
            coach_room.add(kind="pink", level="-10 dB")
            coach_user.say("pause now", at="1s", voice="espeak-ng en", level="3 dB")
            session = coach_session("mine.yaml", recogniser="phones", lasts="2s")
            scenario = session.performance.scenario
            assert scenario.acoustics().voice_db == -30
            assert scenario.noise[0].kind == "pink"
            assert scenario.user[0].level == 3
            assert 1.9 < len(session.performance.heard) / 16000 < 2.1
            assert len(session.performance.lines) == 1
        """
    )
    project.runpytest_subprocess().assert_outcomes(passed=1)


def test_recordings_are_named_from_the_tests_folder(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest
        from pathlib import Path
        from voice_coach.errors import VoiceCoachError

        def test_it(coach_user, coach_session, request):
            coach_user.play(Path("me.wav"), at="1s")
            with pytest.raises(VoiceCoachError) as caught:
                coach_session("mine.yaml", recogniser="phones", lasts="2s")
            assert str(request.path.parent / "me.wav") in caught.value.message
        """
    )
    project.runpytest_subprocess().assert_outcomes(passed=1)
