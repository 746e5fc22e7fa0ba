"""Strict YAML: every scalar stays the text that was typed, every place is remembered.

YAML's guesses (``no`` for false, ``1:30`` for 90, 0.1 as a binary fraction) never happen here: the fact or the
field that a value belongs to decides what its text means. Duplicate keys, anchors, aliases and tags are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import yaml

from policy.problems import CatalogueError, Problem
from policy.yamlslips import explained

Place = tuple[int, int]
Route = tuple[str | int, ...]
LARGEST_FILE = 512 * 1024
DEEPEST = 24


@dataclass
class YamlFile:
    """One parsed file: ``data`` is dict, list, str or None all the way down."""

    path: str
    text: str
    data: Any = None

    def problem(self, route: Route, zh: str, en: str) -> Problem:
        """A problem at the deepest part of the route that the file has."""
        known = list(route)
        while known and tuple(known) not in self.places:
            known.pop()
        return self.problem_at(self.places.get(tuple(known), (0, 0)), zh, en)

    def problem_at(self, place: Place, zh: str, en: str) -> Problem:
        line, column = place
        lines = self.text.splitlines()
        excerpt = lines[line] if line < len(lines) else ""
        return Problem(self.path, line + 1, column + 1, zh, en, excerpt)

    @cached_property
    def places(self) -> dict[Route, Place]:
        """Where everything stands; looked for only when there is something to report."""
        events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        next(events)  # stream start
        empty = isinstance(next(events), yaml.StreamEndEvent)
        return {} if empty else dict(_places(next(events), events, ()))


def read_yaml(raw: bytes, shown_as: str) -> YamlFile:
    """Read a file's bytes; raises CatalogueError naming the place of anything that is not plain YAML."""
    if len(raw) > LARGEST_FILE:
        raise CatalogueError([Problem(shown_as, 1, 1, "文件超过 512 KiB。", "the file is larger than 512 KiB.")])
    return parse_yaml(read_text(raw, shown_as), shown_as)


def read_text(raw: bytes, shown_as: str) -> str:
    """A file's bytes as text; raises CatalogueError that names the line which is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CatalogueError(
            [Problem(shown_as, line, 1, "不是 UTF-8 编码。", "not UTF-8. Save the file as UTF-8.")]
        ) from None


def parse_yaml(text: str, shown_as: str) -> YamlFile:
    """Parse text as one strict YAML document."""
    parsed = YamlFile(shown_as, text)
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        parsed.data = _Reader(parsed, events).document()
    except yaml.YAMLError as error:
        place, zh, en = explained(error, text)
        raise CatalogueError([parsed.problem_at(place, zh, en)]) from None
    return parsed


class _Reader:
    """Builds plain data from parser events, refusing what a catalogue must not hold."""

    def __init__(self, parsed: YamlFile, events: Any) -> None:
        self.parsed = parsed
        self.events = events

    def document(self) -> Any:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events))
        next(self.events)  # document end
        extra = next(self.events)
        if not isinstance(extra, yaml.StreamEndEvent):
            self._refuse(extra, "一个文件只能有一段 YAML，请删去 ---。", "a file holds one document: remove the ---.")
        return data

    def _value(self, event: Any, depth: int = 0) -> Any:
        self._refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            empty = event.implicit[0] and event.value in ("", "null", "~")
            return None if empty else event.value
        if depth > DEEPEST:
            self._refuse(event, "嵌套太深。", "nested too deeply.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth)
        return self._mapping(depth)

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            self._refuse_marks(key)
            if not isinstance(key, yaml.ScalarEvent):
                self._refuse(key, "键必须是文字。", "a key must be plain text.")
            name = key.value
            if name in items:
                self._refuse(key, f"键 {name} 重复了，请删去一个。", f"the key {name} is there twice: remove one.")
            items[name] = self._value(next(self.events), depth + 1)
        return items

    def _refuse_marks(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event,
                "不能用 & 和 *（锚点、别名），请写全。",
                "anchors and aliases are not allowed: write it out.",
            )
        if getattr(event, "tag", None):
            self._refuse(event, "不能用 !（标签）。", "tags are not allowed: remove the !.")

    def _refuse(self, event: Any, zh: str, en: str) -> None:
        place = (event.start_mark.line, event.start_mark.column)
        raise CatalogueError([self.parsed.problem_at(place, zh, en)])


def _places(event: Any, events: Any, route: Route) -> Iterator[tuple[Route, Place]]:
    """Every value's place by its route, each key's by that with "" at the end, a block's lines by their numbers."""
    line: int = event.start_mark.line
    yield route, (line, event.start_mark.column)
    if isinstance(event, yaml.ScalarEvent) and event.style == "|":
        for number in range(event.value.count("\n") + 1):
            yield (*route, number), (line + 1 + number, 0)
    elif isinstance(event, yaml.SequenceStartEvent):
        for index in count():
            if isinstance(item := next(events), yaml.SequenceEndEvent):
                return
            yield from _places(item, events, (*route, index))
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            yield (*route, key.value, ""), (key.start_mark.line, key.start_mark.column)
            yield from _places(next(events), events, (*route, key.value))
