"""Any routine that an author can write, and anything that can happen in a session."""

from __future__ import annotations

from hypothesis import strategies as st

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Exercise,
    Hold,
    Motion,
    Movement,
    Positions,
    Reps,
    Routine,
    Setup,
    Side,
    Work,
)

LENGTHS = st.sampled_from([1.0, 2.0, 2.5, 3.0, 5.0, 8.0, 10.0, 20.0, 29.5, 30.0, 61.0])
TEXTS = st.sampled_from(
    ["Lie on your back.", "Turn your {side} shoulder backward.", "{Other} arm out.", "Feel a long stretch."]
)
FEW = st.lists(TEXTS, max_size=2).map(tuple)
SOME = st.lists(TEXTS, min_size=1, max_size=2).map(tuple)

movements = st.builds(Movement, st.sampled_from(["Press down", "Release", "And stay"]), LENGTHS, st.booleans())
reps = st.builds(
    Reps, st.integers(3, 5), st.lists(movements, max_size=4).map(tuple), FEW, FEW, st.sampled_from([0, 0, 1, 2])
) | st.builds(Reps, st.integers(1, 2), st.lists(movements, max_size=4).map(tuple), FEW, FEW)
holds = st.builds(Hold, LENGTHS, FEW, FEW)
motions = st.builds(Motion, LENGTHS, FEW, FEW)


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
    sets = draw(st.integers(1, 2))
    doses = draw(st.lists(st.sampled_from([1.0, 3.0, 5.0, 20.0]), min_size=sets, max_size=sets))
    return Exercise(
        draw(st.sampled_from(["Cat cow", "Child's pose", "Open book"])),
        work,
        draw(st.builds(Setup, FEW, FEW, FEW, FEW, st.none() | LENGTHS)),
        sets,
        draw(st.sampled_from([(), (Side.LEFT,), (Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)])),
        draw(LENGTHS),
        draw(st.none() | st.builds(Positions, st.integers(1, 3), SOME, LENGTHS)),
        draw(st.just(0.0) | LENGTHS | st.none()),
        draw(FEW),
        draw(FEW),
        draw(st.none() | alternatives(work)),
        draw(st.none() | alternatives(work)),
        doses=tuple(doses) if len(work) == 1 and sets > 1 and draw(st.booleans()) else (),
    )


circuits = st.builds(
    Circuit,
    st.just("Wall circuit"),
    st.lists(exercises(), min_size=1, max_size=2).map(tuple),
    st.integers(1, 2),
    st.just(0.0) | LENGTHS,
)
routines = st.builds(
    Routine,
    st.just("any"),
    st.just("Any routine"),
    st.lists(st.one_of(exercises(), circuits), min_size=1, max_size=2).map(tuple),
    st.sampled_from(["Move gently.", ""]),
    st.just(""),
    st.sampled_from([(), ("chair",), ("chair", "bar")]),
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
