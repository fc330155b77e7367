"""Frozen dataclasses to JSON values and back, by their type hints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

_PLAIN = (bool, int, float, str, NoneType)

_KIND = "kind"
"""What names the class where a field may hold more than one: two of them may have the same fields."""


def encode(value: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a dataclass as values that `json.dumps` takes, enumerations as their values."""
    return {name: _plain(hint, getattr(value, name)) for name, hint in _hints(type(value)).items()}


def _plain(hint: Any, value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, str | int | float | NoneType):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        kind = {_KIND: type(value).__name__} if len(_classes(hint)) > 1 else {}
        return {**kind, **encode(value)}
    if isinstance(value, Mapping):
        return {key: _plain(_member(hint, -1), one) for key, one in value.items()}
    return [_plain(_member(hint, 0), one) for one in value]


def _member(hint: Any, which: int) -> Any:  # noqa: ANN401 - a type hint has no type of its own
    """The type of what a tuple or a dict holds, also of one that may be something else instead."""
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if get_origin(one))
    return get_args(hint)[which]


@cache
def _classes(hint: Any) -> tuple[type, ...]:  # noqa: ANN401 - as above
    """The dataclasses that a field of this type may hold."""
    return tuple(one for one in get_args(hint) if is_dataclass(one) and isinstance(one, type))


def decode(kind: type[T], data: object) -> T:
    """Build a ``kind`` from what `encode` made of one.

    Raises ValueError when a field is missing, unknown, or not of its type.
    """
    if not isinstance(data, dict):
        raise ValueError(f"{kind.__name__} needs an object, not {data!r}")  # noqa: TRY004 - bad data, no bug
    hints = _hints(kind)
    if data.keys() != hints.keys():
        raise ValueError(f"{kind.__name__} has the fields {', '.join(hints)}, not {', '.join(map(str, data))}")
    return kind(**{name: _value(hint, data[name]) for name, hint in hints.items()})


@cache
def _hints(kind: type[DataclassInstance]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(hint: Any, data: object) -> object:  # noqa: ANN401 - a type hint has no type of its own
    if origin := get_origin(hint):
        return _composed(origin, get_args(hint), data)
    if is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if hint is float and type(data) is int:  # a whole number of seconds
        return float(data)
    if hint in _PLAIN and type(data) is hint:
        return data
    raise ValueError(f"{data!r} is no {getattr(hint, '__name__', hint)}")


def _composed(origin: Any, hints: tuple[Any, ...], data: object) -> object:  # noqa: ANN401 - as above
    if origin is UnionType:
        return _either(hints, data)
    if origin is dict and isinstance(data, dict):
        return {str(key): _value(hints[1], value) for key, value in data.items()}
    if origin is tuple and isinstance(data, list | tuple):  # JSON has lists only
        return tuple(_value(hints[0], value) for value in data)
    raise ValueError(f"{data!r} is no {origin.__name__}")


def _either(hints: tuple[Any, ...], data: object) -> object:
    """Return the data as the first of the types that takes it, or as the one that it names."""
    if isinstance(data, dict) and _KIND in data:
        named = data[_KIND]
        hints = tuple(hint for hint in hints if getattr(hint, "__name__", "") == named)
        data = {key: value for key, value in data.items() if key != _KIND}
    for hint in hints:
        try:
            return _value(hint, data)
        except ValueError:
            continue
    raise ValueError(f"{data!r} is none of {', '.join(getattr(hint, '__name__', str(hint)) for hint in hints)}")
