"""From plain YAML data to shapes, and from pydantic's errors to problems that an administrator can mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from policy.problems import Problem, nearest
from policy.shape import Shape
from policy.yamlfile import Route, YamlFile

AnyShape = TypeVar("AnyShape", bound=Shape)

_EXPECTED = {
    "int": ("整数", "a whole number"),
    "float": ("数字", "a number"),
    "bool": ("true 或 false", "true or false"),
    "string": ("文字", "text"),
    "list": ("列表（每项前加 - 或写成 [ ]）", "a list (a - before each item, or [ ])"),
    "dict": ("键值（键: 值）", "a mapping (key: value)"),
    "model": ("键值（键: 值）", "a mapping (key: value)"),
    "tuple": ("列表 [ ]", "a list [ ]"),
}


@dataclass(frozen=True)
class Origin:
    """Where a part of the catalogue was written."""

    file: YamlFile
    route: Route = ()

    def problem(self, route: Route, zh: str, en: str) -> Problem:
        return self.file.problem((*self.route, *route), zh, en)


def shaped(
    shape: type[AnyShape], data: Any, origin: Origin, extra: dict[str, Any] | None = None
) -> AnyShape | list[Problem]:
    """The data as a shape, or everything that is wrong with it. ``extra`` are fields that the place gives."""
    if not isinstance(data, dict):
        return [origin.problem((), "这里应是键值（键: 值）。", "expected a mapping (key: value).")]
    try:
        return shape.model_validate({**data, **(extra or {})})
    except ValidationError as error:
        return [_problem(details, data, shape, origin) for details in error.errors()]


def _problem(details: ErrorDetails, data: Any, shape: type[Shape], origin: Origin) -> Problem:
    route = _route_in(data, details["loc"])
    kind = details["type"]
    if kind == "extra_forbidden":
        zh, en = nearest(str(route[-1]), _field_names(shape, route[:-1]))
        return origin.problem((*route, ""), f"没有这个键。{zh}", f"no such key.{en}")
    if kind == "missing":
        name = details["loc"][-1]
        return origin.problem(route, f"缺少 {name}。", f"{name} is missing.")
    zh, en = _words(details)
    return origin.problem(route, zh, en)


def _words(details: ErrorDetails) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "jinhui":
        return context["zh"], context["en"]
    if kind in ("literal_error", "enum"):
        expected = context["expected"].replace("'", "").replace(" or ", ", ")
        zh, en = nearest(str(details["input"]), expected.split(", "))
        return f"应为以下之一：{expected}。{zh}", f"expected one of: {expected}.{en}"
    if kind in ("string_too_long", "too_long"):
        return f"太长，最多 {context['max_length']}。", f"too long: at most {context['max_length']}."
    if kind in ("string_too_short", "too_short"):
        return f"太短，至少 {context['min_length']}。", f"too short: at least {context['min_length']}."
    if kind == "string_pattern_mismatch":
        return "只能用小写字母、数字和连字符。", "only lower-case letters, digits and hyphens."
    found = _EXPECTED.get(kind.split("_")[0])
    if found:
        return f"应为{found[0]}。", f"expected {found[1]}."
    return f"不合要求：{details['msg']}。", f"{details['msg']}."


def _route_in(data: Any, location: tuple[int | str, ...]) -> Route:
    """The part of pydantic's location that is in the data; it also names forms, which are not."""
    route: list[str | int] = []
    for step in location:
        if step in (data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()):
            data = data[step]
            route.append(step)
    return tuple(route)


def _field_names(shape: type[Shape], route: Route) -> Iterator[str]:
    """The keys that are valid where the route leads, as far as the shapes tell."""
    shapes = [shape]
    for step in route:
        fields = [
            field for inner in shapes for name, field in inner.model_fields.items() if (field.alias or name) == step
        ]
        shapes = [found for field in fields for found in _shapes_in(field.annotation)] or shapes
    for inner in shapes:
        yield from (field.alias or name for name, field in inner.model_fields.items())


def _shapes_in(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes_in(part)
