"""What is told of a session in which somebody speaks over the coach: a row a command, and the sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from voice_coach.core.events import Heard, Rejected
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.speaking.timeline import ScheduledSound

LATE_S = 1.5
"""After a command's end by which it must be decided."""

CUT_S = 0.5
"""A sentence that is cut so soon after a decision was cut by it."""


@dataclass(slots=True)
class Spoken:
    """A command that was said, and what became of it.

    Attributes:
        began, ended: its first and last sound, on the session's clock.
        over: the coach's sentence; empty in silence.
        taken: the command that was decided, with its figure and the coach's refusal; or why the ear refused it.
        decided: when; None when nothing was decided.
        right: it was taken for what it is.
        ducked_s: after its first sound, by when the coach was softer; None when it was not.
        silent_s: from the decision to the end of the sentence that it cut; None when none was cut.
        alone: what the same sound is taken for in the same room without a coach; empty for nothing.

    """

    began: float
    ended: float
    voice: str
    phrase: str
    over: str
    taken: str = ""
    decided: float | None = None
    right: bool = False
    ducked_s: float | None = None
    silent_s: float | None = None
    alone: str = ""


HEAD = (
    "| time | said | by | over | taken for | after its end | the coach's sentence | without a coach |",
    "|---|---|---|---|---|---|---|---|",
)


def row(one: Spoken) -> str:
    """A command as a row of the table."""
    minutes, seconds = divmod(round(one.began, 1), 60)
    late = "" if one.decided is None else f"{one.decided - one.ended:.2f} s"
    became = [] if one.ducked_s is None else [f"softer after {one.ducked_s:.2f} s"]
    became += [] if one.silent_s is None else [f"cut in {1000 * one.silent_s:.0f} ms"]
    over = f'"{one.over}"' if one.over else "(silence)"
    taken = one.taken or "missed"
    cells = (f"{minutes:02.0f}:{seconds:04.1f}", one.phrase, one.voice, over, taken, late, ", ".join(became))
    return f"| {' | '.join((*cells, one.alone or 'nothing'))} |"


def sums(spoken: Sequence[Spoken], others: Sequence[str]) -> list[str]:
    """What the rows come to; ``others`` are commands that nobody said."""
    found = []
    for name, some in (
        ("over speech", [one for one in spoken if one.over]),
        ("in silence", [one for one in spoken if not one.over]),
    ):
        right = sum(one.right for one in some)
        wrong = sum(one.decided is not None and not one.right for one in some)
        late = [one.decided - one.ended for one in some if one.right and one.decided is not None]
        soon = (
            f"; decided {median(late):.2f} s after the last sound (median; at most {max(late):.2f} s)" if late else ""
        )
        found.append(f"- {len(some)} {name}: {right} right, {wrong} wrong, {len(some) - right - wrong} missed{soon}.")
        alone = sum(bool(one.alone) for one in some)
        found.append(f"  Without a coach {alone} of them are taken for a command.")
    cut = [one.silent_s for one in spoken if one.silent_s is not None]
    if cut:
        longest = f"{1000 * max(cut):.0f} ms"
        found.append(f"- {len(cut)} of the coach's sentences were cut; the longest time to silence was {longest}.")
    found.append(f"- Commands that nobody said: {len(others)}{''.join(f'; {one}' for one in others)}.")
    return found


def judge(
    spoken: Sequence[Spoken],
    entries: Sequence[tuple[float, object]],
    book: Phrasebook,
    sounds: Sequence[ScheduledSound],
    softer: Sequence[float],
) -> list[str]:
    """Say of each command what became of it, and return the commands that nobody said."""
    heard = [(number, at, what) for number, (at, what) in enumerate(entries) if isinstance(what, Heard)]
    refused = [(at, what) for at, what in entries if isinstance(what, Rejected)]
    statuses = [(number, what.status) for number, (_, what) in enumerate(entries) if hasattr(what, "status")]
    used = set()
    for one in spoken:
        wanted = book.table[one.phrase]
        within = [found for found in heard if one.began < found[1] < one.ended + LATE_S]
        used |= {number for number, _, _ in within}
        within.sort(key=lambda found: found[2].command is not wanted.command)
        if within:
            number, one.decided, what = within[0]
            one.right = (what.command, what.number) == (wanted.command, wanted.number)
            note = next((status.heard for at, status in statuses if at > number and status.heard), None)
            reason = f", the coach refuses: {note.reason}" if note and note.reason and note.text == what.text else ""
            figure = f" ({what.confidence:.2f}{reason})"
            one.taken = f"{what.command}{'' if what.number is None else f' {what.number}'}{figure}"
            decided = one.decided
            cut = [sound.ends - decided for sound in sounds if sound.say and sound.cut and sound.starts <= decided]
            one.silent_s = next((silent for silent in cut if 0 <= silent < CUT_S), None)
        else:
            told = [f'"{what.text}": {what.reason}' for at, what in refused if one.began < at < one.ended + LATE_S]
            one.taken = f"missed; refused {'; '.join(told)}" if told else ""
        until = one.decided if one.decided is not None else one.ended
        one.ducked_s = next((at - one.began for at in softer if one.began < at <= until), None) if one.over else None
    return [
        f'"{what.text}" ({what.confidence:.2f}) at {at:.1f} s beside {beside(sounds, at)}'
        for number, at, what in heard
        if number not in used
    ]


def beside(sounds: Sequence[ScheduledSound], at: float) -> str:
    """What the coach said in the two seconds before."""
    return (
        ", ".join(f'"{sound.what}"' for sound in sounds if sound.say and sound.starts < at < sound.ends + 2)
        or "silence"
    )
