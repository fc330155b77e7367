"""How a session went, line by line, for people to read and for a later run to be held against."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from voice_coach.core.effects import Effect, Hush, Record, Say, Show
from voice_coach.core.events import DeadlinePassed, Event, SpeechFinished
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.journal.codec import encode


def rendered(entries: Iterable[tuple[Seconds, Event | Effect]]) -> Iterator[str]:
    """A line an entry: what happened begins with >, a change of state with =, the rest is what the coach ordered."""
    texts = defaultdict[int, deque[str]](deque)  # sentences about the session itself all have the id 0
    shown = ""
    for at, what in entries:
        match what:
            case DeadlinePassed():
                continue
            case SpeechFinished(say_id):
                line = f"> spoken: {texts[say_id].popleft()}"
            case Show(status):
                if (line := f"= {_state(status)}") == shown:
                    continue
                shown = line
            case Hush():
                line = "  Hush"
            case _:
                line = f"{'>' if isinstance(what, Event) else ' '} {type(what).__name__} {_fields(what)}"
        if isinstance(what, Say):
            texts[what.id].append(what.text)
        yield f"{at:8.2f} {line}"


def _state(status: Status) -> str:
    where = [str(status.state), f"step {status.step}", status.exercise, str(status.side or ""), status.question]
    return ", ".join(part for part in where if part)


def _fields(what: Event | Effect) -> str:
    """The fields that say something, times to the hundredth of a second; an event's time stands before it."""
    values = encode(what)
    values.pop("id", None)
    if isinstance(what, Event | Record):
        values.pop("at")
    return " ".join(
        f"{key}={value:.2f}" if isinstance(value, float) else f"{key}={value}"
        for key, value in values.items()
        if value is not None
    )
