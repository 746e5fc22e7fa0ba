"""What is shipped: all 32 articles where they belong, quotes that stand in the source, questions that may be asked."""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue
from policy.fact import ASKED_ON
from policy.measure import Measure
from policy.variables import Variables

SEED = "sx-2023-65"
TOPIC_OF_ARTICLE = {
    **dict.fromkeys([1, 4, 5, 6], "car"),
    **dict.fromkeys([7, 8, 9, 10], "home"),
    **dict.fromkeys([11, 24, 31, 32], "shopping"),
    **dict.fromkeys([2, 3, 16, 19, 20, 23, 25, 26, 27, 28], "business"),
    **dict.fromkeys([12, 13, 14, 15, 17, 18, 21, 22, 29, 30], "other"),
}
CONTRACT = {
    f"{thing}.{name}"
    for thing, names in {
        "person": "city children degree",
        "old_car": "disposal disposal_date disposal_place owner transfer_channel fuel first_registered owned_since",
        "new_car": "condition invoice_date invoice_place energy price in_tax_catalogue passenger_car engine_litres",
        "car": "lottery_won",
        "home": "kind area first_home sale_date purchase_date sale_city purchase_city "
        "sale_price purchase_price income_tax_paid seller_on_title deed_tax_paid",
        "fund": "use contributors",
        "goods": "kind price purchase_date merchant_takes_part energy_grade",
        "dealer": "filed sales growth",
        "dismantler": "vehicles",
        "promotion": "events",
    }.items()
    for name in names.split()
}
OPTIONS = {
    "person.city": "taiyuan datong shuozhou xinzhou yangquan lvliang jinzhong changzhi jincheng linfen yuncheng",
    "person.degree": "doctor master bachelor college other",
    "old_car.disposal": "scrapped transferred none",
    "old_car.disposal_place": "shanxi elsewhere",
    "old_car.owner": "self other_person company",
    "old_car.transfer_channel": "filed_dealer other_dealer private",
    "old_car.fuel": "petrol diesel_or_other new_energy",
    "new_car.condition": "new used none",
    "new_car.invoice_place": "shanxi elsewhere",
    "new_car.energy": "battery range_extended plug_in_hybrid fuel_cell petrol diesel methanol",
    "home.kind": "new used not_a_home",
    "fund.use": "loan rent elevator",
    "goods.kind": "furniture refrigerator washing_machine television air_conditioner water_heater computer phone "
    "tablet watch smart_glasses e_bike renovation accessibility other",
}


def measures_of(catalogue: Catalogue, article: int) -> list[Measure]:
    return [measure for measure in catalogue.measures.values() if measure.article == article]


def test_the_table_of_articles_is_complete() -> None:
    assert sorted(TOPIC_OF_ARTICLE) == list(range(1, 33))


@pytest.mark.parametrize(("article", "topic"), sorted(TOPIC_OF_ARTICLE.items()))
def test_every_article_is_there_under_its_topic_and_quotes_the_seed_document(
    article: int, topic: str, catalogue: Catalogue
) -> None:
    found = measures_of(catalogue, article)
    assert found
    assert {measure.topic for measure in found} == {topic}
    assert any(measure.source.document == SEED and measure.source.quote for measure in found)


def test_every_quote_stands_in_its_source_and_all_of_the_seed_document_is_quoted(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        for citation in measure.citations:
            text = catalogue.texts.get(catalogue.documents[citation.document].text or "")
            assert citation.quote is None or (text is not None and citation.quote in text), measure.id
        if measure.source.document == SEED:
            assert measure.source.quote, measure.id
            assert measure.source.clause == f"第{measure.article}条", measure.id


def test_the_source_text_is_normalised_and_has_its_lost_decimals_back(catalogue: Catalogue) -> None:
    text = catalogue.texts["sx-2023-65.txt"]
    assert text.count("0.5%") == 2
    assert "2.5万" in text
    assert not set("０１２３４５６７８９％＋－«»") & set(text)
    assert "05%" not in text.replace("0.5%", "")


@pytest.mark.parametrize("article", [1, 2, 3, 4, 8, 9, 10, 11, 23])
def test_an_article_that_gives_something_is_decided(article: int, catalogue: Catalogue) -> None:
    assert any(measure.benefit.kind != "none" for measure in measures_of(catalogue, article))


@pytest.mark.parametrize("article", [5, 6, 7, *range(12, 23), *range(24, 33)])
def test_an_article_that_pays_nobody_is_information(article: int, catalogue: Catalogue) -> None:
    assert {measure.benefit.kind for measure in measures_of(catalogue, article)} == {"none"}


def test_the_facts_of_the_contract_are_there_with_their_options(catalogue: Catalogue) -> None:
    assert set(catalogue.facts) >= CONTRACT
    for name, options in OPTIONS.items():
        assert set(options.split()) <= set(catalogue.facts[name].options), name


def test_no_measure_asks_for_more_than_the_facts_of_the_contract(catalogue: Catalogue) -> None:
    decided = [measure for measure in catalogue.measures.values() if measure.benefit.kind != "none"]
    assert set(Variables(catalogue, decided).facts) <= CONTRACT | {ASKED_ON}


def test_every_measure_is_proven_by_an_example_of_each_verdict_that_it_can_have(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        shown = {example.expect for example in measure.examples}
        if measure.benefit.kind == "none":
            assert shown == {"information"}, measure.id
        else:
            assert "eligible" in shown, measure.id
            assert "ineligible" in shown or (measure.requires is None and measure.dated_by == ASKED_ON), measure.id
            assert "open" in shown or measure.requires is None, measure.id


def test_what_only_a_weak_source_says_is_not_entered(catalogue: Catalogue) -> None:
    amounts = " ".join(str(measure.benefit.all_cases) for measure in catalogue.measures.values())
    assert "1200000" not in amounts  # 晋城 provident fund
    assert "36000" not in amounts  # 晋城 rent
    assert {document.grade for document in catalogue.documents.values()} <= {"A", "B"}


def test_what_cannot_be_combined_says_so_once_and_about_measures_of_its_own_topic(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        for other in measure.excludes:
            assert catalogue.measures[other].topic == measure.topic
            assert other != measure.id
    assert "car-renewal-2026-trade-in" in catalogue.measures["car-renewal-2026-scrap"].excludes


def test_what_is_shown_to_residents_is_there_in_english_too(catalogue: Catalogue) -> None:
    for measure in catalogue.measures.values():
        texts = [*measure.told, measure.apply.where, *measure.apply.bring, *(each.say for each in measure.reserved)]
        assert all(text.en for text in texts), measure.id
