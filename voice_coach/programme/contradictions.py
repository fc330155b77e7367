"""What does not fit together in a programme file, and with the routines that it names."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from voice_coach.authoring.form.weight import weight
from voice_coach.authoring.library import all_routines
from voice_coach.authoring.load import load as load_routine
from voice_coach.core.plan.load import Weight
from voice_coach.core.plan.routine import Exercise, Routine, exercises_of
from voice_coach.errors import RoutineError
from voice_coach.forms.document import Document, Way
from voice_coach.forms.fields import seconds
from voice_coach.forms.problem import Problem, closest
from voice_coach.programme.dose import KINDS, amount, exercise_of, in_words, notches
from voice_coach.programme.form import DoseForm, PlannedForm, ProgrammeForm, ProgressForm
from voice_coach.programme.programme import Measure


class Routines:
    """The routines that a programme can have, each read when it is first asked for."""

    def __init__(self) -> None:
        self._paths = all_routines()
        self._read: dict[str, Routine] = {}

    def read(self, name: str) -> Routine:
        """The routine of that name. Raises `RoutineError` for one that is not there, or is broken."""
        name = normalize("NFC", name)
        if name not in self._paths:
            meant = closest(name, self._paths)
            hint = f"did you mean {meant!r}?" if meant else "put its file into your own folder of routines first"
            raise RoutineError("routine-unknown", f"there is no routine {name!r}; {hint}")
        if name not in self._read:
            self._read[name] = load_routine(self._paths[name])
        return self._read[name]

    def having(self, given: ProgressForm | DoseForm, form: ProgrammeForm) -> list[Routine]:
        """The routines of a programme that have an exercise, or the one that is named and has it."""
        named = getattr(given, "of", "")
        found: dict[str, Routine] = {}
        for _, planned in sessions_of(form):
            try:
                routine = self.read(planned.routine)
            except RoutineError:
                continue  # that is told at its own place
            if named in {"", routine.id} and exercise_of(routine, given.exercise):
                found[routine.id] = routine
        return list(found.values())


def until(given: ProgressForm, exercise: Exercise) -> float | None:
    """Where a progression ends, in the unit of its measure; None for what is no such thing."""
    end, load = given.until, exercise.load
    match given.measure:
        case Measure.HOLD | Measure.MOVE:
            return seconds(end)
        case Measure.REPS | Measure.SETS:
            return end if isinstance(end, int) and not isinstance(end, bool) else None
        case Measure.LOAD:
            found = weight(end)
            return found[0] if found and isinstance(load, Weight) and found[1] is load.unit else None
        case Measure.NOTCH:
            steps = range(notches(load) + 1) if load else range(0)
            return next((float(n) for n in steps if in_words(exercise, Measure.NOTCH, n) == end), None)


def sessions_of(form: ProgrammeForm) -> Iterator[tuple[Way, PlannedForm]]:
    """What is planned, each with its place."""
    yield from ((("sessions", n), one) for n, one in enumerate(form.sessions))
    for block, its in enumerate(form.blocks):
        yield from ((("blocks", block, "sessions", n), one) for n, one in enumerate(its.sessions))


def contradictions(document: Document, form: ProgrammeForm | None, routines: Routines) -> Iterator[Problem]:
    """What does not fit together in a programme, and with its routines."""
    if form is None:
        return
    seen: set[tuple[Way, str]] = set()
    for way, planned in sessions_of(form):
        if (way[:-1], planned.routine) in seen:
            yield document.problem(
                (*way, "routine"), f"{planned.routine!r} stands here twice; give it all its days in one"
            )
        seen.add((way[:-1], planned.routine))
        yield from _about_session(document, way, planned, routines)
    grows: set[tuple[str, str, Measure]] = set()
    for n, given in enumerate(form.progress):
        place: Way = ("progress", n)
        for key, message in _about_progress(given, form, routines):
            yield document.problem((*place, key), message)
        for routine in routines.having(given, form)[:1]:
            if (routine.id, given.exercise, given.measure) in grows:
                yield document.problem((*place, "exercise"), f"{given.exercise!r} grows in this way already")
            grows.add((routine.id, given.exercise, given.measure))


def _about_session(document: Document, way: Way, planned: PlannedForm, routines: Routines) -> Iterator[Problem]:
    try:
        routine = routines.read(planned.routine)
    except RoutineError as error:
        unknown = error.code == "routine-unknown"
        message = error.message if unknown else f"the routine {planned.routine!r} is broken itself; check its file"
        yield document.problem((*way, "routine"), message)
        return
    for n, dose in enumerate(planned.doses):
        exercise = exercise_of(routine, dose.exercise)
        place: Way = (*way, "doses", n)
        if exercise is None:
            yield document.problem((*place, "exercise"), _no_exercise(dose.exercise, [routine]))
        elif key := _of_no_use(dose, exercise):
            what = "reps" if key == "sets" else key
            yield document.problem((*place, key), f"{dose.exercise!r} has no {what} in {routine.id!r}")


def _of_no_use(dose: DoseForm, exercise: Exercise) -> str:
    """The key of a dose that the exercise has not."""
    for key in ("reps", "hold", "move"):
        if getattr(dose, key) is not None and not _has(exercise, Measure(key)):
            return key
    return "sets" if isinstance(dose.sets, list) and not _has(exercise, Measure.REPS) else ""


def _has(exercise: Exercise, measure: Measure) -> bool:
    return any(isinstance(work, KINDS[measure]) for work in exercise.work)


def _about_progress(given: ProgressForm, form: ProgrammeForm, routines: Routines) -> Iterator[tuple[str, str]]:
    """The keys at which a progression is wrong, and what to say about each."""
    having = routines.having(given, form)
    if not having:
        yield from _nobody_has(given, form, routines)
    elif len(having) > 1:
        names = " and ".join(repr(one.id) for one in having)
        yield "exercise", f"{given.exercise!r} is in {names}; write which, for example: of: {having[0].id}"
    elif exercise := exercise_of(having[0], given.exercise):
        yield from _about_growth(given, exercise, having[0].id)
        if any(dose.exercise == given.exercise for _, one in sessions_of(form) for dose in one.doses):
            yield "exercise", f"the doses of {given.exercise!r} stand in the sessions; they cannot grow as well"


def _about_growth(given: ProgressForm, exercise: Exercise, routine: str) -> Iterator[tuple[str, str]]:
    base, load = amount(exercise, given.measure), exercise.load
    key = "load" if given.measure is Measure.NOTCH else str(given.measure)
    if base is None:
        yield key, f"{given.exercise!r} has no {key} in {routine!r} that could grow"
        return
    if given.measure is Measure.NOTCH and given.back and given.back.share:
        yield (
            "back",
            "a load that goes from one to the next goes back by a step; write: one step after 2 bad sessions",
        )
    if given.measure is Measure.LOAD and isinstance(load, Weight) and given.step.unit is not load.unit:
        yield key, f"{given.exercise!r} is in {load.unit} in {routine!r}; write the same here"
    elif given.until is not None:
        end = until(given, exercise)
        if end is None:
            yield "until", f"{given.until!r} is nothing at which {key} could end"
        elif end <= base:
            begins = in_words(exercise, given.measure, base)
            yield "until", f"{given.exercise!r} has {begins} to begin with; write more"


def _nobody_has(given: ProgressForm, form: ProgrammeForm, routines: Routines) -> Iterator[tuple[str, str]]:
    names = {one.routine for _, one in sessions_of(form)}
    if given.of and given.of not in names:
        meant = closest(given.of, names)
        yield "of", f"{given.of!r} is no routine of this programme" + (f"; did you mean {meant!r}?" if meant else "")
        return
    read: list[Routine] = []
    for name in sorted({given.of} if given.of else names):
        try:
            read.append(routines.read(name))
        except RoutineError:
            return  # that is told at its own place
    yield "exercise", _no_exercise(given.exercise, read)


def _no_exercise(name: str, routines: list[Routine]) -> str:
    known = [one.remembered_as for routine in routines for one in exercises_of(routine.items)]
    meant = next((one for one in known if name.lower() in one.lower()), None) or closest(name, known)
    hint = f"; did you mean {meant!r}?" if meant else f"; there is {', '.join(map(repr, known))}"
    return f"no exercise {name!r} in {' or '.join(repr(one.id) for one in routines)}{hint}"
