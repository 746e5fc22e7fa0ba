"""Numbers as people write them, counted exactly or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.problems import RefusedValue
from policy.units import UNITS, Unit


@pytest.mark.parametrize(
    ("unit", "written", "count"),
    [
        ("CNY", "17699.12", 1769912),
        ("CNY", 20000, 2000000),
        ("CNY", 0.1, 10),
        ("CNY", " 12.50 ", 1250),
        ("CNY", "12.500", 1250),
        ("CNY", "-3", -300),
        ("CNY", "2e4", 2000000),
        ("m2", "89.99", 8999),
        ("L", "1.998", 1998),
        ("ratio", "12%", 12000),
        ("ratio", 0.12, 12000),
        ("ratio", "2.525%", 2525),
        ("vehicles", "5000", 5000),
    ],
)
def test_a_number_is_counted_in_its_smallest_part(unit: str, written: object, count: int) -> None:
    assert UNITS[unit].count(written) == count


@pytest.mark.parametrize(
    ("unit", "written", "reason"),
    [
        ("CNY", "1.005", "too many decimals: at most 2"),
        ("L", "1.9985", "too many decimals: at most 3"),
        ("vehicles", "1.5", "too many decimals: at most 0"),
        ("CNY", "二十万", "is not a number"),
        ("CNY", "", "is not a number"),
        ("CNY", "%", "is not a number"),
        ("CNY", None, "is not a number"),
        ("CNY", True, "is not a number"),
        ("CNY", "12%%", "is not a number"),
        ("CNY", "nan", "out of range"),
        ("CNY", "-Infinity", "out of range"),
        ("CNY", "1e999", "out of range"),
        ("CNY", "1000000000000.01", "out of range"),
    ],
)
def test_what_cannot_be_counted_exactly_is_refused_and_never_rounded(unit: str, written: object, reason: str) -> None:
    with pytest.raises(RefusedValue, match=reason):
        UNITS[unit].count(written)


@given(st.sampled_from(list(UNITS.values())), st.integers(-(10**12), 10**12))
def test_a_count_written_plainly_is_counted_back_the_same(unit: Unit, count: int) -> None:
    written = unit.plain(count) + ("%" if unit.percent else "")
    assert unit.count(written) == count
    assert not written.removesuffix("%").endswith(".")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_yuan_and_fen_agree(yuan: Decimal) -> None:
    assert UNITS["CNY"].count(str(yuan)) == yuan * 100


@pytest.mark.parametrize(
    ("unit", "count", "zh", "en"),
    [
        ("CNY", 1769912, "17699.12元", "17699.12 yuan"),
        ("CNY", 2000000, "20000元", "20000 yuan"),
        ("CNY", 0, "0元", "0 yuan"),
        ("m2", 14000, "140㎡", "140 ㎡"),
        ("ratio", 12000, "12%", "12%"),
        ("ratio", 2525, "2.525%", "2.525%"),
        ("vehicles", 5000, "5000台", "5000 vehicles"),
    ],
)
def test_a_count_is_shown_with_its_unit_and_no_idle_zeros(unit: str, count: int, zh: str, en: str) -> None:
    assert UNITS[unit].show(count, "zh") == zh
    assert UNITS[unit].show(count, "en") == en
