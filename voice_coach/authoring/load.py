"""From a routine file to a `Routine`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unicodedata import normalize

from voice_coach.authoring.contradictions import contradictions
from voice_coach.authoring.form import routine as form
from voice_coach.authoring.form import work
from voice_coach.authoring.form.routine import ROUTINE
from voice_coach.authoring.form.weight import AnyLoad, LoadForm, weight
from voice_coach.authoring.form.when import DAYS, WhenForm
from voice_coach.authoring.form.work import COUNT, LENGTH
from voice_coach.authoring.neighbours import Neighbours
from voice_coach.core.plan.load import Load, Named, Weight
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Dose,
    Exercise,
    Hold,
    Item,
    Motion,
    Movement,
    OneOf,
    Positions,
    Reps,
    Routine,
    Setup,
    Side,
    Switch,
    When,
    Work,
    keyed,
)
from voice_coach.errors import RoutineError
from voice_coach.forms.fields import Amount, Pause, sentences
from voice_coach.forms.reading import Reading, examine, invalid
from voice_coach.forms.source import read


def load(path: Path) -> Routine:
    """The routine in a file. Raises `RoutineError`, whose message shows every place that is wrong."""
    return loads(read(path, ROUTINE), str(path))


def loads(text: str, name: str) -> Routine:
    """The routine in a text; ``name`` is its file's name, for messages and the routine's id. Raises `RoutineError`."""
    path = Path(name)
    reading = examined(text, path)
    if reading.form is None:
        raise invalid(reading.problems, ROUTINE)
    return routine_of(reading.form, path)


def examined(text: str, path: Path) -> Reading[form.RoutineForm]:
    """A text read as the routine in that file, beside which other files may stand."""
    return examine(text, str(path), ROUTINE, partial(contradictions, neighbours=Neighbours(path)))


def routine_of(given: form.RoutineForm, path: Path) -> Routine:
    """The routine that a form without mistakes describes. Raises `RoutineError` for one that nobody could end."""
    items = keyed(_Items.of(given, Neighbours(path)).all(given.exercises))
    if (count := sum(map(_steps, items))) > MOST_STEPS:
        message = f"{path}: this becomes some {count:,} steps, and a routine has at most {MOST_STEPS:,}"
        raise RoutineError("routine-too-long", message, "Take fewer rounds or sets, or make two routines of it.")
    return Routine(
        id=normalize("NFC", path.stem),
        title=given.title,
        items=items,
        safety=given.safety,
        source=given.source,
        equipment=tuple(given.equipment),
        difficulty=given.difficulty,
        language=given.language,
        often=given.often,
    )


MOST_STEPS = 20_000
"""A session of so many steps takes days."""


def _steps(item: Item) -> int:
    """About how many steps it becomes."""
    match item:
        case Exercise():
            places = item.positions.count if item.positions else 1
            doses = map(item.dose, item.sides or (None,))
            return 1 + sum(2 * places * len(dose.work) * dose.sets for dose in doses)
        case Circuit():
            return item.rounds * sum(map(_steps, item.exercises))
        case OneOf():
            return sum(map(_steps, item.options))


@dataclass(frozen=True, slots=True)
class _Items:
    """Makes the items of one file: ``rest`` is that of an exercise that says none, ``known`` what can be used."""

    rest: Pause
    known: Mapping[str, form.ExerciseForm]
    neighbours: Neighbours

    @classmethod
    def of(cls, given: form.RoutineForm, neighbours: Neighbours) -> _Items:
        """For a routine in its file."""
        library = neighbours.exercises(given.library) if given.library else {}
        own = {one.name: one for one in form.exercises_of(given.exercises)}
        return cls(given.rest, {name: one.form for name, one in library.items()} | own, neighbours)

    def all(self, given: Iterable[form.Item]) -> tuple[Item, ...]:
        """Those of a list."""
        return tuple(self._item(one) for one in given)

    def _item(self, given: form.Item) -> Item:
        match given:
            case form.UsesForm():
                written = {key: getattr(given, key) for key in given.model_fields_set - {"uses"}}
                if given.every is not None:
                    written = {"rest": Pause(0.0), **written}
                if "rest" in given.model_fields_set:
                    written = {"every": None, **written}
                return _exercise(self.known[given.uses].model_copy(update=written), self.rest)
            case form.ExerciseForm():
                return _exercise(given, self.rest)
            case form.CircuitForm(within=float() as within):
                return self._as_many_rounds(given, within)
            case form.CircuitForm():
                members = self.all(given.exercises)
                rest = given.rest
                circuit = Circuit(given.circuit, members, given.rounds, rest.for_s, rest.then_ready, given.every)
                return replace(circuit, optional=given.optional, when=_when(given.when))
            case form.PartForm():
                part = Circuit(given.part, self._part(given), rounds=1)
                return replace(part, optional=given.optional, when=_when(given.when))
            case form.ChoiceForm():
                return OneOf(self.all(given.choose), given.optional, _when(given.when))

    def _part(self, given: form.PartForm) -> tuple[Item, ...]:
        if not given.of:
            return self.all(given.exercises)
        routine, members, neighbours = self.neighbours.part(given.part, given.of)
        return _Items.of(routine, neighbours).all(members)

    def _as_many_rounds(self, given: form.CircuitForm, within: float) -> Exercise:
        """A circuit without a count of rounds: one movement in which the user says when a round is done."""
        members = tuple(one for one in self.all(given.exercises) if isinstance(one, Exercise))
        return Exercise(
            given.circuit,
            (Motion(within, rounds=True),),
            members=members,
            optional=given.optional,
            when=_when(given.when),
        )


def _exercise(given: form.ExerciseForm, rest: Pause) -> Exercise:
    """An exercise; ``rest`` is the rest of one that says none."""
    sides = tuple(Side(side) for side in given.sides)
    first, *others = [_dose(given, side) for side in sides or (None,)]
    pause = given.rest if "rest" in given.model_fields_set else rest if given.every is None else Pause(0.0)
    return Exercise(
        name=given.name,
        work=first.work,
        setup=_setup(given.setup),
        sets=first.sets,
        of_sets=first.of_sets,
        least_sets=first.least_sets,
        second=others[0] if others and others[0] != first else None,
        sides=sides,
        switch=Switch(given.switch),
        changeover_s=given.changeover,
        positions=_positions(given.positions),
        rest_s=pause.for_s,
        rest_then_ready=pause.then_ready,
        every_s=given.every,
        release=sentences(given.release),
        explain=sentences(given.explain),
        easier=_alternative(given.easier),
        harder=_alternative(given.harder),
        say=given.say,
        load=_load(given.load),
        asks_effort=given.ask == "effort",
        optional=given.optional,
        when=_when(given.when),
    )


def _dose(given: form.ExerciseForm, side: Side | None) -> Dose:
    """What a side does; for both at once it cannot differ."""
    do, sets = given.do, given.sets
    if isinstance(do, work.EachSideForm):
        do = do.left if side is Side.LEFT else do.right
    if isinstance(sets, work.SetsForm):
        sets = sets.left if side is Side.LEFT else sets.right
    done = works(do)
    if isinstance(sets, Amount):
        return Dose(tuple(_work(each) for each in done), int(sets.most), least_sets=int(sets.least))
    kind = COUNT if isinstance(done[0], work.RepsForm) else LENGTH
    return Dose((_work(done[0]),), len(sets), tuple(_work(done[0], kind.check(one)) for one in sets))


def works(do: work.Works | None) -> tuple[work.Work, ...]:
    """The works of a `do` for one side, one or many."""
    if do is None:
        return ()
    return tuple(do) if isinstance(do, list) else (do,)


def _load(given: AnyLoad) -> Load | None:
    match given:
        case LoadForm(steps=[_, *_] as steps):
            weights = [one for one in map(weight, steps) if one]
            if len(weights) == len(steps) and len({unit for _, unit in weights}) == 1:
                amount, unit = weights[steps.index(given.start)]
                return Weight((amount,), unit, steps=tuple(one for one, _ in weights))
            return Named(tuple(steps), steps.index(given.start))
        case LoadForm():
            return replace(_weight(given.start), step=given.step[0])
        case list():
            weights = [one for one in map(weight, given) if one]
            if not weights:
                return Named(tuple(given), of_sets=True)
            return Weight(tuple(amount for amount, _ in weights), weights[0][1])
    return _weight(given) if given else None


def _weight(text: str) -> Load:
    """A weight, or whatever else it is in words."""
    found = weight(text)
    return Named((text,)) if found is None else Weight((found[0],), found[1])


def _when(given: WhenForm | None) -> When | None:
    return None if given is None else When(given.pain, tuple(sorted(DAYS.index(day) for day in given.days)))


def _setup(given: form.SetupForm) -> Setup:
    return Setup(
        position=sentences(given.position),
        move=sentences(given.move),
        feel=sentences(given.feel),
        short=sentences(given.short),
        wait_s=given.wait,
    )


def _positions(given: form.PositionsForm | None) -> Positions | None:
    return None if given is None else Positions(given.count, sentences(given.say), given.for_)


def _alternative(given: form.AlternativeForm | None) -> Alternative | None:
    return None if given is None else Alternative(sentences(given.say), tuple(_work(each) for each in works(given.do)))


def _work(given: work.Work, amount: Amount | None = None) -> Work:
    """A work, with another amount than its own where a set has one."""
    say, tips = sentences(given.say), sentences(given.tips)
    match given:
        case work.RepsForm():
            tempo = tuple(Movement(each.say, each.seconds, each.hold is not None) for each in given.tempo)
            dose, within = amount or given.reps, given.within
            least, most = int(dose.least), int(dose.most)
            return Reps(most, tempo, say, tips, least, within, dose.to_failure, optional=given.optional)
        case work.BreatheForm():
            breath = tuple(Movement("", time, stays) for time, stays in given.beats)
            return Reps(given.count, breath, say, tips, breath=True, optional=given.optional)
        case work.HoldForm():
            dose = amount or given.hold
            return Hold(dose.most, say, tips, dose.least, dose.to_failure, given.optional)
        case work.MoveForm():
            dose = amount or given.move
            return Motion(dose.most, say, tips, dose.least, dose.to_failure, given.optional)
