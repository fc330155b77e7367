"""A session's mechanics: the place in the plan, the step's clock, the state, and what is being said.

It knows no commands; the functions in `commands` say what one does with it.
"""

from __future__ import annotations

from dataclasses import replace

from voice_coach.core.effects import Chime, Effect, Hush, Priority, Record, Role, Tone
from voice_coach.core.here import Here
from voice_coach.core.place import Place, fitted, lengthened
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Reps, Seconds, Work
from voice_coach.core.plan.steps import LEAD_IN_S, Form, Step, reached_in, rep_s
from voice_coach.core.schedule import Timetable, carried_s, waiting_length_s
from voice_coach.core.speech.cues import Cue, Telling, waiting_cues, work_cues
from voice_coach.core.speech.greeting import farewell, greeting, how_often
from voice_coach.core.speech.instructions import arrival, opening, out_of_work, seconds
from voice_coach.core.speech.prompter import Prompter
from voice_coach.core.speech.scene import Scene
from voice_coach.core.speech.wording import Line, Verbosity, Wording
from voice_coach.core.states import TRUTH, Happening, State, StateMachine

COUNT_IN_S: Seconds = 5.0
"""Time to take the position again (manners, rule 18)."""


class Session:
    """The mutable heart of a coach. Times are seconds on the session's clock; `effects` gathers what to do.

    ``led_from`` is the end of the step from which the clock has led here, and when it did; None when a command did.
    """

    def __init__(self, plan: Plan, wording: Wording, forms: tuple[Form, ...], level: Verbosity) -> None:
        self.plan = plan
        self.wording = wording
        self.place = Place(forms=forms)
        self.level = level
        self.prompter = Prompter()
        self.effects: list[Effect] = []
        self.began_at: Seconds = 0.0
        self.ended_early = False
        self.hurt = False
        self.led_from: tuple[Place, Seconds] | None = None
        self._here: Here | None = None
        self._since: Seconds | None = None
        self._timer: tuple[Seconds, Happening] | None = None
        self._timetable = Timetable(plan, wording)
        self._machine = StateMachine()

    @property
    def state(self) -> State:
        """Where the session is."""
        return self._machine.state

    @property
    def at_step(self) -> bool:
        """Whether the place in the plan means something: the routine has begun and has not ended."""
        return TRUTH[self.state].at_step

    @property
    def here(self) -> Here:
        """What the place means; worked out once for a place, for it is asked at every turn."""
        if self._here is None or self._here.place is not self.place:
            self._here = Here.at(self.place, self.plan, self.lengths_s)
        return self._here

    @property
    def step(self) -> Step:
        """The step of the plan."""
        return self.here.step

    @property
    def following(self) -> Step:
        """The step after this one, past the exercises that were left out; the last one has itself."""
        return next(self.plan.ahead(self.place.index, self.place.course), self.plan.steps[-1])

    @property
    def next_exercise(self) -> Step | None:
        """The first step of the next exercise that was not left out; None when there is none."""
        return self.plan.next_exercise(self.step, self.place.course)

    @property
    def form(self) -> Form:
        """How the exercise of the step is done."""
        return self.here.form

    @property
    def work(self) -> Work | None:
        """The work of the step."""
        return self.here.work

    @property
    def scene(self) -> Scene | None:
        """What the words of the step depend on; None in intro and outro."""
        exercise = self.plan.exercise(self.step)
        if exercise is None:
            return None
        place, out_of = self.place, None if self.place.out_of is None else self.plan.steps[self.place.out_of]
        reached = 0 if out_of is None else place.reached.get(out_of.index, 0)
        return Scene(self.plan, self.step, exercise, self.form, self.level, self.wording, place.course, out_of, reached)

    @property
    def stretch(self) -> float:
        """How many seconds a written second takes in this step."""
        return self.here.stretch

    @property
    def running(self) -> bool:
        """Whether the step's clock runs."""
        return self._since is not None

    def elapsed_s(self, now: Seconds) -> Seconds:
        """How much of the step has passed, in seconds as written."""
        return self.place.elapsed_s + ((now - self._since) / self.stretch if self._since is not None else 0.0)

    def rep(self, now: Seconds) -> int:
        """The rep that is being done, from 1; 0 when the step counts none."""
        return self.here.rep(self.elapsed_s(now))

    @property
    def ends_at(self) -> Seconds | None:
        """When the running step ends; None while its words are spoken or its clock stands."""
        if self._since is None or self.place.length_s is None:
            return None
        return self._since + (self.place.length_s - self.place.elapsed_s) * self.stretch

    def lengths_s(self) -> tuple[Seconds, ...]:
        """The expected length of every step."""
        return self._timetable.lengths_s(self.place.forms, self.level, self.place.course)

    def after_s(self, index: int) -> Seconds:
        """How long all takes that comes after a step; of -1, everything."""
        return self._timetable.after_s(index, self.place.forms, self.level, self.place.course)

    def deadline(self, now: Seconds) -> Seconds | None:
        """When the session next has something to do by itself."""
        timer_at = self._timer[0] if self._timer else None
        times = (timer_at, self.prompter.overdue_at, self.ends_at, self._next_rep_at(now))
        return min((time for time in times if time is not None), default=None)

    def due(self, now: Seconds) -> Happening | None:
        """What has happened by ``now`` by itself; None when it was only the next rep."""
        if self.prompter.overdue_at is not None and self.prompter.overdue_at <= now:
            return self.prompter.end()
        if self._timer is not None:
            at, happening = self._timer
            return happening if at <= now else None
        return Happening.TIME_UP if self.ends_at is not None and self.ends_at <= now else None

    def _next_rep_at(self, now: Seconds) -> Seconds | None:
        work = self.work
        if self._since is None or not isinstance(work, Reps) or not work.tempo or (rep := self.rep(now)) == work.count:
            return None
        return max(now + 1e-3, self._since + (rep * rep_s(work) - self.place.elapsed_s) * self.stretch)

    def go(
        self,
        index: int,
        now: Seconds,
        because: Happening = Happening.MOVED,
        *,
        by_itself: bool = False,
        early: bool = False,
    ) -> None:
        """Begin a step; a command that leads into work gives time to take the position. ``early``: before its time."""
        left, step = self.step, self.plan.steps[index]
        self.led_from = None
        counts_in = step.works and not by_itself
        self._machine.take(because, State.RESUMING if counts_in else step.phase)
        self.ended_early = early
        if not by_itself and not step.between_rounds:
            self.place = replace(self.place, left_out=self.place.left_out - {step.exercise})
        begun = left.works and (self.place.length_s is not None or self.place.out_of is not None)
        lap_s, course = self.place.lap_s + self.elapsed_s(now) * self.stretch, self.place.course
        if self.plan.begins_time(step, course):
            lap_s = carried_s(lap_s, self.plan.time_before(step, course)) if by_itself else 0.0
        self.place = replace(self.place, lap_s=lap_s)
        # A question in the middle of a side comes between a work and what brings the body out of it.
        between = self.place.out_of if left.asks_within and by_itself else None
        self.place = self.place.at_step(index, by_itself=by_itself, out_of=left.index if begun else between)
        if counts_in:
            self._arrive(now, left)
        else:
            self.run(now)

    def enter(self, now: Seconds, because: Happening) -> None:
        """Come to the step at the place and begin or go on with it."""
        self._machine.take(because, self.step.phase)
        self.run(now)

    def run(self, now: Seconds) -> None:
        """Begin or go on with the step of this phase, at ``now``: its words if unsaid, then its clock and cues."""
        self._timer = None
        self.prompter.end()
        self._since = now
        if self.place.length_s is None:
            if self.work is None:
                self.place = self.place.unanswered(self.step.check)
                self.open(now)
                return
            self.place = fitted(self.place, self.step, self.work)
        if self.step.works:
            self.place = self.place.working()
        self.send_cues(now)

    def open(self, now: Seconds) -> None:
        """Say the opening of a step without work; its clock runs meanwhile."""
        lines = self.opening_lines(now)
        if lines:
            # The end tone of the work before belongs to the quiet before the first word.
            after = now + lines[0].gap_s if self.place.by_itself else None
            self.effects += self.prompter.prompt(lines, Happening.OPENED, now, after)
        else:
            self.opened(now)

    def opened(self, now: Seconds) -> None:
        """The opening has been said: settle how long the step lasts and send its cues."""
        self._machine.take(Happening.OPENED, self.step.phase)
        extra_s = self.place.extra_s.get(self.step.dose_key, 0.0)
        starts_work = self.plan.work_after(self.step, self.place.course) is not None
        length_s = waiting_length_s(self.step, self.elapsed_s(now), extra_s, starts_work=starts_work)
        self.place = replace(self.place, length_s=length_s)
        self.send_cues(now)

    def pause(self, because: Happening = Happening.PAUSED) -> None:
        """Enter the state paused; the clock must stand."""
        self._machine.take(because, State.PAUSED)

    def ask(self, lines: tuple[Line, ...], now: Seconds, because: Happening = Happening.ASKED) -> None:
        """Enter the state asking and speak; the answer counts from the last sample on. The clock must stand."""
        self._machine.take(because, State.ASKING)
        self._timer = None
        self.effects += self.prompter.prompt(lines, Happening.QUESTION_SAID, now)

    def await_answer(self, until: Seconds) -> None:
        """The question has been said: wait for its answer until then."""
        self._machine.take(Happening.QUESTION_SAID, State.ASKING)
        self._timer = (until, Happening.UNANSWERED)

    def stop_clock(self, now: Seconds) -> None:
        """Keep the place as it is now; silence, and no deadline until something starts the clock again."""
        self.place = replace(self.place, elapsed_s=self.elapsed_s(now))
        self._since = self._timer = None
        self.prompter.end()
        self.effects.append(Hush())

    def count_in(self, now: Seconds, because: Happening, lines: tuple[Line, ...] = ()) -> None:
        """Give time to take the position, ending in three pips; then the step begins or goes on."""
        self._machine.take(because, State.RESUMING)
        self._give_time(now, lines)

    def _arrive(self, now: Seconds, left: Step) -> None:
        """Come to work by a command: say what it is, and give the time that a change of sides would have."""
        scene = self.scene
        if scene is not None:
            least_s = scene.exercise.changeover_s if self.step.side else COUNT_IN_S
            self._give_time(now, arrival(scene, left), least_s)

    def _give_time(self, now: Seconds, lines: tuple[Line, ...] = (), least_s: Seconds = COUNT_IN_S) -> None:
        self._since = None
        self.prompter.end()
        lines = lines or (Line(self.wording("get_ready"), Role.ANSWER, 0.0),)
        self.say(lines, Priority.ANSWER)
        starts = now + max(COUNT_IN_S, least_s, seconds(lines) + LEAD_IN_S)
        self._timer = (starts, Happening.COUNTED_IN)
        self.effects += [Chime(Tone.PIP, starts - left) for left in (3, 2, 1)]
        self.effects.append(Chime(Tone.START, starts))

    def carry_on(self, now: Seconds, because: Happening, lines: tuple[Line, ...] = ()) -> None:
        """Go on where the clock was stopped; from an exercise that was left out meanwhile, with the next one."""
        if self.step.exercise in self.place.left_out:
            self.say(lines)
            self.go(self.following.index, now, because, by_itself=True)
        else:
            self.take_up(now, because, lines)

    def take_up(self, now: Seconds, because: Happening, lines: tuple[Line, ...] = ()) -> None:
        """Go on at the very place, after some words: with a count-in for work, else at once."""
        if self.step.works:
            self.count_in(now, because, lines)
        else:
            self.say(lines)
            self.enter(now, because)

    def go_back_to(self, place: Place) -> None:
        """Take the place of before again. The clock must stand.

        An exercise that was left out meanwhile is taken in again: who goes back to it wants to do it.
        """
        step = self.plan.steps[place.index]
        taken_in = frozenset() if step.between_rounds else frozenset({step.exercise})
        self.place = replace(place, left_out=place.left_out - taken_in)

    def begin_anew(self) -> None:
        """Set the step back to its start. The clock must stand."""
        self.place = replace(self.place, elapsed_s=0.0, length_s=None)

    def end_step(self, now: Seconds, because: Happening = Happening.TIME_UP) -> None:
        """The step's clock has reached its end, or the user has: note what was done and begin the next step."""
        step, work, ended = self.step, self.work, self.place
        if work is not None:
            self.place = replace(self.place, done=self.place.done | {step.index})
            self.effects.append(Record("step", self.plan.key(step), step.index, now))
            if reached := reached_in(work, self.place.counted, self.elapsed_s(now)):
                self.place = replace(self.place, reached={**self.place.reached, step.index: reached})
                if not step.work:  # of several works the first is what is remembered
                    self.effects.append(Record("reached", self.plan.key(step), reached, now))
        if step.index + 1 < len(self.plan.steps):
            self.go(self.following.index, now, because, by_itself=True)
            if because is Happening.TIME_UP:
                self.led_from = (replace(ended, elapsed_s=ended.length_s or 0.0), now)
        else:
            self.finish(now, because)

    def shorten(self, now: Seconds, left_s: Seconds) -> None:
        """Let a step without work end ``left_s`` seconds from now, without further words. The clock must stand."""
        self.place = replace(self.place, length_s=self.place.elapsed_s + left_s)
        self.run(now)

    def lengthen(self, extra_s: Seconds) -> None:
        """Add time to the dose of this step, on both sides, or take some away. The clock must stand."""
        self.place = lengthened(self.place, self.step, self.work, extra_s)

    def take_form(self, exercise: int, form: Form) -> None:
        """Do an exercise in another form from here on. The clock must stand if the exercise is under way."""
        self.place = self.place.with_form(exercise, form)
        if self.work is not None and self.place.length_s is not None:
            self.place = fitted(self.place, self.step, self.work)

    def explain(self, lines: tuple[Line, ...], now: Seconds) -> None:
        """Speak while the body's clock stands, then go on: work where it was, other steps with their waiting."""
        if self.step.works:
            self._machine.take(Happening.EXPLAINED, State.EXPLAINING)
            self.effects += self.prompter.prompt(lines, Happening.EXPLANATION_ENDED, now)
        else:
            self.place = replace(self.place, length_s=None)
            self._since = now
            self.effects += self.prompter.prompt(lines, Happening.OPENED, now)

    def finish(self, now: Seconds, because: Happening) -> None:
        """End the session; it is remembered as finished only when the routine had come to its end."""
        came_to_end = self.at_step and self.step.phase is State.OUTRO and not self.ended_early
        kind = "finished" if came_to_end and self.place.done else "ended"
        self._machine.take(because, State.FINISHED)
        self._since = self._timer = None
        self.prompter.end()
        self.effects.append(Record(kind, "", round(now - self.began_at, 3), now))

    def said(self, say_id: int) -> Happening | None:
        """A sentence has been said: sound the tone that it names; return what the end of a prompt brings."""
        tone = self.prompter.tone_after(say_id)
        if tone is not None:
            self.effects.append(Chime(tone))
        return self.prompter.finished(say_id)

    def say(self, lines: tuple[Line, ...], priority: Priority = Priority.ANSWER) -> None:
        """Say something whose end nobody waits for."""
        self.effects += self.prompter.say(lines, priority)

    def interject(self, lines: tuple[Line, ...], now: Seconds) -> None:
        """Say something now; an opening that it interrupts is taken up again after it."""
        if self.prompter.then is not None:
            self.effects.append(Hush())
        self.say(lines)
        self.effects += self.prompter.again(now)

    def send_cues(self, now: Seconds) -> None:
        """Send the cues of the step that are still to come, each with its time."""
        base_s = self.elapsed_s(now)
        self.effects += self.prompter.cues(self._cues(base_s), base_s, now, self.stretch)

    def _cues(self, base_s: Seconds) -> tuple[Cue, ...]:
        step, work, length_s = self.step, self.work, self.place.length_s
        if length_s is None:
            return ()
        if work is not None:
            wording = self.scene.keeping_names if self.scene else self.wording
            side = self.scene.side if self.scene else step.side
            return work_cues(work, length_s, Telling(self.level, wording, side, self.stretch))
        if step.exercise is None:
            return ()
        starts_work = self.plan.work_after(step, self.place.course) is not None
        return waiting_cues(step, base_s, length_s, self.wording, starts_work=starts_work)

    def opening_lines(self, now: Seconds) -> tuple[Line, ...]:
        """What is said when this step begins."""
        scene = self.scene
        if scene is not None:
            return opening(scene)
        if self.step.phase is State.INTRO:
            return greeting(self.plan, self.after_s(-1), self.wording)
        done = len({self.plan.steps[index].exercise for index in self.place.done})
        words = farewell(done, now - self.began_at, self.wording, early=self.ended_early, hurt=self.hurt)
        index = self.place.out_of
        work, reached = (None, 0) if index is None else (self.plan.steps[index], self.place.reached.get(index, 0))
        return (*out_of_work(self.plan, work, reached, self.wording), *words, *how_often(self.plan, self.wording))
