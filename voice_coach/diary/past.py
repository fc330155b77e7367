"""What a session was, once it is over: when it began, what was done in it with which dose, what hurt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from voice_coach.core.effects import Record
from voice_coach.core.events import ClockSet, Returned
from voice_coach.core.plan.load import Weight
from voice_coach.core.plan.routine import Reps, Seconds
from voice_coach.core.plan.steps import Form, counts_aloud, work_s

if TYPE_CHECKING:
    from voice_coach.core.plan.plan import Plan
    from voice_coach.core.plan.steps import Step
    from voice_coach.journal.reader import SavedSession


@dataclass(frozen=True, slots=True)
class PastSet:
    """One work that was done.

    ``exercise`` is the key of the exercise (`Plan.key`), ``name`` how it was called then. ``at`` is when it ended, in
    seconds since the session began. ``reps`` is 0 where none were counted, ``seconds`` how long it took at the most as
    planned, or as it was reached; ``load`` is what was lifted, in words, ``pace`` the notch of tempo. ``effort`` is
    from 0 to 10, None where nobody said.
    """

    exercise: str
    name: str
    set: int
    side: str
    at: Seconds
    reps: int
    seconds: Seconds
    load: str = ""
    pace: int = 0
    effort: int | None = None


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session.

    ``journal`` is the name of its journal, which no other session has. ``began`` is the time of day as ISO 8601 with
    its offset, ``lasted_s`` how long it was without the time in which there was no coach. ``finished`` is one that came
    to its end. ``pain`` has the highest score of each exercise that hurt, or `plan.steps.UNKNOWN_PAIN`. ``missed`` are
    the exercises of which something was not done that depends on no answer.
    """

    journal: str
    routine: str
    title: str
    began: str
    lasted_s: Seconds
    finished: bool
    sets: tuple[PastSet, ...] = ()
    skipped: tuple[str, ...] = ()
    pain: dict[str, int] = field(default_factory=dict)
    missed: tuple[str, ...] = ()

    @property
    def began_at(self) -> datetime:
        """When it began, aware of its offset. Raises ValueError when that cannot be read."""
        return datetime.fromisoformat(self.began)


def past_of(saved: SavedSession) -> PastSession:
    """What a journal says that was done."""
    plan = saved.header.plan
    forms = dict(zip(plan.keys, saved.header.forms, strict=True))
    sets: list[PastSet] = []
    skipped: list[str] = []
    pain: dict[str, int] = {}
    done: set[int] = set()
    finished, lasted_s, step = False, saved.at, plan.steps[0]
    for record in (entry.what for entry in saved.entries if isinstance(entry.what, Record)):
        key = record.exercise
        match record.kind:
            case "step":
                step = plan.steps[int(record.value)]
                done.add(step.index)
                sets.append(_set(plan, step, forms[key], record.at))
            case "reached" if sets:
                sets[-1] = _reached(sets[-1], step, int(record.value))
            case "effort":
                last = max((one.set for one in sets if one.exercise == key), default=0)
                sets = [_with_effort(one, key, last, int(record.value)) for one in sets]
            case "pace":
                forms[key] = replace(forms[key], pace=int(record.value))
            case "load":
                forms[key] = replace(forms[key], load=int(record.value))
            case "pain":
                pain[key] = max(pain.get(key, int(record.value)), int(record.value))
            case "skip":
                skipped.append(key)
            case "finished" | "ended":
                finished, lasted_s = record.kind == "finished", float(record.value)
    return PastSession(
        journal=saved.path.stem,
        routine=saved.header.routine.id,
        title=saved.header.routine.title,
        began=_began(saved),
        lasted_s=lasted_s,
        finished=finished,
        sets=tuple(sets),
        skipped=tuple(skipped),
        pain=pain,
        missed=tuple(dict.fromkeys(plan.key(one) for one in plan.steps if _missed(one) and one.index not in done)),
    )


def _missed(step: Step) -> bool:
    """Whether something is missing when the step was not done."""
    return step.works and not step.conditions


def _began(saved: SavedSession) -> str:
    """When it began; by the right time of day, if that was set only later.

    The session's clock stood while there was no coach; the time of day did not.
    """
    began, away_s = saved.header.began, 0.0
    for at, event in saved.events:
        match event:
            case Returned():
                away_s += event.away_s
            case ClockSet(now=now):
                right = datetime.fromisoformat(now) - timedelta(seconds=at + away_s)
                began = right.isoformat(timespec="seconds")
    return began


def _set(plan: Plan, step: Step, form: Form, at: Seconds) -> PastSet:
    exercise, work = plan.exercises[step.exercise or 0], plan.dose(step, form)
    reps = work.count if isinstance(work, Reps) and not work.to_failure and work.within_s is None else 0
    takes_s = 0.0 if work is None else work_s(work) * form.stretch(work)
    load = exercise.load.of_set(step.set, form.load) if exercise.load else ""
    told = f"{load:g} {exercise.load.unit}" if isinstance(exercise.load, Weight) else str(load)
    return PastSet(
        plan.key(step), exercise.name, step.set, str(step.side or ""), round(at, 3), reps, round(takes_s, 3), told,
        form.pace,
    )  # fmt: skip


def _reached(one: PastSet, step: Step, value: int) -> PastSet:
    """The same with what was reached: reps or rounds where they are counted, else seconds."""
    counted = isinstance(step.dose, Reps) or counts_aloud(step.dose)
    return replace(one, reps=value) if counted else replace(one, seconds=float(value))


def _with_effort(one: PastSet, key: str, number: int, effort: int) -> PastSet:
    return replace(one, effort=effort) if (one.exercise, one.set) == (key, number) else one
