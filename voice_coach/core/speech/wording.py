"""The coach's sentences: what it says at a step, from the author's texts and the language's sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from voice_coach.core.effects import Role, Tone
from voice_coach.core.plan.load import Load, Named, Unit, Weight
from voice_coach.core.plan.routine import Dose, Exercise, Motion, Movement, Reps, Seconds, Side, Switch, Work
from voice_coach.core.plan.steps import work_s
from voice_coach.core.speech.text import STOPS, filled_in, in_mid_sentence

if TYPE_CHECKING:
    from voice_coach.core.commands.refusal import Refusal
    from voice_coach.core.commands.table import Command

Sentences = Mapping[str, str | Sequence[str]]
"""The section ``sentences`` of a language file."""

WORDS_A_MINUTE = 160
"""Measured words a minute that voices are set to: comfortable for young and old are 150 to 200 (manners, section 2)."""

SHORTEST_IN_MINUTES_S: Seconds = 100.0
"""Doses from here on are said in minutes: people say "ninety seconds", and no longer time in seconds."""

SLACK_S: Seconds = 0.1
"""What a sentence may take longer than its words do on average."""


class Verbosity(StrEnum):
    """How much the coach says, from least to most."""

    SOUNDS = "sounds"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, what it is for, and the quiet before it in seconds.

    A ``tone`` sounds right after it, in the quiet before the next sentence.
    """

    text: str
    role: Role
    gap_s: Seconds = 0.5
    tone: Tone | None = None


def estimate_s(text: str) -> Seconds:
    """How long a sentence takes to speak at the most, by its words."""
    return SLACK_S + words_s(len(text.split()))


def words_s(count: int) -> Seconds:
    """How long so many words take."""
    return count * 60 / WORDS_A_MINUTE


class Wording:
    """Fills a language's sentences. Raises KeyError for a sentence that the language does not have.

    ``phrases`` has, for each command, what the coach teaches people to say; ``refusals`` has what it says to one that
    it does not obey.
    """

    def __init__(
        self, sentences: Sentences, phrases: Mapping[Command, str], refusals: Mapping[Refusal, str] | None = None
    ) -> None:
        self._sentences = sentences
        self._phrases = phrases
        self._refusals = refusals or {}
        self._names: frozenset[str] = frozenset()

    def keeping(self, names: frozenset[str]) -> Wording:
        """The same wording, in which these words keep their capital in mid-sentence."""
        other = Wording(self._sentences, self._phrases, self._refusals)
        other._names = names
        return other

    def refusal(self, refusal: Refusal) -> str:
        """Why a command is not obeyed; "" for what is answered by silence."""
        return self._refusals.get(refusal, "")

    def __call__(self, key: str, **values: str) -> str:
        """The sentence ``key``, filled in, with a capital at its start."""
        text = filled_in(str(self._sentences[key]), values)
        return text[:1].upper() + text[1:]

    def phrase(self, command: Command) -> str:
        """What to say for a command."""
        return self._phrases[command]

    def number(self, n: int) -> str:
        """A number in words up to ninety-nine, in digits beyond and where the language lists no words."""
        ones, tens = self._sentences["ones"], self._sentences["tens"]
        if n < len(ones):
            return ones[n]
        if not tens or not n < 100:
            return str(n)
        return tens[n // 10] + (f"-{ones[n % 10]}" if n % 10 else "")

    def side(self, side: Side) -> str:
        """The name of a side."""
        return str(self._sentences[side.value])

    def counted(self, one: str, many: str, n: int) -> str:
        """``one`` or ``many`` things, in the middle of a sentence."""
        return self._filled(one if n == 1 else many, n=self.number(n))

    def time(self, seconds: Seconds) -> str:
        """A length of time as it is, to the second; half seconds below a minute."""
        if seconds < SHORTEST_IN_MINUTES_S and seconds % 1 == 0.5:
            whole = int(seconds)
            return self._halves("seconds", whole) if whole else str(self._sentences["half_second"])
        n = max(1, int(seconds + 0.5))
        if n < SHORTEST_IN_MINUTES_S:
            return self.counted("second", "seconds", n)
        hours, minutes, rest = n // 3600, n % 3600 // 60, n % 60
        if hours and n % 3600 == 1800:
            return self._halves("hours", hours)
        if not hours and rest == 30:
            return self._halves("minutes", minutes)
        units = (("hour", "hours", hours), ("minute", "minutes", minutes), ("second", "seconds", rest))
        return self._together([self.counted(one, many, count) for one, many, count in units if count])

    def about(self, seconds: Seconds, *, to_the_minute: bool = False) -> str:
        """A guess at a length of time: seconds up to ninety, then minutes, from an hour on in fives.

        ``to_the_minute`` is for who asks again and again how much is left: the answer changes each minute.
        """
        if seconds < 90:
            return self.counted("second", "seconds", max(1, round(seconds)))
        grain = 1 if to_the_minute or seconds < 3600 else 5
        return self.time(60.0 * grain * int(seconds / 60 / grain + 0.5))

    def passed(self, seconds: Seconds) -> str:
        """A length of time that has passed: to the second up to ninety, beyond as a guess that is called one."""
        said = self.about(seconds)
        return said if seconds < 90 else self._filled("about", time=said)

    def _halves(self, unit: str, whole: int) -> str:
        return self._filled(f"{unit}_and_half", n=self.number(whole))

    def _together(self, parts: Sequence[str]) -> str:
        """Hours, minutes and seconds, the longest first, as one length of time."""
        text = parts[0]
        for part in parts[1:]:
            text = self._filled("time_parts", long=text, short=part)
        return text

    def dose(self, work: Work) -> str:
        """The dose of a work: its reps, breaths or time."""
        if not isinstance(work, Reps):
            return self._time_of(work)
        dose = self._as_many(work) if work.to_failure else self._reps_of([self._count(work)], work)
        return dose if work.within_s is None else self._filled("within", dose=dose, time=self.time(work.within_s))

    def _time_of(self, work: Work) -> str:
        """How long a hold or a movement is, from how long to how long, or that it is as long as one can."""
        if isinstance(work, Reps):
            return self.time(work_s(work))
        most = self.time(work.for_s)
        if work.to_failure:
            return self._filled("as_long", time=most)
        if work.least_s and max(work.least_s, work.for_s) < SHORTEST_IN_MINUTES_S and not work.least_s % 1:
            return self._filled("range", low=self.number(int(work.least_s)), high=most)
        return self._filled("range", low=self.time(work.least_s), high=most) if work.least_s else most

    def _reps_of(self, counts: Sequence[str], work: Reps) -> str:
        """So many reps, or breaths."""
        unit = "breath" if work.breath else "rep"
        if counts == [self.number(1)]:
            return str(self._sentences[unit])
        return self._filled(f"{unit}s", n=self.things(counts))

    def _count(self, reps: Reps) -> str:
        """How many reps, or from how many to how many."""
        if not reps.least:
            return self.number(reps.count)
        return self._filled("range", low=self.number(reps.least), high=self.number(reps.count))

    def _as_many(self, reps: Reps) -> str:
        """Reps to failure, with their limit where no time ends them."""
        many = str(self._sentences["as_many"])
        return many if reps.within_s is not None else self._filled("at_most", dose=many, most=self.number(reps.count))

    def doses(self, works: Sequence[Work]) -> str:
        """The dose of every set, or those of each, one after the other."""
        if len(works) == 1:
            return self.dose(works[0])
        counted = [work for work in works if isinstance(work, Reps) and not work.to_failure]
        if len(counted) == len(works):
            return self._reps_of([self._count(work) for work in counted], counted[0])
        if counted and list(works[: len(counted)]) == counted:  # people write so many sets, and then as many as one can
            last = self.things([str(self._sentences["as_many"]) for _ in works[len(counted) :]])
            return self._filled("and_then", first=self.doses(counted), last=last)
        return self.things([self.dose(work) for work in works])

    def load(self, load: Load, number: int | None, notch: int) -> str:
        """What is lifted or pulled in a set, or in all of them, so many notches heavier than written."""
        if isinstance(load, Named):
            return self.things(load.names) if load.of_sets and number is None else load.of_set(number or 1, notch)
        sets = range(1, len(load.amounts) + 1) if number is None else (number,)
        amounts = [load.of_set(one, notch) for one in sets]
        one, many = {Unit.KILOGRAM: ("kilogram", "kilograms"), Unit.POUND: ("pound", "pounds")}[load.unit]
        said = self.things([self._amount(amount) for amount in amounts])
        return str(self._sentences[one]) if amounts == [1] else self._filled(many, n=said)

    def _amount(self, amount: float) -> str:
        if amount % 1 == 0:
            return self.number(int(amount))
        return (
            self._filled("and_half", n=self.number(int(amount))) if amount % 1 == 0.5 and amount > 1 else f"{amount:g}"
        )

    def _filled(self, key: str, **values: str) -> str:
        """A part of a sentence, filled in."""
        return str(self._sentences[key]).format(**values)

    def sided(self, text: str, side: Side | None) -> str:
        """An author's text with the working side and the opposite one filled in."""
        if side is None:
            return text
        this, other = self.side(side), self.side(side.other)
        for name, value in (("side", this), ("other", other), ("Side", this.title()), ("Other", other.title())):
            text = text.replace(f"{{{name}}}", value)
        return text

    def things(self, names: Sequence[str]) -> str:
        """A list in words."""
        return self._listed("list_and", names)

    def either(self, names: Sequence[str]) -> str:
        """Names of which one is meant, in words."""
        return self._listed("list_or", names)

    def _listed(self, key: str, names: Sequence[str]) -> str:
        names = [name.rstrip(STOPS) for name in names]
        if len(names) < 2:
            return "".join(names)
        return self._filled(key, first=", ".join(names[:-1]), last=names[-1])

    def cue(self, movement: Movement, side: Side | None, after: Movement | None = None) -> str:
        """A movement's cue in mid-sentence, for its own side or this one.

        The parts of a breath have no cues of an author's; which comes ``after`` none is the first.
        """
        if not movement.say:
            part = "breath_stays" if movement.hold else "breathe_in" if after is None else "breathe_out"
            return str(self._sentences[part])
        return in_mid_sentence(self.sided(movement.say, movement.side or side), self._names)

    def count(self, rep: int, of: int, cue: str = "") -> str:
        """The count at the onset of a rep, with the cue of its first movement when there is one to be said."""
        number = self("last_one") if rep == of and of > 1 else self.number(rep)
        return self("count_move", n=number, movement=cue) if cue else self("count", n=number)

    def whole_dose(self, exercise: Exercise, works: Sequence[Work], notch: int = 0) -> str:
        """The dose of an exercise as it is announced: of every set, that each of two sides gets it, and the load.

        ``works`` are those of the first side.
        """
        dose = self._sets(exercise.dose(None), works)
        if exercise.second is not None:
            other = self._sets(exercise.second, exercise.second.of_sets or exercise.second.work[:1])
            first, second = (self.side(side) for side in exercise.sides)
            dose = self._filled("two_doses", first=first, dose=dose, second=second, other=other)
        elif len(exercise.sides) > 1:
            dose = self._filled("in_turn" if exercise.switch is Switch.EACH_REP else "each_side", dose=dose)
        if exercise.every_s is not None and exercise.sets > 1:
            dose = self._filled("every", dose=dose, time=self.time(exercise.every_s))
        if exercise.load is None:
            return dose
        return self._filled("loaded", dose=dose, load=self.load(exercise.load, None, notch))

    def _sets(self, of: Dose, works: Sequence[Work]) -> str:
        """The dose of all sets, or from how many to how many there are."""
        dose = self.doses(works)
        if not of.least_sets:
            return self.sets_of(of.sets, dose) if of.sets > 1 else dose
        sets = self._filled("range", low=self.number(of.least_sets), high=self.number(of.sets))
        return self._filled("sets_of", n=sets, dose=dose)

    def sets_of(self, sets: int, dose: str) -> str:
        """So many sets of a dose."""
        return self._filled("sets_of", n=self.number(sets), dose=dose)

    def done(self, reps: Sequence[int], times: Sequence[Seconds], load: str = "") -> str:
        """What was done in each of some sets: reps, or where there were none a time; with what was lifted."""
        each = [self.counted("rep", "reps", n) if n else self.time(s) for n, s in zip(reps, times, strict=True)]
        said = self.sets_of(len(each), each[0]) if len(each) > 1 and len(set(each)) == 1 else self.things(each)
        return self._filled("loaded", dose=said, load=self._lifted(load)) if load else said

    def _lifted(self, load: str) -> str:
        """A load as it is written down, such as "22.5 kg", as it is said."""
        amount, _, unit = load.rpartition(" ")
        try:
            return self.load(Weight((float(amount),), Unit(unit)), None, 0)
        except ValueError:  # a thing in words
            return load

    def reached(self, work: Work, n: int) -> str:
        """What was reached in a work: reps, breaths, rounds or a time."""
        if isinstance(work, Motion) and work.rounds:
            return self.counted("round_done", "rounds_done", n)
        return self.counted("rep", "reps", n) if isinstance(work, Reps) else self.time(n)
