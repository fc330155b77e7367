"""What added time does to a dose, and to the place where it is being done."""

from __future__ import annotations

from dataclasses import replace

from voice_coach.core.place import Place
from voice_coach.core.routine import Seconds, Work
from voice_coach.core.schedule import work_length_s
from voice_coach.core.steps import LEAD_IN_S, Step

LEAST_WORK_S: Seconds = 5.0


def fitted(place: Place, step: Step, work: Work) -> Place:
    """Fit the length of work to its form and to the time added to it, but never to what has passed already."""
    extra_s = place.extra_s.get(step.dose_key, 0.0)
    return replace(place, length_s=max(_lengthened_s(work, extra_s), place.elapsed_s))


def lengthened(place: Place, step: Step, work: Work | None, extra_s: Seconds) -> Place:
    """Add time to the dose of a step, on both sides, or take some away; a step without work keeps its count-in."""
    total_s = place.extra_s.get(step.dose_key, 0.0) + extra_s
    if work is not None:  # the other side gets what this one got: what has passed counts
        total_s = max(_lengthened_s(work, total_s), place.elapsed_s) - work_length_s(work)
        return fitted(place.with_extra(step.dose_key, total_s), step, work)
    if place.length_s is not None:
        place = replace(place, length_s=max(place.length_s + extra_s, place.elapsed_s + LEAD_IN_S))
    return place.with_extra(step.dose_key, total_s)


def _lengthened_s(work: Work, extra_s: Seconds) -> Seconds:
    written_s = work_length_s(work)
    return max(written_s + extra_s, min(written_s, LEAST_WORK_S))
