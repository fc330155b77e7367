"""The log of an ear, a line a block: what went in beside the sound, and what it decided. A line of ear.jsonl.

    {"at":12.34,"samples":320,"status":{...},"speech":[...],"decided":[{"Heard":{...}}]}

``at`` and ``samples`` are always there; ``status`` and ``speech`` only where they differ from the line before,
``decided`` only where there was something, ``played`` only where the loudspeaker was given something,
``new_exercise`` only where the ear was told of one before this block.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from voice_coach.core.events import Heard, Rejected
from voice_coach.core.status import Status
from voice_coach.journal.codec import decode, encode
from voice_coach.listening.gate import Speech

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds

Decision: TypeAlias = Heard | Rejected

KEYS = frozenset({"at", "samples", "played", "status", "speech", "decided", "new_exercise"})


@dataclass(frozen=True, slots=True)
class EarLogLine:
    """A block of ``samples`` samples at 16 kHz, the last of them recorded ``at``, as `Ear.hear` takes and judges it.

    So many samples were ``played`` since the block before.
    """

    at: Seconds
    samples: int
    status: Status
    speech: tuple[Speech, ...] = ()
    decided: tuple[Decision, ...] = ()
    new_exercise: bool = False
    played: int = 0

    def text(self, before: EarLogLine | None) -> str:
        """Return it as a line without its end; ``before`` is the one on the line before."""
        line: dict[str, Any] = {"at": self.at, "samples": self.samples}
        if self.played:
            line["played"] = self.played
        if before is None or self.status != before.status:
            line["status"] = encode(self.status)
        if self.speech != (before.speech if before else ()):
            line["speech"] = [encode(said) for said in self.speech]
        if self.decided:
            line["decided"] = [{type(one).__name__: encode(one)} for one in self.decided]
        if self.new_exercise:
            line["new_exercise"] = True
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def parse(line: bytes, before: EarLogLine | None) -> EarLogLine:
    """Read a line that `EarLogLine.text` made; raises ValueError when it is torn or damaged."""
    data = json.loads(line)
    if not isinstance(data, dict) or not data.keys() <= KEYS:
        raise ValueError(f"no line of an ear log: {data!r}")
    at, samples, played = data.get("at"), _count(data.get("samples")), _count(data.get("played", 0))
    if not isinstance(at, int | float) or samples is None or played is None:
        raise ValueError("a line needs its time and its samples")
    if before is None and "status" not in data:
        raise ValueError("the first line needs a status")
    return EarLogLine(
        float(at),
        samples,
        decode(Status, data["status"]) if before is None or "status" in data else before.status,
        _speech(data["speech"]) if "speech" in data else before.speech if before else (),
        tuple(_decision(one) for one in _list(data.get("decided", []))),
        bool(data.get("new_exercise", False)),
        played,
    )


def _count(data: object) -> int | None:
    return data if isinstance(data, int) and data >= 0 else None


def _speech(data: object) -> tuple[Speech, ...]:
    return tuple(decode(Speech, said) for said in _list(data))


def _decision(data: object) -> Decision:
    match data:
        case {"Heard": fields}:
            return decode(Heard, fields)
        case {"Rejected": fields}:
            return decode(Rejected, fields)
    raise ValueError(f"no decision: {data!r}")


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise ValueError(f"no list: {data!r}")  # noqa: TRY004 - bad data, no bug
    return data
