"""Conditions: all, any, not, and the criterion, which tests one fact or compares two.

A criterion over one fact is a domain: the values that it accepts. A criterion over two facts is a relation.
Nothing here knows what was answered: ``diagram`` compiles conditions, ``explanation`` lists their criteria.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from policy.calendar import add_years
from policy.domain import Domain
from policy.problems import RefusedValue
from policy.shape import Shape, refuse

if TYPE_CHECKING:
    from policy.fact import Fact
    from policy.yamlfile import Route

OPERATORS = (
    "is", "is_not", "in", "not_in", "at_least", "at_most", "more_than", "less_than", "between",
    "before", "after", "same_as", "within_days_after", "within_years_after",
)  # fmt: skip


class All(Shape):
    """Met when every part is met."""

    all: Annotated[list[Condition], Field(min_length=1)]


class AnyOf(Shape):
    """Met when at least one part is met."""

    any: Annotated[list[Condition], Field(min_length=1)]


class Not(Shape):
    """Met when the part is not met."""

    not_: Annotated[Condition, Field(alias="not")]


class DaysAfter(Shape):
    fact: str
    days: Annotated[int, Field(ge=0, le=36600)]


class YearsAfter(Shape):
    fact: str
    years: Annotated[int, Field(ge=0, le=100)]


@dataclass(frozen=True)
class Relation:
    """``fact`` compared with ``other``: the same value, or on or after it by at most a period."""

    fact: str
    other: str
    days: int | None = None
    years: int | None = None

    @property
    def is_same(self) -> bool:
        return self.days is None and self.years is None

    def latest(self, start: int) -> int:
        """The last day that still counts as within the period after ``start``."""
        return add_years(start, self.years) if self.years is not None else start + (self.days or 0)

    def earliest(self, end: int) -> int:
        """The first day after which ``end`` is still within the period."""
        start = add_years(end, -self.years) if self.years is not None else end - (self.days or 0)
        while self.latest(start) < end:
            start += 1
        while self.latest(start - 1) >= end:
            start -= 1
        return start

    def holds(self, value: int, other: int) -> bool:
        return value == other if self.is_same else other <= value <= self.latest(other)


class Criterion(Shape):
    """One fact and one operator. ``between`` includes both ends; ``before`` and ``after`` exclude the day named."""

    fact: str
    is_: Annotated[Any, Field(alias="is")] = None
    is_not: Any = None
    in_: Annotated[list[Any] | None, Field(alias="in", min_length=1)] = None
    not_in: Annotated[list[Any] | None, Field(min_length=1)] = None
    at_least: Any = None
    at_most: Any = None
    more_than: Any = None
    less_than: Any = None
    between: Annotated[list[Any] | None, Field(min_length=2, max_length=2)] = None
    before: Any = None
    after: Any = None
    same_as: str | None = None
    within_days_after: DaysAfter | None = None
    within_years_after: YearsAfter | None = None

    @model_validator(mode="after")
    def has_one_operator(self) -> Criterion:
        if len(self.operators) != 1:
            found = "、".join(self.operators) or "0"
            raise refuse(
                f"每个条件只能有一个判断，现有：{found}。可用：{'、'.join(OPERATORS)}。",
                f"a test has exactly one operator, found: {found}. Valid: {', '.join(OPERATORS)}.",
            )
        return self

    @property
    def operators(self) -> list[str]:
        given = self.model_fields_set - {"fact"}
        return [name.rstrip("_") for name in given if getattr(self, name) is not None]

    @property
    def relation(self) -> Relation | None:
        """The relation, if this test compares two facts."""
        if self.same_as is not None:
            return Relation(self.fact, self.same_as)
        if self.within_days_after is not None:
            return Relation(self.fact, self.within_days_after.fact, days=self.within_days_after.days)
        if self.within_years_after is not None:
            return Relation(self.fact, self.within_years_after.fact, years=self.within_years_after.years)
        return None

    def accepted(self, fact: Fact) -> Domain:
        """The values of the fact that meet this test; raises RefusedValue for a value it cannot have."""
        (operator,) = self.operators
        value = getattr(self, {"is": "is_", "in": "in_"}.get(operator, operator))
        everything = fact.universe
        if operator in ("is", "in"):
            return fact.parse(value)
        if operator in ("is_not", "not_in"):
            return everything - fact.parse(value)
        if fact.kind in ("choice", "yes_no"):
            raise RefusedValue(
                f"{fact.id} 是选项，只能用 is、is_not、in、not_in。",
                f"{fact.id} is a choice: use is, is_not, in or not_in, not {operator}.",
            )
        if operator == "between":
            return fact.parse({"from": value[0], "to": value[1]})
        bound = fact.parse(value)
        spans = {
            "at_least": (bound.low, everything.high),
            "after": (bound.high + 1, everything.high),
            "more_than": (bound.high + 1, everything.high),
            "at_most": (everything.low, bound.high),
            "before": (everything.low, bound.low - 1),
            "less_than": (everything.low, bound.low - 1),
        }
        return Domain.between(*spans[operator])


def _form(value: Any) -> str:
    """Which form of condition a block of YAML is meant to be."""
    if isinstance(value, Shape):
        return next((form for form, shape in _FORMS.items() if isinstance(value, shape)), "criterion")
    if isinstance(value, dict):
        return next((form for form in _FORMS if form in value), "criterion")
    return "criterion"


_FORMS: dict[str, type[Shape]] = {"all": All, "any": AnyOf, "not": Not}


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Criterion, Tag("criterion")],
    Discriminator(_form),
]


def criteria_in(condition: Condition | None) -> Iterator[Criterion]:
    """Every criterion of a condition, in reading order."""
    return (criterion for _, criterion in criteria_at(condition, ()))


def criteria_at(condition: Condition | None, route: Route) -> Iterator[tuple[Route, Criterion]]:
    """Every criterion of a condition that stands at a route, each with its own route, in reading order."""
    if isinstance(condition, Not):
        yield from criteria_at(condition.not_, (*route, "not"))
    elif isinstance(condition, All | AnyOf):
        key, parts = ("all", condition.all) if isinstance(condition, All) else ("any", condition.any)
        for index, part in enumerate(parts):
            yield from criteria_at(part, (*route, key, index))
    elif condition is not None:
        yield route, condition
