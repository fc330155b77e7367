"""Any routine that an author can write, and anything that can happen in a session."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.load import Named, Unit, Weight
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
)

LENGTHS = st.sampled_from([1.0, 2.0, 2.5, 3.0, 5.0, 8.0, 10.0, 20.0, 29.5, 30.0, 61.0])
TEXTS = st.sampled_from(
    ["Lie on your back.", "Turn your {side} shoulder backward.", "{Other} arm out.", "Feel a long stretch."]
)
FEW = st.lists(TEXTS, max_size=2).map(tuple)
SOME = st.lists(TEXTS, min_size=1, max_size=2).map(tuple)
SELDOM = st.sampled_from([False, False, False, True])

movements = st.builds(
    Movement, st.sampled_from(["Press down", "Release", "And stay"]), LENGTHS | st.just(0.3), st.booleans()
)
counted = st.builds(
    Reps, st.integers(3, 5), st.lists(movements, max_size=4).map(tuple), FEW, FEW, st.sampled_from([0, 0, 1, 2])
) | st.builds(Reps, st.integers(1, 2), st.lists(movements, max_size=4).map(tuple), FEW, FEW)
breaths = st.builds(
    Reps,
    st.integers(1, 3),
    st.sampled_from([(4.0, 4.0), (4.0, 7.0, 8.0), (2.0, 1.0, 3.0, 1.0)]).map(
        lambda beats: tuple(Movement("", time, len(beats) > 2 and part % 2 == 1) for part, time in enumerate(beats))
    ),
    breath=st.just(True),
)
within = st.builds(Reps, st.integers(2, 9), within_s=st.sampled_from([20.0, 30.0]), to_failure=st.booleans())
to_failure = st.builds(Reps, st.integers(2, 4), st.lists(movements, max_size=3).map(tuple), to_failure=st.just(True))
reps = st.one_of(counted, counted, breaths, within, to_failure)
holds = st.builds(Hold, LENGTHS, FEW, FEW) | st.builds(
    Hold, st.sampled_from([30.0, 61.0]), FEW, FEW, st.sampled_from([0.0, 10.0]), st.booleans()
)
motions = st.builds(Motion, LENGTHS, FEW, FEW) | st.builds(
    Motion, st.sampled_from([30.0, 61.0]), FEW, FEW, st.sampled_from([0.0, 10.0]), st.just(False), rounds=st.booleans()
)
loads = (
    st.builds(Weight, st.lists(st.sampled_from([1.0, 2.5, 5.0]), min_size=1, max_size=2).map(tuple),
        st.sampled_from(Unit), st.sampled_from([0.0, 2.5]))
    | st.builds(Named, st.just(("a red band", "a green band")), st.integers(0, 1))
)  # fmt: skip
whens = st.none() | st.sampled_from([When((0, 3)), When((4, 10)), When(days=(0, 3))])


@st.composite
def alternatives(draw: st.DrawFn, works: tuple[Work, ...]) -> Alternative:
    work = tuple(draw(_like(one)) for one in works) if draw(st.booleans()) else ()
    return Alternative(draw(SOME), work)


def _like(work: Work) -> st.SearchStrategy[Work]:
    match work:
        case Reps():
            return reps
        case Hold():
            return holds
        case Motion():
            return motions


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    work = draw(st.lists(st.one_of(reps, holds, motions), min_size=1, max_size=2).map(tuple))
    work = (work[0], *(replace(one, optional=draw(SELDOM)) for one in work[1:]))
    sides = draw(st.sampled_from([(), (Side.LEFT,), (Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)]))
    switch = draw(st.sampled_from([Switch.EACH_SET, Switch.EACH_SET, Switch.AFTER_SETS, Switch.EACH_REP]))
    if len(sides) < 2 or (switch is Switch.EACH_REP and not all(isinstance(one, Reps) for one in work)):
        switch = Switch.EACH_SET
    second = None
    if len(sides) == 2 and switch is not Switch.EACH_REP and draw(SELDOM):
        second = draw(doses(tuple(replace(one, optional=False) for one in work)))
    first, rest_s = draw(doses(work)), draw(st.just(0.0) | LENGTHS | st.none())
    return Exercise(
        draw(st.sampled_from(["Cat cow", "Child's pose", "Open book"])),
        work,
        draw(st.builds(Setup, FEW, FEW, FEW, FEW, st.none() | LENGTHS)),
        first.sets,
        sides,
        draw(LENGTHS),
        draw(st.none() | st.builds(Positions, st.integers(1, 3), SOME, LENGTHS)),
        rest_s,
        draw(FEW),
        draw(FEW),
        draw(st.none() | alternatives(work)),
        draw(st.none() | alternatives(work)),
        of_sets=first.of_sets,
        least_sets=first.least_sets,
        load=draw(st.none() | loads),
        second=second,
        switch=switch,
        rest_then_ready=bool(rest_s) and draw(SELDOM),
        every_s=draw(st.sampled_from([None, None, None, 40.0])),
        asks_effort=draw(SELDOM),
        optional=draw(SELDOM),
        when=draw(whens) if draw(SELDOM) else None,
    )


@st.composite
def doses(draw: st.DrawFn, work: tuple[Work, ...]) -> Dose:
    """What a side does, with the works of the exercise or others of their kinds."""
    sets = draw(st.integers(1, 2))
    of_sets = tuple(draw(_like(work[0])) for _ in range(sets)) if len(work) == 1 and draw(st.booleans()) else ()
    return Dose(work, sets, of_sets if sets > 1 else (), 1 if sets > 1 and not of_sets and draw(SELDOM) else 0)


def circuits(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Circuit]:
    """Circuits of such items."""
    return st.builds(
        Circuit,
        st.just("Wall circuit"),
        st.lists(items, min_size=1, max_size=2).map(tuple),
        st.integers(1, 2),
        st.just(0.0) | LENGTHS | st.none(),
        st.just(False),
        st.sampled_from([None, None, 60.0]),
        SELDOM,
    )


choices = st.builds(OneOf, st.lists(exercises(), min_size=2, max_size=2).map(tuple))
items: st.SearchStrategy[Item] = st.one_of(
    exercises(), exercises(), choices, circuits(exercises()), circuits(st.one_of(exercises(), circuits(exercises())))
)
routines = st.builds(
    Routine,
    st.just("any"),
    st.just("Any routine"),
    st.lists(items, min_size=1, max_size=2).map(tuple),
    st.sampled_from(["Move gently.", ""]),
    st.just(""),
    st.sampled_from([(), ("chair",), ("chair", "bar")]),
    often=st.sampled_from(["", "Twice a day."]),
)

SPOKEN = [command for command in Command if command is not Command.NUMBER]
waits = st.tuples(st.just("wait"), st.sampled_from([0.0, 0.3, 1.0, 2.9, 5.0, 9.0, 20.0, 70.0]))
happenings = st.one_of(
    waits,
    st.tuples(st.just("late"), st.sampled_from([0.1, 2.0, 40.0])),
    st.tuples(st.just("hear"), st.sampled_from(SPOKEN)),
    st.tuples(st.just("hear"), st.sampled_from(SPOKEN)),
    st.tuples(st.just("press"), st.sampled_from(SPOKEN)),
    st.tuples(st.just("number"), st.integers(0, 10)),
    st.tuples(st.just("finished"), st.integers(0, 60)),
    st.tuples(st.just("rejected"), st.booleans()),
    st.tuples(st.just("returned"), st.booleans()),
)
pains = st.tuples(
    st.just(("hear", Command.PAIN)),
    st.tuples(st.just("number"), st.integers(0, 10)) | waits,
    st.tuples(
        st.just("hear"), st.sampled_from([Command.YES, Command.NO, Command.SKIP, Command.EASIER, Command.RESUME])
    ),
    st.tuples(st.just("hear"), st.sampled_from([Command.UNDO, Command.NEXT, Command.BACK, Command.READY])),
)
"""What somebody in pain says, and says next: by chance alone it hardly ever comes in this order."""

sessions = st.lists(st.one_of(happenings.map(lambda one: (one,)), pains), max_size=30).map(
    lambda parts: [one for part in parts for one in part]
)
"""Pairs of what happens and with what: seconds, a command, a number, the id of a speech, whether it was near."""
