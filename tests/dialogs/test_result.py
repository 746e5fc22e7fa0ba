"""The result: what is said first, what is left out of the total, and which condition is to be named."""

from datetime import date

import pytest

from dialogs.result import Outcome
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.scope import Scope
from policy.shape import Language
from tests.dialogs.talk import BATTERY_CAR_2025, Talk


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


BUYS_WITH_THE_FUND = {
    "home.plan": "buy",
    "fund.use": "loan",
    "person.city": "taiyuan",
    "home.kind": "new",
    "home.purchase_date": "2025-12-01",
    "home.first_home": "true",
    "home.area": "89",
    "fund.contributors": "2",
    "person.children": "2",
}


def test_a_sum_comes_before_a_rate_and_a_rate_before_what_has_no_figure(catalogue: Catalogue) -> None:
    eligible = _outcome(catalogue, BUYS_WITH_THE_FUND, topic="home").eligible
    kinds = [(result.measure.benefit.kind, result.measure.benefit.unit) for result in eligible]
    assert kinds == [("limit", "CNY"), *[("limit", "percent")] * 4, *[("local", "CNY")] * 2]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            (
                "这是额度或税率，不是发的钱，不计入合计",
                "请以主管部门最新公告为准（2026-03-09之后山西的变化我们没有查到）",
            ),
        ),
        ("en", ("A limit or a rate, not a payment", "we know of no change in Shanxi after 2026-03-09")),
    ],
)
def test_what_is_so_of_several_is_said_once(catalogue: Catalogue, language: Language, lines: tuple[str, ...]) -> None:
    someone = Talk(catalogue, "home", language)
    someone.answer(BUYS_WITH_THE_FUND)
    text = someone.press(":result")
    assert [text.count(line) for line in lines] == [1, 1]


@pytest.mark.parametrize(("language", "words"), [("zh", "可能已经截止"), ("en", "it may be too late to apply")])
def test_what_can_perhaps_no_longer_be_had_is_never_shown_as_if_it_could(
    catalogue: Catalogue, language: Language, words: str
) -> None:
    someone = Talk(catalogue, "car", language)
    someone.answer_until("new_car.price", BATTERY_CAR_2025)
    title = someone.catalogue.measures["car-renewal-2025-scrap"].title.in_language(language)
    for command in (":so-far", ":handoff", ":result"):
        line = next(line for line in someone.press(command).splitlines() if title in line)
        assert "✅" not in line
        assert words in line or "☑️" in line, command
    assert "✅ **2025年汽车报废更新补贴" not in someone.text
