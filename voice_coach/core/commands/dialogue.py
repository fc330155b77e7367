"""What user and coach are in the middle of, beside the plan: an open question, what can be undone, a first "stop"."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from voice_coach.core.effects import Priority, Role
from voice_coach.core.past import Past
from voice_coach.core.place import Place
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.plan.steps import Step
from voice_coach.core.session import Session
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening, State

UNDO_S: Seconds = 10.0
"""For so long a command that moved on can be taken back."""


class Question(StrEnum):
    """A question that the coach asks. The value is the key of its sentence, ``example`` that of its second prompt.

    ``leaves_out``: silence counts as strong pain: a later "carry on" must not lead back into the exercise that hurt.
    """

    example: str
    leaves_out: bool

    def __new__(cls, sentence: str, example: str, leaves_out: bool = False) -> Self:
        """Make a member of its row."""
        member = str.__new__(cls, sentence)
        member._value_ = sentence
        member.example = example
        member.leaves_out = leaves_out
        return member

    FINISH = "ask_finish", "ask_again_yes_no"
    RESTART = "ask_restart", "ask_again_yes_no"
    PAIN = "ask_pain", "ask_pain_again", True
    OFFER = "ask_offer", "ask_offer_again"
    GO_ON = "ask_go_on", "ask_go_on_again", True
    GO_ON_END = "ask_go_on_end", "ask_again_yes_no", True
    RETURN = "ask_return", "ask_return_again"


@dataclass(slots=True)
class Dialogue:
    """The talk of one session.

    ``cautious`` asks before every end: with a recogniser that mishears, nothing that destroys goes without a spoken
    yes. ``past`` is what there is to tell of earlier sessions. ``paused_before`` says that the open question came
    up in a pause. ``moved`` is the place before the last command that moved on, and when that was. ``rejected``
    counts the utterances in a row that were near and understood as nothing; ``sorry`` says that the coach has
    apologised. ``about`` is the step in which the order that is being obeyed was spoken, when the clock has led on
    meanwhile.
    """

    session: Session
    cautious: bool = False
    past: Past = field(default_factory=Past)
    question: Question | None = None
    paused_before: bool = False
    prompts: int = 0
    moved: tuple[Place, Seconds] | None = None
    stopped_at: Seconds | None = None
    asleep: bool = False
    volume: int = 0
    rejected: int = 0
    sorry: bool = False
    about: Step | None = None

    @property
    def led_by(self) -> Happening:
        """What a command that leads on is just now: the answer, while a question is open."""
        return Happening.MOVED if self.question is None else Happening.ANSWERED

    def leave(self, now: Seconds) -> None:
        """Stop where we are, silently, and remember the place for undo."""
        self.halt(now)
        self.moved = (self.session.place, now)

    def halt(self, now: Seconds) -> None:
        """Stop the clock and close any question."""
        self.session.stop_clock(now)
        self.question = None

    def pause(self, key: str, now: Seconds, because: Happening = Happening.PAUSED) -> None:
        """Stop the clock and say how to go on."""
        self.halt(now)
        if self.session.state is not State.PAUSED:
            self.session.pause(because)
        self.say(key, priority=Priority.SAFETY)

    def say(self, key: str, *, priority: Priority = Priority.ANSWER) -> None:
        """Say one of the language's sentences that has nothing to fill in."""
        self.session.say((self.line(key),), priority)

    def line(self, key: str, gap_s: Seconds = 0.3, role: Role = Role.ANSWER, **values: str) -> Line:
        """One of the language's sentences as a line."""
        return Line(self.session.wording(key, **values), role, gap_s)

    def ask(self, question: Question, now: Seconds, before: tuple[Line, ...] = (), gap_s: Seconds = 0.5) -> None:
        """Ask, after saying what goes before; the clock stands meanwhile."""
        self.session.stop_clock(now)
        if self.session.state is not State.ASKING:
            self.paused_before = self.session.state is State.PAUSED
        self.question, self.prompts = question, 1
        self.session.ask((*before, self.asked(question, gap_s)), now)

    def ask_again(self, now: Seconds) -> None:
        """Ask the open question once more."""
        if self.question is not None:
            self.session.stop_clock(now)
            self.session.ask((self.asked(self.question),), now)

    def give_examples(self, now: Seconds) -> None:
        """Say what would answer the open question."""
        if self.question is not None:
            self.session.stop_clock(now)
            self.session.ask((self.line(self.question.example, 0.5, Role.ASK),), now)

    def asked(self, key: str, gap_s: Seconds = 0.5) -> Line:
        """The words of a question; one of them names the exercise that comes next."""
        session = self.session
        following = session.next_exercise
        exercise = session.plan.exercise(following) if following else None
        return self.line(key, gap_s, Role.ASK, name=exercise.spoken if exercise else "")

    def end(self, now: Seconds) -> None:
        """End the session: the summary, then silence. In the summary already, at once."""
        session, because = self.session, self.led_by
        self.halt(now)
        if session.step.phase is State.OUTRO or not session.at_step:
            session.finish(now, because if because is Happening.ANSWERED else Happening.ENDED)
        else:
            session.go(len(session.plan.steps) - 1, now, because, by_itself=True, early=True)
