"""A synthetic user who watches the session as a person would, and speaks recorded clips into the microphone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, to_bytes
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status

NOISE = 0.0005
"""The faint noise of a quiet room, -66 dB of full scale; no microphone gives exact zeros."""


@dataclass(frozen=True, slots=True)
class UserLine:
    """One thing to say: ``after_s`` seconds after the session is first seen in ``state``, and after the line before."""

    state: State
    after_s: Seconds
    text: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line that was said: its last sample left the mouth at ``ended_at``."""

    text: str
    ended_at: Seconds


class SyntheticUser:
    """Says ``lines`` in order; a display to the session's loop, a microphone to its inbox.

    ``clips`` has the sound of every text: 16 kHz mono. The noise comes from ``seed``, so two runs are the same.
    """

    def __init__(self, lines: Sequence[UserLine], clips: Mapping[str, Samples], seed: int = 1) -> None:
        self.spoken: list[SaidLine] = []
        self.heard: list[Samples] = []
        self._lines = list(lines)
        self._clips = clips
        self._random = np.random.default_rng(seed)
        self._state = State.WAITING
        self._seen_at_frame: int | None = None
        self._rest: Samples = np.zeros(0, np.float32)
        self._frame = 0

    def show(self, status: Status) -> None:
        """Look at the session."""
        self._state = status.state

    def next_block(self) -> bytes:
        """What the microphone hears in the next 20 ms: faint noise, and the user's voice."""
        self._begin_line()
        block = self._random.normal(0.0, NOISE, BLOCK_FRAMES).astype(np.float32)
        said, self._rest = self._rest[:BLOCK_FRAMES], self._rest[BLOCK_FRAMES:]
        block[: len(said)] += said
        self._frame += BLOCK_FRAMES
        self.heard.append(block)
        return to_bytes(block)

    def _begin_line(self) -> None:
        if not self._lines or len(self._rest):
            return
        line = self._lines[0]
        if self._seen_at_frame is None and self._state is line.state:
            self._seen_at_frame = self._frame
        if self._seen_at_frame is not None and self._frame >= self._seen_at_frame + line.after_s * RATE:
            self._rest = self._clips[line.text]
            self.spoken.append(SaidLine(line.text, (self._frame + len(self._rest)) / RATE))
            self._lines.pop(0)
            self._seen_at_frame = None
