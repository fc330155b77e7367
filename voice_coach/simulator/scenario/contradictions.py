"""What does not fit together in a scenario file of which every value is right."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.forms.document import Document, Way
from voice_coach.forms.problem import Problem
from voice_coach.simulator.scenario.scenario import Scenario
from voice_coach.simulator.scenario.timing import Moment, What

OF_SOUND = ("voice", "level", "distance", "only")
"""Keys of a line that say how it sounds."""


def contradictions(document: Document, scenario: Scenario | None) -> Iterator[Problem]:
    """Every one, with its place; none while a value is wrong, for each hangs on many."""
    if scenario is None:
        return
    for place, message in _needless(scenario):
        if place in document.keys:
            yield document.problem(place, f"{place[-1]!r} {message}", at_key=True)
    for n, noise in enumerate(scenario.noise):
        if noise.to is not None and noise.to <= noise.from_:
            yield document.problem(("noise", n, "to"), "this is no later than 'from'")
    for place, line in _lines_meant(scenario):
        if line > len(scenario.user):
            yield document.problem(place, f"there is no line {line}; the user has {len(scenario.user)}")
        elif place[0] == "user" and line > int(place[1]):
            yield document.problem(place, "a line can only follow one that stands before it")


def _needless(scenario: Scenario) -> Iterator[tuple[Way, str]]:
    """Keys that would do nothing beside the others, with the reason."""
    if scenario.scripted:
        silent: list[Way] = [("room",), ("noise",)]
        silent += [("user", n, key) for n in range(len(scenario.user)) for key in ("play", *OF_SOUND)]
        yield from ((place, "needs a real recogniser, for example: recogniser: auto") for place in silent)
    elif scenario.cautious:
        yield ("cautious",), "is for the scripted recogniser"
    for n, line in enumerate(scenario.user):
        if line.press:
            yield from ((("user", n, key), "has no meaning beside a key") for key in OF_SOUND)
        elif line.play:
            yield ("user", n, "voice"), "has no meaning beside a recording"
    voices = [line.voice for line in scenario.user if line.say] + [each.voice for each in scenario.noise if each.say]
    if all(voices):
        yield ("voice",), "has no meaning: nobody speaks with it"
    yield from (
        (("noise", n, "voice"), "has no meaning without 'say'") for n, each in enumerate(scenario.noise) if not each.say
    )
    if scenario.room.response:
        whole = "has no meaning beside 'response', which is a whole room"
        yield from ((("room", key), whole) for key in ("size", "reverberation"))


def _lines_meant(scenario: Scenario) -> Iterator[tuple[Way, int]]:
    """Every moment that hangs on a line of the user, with the line's number."""
    for key, forms in (("user", scenario.user), ("faults", scenario.faults), ("expect", scenario.expect)):
        for index, each in enumerate(forms):
            for name in ("at", "within"):
                moment = getattr(each, name, None)
                if isinstance(moment, Moment) and moment.anchor and moment.anchor.what is What.LINE:
                    yield (key, index, name), moment.anchor.nth or 1
