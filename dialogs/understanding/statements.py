"""Facts that a sentence states without having been asked. A wrong fact is worse than a missed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dialogs.understanding.amounts import stated_amounts
from dialogs.understanding.choices import stated_choices
from dialogs.understanding.cities import PURCHASE, SALE, stated_cities
from dialogs.understanding.clauses import Clauses
from dialogs.understanding.dates import located_dates
from dialogs.understanding.lexicon import Lexicon, Stating, lexicon
from dialogs.understanding.mentions import Cue, Mention, Pairing, cues_in, paired_days
from dialogs.understanding.prices import reckoned
from dialogs.understanding.quantities import located_quantities
from dialogs.understanding.searching import Place
from dialogs.understanding.text import is_english
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.scope import CITY

_COARSE = 200
"""A day that is only known to this many days, a year say, must stand right beside its cue."""

_BESIDE, _BESIDE_IN_ENGLISH = 3, 40
"""How far a cue may be from it. In English what was bought stands between: bought an electric car last year."""

_DONE = re.compile(r"[的了]|ed\b|\b(?:bought|sold|got)\b")
_HOW_MUCH = re.compile(r"[有给补返退领贷能交拿减奖掏得]几")  # 给几万 asks, 花了几万 says
_IN_DIGITS = re.compile(r"\d")

_MOST = 12
"""More days or amounts than this in one message are not read: nobody could tell what each is."""


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
            if one.quantity.dimension != ""
            and not any(one.start < day.end and day.start < one.end for day in dates)
            and not _HOW_MUCH.search(text, max(one.start - 1, 0), one.start + 1)
        ][:_MOST]


def read_statements(catalogue: Catalogue, sentence: Sentence, topic: str, *, in_progress: bool = False) -> Stated:
    """The facts of a topic that a sentence states; ``in_progress``: the topic is the one that is being talked about."""
    return _Reader(lexicon(catalogue), sentence, topic, in_progress=in_progress).read()


class _Reader:
    def __init__(self, words: Lexicon, sentence: Sentence, topic: str, *, in_progress: bool) -> None:
        self.words = words
        self.in_progress = in_progress
        self.named = sentence
        self.written = sentence.text
        self.sentence = words.names.blanked(sentence.text, "〇", keeping_length=True)
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
        self._add_what_is_implied()
        self._hold_back()
        for name in self.contradicted:
            self.facts.pop(name, None)
            self.doubtful.pop(name, None)
        return Stated(self.facts, {name: domain for name, domain in self.doubtful.items() if name not in self.facts})

    def _is_swap(self) -> bool:
        """Whether a home is both sold and bought."""
        return all(
            name in self.statings and self.statings[name].cues.found_in(self.written) for name in (SALE, PURCHASE)
        )

    def _add_what_is_implied(self) -> None:
        """Whoever changes cars and asks for the trade-in subsidy has traded in a car."""
        for name, stating in self.statings.items():
            meant = [domain for domain, said in stating.implied if said.found_in(self.written)]
            if meant and not stating.unless.found_in(self.written):
                self.facts.setdefault(name, meant[0])

    def _hold_back(self) -> None:
        """Leave out what is said in general, not of the person's own case."""
        for name in list(self.facts):
            stating = self.statings[name]
            statement = stating.statement
            if self.in_progress and stating.fact.kind == "yes_no":
                continue  # 写我自己 is about the new home while homes are talked about
            if not (statement.needs or statement.needs_facts) or stating.needs.found_in(self.written):
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
            if stating.fact.kind == kind and not stating.unless.found_in(self.written):
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
        for stating in cue.statings:  # 2012年买的 can only be said of the old car, 去年买的 of either
            if stating.usual is None or days & stating.usual:
                self._keep(stating.fact.id, days)
                return

    def _is_beside(self, pairing: Pairing[Domain], cue: Cue) -> bool:
        """Whether a year is that of something done, as in 去年买的, rather than of the question: 今年买车有补贴吗."""
        now = self.named.asked_on.toordinal()
        said = self.sentence[pairing.mention.place.start : cue.place.end + 2]
        done = _DONE.search(said) or _IN_DIGITS.match(said)
        same_clause = self.clauses.of(pairing.mention.place.start) == self.clauses.of(cue.place.start)
        near = pairing.gap <= (_BESIDE_IN_ENGLISH if is_english(self.written) else _BESIDE)
        return same_clause and near and (done is not None or not pairing.mention.what.holds(now))

    # ---- amounts

    def _read_amounts(self) -> None:
        statings = list(self._of_kind("amount"))
        cues = cues_in(statings, self.words.other_amounts, self.sentence)
        amounts = stated_amounts(
            statings, self.named.amounts, cues, self.sentence, self.clauses, self.facts, in_progress=self.in_progress
        )
        for name, domain in amounts.facts.items():
            self._keep(name, domain)
        self.doubtful.update(amounts.doubtful)
        self.contradicted |= amounts.contradicted
