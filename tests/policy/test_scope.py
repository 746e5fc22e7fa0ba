"""Scopes: which measures are looked at, never what they decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.program import program_for
from policy.scope import EVERYTHING, Scope, measures_in
from tests.policy.small import WORDS, choice, measure, small_catalogue

FACTS = {
    "person.city": choice("taiyuan", "datong", "xinzhou"),
    "home.plan": choice("buy", "rent"),
}
TAIYUAN = {"fact": "person.city", "is": "taiyuan"}
TOPICS = {
    "one": {"title": WORDS, "blurb": WORDS, "guard": "home.plan"},
    "two": {"title": WORDS, "blurb": WORDS},
}


@pytest.fixture
def cities(tmp_path: Path) -> Catalogue:
    measures = [
        measure("everywhere"),
        measure("taiyuan-buy", TAIYUAN, branch=["buy"]),
        measure("datong-rent", {"all": [{"fact": "person.city", "in": ["datong"]}]}, branch=["rent"]),
        measure("not-taiyuan", {"not": TAIYUAN}),
        measure("perhaps", {"any": [TAIYUAN, {"fact": "home.plan", "is": "rent"}]}, topic="two"),
    ]
    return small_catalogue(tmp_path, FACTS, measures, topics=TOPICS)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (EVERYTHING, {"everywhere", "taiyuan-buy", "datong-rent", "not-taiyuan", "perhaps"}),
        (Scope("one"), {"everywhere", "taiyuan-buy", "datong-rent", "not-taiyuan"}),
        (Scope("two"), {"perhaps"}),
        (Scope("one", frozenset({"buy"})), {"everywhere", "taiyuan-buy", "not-taiyuan"}),
        (Scope("one", frozenset({"buy", "rent"})), {"everywhere", "taiyuan-buy", "datong-rent", "not-taiyuan"}),
        (Scope(city="taiyuan"), {"everywhere", "taiyuan-buy", "not-taiyuan", "perhaps"}),
        (Scope("one", frozenset({"rent"}), "xinzhou"), {"everywhere", "not-taiyuan"}),
    ],
)
def test_a_scope_holds_the_measures_of_its_topic_branches_and_city(
    scope: Scope, expected: set[str], cities: Catalogue
) -> None:
    assert {each.id for each in measures_in(cities, scope)} == expected


def test_the_measures_of_a_scope_keep_the_order_of_the_catalogue(cities: Catalogue) -> None:
    order = list(cities.measures)
    found = [each.id for each in measures_in(cities, Scope("one"))]
    assert found == sorted(found, key=order.index)


def test_a_scope_is_compiled_once_and_kept(cities: Catalogue) -> None:
    assert program_for(cities, Scope("one")) is program_for(cities, Scope("one"))


def test_a_city_only_leaves_out_what_it_rules_out(catalogue: Catalogue) -> None:
    """What is in the scope of a city is decided as without a scope, and what is not would be a "no"."""
    fact = catalogue.facts["person.city"]
    asked_on = date(2024, 3, 1)
    for position, city in enumerate(fact.options):
        known = {"person.city": Domain.of(position)}
        scoped = {result.measure.id: result for result in assess(catalogue, known, asked_on, Scope(city=city)).results}
        for result in assess(catalogue, known, asked_on).results:
            its = scoped.get(result.measure.id)
            if its is None:
                assert result.verdict == "ineligible"
            else:
                assert (its.verdict, its.amount, set(its.missing)) == (
                    result.verdict, result.amount, set(result.missing),
                )  # fmt: skip


def test_a_topic_decides_its_measures_as_the_whole_catalogue_does(catalogue: Catalogue) -> None:
    for entry in catalogue.measures.values():
        for example in entry.examples:
            known = {name: catalogue.facts[name].parse(value) for name, value in example.given.items()}
            alone = assess(catalogue, known, example.asked_on, Scope(entry.topic)).result(entry.id)
            among_all = assess(catalogue, known, example.asked_on).result(entry.id)
            assert (alone.verdict, alone.amount, set(alone.missing)) == (
                among_all.verdict, among_all.amount, set(among_all.missing),
            )  # fmt: skip
