"""What can be written in a file: the keys that its shape has, and the names of what it can refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from bot.editing.files import shape_of
from policy.catalogue import Catalogue
from policy.condition import OPERATORS
from policy.measure import Measure
from policy.shape import Shape, Text


class Words(NamedTuple):
    """``keys`` in the order of the shape, nested ones with their way: "benefit.amount". ``names`` may be values."""

    keys: list[str]
    names: list[str]


def words_for(path: str, catalogue: Catalogue) -> Words:
    """For an editor that completes what is being typed."""
    shape = shape_of(path)
    keys = list(dict.fromkeys(_keys(shape, ""))) if shape else []
    if shape is Measure:
        keys += [f"requires.{name}" for name in ("all", "any", "not", "fact", *OPERATORS)]
    names = [*catalogue.facts, *catalogue.measures, *catalogue.documents, *catalogue.parameters, *catalogue.topics]
    return Words(keys, names)


def _keys(shape: type[Shape], way: str) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        key = f"{way}{field.alias or name}"
        yield key
        if way.count(".") < 2:
            for inner in _shapes_in(field.annotation):
                yield from _keys(inner, f"{key}.")


def _shapes_in(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes that a field holds; of conditions, which hold each other, none."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        if annotation.__module__ != "policy.condition" and not issubclass(annotation, Text):
            yield annotation
        return
    for part in get_args(annotation):
        yield from _shapes_in(part)
