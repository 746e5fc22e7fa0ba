"""Placeholders stand in answers to frequent questions only: anywhere else a resident would read them as they are."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from policy.problems import Problem
from policy.yamlfile import Route, YamlFile

_SIGNS = ("{{", "{%", "{#")


def misplaced_placeholders(parsed: YamlFile, allowed: Container[Route]) -> list[Problem]:
    """A problem for each text with a placeholder, or another sign of templates, outside of the allowed places."""
    if not _has_one(parsed.text):
        return []
    zh = "占位符 {{ … }} 只能用在问答的 answer 里，别处会原样显示给居民。"
    en = "a placeholder {{ … }} belongs in the answer of a FAQ; here residents would read it as it stands."
    return [
        parsed.problem(route, zh, en)
        for route, text in _texts(parsed.data, ())
        if route not in allowed and _has_one(text)
    ]


def _has_one(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)


def _texts(data: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """Every text with its route; a key's route ends with ""."""
    if isinstance(data, str):
        yield route, data
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts(item, (*route, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield (*route, key, ""), key
            yield from _texts(value, (*route, key))
