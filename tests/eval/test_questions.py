"""The labels are fit to be measured against."""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue
from policy.domain import Domain
from tests.eval.questions import SETS, agrees, allowed, labelled, load

INTENTS = {
    *("facts", "question", "both", "answers", "why", "so_far", "back", "change", "restart", "topic", "handoff"),
    *("source", "language", "forget", "thanks", "abuse", "injection", "out_of_scope"),
}


@pytest.mark.parametrize("name", SETS)
def test_every_label_is_a_value_of_the_catalogue(catalogue: Catalogue, name: str) -> None:
    topics_of: dict[int | None, set[str]] = {}
    for measure in catalogue.measures.values():
        topics_of.setdefault(measure.article, set()).add(measure.topic)
    for question in load(name):
        for fact, value in (*question.facts.items(), *question.maybe.items()):
            assert labelled(catalogue.facts[fact], value), question.id
        assert not question.facts.keys() & question.maybe.keys(), question.id
        assert question.asking is None or question.asking in catalogue.facts, question.id
        assert question.intent in INTENTS, question.id
        for article in question.articles or ():
            assert question.topic in topics_of[article], question.id


def test_no_question_is_asked_twice() -> None:
    texts = [question.text for name in SETS for question in load(name)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("name", ["tuning", "score"])
def test_each_half_asks_about_every_article(name: str) -> None:
    assert {article for question in load(name) for article in question.articles or ()} == set(range(1, 33))


def test_amounts_may_be_five_percent_off_and_dates_may_not(catalogue: Catalogue) -> None:
    price, day = catalogue.facts["new_car.price"], catalogue.facts["new_car.invoice_date"]
    assert agrees(price, Domain.between(19_000_000, 21_000_000), 200_000)
    assert not agrees(price, Domain.between(18_999_999, 21_000_000), 200_000)
    assert not agrees(price, Domain.of(20_000_001), 200_000)
    assert not agrees(price, price.universe, 200_000)
    assert agrees(day, labelled(day, {"from": "2024-01-11", "to": "2024-02-09"}), "2024-01-11/2024-02-09")
    assert not agrees(day, labelled(day, "2024-01"), "2024-01-11/2024-02-09")


def test_a_maybe_admits_a_part_of_its_options(catalogue: Catalogue) -> None:
    energy = catalogue.facts["new_car.energy"]
    assert allowed(energy, energy.parse("petrol"), ["petrol", "diesel"])
    assert not allowed(energy, energy.parse("battery"), ["petrol", "diesel"])
