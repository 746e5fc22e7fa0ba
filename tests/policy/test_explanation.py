"""Explanations: every condition, met, not met or open, without stopping at the first "no"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policy.assessment import Result, assess
from policy.catalogue import Catalogue
from policy.explanation import failing
from tests.policy.small import choice, fact, measure, small_catalogue, words

FACTS = {
    "old.car": {**choice("scrapped", "sold", "none"), "name": words("旧车")},
    "old.fuel": choice("petrol", "diesel", "battery", applies_when={"fact": "old.car", "is_not": "none"}),
    "old.registered": {**fact("date"), "name": words("上牌日期")},
    "new.bought": {**fact("date"), "name": words("开票日期")},
    "new.price": fact("amount"),
    "sale.city": {**choice("taiyuan", "datong"), "name": words("卖房城市")},
    "buy.city": choice("taiyuan", "datong"),
}
PERIOD = {"dated_by": "new.bought", "from": "2024-01-01", "to": "2024-12-31"}


def result(root: Path, requires: Any, answers: Mapping[str, Any], **terms: Any) -> Result:
    catalogue: Catalogue = small_catalogue(root, FACTS, [measure("one", requires, **terms)])
    known = {name: catalogue.facts[name].parse(value) for name, value in answers.items()}
    return assess(catalogue, known, date(2024, 6, 1)).result("one")


def lines(root: Path, requires: Any, answers: Mapping[str, Any], **terms: Any) -> list[tuple[str, bool | None]]:
    return [(reason.fact, reason.met) for reason in result(root, requires, answers, **terms).reasons]


def test_every_condition_is_listed_the_period_first_and_none_is_skipped_after_a_no(tmp_path: Path) -> None:
    requires = {"all": [{"fact": "old.car", "is": "scrapped"}, {"fact": "new.price", "at_most": 500}]}
    answers = {"new.bought": "2023-12-31", "old.car": "sold"}
    assert lines(tmp_path, requires, answers, **PERIOD) == [
        ("new.bought", False),
        ("old.car", False),
        ("new.price", None),
    ]


def test_a_coarse_answer_leaves_a_condition_open_until_it_fits_or_fails_whole(tmp_path: Path) -> None:
    requires = {"fact": "new.price", "at_most": 500}
    for value, met in (({"to": 500}, True), ({"to": 501}, None), ({"from": "500.01"}, False)):
        assert lines(tmp_path, requires, {"new.price": value}) == [("new.price", met)]


def test_what_was_said_and_what_would_have_been_needed_are_told_in_both_languages(tmp_path: Path) -> None:
    answers = {"old.car": "sold", "new.bought": "2025-10"}
    period, disposal = result(tmp_path, {"fact": "old.car", "is": "scrapped"}, answers, **PERIOD).reasons
    assert (period.said_text("zh"), period.needed("zh")) == ("2025年10月", "2024年")
    assert (period.said_text("en"), period.needed("en")) == ("2025-10", "2024")
    assert (disposal.said_text("zh"), disposal.needed("zh")) == ("sold", "scrapped")
    assert disposal.needed("en") == "scrapped in English"


@pytest.mark.parametrize(
    ("test", "zh", "en"),
    [
        ({"fact": "old.registered", "at_most": "2013-06-30"}, "不晚于2013年6月30日", "by 2013-06-30"),
        ({"fact": "old.registered", "at_least": "2013-06-30"}, "2013年6月30日起", "from 2013-06-30"),
        ({"fact": "old.registered", "between": ["2023-07", "2023-12"]}, 
         "2023年7月1日至12月31日", "2023-07-01 to 2023-12-31"),
        ({"fact": "old.registered", "is_not": "2023"}, 
         "不晚于2022年12月31日或2024年1月1日起", "by 2022-12-31 or from 2024-01-01"),
        ({"fact": "new.price", "at_most": 6000}, "不超过6000元", "up to 6000 yuan"),
        ({"fact": "new.price", "more_than": 6000}, "超过6000元", "more than 6000 yuan"),
        ({"fact": "new.price", "less_than": 90}, "不到90元", "less than 90 yuan"),
        ({"fact": "old.car", "in": ["scrapped", "sold"]}, "scrapped或sold", "scrapped in English or sold in English"),
        ({"not": {"fact": "old.car", "is": "none"}}, "scrapped或sold", "scrapped in English or sold in English"),
        ({"fact": "old.registered", "within_years_after": {"fact": "new.bought", "years": 1}},
         "在开票日期之后1年内", "within 1 year after 开票日期 in English"),
        ({"fact": "old.registered", "within_days_after": {"fact": "new.bought", "days": 90}},
         "在开票日期之后90天内", "within 90 days after 开票日期 in English"),
        ({"fact": "buy.city", "same_as": "sale.city"}, "与卖房城市相同", "the same as 卖房城市 in English"),
        ({"not": {"fact": "buy.city", "same_as": "sale.city"}}, "与卖房城市不同", "different from 卖房城市 in English"),
    ],
)  # fmt: skip
def test_what_a_condition_needs_is_said_in_words(test: dict[str, Any], zh: str, en: str, tmp_path: Path) -> None:
    (reason,) = result(tmp_path, test, {}).reasons
    assert reason.met is None
    assert reason.said_text("zh") is None
    assert reason.needed("zh") == zh
    assert reason.needed("en") == en


def test_a_comparison_is_met_not_met_or_open_like_any_condition(tmp_path: Path) -> None:
    same = {"fact": "buy.city", "same_as": "sale.city"}
    for buy, met in (("taiyuan", True), ("datong", False), (["taiyuan", "datong"], None)):
        assert lines(tmp_path, same, {"buy.city": buy, "sale.city": "taiyuan"}) == [("buy.city", met)]


def test_alternatives_share_a_group_and_what_belongs_together_an_alternative(tmp_path: Path) -> None:
    by_fuel = [
        {"all": [{"fact": "old.fuel", "is": fuel}, {"fact": "old.registered", "at_most": last}]}
        for fuel, last in (("petrol", "2013-06-30"), ("diesel", "2015-06-30"))
    ]
    single = {"any": [{"fact": "old.car", "is": "scrapped"}]}
    requires = {"all": [{"fact": "new.price", "at_least": 100}, {"any": by_fuel}, single]}
    found = result(tmp_path, requires, {}).reasons
    assert [(reason.fact, reason.group, reason.alternative) for reason in found] == [
        ("new.price", None, None),
        ("old.fuel", 1, 0),
        ("old.registered", 1, 0),
        ("old.fuel", 1, 1),
        ("old.registered", 1, 1),
        ("old.car", None, None),
    ]


def test_not_all_is_a_choice_of_what_fails_and_not_any_is_a_list(tmp_path: Path) -> None:
    tests = [{"fact": "old.car", "is": "none"}, {"fact": "new.price", "at_least": 100}]
    (first, second) = result(tmp_path, {"not": {"all": tests}}, {"old.car": "sold"}).reasons
    assert (first.group, second.group) == (1, 1)
    assert (first.met, second.met) == (True, None)
    (first, second) = result(tmp_path, {"not": {"any": tests}}, {"old.car": "none"}).reasons
    assert (first.group, second.group) == (None, None)
    assert (first.met, second.met) == (False, None)


def test_a_test_of_what_does_not_exist_is_not_met_and_its_negation_is(tmp_path: Path) -> None:
    petrol = {"fact": "old.fuel", "is": "petrol"}
    answers = {"old.car": "none", "old.fuel": "petrol"}
    assert lines(tmp_path, petrol, answers) == [("old.fuel", False)]
    assert lines(tmp_path, {"not": petrol}, answers) == [("old.fuel", True)]


def test_failing_names_each_condition_not_met_and_of_alternatives_only_hopeless_ones(tmp_path: Path) -> None:
    requires = {
        "all": [
            {"fact": "old.car", "is": "scrapped"},
            {"any": [{"fact": "old.fuel", "is": "petrol"}, {"fact": "new.price", "at_most": 500}]},
        ]
    }

    def failed(answers: dict[str, Any]) -> list[str]:
        return [reason.fact for reason in failing(result(tmp_path, requires, answers).reasons)]

    assert failed({}) == []
    assert failed({"old.car": "sold"}) == ["old.car"]
    assert failed({"old.car": "scrapped", "old.fuel": "diesel"}) == []
    assert failed({"old.car": "scrapped", "old.fuel": "diesel", "new.price": 600}) == ["old.fuel", "new.price"]
    assert failed({"old.car": "sold", "old.fuel": "diesel", "new.price": 500}) == ["old.car"]


def test_the_cases_of_an_amount_are_conditions_too_when_none_is_for_all_others(tmp_path: Path) -> None:
    cases = [
        {"when": {"fact": "old.fuel", "is": "petrol"}, "amount": "2"},
        {"when": {"fact": "old.fuel", "is": "diesel"}, "amount": "1"},
    ]
    answers = {"old.car": "sold", "old.fuel": "battery"}
    found = result(tmp_path, None, answers, benefit={"kind": "fixed", "cases": cases})
    assert [(reason.fact, reason.group, reason.met) for reason in found.reasons] == [
        ("old.fuel", 1, False),
        ("old.fuel", 1, False),
    ]
    assert len(list(failing(found.reasons))) == 2
    rest = [*cases, {"amount": "0.5"}]
    assert result(tmp_path, None, answers, benefit={"kind": "fixed", "cases": rest}).reasons == []


def test_a_no_always_names_a_condition_that_failed(catalogue: Catalogue) -> None:
    for entry in catalogue.measures.values():
        for example in entry.examples:
            if example.expect == "ineligible":
                known = {name: catalogue.facts[name].parse(value) for name, value in example.given.items()}
                found = assess(catalogue, known, example.asked_on).result(entry.id)
                assert list(failing(found.reasons)), (entry.id, example.given)
