"""Which frequent question is being asked: BM25 over characters and pairs of characters."""

from __future__ import annotations

import re
from collections import Counter
from math import log, sqrt
from operator import add

from dialogs.understanding.options import vocabulary
from dialogs.understanding.spelling import standard, well_spelt
from dialogs.understanding.text import normalised
from policy.catalogue import Catalogue
from policy.derived import derived
from policy.document import Faq
from policy.pieces import in_pieces
from policy.scope import CITY

THRESHOLD = 0.55
"""What a question must score to be answered; measured, see tests/dialogs/understanding/test_retrieval.py."""

THRESHOLD_OF_A_STATEMENT = 0.85
"""What a text that does not ask must score: most such texts answer a question instead."""

_SATURATION, _LENGTH_WEIGHT = 1.2, 0.75
_COMMON = 0.05
"""A term of more than this share of all phrasings is common."""

_YEAR = re.compile(r"20\d\d(?=年)")
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[^\W\d_a-z]")
_ASKING = re.compile(
    r"[?吗么呀咋啥谁哪几]|不了?$|.没$|(.{1,2})[不没]\1|是吧|对吧|对吗|对不|是不|不[,，。]|多长|多大|多少|什么|怎|如何|能不能|可不可以|是不是|有没有|算不算|行不行|多会|多久|真的|还是|"
    r"\b(?:how|what|where|when|which|who|why|tell me|any)\b|"
    r"(?:^|[,.;:!] ?|\b(?:and|but|so|please|hi|hello) )"
    r"(?:can|could|may|is|are|am|do|does|did|will|would|should|has|have) "
    r"(?:i|we|you|they|he|she|it|there|this|that|the|my|our|an?|someone|anyone|people|[a-z]+s|\d+)\b"
)
_BETWEEN, _AT_ONCE = "\ue000", 100
_IDLE_IN_ENGLISH = """
    a an the is are am be do does did i my me we our us you your it its this that there of for in on at to by
"""
_IDLE = frozenset((*"的了吗呢啊吧呀么请问我你您想一下", *_IDLE_IN_ENGLISH.split()))

Terms = Counter[str]


def find_faq(catalogue: Catalogue, text: str) -> list[tuple[str, float]]:
    """The FAQ entries that a text asks for, with a score up to 1, best first; empty unless one is clearly meant."""
    threshold = THRESHOLD if asks(normalised(text)) else THRESHOLD_OF_A_STATEMENT
    scores = similar_faq(catalogue, text)
    found = [
        (name, score)
        for name, score in scores.items()
        if score >= threshold and not _about_another_place_or_year(catalogue, text, catalogue.faq[name])
    ]
    return sorted(found, key=lambda entry: -entry[1])


def asks(sentence: str) -> bool:
    """Whether a normalised text asks something."""
    return _ASKING.search(sentence) is not None


def similar_faq(catalogue: Catalogue, text: str) -> dict[str, float]:
    """How like a text the entries are that share a term with it, up to 1; entries about other places or years, too."""
    return _index(catalogue).scores(well_spelt(normalised(text), catalogue.speech.spelling))


def _about_another_place_or_year(catalogue: Catalogue, text: str, faq: Faq) -> bool:
    """Whether both the text and the entry name cities or years, and not the same: 大同 is no question about 太原."""
    asked, answered = _particulars(catalogue, text), _particulars(catalogue, " ".join(_phrasings(faq)))
    return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in zip(asked, answered, strict=True))


def _particulars(catalogue: Catalogue, text: str) -> tuple[set[object], set[object]]:
    """The years and the cities that a text names."""
    plain = normalised(text)
    city = catalogue.facts.get(CITY)
    return set(_YEAR.findall(plain)), {one.options for one in vocabulary(city).named(plain)} if city else set()


def _phrasings(faq: Faq) -> list[str]:
    return [faq.question, *faq.also, *([faq.en.question] if faq.en else [])]


def terms(text: str) -> Terms:
    """The words, characters and pairs of neighbouring characters of a text, without those that say nothing."""
    return Counter(_terms(normalised(text)))


def _terms(plain: str) -> list[str]:
    units = [unit for unit in _WORD.findall(plain) if unit not in _IDLE]
    return [*units, *map(add, units, units[1:])]


class _Index:
    """Every phrasing of every entry; an entry scores as its best phrasing does."""

    def __init__(self, catalogue: Catalogue) -> None:
        phrasings = [(faq.id, phrasing) for faq in catalogue.faq.values() for phrasing in _phrasings(faq)]
        self._entries = [name for name, _ in phrasings]
        self._owned = [
            _terms(plain)
            for first in range(0, len(phrasings), _AT_ONCE)
            for plain in in_pieces(_plain(catalogue, [one for _, one in phrasings[first : first + _AT_ONCE]]))
        ]
        self._positions: dict[str, list[int]] = {}
        for position, own in enumerate(in_pieces(self._owned)):
            for term in set(own):
                self._positions.setdefault(term, []).append(position)
        count = len(phrasings)
        self._average = sum(map(len, self._owned)) / max(count, 1)
        # How rare a term is, by the number of phrasings that hold it: far fewer numbers than terms.
        self._rarity = [log(1 + (count - held + 0.5) / (held + 0.5)) for held in range(count + 1)]
        self._weighed: dict[int, dict[str, float]] = {}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._common = _COMMON * count

    def scores(self, text: str) -> dict[str, float]:
        """For each entry that shares a term, its score over the highest that both question and entry could reach.

        Entries that share common terms only are left out: nothing is said by them, and they are most of all entries.
        """
        query = terms(text)
        known = [term for term in query if term in self._positions]
        rare = [term for term in known if len(self._positions[term]) <= self._common]
        common = [term for term in known if len(self._positions[term]) > self._common]
        sums: dict[int, float] = {}
        for term in rare:
            for position, weight in self._posting(term):
                sums[position] = sums.get(position, 0.0) + weight
        for position in sums:
            weights = self._weights_at(position)
            for term in common:
                if term in weights:
                    sums[position] += weights[term]
        root = sqrt(sum(self._weights(query).values()) or 1)
        best: dict[str, float] = {}
        entries = self._entries
        for position, score in sums.items():
            name = entries[position]
            if score > best.get(name, 0.0):
                best[name] = score
        return {name: score / root for name, score in best.items()}

    def _posting(self, term: str) -> list[tuple[int, float]]:
        """Which phrasings hold a term, and how much it weighs in each; reckoned when it is first asked for."""
        if (posting := self._postings.get(term)) is None:
            posting = [(position, self._weights_at(position)[term]) for position in self._positions[term]]
            self._postings[term] = posting
        return posting

    def _weights_at(self, position: int) -> dict[str, float]:
        """The weights of the terms of a phrasing, over the root of their sum."""
        if (weights := self._weighed.get(position)) is None:
            own = self._weights(Counter(self._owned[position]))
            root = sqrt(sum(own.values()))
            weights = self._weighed[position] = {term: weight / root for term, weight in own.items()}
        return weights

    def _weights(self, own: Terms) -> dict[str, float]:
        """BM25's weight of each term of a phrasing: rarer is more, repeated is hardly more."""
        positions = self._positions
        length = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * own.total() / (self._average or 1)
        return {
            term: self._rarity[len(positions.get(term, ()))] * n * (_SATURATION + 1) / (n + _SATURATION * length)
            for term, n in own.items()
        }


def _plain(catalogue: Catalogue, phrasings: list[str]) -> list[str]:
    """Some phrasings in the one spelling, together: there are thousands."""
    together = _BETWEEN.join(phrasings)
    return standard(normalised(together, len(together)), catalogue.speech.spelling).split(_BETWEEN)


@derived()
def _index(catalogue: Catalogue) -> _Index:
    return _Index(catalogue)
