"""Coming back after a time without a coach: a crash, a power cut, a machine that slept."""

from __future__ import annotations

from dataclasses import replace

from voice_coach.core.commands import navigation, progress
from voice_coach.core.commands.dialogue import Dialogue, Question
from voice_coach.core.effects import Hush, Priority, Role, SetVolume
from voice_coach.core.events import Returned
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening, State


def returned(talk: Dialogue, event: Returned, now: Seconds) -> None:
    """Be where the session was: a question is asked again, a pause stays one, and work goes on after a count-in.

    Asks first where the event says so. Before the routine has begun, and after its end, there is no place to keep.
    """
    session, changed = talk.session, event.step is not None
    if event.step is not None:
        navigation.start(talk, now)
        session.stop_clock(now)
        # What was answered is gone with the old plan; it was such that this step came.
        answers = {one.check: one.low for one in session.plan.steps[event.step].conditions}
        session.place = replace(session.place.at_step(event.step, by_itself=False), answers=answers)
    session.led_from = None
    session.effects.append(SetVolume(talk.volume))  # the loudspeaker is another process's now
    if not session.at_step:
        session.effects.append(Hush())
        return
    before = (talk.line("return_changed"),) if changed else ()
    if event.asks:
        talk.asleep = False  # whoever has just begun is there
        talk.ask(Question.RETURN, now, (*before, _were_at(talk, event.away_s, now)))
    elif talk.question is not None:
        talk.ask_again(now)
    elif session.state is State.PAUSED:
        session.effects.append(Hush())
        talk.say("returned", priority=Priority.SAFETY)
        talk.say("paused", priority=Priority.SAFETY)
    else:
        session.stop_clock(now)
        session.carry_on(now, Happening.MOVED, before or (talk.line("returned"),))


def _were_at(talk: Dialogue, away_s: Seconds, now: Seconds) -> Line:
    """Where the session was, and how long ago."""
    session = talk.session
    exercise = session.plan.exercise(session.step)
    name = exercise.spoken if exercise else session.plan.routine.title
    place = ", ".join((name, *progress.parts(session, now)))
    return talk.line("return_place", 0.3, Role.ASK, place=place, time=session.wording.passed(away_s))
