"""The coach: events in, effects out. Pure: no clock, no thread, no I/O, no chance; `now` is an argument.

The same plan and the same events give the same effects, byte for byte; so a session can be replayed from a journal.
"""

from __future__ import annotations

from dataclasses import replace

from voice_coach.core.commands import checks, navigation, progress, questions, returning
from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command, Span
from voice_coach.core.effects import Chime, Effect, Hush, Role, Show, Tone
from voice_coach.core.events import (
    NOT_A_PHRASE,
    SPEAKING,
    ClockSet,
    DeadlinePassed,
    Event,
    Heard,
    Pressed,
    Rejected,
    Returned,
    SpeechFinished,
)
from voice_coach.core.past import Past
from voice_coach.core.place import Place
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Reps, Seconds
from voice_coach.core.plan.steps import Form, own_pace
from voice_coach.core.session import Session
from voice_coach.core.speech.wording import Line, Verbosity, Wording
from voice_coach.core.states import AT_WORK, Happening, State, orders_of
from voice_coach.core.status import HeardNote, Status

ALREADY_THERE_S: Seconds = 0.8
"""An order that ends so soon after the clock has led on was meant for the step before, however it began."""

REJECTED_IN_A_ROW = 3


class Coach:
    """Coaches one session of a plan.

    ``forms`` has one member an exercise, the tempo of earlier sessions in it; ``cautious`` asks before every end;
    ``past`` is what it can tell of earlier sessions.
    """

    def __init__(  # noqa: PLR0913 - all that a session begins with
        self,
        plan: Plan,
        wording: Wording,
        *,
        forms: tuple[Form, ...] = (),
        level: Verbosity = Verbosity.FULL,
        cautious: bool = False,
        past: Past | None = None,
    ) -> None:
        self._session = Session(plan, wording, forms or (Form(),) * len(plan.exercises), level)
        self._talk = Dialogue(self._session, cautious, past or Past())
        self._now: Seconds = 0.0
        self._heard: HeardNote | None = None

    @property
    def deadline(self) -> Seconds | None:
        """When the coach next wants a `DeadlinePassed`; None when it waits for somebody."""
        return self._session.deadline(self._now)

    @property
    def finished(self) -> bool:
        """Whether the session has ended."""
        return self._session.state is State.FINISHED

    @property
    def place(self) -> Place:
        """Where the session is in its plan; ``elapsed_s`` as of the last event."""
        session = self._session
        return replace(session.place, elapsed_s=session.elapsed_s(self._now))

    def handle(self, event: Event, now: Seconds) -> tuple[Effect, ...]:
        """Take in one event and return what to do, in order.

        What the clock brings up to ``now`` comes first: on a tie the deadline wins, and the next one is counted
        from the old one, so nothing drifts however late the call is. Raises ValueError when ``now`` is before the
        last event's; then nothing has changed.
        """
        if now < self._now:
            raise ValueError(f"time runs back from {self._now} to {now}")
        while (deadline := self.deadline) is not None and deadline <= now:
            self._now = deadline
            self._happen(self._session.due(deadline), deadline)
        self._now = now
        match event:
            case Heard(command, text, number=number):
                self._obey(command, number, text, event, now)
            case Pressed(command, number=number):
                self._obey(command, number, str(command if number is None else number), event, now)
            case Rejected(text, reason, _, near):
                self._not_understood(text, reason, now, near=near)
            case SpeechFinished(say_id):
                self._happen(self._session.said(say_id), now)
            case Returned():
                returning.returned(self._talk, event, now)
            case DeadlinePassed() | ClockSet():
                pass
        effects, self._session.effects = self._session.effects, []
        return (*effects, Show(self.status))

    @property
    def status(self) -> Status:
        """A snapshot as of the last event."""
        session, talk, now = self._session, self._talk, self._now
        step, exercise, work = session.step, session.plan.exercise(session.step), session.work
        question = self._question()
        return Status(
            state=session.state,
            phase=step.phase,
            routine=session.plan.routine.title,
            step=step.index,
            steps=len(session.plan.steps),
            exercise=exercise.name if exercise else "",
            side=step.side,
            set=step.set,
            sets=exercise.dose(step.side).sets if exercise else 1,
            round=step.round,
            rounds=step.rounds,
            position=step.position,
            positions=exercise.positions.count if exercise and exercise.positions else 1,
            rep=session.rep(now),
            reps=work.count if isinstance(work, Reps) and not work.to_failure else 0,
            may_end=session.running and navigation.may_end(session, now),
            remaining_s=progress.step_left_s(session, now),
            ends_at=session.ends_at if session.running else None,
            left_s=progress.left_s(session, now),
            next=progress.next_text(session),
            question=question,
            answers=questions.answers(self._talk),
            asleep=talk.asleep,
            volume=talk.volume,
            verbosity=session.level,
            heard=self._heard,
        )

    def _question(self) -> str:
        """The words of the open question, or of what the step asks."""
        if self._talk.question:
            return self._talk.asked(self._talk.question).text
        return self._session.opening_lines(self._now)[-1].text if checks.asked(self._talk) else ""

    def _happen(self, what: Happening | None, now: Seconds) -> None:
        """Deal with what the clock or the end of speech has brought."""
        match what:
            case Happening.OPENED:
                self._session.opened(now)
            case Happening.COUNTED_IN | Happening.EXPLANATION_ENDED:
                self._session.enter(now, what)
            case Happening.QUESTION_SAID:
                questions.said(self._talk, now)
            case Happening.UNANSWERED:
                questions.unanswered(self._talk, now)
            case Happening.TIME_UP if own_pace(self._session.work):
                self._talk.pause("pausing_here", now)
                self._session.begin_anew()
            case Happening.TIME_UP:
                self._session.end_step(now)

    def _obey(self, command: Command, number: int | None, text: str, event: Heard | Pressed, now: Seconds) -> None:
        if self._talk.asleep and isinstance(event, Heard) and not command.row.wakes:
            self._heard = HeardNote(text, obeyed=False, reason=Refusal.ASLEEP)
            return
        meant = self._meant(event)
        refusal = None if meant and self._already_done(command, meant) else self._order(command, number, now, meant)
        self._heard = HeardNote(text, not refusal, refusal or "", pressed=isinstance(event, Pressed))
        if refusal is None:
            self._talk.rejected = 0
            self._confirm()
        elif words := self._session.wording.refusal(refusal):
            self._session.interject((Line(words, Role.ANSWER, 0.3),), now)

    def _order(self, command: Command, number: int | None, now: Seconds, meant: Place | None) -> Refusal | None:
        """Obey a command as an answer to the open question, or else by its row; return why not."""
        session, row, self._talk.about = self._session, command.row, None
        if answer := questions.answer(self._talk, command, number):
            return answer(self._talk, now)
        before = session.plan.steps[meant.index] if meant and (row.of_step or row.of_exercise) else None
        if meant and before and before.phase in row.acts_in:
            self._talk.about = before
            if row.of_step:
                self._talk.halt(now)
                session.place = meant
        elif orders_of(session.state, session.step.phase) not in row.acts_in:
            return Refusal.NO_ANSWER if self._talk.question else row.refusal
        return row.obey(self._talk, now) if row.obey else row.refusal

    def _meant(self, event: Heard | Pressed) -> Place | None:
        """The place for which words were meant from which the clock has led on while they were spoken."""
        session = self._session
        if not isinstance(event, Heard) or session.led_from is None or not session.running:
            return None
        place, when = session.led_from
        began = event.at if event.began is None else event.began
        return place if began < when or event.at - when < ALREADY_THERE_S else None

    def _already_done(self, command: Command, meant: Place) -> bool:
        """Whether the clock has ended what the command was to end."""
        step, before = self._session.step, self._session.plan.steps[meant.index]
        match command.row.ends:
            case Span.STEP:
                return True
            case Span.SIDE:
                return (step.exercise, step.side) != (before.exercise, before.side)
            case Span.EXERCISE:
                return step.turn != before.turn
        return False

    def _confirm(self) -> None:
        """Sound that a command was heard, after any hush that it has brought."""
        effects = self._session.effects
        hushes = [index for index, effect in enumerate(effects) if isinstance(effect, Hush)]
        effects.insert(hushes[-1] + 1 if hushes else 0, Chime(Tone.HEARD))

    def _not_understood(self, text: str, reason: str, now: Seconds, *, near: bool) -> None:
        self._heard = HeardNote(text, obeyed=False, reason=reason)
        talk = self._talk
        if reason == SPEAKING and near:  # a word of its own now would be spoken over just as this one was
            self._session.effects.append(Chime(Tone.REFUSED))
        if reason != NOT_A_PHRASE or not near or talk.sorry or talk.asleep or self._session.state in AT_WORK:
            return
        talk.rejected += 1
        if talk.rejected == REJECTED_IN_A_ROW:
            talk.sorry = True
            self._session.interject((talk.line("sorry"),), now)
