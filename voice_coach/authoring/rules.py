"""What a program can check about how a routine sounds. One function a rule; `lint` has the table of them.

The numbers are those of docs/writing-routines.md, which explains each rule and where its figures come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, TypeAlias

from voice_coach.authoring.spoken import Place, Spoken, words, works
from voice_coach.core.plan.routine import Exercise, Hold, Reps, Routine

Found: TypeAlias = Iterator[tuple[Place, str]]

WORDS_PER_SECOND = 160 / 60
"""The rate at which the coach speaks."""

PARTS = frozenset({
    "ankle", "arm", "armpit", "buttock", "calf", "cheek", "ear", "elbow", "finger", "foot", "forearm", "hand", "heel",
    "hip", "knee", "leg", "palm", "rib", "shoulder", "side", "thigh", "thumb", "toe", "wrist",
})  # fmt: skip

BANNED = (
    "like this", "like that", "as shown", "over there", "over here", "from here", "i want you to", "push through",
    "look at", "you can see", "see the picture", "watch",
)  # fmt: skip

DIAGNOSES = re.compile(
    r"\b(arthrit|damage|degenerat|diagnos|discs?\b|fracture|hernia|impinge|inflam|injur|kyphosis|nerves?\b"
    r"|rupture|sciatic|scoliosis|stenosis|tendinitis|torn\b|trapped)\w*"
)

POINTING = ("back foot", "front foot", "back leg", "front leg", "this side", "that side", "this arm", "this leg")


class Phrases(Protocol):
    """What the rules ask of the phrases of a language."""

    def equals_command(self, sentence: str) -> bool:
        """Whether somebody who says this sentence gives a command."""


def signposts(exercise: Exercise) -> Found:
    """Rule 1: a listener who hears the words of a transition knows what comes."""
    setup = exercise.setup
    for key, texts, sign in (("position", setup.position, "To get into position"), ("move", setup.move, "To start")):
        if setup.position and setup.move and not texts[0].startswith(sign):
            yield ("setup", key), f"the first sentence of {key!r} begins with {sign!r}"


def short_way_in(exercise: Exercise) -> Found:
    """Rule 2: few words before the first movement."""
    announced = len(words(exercise.name)) + (3 if exercise.sides else 0) + 3  # "left side first", "thirty seconds each"
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
    for key, texts in (("position", setup.position + setup.move), ("short", setup.short)):
        if not any("{side}" in " ".join(text.lower().split()[:5]) for text in texts):
            yield ("setup", key), "name the {side} with a part of the body in the first five words of a sentence"


def quiet_holds(exercise: Exercise) -> Found:
    """Rule 12: a hold is quiet, 12 words in 30 seconds."""
    for place, work in works(exercise):
        count = len(words(*work.tips))
        if isinstance(work, Hold) and count > work.for_s * 12 / 30:
            yield (*place, "tips"), f"{count} words in a hold of {work.for_s:g} s; at most 12 in 30 s"


def cue_fits(exercise: Exercise) -> Found:
    """Rule 19: a cue is short, and ends well before its movement does."""
    for place, work in works(exercise):
        for beat, movement in enumerate(work.tempo if isinstance(work, Reps) else ()):
            count, cue = len(words(movement.say)), (*place, "tempo", beat, "say")
            if count > 3:
                yield cue, f"a cue of {count} words; at most 3"
            elif count / WORDS_PER_SECOND > 0.6 * movement.for_s:
                yield cue, f"the cue takes more than 60 % of its {movement.for_s:g} s; fewer words, or more time"


def long_sentence(line: Spoken) -> str:
    """Rule 3, the longest: a sentence is one or two breaths."""
    count = len(words(line.text))
    return f"a sentence of {count} words; at most 16" if count > 16 else ""


def vague_side(line: Spoken) -> str:
    """Rule 7, the words: nothing that needs a picture."""
    found = next((phrase for phrase in POINTING if _has(line.text, phrase)), "")
    return f"{found!r} needs a picture; name the side and the part, such as: left foot" if found else ""


def part_behind_side(line: Spoken) -> str:
    """Rule 8: left and right stand before a part of the body, and mean nothing else."""
    said = words(line.text)
    for index, word in enumerate(said):
        if word in ("left", "right") and not any(
            part.rstrip("s") in PARTS or part == "feet" for part in said[index + 1 : index + 4]
        ):
            return f"no part of the body follows {word!r}; say for example: {word} arm"
    return ""


def banned(line: Spoken) -> str:
    """Rule 9: phrases that need eyes, or that push."""
    found = next((phrase for phrase in BANNED if _has(line.text, phrase)), "")
    return f"{found!r} helps nobody who has their eyes closed, or pushes; use other words" if found else ""


def command(phrases: Phrases, line: Spoken) -> str:
    """Rule 11: the coach never says a command by itself."""
    found = line.text if phrases.equals_command(line.text) else ""
    return f"the coach would say a command: {found!r}; use other words, or begin with: say:" if found else ""


def diagnosis(line: Spoken) -> str:
    """Rule 32: no diagnosis, no alarm."""
    found = DIAGNOSES.search(line.text.lower())
    return f"{found.group()!r} sounds like a diagnosis; say what to feel and where to end" if found else ""


def short_safety(routine: Routine) -> Found:
    """Rule 33: the safety line is said every time, so it is short."""
    count = len(words(routine.safety))
    if count > 16:
        yield ("safety",), f"a safety line of {count} words; at most 16"


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text.lower()) is not None
