"""An answer to the question that is being asked."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from math import ceil, floor

from dialogs.understanding.dates import located_dates, read_dates
from dialogs.understanding.options import vocabulary
from dialogs.understanding.prices import reckoned
from dialogs.understanding.quantities import ROUGHLY, Quantity, located_quantities, percentages
from dialogs.understanding.text import core, normalised
from dialogs.understanding.yes_no import is_no, read_yes_no
from dialogs.values import understood
from policy.domain import Domain
from policy.fact import Fact
from policy.problems import RefusedValue


class DontKnow(Enum):
    """The type of the one answer that narrows nothing but closes the question."""

    DONT_KNOW = "do not know"


DONT_KNOW = DontKnow.DONT_KNOW

_NOT_KNOWN = re.compile(
    r"不太?清楚|不太?知道|不晓得|不太?了解|忘记?了?|不太?记得了?|记不(?:太?清|得|住)楚?了?|想不起来?了?|"
    r"不造(?![成假])|不明白|说不(?:准|上来?|清楚?)|不好说|没印象了?|没注意|不太?确定|拿不准|跳过|不详|"
    r"(?:i )?(?:don'?t|do not|can'?t) (?:know|remember)|not sure|no idea|\b(?:idk|skip|unknown|forgot(?:ten)?)\b"
)
_GUESS = re.compile(r"大概|大约|好像|应该|估计|反正|about|around|maybe|probably|perhaps|i think|but")
_ASKING_BACK = re.compile(r"[?？吗]|怎么|什么|为什么|啥|咋|能补|能领|给补|哪里|哪儿查|how|what|why")
_TALK_AROUND = 10
"""So many characters around "I do not know" may only say what is not known; more may say something else."""
_SPELLS_A_DATE = re.compile(r"[年月日号]|[a-z]{2}")
"""What is in a date that is no number: since 2016, but not 1.5."""
_RANGE = re.compile(r"(?=.*\d)[-\d.%]*\.\.[-\d.%]*")
_MOST_PERCENT = 10_000
"""A bare number beyond this is no percentage: who says 5000万 speaks of money."""
_MOST_BARE = 1000
"""A bare number beyond this and beyond what a fact can be was not said of it."""
_COUNTED = frozenset(("count", "people", "vehicles", "events"))
_DECREASE = re.compile(r"下降|降了?|跌了?|减少|下滑|负增长|少了|down|fell|decreas")
_NOTHING = re.compile(r"(?:一分钱?|一个)?(?:也|都)?(?:没有?|未|无)(?:交|缴|花|掏|有)?(?:孩子|小孩|娃|子女|过|税|钱)?")


def read_answer(fact: Fact, text: str, asked_on: date) -> Domain | DontKnow | None:
    """What a text says about the fact that is being asked; None if it says nothing that is certain.

    Raises RefusedValue for what is certainly wrong: a day that does not exist, a price below nothing.
    """
    answer = normalised(text)
    said = _NOT_KNOWN.sub("", answer)
    if said == answer:
        return _read(fact, answer, asked_on)
    guess = _GUESS.search(said)
    guessed = _read(fact, said[guess.start() :], asked_on) if guess else None
    if guessed is not None:
        return guessed
    only_says_so = len(core(said)) <= _TALK_AROUND and not _ASKING_BACK.search(said)
    return DONT_KNOW if only_says_so else None


def _read(fact: Fact, answer: str, asked_on: date) -> Domain | None:
    if fact.kind == "choice":
        return vocabulary(fact).read(answer)
    if fact.kind == "yes_no":
        return read_yes_no(fact, answer)
    if _RANGE.fullmatch(answer):
        return understood(fact, [answer])
    found = read_dates(answer, asked_on) if fact.kind == "date" else _read_amount(fact, answer, asked_on)
    return None if found is None else _plausible(fact, found, answer)


def _read_amount(fact: Fact, answer: str, asked_on: date) -> Domain | None:
    dates = [one for one in located_dates(answer, asked_on) if _SPELLS_A_DATE.search(answer[one.start : one.end])]
    found = [
        one.quantity
        for one in reckoned(located_quantities(answer), answer)
        if not any(one.start < day.end and day.start < one.end for day in dates)
    ]
    if fact.unit == "ratio":
        found = percentages([one for one in found if one.high is None or one.high < _MOST_PERCENT])
        if _DECREASE.search(answer):
            found = [quantity.negated() for quantity in found]
    dimensions = _COUNTED if fact.unit in _COUNTED else {fact.unit}
    meant = [q for q in found if q.dimension in dimensions] or [q for q in found if q.dimension is None]
    if fact.universe.holds(0) and any(_says_none(part) for part in (answer, *re.split(r"[\s,，]", answer))):
        return Domain.of(0)
    if fact.unit != "CNY":  # 20万 is no engine size but a sum of money, whatever it is of
        meant = [one for one in meant if one.dimension is not None or not _is_beyond(fact, one)]
    domains = [counted(fact, quantity) for quantity in meant]
    return domains[-1] if domains and all(_as_good_as(domain, domains[-1]) for domain in domains) else None


def _is_beyond(fact: Fact, quantity: Quantity) -> bool:
    most = max(fact.universe.high // fact.measure.scale, _MOST_BARE)
    return quantity.low is not None and quantity.low > most


def _says_none(answer: str) -> bool:
    said = core(answer)
    return is_no(said) or _NOTHING.fullmatch(said) is not None


def _as_good_as(first: Domain, second: Domain) -> bool:
    """Whether one amount only says the other more exactly: 小二百万，一百九十八万."""
    if not first or not second:
        return first == second
    ends = ((first.low, second.low), (first.high, second.high))
    return all(abs(one - other) <= ROUGHLY * abs(other) for one, other in ends)


def counted(fact: Fact, quantity: Quantity) -> Domain:
    """A quantity as counts of the fact's smallest part: only whole parts, open ends left out."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return fact.parse(str(low))
    unit, everything = fact.measure, fact.universe
    lowest = everything.low if low is None else ceil(unit.decimal(low) * unit.scale)
    highest = everything.high if high is None else floor(unit.decimal(high) * unit.scale)
    if low is not None and quantity.low_is_open and Decimal(lowest) == low * unit.scale:
        lowest += 1
    if high is not None and quantity.high_is_open and Decimal(highest) == high * unit.scale:
        highest -= 1
    return Domain.between(lowest, highest)


def _plausible(fact: Fact, found: Domain, answer: str) -> Domain:
    """What is found, as far as the fact can have such values."""
    possible = found & fact.universe
    if not possible:
        shown = answer[:30]
        raise RefusedValue(
            f"{shown} 不在合理范围内（{fact.say(fact.universe, 'zh')}）。",
            f"{shown} is not plausible ({fact.say(fact.universe, 'en')}).",
        )
    return possible
