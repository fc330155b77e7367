"""A user who speaks over the coach: one whole session in a room, forty commands, thirty of them into its sentences.

The coach (this machine's voice) leads a shipped routine through a loudspeaker half a metre from the microphone; the
held-out voices in turn, a metre away and 5 dB softer there than the coach, say commands where they make sense: over a
sentence, begun 0.4 to 1.5 s after its first sound, or in silence. The ear is that of a session.
What is told is what became of each command, how soon, and how soon after that a sentence that it cut was silent.

    python benchmarks/over_speech.py [--routine back-flexibility-six] [--seeds 1 2 3 4] [--page docs/over-speech.md]

Without `--page` the table is only printed.
"""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from benchmarks.barge_in import say
from benchmarks.coach_alone import voice_of_this_machine
from benchmarks.listening.sets.voices import HELD_OUT
from benchmarks.over_speech_told import HEAD, LATE_S, Spoken, judge, row, sums
from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.components import Components, opened
from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, from_bytes
from voice_coach.audio.resampling import resample
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role
from voice_coach.core.events import Heard, Pressed
from voice_coach.core.states import PHASES, State
from voice_coach.core.status import Status
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import RecogniserKind
from voice_coach.session.loop import Loop
from voice_coach.session.options import RunOptions
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import active_rms, decibels
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.room import Room
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.timeline import ScheduledSound

SPEAKER = LoudspeakerModel(distance_m=0.5, echo_return_loss_db=8.0, delay_s=0.06)
ROOM = Acoustics((5.0, 4.0, 2.5), 0.4, loudspeaker=SPEAKER)
SOFTER_DB = 5.0
"""How much softer the talker is than the coach at the microphone, both as active levels with the room's part."""

INTO = (0.4, 1.5)
"""Seconds after a sentence's first sound in which somebody begins to speak over it."""

LEFT_S = 1.0
"""So much of the sentence is still to come then."""

APART_S = 3.0
"""Between what became of a command and the next one."""

QUIET_S, CLEAR_S = 0.8, 0.3
"""The coach has said nothing for so long before a command in silence, and says nothing so long after it."""

GIVES_UP_S = 6.0
"""A pause or a question that is left open for so long is ended with a key."""

SETUP, REP, REST = frozenset({State.SETUP}), frozenset({State.REP}), frozenset({State.REST})
TIMED = frozenset({State.HOLD, State.REST})
ANY = frozenset(PHASES) - {State.INTRO, State.OUTRO}
OPENING = frozenset({State.INTRO})
FORMED = frozenset({State.SETUP, State.REP, State.HOLD})


class Wish(NamedTuple):
    """A command to be said: over a sentence or in silence, in which phases, and only with sides or after another."""

    phrase: str
    over: bool = True
    phases: frozenset[State] = ANY
    sided: bool = False
    after: str = ""


WISHES = (
    Wish("how do i do this", over=False, phases=REP),
    Wish("slower", phases=REP, after="how do i do this"),
    Wish("explain", over=False, phases=REP, after="slower"),
    Wish("faster", phases=REP, after="explain"),
    Wish("more talking", over=False, after="less talking"),
    Wish("louder", phases=OPENING),
    Wish("how long", over=False),
    Wish("repeat that"),
    Wish("where am i"),
    Wish("more time", phases=TIMED),
    Wish("pause now"),
    Wish("switch sides", sided=True),
    Wish("explain"),
    Wish("quieter"),
    Wish("which side", over=False),
    Wish("that hurts"),
    Wish("what's next"),
    Wish("help"),
    Wish("say that again", over=False),
    Wish("go back"),
    Wish("less talking"),
    Wish("time left"),
    Wish("hold on"),
    Wish("easier", phases=FORMED),
    Wish("less time", phases=TIMED),
    Wish("what can i say"),
    Wish("stop now"),
    Wish("what was that"),
    Wish("louder", over=False),
    Wish("previous"),
    Wish("how much longer"),
    Wish("ouch"),
    Wish("move on", over=False, phases=SETUP | REST),
    Wish("skip this", phases=SETUP),
    Wish("next exercise"),
)
CARRY_ON = (Wish("carry on"), Wish("continue", over=False), Wish("go on"))
PAIN = (Wish("three", over=False), Wish("two"))
"""What answers a pause, and the question after pain."""

INSISTS = ("pause now", "hold on", "stop now", "that hurts", "ouch")
"""Said once more, by the next voice, when it was missed."""


class Softening(Speaker):
    """A speaker that remembers when it was told to be softer."""

    softer: list[float]

    def duck(self) -> None:
        """Be softer, and note it."""
        super().duck()
        self.softer.append(self._mixer.reached if self._mixer else 0.0)


def loudness_db(clip: Samples) -> float:
    """The active level at the microphone of what a talker says there, before anything is added to it."""
    room = Room(ROOM)
    room.speak(clip, 0.1)
    blocks = range(len(clip) // BLOCK_FRAMES + 20)
    return decibels(active_rms(from_bytes(b"".join(room.exchange(np.zeros(BLOCK_FRAMES, np.float32)) for _ in blocks))))


def coach_db(text: str) -> float:
    """The active level at the microphone of what the coach says."""
    with closing(voice_of_this_machine()) as voice:
        clip = voice.clip(text)
    sound = np.pad(resample(clip.samples, clip.rate, RATE), (0, RATE // 4))
    return decibels(active_rms(from_bytes(Room(ROOM).exchange(sound.astype(np.float32)))))


class Apart:
    """An ear that hears single commands in the room, with nobody else in it."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._ear = opened(RecogniserKind.PHONES, book).ear(book, "The benchmark")
        self._at = 0.0

    def taken(self, one: Spoken, level_db: float) -> str:
        """What a command is taken for."""
        clip = say(next(voice for voice in HELD_OUT if str(voice) == one.voice), one.phrase)
        asked = "?" if self._book.table[one.phrase].command is Command.NUMBER else ""
        status = Status(State.HOLD, State.HOLD, "The benchmark", question=asked)
        room, found = Room(ROOM), []
        room.speak(clip, 1.0, level_db=level_db - loudness_db(clip))
        for _ in range(round((1.0 + len(clip) / RATE + LATE_S) * RATE) // BLOCK_FRAMES):
            self._at += BLOCK_FRAMES / RATE
            heard = self._ear.hear(room.exchange(np.zeros(BLOCK_FRAMES, np.float32)), self._at, status)
            found += [what for what in heard if isinstance(what, Heard)]
        return ", ".join(f"{what.command}{'' if what.number is None else f' {what.number}'}" for what in found)

    def close(self) -> None:
        """Listen no more."""
        self._ear.close()


@dataclass(slots=True)
class User:
    """Says what is to be said, where it makes sense."""

    loop: Loop
    room: Room
    speaker: Speaker
    level_db: float
    random: Random
    first_voice: int = 0
    wishes: list[Wish] = field(default_factory=lambda: list(WISHES))
    carry_on: deque[Wish] = field(default_factory=lambda: deque(CARRY_ON))
    pain: deque[Wish] = field(default_factory=lambda: deque(PAIN))
    spoken: list[Spoken] = field(default_factory=list)
    seen: int = -1
    settled: int = 0
    free_at: float = 2.0
    since: float = 0.0
    state: State = State.WAITING

    def act(self, now: float, decided: Iterable[tuple[float, object]]) -> None:
        """Look at what is being said, and speak if it is time; ``decided`` is what the ear has decided lately."""
        status = self.loop.coach.status
        if status.state is not self.state:
            self.state, self.since = status.state, now
        begun = self._begun(now)
        if self.spoken and not self._settled(self.spoken[-1], now, decided):
            return
        if status.state in (State.PAUSED, State.ASKING):
            self._answer(status, now, begun)
        elif now >= self.free_at and status.state is not State.RESUMING:
            fits = (wish for wish in self.wishes if self._fits(wish, status))
            if any(self._said(wish, now, begun, self.wishes) for wish in list(fits)):
                return

    def _settled(self, last: Spoken, now: float, decided: Iterable[tuple[float, object]]) -> bool:
        """Whether it is known what became of the last command; a missed call for help is said once more."""
        heard = any(isinstance(what, Heard) and at > last.began for at, what in decided)
        if now <= last.ended + (0.1 if heard else LATE_S):
            return False
        if self.settled < len(self.spoken):
            self.settled = len(self.spoken)
            self.free_at = now + APART_S
            if not heard and [one.phrase for one in self.spoken].count(last.phrase) == 1 and last.phrase in INSISTS:
                self.wishes.insert(0, Wish(last.phrase))
        return True

    def _begun(self, now: float) -> ScheduledSound | None:
        """The sentence that has begun lately and is not spoken over yet."""
        sounding = [sound for sound in self.speaker.sounding(now - 0.02, now) if sound.say and sound.ends > now]
        return next((sound for sound in sounding if sound.key != self.seen), None)

    def _fits(self, wish: Wish, status: Status) -> bool:
        after = not wish.after or any(one.phrase == wish.after for one in self.spoken)
        return after and status.phase in wish.phases and (status.side is not None or not wish.sided)

    def _answer(self, status: Status, now: float, begun: ScheduledSound | None) -> None:
        wishes: list[Wish] | deque[Wish] = self.carry_on if status.state is State.PAUSED else self.pain
        if now - self.since > GIVES_UP_S + LATE_S + APART_S or not wishes:
            key = Pressed(Command.RESUME, now) if status.state is State.PAUSED else Pressed(Command.NUMBER, now, 2)
            self.loop.take(key, now)
            return
        asked = begun if begun and (status.state is State.PAUSED or begun.role is Role.ASK) else None
        wish = wishes[0]
        if wish.over and now - self.since > GIVES_UP_S:
            wishes[0] = wish._replace(over=False)
        self._said(wish, now, asked, wishes)

    def _said(self, wish: Wish, now: float, begun: ScheduledSound | None, wishes: list[Wish] | deque[Wish]) -> bool:
        """Say it if this is the moment, and return whether it is."""
        voice = HELD_OUT[(self.first_voice + len(self.spoken)) % len(HELD_OUT)]
        clip = say(voice, wish.phrase)
        lasts = len(clip) / RATE
        if wish.over:
            if begun is None:
                return False
            starts, ends = begun.starts + SPEAKER.delay_s, begun.ends + SPEAKER.delay_s
            first = max(INTO[0], now + 0.04 - starts)
            if first > INTO[1]:
                return False
            at = starts + self.random.uniform(first, INTO[1])
            if ends < at + LEFT_S:
                return False
            self.seen = begun.key
        else:
            at = now + 0.1
            if any(sound.say for sound in self.speaker.sounding(now - QUIET_S, at + lasts + CLEAR_S)):
                return False
        self.room.speak(clip, at, level_db=self.level_db - loudness_db(clip))
        over = begun.what if begun and wish.over else ""
        self.spoken.append(Spoken(at, at + lasts, str(voice), wish.phrase, over))
        wishes.remove(wish)
        return True


class Played(NamedTuple):
    """A session that was played: its seconds, levels, commands, and what was heard that nobody said."""

    seconds: float
    coach_db: float
    spoken: list[Spoken]
    others: list[str]


def session(routine: str, seed: int) -> Played:
    """Play it to its end."""
    room = Room(ROOM, seed)
    components = Components(load(find(routine)), RunOptions())
    book = components.phrasebook
    engine = opened(RecogniserKind.PHONES, book, echo=EchoControl())
    mixer, log = Mixer(RATE), MemoryLog()
    coach_level = coach_db("To get into position, sit toward the front of your chair.")
    with closing(engine.ear(book, "The benchmark")) as ear, closing(voice_of_this_machine()) as voice:
        speaker = Softening(voice, mixer, SPEAKER.delay_s)
        speaker.softer = []
        inbox = BlockInbox(mixer, room.exchange)
        coach = components.coach(cautious=engine.cautious)
        loop = assemble(Parts(coach=coach, inbox=inbox, speaker=speaker, log=log, ear=ear, latency_s=SPEAKER.delay_s))
        begin(loop, components.wording)
        user = User(loop, room, speaker, coach_level - SOFTER_DB, Random(seed), seed)  # noqa: S311 - moments, no secrets
        while not loop.over:
            loop.turn()
            user.act(inbox.now(), log.entries[-60:])
    others = judge(user.spoken, log.entries, book, speaker.log(inbox.now()), speaker.softer)
    with closing(Apart(book)) as apart:
        for one in user.spoken:
            one.alone = apart.taken(one, coach_level - SOFTER_DB)
    return Played(inbox.now(), coach_level, user.spoken, others)


ABOUT = """\
# Speaking over the coach

One whole session of `{routine}` ({minutes:.1f} minutes) in a simulated room of 5 by 4 by 2.5 m with a reverberation of
0.4 s. The loudspeaker stands half a metre from the microphone; the user is a metre away and {softer:g} dB softer there
than the coach at its first volume (active levels, the room's part included: {coach:.0f} and {user:.0f} dBFS). The user
is one of the held-out synthetic voices in turn; no person was heard. The ear is the phone ear behind the echo control,
as in every session, and it knows nothing of the room before. Commands are said where they make sense. One over a
sentence begins {first:g} to {last:g} s after the sentence's first sound, with a second of it or more to come; it is
right when it is decided for what it is by {late:g} s after its end. The figure in brackets is the ear's confidence.
Times to silence are those of what the loudspeaker is given, which is 60 ms behind. The last column tells what the same
sound at the same level is taken for in the same room when there is no coach. A few sessions with made-up voices are
something to read, no estimate of how often people are understood.

    {command}

makes this page anew, in a minute or two.
"""


def page(routine: str, played: dict[int, Played], command: str) -> str:
    """The page: the first session in full, and the sums of all."""
    (seed, told), *_ = played.items()
    about = ABOUT.format(
        routine=routine,
        minutes=told.seconds / 60,
        softer=SOFTER_DB,
        coach=told.coach_db,
        user=told.coach_db - SOFTER_DB,
        first=INTO[0],
        last=INTO[1],
        late=LATE_S,
        command=command,
    )
    parts = [about, "## In sum", "", *sums(told.spoken, told.others), ""]
    if len(played) > 1:
        spoken = [one for session in played.values() for one in session.spoken]
        others = [what for session in played.values() for what in session.others]
        parts += [f"All {len(played)} sessions, each with other moments and other voices for the same commands:", ""]
        parts += [*sums(spoken, others), "", "What was not right in any of them:", "", *HEAD]
        parts += [row(one) for one in spoken if not one.right]
        parts.append("")
    parts += [f"## Command by command (seed {seed})", "", *HEAD, *(row(one) for one in told.spoken), ""]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--routine", default="back-flexibility-six")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--page", type=Path)
    chosen = parser.parse_args()
    seeds = " ".join(map(str, chosen.seeds))
    command = f"python benchmarks/over_speech.py --routine {chosen.routine} --seeds {seeds} --page docs/over-speech.md"
    played = {seed: session(chosen.routine, seed) for seed in chosen.seeds}
    text = page(chosen.routine, played, command)
    print(text)
    if chosen.page:
        chosen.page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
