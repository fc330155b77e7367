"""Commands that change how the work is done or how the coach sounds: one function a command, as in `moves`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from voice_coach.core import openings
from voice_coach.core.conversation import Conversation
from voice_coach.core.effects import Record, SetVolume
from voice_coach.core.replies import explain_lines
from voice_coach.core.routine import Seconds, Variant
from voice_coach.core.wording import Verbosity

EXTRA_S: Seconds = 10.0
PACES = range(-3, 4)
VOLUMES = range(-6, 4)


def more_time(talk: Conversation, now: Seconds) -> str:
    """Give ten seconds more."""
    return _lengthen(talk, EXTRA_S, "more_time", now)


def less_time(talk: Conversation, now: Seconds) -> str:
    """Take ten seconds away."""
    return _lengthen(talk, -EXTRA_S, "less_time", now)


def slower(talk: Conversation, now: Seconds) -> str:
    """Slow the tempo of this exercise by a notch."""
    return _pace(talk, -1, "slower", now)


def faster(talk: Conversation, now: Seconds) -> str:
    """Raise the tempo of this exercise by a notch."""
    return _pace(talk, +1, "faster", now)


def easier(talk: Conversation, now: Seconds) -> str:
    """Go one form easier, if the author wrote one."""
    return _variant(talk, {Variant.HARDER: Variant.PLAIN, Variant.PLAIN: Variant.EASIER}, "not_now_easier", now)


def harder(talk: Conversation, now: Seconds) -> str:
    """Go one form harder, if the author wrote one."""
    return _variant(talk, {Variant.EASIER: Variant.PLAIN, Variant.PLAIN: Variant.HARDER}, "not_now_harder", now)


def louder(talk: Conversation, now: Seconds) -> str:
    """Raise the coach's voice by a notch."""
    return _volume(talk, +1, "louder", now)


def quieter(talk: Conversation, now: Seconds) -> str:
    """Lower the coach's voice by a notch."""
    return _volume(talk, -1, "quieter", now)


def less_talk(talk: Conversation, now: Seconds) -> str:
    """Say less."""
    return _verbosity(talk, -1, now)


def more_talk(talk: Conversation, now: Seconds) -> str:
    """Say more."""
    return _verbosity(talk, +1, now)


def _lengthen(talk: Conversation, extra_s: Seconds, key: str, now: Seconds) -> str:
    return _changed(talk, lambda: talk.session.lengthen(extra_s), key, now)


def _pace(talk: Conversation, notch: int, key: str, now: Seconds) -> str:
    session, index = talk.session, talk.session.step.exercise
    exercise = session.plan.exercise(session.step)
    if index is None or exercise is None:
        return f"not_now_{key}"
    form = replace(session.form, pace=session.form.pace + notch)
    if form.pace not in PACES:
        return "fastest" if notch > 0 else "slowest"
    session.effects.append(Record("pace", exercise.name, form.pace, now))
    return _changed(talk, lambda: session.take_form(index, form), key, now)


def _verbosity(talk: Conversation, notch: int, now: Seconds) -> str:
    levels = list(Verbosity)
    level = levels[min(max(levels.index(talk.session.level) + notch, 0), len(levels) - 1)]
    return _changed(talk, lambda: setattr(talk.session, "level", level), f"verbosity_{level}", now)


def _changed(talk: Conversation, change: Callable[[], None], key: str, now: Seconds) -> str:
    """Change what the cues depend on and say so; cues that are already sent are withdrawn and sent anew."""
    session = talk.session
    if session.running and session.place.length_s is not None:
        session.stop_clock(now)
        change()
        talk.say(key)
        session.enter(now)
    else:
        change()
        session.interject((talk.line(key),), now)
    return ""


def _variant(talk: Conversation, ways: Mapping[Variant, Variant], key: str, now: Seconds) -> str:
    session, scene = talk.session, talk.session.scene
    variant = ways.get(session.form.variant)
    if scene is None or scene.step.exercise is None or variant is None:
        return key
    if variant is not Variant.PLAIN and scene.exercise.alternative(variant) is None:
        return key
    form = replace(session.form, variant=variant)
    unsaid = () if talk.question else session.prompter.unsaid  # an opening that this interrupts goes on after it
    lines = (*openings.variant_lines(replace(scene, form=form)), *unsaid)
    asking, talk.question = talk.question is not None, None
    if session.running:
        session.stop_clock(now)
    session.take_form(scene.step.exercise, form)
    if asking:
        session.stop_clock(now)
        session.carry_on(now, lines)
        return ""
    return explain_lines(talk, lines, now)


def _volume(talk: Conversation, notch: int, key: str, now: Seconds) -> str:
    talk.volume = min(max(talk.volume + notch, VOLUMES[0]), VOLUMES[-1])
    talk.session.effects.append(SetVolume(talk.volume))
    talk.session.interject((talk.line(key),), now)
    return ""
