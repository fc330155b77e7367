"""The phone ear as a recogniser: it decides whole utterances, a fifth of a second after their last sound.

Every tenth of a second in which an utterance may have ended, while it is louder than the room, the network hears the
last seconds; where it says that one has, that is cut out and heard by itself, and the judge says which phrase it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import numpy as np

from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.listening.phones.activity import GAP, LevelGate, Run, runs
from voice_coach.listening.phones.judgement import Judged
from voice_coach.listening.phones.network import FRAME_S, FRAME_SAMPLES
from voice_coach.listening.recogniser import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.echo.excess import Mask
    from voice_coach.listening.phones.grammar import Scores

Somebody: TypeAlias = "Callable[[int], Mask | None]"

STEP_SAMPLES = RATE // 10
WINDOW_SAMPLES = 3 * RATE
"""What the network hears at once; no order is longer, with all that people say around it."""

QUIET_SAMPLES = RATE
"""What is kept of a room that is quiet: the network needs some sound before a word, and more is slower."""

BEFORE, AFTER = 6, 8
"""Frames around the phones that belong to an utterance (0.12 and 0.16 s). The network knows phones by their
surroundings, but more of them makes it worse: 3 to 10 % more errors in windows of seconds."""

EARLY = 8
"""Frames (0.16 s) without a phone after which an utterance may be decided; it is over after `activity.GAP`."""

REST = 15
"""Frames (0.3 s) by which an utterance must go on behind what was decided for the rest to be looked at: a phrase is
often decided on its last clear phone."""

NEAR = 50
"""Frames (1 s) around an utterance; when the coach's voice is alone in some of them, it is said over that."""

LONGEST = 140
"""Frames (2.8 s) that an order may have; what goes on longer is other speech."""


class Threshold(NamedTuple):
    """The probability from which on a phrase counts: when its utterance is over, and while it may yet go on."""

    over: float
    early: float


ORDER = Threshold(0.75, 0.85)
SAFE_ORDER = Threshold(0.45, 0.6)
"""For stop, pause and pain: one that was not said does little harm, and one that was not heard may do much."""

ORDER_OVER_SPEECH = Threshold(0.6, 0.8)
"""For what is said over the coach's voice: what is left of that makes every phrase less sure, and who interrupts it
gives an order. Of 720 phrases of voices in training, over the coach at three levels, linear and clipping, this hears
681 and 4 wrong, where `ORDER` hears 662 and 3 wrong; 0.5 and 0.75 hear 680 and 6 wrong."""

ANSWER = Threshold(0.35, 0.6)
"""To a question: an answer is waited for, and little else can be said then.

The others were chosen by recordings and voices that nothing was learned from: docs/hearing.md says which."""

UNKNOWN = "[unk]"


class Opinion(NamedTuple):
    """What is thought of an utterance. ``judged`` has the likeliest phrase first and may be empty.

    ``over`` says that it has ended, not only paused; ``began`` and ``ended`` count seconds of sound.
    """

    judged: tuple[Judged, ...]
    over: bool
    began: float
    ended: float


class Hearing(Protocol):
    """Knows a language: `judgement.LearnedHearing`, or without a lesson `untaught.hearing.SpelledHearing`."""

    @property
    def phrases(self) -> Collection[str]:
        """The phrases that can be heard."""
        ...

    @property
    def beginnings(self) -> Collection[str]:
        """Those that sound as another begins."""
        ...

    def silence(self, sound: Samples) -> Scores:
        """The logarithm of each frame's probability of no phone."""
        ...

    def judge(
        self, sound: Samples, silence_s: float, mass: float, sayable: Callable[[str], bool], *, asked: bool
    ) -> list[Judged]:
        """Say of an utterance which phrases it may be, the likelier first; it may be none.

        ``silence_s`` is how long it was quiet before it, ``mass`` how many frames of it had a phone; only phrases that
        are ``sayable`` count, and ``asked`` says that a question is open.
        """
        ...


class _Window(NamedTuple):
    """The sound that is looked at: its first sample, how silent each frame is, and where somebody speaks."""

    begins: int
    sound: Samples
    silence: Scores
    somebody: Mask | None

    def order(self, run: Run) -> Threshold:
        """What is asked of an order in an utterance."""
        around = slice(max(0, run.first - NEAR), run.last + NEAR)
        return ORDER if self.somebody is None or self.somebody[around].all() else ORDER_OVER_SPEECH


LATELY = 2 * GAP
"""Frames (0.64 s) in the last of which somebody must have spoken; what was said before is decided by then."""

CLOSED = 0.03
"""What is left (-30 dB) of the sound where nobody speaks whom it shall hear: the network hears phones by what stands
around them. Of 720 phrases over the coach's voice this wins 6 to 10, and half of those that came out as others."""


def _masked(sound: Samples, mask: Mask) -> Samples:
    gains = np.where(mask, np.float32(1.0), np.float32(CLOSED))
    places = (np.arange(len(mask)) + 0.5) * FRAME_SAMPLES
    late = len(sound) - len(mask) * FRAME_SAMPLES
    return (sound * np.interp(np.arange(len(sound)) - late, places, gains)).astype(np.float32)


class PhoneRecogniser:
    """A `Recogniser`. Each utterance comes once, as a final; one that is no phrase is `UNKNOWN`.

    ``somebody`` says of the last so many frames (of 20 ms, up to the newest that was fed) whether somebody speaks whom
    it shall hear, None when all may be so; what sounds in others has no phone.

    Attributes:
        opinion: what was thought last, for those who want to watch.
        speech: how likely it is that somebody speaks just now.
        unusable: phrases of which nobody knows how they are said.

    """

    def __init__(self, phrasebook: Phrasebook, hearing: Hearing, somebody: Somebody = lambda _: None) -> None:
        self._hearing = hearing
        self._somebody = somebody
        self.unusable = tuple(phrase for phrase in phrasebook.phrases() if phrase not in hearing.phrases)
        self._answers = frozenset(phrasebook.answers())
        self._is_prefix = phrasebook.is_prefix
        destroy = (phrase for phrase, match in phrasebook.table.items() if match.command.row.destroys)
        self._waits = frozenset((*destroy, *hearing.beginnings))
        self._safe = frozenset(phrase for phrase, match in phrasebook.table.items() if match.command.row.safety)
        self._answers_only = False
        self.opinion: Opinion | None = None
        self.speech = 0.0
        self._rest = b""
        self._samples = 0
        self._decided = 0
        self._looked_at = (0, False)
        self._next_look = 0
        self._sound: Samples = np.zeros(0, np.float32)
        self._gate = LevelGate()
        self._under_way = False

    @property
    def under_way(self) -> bool:
        """See `Recogniser.under_way`."""
        return self._under_way

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """See `Recogniser.feed`."""
        if len(pcm) % 2:
            raise ValueError("16-bit sound has an even number of bytes")
        self._rest += pcm
        found: list[Hypothesis] = []
        while len(self._rest) >= 2 * STEP_SAMPLES:
            step, self._rest = self._rest[: 2 * STEP_SAMPLES], self._rest[2 * STEP_SAMPLES :]
            found += self._step(from_bytes(step))
        return tuple(found)

    def answers_only(self, wanted: bool) -> None:
        """See `Recogniser.answers_only`; it is so at once."""
        self._answers_only = wanted

    def reset(self) -> None:
        """See `Recogniser.reset`."""
        self._samples += len(self._rest) // 2
        self._rest = b""
        self._decided = self._samples
        self._sound = np.zeros(0, np.float32)
        self._under_way = False

    def close(self) -> None:
        """See `Recogniser.close`. There is nothing to free."""

    def _step(self, samples: Samples) -> list[Hypothesis]:
        self._samples += len(samples)
        self._sound = np.concatenate([self._sound, samples])[-WINDOW_SAMPLES:]
        self._gate.take(samples)
        mask = self._somebody(len(self._sound) // FRAME_SAMPLES)
        if not self._gate.open or (mask is not None and not mask[-LATELY:].any()):
            self._under_way, self.speech = False, 0.0
            self._sound = self._sound[-QUIET_SAMPLES:]
            return []
        if self._samples < self._next_look:
            return []
        begins = self._samples - len(self._sound)
        sound = self._sound if mask is None else _masked(self._sound, mask)
        silence = self._hearing.silence(sound)
        if mask is not None:
            silence = np.where(np.append(mask, mask[-1]), silence, np.float32(0.0))  # it has a frame at either end
        self.speech = 1.0 - float(np.exp(silence[-STEP_SAMPLES // FRAME_SAMPLES :].min()))
        found, before = [], -round(RATE / FRAME_SAMPLES)
        self._under_way = False
        for run in runs(silence):
            quiet = len(silence) - 1 - run.last
            self._under_way |= quiet <= GAP
            ended = begins + (run.last + 1) * FRAME_SAMPLES
            goes_on = begins + run.first * FRAME_SAMPLES < self._decided
            if ended > self._decided + (REST if goes_on else BEFORE) * FRAME_SAMPLES and quiet >= EARLY:
                found += self._decide(run, before, quiet > GAP, _Window(begins, sound, silence, mask))
            before = run.last
        quiet = len(silence) - 1 - before
        wait = EARLY - quiet if quiet < EARLY else EARLY if quiet > GAP else 0  # nothing can have ended sooner
        self._next_look = self._samples + wait * FRAME_SAMPLES
        return found

    def _decide(self, run: Run, before: int, over: bool, window: _Window) -> list[Hypothesis]:
        """Look at an utterance once when it may be over, and once when it is."""
        begins = window.begins
        ended = begins + (run.last + 1) * FRAME_SAMPLES
        if (ended, over) == self._looked_at:
            return []
        self._looked_at = (ended, over)
        judged = self._listen(run, (run.first - before) * FRAME_S, window)
        began_s, ended_s = begins / RATE + run.first * FRAME_S, ended / RATE
        self.opinion = Opinion(tuple(judged), over, began_s, ended_s)
        taken = next(iter(judged), None)
        if taken is None or not self._sure(taken, window.order(run), over=over):
            if not over or begins + run.first * FRAME_SAMPLES < self._decided:  # the rest of what was decided
                return []
            taken = Judged(UNKNOWN, 0.0)
        self._decided = ended
        # A soft last sound goes on behind the last clear phone; it is in what was cut out.
        at = min(ended_s + AFTER * FRAME_S, self._samples / RATE)
        return [Hypothesis(taken.phrase, final=True, confidence=taken.probability, at=at, began=began_s)]

    def _listen(self, run: Run, silence_s: float, window: _Window) -> list[Judged]:
        """Hear an utterance by itself."""
        if run.last - run.first > LONGEST:
            return []
        first = max(0, (run.first - BEFORE) * FRAME_SAMPLES, self._decided - window.begins)
        sound = window.sound[first : (run.last + 1 + AFTER) * FRAME_SAMPLES]
        mass = float((1.0 - np.exp(window.silence[run.first : run.last + 1])).sum())
        return self._hearing.judge(sound, silence_s, mass, self._sayable, asked=self._answers_only)

    def _sure(self, judged: Judged, order: Threshold, *, over: bool) -> bool:
        """Whether that is enough to act on, now or when the utterance is over."""
        least = ANSWER if self._answers_only else SAFE_ORDER if judged.phrase in self._safe else order
        if over:
            return judged.probability >= least.over
        waits = judged.phrase in self._waits or self._is_prefix(judged.phrase)
        return not waits and judged.probability >= least.early

    def _sayable(self, phrase: str) -> bool:
        return not self._answers_only or phrase in self._answers
