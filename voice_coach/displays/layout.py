"""The picture of a session on a terminal: what matters most is the biggest, and read from across the room.

The word for the state is as large as the number, where what matters more leaves the room. On a small screen a line is
there whole or not at all: what matters least goes first, the number never.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.align import Align
from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from voice_coach.core.states import WORK, State
from voice_coach.displays.figures import ROWS, big, drawable, fitting, high, stacked
from voice_coach.displays.keyboard import keys_that_act
from voice_coach.displays.labels import Labels, place, remaining
from voice_coach.formats import countdown, duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderResult

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.status import Status


FRAME_FROM = (40, 16)
"""The smallest screen with a frame: columns and lines."""

_COLOURS = {
    State.SETUP: "bright_yellow",
    State.ASKING: "bright_yellow",
    State.PAUSED: "bright_magenta",
    State.RESUMING: "bright_magenta",
} | dict.fromkeys(WORK, "bright_green")
"""Colours tell work from rest at a glance; every state that is not here is cyan."""


class _Part(NamedTuple):
    """Some text and how soon it has to go, from 0, which stays longest."""

    rank: int
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A status at one moment of the session's clock, with the last sentences and the last notice."""

    labels: Labels
    status: Status
    now: Seconds
    spoken: tuple[str, ...] = ()
    notice: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it as high and as wide as the terminal is."""
        columns, lines = options.max_width, options.height or console.height
        framed = columns >= FRAME_FROM[0] and lines >= FRAME_FROM[1]
        width, height = (columns - 4, lines - 2) if framed else (columns, lines)
        keys = [f"{key} {self.labels.key(order)}" for key, order in keys_that_act(self.status)]
        in_frame = framed and len(" · ".join(keys)) <= columns - 6
        above, below = _above(self), (*_below(self), *([] if in_frame else _rows(keys, width)))
        colour, ink = _COLOURS.get(self.status.state, "bright_cyan"), "#" if options.ascii_only else "█"

        # The least room for the number is kept free; what the texts leave of the rest makes it larger.
        number = _number(self, width)
        least = 0 if not number else ROWS if stacked(number, "", width) and height >= ROWS else 1
        state, large = _states(self, number, width)
        both = high(len(stacked(number, large.text, width)))
        drawn = {part: Text(part.text, part.style, justify="center") for part in (*above, state, *below)}
        room, shown = height - least, set[_Part]()
        for part in sorted((*drawn, large), key=lambda part: part.rank):
            # A state that is large is not there once more as a text.
            needed = both - least - 1 if part is large else len(drawn[part].wrap(console, width))
            if part.text and needed <= room:
                room -= needed
                shown.add(part)
        word = large.text if large in shown else ""
        if word:
            shown.discard(state)
            least = both
        air = [Text()] if room >= 2 and (number or word) else []
        body = Group(
            *(drawn[part] for part in above if part in shown),
            *air,
            *(  # centred here: rich would take off what is blank at the end of a row, and shift the rest
                Text(row.center(width), colour, no_wrap=True)
                for row in _figures(number, word, (width, least + room - 2 * len(air)), ink)
            ),
            *air,
            *(drawn[part] for part in (state, *below) if part in shown),
        )
        middle = Align.center(body, vertical="middle", height=None if framed else lines)
        title = self.status.routine if len(self.status.routine) <= columns - 6 else ""
        yield (
            Panel(
                middle,
                title=f"[bold]{escape(title)}[/]" if title else None,
                subtitle=" · ".join(keys) if in_frame else None,
                border_style=colour,
                height=lines,
            )
            if framed
            else middle
        )


def _above(picture: Picture) -> tuple[_Part, ...]:
    """What stands over the figures."""
    status = picture.status
    colour = _COLOURS.get(status.state, "bright_cyan")
    return _Part(3, status.exercise or status.routine, "bold"), _Part(2, place(status).upper(), colour)


def _states(picture: Picture, number: str, width: int) -> tuple[_Part, _Part]:
    """The state or the open question as a text, and what of it can be drawn as large as the number."""
    status = picture.status
    name = picture.labels.state(status.state)
    large = "" if status.question or not drawable(name.upper()) else name.upper()
    return (
        _Part(0, status.question or name, f"bold {_COLOURS.get(status.state, 'bright_cyan')}"),
        _Part(7, large if stacked(number, large, width) else ""),
    )


def _below(picture: Picture) -> Iterator[_Part]:
    """What stands under the figures, but for the state and the keys."""
    status, labels, note = picture.status, picture.labels, picture.status.heard
    following, progress = _ahead(status)
    yield _Part(8, following)
    yield _Part(10, progress, "dim")
    yield _Part(9, labels.heard(note) if note else "", "green" if note and note.obeyed else "yellow")
    for age, text in reversed([*enumerate(reversed(picture.spoken))]):
        yield _Part(4 if age == 0 else 10 + age, text, "italic")
    yield _Part(1 if status.asleep else 5, labels.asleep if status.asleep else picture.notice, "yellow")


def _rows(keys: list[str], width: int) -> Iterator[_Part]:
    """The keys in as few lines as they need; one that is wider than the screen is left out."""
    row = ""
    for key in (key for key in keys if len(key) <= width):
        longer = f"{row} · {key}" if row else key
        if len(longer) > width:
            yield _Part(6, row, "dim")
            longer = key
        row = longer
    yield _Part(6, row, "dim")


def _figures(number: str, word: str, size: tuple[int, int], ink: str) -> Iterator[str]:
    """The number over the word, as large as so many columns and lines take; where they do not, the number as a text."""
    lines, scale = stacked(number, word, size[0]), fitting(number, word, *size)
    if high(len(lines)) > size[1] or not lines:
        yield from [number] if number else []
        return
    for at, line in enumerate(stacked(number, word, size[0], scale)):
        yield from [""] * scale if at else []
        yield from big(line, scale, ink)


def _number(picture: Picture, width: int) -> str:
    """The rep or the seconds that are left, with L or R before it where there is a side and the room for it."""
    status = picture.status
    left = remaining(status, picture.now)
    if status.phase is State.REP and status.reps:
        text = f"{status.rep}/{status.reps}"
    elif left is not None and status.state not in {State.WAITING, State.FINISHED}:
        text = countdown(left)
    else:
        return ""
    sided = f"{status.side.value[0].upper()} {text}" if status.side else text
    return sided if len(big(sided)[0]) <= width else text


def _ahead(status: Status) -> tuple[str, str]:
    """Say what comes and how much is left; nothing where nothing is left to do, however the session came there."""
    if status.state in {State.OUTRO, State.FINISHED}:
        return "", ""
    progress = f"step {status.step} of {status.steps} · {_minutes(status.left_s)}" if status.step else ""
    return status.next, progress


def _minutes(seconds: Seconds) -> str:
    return f"{round(seconds / 60)} min left" if seconds >= 90 else f"{duration(seconds)} left"
