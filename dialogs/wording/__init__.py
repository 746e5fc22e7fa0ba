"""Every sentence that people read: one Jinja2 template a message, a folder a language.

Templates hold Markdown and decide only how something is said. A name that nobody passed is an error, never an empty
space.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from policy.domain import Domain
from policy.fact import Fact
from policy.shape import Language, Text
from policy.spoken import say_day
from policy.variables import RESULT_UNITS

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def render(template: str, language: Language, **values: Any) -> str:
    """A message as Markdown, without blank lines at its ends."""
    return _template(template, language).render(values).strip()


@cache
def _template(name: str, language: Language) -> Template:
    return _environment(language).get_template(f"{name}.j2")


@lru_cache(maxsize=2)
def labels(language: Language) -> dict[str, str]:
    """What is written on each button that navigates, by its value: ":back", ":why-not", …"""
    return dict(vars(_environment(language).get_template("labels.j2").module)["labels"])


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary: a chain of them, which is gone through for each message, takes far longer."""
        return {**self.globals, **(d or {})}


@lru_cache(maxsize=2)
def _environment(language: Language) -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(Path(__file__).parent / language),
        undefined=StrictUndefined,
        autoescape=False,  # Markdown, not HTML; each channel converts and escapes for itself
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def words(text: Text) -> str:
        return text.in_language(language)

    def day(value: date) -> str:
        return say_day(value.toordinal(), language)

    def said(fact: Fact, domain: Domain) -> str:
        return fact.say(domain, language)

    environment.filters.update(words=words, day=day, said=said, echoed=echoed, figure=figure, escaped=escaped)
    return environment


def figure(count: int, unit: str = "CNY") -> str:
    """An amount as plain digits, decimals only where there are any: "20000", "17699.12", "2.1"."""
    return RESULT_UNITS[unit].plain(count).removesuffix("%")


def echoed(fact: Fact, domain: Domain) -> Text | None:
    """The sentence that repeats an answer, where the chosen option has one of its own."""
    if fact.kind != "choice" or not domain.is_point:
        return None
    return list(fact.options.values())[domain.low].said


def escaped(text: str) -> str:
    """Somebody's own words with every Markdown sign made harmless."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)
