"""The first line of a journal: all that the coach was given, so that the journal alone replays to the same state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from voice_coach.core.coach import Coach
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.past import Past
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Routine
from voice_coach.core.plan.steps import Form
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.journal.codec import decode

VERSION = 3
"""Version 1 had other fields in its routine, version 2 no past."""


@dataclass(frozen=True, slots=True)
class JournalHeader:
    """What a session began with.

    ``program`` is the coach's version, ``began`` the time of day as ISO 8601 with its offset. ``routine`` is the
    whole routine; one that was edited since is told by comparing. ``language`` is the code or the file; of its
    texts ``sentences``, ``refusals`` and the ``taught`` phrases are here. ``forms`` has one member an exercise,
    ``past`` is what the coach can tell of earlier sessions. The coach takes no chances: there is no seed to keep.
    """

    version: int
    program: str
    began: str
    routine: Routine
    language: str
    sentences: dict[str, str | tuple[str, ...]]
    taught: dict[str, str]
    refusals: dict[str, str]
    forms: tuple[Form, ...]
    verbosity: Verbosity
    cautious: bool
    past: Past = field(default_factory=Past)

    @property
    def wording(self) -> Wording:
        """The coach's sentences, as they were."""
        taught = {Command(key): phrase for key, phrase in self.taught.items()}
        return Wording(self.sentences, taught, {Refusal(key): text for key, text in self.refusals.items()})

    @property
    def plan(self) -> Plan:
        """The plan that the routine made."""
        return compile_plan(self.routine)

    def coach(self) -> Coach:
        """A coach at the start, as it was."""
        return Coach(
            self.plan, self.wording, forms=self.forms, level=self.verbosity, cautious=self.cautious, past=self.past
        )

    @property
    def began_at(self) -> datetime:
        """When it began, aware of its offset. Raises ValueError when that cannot be read."""
        return datetime.fromisoformat(self.began)


def header_of(data: dict[str, Any]) -> JournalHeader:
    """Read a header's fields. Raises ValueError for one that this version of the coach cannot use."""
    if data.get("version") != VERSION:
        raise ValueError(f"journals of version {data.get('version')!r} cannot be read, only those of version {VERSION}")
    return decode(JournalHeader, data)
