"""Plays a routine's own words to the ear, through a room, to find those that it would take for a command.

In a room of 0.4 s the loudspeaker stands half a metre from the microphone and clips softly; the coach alone speaks.
Each sentence is played once, to two ears: one without echo control, one with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain

import numpy as np

from voice_coach.app.components import Components, ear_of, in_the_ears_rate, opened
from voice_coach.app.soundcheck.triggers import Audited, SaidText, Trigger
from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Say, Show
from voice_coach.core.events import Heard
from voice_coach.core.plan.routine import Routine, Seconds
from voice_coach.core.states import WORK, State
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.listening.ear import Ear
from voice_coach.listening.echo.control import EchoControl, EchoState
from voice_coach.listening.engines import RecogniserKind
from voice_coach.listening.gate import Speech
from voice_coach.session.options import RunOptions, Said
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.playing.sounds import system_voice
from voice_coach.speaking.voices.clip_cache import Prerender

AIR = Acoustics(
    size_m=(5.0, 4.0, 2.5),
    reverberation_s=0.4,
    loudspeaker=LoudspeakerModel(distance_m=0.5, delay_s=0.06, echo_return_loss_db=8.0, clips_at_db=-6.0),
)

PAUSE_S: Seconds = 1.0
"""Silence behind each sentence, in which the ear makes up its mind."""

WARM_UP_S: Seconds = 30.0
"""The most of the routine's words that are played for echo control to converge on, before anything counts."""

ASKED = (Command.EXPLAIN, Command.EASIER, Command.HARDER, Command.HELP)
"""What is asked in every exercise, a second after its work has begun: the author's words, and how the coach helps."""

Told = Callable[[int, int], None]
"""Is told how many sentences of how many have been played."""


def audit(routine: Routine, options: RunOptions, told: Told = lambda _done, _of: None) -> tuple[Audited, ...]:
    """Every text of a routine's session in the order in which it is said first, with what it would trigger.

    Takes the options' language, recogniser and model; fetches none. Raises what `played` does.
    """
    components = Components(routine, options)
    return played(components, texts(components), told)


def played(
    components: Components, said: Sequence[SaidText], told: Told = lambda _done, _of: None
) -> tuple[Audited, ...]:
    """Play these texts, each as often as it stands there, and tell of each once.

    Echo control has converged on the first of them before anything counts. Raises ModelError or ListeningError without
    a recogniser, SpeakingError without a voice.
    """
    control = EchoControl()
    with ExitStack() as stack:
        ears = _ear(components, None, stack), _ear(components, control, stack)
        voice = Prerender(system_voice(components.language.code), [one.text for one in said])
        stack.callback(voice.close)
        say, playing = in_the_ears_rate(voice), _Playing(Room(AIR), ears)
        for one in said:
            if control.state is EchoState.CANCELLED or playing.room.now > WARM_UP_S:
                break
            playing.play(one, say(one.text))
        found: dict[str, Audited] = {}
        for done, one in enumerate(said, 1):
            before = found.get(one.text, Audited(one.text))
            bare, controlled = playing.play(one, say(one.text))
            found[one.text] = Audited(one.text, before.bare + bare, before.controlled + controlled)
            told(done, len(said))
    return tuple(found.values())


def _ear(components: Components, echo: EchoControl | None, stack: ExitStack) -> Ear:
    kind, book = RecogniserKind(components.options.recogniser), components.phrasebook
    return ear_of(opened(kind, book, components.options.model, echo=echo), book, stack, "The audit")


def texts(components: Components) -> tuple[SaidText, ...]:
    """What the coach says in a session, and to somebody who asks `ASKED`: each text once for every state it is said in.

    A session differs by more than its state, but what the ear lets through does not.
    """
    log = components.dry_run().log
    runs = [log, *(components.dry_run([asked]).log for asked in _questions(components, log))]
    once: dict[tuple[str, State], SaidText] = {}
    for one in chain.from_iterable(map(_said, runs)):
        once.setdefault((one.text, one.status.state), one)
    return tuple(once.values())


def _questions(components: Components, log: MemoryLog) -> Iterator[Said]:
    """Each of `ASKED`, once in every exercise."""
    begins: dict[str, Seconds] = {}
    for at, status in log.statuses:
        if status.state in WORK:
            begins.setdefault(status.exercise, at)
    for at in begins.values():
        yield from (Said(at + 1.0, components.wording.phrase(command)) for command in ASKED)


def _said(log: MemoryLog) -> Iterator[SaidText]:
    """Every sentence, with the session as it was shown right after it was ordered."""
    waiting: list[str] = []
    for _, what in log.entries:
        if isinstance(what, Say):
            waiting.append(what.text)
        elif isinstance(what, Show):
            yield from (SaidText(text, what.status) for text in waiting)
            waiting.clear()


@dataclass(slots=True)
class _Playing:
    """One room, in which ears listen to one sentence after the other."""

    room: Room
    ears: tuple[Ear, ...]
    before: tuple[Speech, ...] = ()

    def play(self, said: SaidText, clip: Samples) -> list[tuple[Trigger, ...]]:
        """Play a sentence and the pause behind it, and tell what each ear has taken for commands."""
        starts = self.room.now + AIR.loudspeaker.delay_s
        speech = Speech(said.text, starts, starts + len(clip) / RATE)
        sounding = (*self.before, speech)
        heard: list[list[Heard]] = [[] for _ in self.ears]
        for ear in self.ears:
            ear.forget()
        for block in _blocks(clip):
            pcm, sound = self.room.exchange(block), to_bytes(block)
            for ear, commands in zip(self.ears, heard, strict=True):
                judged = ear.hear(pcm, self.room.now, said.status, sounding, sound)
                commands.extend(one for one in judged if isinstance(one, Heard))
        self.before = (speech,)
        return [tuple(_trigger(one, speech) for one in found) for found in heard]


def _blocks(clip: Samples) -> Iterable[Samples]:
    frames = len(clip) + round(PAUSE_S * RATE)
    padded = np.pad(clip, (0, frames - len(clip) + -frames % BLOCK_FRAMES))
    return padded.reshape(-1, BLOCK_FRAMES)


def _trigger(heard: Heard, speech: Speech) -> Trigger:
    began = heard.at if heard.began is None else heard.began
    begins, ends = ((at - speech.starts) / (speech.ends - speech.starts) for at in (began, heard.at))
    return Trigger(heard.command, heard.text, begins, ends)
