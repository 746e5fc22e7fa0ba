"""An enquiry: what is known of somebody and the day of their question, as a file or a line states it.

It is accepted whole or not at all. ``{"facts": {ID: VALUE}, "asked_on"?: DATE}``, in JSON or in YAML.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from bot.errors import RefusedInput
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.fact import ASKED_ON, EARLIEST, LATEST
from policy.problems import CatalogueError, RefusedValue, nearest
from policy.shape import parse_day

KEYS = ("facts", "asked_on")


class Enquiry(NamedTuple):
    """``asked_on`` is None if the enquiry does not say."""

    facts: Mapping[str, Domain]
    asked_on: date | None


def read_day(text: object) -> date:
    """A calendar day YYYY-MM-DD that the rules can reach; raises RefusedInput."""
    try:
        day = parse_day(str(text))
    except PydanticCustomError as error:
        words = error.context or {}
        raise RefusedInput(f"{text}：{words['zh']}", f"{text}: {words['en']}") from None
    if not EARLIEST <= day <= LATEST:
        raise RefusedInput(f"{day} 不在 {EARLIEST} 至 {LATEST} 之间", f"{day} is not within {EARLIEST} to {LATEST}")
    return day


def read_enquiry(catalogue: Catalogue, text: str, shown_as: str) -> Enquiry:
    """The enquiry that a text states; raises RefusedInput that names what is wrong and the nearest valid name."""
    data = _parsed(text, shown_as)
    if not isinstance(data, dict):
        raise RefusedInput("应为 {facts: {事实: 值}}", "expected {facts: {ID: VALUE}}")
    for key in data:
        if key not in KEYS:
            zh, en = nearest(key, KEYS)
            raise RefusedInput(f"没有这个键：{key}。{zh}", f"no such key: {key}.{en}")
    given = data.get("facts")
    if not isinstance(given, dict):
        raise RefusedInput("facts 应为 {事实: 值}", "facts must be {ID: VALUE}")
    asked_on = data.get("asked_on")
    return Enquiry(
        {name: _domain(catalogue, name, value) for name, value in given.items()},
        None if asked_on is None else read_day(asked_on),
    )


def _domain(catalogue: Catalogue, name: str, value: Any) -> Domain:
    fact = catalogue.facts.get(name)
    if fact is None or name == ASKED_ON:
        zh, en = nearest(name, catalogue.facts.keys() - {ASKED_ON})
        raise RefusedInput(f"没有这个事实：{name}。{zh}", f"no such fact: {name}.{en}")
    if value is None:
        raise RefusedInput(f"{name} 没有值；不知道就不写", f"{name} has no value: leave out what is not known")
    try:
        return fact.parse(value)
    except RefusedValue as error:
        raise RefusedInput(f"{name}：{error.zh}", f"{name}: {error.en}") from None


def _parsed(text: str, shown_as: str) -> Any:
    """JSON if it is JSON, with numbers as they were typed; YAML otherwise."""
    try:
        return json.loads(
            text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_without_duplicates
        )
    except RecursionError:
        raise RefusedInput("嵌套太深", "nested too deeply") from None
    except json.JSONDecodeError:
        pass
    from policy.yamlfile import parse_yaml

    try:
        return parse_yaml(text, shown_as).data
    except CatalogueError as error:
        problem = error.problems[0]
        place = f"{problem.path}:{problem.line}:{problem.column}"
        raise RefusedInput(
            f"{place} 既不是 JSON，也不是 YAML。{problem.zh}", f"{place} neither JSON nor YAML: {problem.en}"
        ) from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RefusedInput(f"键 {key} 重复了", f"the key {key} is there twice")
        found[key] = value
    return found
