"""Slips of the pen: for every field of a measure, the mistakes that somebody could make there.

A mutation is the whole text of the file with one thing changed, as an editor would change it. Nothing here knows
whether it matters; that is what is found out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from policy.catalogue import Catalogue
from policy.condition import OPERATORS
from policy.yamlfile import Route, parse_yaml

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SWAPPED = {
    "at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most", "before": "after",
    "after": "before", "is": "is_not", "is_not": "is", "in": "not_in", "not_in": "in", "all": "any", "any": "all",
    "within_days_after": "within_years_after", "from": "to", "to": "from",
}  # fmt: skip


class Mutation(NamedTuple):
    """``what`` says what was done at ``route``; ``line`` counts from 1 in the original."""

    route: Route
    line: int
    what: str
    text: str


def mutations(catalogue: Catalogue, text: str) -> Iterator[Mutation]:
    """Every slip in the file of a measure."""
    parsed = parse_yaml(text, "measure")
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(route: Route) -> int:
        line, column = parsed.places[route]
        return starts[line] + column

    for route, value in _leaves(parsed.data, ()):
        place, number = at(route), parsed.places[route][0] + 1
        for _, new in _values(catalogue, route, value):
            written = _as_written(text, place, value)
            if written is not None:
                yield Mutation(route, number, f"{value} → {new}", text[:place] + new + text[place + len(written) :])
    for route, key in _keys(parsed.data, ()):
        place, number = at((*route, key, "")), parsed.places[*route, key, ""][0] + 1
        if not text.startswith(key, place):
            continue
        for new in _key_slips(key):
            yield Mutation((*route, key), number, f"{key}: → {new}:", text[:place] + new + text[place + len(key) :])
    for route in _items(parsed.data, ()):
        if (without := _without(text, lines, parsed.places, route)) is not None:
            yield Mutation(route, parsed.places[route][0] + 1, "taken out", without)


def _leaves(data: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(data, str):
        yield route, data
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _leaves(item, (*route, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*route, key))


def _keys(data: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _keys(item, (*route, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield route, key
            yield from _keys(value, (*route, key))


def _items(data: Any, route: Route) -> Iterator[Route]:
    """Everything that stands in a list, and every block below a key of the file."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield (*route, index)
            yield from _items(item, (*route, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if not route:
                yield (key,)
            yield from _items(value, (*route, key))


def _values(catalogue: Catalogue, route: Route, value: str) -> Iterator[tuple[str, str]]:
    """Other values that somebody could type instead, with what they did."""
    if _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        for days in (-1, 1, 30, 365):
            yield "day", (day + timedelta(days=days)).isoformat()
        yield "day", f"{value[:5]}13-01"
        return
    if value in ("true", "false"):
        yield "flag", "false" if value == "true" else "true"
        return
    for found in _NUMBER.finditer(value):
        before, number, after = value[: found.start()], found[0], value[found.end() :]
        for changed in (_next(number, 1), _next(number, -1), number + "0"):
            if changed is not None:
                yield "number", before + changed + after
    for section in (catalogue.facts, catalogue.measures, catalogue.documents, catalogue.parameters, catalogue.topics):
        if value in section:
            names = list(section)
            yield "name", names[(names.index(value) + 1) % len(names)]
    for fact in catalogue.facts.values():
        if value in fact.options and len(route) > 1:
            options = list(fact.options)
            yield "option", options[(options.index(value) + 1) % len(options)]
            break
    if "min(" in value or "max(" in value:
        yield "function", value.replace("min(", "m#(").replace("max(", "min(").replace("m#(", "max(")
    if len(value) > 1:
        yield "typo", value[:-1]


def _next(number: str, step: int) -> str | None:
    """The number with its last digit one higher or lower."""
    digits = number.replace(".", "")
    changed = int(digits) + step
    if changed < 0:
        return None
    text = str(changed).zfill(len(digits))
    point = number.find(".")
    return text if point < 0 else f"{text[:point]}.{text[point:]}"


def _key_slips(key: str) -> Iterator[str]:
    yield key[:-1] if len(key) > 3 else f"{key}x"
    if key in _SWAPPED and (key in OPERATORS or key in ("all", "any", "from", "to")):
        yield _SWAPPED[key]


def _as_written(text: str, place: int, value: str) -> str | None:
    """How a value stands in the file: plain or quoted; None for blocks, which are prose."""
    for written in (value, f"'{value}'", f'"{value}"'):
        if text.startswith(written, place):
            return written
    return None


def _without(text: str, lines: list[str], places: Any, route: Route) -> str | None:
    """The file without the lines of an item of a block list, or of a block below a key of the file."""
    line, column = places[(*route, "")] if (*route, "") in places else places[route]
    if isinstance(route[-1], int):
        dash = lines[line].rfind("- ", 0, column)
        if dash < 0 or lines[line][:dash].strip():
            return None  # within [ ] or { }
        column = dash
    elif column:
        return None
    end = line + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > column):
        end += 1
    return "\n".join(lines[:line] + lines[end:])
