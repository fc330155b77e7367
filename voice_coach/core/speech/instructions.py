"""What the coach says when a step begins: one function a phase, all of them pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Alternative, Exercise, Reps, Seconds, Side, Variant, Work
from voice_coach.core.plan.steps import LEAD_IN_S, UNKNOWN_PAIN, Form, Step
from voice_coach.core.speech.text import names_in
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


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of an exercise and everything that its words depend on; the body comes ``out_of`` that work."""

    plan: Plan
    step: Step
    exercise: Exercise
    form: Form
    level: Verbosity
    wording: Wording
    left_out: frozenset[int] = frozenset()
    out_of: Step | None = None

    @property
    def work(self) -> Work:
        """The work of this step, or the one that it leads to."""
        work = self.plan.dose(self._working, self.form) if self._working else None
        return work or self.exercise.work[0]

    @property
    def doses(self) -> tuple[Work, ...]:
        """That work in each set; once where it is the same in all."""
        return (self.plan.doses(self._working, self.form) if self._working else ()) or (self.work,)

    @property
    def _working(self) -> Step | None:
        """The step itself, or the one that it leads to, where it works."""
        return self.plan.work_from(self.step)

    @property
    def side(self) -> Side | None:
        """The side of the step; in the rest of a circuit, which has none, that with which the exercise begins."""
        return self.step.side or next(iter(self.exercise.sides), None)

    @property
    def keeping_names(self) -> Wording:
        """The wording for the cues of this exercise, in which names keep their capital."""
        return self.wording.keeping(names_in(self.plan.routine.title, self.exercise.name))

    @property
    def alternative(self) -> Alternative:
        """The author's text for the form in which the exercise is done; empty for the plain one."""
        return self.exercise.alternative(self.form.variant) or Alternative(())

    def lines(self, texts: Sequence[str], role: Role, gap_s: Seconds = 0.5) -> list[Line]:
        """An author's sentences for the working side."""
        return [Line(self.wording.sided(text, self.side), role, gap_s) for text in texts]


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
        scene.exercise.work[scene.step.work].say
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


def greeting(plan: Plan, total_s: Seconds, wording: Wording) -> tuple[Line, ...]:
    """The words of the intro: what it is, how long it takes, what to have ready, and the safety line."""
    routine = plan.routine
    lines = [Line(wording("greet", title=routine.title, time=wording.about(total_s)), Role.GREET)]
    if routine.equipment:
        lines.append(Line(wording("equipment", things=wording.things(routine.equipment)), Role.GREET))
    return (*lines, Line(routine.safety or wording("safety"), Role.SAFETY))


def farewell(done: int, passed_s: Seconds, wording: Wording, *, early: bool, hurt: bool) -> tuple[Line, ...]:
    """The words of the outro: how many exercises in what time, and what to do if something hurt."""
    exercises, time = wording.counted("exercise", "exercises", done), wording.passed(passed_s)
    # Who has done nothing, whatever the reason, need not be told how much that is.
    key = "end_nothing" if not done else "end_early" if early else "end"
    said = Line(wording(key, time=time) if not done else wording(key, exercises=exercises, time=time), Role.END)
    return (said, Line(wording("after_pain"), Role.END)) if hurt else (said,)


def arrival(scene: Scene, left: Step) -> tuple[Line, ...]:
    """What is said when a command leads from the step that was ``left`` into work: what it is, and how to lie."""
    step, wording = scene.step, scene.wording
    lines = []
    if step.exercise != left.exercise:
        lines.append(Line(wording("where_name", name=scene.exercise.spoken), Role.NAME, 0.0))
    if step.side is not None:
        lines.append(Line(wording("now_side", side=wording.side(step.side)), Role.SIDE))
    if scene.level is not Verbosity.SOUNDS:
        lines += scene.lines(scene.exercise.setup.short, Role.POSITION)
    return tuple(lines)


def release(plan: Plan, work: Step, wording: Wording) -> tuple[Line, ...]:
    """What brings the body out of work, however that has ended."""
    exercise = plan.exercise(work)
    texts = exercise.release if exercise else ()
    return tuple(Line(wording.sided(text, work.side), Role.RELEASE, 0.9) for text in texts)


def seconds(lines: tuple[Line, ...]) -> Seconds:
    """How long the lines take, by their words."""
    return sum(line.gap_s + estimate_s(line.text) for line in lines)


def _setup(scene: Scene) -> list[Line]:
    step, wording, setup = scene.step, scene.wording, scene.exercise.setup
    if step.work:
        lines = scene.lines(scene.exercise.work[step.work].say, Role.MOVE)
        return lines or [Line(wording("part", dose=wording.dose(scene.work)), Role.NAME)]
    if step.set > 1:
        return [*_release(scene), Line(_set(scene, step), Role.NAME)]
    lines = [*_release(scene), *_round(scene), _announced(scene), *(_last_time(scene) if step.first else ())]
    if scene.level is Verbosity.SOUNDS:
        return lines
    if not step.first or scene.level is Verbosity.SHORT:
        return lines + scene.lines(setup.short or setup.position[:1], Role.POSITION)
    lines += [*_whole(scene), *_how_it_sounds(scene)]
    if step.for_s is None:
        lines.append(Line(wording("say_ready"), Role.CUE, AFTER_LIMB_S))
    return lines


def _whole(scene: Scene) -> list[Line]:
    """Position, movement, feeling; the longest quiet follows the sentence that moves the whole body."""
    setup = scene.exercise.setup
    moving = [
        *scene.lines(setup.position, Role.POSITION, AFTER_LIMB_S),
        *scene.lines(setup.move, Role.MOVE, AFTER_LIMB_S),
        *scene.lines(scene.exercise.work[0].say, Role.MOVE, AFTER_LIMB_S),
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
    if not isinstance(work, Reps):
        return []
    if not work.tempo:
        return [Line(wording("own_pace"), Role.CUE)]
    range_ = [Line(wording("done_from", n=wording.number(work.least)), Role.CUE)] if work.least else []
    if work.count < 3 or not 1 < len(work.tempo) <= SPOKEN_MOVEMENTS:
        return range_
    names = [scene.keeping_names.cue(movement, scene.side) for movement in work.tempo]
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
    return tones + range_


def _changeover(scene: Scene) -> list[Line]:
    side = scene.wording.side(scene.step.side) if scene.step.side else ""
    lines = [*_release(scene), Line(scene.wording("now_side", side=side), Role.SIDE)]
    if scene.level is not Verbosity.SOUNDS:
        lines += scene.lines(scene.exercise.setup.short, Role.POSITION)
    return lines


def _move(scene: Scene) -> list[Line]:
    return scene.lines(scene.exercise.positions.say if scene.exercise.positions else (), Role.POSITION)


def _rest(scene: Scene) -> list[Line]:
    if scene.step.for_s is None:
        return [*_rest_lines(scene, scene.wording("rest_brief")), Line(scene.wording("go_on_ready"), Role.CUE)]
    if rest_needs_s(scene) > scene.step.for_s:
        # It lasts as long as its words; a number would be wrong.
        return _rest_lines(scene, scene.wording("rest_brief"))
    return _rest_lines(scene, scene.wording("rest", time=scene.wording.time(scene.step.for_s)))


def rest_needs_s(scene: Scene) -> Seconds:
    """How long a rest is at the least: its words with its length, and the quiet after them."""
    words = _rest_lines(scene, scene.wording("rest", time=scene.wording.time(scene.step.for_s or 0)))
    return seconds(tuple(words)) + (LEAD_IN_S if scene.plan.work_after(scene.step) else AFTER_WORDS_S)


def _rest_lines(scene: Scene, rest: str) -> list[Line]:
    plan, step, wording = scene.plan, scene.step, scene.wording
    lines = [*_release(scene), Line(rest, Role.REST, 0.9)]
    work, following = plan.work_after(step), plan.next_exercise(step, scene.left_out)
    other = plan.exercise(following) if following else None
    if work:
        lines.append(Line(wording("rest_then", what=_set(scene, work)), Role.NEXT))
    elif other:
        lines.append(Line(wording("rest_next", name=other.spoken), Role.NEXT))
    return lines


def _set(scene: Scene, step: Step) -> str:
    wording = scene.wording
    n, of = wording.number(step.set), wording.number(scene.exercise.sets)
    said = {"n": n, "of": of} | ({"side": wording.side(step.side)} if step.side else {})
    key = "set_of_side" if step.side else "set_of"
    if len(scene.doses) == 1:
        return wording(key, **said)
    return wording(f"{key}_dose", **said, dose=wording.dose(scene.doses[step.set - 1]))


def _round(scene: Scene) -> list[Line]:
    """The round, said once when it begins."""
    step = scene.step
    if step.rounds == 1:
        return []
    for before in reversed(scene.plan.steps[: step.index]):
        if before.rounds == 1 or before.round != step.round:
            break
        if before.exercise not in scene.left_out:
            return []
    n, of = scene.wording.number(step.round), scene.wording.number(step.rounds)
    return [Line(scene.wording("round", n=n, of=of), Role.NAME)]


def _announced(scene: Scene) -> Line:
    exercise, side = scene.exercise, scene.step.side
    dose = scene.wording.whole_dose(exercise, scene.doses)
    if side is None:
        return Line(scene.wording("name", name=exercise.spoken, dose=dose), Role.NAME, 0.9)
    key = "name_side" if len(exercise.sides) > 1 else "name_one_side"
    text = scene.wording(key, name=exercise.spoken, side=scene.wording.side(side), dose=dose)
    return Line(text, Role.NAME, 0.9)


def _last_time(scene: Scene) -> Iterator[Line]:
    """What hurt last time, and the easier form of it where there is one."""
    hurt, wording = scene.form.hurt, scene.wording
    if not hurt:
        return
    unknown = hurt == UNKNOWN_PAIN
    text = wording("last_time_hurt") if unknown else wording("last_time_hurt_so", n=wording.number(hurt))
    yield Line(text, Role.NAME)
    if scene.exercise.easier and scene.form.variant is not Variant.EASIER:
        yield Line(wording("offer_easier"), Role.CUE)


def _release(scene: Scene) -> tuple[Line, ...]:
    return release(scene.plan, scene.out_of, scene.wording) if scene.out_of else ()


_BY_PHASE: Mapping[State, Callable[[Scene], list[Line]]] = {
    State.SETUP: _setup,
    State.SWITCH_SIDE: _changeover,
    State.MOVE: _move,
    State.REST: _rest,
}
