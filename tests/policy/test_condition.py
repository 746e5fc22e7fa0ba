"""Criteria as the values they accept, relations to the day, and the forms in which they nest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from policy.condition import Condition, Criterion, Relation, criteria_in
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue
from tests.policy.small import choice, fact

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
DATE = Fact.model_validate({"id": "car.day", **fact("date")})
PRICE = Fact.model_validate({"id": "car.price", **fact("amount")})
FUEL = Fact.model_validate({"id": "car.fuel", **choice("petrol", "diesel", "battery")})
NEW = Fact.model_validate({"id": "car.new", **fact("yes_no")})


def accepted(about: Fact, **test: Any) -> Domain:
    return Criterion.model_validate({"fact": about.id, **test}).accepted(about)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("test", "inside", "outside"),
    [
        ({"is": "2023-10-05"}, ["2023-10-05"], ["2023-10-04", "2023-10-06"]),
        ({"is": "2023-10"}, ["2023-10-01", "2023-10-31"], ["2023-09-30", "2023-11-01"]),
        ({"is_not": "2023-10"}, ["2023-09-30", "2023-11-01"], ["2023-10-01", "2023-10-31"]),
        ({"in": ["2023-10-05", "2024"]}, ["2023-10-05", "2024-12-31"], ["2023-10-06", "2025-01-01"]),
        ({"at_least": "2023-10"}, ["2023-10-01", "2049-12-31"], ["2023-09-30"]),
        ({"at_most": "2023-10"}, ["1980-01-01", "2023-10-31"], ["2023-11-01"]),
        ({"after": "2023-10"}, ["2023-11-01"], ["2023-10-31"]),
        ({"before": "2023-10"}, ["2023-09-30"], ["2023-10-01"]),
        ({"more_than": "2023-10-05"}, ["2023-10-06"], ["2023-10-05"]),
        ({"less_than": "2023-10-05"}, ["2023-10-04"], ["2023-10-05"]),
        ({"between": ["2023-07", "2023-12"]}, ["2023-07-01", "2023-12-31"], ["2023-06-30", "2024-01-01"]),
    ],
)
def test_a_test_of_a_date_accepts_these_days_and_not_those(
    test: dict[str, Any], inside: list[str], outside: list[str]
) -> None:
    found = accepted(DATE, **test)
    assert all(found.holds(day(each)) for each in inside)
    assert not any(found.holds(day(each)) for each in outside)


@pytest.mark.parametrize(
    ("test", "inside", "outside"),
    [
        ({"at_least": "5000"}, [500000], [499999]),
        ({"more_than": "5000"}, [500001], [500000]),
        ({"at_most": "5000"}, [500000], [500001]),
        ({"less_than": "5000"}, [499999], [500000]),
        ({"between": ["90", "143"]}, [9000, 14300], [8999, 14301]),
        ({"is": "90"}, [9000], [8999, 9001]),
        ({"not_in": ["90", "91"]}, [8999, 9001, 9101], [9000, 9100]),
    ],
)
def test_at_least_and_at_most_include_the_number_more_and_less_do_not(
    test: dict[str, Any], inside: list[int], outside: list[int]
) -> None:
    found = accepted(PRICE, **test)
    assert all(found.holds(each) for each in inside)
    assert not any(found.holds(each) for each in outside)


def test_choices_and_yes_no_are_tested_by_name() -> None:
    assert accepted(FUEL, **{"is": "diesel"}) == Domain.of(1)
    assert accepted(FUEL, **{"in": ["petrol", "battery"]}) == Domain.of(0, 2)
    assert accepted(FUEL, is_not="petrol") == Domain.of(1, 2)
    assert accepted(FUEL, not_in=["petrol", "diesel"]) == Domain.of(2)
    assert accepted(NEW, **{"is": "true"}) == accepted(NEW, is_not=False) == Domain.of(1)


@pytest.mark.parametrize(
    ("about", "test", "reason"),
    [
        (FUEL, {"at_least": "petrol"}, "car.fuel is a choice: use is, is_not, in or not_in, not at_least"),
        (NEW, {"between": ["false", "true"]}, "car.new is a choice"),
        (FUEL, {"is": "disel"}, "no option of car.fuel.* Nearest: diesel"),
        (DATE, {"before": "2023-13-01"}, "not a date"),
        (DATE, {"between": ["2024", "2023"]}, "from is after to"),
        (PRICE, {"at_most": "200000000"}, "not plausible"),
    ],
)
def test_a_value_that_the_fact_cannot_have_is_refused(about: Fact, test: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusedValue, match=reason):
        accepted(about, **test)


@pytest.mark.parametrize("test", [{}, {"is": None}, {"at_least": "1", "at_most": "2"}])
def test_a_criterion_has_exactly_one_operator(test: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="exactly one operator"):
        Criterion.model_validate({"fact": "car.price", **test})


@pytest.mark.parametrize("empty", [{"all": []}, {"any": []}, {"fact": "car.fuel", "in": []}])
def test_an_empty_list_is_no_condition(empty: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        CONDITION.validate_python(empty)


def test_within_a_year_after_includes_the_day_itself_and_the_same_day_a_year_later() -> None:
    relation = Relation("bought", "sold", years=1)
    sold = day("2024-02-29")
    assert relation.holds(sold, sold)
    assert relation.holds(day("2025-02-28"), sold)
    assert not relation.holds(day("2025-03-01"), sold)
    assert not relation.holds(sold - 1, sold)


def test_within_days_after_counts_days() -> None:
    relation = Relation("bought", "sold", days=90)
    assert relation.latest(100) == 190
    assert [relation.holds(value, 100) for value in (99, 100, 190, 191)] == [False, True, True, False]
    assert Relation("bought", "sold", days=0).holds(100, 100)


def test_criteria_are_listed_in_reading_order_however_deep() -> None:
    nested = CONDITION.validate_python(
        {
            "all": [
                {"fact": "a", "is": "1"},
                {"any": [{"not": {"fact": "b", "is": "1"}}, {"fact": "c", "same_as": "d"}]},
                {"fact": "e", "within_years_after": {"fact": "f", "years": 1}},
            ]
        }
    )
    found = list(criteria_in(nested))
    assert [criterion.fact for criterion in found] == ["a", "b", "c", "e"]
    assert [criterion.relation for criterion in found] == [
        None,
        None,
        Relation("c", "d"),
        Relation("e", "f", years=1),
    ]
    assert list(criteria_in(None)) == []
