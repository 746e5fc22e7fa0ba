"""Cities in running text: where somebody lives or buys, or, if a home is sold and another bought, where each is."""

from __future__ import annotations

import re

from dialogs.understanding.clauses import Clauses
from dialogs.understanding.lexicon import Stating
from dialogs.understanding.options import Named, denied, vocabulary
from dialogs.understanding.searching import Place
from policy.domain import Domain
from policy.scope import CITY

SALE, PURCHASE = "home.sale_city", "home.purchase_city"
_HAVING_NONE = re.compile(r"没有?\s?$")  # 没有太原社保 is said of somebody who is in Taiyuan
_BOTH = re.compile(r"都(?:是|在)?\s?$")


def stated_cities(statings: dict[str, Stating], sentence: str, clauses: Clauses, *, swap: bool) -> dict[str, Domain]:
    """The cities that a sentence states; of several for one fact none."""
    if CITY not in statings:
        return {}
    named = [one for one in vocabulary(statings[CITY].fact).found(sentence) if not _is_denied(sentence, one.start)]
    if not (swap and SALE in statings and PURCHASE in statings):
        return _only(CITY, [one.options for one in named])
    found: dict[str, list[Domain]] = {SALE: [], PURCHASE: []}
    for one in named:
        for name in _homes_in(one, statings, sentence, clauses):
            found[name].append(one.options)
    return {**_only(SALE, found[SALE]), **_only(PURCHASE, found[PURCHASE])}


def _is_denied(sentence: str, start: int) -> bool:
    return denied(sentence, start) and not _HAVING_NONE.search(sentence, max(start - 3, 0), start)


def _only(name: str, options: list[Domain]) -> dict[str, Domain]:
    return {name: options[0]} if options and all(one == options[0] for one in options) else {}


def _homes_in(one: Named, statings: dict[str, Stating], sentence: str, clauses: Clauses) -> list[str]:
    """Which of the two homes is said to be in a city: by the nearest word for selling or buying in the clause."""
    if _BOTH.search(sentence, max(one.start - 4, 0), one.start):
        return [SALE, PURCHASE]
    clause = clauses.of(one.start)
    distances = [
        (_distance(place, one), name)
        for name in (SALE, PURCHASE)
        for place in statings[name].cues.places(sentence)
        if clauses.of(place.start) == clause
    ]
    return [min(distances)[1]] if distances else []


def _distance(place: Place, one: Named) -> int:
    return max(place.start - one.end, one.start - place.end, 0)
