"""A voice that hangs costs its sentences, not the session."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.in_time import InTime
from voice_coach.speaking.voices.voice import Clip


class Hanging:
    """Speaks when it is released."""

    def __init__(self) -> None:
        self.released = Event()
        self.texts: list[str] = []
        self.cached: dict[str, Clip] = {}

    def clip(self, text: str) -> Clip:
        self.texts.append(text)
        self.released.wait(10.0)
        if text == "refused":
            raise SpeakingError("voice-failed", "It cannot say that.")
        return Clip(np.ones(len(text), np.float32), 16_000)

    def kept(self, text: str) -> Clip | None:
        return self.cached.get(text)

    def close(self) -> None:
        self.released.set()


@pytest.fixture
def engine() -> Hanging:
    return Hanging()


def test_what_is_there_needs_no_engine(engine: Hanging) -> None:
    engine.cached["One."] = clip = Clip(np.ones(3, np.float32), 16_000)
    assert InTime(engine, engine).clip("One.") is clip
    assert engine.texts == []


def test_an_engine_that_answers_is_waited_for(engine: Hanging) -> None:
    engine.released.set()
    voice = InTime(engine, engine)
    assert len(voice.clip("Two.").samples) == 4
    with pytest.raises(SpeakingError, match="cannot say that"):
        voice.clip("refused")
    voice.close()


def test_one_that_hangs_is_waited_for_once_and_heard_again_when_it_is_back(engine: Hanging) -> None:
    voice = InTime(engine, engine, patience_s=0.01)
    for text in ("Three.", "Four."):
        with pytest.raises(SpeakingError, match="does not answer"):
            voice.clip(text)
    assert engine.texts == ["Three."]

    engine.released.set()
    assert voice._asked
    voice._asked.result(5.0)
    assert len(InTime(engine, engine).clip("Five.").samples) == 5
    assert len(voice.clip("Six.").samples) == 4
    voice.close()
