"""The spelling of values in choices and stored answers: whatever can be said can be read back."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.values import spelled, understood
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.fact import ASKED_ON


@given(data=st.data())
def test_every_domain_of_every_fact_is_read_back_as_it_was_spelled(catalogue: Catalogue, data: st.DataObject) -> None:
    fact = data.draw(st.sampled_from([fact for fact in catalogue.facts.values() if fact.id != ASKED_ON]))
    value = st.integers(fact.universe.low, fact.universe.high)
    spans = data.draw(st.lists(st.tuples(value, value).map(sorted), min_size=1, max_size=3))
    domain = Domain.union((low, high) for low, high in spans)
    assert understood(fact, spelled(fact, domain)) == domain


def test_an_open_end_is_left_empty(catalogue: Catalogue) -> None:
    fact = catalogue.facts["new_car.invoice_date"]
    assert spelled(fact, fact.parse({"to": "2023-06-30"})) == ("..2023-06-30",)
    assert spelled(fact, fact.parse({"from": "2023-06-30"})) == ("2023-06-30..",)
    assert spelled(fact, fact.parse("2023-06")) == ("2023-06-01..2023-06-30",)


def test_options_and_amounts_are_spelled_as_in_the_catalogue(catalogue: Catalogue) -> None:
    energy, price, growth = (catalogue.facts[name] for name in ("new_car.energy", "new_car.price", "dealer.growth"))
    assert spelled(energy, energy.parse(["petrol", "battery"])) == ("battery", "petrol")
    assert spelled(price, price.parse("128000.50")) == ("128000.5",)
    assert spelled(growth, growth.parse("12%")) == ("12%",)
