"""The JSON schema accepts what the reader accepts, and refuses what an editor can know to be wrong."""

import json
from typing import Any

import jsonschema
import pytest

from voice_coach.authoring.schema import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())


def routine(exercise: dict[str, Any]) -> dict[str, Any]:
    return {"title": "T", "exercises": [{"name": "N", "do": {"hold": "30s"}} | exercise]}


def test_it_is_a_schema_and_can_be_written_as_json() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    json.dumps(schema())


@pytest.mark.parametrize(
    "exercise",
    [
        {},
        {"rest": "1m30s"},
        {"rest": 15},
        {"do": {"reps": 8, "tempo": [{"say": "Up", "for": "2s"}, {"say": "Stay", "hold": 3}]}},
        {"do": [{"hold": 20}, {"move": "1m", "say": "Now move."}]},
        {"setup": {"position": ["Sit.", "Relax."], "wait": "ready"}},
        {"easier": {"say": "Smaller."}},
    ],
)
def test_what_is_right(exercise: dict[str, Any]) -> None:
    VALIDATOR.validate(routine(exercise))


@pytest.mark.parametrize(
    "exercise",
    [
        {"hodl": "30s"},
        {"rest": None},
        {"rest": ""},
        {"rest": "1h"},
        {"sets": 0},
        {"do": {}},
        {"do": {"reps": 8, "hold": "30s"}},
        {"do": {"reps": 8, "tempo": [{"say": "Up"}]}},
        {"do": {"reps": 8, "tempo": [{"say": "Up", "for": 2, "hold": 2}]}},
        {"sides": ["middle"]},
        {"easier": None},
    ],
)
def test_what_is_wrong(exercise: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(routine(exercise))


def keys(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part["properties"]
    return found


@pytest.mark.parametrize("name", ["", *schema()["$defs"]])
def test_every_key_is_described_and_its_example_is_right(name: str) -> None:
    part = schema()["$defs"][name] if name else schema()
    assert part["description"]
    for key, field in keys(part).items():
        assert field["description"], key
        alone = {"$defs": schema()["$defs"], **field}
        for example in field["examples"]:
            jsonschema.validate(example, alone, jsonschema.Draft202012Validator)
