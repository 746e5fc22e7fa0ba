"""How people name a day, a month or a year in Chinese: in digits, in numerals, in words that count from today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.understanding.numerals import DIGITS, whole_number
from policy.domain import Span
from policy.fact import EARLIEST, LATEST

_YEARS = {
    "今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2,
}  # fmt: skip
_MONTHS = {
    "这个月": 0, "本月": 0, "上个月": -1, "上月": -1, "上上个月": -2, "下个月": 1, "下月": 1,
}  # fmt: skip
_WEEKS = {
    "这周": 0, "本周": 0, "这个星期": 0, "上周": -1, "上星期": -1, "上个星期": -1, "上礼拜": -1,
    "这礼拜": 0, "下周": 1, "下星期": 1, "下个星期": 1, "下礼拜": 1, "下个礼拜": 1,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日天"
_DAYS = {
    "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_PARTS_OF_MONTH = {
    "上旬": (1, 10), "月初": (1, 10), "初": (1, 10), "中旬": (11, 20), "月中": (11, 20), "下旬": (21, 31),
    "月底": (21, 31), "月末": (21, 31), "底": (21, 31), "末": (21, 31),
}  # fmt: skip
_PARTS_OF_YEAR = {
    "上半年": (1, 6), "下半年": (7, 12), "年初": (1, 3), "年中": (5, 8), "年底": (10, 12), "年末": (10, 12),
    "开春": (2, 4), "春天": (3, 5), "夏天": (6, 8), "秋天": (9, 11),
    "初": (1, 3), "底": (10, 12), "末": (10, 12),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_COUNT = rf"[{''.join(DIGITS)}十]"
_TWO = rf"(?:\d{{1,2}}|{_COUNT}{{1,3}})"
_YEAR = (
    rf"(?:(?P<year>(?<!\d)\d{{4}}|(?<!{_COUNT})[二一][{''.join(DIGITS)}]{{3}}"
    rf"|(?:(?<!\d)\d\d|(?<!{_COUNT})[零一二九][零一二三四五六七八九])(?=年(?![前后多来以左])))年度?"
    rf"|(?P<year_word>{_any(_YEARS)}))"
)
_MONTH = rf"(?:(?P<month>(?<![\d万千]){_TWO})月份?|(?P<month_word>{_any(_MONTHS)}))"
_DAY = rf"(?:(?P<day>(?<!\d){_TWO})[日号](?!楼)|(?P<part>{_any(_PARTS_OF_MONTH)}))"
_DATE = re.compile(
    rf"(?P<before>不晚于|截至|截止到?|最晚|最迟|by|before|until|after|since)?\s?(?:"
    r"(?P<iso_year>(?<!\d)(?:19|20)\d\d)(?P<mark>[-/.])(?P<iso_month>\d{1,2})(?:(?P=mark)(?P<iso_day>\d{1,2}))?(?!\d)"
    r"|(?P<compact>(?<!\d)(?:19|20)\d{6}(?!\d))"
    r"|(?P<first>(?<![\d/.-])\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<last_year>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<day_word>{_any(_DAYS)})|(?P<week_word>{_any(_WEEKS)})(?P<weekday>[{_WEEKDAYS}])?"
    rf"|(?P<days_ago>(?<!\d){_TWO})天(?:以|之)?前"
    rf"|(?P<years_ago>(?<![\d{''.join(DIGITS)}])(?:\d{{1,2}}|十?{_COUNT}))年(?:以|之)?前"
    r"|(?P<short_month>(?<![\d.])\d{1,2})[-/.](?P<short_day>\d{1,2})(?![\d.%升lt万w元])"
    rf"|(?={_COUNT}|\d|[这本上下今去前大明后月年初中第一二三四q开春夏秋])"
    rf"{_YEAR}?\s?的?[,，]?\s?第?(?:(?P<season>{_any(_PARTS_OF_YEAR)})|{_MONTH}?\s?的?\s?{_DAY}?)"
    r"|(?P<bare_year>(?<![\d.])(?:19|20)\d\d(?![\d.元块万]|\s?(?:yuan|rmb|cny)))"
    r")\s?(?P<after>及?(?:以|之)?前(?!天|年|后)|(?:以|之)?后(?!天|年)|起|开始|以来|至今|左右|前后)?"
)
_SHORT_PARTS = ("初", "底", "末")
_WITHOUT_SIGN = re.compile(
    rf"(?<=月)(?:[12]\d|3[01]|0?[1-9](?!\d)|二十{_COUNT}?|三十一?|十{_COUNT}?)(?=[\s,。的在到去买提报卖过上开拆换以]|$)"
)
_LISTED = re.compile(rf"(?<![\d\-/.])({_TWO})\s?(到|至|-|~|、|或者?)\s?(?={_TWO}(月|日|号))")


@dataclass(frozen=True)
class SpokenDate:
    """What was said of a date. Year, months and days may each be left to the context; ``exact`` leaves nothing.

    ``before`` and ``after`` are the words that bound it: 截至, 以前, 左右.
    """

    words: str
    year: int | None = None
    months: Span | None = None
    days: Span | None = None
    exact: Span | None = None
    start: int = 0
    end: int = 0
    before: str = ""
    after: str = ""


def written_out(text: str) -> str:
    """Months and days each with their own sign: 7月到9月 for 7到9月, 7月15日 for 7月15."""
    return _WITHOUT_SIGN.sub(r"\g<0>日", _LISTED.sub(r"\1\3\2", text))


def spoken_dates(text: str, today: date) -> Iterator[SpokenDate]:
    """Every date that a normalised text names in digits or in Chinese, in order."""
    for match in _DATE.finditer(text):
        year, months, days, exact = _parts(match, today)
        if year is None and months is None and days is None and exact is None:
            continue
        yield SpokenDate(
            match[0].strip(), year, months, days, exact,
            match.start(), match.end(), match["before"] or "", match["after"] or "",
        )  # fmt: skip


_Parts = tuple[int | None, Span | None, Span | None, Span | None]
_NOTHING: _Parts = (None, None, None, None)


def _parts(match: re.Match[str], today: date) -> _Parts:
    """Year, months, days and exact span of a match."""
    if match["iso_year"]:
        return _in_digits(match["iso_year"], match["iso_month"], match["iso_day"])
    if compact := match["compact"]:
        return _in_digits(compact[:4], compact[4:6], compact[6:])
    if match["last_year"]:
        return _year_last(int(match["first"]), int(match["second"]), int(match["last_year"]))
    if match["day_word"]:
        return _exactly(today + timedelta(_DAYS[match["day_word"]]))
    if match["days_ago"]:
        days = whole_number(match["days_ago"])
        return _NOTHING if days is None else _exactly(today - timedelta(days))
    if match["week_word"]:
        monday = today + timedelta(7 * _WEEKS[match["week_word"]] - today.weekday())
        if match["weekday"]:
            return _exactly(monday + timedelta(min(_WEEKDAYS.index(match["weekday"]), 6)))
        return _exactly(monday, monday + timedelta(6))
    if match["years_ago"]:
        years = whole_number(match["years_ago"])
        return _NOTHING if years is None else (today.year - years, None, None, None)
    if match["short_month"]:
        month, day = int(match["short_month"]), int(match["short_day"])
        return (None, (month, month), (day, day), None) if 1 <= month <= 12 and 1 <= day <= 31 else _NOTHING
    if match["bare_year"]:
        return int(match["bare_year"]), None, None, None
    return _composed(match, today)


def _in_digits(year: str | None, month: str, day: str | None) -> _Parts:
    return int(year) if year else None, (int(month), int(month)), (int(day), int(day)) if day else None, None


def _year_last(first: int, second: int, year: int) -> _Parts:
    """18/6/2025 and 6/18/2025 are one day; of 5/6/2025 nobody knows which the month is, so it is either of them."""
    if first != second and max(first, second) <= 12:
        return year, (min(first, second), max(first, second)), None, None
    month, day = min(first, second), max(first, second)
    return year, (month, month), (day, day), None


def _exactly(first: date, last: date | None = None) -> _Parts:
    return None, None, None, (first.toordinal(), (last or first).toordinal())


def _composed(match: re.Match[str], today: date) -> _Parts:
    """Year, months and days of a date that is put together from them."""
    year: int | None = None
    if match["year"]:
        year = _full_year(whole_number(match["year"]))
        if year is None:
            return _NOTHING
    elif match["year_word"]:
        year = today.year + _YEARS[match["year_word"]]
    if match["season"]:
        lone = match["season"] in _SHORT_PARTS and year is None
        return _NOTHING if lone else (year, _PARTS_OF_YEAR[match["season"]], None, None)
    months: Span | None = None
    if match["month_word"]:
        year, month = shifted(today, _MONTHS[match["month_word"]])
        months = month, month
    elif match["month"]:
        month = whole_number(match["month"]) or 0
        months = month, month
    if match["part"]:
        lone = match["part"] in _SHORT_PARTS and months is None
        return _NOTHING if lone else (year, months, _PARTS_OF_MONTH[match["part"]], None)
    if match["day"]:
        day = whole_number(match["day"]) or 0
        return (year, months, (day, day), None) if months or 1 <= day <= 31 else _NOTHING
    return year, months, None, None


def _full_year(year: int | None) -> int | None:
    """2023 for 23, 1998 for 98, None for what is neither."""
    if year is None or year >= 100:
        return year
    return 2000 + year if year <= LATEST.year % 100 else 1900 + year if year >= EARLIEST.year % 100 else None


def shifted(today: date, months: int) -> tuple[int, int]:
    """Year and month so many months from today."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1
