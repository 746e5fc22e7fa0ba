"""The result: what is said first, what is left out of the total, and which condition is to be named."""

from datetime import date

import pytest

from dialogs.result import Outcome
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.scope import Scope
from tests.dialogs.talk import BATTERY_CAR_2025


def _outcome(catalogue: Catalogue, facts: dict[str, str], on: str = "2026-04-12", topic: str = "car") -> Outcome:
    known = {name: catalogue.facts[name].parse(value) for name, value in facts.items()}
    return Outcome(assess(catalogue, known, date.fromisoformat(on), Scope(topic)))


def test_what_can_be_claimed_for_certain_comes_first_and_the_uncertain_is_not_counted(catalogue: Catalogue) -> None:
    found = _outcome(catalogue, BATTERY_CAR_2025)
    assert [result.measure.id for result in found.eligible] == ["nev-purchase-tax-2024", "car-renewal-2025-scrap"]
    assert [result.measure.id for result in found.uncounted] == ["car-renewal-2025-scrap"]
    assert not found.depending


def test_the_condition_named_is_about_something_that_exists(catalogue: Catalogue) -> None:
    found = _outcome(catalogue, {**BATTERY_CAR_2025, "new_car.condition": "none"})
    failed = {refusal.result.measure.id: [reason.fact for reason in refusal.failed] for refusal in found.refused}
    assert failed["nev-purchase-tax-2024"] == ["new_car.condition"]
    assert not found.out_of_time


def test_of_what_fails_alike_that_comes_first_which_is_in_force(catalogue: Catalogue) -> None:
    refused = _outcome(catalogue, {"new_car.condition": "used"}).refused
    first = {refusal.result.measure.id for refusal in refused[:3]}
    assert first == {"car-renewal-2026-scrap", "car-renewal-2026-trade-in", "nev-purchase-tax-2026"}


def test_the_nearest_misses_come_before_what_belongs_to_another_year(catalogue: Catalogue) -> None:
    found = _outcome(catalogue, BATTERY_CAR_2025)
    assert found.refused[0].result.measure.id == "car-renewal-2025-trade-in"
    assert [reason.fact for reason in found.refused[0].failed] == ["old_car.disposal"]


@pytest.mark.parametrize("bought, out_of_time", [("2020-01-01", True), ("2026-03-01", False)])
def test_a_date_outside_every_period_is_out_of_time(catalogue: Catalogue, bought: str, out_of_time: bool) -> None:
    facts = {"goods.kind": "phone", "goods.purchase_date": bought, "goods.price": "9000"}
    found = _outcome(catalogue, {**facts, "goods.merchant_takes_part": "false"}, topic="shopping")
    assert not found.eligible and not found.depending
    assert found.out_of_time is out_of_time


def test_what_is_open_but_perhaps_over_is_kept_apart(catalogue: Catalogue) -> None:
    found = _outcome(catalogue, {})
    assert "scrap-and-renew-2023" in [result.measure.id for result in found.dormant]
    assert all(result.matters for result in found.depending)


def test_information_is_neither_eligible_nor_refused(catalogue: Catalogue) -> None:
    found = _outcome(catalogue, {}, topic="other")
    assert found.cards and not found.eligible and not found.refused
