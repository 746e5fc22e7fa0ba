"""Answers to frequent questions, with the figures filled in from the catalogue, so that one edit changes both.

{{ measure("scrap-and-renew-2023").amount }} is 3000元
{{ measure("car-renewal-2026-scrap", {"new_car.energy": "battery"}).rate }} is 12%
{{ parameter("nev_relief_cap", on=asked_on) }} is 30000 or 15000
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policy.assessment import amount_text, assess, claim
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.fact import EARLIEST, LATEST
from policy.holding import holds
from policy.measure import Measure
from policy.problems import PolicyError, nearest
from policy.scope import Scope
from policy.shape import Language
from policy.spoken import Ends, say_day, say_days
from policy.units import UNITS

_NAMES = ("measure", "parameter", "asked_on")
_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Call, nodes.Name, nodes.Getattr, nodes.Const, nodes.Keyword,
    nodes.Dict, nodes.Pair,
)  # fmt: skip
_CLAIMS: dict[str, dict[Language, str]] = {
    "open": {"zh": "还在期限内", "en": "still open"},
    "closed": {"zh": "申请已经截止", "en": "closed"},
    "unknown": {"zh": "可能已经截止", "en": "perhaps closed"},
}
_PERCENTAGE = re.compile(r"\d+(?:\.\d+)?%")
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


class BadPlaceholder(PolicyError):
    """A placeholder that stands for no figure of the catalogue: in a served catalogue there is none."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh}\n{en}")


def render_faq(catalogue: Catalogue, faq_id: str, asked_on: date, language: Language) -> str:
    """The answer in Markdown as of a day, in Chinese where there is no English; raises BadPlaceholder."""
    faq = catalogue.faq[faq_id]
    translated = faq.en if language == "en" else None
    shown_in: Language = "en" if translated else "zh"
    return fill(translated.answer if translated else faq.answer, catalogue, asked_on, shown_in)


def fill(answer: str, catalogue: Catalogue, asked_on: date, language: Language) -> str:
    """A text with its placeholders replaced by figures as of a day; raises BadPlaceholder."""
    figures = Figures(catalogue, asked_on, language)
    shown: str = _template(answer).render(measure=figures.measure, parameter=figures.parameter, asked_on=asked_on)
    return shown.strip()


@lru_cache(maxsize=1024)
def _template(answer: str) -> Template:
    """The compiled text; raises BadPlaceholder for anything but placeholders: an answer decides nothing."""
    try:
        tree = _ENVIRONMENT.parse(answer)
    except TemplateSyntaxError as error:
        raise BadPlaceholder(
            '占位符写错了，应如 {{ measure("编号").amount }}。',
            f'a malformed placeholder ({error.message}). Expected {{{{ measure("id").amount }}}}.',
        ) from None
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise BadPlaceholder(
                "答案里只能用 {{ … }} 占位符，不能有判断、循环、运算或过滤。",
                "an answer may hold {{ … }} placeholders only: no conditions, loops, arithmetic or filters.",
            )
        if isinstance(node, nodes.Name) and node.name not in _NAMES:
            raise _unknown("占位符", "placeholder", node.name, _NAMES)
        if isinstance(node, nodes.Getattr) and node.attr not in Figure.SHOWN:
            raise _unknown("数值", "figure", node.attr, Figure.SHOWN)
    return _ENVIRONMENT.from_string(answer)


def _unknown(kind_zh: str, kind_en: str, name: str, names: Any) -> BadPlaceholder:
    zh, en = nearest(name, names)
    return BadPlaceholder(f"没有这个{kind_zh}：{name}。{zh}", f"no such {kind_en}: {name}.{en}")


@dataclass(frozen=True)
class Figures:
    """What placeholders can name."""

    catalogue: Catalogue
    asked_on: date
    language: Language

    def measure(self, name: str, given: Mapping[str, Any] | None = None) -> Figure:
        """The figures of a measure, for somebody of whom ``given`` is known."""
        if name not in self.catalogue.measures:
            raise _unknown("政策", "measure", name, self.catalogue.measures)
        known = {}
        for fact, value in (given or {}).items():
            if fact not in self.catalogue.facts:
                raise _unknown("事实", "fact", fact, self.catalogue.facts)
            known[fact] = self.catalogue.facts[fact].parse(value)
        return Figure(self, self.catalogue.measures[name], known)

    def parameter(self, name: str, on: date) -> str:
        """The value of a parameter on a day, as it stands in the catalogue."""
        if name not in self.catalogue.parameters:
            raise _unknown("参数", "parameter", name, self.catalogue.parameters)
        value = self.catalogue.parameter(name, on)
        return value or ("（这一天没有查到规定）" if self.language == "zh" else "(no rule known on that day)")


@dataclass(frozen=True)
class Figure:
    """The figures of one measure, in words."""

    figures: Figures
    of: Measure
    known: dict[str, Domain] = field(default_factory=dict)

    SHOWN = ("title", "amount", "rate", "period", "until", "claim")

    @property
    def title(self) -> str:
        return self.of.title.in_language(self.figures.language)

    @property
    def amount(self) -> str:
        """The most that the measure can give."""
        result = assess(self.figures.catalogue, self.known, self._day, Scope(self.of.topic)).result(self.of.id)
        bounds = result.amount
        if bounds is None or not bounds.high:
            raise self._no("没有最高数额", "no highest amount")
        if bounds.unit == "percent":
            return f"{amount_text(bounds.high, 'percent')}%"
        return UNITS["CNY"].show(bounds.high, self.figures.language)

    @property
    def _day(self) -> date:
        """The day of the question, or the nearest on which the measure is in force: the figures are its own."""
        return min(max(self.figures.asked_on, self.of.from_ or EARLIEST), self.of.to or LATEST)

    @property
    def rate(self) -> str:
        """The one percentage that the amount, or the figure beside it, is reckoned with."""
        rates: set[str] = {rate for formula in self._formulas() for rate in _PERCENTAGE.findall(formula)}
        if len(rates) != 1:
            raise self._no("没有唯一的比例", "no single rate")
        return rates.pop()

    def _formulas(self) -> list[str]:
        """The formulas of the case that applies to what is known; of the parts where there are no cases."""
        for case in self.of.benefit.all_cases:
            if case.when is None or holds(case.when, self.figures.catalogue.facts, self.known):
                return [case.amount] if isinstance(case.amount, str) else [case.amount.from_, case.amount.to]
        return [part.amount for part in self.of.benefit.parts if not self.of.benefit.all_cases]

    @property
    def period(self) -> str:
        """From when to when the measure applies."""
        start, end = self.of.from_, self.of.to
        if start is None:
            raise self._no("没有起止日期", "no period")
        ends = Ends(start.toordinal(), (end or LATEST).toordinal(), stops=end is not None)
        return say_days(ends, self.figures.language)

    @property
    def until(self) -> str:
        """The last day to apply."""
        if self.of.apply.until is None:
            raise self._no("没有查到的申报截止日", "no known deadline")
        return say_day(self.of.apply.until.toordinal(), self.figures.language)

    @property
    def claim(self) -> str:
        """Whether it can still be claimed on the day of the question, in the middle of a sentence."""
        state = claim(self.of, self.figures.asked_on)
        if state is None:
            raise self._no("不发钱，谈不上申请", "nothing to claim")
        return _CLAIMS[state][self.figures.language]

    def _no(self, zh: str, en: str) -> BadPlaceholder:
        return BadPlaceholder(f"{self.of.id} {zh}。", f"{self.of.id} has {en}.")
