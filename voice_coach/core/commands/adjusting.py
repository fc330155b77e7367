"""Commands that change how the work is done or how the coach sounds: one function a command, as in `navigation`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.commands.informing import explain_lines
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.effects import Record, Role, SetVolume
from voice_coach.core.plan.routine import Seconds, Variant
from voice_coach.core.plan.steps import paced
from voice_coach.core.speech import instructions
from voice_coach.core.speech.wording import Line, Verbosity
from voice_coach.core.states import Happening

EXTRA_S: Seconds = 10.0
PACES = range(-3, 4)
VOLUMES = range(-6, 4)


def more_time(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Give ten seconds more; of what the clock has just ended, too."""
    if talk.about is not None:
        talk.session.lengthen(EXTRA_S)
        talk.session.take_up(now, Happening.MOVED, (talk.line("more_time"),))
        return None
    return _lengthen(talk, EXTRA_S, "more_time", now)


def less_time(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Take ten seconds away."""
    return _lengthen(talk, -EXTRA_S, "less_time", now)


def slower(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Slow the tempo of this exercise by a notch."""
    return _pace(talk, -1, "slower", now)


def faster(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Raise the tempo of this exercise by a notch."""
    return _pace(talk, +1, "faster", now)


def heavier(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Take the next load up, if the author wrote how far that is."""
    return _load(talk, +1, now)


def lighter(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Take the next load down, if the author wrote how far that is."""
    return _load(talk, -1, now)


def easier(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go one form easier, if the author wrote one."""
    return _variant(talk, {Variant.HARDER: Variant.PLAIN, Variant.PLAIN: Variant.EASIER}, Refusal.NO_EASIER_FORM, now)


def harder(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go one form harder, if the author wrote one."""
    return _variant(talk, {Variant.EASIER: Variant.PLAIN, Variant.PLAIN: Variant.HARDER}, Refusal.NO_HARDER_FORM, now)


def louder(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Raise the coach's voice by a notch."""
    return _volume(talk, +1, "louder", now)


def quieter(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Lower the coach's voice by a notch."""
    return _volume(talk, -1, "quieter", now)


def less_talk(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Say less."""
    return _verbosity(talk, -1, now)


def more_talk(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Say more."""
    return _verbosity(talk, +1, now)


def _lengthen(talk: Dialogue, extra_s: Seconds, key: str, now: Seconds) -> Refusal | None:
    return _changed(talk, lambda: talk.session.lengthen(extra_s), key, now)


def _pace(talk: Dialogue, notch: int, key: str, now: Seconds) -> Refusal | None:
    session, step = talk.session, talk.about or talk.session.step
    index = step.exercise
    if index is None or not paced(session.plan.dose(step, session.place.forms[index])):
        return Refusal.NO_TEMPO
    form = session.place.forms[index]
    form = replace(form, pace=form.pace + notch)
    if form.pace not in PACES:
        return Refusal.FASTEST if notch > 0 else Refusal.SLOWEST
    session.effects.append(Record("pace", session.plan.key(step), form.pace, now))
    return _changed(talk, lambda: session.take_form(index, form), key, now)


def _load(talk: Dialogue, notch: int, now: Seconds) -> Refusal | None:
    session, step = talk.session, talk.about or talk.session.step
    exercise, index = session.plan.exercise(step), step.exercise
    if exercise is None or index is None or exercise.load is None:
        return Refusal.NO_LOAD
    form = session.place.forms[index]
    form = replace(form, load=form.load + notch)
    if not exercise.load.reaches(form.load):
        return Refusal.NO_OTHER_LOAD
    session.effects.append(Record("load", session.plan.key(step), form.load, now))
    session.take_form(index, form)
    said = session.wording("load", load=session.wording.load(exercise.load, step.set, form.load))
    session.interject((Line(said, Role.ANSWER, 0.3),), now)
    return None


def _verbosity(talk: Dialogue, notch: int, now: Seconds) -> Refusal | None:
    levels = list(Verbosity)
    level = levels[min(max(levels.index(talk.session.level) + notch, 0), len(levels) - 1)]
    return _changed(talk, lambda: setattr(talk.session, "level", level), f"verbosity_{level}", now)


def _changed(talk: Dialogue, change: Callable[[], None], key: str, now: Seconds) -> Refusal | None:
    """Change what the cues depend on and say so; cues that are already sent are withdrawn and sent anew."""
    session = talk.session
    if session.running and session.place.length_s is not None:
        session.stop_clock(now)
        change()
        talk.say(key)
        session.run(now)
    else:
        change()
        session.interject((talk.line(key),), now)
    return None


def _variant(talk: Dialogue, ways: Mapping[Variant, Variant], refusal: Refusal, now: Seconds) -> Refusal | None:
    session, step = talk.session, talk.about or talk.session.step
    exercise, scene = session.plan.exercise(step), session.scene
    if step.exercise is None or exercise is None:
        return refusal
    form = session.place.forms[step.exercise]
    variant = ways.get(form.variant)
    if variant is None or (variant is not Variant.PLAIN and exercise.alternative(variant) is None):
        return refusal
    form = replace(form, variant=variant)
    if scene is None or step.exercise != session.step.exercise:  # the clock has led on from it
        session.take_form(step.exercise, form)
        session.interject((talk.line("next_time", name=exercise.spoken),), now)
        return None
    unsaid = () if talk.question else session.prompter.unsaid  # an opening that this interrupts goes on after it
    lines = (*instructions.variant_lines(replace(scene, form=form)), *unsaid)
    asking, talk.question = talk.question is not None, None
    if session.running:
        session.stop_clock(now)
    session.take_form(step.exercise, form)
    if asking:
        session.stop_clock(now)
        session.carry_on(now, Happening.ANSWERED, lines)
        return None
    explain_lines(talk, lines, now)
    return None


def _volume(talk: Dialogue, notch: int, key: str, now: Seconds) -> Refusal | None:
    talk.volume = min(max(talk.volume + notch, VOLUMES[0]), VOLUMES[-1])
    talk.session.effects.append(SetVolume(talk.volume))
    talk.session.interject((talk.line(key),), now)
    return None
