"""assess(): claims, information, ignored facts, amounts and what still matters, on small catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policy.assessment import Assessment, Bounds, amount_text, assess, claim
from policy.catalogue import Catalogue
from policy.measure import Measure
from tests.policy.small import choice, fact, measure, small_catalogue, words

CAR = {
    "old.car": choice("scrapped", "sold", "none"),
    "old.fuel": choice("petrol", "battery", applies_when={"fact": "old.car", "in": ["scrapped", "sold"]}),
    "new.bought": fact("date"),
    "new.price": fact("amount"),
}
SCRAP = measure(
    "scrap",
    {"all": [{"fact": "old.car", "is": "scrapped"}, {"fact": "old.fuel", "is": "petrol"}]},
    {"kind": "formula", "amount": "min(new.price * 10%, 2000)"},
    **{"dated_by": "new.bought", "from": "2024-01-01", "to": "2024-12-31"},
)


def given(catalogue: Catalogue, answers: Mapping[str, Any], on: str = "2024-06-01") -> Assessment:
    known = {name: catalogue.facts[name].parse(value) for name, value in answers.items()}
    return assess(catalogue, known, date.fromisoformat(on))


@pytest.fixture
def car(tmp_path: Path) -> Catalogue:
    return small_catalogue(tmp_path, CAR, [SCRAP])


# ---- can it still be claimed?


@pytest.mark.parametrize(
    ("terms", "on", "expected"),
    [
        ({"to": "2024-12-31"}, "2024-12-31", "open"),
        ({"to": "2024-12-31"}, "2025-01-01", "unknown"),
        ({}, "2039-01-01", "open"),
        ({"to": "2024-12-31", "apply": {"until": "2025-01-10"}}, "2025-01-10", "open"),
        ({"to": "2024-12-31", "apply": {"until": "2025-01-10"}}, "2025-01-11", "closed"),
        ({"to": "2024-12-31", "apply": {"automatic": True}}, "2030-01-01", "open"),
        ({"to": "2024-12-31", "apply": {"certain_until": "2024-11-30"}}, "2024-11-30", "open"),
        ({"to": "2024-12-31", "apply": {"certain_until": "2024-11-30"}}, "2024-12-01", "unknown"),
        ({"status": {"state": "exhausted", "since": "2024-06-01"}}, "2024-05-31", "open"),
        ({"status": {"state": "exhausted", "since": "2024-06-01"}}, "2024-06-01", "closed"),
        ({"status": {"state": "paused", "since": "2024-06-01"}}, "2024-06-01", "unknown"),
        ({"status": {"state": "paused", "since": "2024-06-01"}, "apply": {"automatic": True}}, "2024-06-01", "unknown"),
        ({"benefit": {"kind": "none"}}, "2024-06-01", None),
    ],
)
def test_a_claim_is_open_closed_or_unknown_by_its_own_dates(
    terms: dict[str, Any], on: str, expected: str | None
) -> None:
    entry = {**measure("one"), **terms, "apply": {"where": "窗口", **terms.get("apply", {})}}
    assert claim(Measure.model_validate(entry), date.fromisoformat(on)) == expected


def test_a_closed_claim_changes_no_verdict(tmp_path: Path) -> None:
    closed = {**SCRAP, "apply": {"where": "窗口", "until": "2025-01-10"}}
    catalogue = small_catalogue(tmp_path, CAR, [closed])
    answers = {"old.car": "scrapped", "old.fuel": "petrol", "new.bought": "2024-05-01", "new.price": 5000}
    result = given(catalogue, answers, "2026-01-01").result("scrap")
    assert (result.verdict, result.claim, result.amount) == ("eligible", "closed", Bounds(50000, 50000, "CNY"))


def test_what_can_no_longer_be_claimed_asks_nothing_unless_its_date_is_known_to_fit(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, CAR, [SCRAP])
    assert given(catalogue, {}, "2024-06-01").askable == set(CAR)
    later = given(catalogue, {}, "2025-06-01")
    assert (later.result("scrap").claim, later.result("scrap").verdict) == ("unknown", "open")
    assert later.askable == frozenset()
    assert set(later.result("scrap").missing) == set(CAR)
    assert given(catalogue, {"new.bought": "2024-03"}, "2025-06-01").askable == set(CAR) - {"new.bought"}
    assert given(catalogue, {"new.bought": "2024"}, "2025-06-01").result("scrap").matters
    assert not given(catalogue, {"new.bought": {"from": "2024-12"}}, "2025-06-01").result("scrap").matters


# ---- verdicts


def test_dates_are_inclusive_to_the_day(car: Catalogue) -> None:
    answers = {"old.car": "scrapped", "old.fuel": "petrol", "new.price": 5000}
    for day, verdict in {
        "2023-12-31": "ineligible", "2024-01-01": "eligible", "2024-12-31": "eligible", "2025-01-01": "ineligible",
        "2024-12": "eligible", "2024": "eligible", "2025": "ineligible",
    }.items():  # fmt: skip
        assert given(car, {**answers, "new.bought": day}).result("scrap").verdict == verdict, day
    across = given(car, {**answers, "new.bought": {"from": "2024-12-31", "to": "2025-01-01"}}).result("scrap")
    assert (across.verdict, across.missing) == ("open", ["new.bought"])


def test_nothing_is_taken_as_no_or_zero_because_it_is_unknown(car: Catalogue) -> None:
    result = given(car, {}).result("scrap")
    assert result.verdict == "open"
    assert result.amount == Bounds(0, 200000, "CNY")
    assert set(result.missing) == set(CAR)


def test_one_failing_condition_decides_and_nothing_is_missing_then(car: Catalogue) -> None:
    result = given(car, {"old.fuel": "battery"}).result("scrap")
    assert (result.verdict, result.missing, result.amount) == ("ineligible", [], Bounds(0, 0, "CNY"))


def test_a_fact_that_occurs_twice_does_not_fool_the_verdict(tmp_path: Path) -> None:
    either = {"any": [{"fact": "old.car", "is": "none"}, {"fact": "old.car", "is_not": "none"}]}
    catalogue = small_catalogue(tmp_path, CAR, [measure("any", either)])
    result = given(catalogue, {}).result("any")
    assert (result.verdict, result.missing) == ("eligible", [])


def test_a_measure_without_a_known_period_end_holds_into_the_future(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, {}, [{**measure("one"), "from": "2024-06-01"}])
    assert given(catalogue, {}, "2024-05-31").result("one").verdict == "ineligible"
    assert given(catalogue, {}, "2024-06-01").result("one").verdict == "eligible"
    assert given(catalogue, {}, "2150-01-01").result("one").verdict == "eligible"


def test_information_is_neither_decided_nor_asked_about_nor_given_an_amount(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path, CAR, [SCRAP, measure("card", benefit={"kind": "none"})])
    card = given(catalogue, {}).result("card")
    assert (card.verdict, card.claim, card.amount, card.missing, card.reasons) == ("information", None, None, [], [])
    assert not card.matters
    assert [result.measure.id for result in given(catalogue, {}).results] == ["card", "scrap"]


# ---- guards


def test_what_is_known_about_something_that_does_not_exist_is_ignored_and_said_so(car: Catalogue) -> None:
    assessment = given(car, {"old.car": "none", "old.fuel": "petrol"})
    assert assessment.ignored == ["old.fuel"]
    assert assessment.result("scrap").verdict == "ineligible"
    assert given(car, {"old.fuel": "petrol"}).ignored == []
    assert given(car, {"old.car": ["sold", "none"], "old.fuel": "petrol"}).ignored == []


def test_a_test_of_a_fact_that_does_not_exist_is_false_even_when_it_says_not(tmp_path: Path) -> None:
    not_battery = measure("clean", {"fact": "old.fuel", "is_not": "battery"})
    negated = measure("other", {"not": {"fact": "old.fuel", "is": "battery"}})
    catalogue = small_catalogue(tmp_path, CAR, [not_battery, negated])
    assessment = given(catalogue, {"old.car": "none"})
    assert assessment.result("clean").verdict == "ineligible"
    assert assessment.result("other").verdict == "eligible"


# ---- amounts


def test_a_price_stops_being_missing_where_the_cap_bites(car: Catalogue) -> None:
    answers = {"old.car": "scrapped", "old.fuel": "petrol", "new.bought": "2024-05"}
    open_price = given(car, answers).result("scrap")
    assert (open_price.verdict, open_price.missing) == ("eligible", ["new.price"])
    capped = given(car, {**answers, "new.price": {"from": 20000, "to": 30000}}).result("scrap")
    assert (capped.missing, capped.amount) == ([], Bounds(200000, 200000, "CNY"))
    coarse = given(car, {**answers, "new.price": {"from": 10000, "to": 30000}}).result("scrap")
    assert (coarse.missing, coarse.amount) == (["new.price"], Bounds(100000, 200000, "CNY"))


@pytest.mark.parametrize(
    ("benefit", "amount", "missing"),
    [
        ({"kind": "fixed", "amount": "300"}, Bounds(30000, 30000, "CNY"), []),
        ({"kind": "up_to", "amount": "300"}, Bounds(0, 30000, "CNY"), []),
        ({"kind": "fixed", "amount": {"from": "200", "to": "300"}}, Bounds(20000, 30000, "CNY"), []),
        ({"kind": "limit", "amount": "2.1%", "unit": "percent"}, Bounds(2100, 2100, "percent"), []),
        ({"kind": "limit"}, None, []),
        ({"kind": "local"}, None, []),
        ({"kind": "formula", "amount": "new.price * 10%"}, Bounds(0, None, "CNY"), ["new.price"]),
    ],
)
def test_every_kind_of_benefit_has_its_own_bounds(
    benefit: dict[str, Any], amount: Bounds | None, missing: list[str], tmp_path: Path
) -> None:
    result = given(small_catalogue(tmp_path, CAR, [measure("one", None, benefit)]), {}).result("one")
    assert (result.verdict, result.amount, result.missing) == ("eligible", amount, missing)


def test_the_first_case_that_is_met_counts_and_none_is_no(tmp_path: Path) -> None:
    cases = [
        {"when": {"fact": "old.car", "is": "scrapped"}, "amount": "300"},
        {"when": {"fact": "old.car", "in": ["scrapped", "sold"]}, "amount": "200"},
    ]
    catalogue = small_catalogue(tmp_path, CAR, [measure("one", None, {"kind": "fixed", "cases": cases})])
    amounts = {car: given(catalogue, {"old.car": car}).result("one").amount for car in ("scrapped", "sold", "none")}
    assert amounts == {
        "scrapped": Bounds(30000, 30000, "CNY"), "sold": Bounds(20000, 20000, "CNY"), "none": Bounds(0, 0, "CNY"),
    }  # fmt: skip
    assert given(catalogue, {"old.car": "none"}).result("one").verdict == "ineligible"


def test_parts_are_shown_beside_a_benefit_and_not_beside_a_no(tmp_path: Path) -> None:
    benefit = {
        "kind": "formula",
        "amount": "min(new.price * 10%, 2000)",
        "parts": [{"id": "payable", "title": words("应缴"), "amount": "max(new.price * 10% - 2000, 0)"}],
    }
    catalogue = small_catalogue(tmp_path, CAR, [measure("one", {"fact": "old.car", "is": "none"}, benefit)])
    (part,) = given(catalogue, {"old.car": "none", "new.price": 50000}).result("one").parts
    assert (part.id, part.bounds) == ("payable", Bounds(300000, 300000, "CNY"))
    (part,) = given(catalogue, {"new.price": {"from": 10000, "to": 50000}}).result("one").parts
    assert part.bounds == Bounds(0, 300000, "CNY")
    assert given(catalogue, {"old.car": "sold", "new.price": 50000}).result("one").parts == []


def test_amounts_are_written_with_two_decimals_and_rates_without_idle_zeros() -> None:
    assert amount_text(1769912, "CNY") == "17699.12"
    assert amount_text(2000000, "CNY") == "20000.00"
    assert amount_text(5, "CNY") == "0.05"
    assert amount_text(2100, "percent") == "2.1"
    assert amount_text(3075, "percent") == "3.075"


# ---- what the text leaves unclear


def test_a_reservation_is_said_only_where_it_certainly_matters(tmp_path: Path) -> None:
    reserved = [{"say": "总要说"}, {"when": {"fact": "old.car", "is": "sold"}, "say": "卖掉才说"}]
    catalogue = small_catalogue(tmp_path, CAR, [measure("one", reserved=reserved)])

    def said(answers: dict[str, Any]) -> list[str]:
        return [each.say.zh for each in given(catalogue, answers).result("one").reserved]

    assert said({}) == said({"old.car": "none"}) == said({"old.car": ["sold", "none"]}) == ["总要说"]
    assert said({"old.car": "sold"}) == ["总要说", "卖掉才说"]
    assert given(catalogue, {}).askable == frozenset()


def test_a_part_whose_condition_is_open_spans_what_it_may_be(tmp_path: Path) -> None:
    parts = [
        {"id": "payable", "title": words("应缴"), "when": {"fact": "old.car", "is": "none"}, "amount": "300"},
        {"id": "payable", "title": words("应缴"), "amount": "100"},
    ]
    benefit = {"kind": "fixed", "amount": "1", "parts": parts}
    catalogue = small_catalogue(tmp_path, CAR, [measure("one", None, benefit)])
    for car, expected in (("none", (30000, 30000)), ("sold", (10000, 10000)), (["sold", "none"], (10000, 30000))):
        (part,) = given(catalogue, {"old.car": car}).result("one").parts
        assert (part.bounds.low, part.bounds.high) == expected


@pytest.mark.parametrize("asked_on", ["0001-01-01", "1850-06-01", "2250-01-01", "9999-12-31"])
def test_no_day_of_asking_is_too_early_or_too_late_for_an_answer(asked_on: str, catalogue: Catalogue) -> None:
    for result in given(catalogue, {}, asked_on).results:
        assert result.verdict in ("ineligible", "open", "information", "eligible")
        assert result.verdict != "eligible" or result.measure.to is None or result.measure.dated_by != "asked_on"
