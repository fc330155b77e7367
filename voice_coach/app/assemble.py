"""Puts a session together: the one place that makes a loop, from parts that stand here by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record, Role, Say
from voice_coach.core.events import Event, Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import Wording
from voice_coach.core.status import Status
from voice_coach.health.trouble import Watch
from voice_coach.inbox.port import Inbox
from voice_coach.session.loop import Listener, Log, Loop, Pulse
from voice_coach.session.performer import Performer
from voice_coach.session.subtitles import Subtitles
from voice_coach.speaking.speaker import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a session is made of; the parts with a default may be missing.

    Attributes:
        coach: decides.
        inbox: where everything comes from, and where time passes.
        speaker: gives every sound its time.
        log: where events and effects are written down.
        ear: turns the microphone's sound into commands.
        show: who wants to see every status.
        remember: keeps a record for later sessions.
        notice: shows a sentence about the session itself.
        subtitles: shows what the coach says, in a session without sound.
        latency_s: the time from the mixer to the air.
        watch: looks after the sound.
        pulse: is given signs of life.
        stays: the session does not end with the routine.

    """

    coach: Coach
    inbox: Inbox
    speaker: Speaker
    log: Log
    ear: Listener | None = None
    show: tuple[Callable[[Status], None], ...] = ()
    remember: Callable[[Record], None] = lambda _: None
    notice: Callable[[str], None] = lambda _: None
    subtitles: Subtitles | None = None
    latency_s: Seconds = 0.0
    watch: Watch | None = None
    pulse: Pulse | None = None
    stays: bool = False


def assemble(parts: Parts) -> Loop:
    """A session that is ready to begin."""
    return Loop(
        coach=parts.coach,
        inbox=parts.inbox,
        speaker=parts.speaker,
        performer=Performer(parts.speaker, parts.show, parts.remember),
        log=parts.log,
        notice=parts.notice,
        ear=parts.ear,
        latency_s=parts.latency_s,
        watch=parts.watch,
        pulse=parts.pulse,
        stays=parts.stays,
        subtitles=parts.subtitles,
    )


START = Pressed(Command.START, 0.0)


def begin(loop: Loop, wording: Wording, *notices: str, first: Event | None = START) -> None:
    """Take the ``first`` event, or say how to start; then say what must be said about the session itself.

    What is empty is left out.
    """
    now = loop.inbox.now()
    if first:
        loop.take(replace(first, at=now), now)
    for text in ("" if first else wording("waiting"), *notices):
        if text:
            loop.order((Say(0, text, Role.GREET),), now)
