"""Reckonings: the fast line equals the exact formula, and a plateau is where the value stops changing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.domain import Domain
from policy.formula import parse_formula
from policy.reckoning import Reckoning
from policy.units import UNITS

PRICE = "goods.price"
YUAN = UNITS["CNY"]
MOST = 2_000_000  # fen

RATES = st.integers(1, 200).map(lambda tenths: f"{tenths / 10:g}%")
SUMS = st.integers(0, 20_000).map(str)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Formulas of one fact, as catalogues have them: a rate, perhaps without VAT, a cap, a floor, a rounding."""
    text = draw(st.sampled_from([PRICE, f"({PRICE} - {draw(SUMS)})", f"{PRICE} / 1.13"])) + f" * {draw(RATES)}"
    if draw(st.booleans()):
        text = f"min({text}, {draw(SUMS)})"
    if draw(st.booleans()):
        text = f"max({text}, {draw(SUMS)})"
    rounding = draw(st.sampled_from(["", "round", "round_up", "round_down"]))
    step = draw(st.sampled_from(["1", "100", "0.01"]))
    return f"{rounding}({text}, {step})" if rounding else text


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    low = draw(st.integers(0, MOST))
    return low, low + draw(st.one_of(st.integers(0, 12), st.integers(0, MOST)))


def reckoning(text: str) -> Reckoning:
    return Reckoning(parse_formula(text), {PRICE: YUAN}, {}, YUAN)


def by_hand(text: str, count: int) -> int:
    """The amount in fen, halves up, straight from the parsed formula."""
    exact = parse_formula(text).value({PRICE: Fraction(count, 100)}) * 100
    return (exact + Fraction(1, 2)).__floor__()


@given(formulas(), st.integers(0, MOST))
def test_the_outcome_is_the_exact_value_with_halves_of_a_fen_up(text: str, count: int) -> None:
    assert reckoning(text).at([count]) == by_hand(text, count)


@given(formulas(), spans(), st.data())
def test_where_there_is_a_line_it_equals_the_exact_formula(
    text: str, span: tuple[int, int], data: st.DataObject
) -> None:
    ready = reckoning(text)
    line = ready.line(span)
    assume(line is not None)
    assert line is not None
    low, high = span
    tried = {low, high, *range(low, min(low + 6, high)), *range(max(high - 6, low), high)}
    tried.update(data.draw(st.lists(st.integers(low, high), max_size=5)))
    assert [line([count]) for count in tried] == [ready.at([count]) for count in tried]


@pytest.mark.parametrize("text", [f"{PRICE} * 15%", f"{PRICE} / 1.13 * 10%", f"round_up({PRICE} * 12%, 1)"])
def test_a_rate_is_a_line(text: str) -> None:
    assert reckoning(text).line((1, MOST)) is not None


@pytest.mark.parametrize("text", [f"min({PRICE} * 10%, 100)", f"100 / {PRICE}"])
def test_a_bend_is_no_line(text: str) -> None:
    assert reckoning(text).line((1, MOST)) is None


def test_a_bend_just_before_the_end_of_a_span_is_not_overlooked() -> None:
    assert reckoning(f"min({PRICE} * 100%, 3.03)").line((300, 305)) is None


@given(formulas(), spans())
def test_a_plateau_reaches_exactly_as_far_as_the_value_stays(text: str, span: tuple[int, int]) -> None:
    ready, (low, high) = reckoning(text), span
    for first, last in ready.plateaus(Domain.between(low, high)):
        assert low <= first <= last <= high
        assert ready.at([first]) == ready.at([(first + last) // 2]) == ready.at([last])
        assert first == low or ready.at([first - 1]) != ready.at([first])
        assert last == high or ready.at([last + 1]) != ready.at([last])


@given(formulas(), spans())
def test_beyond_the_top_plateau_the_value_never_changes_again(text: str, span: tuple[int, int]) -> None:
    ready, (low, high) = reckoning(text), span
    capped = any(last == high for _, last in ready.plateaus(Domain.between(low, high)))
    for beyond in (high + 1, 2 * high + 1, 500 * high + 1):
        if capped:
            assert ready.at([beyond]) == ready.at([high])
    grows = ready.growing([Domain.between(low, high)])
    assert not (capped and grows)


def test_the_cap_of_a_percentage_bites_from_the_very_fen() -> None:
    (capped,) = reckoning(f"min({PRICE} * 12%, 20000)").plateaus(Domain.between(1, 10**8))
    assert capped == (16_666_663, 10**8)  # 166 666.63 × 12 % = 19 999.9956, which is 20 000.00 in fen
    (capped,) = reckoning(f"round_up(min({PRICE} * 12%, 20000), 1)").plateaus(Domain.between(1, 10**8))
    assert capped == (16_665_834, 10**8)  # 166 658.34 × 12 % = 19 999.0008, rounded up to the yuan


def test_only_a_fact_that_no_cap_holds_grows() -> None:
    pair = [Domain.between(100, 10**6)] * 2
    units = {"home.old": YUAN, "home.new": YUAN}

    def growing(text: str) -> frozenset[int]:
        return Reckoning(parse_formula(text), units, {}, YUAN).growing(pair)

    assert growing("home.old + home.new") == {0, 1}
    assert growing("min(home.old, 5) + home.new") == {1}
    assert growing("min(1, home.new / home.old)") == frozenset()


def test_parameters_are_part_of_what_makes_two_reckonings_equal() -> None:
    formula = parse_formula(f"{PRICE} * rate")
    low, high = (Reckoning(formula, {PRICE: YUAN}, {"rate": Fraction(rate, 100)}, YUAN) for rate in (5, 10))
    same = Reckoning(parse_formula(f"{PRICE} * rate"), {PRICE: YUAN}, {"rate": Fraction(1, 10)}, YUAN)
    assert low.key() != high.key() == same.key()
    assert (low.at([10_000]), high.at([10_000])) == (500, 1000)
