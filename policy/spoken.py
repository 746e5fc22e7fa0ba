"""Spans of days and amounts in words, in their shortest natural form."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from policy.calendar import month_span, year_span
from policy.shape import Language
from policy.units import Unit


class Ends(NamedTuple):
    """A span, both ends included. An end that only marks how far a value can plausibly go is none."""

    low: int
    high: int
    starts: bool = True
    stops: bool = True


def say_days(ends: Ends, language: Language) -> str:
    """A day, a month, a year, a span of days, or all days from one on or up to one."""
    low, high, starts, stops = ends
    zh = language == "zh"
    if low != high and starts and not stops:
        return f"{say_day(low, language)}起" if zh else f"from {say_day(low, language)}"
    if low != high and stops and not starts:
        return f"不晚于{say_day(high, language)}" if zh else f"by {say_day(high, language)}"
    return _whole_period(low, high, language) or _both_days(low, high, language)


def say_day(day: int, language: Language) -> str:
    """2023年10月5日, or 2023-10-05 in English."""
    shown = date.fromordinal(day)
    return f"{shown.year}年{shown.month}月{shown.day}日" if language == "zh" else shown.isoformat()


def _whole_period(low: int, high: int, language: Language) -> str | None:
    first = date.fromordinal(low)
    if low == high:
        return say_day(low, language)
    if (low, high) == year_span(first.year):
        return f"{first.year}年" if language == "zh" else f"{first.year}"
    if (low, high) == month_span(first.year, first.month):
        return f"{first.year}年{first.month}月" if language == "zh" else f"{first.year}-{first.month:02}"
    return None


def _both_days(low: int, high: int, language: Language) -> str:
    first, last = date.fromordinal(low), date.fromordinal(high)
    if language == "en":
        return f"{first.isoformat()} to {last.isoformat()}"
    if first.year == last.year:
        return f"{say_day(low, language)}至{last.month}月{last.day}日"
    return f"{say_day(low, language)}至{say_day(high, language)}"


def say_amounts(ends: Ends, unit: Unit, language: Language) -> str:
    """An amount, a span of amounts, or all amounts from one on or up to one.

    A span that stops one part short of a round sum is said with the sum: 不到339000元, not 不超过338999.99元.
    """
    low, high, starts, stops = ends
    zh = language == "zh"
    if low == high:
        return unit.show(low, language)
    lower, upper = _lower(low, unit, language), _upper(high, unit, language)
    if starts and stops:
        return f"{lower}、{upper}" if zh else f"{lower}, {upper}"
    if starts:
        return lower
    if stops:
        return upper
    return (
        f"{unit.plain(low)}至{unit.show(high, language)}" if zh else f"{unit.plain(low)} to {unit.show(high, language)}"
    )


def _lower(low: int, unit: Unit, language: Language) -> str:
    if _is_round(low - 1, unit):
        return (
            f"超过{unit.show(low - 1, language)}" if language == "zh" else f"more than {unit.show(low - 1, language)}"
        )
    return f"{unit.show(low, language)}及以上" if language == "zh" else f"{unit.show(low, language)} or more"


def _upper(high: int, unit: Unit, language: Language) -> str:
    if _is_round(high + 1, unit):
        return (
            f"不到{unit.show(high + 1, language)}" if language == "zh" else f"less than {unit.show(high + 1, language)}"
        )
    return f"不超过{unit.show(high, language)}" if language == "zh" else f"up to {unit.show(high, language)}"


def _is_round(count: int, unit: Unit) -> bool:
    whole = unit.scale // 100 if unit.percent else unit.scale
    return whole > 1 and count % whole == 0
