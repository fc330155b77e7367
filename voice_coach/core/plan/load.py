"""What is lifted or pulled, and how it grows: by an amount of weight, or from one named thing to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Unit(StrEnum):
    """What a weight is measured in."""

    KILOGRAM = "kg"
    POUND = "lb"


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight: one of the ``amounts`` for each set, or one for all.

    ``step`` is what "heavier" adds, 0 for nothing; or it goes along the ``steps``, of which the one amount is one.
    """

    amounts: tuple[float, ...]
    unit: Unit = Unit.KILOGRAM
    step: float = 0.0
    steps: tuple[float, ...] = ()

    def of_set(self, number: int, notch: int) -> float:
        """The weight of a set, from 1, so many notches heavier than written."""
        if self.steps:
            return self.steps[self.steps.index(self.amounts[0]) + notch]
        return self.amounts[min(number, len(self.amounts)) - 1] + notch * self.step

    def reaches(self, notch: int) -> bool:
        """Whether there is such a notch: nothing weighs nothing or less."""
        if self.steps:
            return 0 <= self.steps.index(self.amounts[0]) + notch < len(self.steps)
        return notch == 0 or (self.step > 0 and min(self.amounts) + notch * self.step > 0)


@dataclass(frozen=True, slots=True)
class Named:
    """Things in words, such as "a red band", from the lightest to the heaviest; the one to begin with is ``start``.

    With ``of_sets`` there is one for each set, and no other.
    """

    names: tuple[str, ...]
    start: int = 0
    of_sets: bool = False

    def of_set(self, number: int, notch: int) -> str:
        """What is taken in a set, from 1, so many notches heavier than written."""
        return self.names[min(number, len(self.names)) - 1 if self.of_sets else self.start + notch]

    def reaches(self, notch: int) -> bool:
        """Whether there is such a notch."""
        if self.of_sets:
            return notch == 0
        return 0 <= self.start + notch < len(self.names)


Load: TypeAlias = Weight | Named


def differs(load: Load | None) -> bool:
    """Whether it is not the same in every set."""
    return load.of_sets if isinstance(load, Named) else load is not None and len(load.amounts) > 1
