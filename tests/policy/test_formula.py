"""The formula language: exact values, and errors that name the place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.formula import parse_formula
from policy.problems import RefusedValue

NUMBERS = st.integers(0, 10**6)


def value(text: str, **parameters: int) -> Fraction:
    return parse_formula(text).value({name: Fraction(number) for name, number in parameters.items()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("24 / 4 / 3", 2),
        ("7 / 2", Fraction(7, 2)),
        ("12%", Fraction(12, 100)),
        ("0.5% * 50000000", 250000),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("max(min(5, 3), 4)", 4),
        ("200000 / 1.13 * 10%", Fraction(2000000, 113)),
        ("round(2.5, 1)", 3),
        ("round(2.4999, 1)", 2),
        ("round_up(2.01, 1)", 3),
        ("round_up(2, 1)", 2),
        ("round_down(2.99, 1)", 2),
        ("round(17699.115, 0.01)", Fraction(1769912, 100)),
        ("round_up(1201, 100)", 1300),
        ("5 / 0", 0),
    ],
)
def test_a_formula_is_computed_exactly(text: str, expected: Any) -> None:
    assert value(text) == expected


def test_names_with_a_dot_are_facts_and_the_others_parameters_once_for_each_use() -> None:
    formula = parse_formula("min(new_car.price / (1 + vat) * rate, cap) + home.area * rate")
    assert formula.facts == ("new_car.price", "home.area")
    assert formula.parameters == ("vat", "rate", "cap", "rate")


@given(NUMBERS, NUMBERS, NUMBERS)
def test_products_bind_closer_than_sums_and_both_read_from_the_left(a: int, b: int, c: int) -> None:
    assert value("a - b - c", a=a, b=b, c=c) == a - b - c
    assert value("a + b * c", a=a, b=b, c=c) == a + b * c
    assert value("(a + b) * c", a=a, b=b, c=c) == (a + b) * c
    assert value("a / b * c", a=a, b=b + 1, c=c) == Fraction(a, b + 1) * c


@given(st.fractions(0, 10**6), st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(100)]))
def test_roundings_are_the_nearest_multiples_of_their_step(exact: Fraction, step: Fraction) -> None:
    def rounded(how: str) -> Fraction:
        text = f"{how}(x, {float(step):g})"
        return parse_formula(text).value({"x": exact})

    down, up, nearest = rounded("round_down"), rounded("round_up"), rounded("round")
    assert all((found / step).denominator == 1 for found in (down, up, nearest))
    assert exact - step < down <= exact <= up < exact + step
    assert nearest == (up if exact - down >= step / 2 else down)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a.b * 2", False),
        ("round(a.b * 2, 1)", False),
        ("round(a.b, 1) * 2", True),
        ("round(min(round_up(a.b, 1), 5), 1)", True),
    ],
)
def test_a_rounding_anywhere_but_outermost_is_noticed(text: str, inside: bool) -> None:
    assert parse_formula(text).rounds_inside == inside


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "its end", "expected a number, a fact or a parameter"),
        ("3 +", "its end", "expected a number, a fact or a parameter"),
        ("3 + * 4", "*", "expected a number, a fact or a parameter"),
        ("3 4", "4", "the formula should end here"),
        ("(3 + 4", "its end", "expected a closing bracket"),
        ("3 + 4)", ")", "the formula should end here"),
        ("min(3, 4", "its end", "expected a closing bracket"),
        ("3 $ 4", "$ 4", "an unknown sign"),
        ("2 ** 3", "*", "expected a number, a fact or a parameter"),
        ("3 × 4", "× 4", "an unknown sign"),
        ("Min(3, 4)", "Min(3, 4)", "an unknown sign"),
        ("pow(2, 3)", "(", "no function pow"),
        ("eval(price)", "(", "no function eval"),
        ("round(5)", "its end", "round is written round(sum, step)"),
        ("round(5, 0)", "its end", "round is written round(sum, step)"),
        ("round_up(5, a.b)", "its end", "round_up is written round_up(sum, step)"),
        ("__import__('os')", "(", "no function __import__"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place_and_reason(text: str, place: str, reason: str) -> None:
    with pytest.raises(RefusedValue) as refused:
        parse_formula(text)
    assert f"at {place}: {reason}" in refused.value.en
    assert refused.value.zh.startswith("公式")


@pytest.mark.parametrize("text", ["(" * 200, "(" * 4000 + "1" + ")" * 4000, "1" + "+1" * 20_000, "min(" * 3000])
def test_a_formula_that_nobody_can_read_is_refused_instead_of_exhausting_the_parser(text: str) -> None:
    with pytest.raises(RefusedValue):
        parse_formula(text)


@given(st.text("0123456789.+-*/(),% abmin_", max_size=30))
def test_any_text_is_a_formula_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        formula = parse_formula(text)
    except RefusedValue:
        return
    formula.value({name: Fraction(2) for name in (*formula.facts, *formula.parameters)})
