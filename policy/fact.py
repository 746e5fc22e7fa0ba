"""A fact: one thing that we may ask, the values it can have, and the words for it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from policy.calendar import parse_period
from policy.condition import Condition
from policy.domain import Domain, Span
from policy.problems import RefusedValue, nearest
from policy.shape import Label, Language, Shape, Text, refuse
from policy.spoken import Ends, say_amounts, say_days
from policy.units import UNITS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED_ON = "asked_on"
EARLIEST, LATEST = date(1980, 1, 1), date(2049, 12, 31)
UnitName = Literal["CNY", "m2", "L", "ratio", "count", "years", "vehicles", "events"]


class Option(Label):
    """One answer of a choice. ``also`` are other words for it, ``said`` the sentence that echoes it."""

    also: list[str] = []
    said: Label | None = None
    implies: dict[str, Any] = {}


class Fact(Shape):
    """A fact of kind ``choice``, ``yes_no``, ``date`` or ``amount``.

    Values are integers inside: an option's position, 0 or 1, a day's ordinal, a count of the unit's smallest
    part. ``plausible`` bounds amounts in the unit itself. ``applies_when`` guards: where it is false, the fact
    does not exist and every test of it is false. ``plainer`` is the question in other words, for whoever did not
    understand it.
    """

    id: str
    kind: Literal["choice", "yes_no", "date", "amount"]
    name: Label
    question: Label
    why: Label
    proof: Text | None = None
    plainer: Text | None = None
    also: list[str] = []
    options: dict[str, Option] = {}
    unit: UnitName = "count"
    plausible: tuple[Any, Any] | None = None
    applies_when: Condition | None = None
    implies: list[str] = []
    cost: Annotated[float, Field(gt=0)] = 1.0

    @model_validator(mode="after")
    def is_complete(self) -> Fact:
        if (self.kind == "choice") != (len(self.options) > 1) or len(self.options) == 1:
            raise refuse(
                "choice 要有至少两个 options，其他种类不能有。",
                "a choice needs at least two options, other kinds must not have them.",
            )
        if (self.kind == "amount") != (self.plausible is not None):
            raise refuse(
                "amount 要有 plausible: [最小, 最大]，其他种类不能有。",
                "an amount needs plausible: [lowest, highest], other kinds must not have it.",
            )
        if not self.universe:
            raise refuse("plausible 应为 [最小, 最大]。", "plausible is [lowest, highest].")
        return self

    @cached_property
    def universe(self) -> Domain:
        """Every value that the fact can have."""
        if self.kind == "date":
            return Domain.between(EARLIEST.toordinal(), LATEST.toordinal())
        if self.plausible is None:
            return Domain.between(0, max(len(self.options), 2) - 1)
        try:
            low, high = (self.measure.count(bound) for bound in self.plausible)
        except RefusedValue as error:
            raise refuse(error.zh, error.en) from None
        return Domain.between(low, high)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Every spelling of every option, and of true and false, with the integer that it stands for."""
        if self.kind == "yes_no":
            return {"true": 1, "false": 0, "True": 1, "False": 0}
        found: dict[str, int] = {}
        for position, (name, option) in enumerate(self.options.items()):
            for word in (name, option.zh, option.en or name, *option.also):
                found.setdefault(word, position)
        return found

    @property
    def measure(self) -> Unit:
        return UNITS[self.unit]

    # ---- from what was given to a domain

    def parse(self, value: Any) -> Domain:
        """A given value as a domain: a scalar, a list (one of these) or {"from", "to"}; raises RefusedValue."""
        if isinstance(value, list):
            if not value:
                raise RefusedValue("空列表：至少要有一个值。", "an empty list: at least one value is needed.")
            return Domain.union(self._span(item) for item in value)
        if isinstance(value, dict):
            return self._range(value)
        return Domain.union([self._span(value)])

    def _range(self, value: dict[str, Any]) -> Domain:
        if not value or set(value) - {"from", "to"} or self.kind in ("choice", "yes_no"):
            raise RefusedValue(
                f"{self.id} 不能写成 {value}。",
                f"{self.id} cannot be given as {value}: expected from and to.",
            )
        low = self._span(value["from"])[0] if value.get("from") is not None else self.universe.low
        high = self._span(value["to"])[1] if value.get("to") is not None else self.universe.high
        if low > high:
            raise RefusedValue("from 比 to 晚或大。", "from is after to.")
        return Domain.between(low, high)

    def _span(self, value: Any) -> Span:
        if self.kind in ("choice", "yes_no"):
            position = self.position(value)
            return position, position
        span = parse_period(value) if self.kind == "date" else (self.measure.count(value),) * 2
        if not (self.universe.low <= span[0] and span[1] <= self.universe.high):
            raise RefusedValue(
                f"{value} 不在合理范围内（{self.say(self.universe, 'zh')}）。",
                f"{value} is not plausible ({self.say(self.universe, 'en')}).",
            )
        return span

    def position(self, value: Any) -> int:
        """The integer of an option's id or other spelling, or of true and false."""
        name = str(value).strip()
        if name not in self.positions:
            valid = [*self.options] or ["true", "false"]
            zh, en = nearest(name, self.positions)
            raise RefusedValue(
                f"{name} 不是 {self.id} 的选项。可用：{'、'.join(valid)}。{zh}",
                f"{name} is no option of {self.id}. Valid: {', '.join(valid)}.{en}",
            )
        return self.positions[name]

    def say(self, domain: Iterable[Span], language: Language) -> str:
        """The domain in words: "报废", "2023年10月", "20000元至30000元"."""
        joiner = "或" if language == "zh" else " or "
        return joiner.join(self._say_span(span, language) for span in domain)

    def _say_span(self, span: Span, language: Language) -> str:
        low, high = span
        if self.kind in ("choice", "yes_no"):
            names = [self._say_value(value, language) for value in range(low, high + 1)]
            return ("或" if language == "zh" else " or ").join(names)
        ends = Ends(*span, starts=low > self.universe.low, stops=high < self.universe.high)
        return say_days(ends, language) if self.kind == "date" else say_amounts(ends, self.measure, language)

    def _say_value(self, value: int, language: Language) -> str:
        if self.kind == "yes_no":
            return ("否", "是")[value] if language == "zh" else ("no", "yes")[value]
        return list(self.options.values())[value].in_language(language)
