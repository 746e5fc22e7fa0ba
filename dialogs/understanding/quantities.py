"""Amounts in running text, as spans: 二十万左右, 二十多万, 5到8万, 不到三千, 89平, 2.0T, 12%."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from dialogs.understanding.numerals import (
    DIGITS,
    NUMERAL,
    last_place,
    number,
    scale,
    trailing_scale,
)

ROUGHLY = Decimal("0.05")
"""左右 means five percent up or down."""

_PERCENT = Decimal("0.01")
_UNITS: dict[str, tuple[str, Decimal]] = {
    word.replace("_", " "): (dimension, Decimal(factor))
    for dimension, factor, words in (
        ("CNY", "1", "块钱 块 元钱 元 圆 人民币 rmb yuan cny kuai"),
        ("CNY", "1000", "thousand_yuan thousand_rmb thousand k_yuan"),
        ("CNY", "1000000", "million_yuan million_rmb million"),
        ("m2", "1", "平方米 平米 平方 平 m2 sqm sq_m square_metres square_meters square_metre square_meter"),
        ("L", "1", "升 l t 排量 litres litre liters liter"),
        ("L", "0.001", "毫升 ml cc"),
        ("ratio", "0.01", "% 个百分点 百分点 个点 percent per_cent"),
        ("ratio", "0.1", "成"),
        ("people", "1", "个人 口人 口 人 位 名 people"),
        ("count", "1", "个孩子 个 娃 孩子 孩 胎 children child kids kid sons son daughters daughter boys girls"),
        ("count", "1", "个儿子 儿子 个女儿 女儿 个男孩 男孩 个女孩 女孩 个男娃 男娃 个女娃 女娃"),
        ("count", "1", "个小子 小子 个丫头 丫头 个宝 宝"),
        ("years", "1", "年 years year"),
        ("vehicles", "1", "台 辆 部 cars vehicles scrapped_vehicles scrapped_cars"),
        ("events", "1", "场 次 届 events promotions live_streams big_live_streams large_live_streams livestreams"),
        ("", "1", "公里 里地 千米 米 km 月 日 号 天 岁 折 级 座 分 小时 点钟"),
        (
            "",
            "1",
            "days day weeks week months month hours hour minutes seats seater kilometres kilometers kwh inch inches",
        ),
    )
    for word in words.split()
}
_BELOW = ("不到", "不足", "不满", "没到", "低于", "少于", "小于", "less than", "under", "below")
_AT_MOST = ("不超过", "不高于", "不多于", "至多", "最多", "顶多", "at most", "up to", "以内", "之内", "及以下", "以下")
_AT_LEAST = ("不低于", "不少于", "至少", "最少", "起码", "at least", "及以上", "以上", "往上", "起步", "起")
_ABOVE = ("超过", "大于", "多于", "高于", "more than", "over", "above")
_ABOUT_BEFORE = ("大概", "大约", "差不多", "将近", "接近", "约", "近", "快", "about", "around", "roughly")
_ABOUT = (*_ABOUT_BEFORE, "左右", "上下", "前后", "来")
_SOMEWHAT_MORE = ("多点", "多", "余", "几", "出头")


def _any(*words: str) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_EXPRESSION = re.compile(
    rf"(?P<before>{_any('between', *_BELOW, *_AT_MOST, *_AT_LEAST, *_ABOVE, *_ABOUT_BEFORE)})?\s?"
    rf"(?P<minus>负|(?<![\d百千万亿kw元块%平升])-)?(?P<percent>百分之)?"
    rf"(?P<numeral>{NUMERAL}|[几数](?=[十百千万亿]))"
    rf"(?P<inside>[多来几余](?=[十百千万亿kw]))?(?P<scale>[十百千万亿kw]*)"
    rf"(?P<more>多|来(?!的)|几|余)?\s?(?:(?!成[交本都为品])(?P<unit>{_any(*_UNITS)})(?![a-z税])(?P<half>半|(?<=成)[一二三四五六七八九])?)?\s?"
    rf"(?P<after>{_any(*_BELOW, *_AT_MOST, *_AT_LEAST, '左右', '上下', '前后', '多点', '多', '出头')})?"
)
_FROM = "从"
_TO = re.compile(r"\s?(?:到|至|~|-|–|—|to)\s?")
_AND = re.compile(r"\s?(?:and|-)\s?")
_NEIGHBOURS = re.compile(rf"(.*?)([{''.join(DIGITS)}])([{''.join(DIGITS)}])([十百千万亿]*)")
_BEFORE_BARE = frozenset("车是有约共花交卖买了价款给得的才就要为计到至近快概们我")
_BEFORE_BARE_IN_ENGLISH = re.compile(r"\b(?:have|has|had|is|are|was|for|at|of|pay|paid|costs?|only|just|got)$")
_NAMED_AFTER = frozenset("款版型系热班平路室栋楼线医页届家频房亿万")
"""What makes a long number part of a name: 2024款, 12345热线."""

_LONG = re.compile(r"(?!(?:19|20)\d\d$)\d{3,}")  # not a year: 2025国补
_MODEL = re.compile(r"\d{1,2}")  # 手环9, 苹果17
_AFTER_BARE = frozenset("吧呢啊呀呗哦哈嘛的了到至能补给领享可打减加再还够买整一")


@dataclass(frozen=True)
class Quantity:
    """What an expression says: from ``low`` to ``high``, None where it does not say; open ends exclude the number.

    ``dimension`` is a unit's name as facts use it, None for a bare number, empty for something no fact counts.
    """

    low: Decimal | None
    high: Decimal | None
    dimension: str | None
    low_is_open: bool = False
    high_is_open: bool = False

    def times(self, factor: Decimal, dimension: str | None) -> Quantity:
        """The same span counted in something else."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return replace(self, low=low, high=high, dimension=dimension)

    def negated(self) -> Quantity:
        low = None if self.high is None else -abs(self.high)
        high = None if self.low is None else -abs(self.low)
        return Quantity(low, high, self.dimension, self.high_is_open, self.low_is_open)


class Located(NamedTuple):
    """An amount and where its expression stands."""

    quantity: Quantity
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """Every amount in a normalised text; two that are joined to a range are one."""
    return [one.quantity for one in located_quantities(text)]


def located_quantities(text: str) -> list[Located]:
    """Every amount in a normalised text with its place, in order."""
    found: list[Located] = []
    earlier: tuple[Quantity, re.Match[str]] | None = None
    for match in _EXPRESSION.finditer(text):
        quantity = _quantity(match)
        if quantity is None:
            earlier = None
            continue
        joined = earlier is not None and _joined(earlier[1], match)
        if joined and earlier and text[earlier[1].start() - 1 : earlier[1].start()] == _FROM:
            found = [one for one in found if one.quantity is not earlier[0]]
            earlier = None
            continue
        span = _range(*earlier, quantity, match) if joined and earlier else None
        if span:
            start = _start(earlier[1] if earlier else match)
            if found and earlier and found[-1].quantity is earlier[0]:
                start = found.pop().start
            found.append(Located(span, start, _end(match)))
        elif quantity.dimension is not None or _stands_alone(match):
            found.append(Located(quantity, _start(match), _end(match)))
        earlier = (span or quantity), match
    return found


def _start(match: re.Match[str]) -> int:
    """Where an expression begins, without the blank before it."""
    return match.start() + (match[0][0] == " ")


def _end(match: re.Match[str]) -> int:
    """Where an expression ends, without the blank after it."""
    return match.end() - (match[0][-1] == " ")


def _joined(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two expressions are the ends of a range: 5到8万, between 5 and 8k. 从4万涨到5万 is a change."""
    joiner = _AND if first["before"] == "between" else _TO
    return joiner.fullmatch(first.string, first.end(), second.start()) is not None


def _quantity(match: re.Match[str]) -> Quantity | None:
    numeral, unit = match["numeral"], match["unit"]
    dimension, factor = _UNITS[unit] if unit else (None, Decimal(1))
    if match["percent"]:
        dimension, factor = "ratio", Decimal("0.01")
    factor *= scale(match["scale"])
    span = _spoken_span(numeral)
    if span is None:
        return None
    low, high = span[0], span[1]
    quantity = Quantity(low * factor, high * factor, dimension, high_is_open=numeral in ("几", "数"))
    if match["minus"]:
        quantity = Quantity(-high * factor, -low * factor, dimension)
    if half := match["half"]:  # 八十九平半, 一成五
        beyond = factor / 2 if half == "半" else factor * DIGITS[half] / 10
        quantity = replace(quantity, low=low * factor + beyond, high=high * factor + beyond)
    more = match["inside"] or match["more"] or ""
    if more in _SOMEWHAT_MORE or match["after"] in _SOMEWHAT_MORE:
        return replace(quantity, high=(high + last_place(numeral, high)) * factor, high_is_open=True)
    return _bounded(quantity, match["before"] or match["after"] or more)


def _spoken_span(numeral: str) -> tuple[Decimal, Decimal] | None:
    """One number, or two neighbours said as one: 五六万, 十七八个."""
    if numeral in ("几", "数"):
        return Decimal(2), Decimal(10)
    if found := _NEIGHBOURS.fullmatch(numeral):
        first, second = DIGITS[found[2]], DIGITS[found[3]]
        if first > 0 and (second == first + 1 or (first, second) == (3, 5)):
            low, high = number(found[1] + found[2] + found[4]), number(found[1] + found[3] + found[4])
            return (low, high) if low is not None and high is not None else None
    value = number(numeral)
    return None if value is None else (value, value)


def _bounded(quantity: Quantity, word: str) -> Quantity:
    """A number narrowed or widened by the word before or after it."""
    low, high = quantity.low, quantity.high
    assert low is not None and high is not None
    if word in _BELOW:
        return replace(quantity, low=None, high_is_open=True)
    if word in _AT_MOST:
        return replace(quantity, low=None)
    if word in _AT_LEAST:
        return replace(quantity, high=None)
    if word in _ABOVE:
        return replace(quantity, high=None, low_is_open=True)
    if word in _ABOUT and low.is_finite() and high.is_finite():
        return replace(quantity, low=low - abs(low) * ROUGHLY, high=high + abs(high) * ROUGHLY)
    return quantity


def _range(
    first: Quantity, first_match: re.Match[str], second: Quantity, second_match: re.Match[str]
) -> Quantity | None:
    """Two amounts as the ends of one: the first borrows the unit and the scale of the second, as in 5到8万."""
    low, high = first.low, second.high
    if low is None or high is None or first.dimension not in (None, second.dimension):
        return None
    borrowed = Decimal(scale(trailing_scale(second_match["numeral"] + second_match["scale"])))
    if not trailing_scale(first_match["numeral"] + first_match["scale"]) and low * borrowed < high:
        low *= borrowed
    if first.dimension is None and second_match["unit"]:
        low *= _UNITS[second_match["unit"]][1]
    return Quantity(low, high, second.dimension) if low <= high else None


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a number without a unit is one, rather than part of a word or a name: not 双十一, 理想L9, 五一."""
    numeral = match["numeral"] + match["scale"]
    if trailing_scale(numeral) or any(sign in numeral for sign in "百千万亿"):
        return True
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    after = "" if match[0][-1] == " " else after
    if after.isalnum() and after not in _AFTER_BARE:
        return _LONG.fullmatch(numeral) is not None and not (before + after).isascii() and after not in _NAMED_AFTER
    if match["before"] or match["minus"]:
        return True
    if numeral[0].isdecimal():
        said_before = before in _BEFORE_BARE or _BEFORE_BARE_IN_ENGLISH.search(text, 0, match.start()) is not None
        return not _MODEL.fullmatch(numeral) or not before.isalnum() or said_before
    spelled_out = len(numeral) > 1 and "十" not in numeral
    return not spelled_out and (not before.isalnum() or before in _BEFORE_BARE)


def percentages(found: list[Quantity]) -> list[Quantity]:
    """Bare numbers as percentages: a question about percent is answered 12 as well as 12%."""
    return [quantity.times(_PERCENT, "ratio") if quantity.dimension is None else quantity for quantity in found]
