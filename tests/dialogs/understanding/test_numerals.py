from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.numerals import number

DIGITS = "零一二三四五六七八九"
SCALES = ((100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))


def in_words(value: int) -> str:
    """A whole number as it is written in full, 一十 for ten at the front of it as well."""
    if value < 10:
        return DIGITS[value]
    scale, sign = next(one for one in SCALES if one[0] <= value)
    above, below = divmod(value, scale)
    gap = "零" if 0 < below < scale // 10 else ""
    return in_words(above) + sign + (gap + in_words(below) if below else "")


@given(st.integers(0, 999_999_999_999))
def test_a_number_written_in_full_is_read(value: int) -> None:
    assert number(in_words(value)) == value


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([scale for scale in SCALES if scale[0] > 10]))
def test_the_last_scale_may_be_left_out(first: int, second: int, scale: tuple[int, str]) -> None:
    assert number(DIGITS[first] + scale[1] + DIGITS[second]) == first * scale[0] + second * scale[0] // 10


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("八万五", 85_000), ("15万9千8", 159_800), ("12.8万", 128_000), ("一百六十万", 1_600_000), ("1e3", 1000),
        ("24万98", 249_800), ("17万9800", 179_800), ("一万零五百", 10_500), ("1万零5百", 10_500), ("3k", 3000),
        ("两个亿五", 250_000_000), ("十二点八万", 128_000), ("20w", 200_000), ("1,234.5", Decimal("1234.5")),
        ("二零二四", 2024), ("俩", 2),
    ],
)  # fmt: skip
def test_a_numeral_means(numeral: str, value: Decimal) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize("numeral", ["1e99999", "9" * 31])
def test_what_is_beyond_any_use_is_infinite(numeral: str) -> None:
    assert number(numeral) == Decimal("Infinity")


@pytest.mark.parametrize("numeral", ["", "万事", "三5"])
def test_what_is_no_numeral_has_no_value(numeral: str) -> None:
    assert number(numeral) is None
