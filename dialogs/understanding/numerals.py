"""Numerals as people write them: 8.5万, 八万五, 15万9千8, 20w, 十二点八万."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
SCALES = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
LONGEST = 30
_SECTION = 10_000

_DIGIT = "".join(DIGITS)
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
NUMERAL = (
    rf"(?:(?:(?<![a-z\d.第])|(?<=cny)|(?<=rmb)){_ARABIC}(?:e[+-]?\d+)?|(?<![{_DIGIT}十百千万亿第])[{_DIGIT}十])"
    rf"(?:(?<=[\d{_DIGIT}])个(?=[万亿])|\s?[十百千万亿]|(?<=\d)\s?[kw](?![a-z])|点(?=[\d{_DIGIT}])|(?<=[千万亿点])\d{{1,4}}(?!\d)|(?<!\d)(?!(?<=[万千百])一[个台辆套部件])[{_DIGIT}])*"
)
"""A regular expression, without groups, for text in the form that ``normalised`` gives."""

_SCALED = re.compile(rf"({_ARABIC}(?:e[+-]?\d+)?)\s?([十百千万亿kw]*)")
_WITH_POINT = re.compile(rf"(.+)点([\d{_DIGIT}]+)([十百千万亿]*)")
_SHORT_OF_MILLIONS = re.compile(r"(?<=亿)([一二三四五六七八九])$")  # 两亿五
_DECIMALS_OF_TEN_THOUSAND = re.compile(r"(.+)万(\d{2,3})")  # 24万98 is 24.98万
_TRAILING_SCALE = re.compile(r"[百千万亿kw]+$")


def number(numeral: str) -> Decimal | None:
    """The value of a numeral; None if it is not well formed, infinite if it is beyond any use."""
    numeral = numeral.replace(" ", "").replace("个", "")
    if len(numeral) > LONGEST:
        return Decimal("Infinity")
    if found := _SCALED.fullmatch(numeral):
        return _arabic(found[1]) * scale(found[2])
    if found := _WITH_POINT.fullmatch(numeral):
        whole = number(found[1])
        decimals = "".join(str(DIGITS.get(digit, digit)) for digit in found[2])
        return None if whole is None else (whole + Decimal(f"0.{decimals}")) * scale(found[3])
    if (found := _DECIMALS_OF_TEN_THOUSAND.fullmatch(numeral)) and found[2][0] != "0":
        whole = number(found[1])
        return None if whole is None else (whole + Decimal(f"0.{found[2]}")) * SCALES["万"]
    return _chinese(numeral)


def whole_number(numeral: str) -> int | None:
    """The value of a numeral that counts days, months or years."""
    value = Decimal(numeral) if numeral.isdecimal() else number(numeral)
    return int(value) if value is not None and value.is_finite() and value == int(value) else None


def scale(signs: str) -> int:
    """What 万, 百万 or k multiplies by."""
    product = 1
    for sign in signs:
        product *= SCALES[sign]
    return product


def trailing_scale(numeral: str) -> str:
    """The scale that a numeral ends with: 万 in 8万, 百万 in 3百万."""
    found = _TRAILING_SCALE.search(numeral)
    return found[0] if found else ""


def last_place(numeral: str, value: Decimal) -> Decimal:
    """The worth of the last digit that was said: 100 000 in 二十万, 1 000 in 1.2万, 10 in 150."""
    unit = Decimal(scale(trailing_scale(numeral)))
    exponent = (value / unit).normalize().as_tuple().exponent
    return unit.scaleb(exponent) if isinstance(exponent, int) else unit


def _arabic(text: str) -> Decimal:
    mantissa, _, exponent = text.replace(",", "").partition("e")
    if len(exponent) > 4:
        return Decimal("Infinity")
    return Decimal(mantissa).scaleb(int(exponent or 0))


_TOKEN = re.compile(rf"(\d+(?:\.\d+)?)|([{_DIGIT}]+)|([十百千万亿kw])")


def _chinese(numeral: str) -> Decimal | None:
    """Digits with scales between them, the last scale left out or not: 八万五, 15万9千8, 两亿零三百."""
    total = section = Decimal(0)  # what stands before 万 or 亿 is multiplied as a whole
    digit: Decimal | None = None
    before = 0
    end = 0
    after_zero = False
    for match in _TOKEN.finditer(numeral):
        if match.start() != end:
            return None
        end = match.end()
        if sign := match[3]:
            by = SCALES[sign]
            if by < _SECTION:
                section += (Decimal(1) if digit is None else digit) * by
            elif by == _SECTION:
                total, section = total + (section + (digit or 0)) * by, Decimal(0)
            else:
                total, section = (total + section + (digit or 0)) * by, Decimal(0)
            digit, before, after_zero = None, by, False
        elif digit:
            return None
        else:
            said = match[1] or "".join(str(DIGITS[one]) for one in match[2])
            after_zero, digit = said.startswith("0") or digit == 0, Decimal(said)
    if not numeral or end != len(numeral):
        return None
    if digit is not None and 0 < digit < 10 and digit == int(digit) and not after_zero and before > 1:
        digit *= before // 10  # 八万五 leaves out 千
    return total + section + (digit or 0)
