"""From blocks of microphone sound to what was heard.

The order of the parts: echo control, high-pass, loudness, recogniser, early decision, phrase book, second opinion,
rescue, gate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, RATE, from_bytes, to_bytes
from voice_coach.core.events import Heard, Rejected
from voice_coach.listening.early_decision import EarlyDecision, Utterance
from voice_coach.listening.echo.control import EchoState
from voice_coach.listening.gate import Gate, Reason, Speech
from voice_coach.listening.high_pass import HighPass
from voice_coach.listening.loudness import Loudness
from voice_coach.listening.renewal import Renewal
from voice_coach.listening.rescue import Decided

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.status import Status
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.echo.absent import Echoes
    from voice_coach.listening.phones.second_opinion import SecondOpinion
    from voice_coach.listening.recogniser import Recogniser
    from voice_coach.listening.rescue import Rescue


SOMEBODY = 0.4
"""The part of an utterance in which somebody must speak over the coach's voice; a recogniser that knows no silence, as
Vosk with a grammar, makes words of what is left of it."""


CLEAR, SURELY = 9.2, 0.9
"""The excess that the louder two thirds of an utterance over the coach's voice must have, or its confidence. Of 91
phrases said 5 dB softer than the coach 95 % have 9.1 and more; what a loudspeaker that clips hard made of the coach's
own words had 2.5 to 8.8, and a confidence of 0.78 at the most (6 in 8 hours)."""


class _Trust(NamedTuple):
    """What is known of an utterance beside its words.

    ``agreed``: see `Decided`. ``over``: the coach sounded meanwhile. ``own``: it is what the canceller has left of the
    coach, for nobody spoke in most of it, or not clearly.
    """

    agreed: bool
    over: bool
    own: bool


class Ear:
    """Listens for commands. Not thread-safe, as its recognisers are not.

    They must have been fed nothing yet: their time and the ear's begin together.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        phrasebook: Phrasebook,
        second_opinion: SecondOpinion | None = None,
        rescue: Rescue | None = None,
        echo: Echoes = None,
    ) -> None:
        self._recogniser = recogniser
        self._second_opinion = second_opinion
        self._rescue = rescue
        self._echo = echo
        self._early_decision = EarlyDecision(phrasebook)
        self._gate = Gate()
        self._high_pass = HighPass()
        self._loudness = Loudness()
        self._renewal = Renewal()
        self._asked = False
        self._blocks = 0
        self._rest = b""
        self._played = b""
        self._fed_s: Seconds = 0.0

    def hear(
        self,
        pcm: bytes,
        at: Seconds,
        status: Status,
        speech: tuple[Speech, ...] = (),
        played: bytes = b"",
    ) -> tuple[Heard | Rejected, ...]:
        """Take the next block (16 kHz, 16-bit mono) whose last sample was recorded at ``at``.

        ``speech`` is what the coach said lately and says now, ``played`` what the loudspeaker was given meanwhile.
        Returns every utterance that this block decides, oldest first. Raises ValueError for an odd number of bytes
        and ListeningError when the recogniser has failed.
        """
        if len(pcm) % 2:
            raise ValueError("16-bit sound has an even number of bytes")
        self._listen_for(asked=bool(status.question))
        self._rest += pcm
        self._played += played
        self._fed_s += len(pcm) / 2 / RATE
        heard = []
        while len(self._rest) >= BLOCK_BYTES:
            part, self._rest = self._rest[:BLOCK_BYTES], self._rest[BLOCK_BYTES:]
            behind = at - self._fed_s
            for utterance, agreed in self._decided(part):
                on_session_clock = replace(utterance, at=behind + utterance.at, began=behind + utterance.began)
                heard.append(self._judge(on_session_clock, status, speech, self._trust(utterance, agreed=agreed)))
        return tuple(heard)

    def _listen_for(self, *, asked: bool) -> None:
        """Listen for answers alone while a question is open, from the next quiet moment on."""
        if asked is not self._asked:
            self._asked = asked
            self._recogniser.answers_only(asked)
            if self._rescue:
                self._rescue.answers_only(asked)
            self._renewal.ask(self._blocks * BLOCK_S)

    @property
    def onset(self) -> bool:
        """Whether somebody seems to be speaking over the coach just now; it may be nothing."""
        return self._echo is not None and self._echo.onset

    def new_exercise(self) -> None:
        """Ask that the recogniser free its memory: that happens when it is quiet and nothing is under way."""
        self._renewal.ask(self._blocks * BLOCK_S)

    def forget(self) -> None:
        """Forget the utterance under way, at once, and free the recogniser's memory with it."""
        self._renewal.done()
        self._recogniser.reset()
        self._early_decision.reset()
        if self._rescue:
            self._rescue.reset()

    def close(self) -> None:
        """Free the recognisers; calling it twice is harmless."""
        self._recogniser.close()
        if self._rescue:
            self._rescue.close()

    def _decided(self, part: bytes) -> list[Decided]:
        """What this block decides."""
        if self._renewal.asked:
            self._renew_in_the_quiet()  # before the block, so that the fresh recogniser has all of it
        self._blocks += 1
        part = self._high_pass.take(self._without_echo(part))
        self._loudness.take(part)
        if self._second_opinion:
            self._second_opinion.take(part)
        quiet = self._loudness.quiet
        taken = [self._early_decision.take(found, quiet=quiet) for found in self._recogniser.feed(part)]
        decided = [Decided(utterance, self._agreed(utterance)) for utterance in taken if utterance is not None]
        return self._rescue.beside(part, decided) if self._rescue else decided

    def _without_echo(self, part: bytes) -> bytes:
        played, self._played = from_bytes(self._played), b""
        if self._echo is None:
            return part
        microphone = from_bytes(part)
        rest = self._echo.take(microphone, played)
        return part if rest is microphone else to_bytes(rest)

    def _agreed(self, utterance: Utterance) -> bool:
        return not utterance.match or not self._second_opinion or self._second_opinion.agrees(utterance.match)

    def _trust(self, utterance: Utterance, *, agreed: bool) -> _Trust:
        begins, ends = (self._blocks - int(at / BLOCK_S) for at in (utterance.began, utterance.at))
        if self._echo is None or begins <= 0:
            return _Trust(agreed, over=False, own=False)
        mask = self._echo.somebody(begins)
        over = self._echo.echoed(begins)
        if mask is None or not over:
            return _Trust(agreed, over, own=False)
        spoken = mask[: len(mask) - max(0, ends)].mean() >= SOMEBODY
        clear = self._echo.excess(begins, max(0, ends)) >= CLEAR or (utterance.confidence or 0.0) >= SURELY
        return _Trust(agreed, over, own=not (spoken and clear))

    def _renew_in_the_quiet(self) -> None:
        calm, standing = self._loudness.calm, self._early_decision.under_way
        sounding = self._recogniser.under_way or bool(self._rescue and self._rescue.under_way)
        if self._renewal.due(self._blocks * BLOCK_S, calm=calm, sounding=sounding, standing=standing):
            self.forget()

    def _judge(
        self, utterance: Utterance, status: Status, speech: tuple[Speech, ...], trust: _Trust
    ) -> Heard | Rejected:
        match, text, at = utterance.match, utterance.text, utterance.at
        near = self._loudness.near and not trust.over
        if trust.own:
            return Rejected(text, str(Reason.OWN_VOICE), at, near=False)
        if not trust.agreed:
            return Rejected(text, str(Reason.NOT_HEARD_TWICE), at, near=near)
        reason = self._gate.judge(utterance, status, speech, self._echo.state if self._echo else EchoState.UNKNOWN)
        if match is None or reason is not None:
            return Rejected(text, str(reason), at, near=near)
        # An early decision has no figure: it is sure because it stood.
        confidence = 1.0 if utterance.confidence is None else utterance.confidence
        return Heard(match.command, text, at, confidence, match.number, utterance.began)
