"""The picture of a session on a terminal: what matters most is the biggest, and read from across the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.align import Align
from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from voice_coach.core.states import WORK, State
from voice_coach.displays.labels import Labels, place, remaining
from voice_coach.formats import countdown, duration

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.status import Status


_KEYS = "n next · b back · r repeat · s skip · ? help · q finish"
_SPACE = dict.fromkeys((State.WAITING, State.FINISHED), "start") | {State.PAUSED: "go on"}
_WORDS = 10
"""Lines that the frame and the labels take beside the figures and the sentences."""

_COLOURS = {
    State.SETUP: "bright_yellow",
    State.ASKING: "bright_yellow",
    State.PAUSED: "bright_magenta",
    State.RESUMING: "bright_magenta",
} | dict.fromkeys(WORK, "bright_green")
"""Colours tell work from rest at a glance; every state that is not here is cyan."""


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
        status, colour = self.status, _COLOURS.get(self.status.state, "bright_cyan")
        width, height = options.max_width - 4, options.height or console.height
        ink = "#" if options.ascii_only else "█"
        note, notice = status.heard, "not listening: say, wake up" if status.asleep else self.notice
        # A sentence may take two lines; of the figures, which are cut, a person would miss more.
        words = _WORDS + sum(1 + len(text) // width for text in (*self.spoken, notice))
        lines = (
            _line(status.exercise or status.routine, "bold"),
            _line(place(status).upper(), colour),
            Text(),
            *(_line(row, colour) for row in _figures(self, width, height - words, ink)),
            Text(),
            _line(status.question or self.labels.state(status.state), f"bold {colour}"),
            *(_line(text, style) for text, style in _ahead(status)),
            _line(self.labels.heard(note) if note else "", "green" if note and note.obeyed else "yellow"),
            *(Text(text, "italic", justify="center") for text in self.spoken),
            Text(notice, "yellow", justify="center"),
        )
        yield Panel(
            Align.center(Group(*lines), vertical="middle"),
            title=f"[bold]{escape(status.routine)}[/]",
            subtitle=f"space {_SPACE.get(status.state, 'pause')} · {_KEYS}",
            border_style=colour,
            height=height,
        )


def _line(text: str, style: str) -> Text:
    return Text(text, style, justify="center", no_wrap=True, overflow="ellipsis")


def _figures(picture: Picture, width: int, height: int, ink: str) -> tuple[str, ...]:
    """Draw the rep or the seconds that are left, with L or R before it where there is a side and the room for it."""
    status = picture.status
    left = remaining(status, picture.now)
    if status.phase is State.REP and status.reps:
        text = f"{status.rep}/{status.reps}"
    elif left is not None and status.state not in {State.WAITING, State.FINISHED}:
        text = countdown(left)
    else:
        return ()
    sided = f"{status.side.value[0].upper()} {text}" if status.side else text
    if len(big(sided)[0]) <= width:
        text = sided
    return big(text, fitting(text, width, height), ink)


def _ahead(status: Status) -> tuple[tuple[str, str], tuple[str, str]]:
    """Say what comes and how much is left; nothing where nothing is left to do, however the session came there."""
    if status.state in {State.OUTRO, State.FINISHED}:
        return ("", ""), ("", "")
    progress = f"step {status.step} of {status.steps} · {_minutes(status.left_s)}" if status.step else ""
    return (status.next, ""), (progress, "dim")


def _minutes(seconds: Seconds) -> str:
    return f"{round(seconds / 60)} min left" if seconds >= 90 else f"{duration(seconds)} left"


ROWS = 5

_GLYPHS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "L": ("#  ", "#  ", "#  ", "#  ", "###"),
    "R": ("## ", "# #", "## ", "# #", "# #"),
    ":": (" ", "#", " ", "#", " "),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
    " ": (" ",) * ROWS,
}


def big(text: str, scale: int = 1, ink: str = "█") -> tuple[str, ...]:
    """Draw digits, ``:``, ``/``, ``L``, ``R`` and spaces, ``ROWS * scale`` lines high, all lines equally long.

    A dot is two characters wide, because a character is about twice as high as wide. Raises KeyError for any other
    character.
    """
    rows = (" ".join(_GLYPHS[character][row] for character in text) for row in range(ROWS))
    wide = ("".join((ink if dot == "#" else " ") * (2 * scale) for dot in row) for row in rows)
    return tuple(row for row in wide for _ in range(scale))


def fitting(text: str, width: int, height: int) -> int:
    """Return the largest scale, at least 1, at which the text fits into so many columns and lines."""
    return max(1, min(width // len(big(text)[0]), height // ROWS))
