"""Somebody watches how they are heard: the ear of a session, without the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from math import log10

import numpy as np

from voice_coach.app.components import best_engine, ear_of
from voice_coach.app.live.audio_io import microphone_io
from voice_coach.app.live.signals import unwinding
from voice_coach.audio.format import from_bytes
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status
from voice_coach.displays.labels import Labels
from voice_coach.errors import AudioError
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, InboxClosedError, Notice
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.engine import Opinion, PhoneRecogniser
from voice_coach.session.options import RunOptions

LISTENING = Status(State.HOLD, State.HOLD, "Listening")
ASKED = replace(LISTENING, state=State.ASKING, question="Yes or no, or a number?")

LEVEL_EVERY_S = 0.5
SOFTEST_DB = -60.0
SILENCE = 1e-6


def listen(options: RunOptions, tell: Callable[[str], None], *, asked: bool) -> None:
    """Tell, as long as there is sound, how loud it is, and of every utterance what it was taken for, and why not.

    ``asked``: as if a question were open. With a sound file as microphone time is that of its samples. Raises
    AudioError without a microphone, ModelError without a recogniser.
    """
    language = load_language(options.language)
    phrasebook, labels = Phrasebook(language), Labels(language.screen)
    with ExitStack() as stack:
        stack.enter_context(unwinding())
        engine = best_engine(options, phrasebook, own_voice=True)
        ear = ear_of(engine, phrasebook, stack, "Listening")
        notices: list[str] = [engine.trouble]
        audio = microphone_io(options, stack, notices)
        if not audio.listen():
            raise AudioError("microphone-missing", "There is no microphone to listen to.", notices[-1])
        tell(f"{engine.kind}: {len(engine.phrases)} phrases. Say one; Ctrl-C ends.")
        phones = engine.recogniser if isinstance(engine.recogniser, PhoneRecogniser) else None
        meter = _Meter()
        for block in _blocks(audio.inbox.next, tell):
            if line := meter.take(block, phones.speech if phones else None):
                tell(line)
            for one in ear.hear(block.pcm, block.at, ASKED if asked else LISTENING):
                tell(_line(one, labels, phones.opinion if phones else None))


class _Meter:
    """How loud it is, twice a second."""

    def __init__(self) -> None:
        self._loudest = 0.0
        self._speech = 0.0
        self._told = 0.0

    def take(self, block: Block, speech: float | None) -> str:
        """The line that is due with this block, "" for none."""
        samples = from_bytes(block.pcm)
        level = float(np.sqrt(np.square(samples).mean())) if len(samples) else 0.0
        self._loudest, self._speech = max(self._loudest, level), max(self._speech, speech or 0.0)
        if block.at - self._told < LEVEL_EVERY_S:
            return ""
        decibels = 20 * log10(max(self._loudest, SILENCE))
        bar = "#" * round(max(0.0, decibels - SOFTEST_DB) / 3)
        told = f"{block.at:8.1f} s  {decibels:6.1f} dB  {bar:<20}"
        told += "" if speech is None else f"  speech {self._speech:4.0%}"
        self._told, self._loudest, self._speech = block.at, 0.0, 0.0
        return told


def _blocks(next_item: Callable[[float | None], object], tell: Callable[[str], None]) -> Iterator[Block]:
    while True:
        try:
            item = next_item(None)
        except InboxClosedError:
            return
        if item is MICROPHONE_ENDED:
            return
        if isinstance(item, Notice):
            tell(item.text)
        elif isinstance(item, Block):
            yield item


def _line(one: Heard | Rejected, labels: Labels, opinion: Opinion | None) -> str:
    """What became of an utterance, and between what the ear had to choose."""
    reason = one.reason if isinstance(one, Rejected) else ""
    said = labels.heard(HeardNote(one.text, obeyed=not reason, reason=reason))
    told = f"{one.at:8.1f} s  {said}"
    if isinstance(one, Heard):
        told += f": {one.command.replace('_', ' ')}"
    if opinion and opinion.judged:
        told += "  [" + ", or ".join(f"{phrase!r} {sure:.0%}" for phrase, sure in opinion.judged) + "]"
    return told
