"""One time that somebody said a phrase: a line of the manifest of a voice."""

from __future__ import annotations

import json
from dataclasses import dataclass

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Seconds
from voice_coach.journal.codec import decode, encode


@dataclass(frozen=True, slots=True)
class RehearsedClip:
    """A clip and what became of it.

    ``file`` is the clip's name in the folder of clips; ``phrase`` was asked for and ``heard`` was understood ("" for
    nothing); ``ok`` says that it was the phrase's command. ``level_db`` is the speech's RMS in dB of full scale;
    ``when`` is in ISO 8601 with the offset from UTC; ``recogniser`` is the name of the one that heard it, which may be
    one that the coach had and has no more.
    """

    file: str
    command: Command
    phrase: str
    heard: str
    ok: bool
    seconds: Seconds
    level_db: float
    when: str
    recogniser: str

    def line(self) -> str:
        """Return the clip as a line of JSON without its end."""
        return json.dumps(encode(self), ensure_ascii=False)


def parse(line: str) -> RehearsedClip:
    """Read a line that `RehearsedClip.line` made; raises ValueError for any other."""
    return decode(RehearsedClip, json.loads(line))
