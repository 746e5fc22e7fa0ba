"""Amounts that a sentence states, each with the fact it belongs to; several of one fact are weighed or added up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dialogs.understanding.answers import counted
from dialogs.understanding.clauses import Clauses
from dialogs.understanding.lexicon import Stating
from dialogs.understanding.mentions import Cue, Mention, Pairing, paired_amounts
from dialogs.understanding.quantities import Quantity, located_quantities
from dialogs.understanding.searching import Place
from dialogs.understanding.text import is_english
from policy.domain import Domain
from policy.problems import RefusedValue

_BESIDE = 3
_BESIDE_ONLY = ("count", "m2")
_TEN_THOUSAND = Decimal(10_000)
_FEWEST, _BARE_BELOW = 3, 1000
"""A whole number between these, said of money without a unit, may be meant in 万: 买房一百四; not in English."""

_LESS = re.compile(r"少|低|降了?|下降|下滑|跌了?|减少|负增长|down|fell|less|fewer|lower|decreas|drop")
_EACH = re.compile(r"各|分别|哪个|还是|一个.{0,12}[一另]个|\beach\b|respectively|per item")
"""Said of several things that are not reckoned together."""


class Amounts(NamedTuple):
    """What amounts a sentence states, which ones it may state, and of which facts it names several that disagree."""

    facts: dict[str, Domain]
    doubtful: dict[str, Domain]
    contradicted: set[str]


class _Reading(NamedTuple):
    domain: Domain
    said: str
    """The words that tell what the amount is of."""

    thing: str
    """What is counted or paid for, as far as amounts of different things add up; else nothing."""


def stated_amounts(
    statings: Sequence[Stating],
    mentions: Sequence[Mention[Quantity]],
    cues: Sequence[Cue],
    sentence: str,
    clauses: Clauses,
    known: Mapping[str, Domain],
    *,
    in_progress: bool,
) -> Amounts:
    """The amounts of a sentence. ``known`` are the facts that it states otherwise.

    An amount without any cue is that of its object if the sentence is about that object, else it is doubtful. While
    the topic is in progress, one that is alone may be any of its prices.
    """
    by_fact = {one.fact.id: one for one in statings}
    found: dict[str, list[_Reading]] = {}
    alone: list[tuple[Pairing[Quantity], list[Stating]]] = []
    counted_in = [(_dimension(mention, statings, sentence), mention) for mention in mentions]
    for dimension in dict.fromkeys(dimension for dimension, _ in counted_in):
        alike = [mention for counted_as, mention in counted_in if counted_as == dimension]
        fitting = [one for one in statings if one.fact.unit == dimension]
        near = [cue for cue in cues if not cue.statings or any(one in fitting for one in cue.statings)]
        for pairing in paired_amounts(alike, near, clauses):
            if pairing.cue is None:
                alone.append((pairing, fitting))
            elif reading := _read(pairing, pairing.cue, fitting, sentence, clauses):
                name, domain = reading
                said = sentence[pairing.cue.place.start : pairing.cue.place.end]
                thing = _thing(by_fact[name], pairing.mention, sentence, clauses)
                found.setdefault(name, []).append(_Reading(domain, said, thing))
    decided = _decided(by_fact, found, alone, known, sentence)
    if in_progress and len(mentions) == len(alone) == 1 and not decided.facts and not decided.doubtful:
        may_be = _first_price(statings, alone[0][0].mention.what)
        return decided._replace(doubtful=may_be)
    return decided


def _decided(
    statings: Mapping[str, Stating],
    found: Mapping[str, Sequence[_Reading]],
    alone: Sequence[tuple[Pairing[Quantity], list[Stating]]],
    known: Mapping[str, Domain],
    sentence: str,
) -> Amounts:
    facts: dict[str, Domain] = {}
    doubtful: dict[str, Domain] = {}
    contradicted: set[str] = set()
    for name, readings in found.items():
        if domain := _agreed(statings[name], readings, sentence):
            facts[name] = domain
        else:
            contradicted.add(name)
    for pairing, fitting in alone:
        for stating in fitting:
            name = stating.fact.id
            domain = _usual(stating, pairing.mention.what) if stating.statement.default else None
            if not domain:
                continue
            kin = name.split(".")[0]
            about_it = any(other.split(".")[0] == kin for other in (*known, *facts))
            if stating.fact.unit != "CNY" or about_it:
                if not facts.setdefault(name, domain) & domain:
                    contradicted.add(name)
            else:
                doubtful[name] = domain
    return Amounts(facts, doubtful, contradicted)


def _first_price(statings: Sequence[Stating], quantity: Quantity) -> dict[str, Domain]:
    """The first fact of the topic that is a price and may be so high; 6年 and 一个人 are none."""
    if quantity.dimension not in ("CNY", None):
        return {}
    for stating in statings:
        if stating.fact.unit == "CNY" and (domain := _usual(stating, quantity)):
            return {stating.fact.id: domain}
    return {}


def _agreed(stating: Stating, readings: Sequence[_Reading], sentence: str) -> Domain | None:
    """One amount out of all that are said of a fact: the surest one, their sum, or what they have in common."""
    surest = [one.domain for one in readings if stating.surest.found_in(one.said)]
    domains = surest or [one.domain for one in readings]
    if surest or len(readings) == 1:
        return _common(domains)
    things = {one.thing for one in readings if one.thing}
    if len(things) == len(readings) and not _EACH.search(sentence) and all(one.is_point for one in domains):
        total = sum(one.low for one in domains)
        return Domain.of(total) & stating.fact.universe or None
    return _common(domains)


def _thing(stating: Stating, mention: Mention[Quantity], sentence: str, clauses: Clauses) -> str:
    """The nearest thing of the clause of an amount that may be added to those of others."""
    clause, amount = clauses.of(mention.place.start), mention.place
    near = [
        (max(amount.start - place.end, place.start - amount.end), sentence[place.start : place.end])
        for place in stating.adds_up.places(sentence)
        if clauses.of(place.start) == clause
    ]
    return min(near, default=(0, ""))[1]


def _common(domains: Sequence[Domain]) -> Domain | None:
    common = domains[0]
    for domain in domains[1:]:
        common = common & domain
    return common or None


def _dimension(mention: Mention[Quantity], statings: Sequence[Stating], sentence: str) -> str:
    """What is counted. A bare number is money, unless what it counts stands right beside it: 1.5排量, 面积156."""
    if mention.what.dimension is not None:
        return mention.what.dimension
    for stating in statings:
        beside = any(_adjoin(mention.place, cue, sentence) for cue in stating.cues.places(sentence))
        if stating.fact.unit != "CNY" and beside and _usual(stating, mention.what):
            return stating.fact.unit
    return "CNY"


def _adjoin(one: Place, other: Place, sentence: str) -> bool:
    """Whether nothing but a blank is between two places."""
    first, second = sorted((one, other))
    return first.end <= second.start and not sentence[first.end : second.start].strip()


def _read(
    pairing: Pairing[Quantity], cue: Cue, fitting: Sequence[Stating], sentence: str, clauses: Clauses
) -> tuple[str, Domain] | None:
    """The fact and the value that an amount with its cue says; None if it says neither."""
    quantity = pairing.mention.what
    for stating in fitting:
        if stating not in cue.statings:
            continue
        apart = clauses.of(cue.place.start) != clauses.of(pairing.mention.place.start)
        if stating.fact.unit in _BESIDE_ONLY and (pairing.gap > _BESIDE or apart):
            continue
        if stating.fact.unit == "ratio" and _LESS.search(sentence[cue.place.start : cue.place.end]):
            quantity = quantity.negated()
        domain = _usual(stating, quantity) or _in_ten_thousands(stating, quantity, sentence)
        return (stating.fact.id, domain) if domain else None
    return None


def _usual(stating: Stating, quantity: Quantity) -> Domain | None:
    """The amount as values of the fact, None if it cannot be one or usually is none."""
    try:
        domain = counted(stating.fact, quantity) & stating.fact.universe
    except RefusedValue:
        return None
    if stating.usual is not None and domain:
        too_low = quantity.low is not None and domain.low < stating.usual.low
        too_high = quantity.high is not None and domain.high > stating.usual.high
        if too_low or too_high:
            return None
    return domain or None


def meant_in_ten_thousands(stating: Stating, sentence: str, domain: Domain) -> Domain | None:
    """What a bare number that is too small for an answer would be in 万: 20 for the price of a car."""
    found = [one.quantity for one in located_quantities(sentence)]
    if len(found) != 1 or stating.usual is None or domain.high >= stating.usual.low or found[0].high == 0:
        return None
    return _times_ten_thousand(stating, found[0], sentence)


def _in_ten_thousands(stating: Stating, quantity: Quantity, sentence: str) -> Domain | None:
    """What a bare whole number in running text may be in 万; 12.8 is one only where a sum is asked for."""
    whole = quantity.low is not None and quantity.low == quantity.low.to_integral_value()
    return _times_ten_thousand(stating, quantity, sentence) if whole else None


def _times_ten_thousand(stating: Stating, quantity: Quantity, sentence: str) -> Domain | None:
    low, high = quantity.low, quantity.high
    if quantity.dimension is not None or low is None or high is None or is_english(sentence):
        return None
    if not _FEWEST <= low <= high < _BARE_BELOW:
        return None
    return _usual(stating, quantity.times(_TEN_THOUSAND, "CNY")) if stating.fact.unit == "CNY" else None
