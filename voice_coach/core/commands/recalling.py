"""What the coach answers when it is asked about earlier sessions, and about today: one function a command."""

from __future__ import annotations

from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.effects import Role
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import Line, Wording


def last_time(talk: Dialogue, now: Seconds) -> None:
    """Say what was done last time: of the exercise, or, where there is none, of the routine."""
    session = talk.session
    past, wording = talk.past, session.wording
    if session.at_step and session.step.exercise is not None:
        before = past.exercises.get(session.plan.key(session.step))
        if before is None:
            _tell(talk, "first_time", now)
        else:
            dose = wording.done(before.reps, before.seconds, before.load)
            _tell(talk, "last_time_did", now, when=_ago(wording, before.days), dose=dose)
    elif past.days is None:
        _tell(talk, "first_time", now)
    else:
        exercises = wording.counted("exercise", "exercises", past.done)
        when, time = _ago(wording, past.days), wording.passed(past.lasted_s)
        _tell(talk, "last_time_all", now, when=when, exercises=exercises, time=time)


def how_often(talk: Dialogue, now: Seconds) -> None:
    """Say how many sessions there were since Monday, this one left out."""
    wording, week = talk.session.wording, talk.past.week
    if week:
        _tell(talk, "this_week", now, sessions=wording.counted("session", "sessions", week))
    else:
        _tell(talk, "this_week_none", now)


def for_today(talk: Dialogue, now: Seconds) -> None:
    """Say what is planned for today and was not done before this session."""
    wording, today = talk.session.wording, talk.past.today
    if today is None:
        _tell(talk, "no_programme", now)
    elif today:
        _tell(talk, "for_today", now, things=wording.things(today))
    else:
        _tell(talk, "for_today_nothing", now)


def _ago(wording: Wording, days: int) -> str:
    """How long ago, in mid-sentence."""
    if days < 2:
        return wording("yesterday" if days else "earlier_today").lower()
    return wording.counted("days_ago", "days_ago", days)


def _tell(talk: Dialogue, key: str, now: Seconds, **values: str) -> None:
    talk.session.interject((Line(talk.session.wording(key, **values), Role.ANSWER, 0.3),), now)
