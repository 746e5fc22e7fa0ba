"""JSON Schema of the catalogue's files, so that an editor completes and checks the YAML as it is typed."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from policy.document import Document, Faq, Parameter, Topic
from policy.fact import Fact
from policy.measure import Measure
from policy.shape import Label, Shape, Text
from policy.speech import Almanac, Asides, Intent, Outside, Spelling, Statement, Subject, Words

_ENTRIES: dict[str, type[Shape]] = {
    "measure": Measure,
    "fact": Fact,
    "document": Document,
    "topic": Topic,
    "parameter": Parameter,
    "faq": Faq,
}
# Files that map ids to entries; of the others each file is one entry.
_MAPPED: dict[str, type[Shape]] = {
    "facts": Fact, "documents": Document, "topics": Topic, "parameters": Parameter,
    "statements": Statement, "subjects": Subject, "intents": Intent,
}  # fmt: skip
_LANGUAGE: dict[str, type[Shape]] = {
    "spelling": Spelling, "words": Words, "almanac": Almanac, "asides": Asides, "outside": Outside,
}  # fmt: skip


def catalogue_schema() -> dict[str, Any]:
    """One document with a schema for each kind of entry and for each kind of file.

    An editor refers to a part of it: `schema.json#/measure` for a measure's file, `schema.json#/facts` for a file
    of facts, `schema.json#/statements` for `language/statements.yaml`.
    """
    described = {**_ENTRIES, **_MAPPED, **_LANGUAGE}
    shapes = [(shape, "validation") for shape in dict.fromkeys(described.values())]
    _, definitions = models_json_schema(shapes, schema_generator=_AsTyped)  # type: ignore[arg-type]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Jinhui catalogue",
        **{name: _reference(shape) for name, shape in (*_ENTRIES.items(), *_LANGUAGE.items())},
        **{name: {"type": "object", "additionalProperties": _reference(shape)} for name, shape in _MAPPED.items()},
        "$defs": definitions["$defs"],
    }


def _reference(shape: type[Shape]) -> dict[str, str]:
    return {"$ref": f"#/$defs/{shape.__name__}"}


class _AsTyped(GenerateJsonSchema):
    """The shapes as an administrator types them, before the catalogue's reader makes text of every scalar."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        text = super().str_schema(schema)
        return {**text, "type": ["string", "number", "boolean"]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        shape = schema["cls"]
        if issubclass(shape, Label):
            found["required"] = ["zh", "en"]
        elif issubclass(shape, Text):
            return {"anyOf": [{"type": "string"}, found]}
        elif shape in _MAPPED.values():  # the key is the id
            found["properties"].pop("id")
            found["required"].remove("id")
        return found
