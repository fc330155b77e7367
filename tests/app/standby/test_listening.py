"""The microphone of a coach that waits: one that comes late is taken up, and it is not looked for all the time."""

from __future__ import annotations

from typing import Any

import pytest

from voice_coach.app.standby import listening
from voice_coach.app.standby.listening import Listening
from voice_coach.errors import AudioError


class Mic:
    called = True

    def silent_for(self) -> float:
        return 0.0

    def close(self) -> None: ...


def test_a_microphone_that_comes_late_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now, there = 100.0, False
    looks: list[float] = []
    told: list[str] = []

    def choose(*_: object) -> tuple[Any, None]:
        if not there:
            raise AudioError("no-device", "This machine has no sound input.")
        return object(), None

    monkeypatch.setattr(listening, "devices", tuple)
    monkeypatch.setattr(listening, "choose_microphone", choose)
    monkeypatch.setattr(listening, "Microphone", lambda *_: Mic())
    monkeypatch.setattr(listening, "look_anew", lambda: looks.append(now))
    monkeypatch.setattr("time.monotonic", lambda: now)
    ear: Any = None  # nothing is heard
    coach = Listening(ear, "", told.append)
    coach.begin()
    for _ in range(100):
        now += 0.1
        assert [*coach.hear()] == []
    assert told == ["This machine has no sound input. It is waited for."]
    assert len(looks) == 2
    there = True
    for _ in range(60):
        now += 0.1
        assert [*coach.hear()] == []
    assert told[1:] == ["The microphone is there."]
    coach.close()
