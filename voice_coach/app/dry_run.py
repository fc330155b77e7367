"""A session without sound, as fast as the machine can: for `simulate`, and to know ahead what will be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voice_coach.app.assemble import Parts, assemble
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Event, Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.inbox.virtual import VirtualInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.session.transcript import TranscriptRow, transcript, unsaid
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice


@dataclass(frozen=True, slots=True)
class DryRun:
    """A session that was run dry: everything that happened, the table of it, and when it was over."""

    log: MemoryLog
    rows: tuple[TranscriptRow, ...]
    ended_at: Seconds
    finished: bool


def dry_run(coach: Coach, events: Iterable[Event] = ()) -> DryRun:
    """Run a session from "start" at 0 s with these events; it ends when nothing more can happen."""
    events = tuple(events)
    speaker, log = Speaker(EstimatedVoice()), MemoryLog()
    inbox = VirtualInbox([Pressed(Command.START, 0.0), *events])
    assemble(Parts(coach=coach, inbox=inbox, speaker=speaker, log=log)).run()
    ended_at = inbox.now()
    rows = (*transcript(log, speaker.log(ended_at)), *unsaid(events, log))
    return DryRun(log, rows, ended_at, coach.finished)
