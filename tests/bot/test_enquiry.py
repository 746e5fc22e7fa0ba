from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.enquiry import read_day, read_enquiry
from bot.errors import RefusedInput
from policy.catalogue import Catalogue
from policy.domain import Domain

OCTOBER = Domain.between(date(2023, 10, 1).toordinal(), date(2023, 10, 31).toordinal())


@pytest.mark.parametrize(
    "text",
    [
        '{"facts": {"new_car.price": 200000.50, "new_car.passenger_car": true, "new_car.invoice_date": "2023-10"}}',
        '{"facts": {"new_car.price": "200000.5", "new_car.passenger_car": "true", "new_car.invoice_date": "2023-10"}}',
        "facts:\n  new_car.price: 200000.50\n  new_car.passenger_car: true\n  new_car.invoice_date: 2023-10\n",
    ],
)
def test_json_and_yaml_say_the_same_with_or_without_quotes(catalogue: Catalogue, text: str) -> None:
    enquiry = read_enquiry(catalogue, text, "input")
    assert enquiry.asked_on is None
    assert enquiry.facts == {
        "new_car.price": Domain.of(20000050),
        "new_car.passenger_car": Domain.of(1),
        "new_car.invoice_date": OCTOBER,
    }


def test_a_value_may_be_a_list_a_range_a_month_or_a_year(catalogue: Catalogue) -> None:
    text = """{"asked_on": "2024-02-29", "facts": {
        "new_car.energy": ["petrol", "diesel"], "new_car.price": {"from": 100000, "to": 120000},
        "new_car.invoice_date": "2023-10", "old_car.disposal_date": "2023"}}"""
    enquiry = read_enquiry(catalogue, text, "input")
    assert enquiry.asked_on == date(2024, 2, 29)
    assert enquiry.facts["new_car.energy"] == Domain.between(4, 5)
    assert enquiry.facts["new_car.price"] == Domain.between(10000000, 12000000)
    assert enquiry.facts["new_car.invoice_date"] == OCTOBER
    assert enquiry.facts["old_car.disposal_date"].low == date(2023, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"facts": {"new_car.prise": 1}}', "new_car.price"),
        ('{"facts": {"old_car.disposal": "scraped"}}', "scrapped"),
        ('{"fact": {}}', "facts"),
        ('{"facts": {}, "asked_on": "2023-02-30"}', "2023-02-28"),
        ('{"facts": {}, "asked_on": "2023-10"}', "2023-10"),
        ('{"facts": {}, "asked_on": "1066-10-14"}', "1980-01-01"),
        ('{"facts": {"asked_on": "2023-10-05"}}', "asked_on"),
        ('{"facts": {"new_car.price": null}}', "new_car.price"),
        ('{"facts": {"new_car.price": -30000}}', "-30000"),
        ('{"facts": {"new_car.price": 1e999}}', "1e999"),
        ('{"facts": {"new_car.price": NaN}}', "NaN"),
        ('{"facts": {"new_car.price": true}}', "True"),
        ('{"facts": {"new_car.price": 1, "new_car.price": 2}}', "new_car.price"),
        ('{"facts": {"new_car.price": 1}', "input:1"),
        ("facts: {new_car.price: &price 1}", "input:1"),
        ('{"facts": []}', "facts"),
        ("[]", "facts"),
        ("", "facts"),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_refusal_names_the_culprit_or_the_nearest_valid_name(catalogue: Catalogue, text: str, named: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        read_enquiry(catalogue, text, "input")
    assert named in refused.value.en
    assert refused.value.zh


@given(st.text() | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(repr))
def test_any_text_is_an_enquiry_or_is_refused(catalogue: Catalogue, text: str) -> None:
    for given_text in (text, f'{{"facts": {{"new_car.price": {text}}}}}'):
        try:
            read_enquiry(catalogue, given_text, "input")
        except RefusedInput as refused:
            assert refused.zh and refused.en


def test_a_day_is_a_whole_date() -> None:
    assert read_day("2026-04-12") == date(2026, 4, 12)
