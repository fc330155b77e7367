"""Small pieces of a session, made by hand."""

from __future__ import annotations

from pathlib import Path

from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role, Say, Show, Tone
from voice_coach.core.events import Event, Heard
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.scenario.scenario import Scenario
from voice_coach.simulator.scenario.telling.performance import Performance
from voice_coach.simulator.scenario.timing import TimeSpan
from voice_coach.speaking.timeline import ScheduledSound


def status(state: State, step: int = 0, heard: HeardNote | None = None, exercise: str = "Twist") -> Status:
    return Status(state, state, "Made", step=step, exercise=exercise, heard=heard)


def said(text: str, starts: Seconds, ends: Seconds, role: Role = Role.POSITION, *, cut: bool = False) -> ScheduledSound:
    return ScheduledSound(0, starts, ends, say=Say(0, text, role), cut=cut)


def tone(kind: Tone, starts: Seconds) -> ScheduledSound:
    return ScheduledSound(0, starts, starts + 0.2, tone=kind)


def log(*entries: tuple[Seconds, Event | Status]) -> MemoryLog:
    return MemoryLog([(at, Show(what) if isinstance(what, Status) else what) for at, what in entries])


def scenario(**keys: object) -> Scenario:
    """A scenario of these keys of a file, called made."""
    return Scenario.model_validate({"routine": "desk-break", **keys}).in_file(Path("made.scenario.yaml"))


def performed(played: Scenario | None = None, lines: tuple[TimeSpan, ...] = ()) -> Performance:
    """A session in which "pause now" is heard and obeyed at 5 s, in the middle of a sentence and a hold."""
    obeyed = HeardNote("pause now", obeyed=True)
    return Performance(
        scenario=played or scenario(),
        engine="scripted",
        log=log(
            (0.0, status(State.SETUP)),
            (3.0, status(State.HOLD, 1)),
            (5.0, Heard(Command.PAUSE, "pause now", 5.0)),
            (5.0, status(State.PAUSED, 1, obeyed)),
            (9.0, status(State.HOLD, 1, obeyed)),
        ),
        sounds=(
            said("Sit tall.", 0.0, 2.0),
            tone(Tone.START, 3.0),
            said("Breathe slowly.", 4.5, 5.0, Role.TIP, cut=True),
            said("Paused.", 5.0, 6.0, Role.ANSWER),
        ),
        lines=lines,
        notices=((1.0, "The microphone is gone."),),
        ended_at=12.0,
        took_s=0.1,
    )
