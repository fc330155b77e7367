"""The microphone while the coach waits, and the ear that is asked when somebody may have spoken."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from voice_coach.app.live.live_sound import source
from voice_coach.audio.channels import is_sound, sound_and_channel
from voice_coach.audio.devices import choose_microphone, devices, look_anew
from voice_coach.audio.format import BLOCK_S
from voice_coach.audio.microphone import Microphone
from voice_coach.audio.paced import PacedMicrophone
from voice_coach.core.commands.table import Command
from voice_coach.errors import AudioError, UsageError
from voice_coach.health.kept_open import Change, KeptOpen
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.lesson import lesson
from voice_coach.standby.hearing import DEFAULT, PhraseEar, StartHeard
from voice_coach.standby.phrases import Phrases, Startable, phrases
from voice_coach.standby.stretches import Stretches

MOST_BLOCKS = round(10 / BLOCK_S)
"""What is kept of a microphone while nobody takes it, such as in a machine that is busy: 10 s."""

AGAIN_S = 5.0
"""How often a microphone that is not there is looked for: PortAudio must begin anew for it, which costs."""


def known_phrases(language_code: str, routines: Sequence[Startable], *, default: bool) -> tuple[PhraseEar, Phrases]:
    """An ear for what starts these routines, and those phrases; ``default`` says that there is a default routine.

    Raises UsageError (``language-not-learned``) for a language that the phone ear has not learned.
    """
    language = load_language(language_code)
    learned = lesson(language.code)
    if learned is None:
        raise UsageError(
            "language-not-learned",
            f"No routine can be started by voice in the language {language.code}; all else works.",
        )
    found = phrases(routines, learned.pronounce, language.numbers)
    plain = dict.fromkeys(language.phrases[Command.START], DEFAULT) if default else {}
    return PhraseEar(Phrasebook(language), learned, found.starts | plain, found.rivals), found


class Listening:
    """Listens while it is open; a microphone that comes late, or goes and comes back, is taken up.

    Attributes:
        ended: whether a sound file in its place has come to its end; one that was closed is not begun again.

    """

    def __init__(self, ear: PhraseEar, microphone: str, tell: Callable[[str], None]) -> None:
        self._ear, self._tell = ear, tell
        self._blocks: deque[bytes] = deque(maxlen=MOST_BLOCKS)
        self._stretches = Stretches()
        self._is_device = not is_sound(sound_and_channel(microphone)[0])
        self._kept: KeptOpen[Microphone | PacedMicrophone] = KeptOpen(partial(self._open, microphone))
        self.ended = False

    def begin(self) -> None:
        """Listen, or go on trying to. Raises AudioError for a sound file that cannot be used."""
        if self.ended:
            return
        self._blocks.clear()
        self._stretches = Stretches()
        try:
            self._kept.open()
        except AudioError as error:
            if not self._is_device:
                raise
            self._tell(f"{error.message} It is waited for.")

    def close(self) -> None:
        """Give the microphone back; calling it twice is harmless."""
        self._kept.drop()
        self.ended = not self._is_device

    def hear(self) -> Iterator[StartHeard]:
        """Yield what was heard since the last look."""
        if not self.ended:
            self._tend()
        while self._blocks:
            for stretch in self._stretches.take(self._blocks.popleft()):
                yield self._ear.hear(stretch)

    def _tend(self) -> None:
        now = time.monotonic()
        due = self._kept.due(now)
        if due:
            try:
                look_anew()
            except AudioError:
                self._kept.drop(until=now + AGAIN_S)
                return
        change = self._kept.tend(now)
        if change is Change.GONE:
            self._tell("The microphone is gone. It is waited for.")
        elif change is Change.BACK:
            self._stretches = Stretches()
            self._tell("The microphone is there.")
        elif due and self._kept.device is None:
            self._kept.drop(until=now + AGAIN_S)

    def _open(self, name: str) -> Microphone | PacedMicrophone:
        if not self._is_device:
            return PacedMicrophone(source(name), self._blocks.append, self._end)
        device, channel = choose_microphone(devices(), name)
        return Microphone(device, self._blocks.append, channel)

    def _end(self) -> None:
        self.ended = True
