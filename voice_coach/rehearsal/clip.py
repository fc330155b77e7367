"""One time that somebody said a phrase: a line of the manifest of a voice."""

from __future__ import annotations

import json
from dataclasses import dataclass

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Seconds
from voice_coach.journal.codec import decode, encode

OWN = "own_phones"


@dataclass(frozen=True, slots=True)
class RehearsedClip:
    """A clip and what became of it.

    ``file`` is the clip's name in the folder of clips; ``phrase`` was asked for and ``heard`` was understood ("" for
    nothing); ``ok`` says that it was the phrase's command. ``level_db`` is the speech's RMS in dB of full scale;
    ``when`` is in ISO 8601 with the offset from UTC; ``recogniser`` is the name of the one that heard it, which may be
    one that the coach had and has no more. ``own_phones`` marks a phrase of the person's own ("own pause 1"): how they
    say it, in the letters of ARPAbet; it is "" for the coach's phrases, and then left out of the line.
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
    own_phones: str = ""

    def line(self) -> str:
        """Return the clip as a line of JSON without its end."""
        fields = encode(self)
        if not self.own_phones:
            del fields[OWN]
        return json.dumps(fields, ensure_ascii=False)


def parse(line: str) -> RehearsedClip:
    """Read a line that `RehearsedClip.line` made; raises ValueError for any other."""
    data = json.loads(line)
    return decode(RehearsedClip, {OWN: "", **data} if isinstance(data, dict) else data)
