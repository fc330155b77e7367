"""Where a session is in its plan, as one value: what undo restores and what a crash must not lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from voice_coach.core.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.steps import Form

DoseKey = tuple[int | None, int, int, int, int, State]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan.

    ``index`` is the step; ``elapsed_s`` how much of it has passed, in seconds as written (a slower tempo does not
    change it); ``length_s`` how long the step is, None while its opening words are spoken. ``by_itself`` says that
    the clock led here, not a command. ``forms`` has one member an exercise; ``extra_s`` is time that the user added
    to a dose; ``done`` are the steps of work that were ended, not left; ``left_out`` the exercises that hurt too much,
    in every round of a circuit.
    """

    index: int = 0
    elapsed_s: Seconds = 0.0
    length_s: Seconds | None = None
    by_itself: bool = True
    forms: tuple[Form, ...] = ()
    extra_s: Mapping[DoseKey, Seconds] = field(default_factory=dict)
    done: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    def at_step(self, index: int, *, by_itself: bool) -> Place:
        """The start of another step."""
        return replace(self, index=index, elapsed_s=0.0, length_s=None, by_itself=by_itself)

    def with_form(self, exercise: int, form: Form) -> Place:
        """The same place with another form of one exercise."""
        return replace(self, forms=(*self.forms[:exercise], form, *self.forms[exercise + 1 :]))

    def with_extra(self, key: DoseKey, extra_s: Seconds) -> Place:
        """The same place with time added to one dose."""
        return replace(self, extra_s={**self.extra_s, key: extra_s})
