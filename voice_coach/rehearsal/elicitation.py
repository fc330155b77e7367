"""Somebody before a microphone, who is asked to say things."""

from __future__ import annotations

from itertools import count
from typing import Protocol

from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Hush, Role, Say
from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, Inbox, Item
from voice_coach.listening.gate import Speech
from voice_coach.rehearsal.endpoint import LONGEST_S, Endpoint
from voice_coach.speaking.speaker import Speaker

STATUS = Status(State.WAITING, State.WAITING, "", question="?")
"""For the ear and the keyboard: with a question open every command counts, answers too."""

ECHO_S: Seconds = 0.2
"""The room holds the last word for so long, and nobody answers sooner (0.2 s in talk)."""


class AttentiveEar(Protocol):
    """What listens to one attempt after the other; `listening.ear.Ear` is one."""

    def hear(
        self, pcm: bytes, at: Seconds, status: Status, speech: tuple[Speech, ...] = ()
    ) -> tuple[Heard | Rejected, ...]:
        """Take the next block and return what it decides. Raises ListeningError when no more can be heard."""
        ...

    def forget(self) -> None:
        """Forget at once what is under way: it belongs to the attempt before."""
        ...


class Elicitation:
    """Asks with ``speaker``, without a word when that is None, and listens with ``ear``."""

    def __init__(self, inbox: Inbox, speaker: Speaker | None, ear: AttentiveEar) -> None:
        self._inbox = inbox
        self._speaker = speaker
        self._ear = ear
        self._numbers = count(1)
        self._deaf = False

    def ask(self, text: str) -> Endpoint | Command:
        """Say the text, then listen until the answer is over; returns it, or the key that was pressed instead.

        When the microphone's sound has ended that is the key for finish. Raises ListeningError.
        """
        return self._say(text) or self._listen()

    def tell(self, text: str) -> None:
        """Say the text, and listen to nothing; a key cuts it short."""
        self._say(text)

    def _say(self, text: str) -> Command | None:
        """Speak, and let what the microphone takes in meanwhile go by."""
        if self._speaker is None or self._deaf:
            return None
        self._speaker.perform(Say(next(self._numbers), text, Role.CUE), self._inbox.now())
        while not self._speaker.finished(self._inbox.now()):
            pressed = self._pressed(self._inbox.next(self._speaker.next_finish))
            if pressed:
                self._speaker.perform(Hush(), self._inbox.now())
                self._speaker.finished(self._inbox.now())
                return pressed
        return self._wait(self._inbox.now() + ECHO_S)

    def _wait(self, until: Seconds) -> Command | None:
        while self._inbox.now() < until:
            pressed = self._pressed(self._inbox.next(until))
            if pressed:
                return pressed
        return None

    def _listen(self) -> Endpoint | Command:
        endpoint, until = Endpoint(), self._inbox.now() + LONGEST_S
        self._ear.forget()
        while not (endpoint.over or self._deaf):
            item = self._inbox.next(until)
            pressed = self._pressed(item)
            if pressed:
                return pressed
            if item is None and self._inbox.now() >= until:
                return endpoint
            if isinstance(item, Block):
                endpoint.add(item.pcm, self._ear.hear(item.pcm, item.at, STATUS))
        return endpoint if endpoint.over or endpoint.decided else Command.FINISH

    def _pressed(self, item: Item | None) -> Command | None:
        self._deaf |= item == MICROPHONE_ENDED  # other notices are of a sound that goes on
        return item.command if isinstance(item, Pressed) else None
