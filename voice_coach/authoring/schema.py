"""The JSON schema of a routine file, for editors."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from voice_coach.authoring.form.routine import RoutineForm


class _Generator(GenerateJsonSchema):
    """Pydantic's generator without null: a key that has nothing to say is left out of a routine file."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described


def schema() -> dict[str, Any]:
    """The schema, as JSON Schema draft 2020-12."""
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **RoutineForm.model_json_schema(by_alias=True, schema_generator=_Generator),
    }
