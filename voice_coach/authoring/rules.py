"""What a program can check about how a routine sounds. One function a rule; `lint` has the table of them.

The numbers are those of docs/writing-routines.md, which explains each rule and where its figures come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TypeAlias

from voice_coach.authoring.shorthand import Shorthand, scripts_of
from voice_coach.authoring.spoken import Spoken, exercises, words, works
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Exercise, Hold, Reps, Routine, Side, Switch
from voice_coach.core.plan.steps import WHOLE, Form, Step, work_s
from voice_coach.core.schedule import step_lengths_s
from voice_coach.core.speech.cues import Telling, work_cues
from voice_coach.core.speech.instructions import rest_needs_s
from voice_coach.core.speech.scene import Scene
from voice_coach.core.speech.wording import Verbosity, Wording, words_s
from voice_coach.core.states import State
from voice_coach.forms.document import Way
from voice_coach.language.language import Language
from voice_coach.language.phrasebook import Phrasebook

Found: TypeAlias = Iterator[tuple[Way, str]]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The words of a language that rules look for; the lists are the section ``lint`` of its file."""

    phrases: Phrasebook
    sides: frozenset[str]
    parts: frozenset[str]
    banned: tuple[str, ...]
    pointing: tuple[str, ...]
    diagnoses: re.Pattern[str]
    signposts: tuple[str, ...]
    unsafe: re.Pattern[str]
    negations: re.Pattern[str]
    shorthand: Shorthand
    wording: Wording
    code: str
    scripts: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> RuleWords:
        """Those of a language."""
        words = language.lint
        stems = (re.escape(stem.strip()) + (r"\b" if stem.endswith(" ") else "") for stem in words["diagnoses"])
        return cls(
            phrases=Phrasebook(language),
            sides=frozenset(language.wording.side(side) for side in Side),
            parts=frozenset(words["parts"]),
            banned=words["banned"],
            pointing=words["pointing"],
            diagnoses=re.compile(rf"\b({'|'.join(stems)})\w*"),
            signposts=words["signposts"],
            unsafe=_phrases(words["unsafe"]),
            negations=_phrases(words["negations"]),
            shorthand=Shorthand.of(language),
            wording=language.wording,
            code=language.code,
            scripts=scripts_of(*(str(text) for text in language.sentences.values())),
        )


APOSTROPHES = str.maketrans("\u2018\u2019", "''")
CLAUSE_END = re.compile(r"[,;:.!?\u2013\u2014]|\b(?:and then|but|then)\b")


def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, whole words, with a comma between them or none; nothing for no phrase.

    A phrase that ends in a full stop must end its clause.
    """
    either = "|".join(
        r"[\s,]+".join(map(re.escape, phrase.rstrip(".").split()))
        + (r"\b(?=\s*(?:[.,;:!?]|$))" if phrase.endswith(".") else r"\b")
        for phrase in phrases
    )
    return re.compile(rf"\b(?:{either})" if either else r"(?!)")


def signposts(exercise: Exercise, known: RuleWords) -> Found:
    """Rule 1: a listener who hears the words of a transition knows what comes."""
    setup = exercise.setup
    for key, texts, sign in zip(("position", "move"), (setup.position, setup.move), known.signposts, strict=True):
        if setup.position and setup.move and not texts[0].startswith(sign):
            yield ("setup", key), f"the first sentence of {key!r} begins with {sign!r}"


def short_way_in(exercise: Exercise) -> Found:
    """Rule 2: few words before the first movement."""
    announced = (
        len(words(exercise.spoken)) + (1 + len(exercise.sides) if exercise.sides else 0) + 3
    )  # "left side first", "thirty seconds each"
    count = announced + len(words(*exercise.setup.position))
    if count > 30:
        yield ("setup", "position"), f"{count} words from the name to the first movement; at most 30"


def short_sentences(exercise: Exercise) -> Found:
    """Rule 3, the mean: sentences are short."""
    said = (*exercise.setup.position, *exercise.setup.move, *exercise.setup.feel)
    if said and (mean := len(words(*said)) / len(said)) > 12:
        yield ("setup",), f"{mean:.1f} words a sentence on average; at most 12"


def few_cues(exercise: Exercise) -> Found:
    """Rule 4: nobody keeps more than three things in mind."""
    count = len(exercise.setup.feel) + max(len(work.tips) for work in exercise.work)
    if count > 3:
        yield ("setup", "feel"), f"{count} things to feel and tips; at most 3"


def side_named_early(exercise: Exercise) -> Found:
    """Rule 7: who works one side hears early which."""
    if not exercise.sides:
        return
    setup = exercise.setup
    said = [("position", setup.position + setup.move)]
    if exercise.switch is not Switch.EACH_REP:
        said.append(("short", setup.short))
    if not any(texts for _, texts in said):  # then it is the coach who names the side
        return
    for key, texts in said:
        if not any("{side}" in " ".join(text.lower().split()[:5]) for text in texts):
            yield ("setup", key), "name the {side} with a part of the body in the first five words of a sentence"


def quiet_holds(exercise: Exercise) -> Found:
    """Rule 12: a hold is quiet, 12 words in 30 seconds."""
    for place, work in works(exercise):
        count = len(words(*work.tips))
        if isinstance(work, Hold) and count > work.for_s * 12 / 30:
            yield (*place, "tips"), f"{count} words in a hold of {work.for_s:g} s; at most 12 in 30 s"


FAST_S = 1.0
"""Movements that are shorter than this nobody speaks; their tones are known from the setup."""


def cue_fits(exercise: Exercise) -> Found:
    """Rule 19: a cue is short, and ends well before its movement does."""
    for place, work in works(exercise):
        for beat, movement in enumerate(work.tempo if isinstance(work, Reps) and not work.breath else ()):
            count, cue = len(words(movement.say)), (*place, "tempo", beat, "say")
            if count > 3:
                yield cue, f"a cue of {count} words; at most 3"
            elif words_s(count) > 0.6 * movement.for_s and movement.for_s >= FAST_S:
                yield cue, f"the cue takes more than 60 % of its {movement.for_s:g} s; fewer words, or more time"


def tips_fit(exercise: Exercise, known: RuleWords) -> Found:
    """Rule 40: a tip is said between two other sounds, or never."""
    telling = Telling(Verbosity.FULL, known.wording, Side.LEFT)
    for place, work in works(exercise):
        said = {cue.text for cue in work_cues(work, work_s(work), telling) if cue.role is Role.TIP}
        for index, tip in enumerate(work.tips):
            if known.wording.sided(tip, Side.LEFT) not in said:
                message = "no gap between the sounds holds this tip, so it is never said"
                yield (*place, "tips", index), f"{message}; use fewer words, or say it in the setup"


def long_sentence(line: Spoken) -> str:
    """Rule 3, the longest: a sentence is one or two breaths."""
    count = len(words(line.text))
    return f"a sentence of {count} words; at most 16" if count > 16 else ""


def vague_side(line: Spoken, known: RuleWords) -> str:
    """Rule 7, the words: nothing that needs a picture."""
    found = next((phrase for phrase in known.pointing if _has(line.text, phrase)), "")
    return f"{found!r} needs a picture; name the side and the part, such as: left foot" if found else ""


def part_behind_side(line: Spoken, known: RuleWords) -> str:
    """Rule 8: left and right stand before a part of the body, and mean nothing else."""
    said = words(line.text)
    for index, word in enumerate(said):
        near = said[index + 1 : index + 4]
        if word in known.sides and not any({part, part.rstrip("s")} & known.parts for part in near):
            return f"no part of the body follows {word!r}; say for example: {word} arm"
    return ""


def banned(line: Spoken, known: RuleWords) -> str:
    """Rule 9: phrases that need eyes, or that push."""
    found = next((phrase for phrase in known.banned if _has(line.text, phrase)), "")
    return f"{found!r} helps nobody who has their eyes closed, or pushes; use other words" if found else ""


def command(line: Spoken, known: RuleWords) -> str:
    """Rule 11: the coach never says a command by itself."""
    match = known.phrases.match(line.text) if known.phrases.equals_command(line.text) else None
    # Where the coach says "up" as a cue the user does not count, and nothing would come of it.
    found = line.text if match and match.command is not Command.COUNT else ""
    return f"the coach would say a command: {found!r}; use other words, or begin with: say:" if found else ""


def diagnosis(line: Spoken, known: RuleWords) -> str:
    """Rule 32: no diagnosis, no alarm."""
    found = known.diagnoses.search(line.text.lower())
    return f"{found.group()!r} sounds like a diagnosis; say what to feel and where to end" if found else ""


def unsafe(line: Spoken, known: RuleWords) -> str:
    """Rule 37: no breath is held, nobody bounces, nobody goes into pain."""
    text = line.text.lower().translate(APOSTROPHES)
    for found in known.unsafe.finditer(text):
        clause = CLAUSE_END.split(text[: found.start()])[-1]
        if not known.negations.search(clause):
            return f"{found.group()!r} can do harm; let people breathe, move slowly, and end before pain"
    return ""


def shorthand(line: Spoken, known: RuleWords) -> str:
    """Rule 38: words are written as they are said."""
    found = known.shorthand.found_in(line.text)
    if not found:
        return ""
    written = ", ".join(f"{part!r} as: {words}" if words else f"{part!r} in full" for part, words in found)
    name = ("; or keep the name, and add 'say' beside it: how it is said") if line.place == ("name",) else ""
    return f"a voice would read this wrongly; write {written}{name}"


def foreign(line: Spoken, known: RuleWords) -> str:
    """Rule 39, the letters: a voice reads its own script."""
    other = sorted(scripts_of(line.text) - known.scripts)
    return f"no voice here reads these letters ({', '.join(other).lower()})" if other and known.scripts else ""


def other_language(routine: Routine, known: RuleWords) -> Found:
    """Rule 39, the language: a routine is spoken in the language in which it is written."""
    if routine.language and Path(routine.language).stem != known.code:
        message = f"this routine is in {routine.language!r}, and the voice speaks {known.code!r}"
        yield ("language",), f"{message}; ask for it with: --language {routine.language}"


def short_rests(routine: Routine, known: RuleWords) -> Found:
    """Rule 16: what comes next is said before the count-in, so a rest is long enough for both."""
    plan = compile_plan(routine)
    places = [place for place, _ in exercises(routine)]
    told: set[int] = set()
    for step, least_s, has_s in _rests(plan, known.wording):
        exercise = plan.exercise(step)
        if step.exercise is None or exercise is None or least_s <= has_s or step.exercise in told:
            continue
        told.add(step.exercise)
        place = places[step.exercise]
        of_circuit = step.between_rounds and (step.every_s is not None or not exercise.rest_s)
        at = place[:-2] if of_circuit else place
        if step.every_s is None:
            message = f"a rest of {has_s:g} s is shorter than the words in it; at least {ceil(least_s)} s"
            yield (*at, "rest"), message
        else:
            message = f"what is to begin each {has_s:g} s takes {ceil(least_s)} s with all its words"
            yield (*at, "every"), message


def _rests(plan: Plan, wording: Wording) -> Iterator[tuple[Step, float, float]]:
    """Every rest that has a time, how long it must be at the least, and how long it is.

    Of a rest that lasts until a time is over it is all that stands in that time.
    """
    lengths, begun_s, now_s = step_lengths_s(plan, (Form(),) * len(plan.exercises), Verbosity.FULL, wording), 0.0, 0.0
    for step in plan.ahead(-1):
        if plan.begins_time(step, WHOLE):
            begun_s = now_s
        now_s += lengths[step.index]
        exercise = plan.exercise(step)
        if step.every_s is not None:
            takes_s = now_s - begun_s + sum(lengths[one.index] for one in plan.until_work(step))
            yield step, round(takes_s, 1), step.every_s
        elif step.phase is State.REST and step.for_s and exercise is not None:
            yield step, rest_needs_s(Scene(plan, step, exercise, Form(), Verbosity.FULL, wording)), step.for_s


def short_safety(routine: Routine) -> Found:
    """Rule 33: the safety line is said every time, so it is short."""
    count = len(words(routine.safety or ""))
    if count > 16:
        yield ("safety",), f"a safety line of {count} words; at most 16"


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text.lower()) is not None
