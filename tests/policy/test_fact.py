"""Facts: what can be given for each kind, what is refused, and how it is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from policy.domain import Domain
from policy.fact import EARLIEST, LATEST, Fact
from policy.problems import RefusedValue
from tests.policy.small import choice, fact, words

DATE = Fact.model_validate({"id": "car.day", **fact("date")})
PRICE = Fact.model_validate({"id": "car.price", **fact("amount", plausible=[1, "100000"])})
GROWTH = Fact.model_validate({"id": "car.growth", **fact("amount", unit="ratio", plausible=["-100%", "1000%"])})
NEW = Fact.model_validate({"id": "car.new", **fact("yes_no")})
FUEL = Fact.model_validate(
    {
        "id": "car.fuel",
        **fact(
            "choice",
            options={
                "petrol": {**words("汽油"), "also": ["烧油的"]},
                "diesel": words("柴油"),
                "battery": words("纯电"),
            },
        ),
    }
)


def days(first: str, last: str) -> Domain:
    return Domain.between(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize(
    ("about", "value", "domain"),
    [
        (FUEL, "diesel", Domain.of(1)),
        (FUEL, " diesel ", Domain.of(1)),
        (FUEL, "烧油的", Domain.of(0)),
        (FUEL, ["petrol", "battery"], Domain.of(0, 2)),
        (NEW, True, Domain.of(1)),
        (NEW, "false", Domain.of(0)),
        (NEW, [True, False], Domain.between(0, 1)),
        (DATE, "2023-10-05", days("2023-10-05", "2023-10-05")),
        (DATE, date(2023, 10, 5), days("2023-10-05", "2023-10-05")),
        (DATE, "2023-10", days("2023-10-01", "2023-10-31")),
        (DATE, ["2023-10", "2023-11"], days("2023-10-01", "2023-11-30")),
        (DATE, {"from": "2023-10", "to": "2023-12"}, days("2023-10-01", "2023-12-31")),
        (DATE, {"from": "2049"}, days("2049-01-01", "2049-12-31")),
        (DATE, {"to": "1980-01"}, days("1980-01-01", "1980-01-31")),
        (PRICE, 226000 / 10, Domain.of(2260000)),
        (PRICE, "85000.50", Domain.of(8500050)),
        (PRICE, {"from": 200, "to": 300}, Domain.between(20000, 30000)),
        (PRICE, [1, 2], Domain(((100, 100), (200, 200)))),
        (GROWTH, "12%", Domain.of(12000)),
        (GROWTH, 0.12, Domain.of(12000)),
        (GROWTH, "-5%", Domain.of(-5000)),
    ],
)
def test_a_given_value_narrows_to_its_domain(about: Fact, value: Any, domain: Domain) -> None:
    assert about.parse(value) == domain


@pytest.mark.parametrize(
    ("about", "value", "reason"),
    [
        (FUEL, "disel", "no option of car.fuel. Valid: petrol, diesel, battery. Nearest: diesel"),
        (FUEL, 0, "no option of car.fuel"),
        (FUEL, {"from": "petrol", "to": "diesel"}, "cannot be given as"),
        (FUEL, [], "an empty list"),
        (FUEL, None, "no option of car.fuel"),
        (NEW, "yes", "Valid: true, false"),
        (NEW, 1, "Valid: true, false"),
        (DATE, "2023-02-30", "not a date"),
        (DATE, "1979-12-31", "not plausible"),
        (DATE, "2050-01", "not plausible"),
        (DATE, {"from": "2024", "to": "2023"}, "from is after to"),
        (DATE, {"since": "2024"}, "cannot be given as"),
        (DATE, {}, "cannot be given as"),
        (DATE, ["2023", "soon"], "not a date"),
        (PRICE, "-30000", "not plausible"),
        (PRICE, 0, "not plausible"),
        (PRICE, "0.999", "too many decimals"),
        (PRICE, "1e999", "out of range"),
        (PRICE, "lots", "not a number"),
        (PRICE, True, "not a number"),
    ],
)
def test_a_value_that_a_fact_cannot_have_is_refused_with_a_reason(about: Fact, value: Any, reason: str) -> None:
    with pytest.raises(RefusedValue) as refused:
        about.parse(value)
    assert reason in refused.value.en
    assert refused.value.zh


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.dictionaries(
    st.sampled_from(["from", "to", "x"]), st.one_of(st.none(), st.text(), st.integers()))))  # fmt: skip
def test_anything_given_is_a_domain_within_the_universe_or_refused(value: Any) -> None:
    for about in (FUEL, NEW, DATE, PRICE, GROWTH):
        try:
            domain = about.parse(value)
        except RefusedValue:
            continue
        assert domain
        assert domain.within(about.universe)


def test_the_universe_is_every_value_there_is() -> None:
    assert FUEL.universe == Domain.between(0, 2)
    assert NEW.universe == Domain.between(0, 1)
    assert DATE.universe == Domain.between(EARLIEST.toordinal(), LATEST.toordinal())
    assert PRICE.universe == Domain.between(100, 10_000_000)
    assert GROWTH.universe == Domain.between(-100_000, 1_000_000)


@pytest.mark.parametrize(
    ("about", "value", "zh", "en"),
    [
        (FUEL, "petrol", "汽油", "汽油 in English"),
        (FUEL, ["petrol", "diesel"], "汽油或柴油", "汽油 in English or 柴油 in English"),
        (NEW, True, "是", "yes"),
        (NEW, False, "否", "no"),
        (DATE, "2023-10-05", "2023年10月5日", "2023-10-05"),
        (DATE, "2023-10", "2023年10月", "2023-10"),
        (DATE, {"from": "2023-07", "to": "2023-12"}, "2023年7月1日至12月31日", "2023-07-01 to 2023-12-31"),
        (DATE, {"from": "2026"}, "2026年1月1日起", "from 2026-01-01"),
        (DATE, {"to": "2025"}, "不晚于2025年12月31日", "by 2025-12-31"),
        (PRICE, "226.50", "226.5元", "226.5 yuan"),
        (PRICE, {"from": 200, "to": 300}, "200元及以上、不超过300元", "200 yuan or more, up to 300 yuan"),
        (PRICE, {"from": 200}, "200元及以上", "200 yuan or more"),
        (PRICE, {"to": 200}, "不超过200元", "up to 200 yuan"),
        (PRICE, [200, 300], "200元或300元", "200 yuan or 300 yuan"),
        (GROWTH, "12%", "12%", "12%"),
    ],
)
def test_a_domain_is_said_as_people_say_it(about: Fact, value: Any, zh: str, en: str) -> None:
    domain = about.parse(value)
    assert about.say(domain, "zh") == zh
    assert about.say(domain, "en") == en


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (fact("choice"), "a choice needs at least two options"),
        (choice("only"), "a choice needs at least two options"),
        (fact("yes_no", options={"a": words("一")}), "other kinds must not have them"),
        ({**fact("date"), "plausible": [1, 2]}, "an amount needs plausible"),
        (fact("amount", plausible=None), "an amount needs plausible"),
        (fact("amount", plausible=[1, "1.005"]), "too many decimals"),
        (fact("amount", plausible=[5, 1]), "lowest, highest"),
        (fact("yes_no", name={"zh": "旧车"}), "no English"),
    ],
)
def test_a_fact_that_could_not_be_asked_is_refused(entry: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Fact.model_validate({"id": "car.bad", **entry})
