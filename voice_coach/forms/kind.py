"""A kind of file that an author writes, as the form that it has to fill in: a routine is one, a scenario another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from voice_coach.errors import VoiceCoachError


class Belongs(NamedTuple):
    """Where a key belongs that people write elsewhere: in words, and the key of the part that then is not missing."""

    where: str
    key: str = ""


class AuthorForm(BaseModel):
    """What all parts of a file have in common: no key that we do not know, nothing taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    called: ClassVar[str]  # what messages call this part
    elsewhere: ClassVar[Mapping[str, Belongs]] = {}  # keys of other parts that people write here


F = TypeVar("F", bound=AuthorForm)


@dataclass(frozen=True, slots=True)
class FileKind(Generic[F]):
    """A kind of file.

    Attributes:
        called: its name in messages, such as "routine".
        begins: a first line, as an example.
        whole: the form of the whole file.
        parts: the form that is meant by a step on the way to a value: a key, or the tag of a choice.
        error: what is raised for a file that is no such thing.
        texts_only: every plain scalar is the text that stands in the file, also "no" and "010".
        then: what to do once the file is mended.

    """

    called: str
    begins: str
    whole: type[F]
    parts: Mapping[str, type[AuthorForm]]
    error: type[VoiceCoachError]
    texts_only: bool = False
    then: str = "check it again"

    def part_at(self, way: tuple[str | int, ...]) -> type[AuthorForm]:
        """The form that the mapping at the end of the way has to fit."""
        return next((self.parts[str(step)] for step in reversed(way) if step in self.parts), self.whole)

    def unreadable(self, message: str, hint: str) -> VoiceCoachError:
        """The error for a file that cannot be read at all."""
        return self.error(f"{self.called}-unreadable", message, hint)


def keys_of(part: type[AuthorForm]) -> dict[str, Any]:
    """The keys that a form knows, each with its field."""
    return {field.alias or name: field for name, field in part.model_fields.items()}
