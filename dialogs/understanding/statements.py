"""Facts that a sentence states without having been asked. A wrong fact is worse than a missed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dialogs.understanding.answers import counted
from dialogs.understanding.choices import stated_choices
from dialogs.understanding.cities import PURCHASE, SALE, stated_cities
from dialogs.understanding.clauses import Clauses
from dialogs.understanding.dates import located_dates
from dialogs.understanding.lexicon import Lexicon, Place, Stating, lexicon, places
from dialogs.understanding.mentions import Cue, Mention, Pairing, cues_in, paired_amounts, paired_days
from dialogs.understanding.prices import reckoned
from dialogs.understanding.quantities import Quantity, located_quantities
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.problems import RefusedValue
from policy.scope import CITY

_COARSE = 200
"""A day that is only known to this many days, a year say, must stand right beside its cue."""

_BESIDE = 3
_DONE = re.compile(r"[的了]")
_IN_DIGITS = re.compile(r"\d")
_TEN_THOUSAND = Decimal(10_000)
_FEWEST, _BARE_BELOW = 3, 1000
"""A whole number between these, said of money without a unit, may be meant in 万: 买房一百四."""

_MOST = 12
"""More days or amounts than this in one message are not read: nobody could tell what each is."""

_BESIDE_ONLY = ("count", "m2")


class Stated(NamedTuple):
    """What a sentence states, and what it may state but only the person can say."""

    facts: dict[str, Domain]
    doubtful: dict[str, Domain]


class Sentence:
    """A sentence, ``well_spelt`` and ``in_solar_days``, with what is named in it whatever the topic."""

    def __init__(self, text: str, asked_on: date) -> None:
        self.text = text
        self.asked_on = asked_on
        self.clauses = Clauses(text)
        dates = located_dates(text, asked_on)[: 2 * _MOST]
        amounts = reckoned(located_quantities(text), text)[: 2 * _MOST]
        self.days = [Mention(one.days, Place(one.start, one.end)) for one in dates if not one.is_vague][:_MOST]
        self.amounts = [
            Mention(one.quantity, Place(one.start, one.end))
            for one in amounts
            if one.quantity.dimension != "" and not any(one.start < day.end and day.start < one.end for day in dates)
        ][:_MOST]


def read_statements(catalogue: Catalogue, sentence: Sentence, topic: str) -> Stated:
    """The facts of a topic that a sentence states."""
    return _Reader(lexicon(catalogue), sentence, topic).read()


class _Reader:
    def __init__(self, words: Lexicon, sentence: Sentence, topic: str) -> None:
        self.words = words
        self.named = sentence
        self.written = sentence.text
        self.sentence = words.names.sub(lambda match: "〇" * len(match[0]), sentence.text)
        self.clauses = sentence.clauses
        self.statings = {stating.fact.id: stating for stating in words.of(topic)}
        self.facts: dict[str, Domain] = {}
        self.doubtful: dict[str, Domain] = {}
        self.contradicted: set[str] = set()

    def read(self) -> Stated:
        choices = [
            stating for name, stating in self.statings.items()
            if stating.statement.says or (stating.statement.words and name != CITY)
        ]  # fmt: skip
        self.facts.update(stated_choices(choices, self.sentence, self.clauses))
        self._read_days()
        self._read_amounts()
        self.facts.update(stated_cities(self.statings, self.written, self.clauses, swap=self._is_swap()))
        self._hold_back()
        for name in self.contradicted:
            self.facts.pop(name, None)
            self.doubtful.pop(name, None)
        return Stated(self.facts, {name: domain for name, domain in self.doubtful.items() if name not in self.facts})

    def _is_swap(self) -> bool:
        """Whether a home is both sold and bought."""
        return all(name in self.statings and self.statings[name].cues.search(self.written) for name in (SALE, PURCHASE))

    def _hold_back(self) -> None:
        """Leave out what is said in general, not of the person's own case."""
        for name in list(self.facts):
            stating = self.statings[name]
            statement = stating.statement
            if not (statement.needs or statement.needs_facts) or stating.needs.search(self.written):
                continue
            if not any(other in self.facts for other in statement.needs_facts):
                del self.facts[name]

    def _keep(self, name: str, domain: Domain) -> None:
        before = self.facts.setdefault(name, domain)
        if before & domain:
            self.facts[name] = before & domain
        else:
            self.contradicted.add(name)

    def _of_kind(self, kind: str) -> Iterator[Stating]:
        for stating in self.statings.values():
            if stating.fact.kind == kind and not stating.unless.search(self.written):
                yield stating

    # ---- days

    def _read_days(self) -> None:
        cues = cues_in(self._of_kind("date"), self.words.other_days, self.sentence)
        for pairing in paired_days(self.named.days, cues, self.clauses, self.sentence):
            self._keep_day(pairing)

    def _keep_day(self, pairing: Pairing[Domain]) -> None:
        days, cue = pairing.mention.what, pairing.cue
        if cue is None or (days.high - days.low >= _COARSE and not self._is_beside(pairing, cue)):
            return
        for stating in cue.statings[:1]:
            if stating.usual is None or days & stating.usual:
                self._keep(stating.fact.id, days)

    def _is_beside(self, pairing: Pairing[Domain], cue: Cue) -> bool:
        """Whether a year is that of something done, as in 去年买的, rather than of the question: 今年买车有补贴吗."""
        now = self.named.asked_on.toordinal()
        said = self.sentence[pairing.mention.place.start : cue.place.end + 2]
        done = _DONE.search(said) or _IN_DIGITS.match(said)
        same_clause = self.clauses.of(pairing.mention.place.start) == self.clauses.of(cue.place.start)
        return same_clause and pairing.gap <= _BESIDE and (done is not None or not pairing.mention.what.holds(now))

    # ---- amounts

    def _read_amounts(self) -> None:
        statings = list(self._of_kind("amount"))
        cues = cues_in(statings, self.words.other_amounts, self.sentence)
        counted_in = {mention: self._dimension(mention, statings) for mention in self.named.amounts}
        for dimension in dict.fromkeys(counted_in.values()):
            alike = [mention for mention in self.named.amounts if counted_in[mention] == dimension]
            fitting = [cue for cue in cues if not cue.statings or any(_fits(one, dimension) for one in cue.statings)]
            for pairing in paired_amounts(alike, fitting, self.clauses):
                self._keep_amount(pairing, [one for one in statings if _fits(one, dimension)])

    def _dimension(self, mention: Mention[Quantity], statings: list[Stating]) -> str:
        """What is counted. A bare number is money, unless what it counts stands right beside it: 1.5排量, 面积156."""
        if mention.what.dimension is not None:
            return mention.what.dimension
        for stating in statings:
            if stating.fact.unit != "CNY" and any(
                mention.place.end == cue.start or mention.place.start == cue.end
                for cue in places(stating.cues, self.sentence)
            ):
                return stating.fact.unit
        return "CNY"

    def _keep_amount(self, pairing: Pairing[Quantity], fitting: list[Stating]) -> None:
        if pairing.cue is None:
            self._keep_by_default(pairing, fitting)
            return
        for stating in fitting:
            if stating not in pairing.cue.statings:
                continue
            if stating.fact.unit in _BESIDE_ONLY and pairing.gap > _BESIDE:
                continue
            domain = _usual(stating, pairing.mention.what)
            if domain:
                self._keep(stating.fact.id, domain)
            elif larger := _in_ten_thousands(stating, pairing.mention.what):
                self._keep(stating.fact.id, larger)
            return

    def _keep_by_default(self, pairing: Pairing[Quantity], fitting: list[Stating]) -> None:
        """Without any cue: the one fact that such an amount usually is; certain if the sentence is about its object."""
        for stating in fitting:
            domain = _usual(stating, pairing.mention.what) if stating.statement.default else None
            if not domain:
                continue
            kin = stating.fact.id.split(".")[0]
            certain = stating.fact.unit != "CNY" or any(name.split(".")[0] == kin for name in self.facts)
            if certain:
                self._keep(stating.fact.id, domain)
            else:
                self.doubtful[stating.fact.id] = domain


def _fits(stating: Stating, dimension: str) -> bool:
    return stating.fact.unit == dimension


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
    return _in_ten_thousands(stating, found[0])


def _in_ten_thousands(stating: Stating, quantity: Quantity) -> Domain | None:
    low, high = quantity.low, quantity.high
    if quantity.dimension is not None or low is None or high is None:
        return None
    if low != low.to_integral_value() or not _FEWEST <= low <= high < _BARE_BELOW:
        return None
    return _usual(stating, quantity.times(_TEN_THOUSAND, "CNY")) if stating.fact.unit == "CNY" else None
