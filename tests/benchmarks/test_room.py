from typing import Any

import numpy as np
import pytest

from benchmarks.room import ROOT, Cost, Run, session, summary
from voice_coach.app.components import Components
from voice_coach.audio.format import RATE
from voice_coach.authoring.load import load
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.session.options import RunOptions
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.playing.parts import ScriptedRecogniser
from voice_coach.speaking.voices.voice import EstimatedVoice


def run(before_s: float, whole_s: float) -> Run:
    return Run(
        before=Cost(before_s, before_s / 2),
        whole=Cost(whole_s, whole_s / 2),
        room=Cost(1.0, 0.9),
        recogniser=Cost(6.0, 6.0),
        alone=Cost(6.0, 6.0),
        seconds=180.0,
    )


def test_the_session_is_told_alone_and_with_all_that_comes_before_it() -> None:
    figures = summary([run(1.0, 8.0), run(2.0, 10.0), run(3.0, 15.0)])
    assert figures["times real time (target 20)"] == "18.0 (12.0 to 22.5)"
    assert figures["with all before it, times real time"] == "15.0 (10.0 to 20.0)"
    assert figures["that on the processor"] == "30.0 (20.0 to 40.0)"
    assert figures["before the session, s"] == "2.00 (1.00 to 3.00)"


def test_a_call_that_fails_is_paid_for_too() -> None:
    cost = Cost()

    def fail() -> None:
        sum(range(200_000))
        raise KeyError

    with pytest.raises(KeyError):
        cost.of(fail)()
    assert cost.wall_s > 0


def test_the_room_and_the_users_words_are_paid_for_before_the_session(
    monkeypatch: pytest.MonkeyPatch, english: Phrasebook
) -> None:
    pytest.importorskip("pyroomacoustics", reason="the extra room is not installed")
    clock_s = [0.0]

    class SlowRoom(Room):
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever a room is given
            super().__init__(*given, **named)
            clock_s[0] += 10

        def speak(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - the same
            super().speak(*given, **named)
            clock_s[0] += 1

    monkeypatch.setattr("benchmarks.room.perf_counter", lambda: clock_s[0])
    monkeypatch.setattr("benchmarks.room.Room", SlowRoom)
    monkeypatch.setattr(Components, "voice", lambda _: EstimatedVoice())
    components = Components(load(ROOT / "routines" / "thoracic-mini.yaml"), RunOptions())
    said = np.asarray(0.1 * np.sin(np.arange(RATE) / 5), np.float32)
    run = session(components, english, ScriptedRecogniser(), said, 20.0)
    assert run.seconds == pytest.approx(20.0, abs=0.1)
    assert run.before.wall_s == 12  # the room, and words at 8 and 16 s
    assert run.whole.wall_s == 0
