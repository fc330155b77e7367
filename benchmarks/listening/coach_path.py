"""The coach's listening path as a session runs it: recogniser, stability, phrase table, gate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.listening.decision import Understood, meaning
from voice_coach.app.components import opened
from voice_coach.audio.format import BLOCK_BYTES, RATE
from voice_coach.core.events import Heard
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.listening.gate import Reason

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.core.events import Rejected
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.engines import RecogniserKind

HOLD = Status(State.HOLD, State.HOLD, "Benchmark")
ASKING = replace(HOLD, state=State.ASKING, question="Yes or no?")
"""The session as the gate sees it: in the middle of a hold, or with a question open. The coach says nothing."""


class CoachPath:
    """A `System`."""

    block_bytes = BLOCK_BYTES

    def __init__(self, phrasebook: Phrasebook, kind: RecogniserKind, model: Path | None) -> None:
        """Open the recogniser. Raises ModelError or ListeningError when it cannot be opened."""
        engine = opened(kind, phrasebook, model)
        assert engine.recogniser is not None, "a kind that was asked for by name is opened or raises"
        self._ear = engine.ear(phrasebook, "The benchmark")
        self._phrasebook = phrasebook
        self._fed_s = 0.0

    def begin(self) -> None:
        """See `System.begin`; in a session the same happens in the quiet after a new exercise began."""
        self._ear.forget()

    def hear(self, pcm: bytes, *, asked: bool) -> list[Understood]:
        """See `System.hear`."""
        self._fed_s += len(pcm) / 2 / RATE
        heard = self._ear.hear(pcm, self._fed_s, ASKING if asked else HOLD)
        return [understood for one in heard if (understood := self._understood(one))]

    def close(self) -> None:
        """See `System.close`."""
        self._ear.close()

    def _understood(self, one: Heard | Rejected) -> Understood | None:
        if isinstance(one, Heard):
            return Understood(one.text, meaning(one.command, one.number))
        if one.reason == Reason.NOT_ASKED:  # would count if a question were open
            match = self._phrasebook.match(one.text)
            return Understood(one.text, meaning(match.command, match.number), obeyed=False) if match else None
        return None
