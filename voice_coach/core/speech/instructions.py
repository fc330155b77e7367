"""What the coach says when a step begins: one function a phase, all of them pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.load import differs
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Reps, Seconds, Switch, Variant, Work
from voice_coach.core.plan.steps import (
    KNOWN_FROM,
    LEAD_IN_S,
    UNKNOWN_PAIN,
    WELL_KNOWN_FROM,
    Asks,
    Lap,
    Step,
    counts_aloud,
    own_pace,
    rep_s,
)
from voice_coach.core.speech.scene import Scene
from voice_coach.core.speech.wording import Line, Verbosity, Wording, estimate_s
from voice_coach.core.states import State

AFTER_BODY_S: Seconds = 4.0
AFTER_LIMB_S: Seconds = 1.5
"""Quiet after a sentence that moves the whole body, and after one that moves a limb (manners, rule 5)."""

AFTER_WORDS_S: Seconds = 1.0
"""Quiet between the last word of a step without work and the next step, when no count-in stands between."""

AFTER_NAMED_TONE_S: Seconds = 1.0
"""Between the name of a tone and what the tone means; the tone sounds in between, late on a slow sound card."""

SPOKEN_MOVEMENTS = 3
"""Reps of more movements than this have every movement spoken; tones cannot tell them apart."""

SPOKEN_FROM_S: Seconds = 10.0
"""So have reps that take so long: there is time for words, and nobody keeps a tone in mind for half a minute."""


def spoken_throughout(work: Reps) -> bool:
    """Whether every movement of every rep is spoken, where there is time for its words."""
    return len(work.tempo) > SPOKEN_MOVEMENTS or work.breath or (len(work.tempo) > 1 and rep_s(work) >= SPOKEN_FROM_S)


def opening(scene: Scene) -> tuple[Line, ...]:
    """What is said when a step begins. Work begins without a word: its cues speak."""
    say = _BY_PHASE.get(scene.step.phase)
    return tuple(say(scene)) if say else ()


def instruction(scene: Scene) -> tuple[Line, ...]:
    """What "repeat" says: the opening of the step, or, while the body works, how its movement goes."""
    if not scene.step.works:
        return opening(scene)
    setup = scene.exercise.setup
    texts = (
        scene.work.say
        or scene.alternative.say
        or setup.move
        or setup.short
        or setup.position
        or (scene.wording("where_name", name=scene.exercise.spoken),)
    )
    return tuple(scene.lines(texts, Role.MOVE))


def explanation(scene: Scene) -> tuple[Line, ...]:
    """What "explain" says: the long instruction, or everything that the author wrote about the exercise."""
    return tuple(scene.lines(scene.exercise.explain, Role.MOVE) or _whole(scene) or instruction(scene))


def variant_lines(scene: Scene) -> tuple[Line, ...]:
    """What is said when the form of an exercise changes."""
    if scene.alternative.say:
        return tuple(scene.lines(scene.alternative.say, Role.MOVE))
    return (Line(scene.wording("plain_again"), Role.ANSWER),)


def arrival(scene: Scene, left: Step) -> tuple[Line, ...]:
    """What is said when a command leads from the step that was ``left`` into work: what it is, and how to lie."""
    step, wording = scene.step, scene.wording
    lines = []
    if step.exercise != left.exercise:
        lines.append(Line(wording("where_name", name=scene.exercise.spoken), Role.NAME, 0.0))
    if step.side is not None:
        lines.append(Line(wording("now_side", side=wording.side(step.side)), Role.SIDE))
    if step.work:
        lines += scene.lines(scene.work.say, Role.MOVE)
    elif scene.level is not Verbosity.SOUNDS:
        lines += scene.lines(scene.exercise.setup.short, Role.POSITION)
    return tuple(lines)


def out_of_work(plan: Plan, work: Step | None, reached: int, wording: Wording) -> tuple[Line, ...]:
    """What brings the body out of work, however that has ended, and what was ``reached`` in it; nothing out of none."""
    exercise = plan.exercise(work) if work else None
    if work is None or exercise is None:
        return ()
    side = work.side or next(iter(exercise.sides), None)  # as in `Scene.side`
    released = [Line(wording.sided(text, side), Role.RELEASE, 0.9) for text in exercise.release]
    return (*released, *_came_to(work, reached, wording))


def _came_to(work: Step, reached: int, wording: Wording) -> tuple[Line, ...]:
    """What was reached in work that has no one dose."""
    if not reached or work.dose is None:
        return ()
    return (Line(wording("reached", n=wording.reached(work.dose, reached)), Role.RELEASE, 0.9),)


def seconds(lines: tuple[Line, ...]) -> Seconds:
    """How long the lines take, by their words."""
    return sum(line.gap_s + estimate_s(line.text) for line in lines)


def _setup(scene: Scene) -> list[Line]:
    step, wording, setup = scene.step, scene.wording, scene.exercise.setup
    if step.work:
        reached = _came_to(scene.out_of, scene.reached, wording) if scene.out_of else ()
        lines = scene.lines(scene.work.say, Role.MOVE)
        return [*reached, *(lines or [Line(wording("part", dose=wording.dose(scene.work)), Role.NAME)])]
    ready = [Line(wording("go_on_ready"), Role.CUE)] if step.for_s is None else []
    if step.set > 1:
        return [*_release(scene), Line(_set(scene, step), Role.NAME), *_ends_otherwise(scene, step), *ready]
    lines = [*_release(scene), *_round(scene), _announced(scene), *(_last_time(scene) if step.first else ())]
    if scene.level is Verbosity.SOUNDS:
        return lines
    if not step.first:
        return [*lines, *scene.lines(setup.short or setup.position[:1], Role.POSITION), *ready]
    if scene.level is not Verbosity.SHORT and scene.form.times < KNOWN_FROM:
        lines += [*_members(scene), *_whole(scene), *_how_it_sounds(scene)]
    elif scene.form.times < WELL_KNOWN_FROM:
        lines += scene.lines(setup.short or setup.position[:1], Role.POSITION)
        lines += scene.lines(scene.alternative.say, Role.MOVE)
    if step.for_s is None:
        lines.append(Line(wording("say_ready"), Role.CUE, AFTER_LIMB_S))
    return lines


def _members(scene: Scene) -> Iterator[Line]:
    """What one round has, where the user goes through it alone."""
    wording = scene.wording
    for member in scene.exercise.members:
        dose = wording.whole_dose(member, member.work)
        yield Line(wording("name", name=member.spoken, dose=dose), Role.POSITION)


def _whole(scene: Scene) -> list[Line]:
    """Position, movement, feeling; the longest quiet follows the sentence that moves the whole body."""
    setup = scene.exercise.setup
    moving = [
        *scene.lines(setup.position, Role.POSITION, AFTER_LIMB_S),
        *scene.lines(setup.move, Role.MOVE, AFTER_LIMB_S),
        *scene.lines(scene.exercise.dose(scene.side).work[0].say, Role.MOVE, AFTER_LIMB_S),
        *scene.lines(scene.alternative.say, Role.MOVE, AFTER_LIMB_S),
    ]
    gaps = (0.5, AFTER_BODY_S)
    moving[:2] = [Line(line.text, line.role, gap) for line, gap in zip(moving, gaps, strict=False)]
    return [*moving, *scene.lines(setup.feel, Role.FEEL)]


def _how_it_sounds(scene: Scene) -> list[Line]:
    """Which tone stands for which movement of a rep; the first movement has the number, and needs none.

    Each tone is named, sounds, and then has its meaning: nobody has to guess what a falling tone is.
    """
    work, wording = scene.work, scene.wording
    ends = _how_it_ends(work, wording)
    if not isinstance(work, Reps) or work.count < 3 or len(work.tempo) < 2 or spoken_throughout(work):
        return ends
    names = [
        scene.keeping_names.cue(movement, scene.side, after)
        for after, movement in zip((None, *work.tempo), work.tempo, strict=False)
    ]
    named = [("tone_top", Tone.TOP, names[1])] if len(names) > 2 else []
    named.append(("tone_let_go", Tone.LET_GO, names[-1]))
    tones = [
        line
        for key, tone, movement in named
        for line in (
            Line(wording(key), Role.CUE, tone=tone),
            Line(wording("movement", movement=movement), Role.CUE, AFTER_NAMED_TONE_S),
        )
    ]
    return tones + ends


def _how_it_ends(work: Work, wording: Wording) -> list[Line]:
    """What the user says while it goes on, and to end it."""
    if counts_aloud(work) and not own_pace(work):
        return [Line(wording("say_up"), Role.CUE)]
    if own_pace(work):
        return [Line(wording("own_pace"), Role.CUE)]
    if work.to_failure:
        return [Line(wording("done_at_last"), Role.CUE)]
    if isinstance(work, Reps):
        return [Line(wording("done_from", n=wording.number(work.least)), Role.CUE)] if work.least else []
    return [Line(wording("done_from", n=wording.time(work.least_s)), Role.CUE)] if work.least_s else []


def _changeover(scene: Scene) -> list[Line]:
    side = scene.wording.side(scene.step.side) if scene.step.side else ""
    lines = [*_release(scene), Line(scene.wording("now_side", side=side), Role.SIDE)]
    if scene.exercise.second or (scene.exercise.switch is Switch.AFTER_SETS and scene.exercise.of_sets):
        lines.append(Line(scene.wording("dose_now", dose=scene.wording.dose(scene.work)), Role.NAME))
    if scene.level is not Verbosity.SOUNDS:
        lines += scene.lines(scene.exercise.setup.short, Role.POSITION)
    return lines


def _move(scene: Scene) -> list[Line]:
    return scene.lines(scene.exercise.positions.say if scene.exercise.positions else (), Role.POSITION)


def _rest(scene: Scene) -> list[Line]:
    if scene.step.for_s is None:
        return [*_rest_lines(scene, scene.wording("rest_brief")), Line(scene.wording("go_on_ready"), Role.CUE)]
    lines = _timed_rest(scene, scene.step.for_s)
    if _rest_takes_s(scene, lines) <= scene.step.for_s:
        return lines
    # It lasts as long as its words; a number would be wrong.
    return _rest_lines(scene, scene.wording("rest_brief"))


def rest_needs_s(scene: Scene) -> Seconds:
    """How long a rest is at the least: its words with its length, and the quiet after them."""
    return _rest_takes_s(scene, _timed_rest(scene, scene.step.for_s or 0.0))


def _rest_takes_s(scene: Scene, lines: list[Line]) -> Seconds:
    return seconds(tuple(lines)) + (LEAD_IN_S if scene.plan.work_after(scene.step, scene.course) else AFTER_WORDS_S)


def _timed_rest(scene: Scene, for_s: Seconds) -> list[Line]:
    return _rest_lines(scene, scene.wording("rest", time=scene.wording.time(for_s)))


def _rest_lines(scene: Scene, rest: str) -> list[Line]:
    plan, step, wording = scene.plan, scene.step, scene.wording
    lines = [*_release(scene), Line(rest, Role.REST, 0.9)]
    if set_ := plan.next_set(step, scene.course):
        lines += [Line(wording("rest_then", what=_set(scene, set_)), Role.NEXT), *_ends_otherwise(scene, set_)]
    elif not plan.asks_after(step, scene.course) and (following := plan.next_exercise(step, scene.course)):
        other = plan.exercise(following)
        lines.append(Line(wording("rest_next", name=other.spoken if other else ""), Role.NEXT))
    return lines


def _set(scene: Scene, step: Step) -> str:
    """Which set comes; with its dose and its load where these are not the same in all."""
    wording, exercise = scene.wording, scene.exercise
    dose = exercise.dose(step.side)
    n, of = wording.number(step.set), wording.number(dose.sets)
    said = {"n": n, "of": of} | ({"side": wording.side(step.side)} if step.side else {})
    key = "set_of_side" if step.side else "set_of"
    of_this = []
    if dose.of_sets and len(scene.doses) > 1:
        of_this.append(wording.dose(scene.plan.of_set(step, scene.form)))
    if exercise.load is not None and differs(exercise.load):
        of_this.append(wording.load(exercise.load, step.set, scene.form.load))
    return wording(f"{key}_dose", **said, dose=", ".join(of_this)) if of_this else wording(key, **said)


def _ends_otherwise(scene: Scene, step: Step) -> list[Line]:
    """How the work of a set ends, where that is another way than that of the set before."""
    sets = scene.exercise.dose(step.side).of_sets
    if not 1 < step.set <= len(sets):
        return []
    now, before = (_how_it_ends(work, scene.wording) for work in (sets[step.set - 1], sets[step.set - 2]))
    return [] if now == before else now


def _round(scene: Scene) -> list[Line]:
    """The rounds that begin here, of the outermost circuit first."""
    begun = 0
    for index in range(scene.step.index - 1, -1, -1):
        before = scene.plan.steps[index]
        if before.phase is not State.CHECK and scene.plan.comes(before, scene.course):
            begun = _shared(before.laps, scene.step.laps)
            break
    key = "round" if len(scene.step.laps) == 1 else "round_of"  # of circuits in circuits one must hear which
    number = scene.wording.number
    return [
        Line(scene.wording(key, name=lap.name, n=number(lap.n), of=number(lap.of)), Role.NAME)
        for lap in scene.step.laps[begun:]
    ]


def _shared(one: tuple[Lap, ...], other: tuple[Lap, ...]) -> int:
    """How many rounds two steps share, from the outermost on."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _announced(scene: Scene) -> Line:
    exercise, side = scene.exercise, scene.step.side
    dose = scene.wording.whole_dose(exercise, scene.doses, scene.form.load)
    if side is None:
        return Line(scene.wording("name", name=exercise.spoken, dose=dose), Role.NAME, 0.9)
    key = "name_side" if len(exercise.sides) > 1 else "name_one_side"
    text = scene.wording(key, name=exercise.spoken, side=scene.wording.side(side), dose=dose)
    return Line(text, Role.NAME, 0.9)


def _last_time(scene: Scene) -> Iterator[Line]:
    """What was reached last time, what hurt, and the easier form of it where there is one."""
    hurt, wording = scene.form.hurt, scene.wording
    if scene.form.reached:
        yield Line(wording("last_time_reached", n=wording.reached(scene.work, scene.form.reached)), Role.NAME)
    if not hurt:
        return
    unknown = hurt == UNKNOWN_PAIN
    text = wording("last_time_hurt") if unknown else wording("last_time_hurt_so", n=wording.number(hurt))
    yield Line(text, Role.NAME)
    if scene.exercise.easier:
        begun = scene.form.variant is Variant.EASIER
        yield Line(wording("begin_easier" if begun else "offer_easier"), Role.CUE)


def _release(scene: Scene) -> tuple[Line, ...]:
    """What brings the body out of the work before, and what was reached in it."""
    return out_of_work(scene.plan, scene.out_of, scene.reached, scene.wording)


def asked(scene: Scene) -> tuple[Line, ...]:
    """The question that a step asks, without what goes before it; nothing where none is asked."""
    return tuple(_check(scene)[-1:]) if scene.step.check is not None else ()


def _check(scene: Scene) -> list[Line]:
    """A question on which the plan depends, or one for the record."""
    check, wording = scene.plan.check(scene.step), scene.wording
    if check is None:
        return []
    lines = [] if scene.step.asks_within else list(_release(scene))
    if check.asks is Asks.CHOICE:
        numbered = [wording("check_option", n=wording.number(n), name=name) for n, name in enumerate(check.names, 1)]
        lines += [Line(text, Role.NEXT) for text in numbered]
    names = [wording.sided(name, scene.side) for name in check.names]
    return [*lines, Line(wording(check.asks, name=wording.either(names)), Role.ASK)]


_BY_PHASE: Mapping[State, Callable[[Scene], list[Line]]] = {
    State.SETUP: _setup,
    State.SWITCH_SIDE: _changeover,
    State.MOVE: _move,
    State.REST: _rest,
    State.CHECK: _check,
}
