"""Conditions held clause by clause against what is known: for remarks, where "perhaps" is not enough to speak."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from policy.condition import Condition
from policy.fact import Fact
from policy.holding import holds
from tests.policy.small import choice, fact

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
FACTS = {
    name: Fact.model_validate({"id": name, **entry})
    for name, entry in {
        "car.fuel": choice("petrol", "diesel", "battery"),
        "car.price": fact("amount"),
        "car.sold": fact("date"),
        "car.bought": fact("date"),
    }.items()
}
PETROL = {"fact": "car.fuel", "is": "petrol"}
CHEAP = {"fact": "car.price", "at_most": 500}
SOON = {"fact": "car.bought", "within_days_after": {"fact": "car.sold", "days": 30}}


@pytest.mark.parametrize(
    ("condition", "given", "expected"),
    [
        (PETROL, {"car.fuel": "petrol"}, True),
        (PETROL, {"car.fuel": "diesel"}, False),
        (PETROL, {"car.fuel": ["petrol", "diesel"]}, None),
        (PETROL, {"car.fuel": ["diesel", "battery"]}, False),
        (PETROL, {}, None),
        ({"not": PETROL}, {"car.fuel": "diesel"}, True),
        ({"not": PETROL}, {"car.fuel": ["petrol", "diesel"]}, None),
        ({"all": [PETROL, CHEAP]}, {"car.fuel": "diesel"}, False),
        ({"all": [PETROL, CHEAP]}, {"car.fuel": "petrol"}, None),
        ({"all": [PETROL, CHEAP]}, {"car.fuel": "petrol", "car.price": {"to": 500}}, True),
        ({"any": [PETROL, CHEAP]}, {"car.fuel": "petrol"}, True),
        ({"any": [PETROL, CHEAP]}, {"car.fuel": "diesel"}, None),
        ({"any": [PETROL, CHEAP]}, {"car.fuel": "diesel", "car.price": 501}, False),
        (SOON, {"car.sold": "2024-03-01", "car.bought": "2024-03-31"}, True),
        (SOON, {"car.sold": "2024-03-01", "car.bought": "2024-04-01"}, False),
        (SOON, {"car.sold": "2024-03", "car.bought": "2024-03-31"}, None),
        (SOON, {"car.bought": "2024-03-31"}, None),
    ],
)
def test_a_condition_holds_fails_or_is_not_settled_by_what_is_known(
    condition: dict[str, Any], given: dict[str, Any], expected: bool | None
) -> None:
    known = {name: FACTS[name].parse(value) for name, value in given.items()}
    assert holds(CONDITION.validate_python(condition), FACTS, known) is expected
