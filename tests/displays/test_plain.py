"""The log of a machine without a screen: one line a change."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status
from voice_coach.displays.labels import Labels
from voice_coach.displays.plain import Plain
from voice_coach.language.language import load_language

LABELS = Labels(load_language("en").screen)


class Clock:
    """A session clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def lines(clock: Clock, out: io.StringIO) -> Callable[..., list[str]]:
    plain = Plain(LABELS, clock, out)

    def shown(*statuses: tuple[float, Status]) -> list[str]:
        for now, status in statuses:
            clock.now = now
            plain.show(status)
        return out.getvalue().splitlines()

    return shown


def test_a_step_is_one_line_however_often_it_is_shown(lines: Callable[..., list[str]], holding: Status) -> None:
    quiet = replace(holding, heard=None)

    assert lines((0.0, quiet), (5.0, replace(quiet, left_s=535.0)), (6.0, replace(quiet, ends_at=40.0))) == [
        "[00:00] Back rotation: hold 30 s, left side, set 1 of 2"
    ]


def test_a_new_step_a_pause_and_the_end_are_lines(lines: Callable[..., list[str]], holding: Status) -> None:
    quiet = replace(holding, heard=None)

    assert lines(
        (0.0, replace(quiet, state=State.WAITING)),
        (0.5, quiet),
        (12.0, replace(quiet, state=State.PAUSED, ends_at=None, remaining_s=18.0)),
        (70.0, replace(quiet, state=State.ASKING, question="Start over? Yes or no?")),
        (80.0, replace(quiet, state=State.REP, phase=State.REP, reps=8, side=None, sets=1, ends_at=None)),
        (90.0, replace(quiet, state=State.SETUP, phase=State.SETUP, side=None, sets=1, ends_at=None)),
        (95.0, replace(quiet, state=State.MOTION, phase=State.MOTION, side=None, sets=1, ends_at=155.0)),
        (600.0, replace(quiet, state=State.FINISHED)),
    ) == [
        "[00:00] Back flexibility: ready when you are",
        "[00:00] Back rotation: hold 30 s, left side, set 1 of 2",
        "[00:12] paused (Back rotation: hold)",
        "[01:10] question: Start over? Yes or no?",
        "[01:20] Back rotation: reps 8",
        "[01:30] Back rotation: get into position",
        "[01:35] Back rotation: keep moving 1:00",
        "[10:00] Back flexibility: finished",
    ]


def test_a_pause_of_the_welcome_names_no_exercise(lines: Callable[..., list[str]], holding: Status) -> None:
    welcome = replace(holding, state=State.PAUSED, phase=State.INTRO, exercise="", heard=None)

    assert lines((3.0, welcome)) == ["[00:03] paused (welcome)"]


def test_what_was_heard_is_told_once(lines: Callable[..., list[str]], holding: Status) -> None:
    again = replace(holding, heard=HeardNote("yes", obeyed=False, reason="not-asked"))

    assert lines((0.0, holding), (1.0, holding), (2.0, again), (3.0, again)) == [
        '[00:00] heard "time left"',
        "[00:00] Back rotation: hold 30 s, left side, set 1 of 2",
        '[00:02] heard "yes", not taken: nothing was asked',
    ]


def test_no_key_is_told_when_a_session_begins_by_itself(lines: Callable[..., list[str]], holding: Status) -> None:
    begun = replace(holding, heard=HeardNote("start", obeyed=True, pressed=True))

    assert lines((0.0, begun)) == ["[00:00] Back rotation: hold 30 s, left side, set 1 of 2"]


def test_sleep_is_told(lines: Callable[..., list[str]], holding: Status) -> None:
    quiet = replace(holding, heard=None)

    assert lines((0.0, quiet), (1.0, replace(quiet, asleep=True)), (9.0, quiet))[1:] == [
        "[00:01] not listening",
        "[00:09] listening again",
    ]


def test_speech_and_notices_are_lines(clock: Clock, out: io.StringIO) -> None:
    plain = Plain(LABELS, clock, out)
    clock.now = 61.9
    plain.spoken("Lie on your back.")
    plain.notice("No microphone: use the keys.")
    plain.close()

    assert out.getvalue() == "[01:01] - Lie on your back.\n[01:01] note: No microphone: use the keys.\n"
