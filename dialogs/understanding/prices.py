"""Prices that a sentence leaves to be reckoned: 标价12000打八折再减500 is 9100, 4999的冰箱和6999的电视 is 11998."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dialogs.understanding.numerals import DIGITS, number
from dialogs.understanding.quantities import Located, Quantity

_DIGIT = "".join(DIGITS)
_DISCOUNT = re.compile(
    rf"(?:打了?|享受?|全场)?\s?(?P<tenths>\d(?:\.\d)?|\d\d|[{_DIGIT}]{{1,2}}|[{_DIGIT}]点[{_DIGIT}])折"
)
_TAKEN_OFF = re.compile(r"(?:再|又|还|另外|立|直|满)*(?:减|便宜|优惠|降|抹零?|抵|折|免)(?:了|掉|去)?\s?$")
_CHANGED_TO = re.compile(
    r"[^,，。;；]{0,4}?(?:砍|降|讲|谈|还|折|便宜|优惠|减|杀|做|搞|涨|升|增长?|增加)价?(?:到|成|至)了?\s?$"
)
_ADDED = re.compile(
    r"\s?(?:的)?[^,，。;；!！?？\d]{0,8}?(?:和|跟|还有|(?P<plus>加上?|\+|外加))\s?(?:[一1]?[个台部套件])?\s?"
)
_FAR = 16
_MONEY = ("CNY", None)


def reckoned(found: Sequence[Located], sentence: str) -> list[Located]:
    """The amounts of a sentence, sums and discounts carried out where the sentence states all of them."""
    prices: list[Located] = []
    for one in found:
        if one.quantity.dimension not in _MONEY:
            continue
        last = prices[-1] if prices else None
        if last is None or not _both_are_points(last, one) or one.start - last.end > _FAR:
            prices.append(one)
            continue
        between = _discounted(prices, sentence, one.start)
        last = prices[-1]
        if _TAKEN_OFF.search(between) and _known(one.quantity) <= _known(last.quantity):
            prices[-1] = _joined(last, one, -_known(one.quantity))
        elif _CHANGED_TO.match(between):
            prices[-1] = Located(one.quantity, last.start, one.end)
        elif (added := _ADDED.fullmatch(between)) and (added["plus"] or _attributive(sentence, last, one)):
            prices[-1] = _joined(last, one, _known(one.quantity))
        else:
            prices.append(one)
    if prices:
        _discounted(prices, sentence, len(sentence))
    return [*prices, *(one for one in found if one.quantity.dimension not in _MONEY)]


def _discounted(prices: list[Located], sentence: str, until: int) -> str:
    """Apply a discount that follows the last price; returns the text that is left before ``until``."""
    last = prices[-1]
    match = _DISCOUNT.search(sentence, last.end, min(until, last.end + _FAR))
    rate = _rate(match["tenths"]) if match else None
    if match is None or rate is None:
        return sentence[last.end : until]
    prices[-1] = Located(last.quantity.times(rate, last.quantity.dimension), last.start, match.end())
    return sentence[match.end() : until]


def _rate(tenths: str) -> Decimal | None:
    """八 and 8 are 0.8; 八五, 85 and 8.5 are 0.85."""
    if all(digit in DIGITS for digit in tenths):
        tenths = "".join(str(DIGITS[digit]) for digit in tenths)
    value = Decimal(tenths) if tenths.replace(".", "", 1).isdecimal() else number(tenths)
    if value is None or value <= 0:
        return None
    return value / (100 if value >= 10 else 10)


def _both_are_points(first: Located, second: Located) -> bool:
    return _is_point(first.quantity) and _is_point(second.quantity)


def _is_point(quantity: Quantity) -> bool:
    return quantity.low is not None and quantity.low == quantity.high


def _known(quantity: Quantity) -> Decimal:
    assert quantity.low is not None
    return quantity.low


def _joined(first: Located, second: Located, difference: Decimal) -> Located:
    amount = _known(first.quantity) + difference
    return Located(replace(first.quantity, low=amount, high=amount, dimension="CNY"), first.start, second.end)


def _attributive(sentence: str, *amounts: Located) -> bool:
    """Whether each amount is the price of a thing named after it: 4999的冰箱."""
    return all(re.match(r"\s?的", sentence[one.end :]) for one in amounts)
