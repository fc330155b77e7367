"""A person's clips become prototypes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.format import RATE
from voice_coach.listening.phones.activity import Run, runs
from voice_coach.listening.phones.engine import AFTER, BEFORE, LONGEST
from voice_coach.listening.phones.lesson import BLANK
from voice_coach.listening.phones.network import FRAME_SAMPLES, phone_network
from voice_coach.listening.phones.own.prototypes import Prototypes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.listening.phones.lesson import Lesson
    from voice_coach.listening.phones.network import Array

QUIET = np.zeros(RATE // 2, np.float32)
"""What is laid around a clip, which was cut out closely: the network needs some sound before a word."""


def learn(lesson: Lesson, clips: Mapping[str, Sequence[Samples]], phrases: Collection[str]) -> Prototypes | None:
    """Learn how a person says these phrases from clips of 16 kHz, mono; None when nothing can be learned.

    What is no phrase any more, or has no phone in it, is passed over. Raises ListeningError: see `PhoneNetwork`.
    """
    found: dict[str, list[Array]] = {}
    for phrase, sounds in clips.items():
        for sound in sounds if phrase in phrases else ():
            direction = direction_of(lesson, sound)
            if direction is not None:
                found.setdefault(phrase, []).append(direction)
    return Prototypes(found) if found else None


def direction_of(lesson: Lesson, sound: Samples) -> Array | None:
    """What a clip is known by, a unit vector; None when there is no phone in it."""
    one = utterance(lesson, sound)
    if one is None:
        return None
    hidden = phone_network().hidden(one)
    return lesson.direction(hidden, lesson.emissions(hidden))


def utterance(lesson: Lesson, sound: Samples) -> Samples | None:
    """Cut the longest utterance out of a sound as the ear would; None when there is none that may be an order."""
    padded = np.concatenate([QUIET, sound, QUIET])
    found = runs(lesson.emissions(phone_network().hidden(padded))[:, BLANK])
    run = max(found, key=_length, default=None)
    if run is None or _length(run) > LONGEST:
        return None
    return padded[max(0, run.first - BEFORE) * FRAME_SAMPLES : (run.last + 1 + AFTER) * FRAME_SAMPLES]


def _length(run: Run) -> int:
    return run.last - run.first
