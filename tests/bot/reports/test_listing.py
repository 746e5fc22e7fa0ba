import json

from bot.reports.listing import facts_as_data, facts_as_text, measures_as_data, measures_as_text
from policy.catalogue import Catalogue


def test_every_fact_that_may_be_asked_is_listed_with_its_values(catalogue: Catalogue) -> None:
    facts = {fact["id"]: fact for fact in facts_as_data(catalogue)}
    assert facts.keys() == catalogue.facts.keys() - {"asked_on"}
    assert [option["value"] for option in facts["old_car.disposal"]["options"]] == ["scrapped", "transferred", "none"]
    assert facts["new_car.price"]["unit"] == "CNY"
    assert all(fact["question"]["zh"] and fact["question"]["en"] for fact in facts.values())
    assert "choice(scrapped|transferred|none)" in facts_as_text(catalogue)


def test_every_measure_is_listed_with_its_article_and_period(catalogue: Catalogue) -> None:
    measures = {measure["id"]: measure for measure in measures_as_data(catalogue)}
    assert measures.keys() == catalogue.measures.keys()
    assert (measures["scrap-and-renew-2023"]["article"], measures["scrap-and-renew-2023"]["to"]) == (1, "2023-12-31")
    assert len(measures_as_text(catalogue).splitlines()) == len(measures)


def test_the_lists_are_json(catalogue: Catalogue) -> None:
    assert json.dumps([facts_as_data(catalogue), measures_as_data(catalogue)])
