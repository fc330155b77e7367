"""The loop: what it writes down before it acts, who gets what, and when it ends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import pytest

from tests.journal.headers import HEADER
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Record, Show
from voice_coach.core.events import DeadlinePassed, Event, Pressed, SpeechFinished
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Exercise, Hold, Routine, Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import ListeningError
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.port import MICROPHONE_ENDED
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.writer import begun
from voice_coach.language.language import load_language
from voice_coach.listening.ear import Ear
from voice_coach.session.loop import Loop
from voice_coach.session.performer import Performer
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Sound, Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice

ROUTINE = Routine("short", "Short", (Exercise("Pose", (Hold(10.0),)),), "Move gently.")


class Diary:
    """A log that also hears what is shown and remembered, to see what comes first."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, object]] = []

    def write(self, event: Event, now: Seconds) -> None:
        self.lines.append(("event", (now, event)))

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        self.lines.append(("effects", (now, effects)))

    def show(self, status: Status) -> None:
        self.lines.append(("shown", status))

    def remember(self, record: Record) -> None:
        self.lines.append(("remembered", record))

    def of(self, kind: str) -> list[object]:
        return [what for which, what in self.lines if which == kind]


def session(*events: Event, stays: bool = False) -> tuple[Loop, Diary]:
    wording = load_language("en").wording
    diary, speaker = Diary(), Speaker(EstimatedVoice())
    loop = Loop(
        Coach(compile_plan(ROUTINE), wording),
        VirtualInbox(events),
        speaker,
        Performer(speaker, (diary.show,), diary.remember),
        diary,
        notice=pytest.fail,
        stays=stays,
    )
    return loop, diary


START = Pressed(Command.START, 0.0)


def test_an_event_is_written_down_before_it_acts_and_effects_before_they_are_performed() -> None:
    loop, diary = session(START)
    loop.run()
    kinds = [kind for kind, _ in diary.lines]
    for number, kind in enumerate(kinds):
        if kind == "effects":
            assert kinds[number - 1] == "event"
        if kind in {"shown", "remembered"}:
            assert kinds[number - 1] in {"effects", "shown", "remembered"}


def test_every_effect_reaches_its_part() -> None:
    loop, diary = session(START)
    loop.run()
    ordered = [effect for _, effects in map(_pair, diary.of("effects")) for effect in effects]
    assert [effect.status for effect in ordered if isinstance(effect, Show)] == diary.of("shown")
    assert [effect for effect in ordered if isinstance(effect, Record)] == diary.of("remembered")


def _pair(line: object) -> tuple[Seconds, tuple[Effect, ...]]:
    assert isinstance(line, tuple)
    at, effects = line
    return at, effects


def test_a_session_ends_with_its_routine() -> None:
    loop, _ = session(START)
    loop.run()
    assert loop.coach.finished


def test_a_session_that_stays_can_be_started_again_and_ends_with_the_key_for_finish() -> None:
    again, end = Pressed(Command.START, 200.0), Pressed(Command.FINISH, 400.0)
    loop, diary = session(START, again, end, stays=True)
    loop.run()
    assert loop.inbox.now() == 400.0
    states = [status.state for status in diary.of("shown") if isinstance(status, Status)]
    assert states.count(State.INTRO) == 2 * states[: len(states) // 2].count(State.INTRO)


def test_a_session_that_waits_for_a_user_who_never_comes_stops_turning() -> None:
    loop, _ = session(START, Pressed(Command.PAUSE, 5.0))
    told: list[str] = []
    loop.notice = told.append
    loop.run()
    assert loop.coach.status.state is State.PAUSED
    assert len(told) == 1


def test_an_effect_is_on_the_disk_before_it_sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    sync, perform = os.fsync, Speaker.perform

    def synced(fd: int) -> None:
        order.append("synced")
        sync(fd)

    def sounds(speaker: Speaker, effect: Sound, now: Seconds) -> None:
        order.append("sounds")
        perform(speaker, effect, now)

    loop, _ = session()
    loop.log = journal = begun(tmp_path / "journal.jsonl", HEADER)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Speaker, "perform", sounds)
    loop.take(START, 0.0)
    journal.close()
    assert order[:2] == ["synced", "sounds"]
    assert order.count("synced") == 1


def test_a_recogniser_that_fails_between_two_exercises_leaves_the_keys() -> None:
    class Deaf:
        onset = False

        def new_exercise(self) -> None:
            raise ListeningError("gone", "The recogniser has died.")

        def hear(self, *_: object) -> tuple[()]:
            return ()

        def close(self) -> None:
            pass

    loop, _ = session()
    told: list[str] = []
    loop.ear, loop.notice = cast("Ear", Deaf()), told.append
    loop.take(START, 0.0)
    blocks = iter([bytes(640)] * 2000)
    loop.inbox = BlockInbox(Mixer(8_000), lambda _: next(blocks, None))
    loop.run()
    assert told[0] == "The recogniser has died. The keys still work."
    assert loop.coach.finished


def test_a_clock_that_steps_back_by_a_hair_ends_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, diary = session(START)
    told = iter([0.0, 3.0, 2.99])
    true_now = loop.inbox.now
    monkeypatch.setattr(loop.inbox, "now", lambda: next(told, true_now()))
    loop.run()
    times = [now for line in diary.of("event") if isinstance(line, tuple) for now, _ in (line,)]
    assert times == sorted(times)
    assert loop.coach.finished


def test_a_microphone_that_has_ended_is_told_once_and_the_routine_goes_on() -> None:
    loop, _ = session()
    mixer, told = Mixer(8_000), list[str]()
    blocks = iter([bytes(640)] * 10)
    loop.inbox = BlockInbox(mixer, lambda _: next(blocks, None))
    loop.notice = told.append
    loop.take(START, 0.0)
    loop.run()
    assert loop.coach.finished
    assert told == [MICROPHONE_ENDED.text]


def test_the_coach_hears_of_deadlines_and_of_the_end_of_speech_on_time() -> None:
    loop, diary = session(START)
    loop.run()
    for _, (now, event) in ((None, line) for line in diary.of("event") if isinstance(line, tuple)):
        if isinstance(event, DeadlinePassed | SpeechFinished):
            assert event.at == pytest.approx(now, abs=1e-9)
