"""What a coach knows of the time before its session: what was done last, how often lately, what is planned."""

from __future__ import annotations

from dataclasses import dataclass, field

from voice_coach.core.plan.routine import Seconds


@dataclass(frozen=True, slots=True)
class Before:
    """What was done of an exercise when it was last done, so many ``days`` ago; 0 is earlier on the same day.

    Of each set on one side ``reps`` has the reps, 0 where none were counted, and ``seconds`` how long it took. ``load``
    is that of the last set, such as "22.5 kg" or "a red band", "" for none.
    """

    days: int
    reps: tuple[int, ...]
    seconds: tuple[Seconds, ...]
    load: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """The sessions before this one.

    ``exercises`` has what was done of each, by its key (`Plan.key`). ``days`` ago the routine was last done, None for
    never; ``done`` exercises of it were, in ``lasted_s``. ``week`` sessions there were since Monday, of any routine.
    ``today`` has the titles of what is planned for today and not done yet, None where nobody follows a programme.
    """

    exercises: dict[str, Before] = field(default_factory=dict)
    days: int | None = None
    done: int = 0
    lasted_s: Seconds = 0.0
    week: int = 0
    today: tuple[str, ...] | None = None
