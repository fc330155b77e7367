"""What is wrong with a microphone, told from its sound. Pure: time is counted in samples."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from math import sqrt

import numpy as np

from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.health.trouble import Trouble

MUTED_S: Seconds = 3.0
"""So long exact zeros are no accident: a real microphone has noise, a mute button has none."""

SUSPECT_S, AGAIN_S = 0.5, 2.5
"""After so long they are looked into, and then again and again: a sound server gives a stream whose microphone was
unplugged the silence of a loudspeaker instead, and does not give it back."""

FLOOR = 10 ** (-70 / 20)
"""The level (RMS, full scale 1) that any microphone in any room passes now and then: 16-bit noise lies at -98 dBFS, the
noise of cheap microphones between -70 and -50."""

QUIET_S: Seconds = 60.0
"""So long nothing above the floor while somebody should be heard."""

SOFT = 10 ** (-50 / 20)
"""The loudest 20 ms of an utterance that is far too soft; speech half a metre away lies at -35 to -20 dBFS."""

LATELY_S: Seconds = 3.0
"""An utterance is decided at the most so long after its loudest sound."""

FULL, IN_A_ROW = 32767, 3
"""So many samples one after the other at the converter's end have been cut off."""

CLIPPED_S, CLIPPED_OF_S = 0.5, 10.0
"""So much clipped sound within so much sound: the level is too high, not a knock on the table."""

UTTERANCES = 3
"""So many utterances one after the other that are far too soft."""

WINDOW_S: Seconds = 0.4
STEP_S: Seconds = 0.2
LONGEST_DELAY_S: Seconds = 0.3
SAME, SURELY_SAME, SAME_GAIN = 0.97, 0.99, 1.5
"""How alike (correlation) and how equally loud (factor) what comes back from a monitor is to what was played. What has
been through the air is neither: a room and a small loudspeaker leave 0.2 to 0.8."""

SPEAKS = 10 ** (-45 / 20)
"""The level of what is played in a window that is looked at."""

TWICE = 2
"""Windows one after the other that must be alike; one that is surely the same is enough."""

EXPECTED = frozenset({State.ASKING, State.PAUSED})
"""The states in which somebody should be heard sooner or later."""


class Ailment(StrEnum):
    """What can be wrong; the value is the key of the sentence that tells of it.

    BACK is sound again from what was muted. SUSPECT says only that it had better be opened anew.
    """

    SUSPECT = ""

    GONE = "ears_gone"
    MUTED = "ears_muted"
    BACK = "ears_back"
    NOTHING = "ears_nothing"
    SOFT = "ears_soft"
    CLIPPED = "ears_clipped"
    MONITOR = "ears_monitor"


class EarHealth:
    """Takes every block of a microphone (16 kHz, 16 bit, mono) and tells once of each thing that is wrong with it.

    A microphone that was muted and is no more is told of, too, and may be muted again; `anew` says that it is another.
    """

    def __init__(self) -> None:
        self._told: set[Ailment] = set()
        self.anew()

    def anew(self) -> None:
        """Take it that the sound from here on comes from another microphone."""
        self._zeros_s = self._quiet_s = 0.0
        self._suspect_s = SUSPECT_S
        self._levels = _Lately(LATELY_S)
        self._soft = 0
        self._clipped = _Lately(CLIPPED_OF_S)
        self._mirror = _Mirror()

    def take(
        self, pcm: bytes, played: bytes, status: Status, decided: Sequence[Heard | Rejected]
    ) -> tuple[Ailment, ...]:
        """Return what is newly found to be wrong, given the next block; see `Watch.hear`."""
        samples = from_bytes(pcm)
        if not len(samples):
            return ()
        seconds, level = len(samples) / RATE, float(np.sqrt(np.mean(samples * samples)))
        self._zeros_s = self._zeros_s + seconds if level == 0.0 else 0.0
        self._quiet_s = 0.0 if level > FLOOR else self._quiet_s + (seconds if status.state in EXPECTED else 0.0)
        back = Ailment.MUTED in self._told and not self._zeros_s
        self._told -= {Ailment.MUTED if back else Ailment.BACK}
        self._told.discard(Ailment.SUSPECT)
        found = (
            (Ailment.BACK, back),
            (Ailment.SUSPECT, self._suspicious()),
            (Ailment.MUTED, self._zeros_s >= MUTED_S),
            (Ailment.NOTHING, self._quiet_s >= QUIET_S),
            (Ailment.SOFT, self._too_soft(level, seconds, decided)),
            (Ailment.CLIPPED, self._too_loud(samples, seconds)),
            (Ailment.MONITOR, self._mirror.take(samples, from_bytes(played))),
        )
        new = tuple(ailment for ailment, there in found if there and ailment not in self._told)
        self._told.update(new)
        return new

    def _suspicious(self) -> bool:
        """Whether the zeros last for so long that they should be looked into, for the first time or again."""
        if not self._zeros_s:
            self._suspect_s = SUSPECT_S
        if self._zeros_s < self._suspect_s:
            return False
        self._suspect_s += AGAIN_S
        return True

    def _too_soft(self, level: float, seconds: Seconds, decided: Sequence[Heard | Rejected]) -> bool:
        self._levels.add(level, seconds)
        for _ in decided:
            self._soft = self._soft + 1 if max(self._levels) < SOFT else 0
        return self._soft >= UTTERANCES

    def _too_loud(self, samples: Samples, seconds: Seconds) -> bool:
        self._clipped.add(seconds if _clips(samples) else 0.0, seconds)
        return self._clipped.total >= CLIPPED_S


class EarWatch:
    """A `Watch` for a microphone that never comes nor goes; ``say`` gives the sentence of a key."""

    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say
        self._health = EarHealth()

    def hear(
        self, pcm: bytes, played: bytes, status: Status, decided: Sequence[Heard | Rejected]
    ) -> tuple[Trouble, ...]:
        """See `Watch.hear`."""
        found = self._health.take(pcm, played, status, decided)
        return tuple(Trouble(self._say(ailment), aloud=True) for ailment in found if ailment is not Ailment.SUSPECT)

    def tend(self, now: Seconds) -> tuple[Trouble, ...]:  # noqa: ARG002 - as `Watch` has it
        """See `Watch.tend`; there is nothing to look after."""
        return ()


class _Lately:
    """Figures of blocks, as far as they lie no longer back than ``for_s`` of sound, and their ``total``."""

    def __init__(self, for_s: Seconds) -> None:
        self.total = 0.0
        self._for_s = for_s
        self._lasts_s = 0.0
        self._blocks: deque[tuple[float, Seconds]] = deque()

    def __iter__(self) -> Iterator[float]:
        return (figure for figure, _ in self._blocks)

    def add(self, figure: float, seconds: Seconds) -> None:
        """Add the figure of a block that lasts so long, and forget what is too old."""
        self._blocks.append((figure, seconds))
        self.total += figure
        self._lasts_s += seconds
        while self._lasts_s - self._blocks[0][1] >= self._for_s:
            old, lasted_s = self._blocks.popleft()
            self.total -= old
            self._lasts_s -= lasted_s


def _clips(samples: Samples) -> bool:
    full = np.abs(samples) >= FULL / 32768
    return bool(full.any()) and bool((full[:-2] & full[1:-1] & full[2:]).any())


class _Mirror:
    """Finds out whether a microphone gives back what is played, just as it was played."""

    def __init__(self) -> None:
        self._heard, self._played = np.zeros(0, np.float32), np.zeros(0, np.float32)
        self._alike = self._new = 0

    def take(self, heard: Samples, played: Samples) -> bool:
        """Whether the last `TWICE` windows with speech were alike."""
        longest = round((WINDOW_S + LONGEST_DELAY_S) * RATE)
        self._new += len(heard)
        self._heard = np.concatenate([self._heard, heard])[-longest:]
        self._played = np.concatenate([self._played, played])[-longest:]
        if self._new < round(STEP_S * RATE) or min(len(self._heard), len(self._played)) < longest:
            return False
        self._new = 0
        before = self._played[: round(WINDOW_S * RATE)]
        if float(np.sqrt(np.mean(before * before))) >= SPEAKS:
            likeness = _likeness(before, self._heard)
            self._alike = self._alike + 1 + (likeness >= SURELY_SAME) if likeness >= SAME else 0
        return self._alike >= TWICE


def _likeness(played: Samples, heard: Samples) -> float:
    """How alike (correlation) the played window is to what was heard after it; 0 where it is not as loud."""
    size = 1 << (len(heard) + len(played)).bit_length()
    both = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size)), size)
    delay = int(np.argmax(both[: len(heard) - len(played) + 1]))
    there = heard[delay : delay + len(played)]
    power, mine = float(np.dot(there, there)), float(np.dot(played, played))
    likeness = float(both[delay]) / max(1e-12, sqrt(power * mine))
    return likeness if 1 / SAME_GAIN <= sqrt(power / mine) <= SAME_GAIN else 0.0
