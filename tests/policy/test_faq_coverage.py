"""What people ask of a measure has an answer: nobody who can be paid is left with a question of the eight kinds."""

from __future__ import annotations

from typing import get_args

import pytest

from policy.catalogue import Catalogue
from policy.document import Aspect

PAYS_NOBODY = "none"


def answered(catalogue: Catalogue, measure: str) -> set[str]:
    citing = [faq for faq in catalogue.faq.values() if any(reference.measure == measure for reference in faq.citations)]
    return {aspect for faq in citing for aspect in faq.aspects}


@pytest.mark.parametrize("aspect", get_args(Aspect))
def test_every_measure_that_pays_residents_has_an_answer(catalogue: Catalogue, aspect: str) -> None:
    paying = [
        name for name, measure in catalogue.measures.items()
        if measure.audience == "consumer" and measure.benefit.kind != PAYS_NOBODY
    ]  # fmt: skip
    assert [name for name in paying if aspect not in answered(catalogue, name)] == []


def test_an_answer_says_what_it_answers_only_of_measures(catalogue: Catalogue) -> None:
    for faq in catalogue.faq.values():
        assert not faq.aspects or any(reference.measure for reference in faq.citations), faq.id


def test_every_answer_has_three_to_eight_other_phrasings(catalogue: Catalogue) -> None:
    assert [faq.id for faq in catalogue.faq.values() if not 3 <= len(faq.also) <= 8] == []


def test_there_are_enough_answers_over_all_articles(catalogue: Catalogue) -> None:
    assert len(catalogue.faq) >= 150
    cited = {
        catalogue.measures[reference.measure].article
        for faq in catalogue.faq.values() for reference in faq.citations if reference.measure
    }  # fmt: skip
    assert set(range(1, 33)) - cited == set()
