"""What the figures of microphone and loudspeaker mean; no device is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from voice_coach.app.doctor import sound
from voice_coach.app.doctor.diagnosis import Diagnosis, Grade, MachineVisit, failed, good, warning
from voice_coach.app.doctor.measured import EchoHeard, RoomNoise, SayingHeard, SilencePlayed
from voice_coach.session.options import RunOptions

ROOM = RoomNoise("Jabra", seconds=3.0, level_db=-52.0, zeros=0.01, clipped=0.0, overflows=0)
SILENCE = SilencePlayed("Jabra", rate=48_000, latency_s=0.11, underflows=0, stalled_s=0.01)
ECHO = EchoHeard(delay_s=0.18, loss_db=14.0, noise_db=-52.0, clipped=False, reverberation_s=0.4)


@pytest.mark.parametrize(
    ("differs", "grade", "words"),
    [
        ({}, Grade.GOOD, "-52 dBFS"),
        ({"zeros": 1.0, "level_db": -120.0}, Grade.FAILED, "muted"),
        ({"zeros": 0.7}, Grade.WARNING, "70% is exact silence"),
        ({"clipped": 0.01}, Grade.WARNING, "clips"),
        ({"level_db": -90.0}, Grade.WARNING, "very soft"),
        ({"level_db": -20.0}, Grade.WARNING, "very loud"),
        ({"overflows": 3}, Grade.WARNING, "lost 3 times"),
    ],
)
def test_what_the_noise_of_a_room_says(differs: dict[str, Any], grade: Grade, words: str) -> None:
    found = sound.room_noise(replace(ROOM, **differs))
    assert found.grade is grade
    assert words in found.found
    assert bool(found.advice) is (grade is not Grade.GOOD)


@pytest.mark.parametrize(
    ("differs", "grade", "words"),
    [
        ({}, Grade.GOOD, "110 ms"),
        ({"underflows": 2}, Grade.WARNING, "2 gaps"),
        ({"latency_s": 0.5}, Grade.WARNING, "late"),
        ({"stalled_s": 0.9}, Grade.FAILED, "takes no sound"),
    ],
)
def test_what_a_second_of_silence_says(differs: dict[str, Any], grade: Grade, words: str) -> None:
    found = sound.played(replace(SILENCE, **differs))
    assert found.grade is grade
    assert words in found.found


@pytest.mark.parametrize(
    ("differs", "grade", "words"),
    [
        ({}, Grade.GOOD, "after 180 ms, 14 dB softer, and the room rings for 0.4 s"),
        ({"reverberation_s": None}, Grade.GOOD, "14 dB softer."),
        ({"delay_s": None, "loss_db": None}, Grade.WARNING, "Nothing"),
        ({"loss_db": -3.0}, Grade.GOOD, "3 dB louder"),
        ({"gaps": True, "delay_s": None}, Grade.WARNING, "with gaps"),
        ({"clipped": True}, Grade.WARNING, "clips"),
        ({"delay_s": 0.49}, Grade.WARNING, "too late for echo control"),
    ],
)
def test_what_a_sweep_says(differs: dict[str, Any], grade: Grade, words: str) -> None:
    found = sound.echo_heard(replace(ECHO, **differs))
    assert found.grade is grade
    assert words in found.found


@pytest.mark.parametrize(
    ("heard", "obeyed", "grade"),
    [("pause now", True, Grade.GOOD), ("paws", False, Grade.WARNING), ("", False, Grade.WARNING)],
)
def test_who_says_nothing_may_have_gone(heard: str, obeyed: bool, grade: Grade) -> None:
    assert sound.said(SayingHeard("pause now", heard, obeyed)).grade is grade


def visit(**differs: Any) -> MachineVisit:  # noqa: ANN401 - any field of a visit
    return replace(MachineVisit(RunOptions()), **differs)


def test_a_session_keeps_its_devices_to_itself() -> None:
    beside = visit(running_since=datetime(2026, 1, 1, tzinfo=UTC))
    assert sound.microphone(beside).grade is sound.loudspeaker(beside).grade is Grade.SKIPPED


def test_what_hangs_is_not_waited_for_again() -> None:
    assert sound.microphone(visit(hung={"libraries"})).grade is Grade.SKIPPED
    assert sound.loudspeaker(visit(hung={"microphone"})).grade is Grade.SKIPPED


@pytest.mark.parametrize("microphone", [failed("x", "y"), Diagnosis(Grade.SKIPPED, "x")])
def test_what_needs_a_microphone_is_skipped_without_one(microphone: Diagnosis) -> None:
    known = visit(
        diagnoses={"microphone": microphone, "loudspeaker": good("x"), "recogniser": good("x")}, tell=lambda _: None
    )
    assert sound.echo(known).grade is sound.understood(known).grade is Grade.SKIPPED


def test_nobody_is_asked_who_is_not_there() -> None:
    found = sound.understood(visit(diagnoses={"microphone": warning("x", "y"), "recogniser": good("x")}))
    assert found.grade is Grade.SKIPPED
    assert "Nobody was asked" in found.found
