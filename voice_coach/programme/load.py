"""From a programme file to a `Programme`, or to all that is wrong with it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from unicodedata import normalize

from voice_coach.authoring.form.when import DAYS
from voice_coach.authoring.form.work import COUNT
from voice_coach.core.plan.routine import Reps, Routine
from voice_coach.forms.fields import Amount
from voice_coach.forms.reading import filled
from voice_coach.forms.source import read
from voice_coach.programme.contradictions import Routines, contradictions, until
from voice_coach.programme.dose import exercise_of
from voice_coach.programme.form import PROGRAMME, DoseForm, PlannedForm, ProgressForm
from voice_coach.programme.programme import BlockDose, Good, Planned, Programme, Progress, WeekBlock


def load(path: Path) -> Programme:
    """The programme in a file. Raises `ProgrammeError`, whose message shows every place that is wrong."""
    return loads(read(path, PROGRAMME), str(path))


BEGINS = re.compile(rb"^programme[ \t]*:", re.MULTILINE)


def is_programme(path: Path) -> bool:
    """Whether a file has the key that a programme begins with, and so is none of a routine. Raises nothing."""
    try:
        return BEGINS.search(path.read_bytes()) is not None
    except (OSError, ValueError):
        return False


def loads(text: str, name: str) -> Programme:
    """The programme in a text; ``name`` is its file's name. Raises `ProgrammeError`."""
    routines = Routines()
    form = filled(text, name, PROGRAMME, partial(contradictions, routines=routines))
    blocks = tuple(
        WeekBlock(one.block, tuple(_planned(each, routines) for each in one.sessions), one.weeks, one.deload or 1.0)
        for one in form.blocks
    )
    return Programme(
        id=normalize("NFC", Path(name).stem),
        title=form.programme,
        blocks=blocks or (WeekBlock("", tuple(_planned(each, routines) for each in form.sessions)),),
        progress=tuple(_progress(one, routines.having(one, form)[0]) for one in form.progress),
        good=Good(form.good.pain, form.good.effort),
        start=form.start,
        pause=form.pause,
    )


def _planned(given: PlannedForm, routines: Routines) -> Planned:
    routine = routines.read(given.routine)
    return Planned(
        routine=routine.id,
        title=routine.title,
        days=tuple(sorted({DAYS.index(day) for day in given.days})),
        every=given.every or 1,
        times=given.times or len(given.at) or 1,
        at=given.at,
        doses=tuple(map(_dose, given.doses)),
    )


def _dose(given: DoseForm) -> BlockDose:
    sets = given.sets
    if isinstance(sets, list):
        return BlockDose(given.exercise, of_sets=tuple(map(COUNT.check, sets)))
    number = int(sets.most) if isinstance(sets, Amount) else None
    return BlockDose(given.exercise, number, (), given.reps, given.hold, given.move)


def _progress(given: ProgressForm, routine: Routine) -> Progress:
    exercise = exercise_of(routine, given.exercise)
    return Progress(
        routine=routine.id,
        exercise=given.exercise,
        measure=given.measure,
        by=given.step.by,
        every=given.every,
        until=None if given.until is None or exercise is None else until(given, exercise),
        reaching=given.reaching or 0,
        in_seconds=exercise is not None and not isinstance(exercise.work[0], Reps),
        back=given.back,
    )
