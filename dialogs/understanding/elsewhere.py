"""Words that say that a day or an amount is of something else than what is asked: 旧车卖了3万 prices no new car."""

from __future__ import annotations

from functools import lru_cache

from dialogs.understanding.lexicon import Stating, lexicon
from dialogs.understanding.mentions import Cue, cues_in
from dialogs.understanding.text import core, normalised
from policy.catalogue import Catalogue
from policy.fact import Fact

_BOUNDS = ("最高", "最多", "顶多", "上限", "封顶", "不超过", "up to")
"""Said of other sums, but also of what is asked: 最多20万."""

_SHORTEST = 2
"""A single character, like 给 or 车, speaks of too many things."""


def speaks_of_another(catalogue: Catalogue, sentence: str, asking: str) -> bool:
    """Whether a sentence has words for another day or amount than the one that is being asked, and none for that one.

    Words that several facts share decide nothing, nor do those of the question itself.
    """
    words, fact = lexicon(catalogue), catalogue.facts[asking]
    own = words.by_fact.get(asking)
    if own is None or fact.kind not in ("date", "amount"):
        return False
    if any(place.end - place.start >= _SHORTEST for place in own.cues.places(sentence)):
        return False
    alike = [one for topic in own.statement.topics for one in words.of(topic) if one.fact.kind == fact.kind]
    aside = words.other_days if fact.kind == "date" else words.other_amounts
    return any(_tells(own, cue, sentence) for cue in cues_in(alike, aside, sentence))


def _tells(own: Stating, cue: Cue, sentence: str) -> bool:
    word = sentence[cue.place.start : cue.place.end]
    if len(cue.statings) > 1 or own in cue.statings:
        return False
    if not cue.statings and (len(word) < _SHORTEST or word in _BOUNDS):
        return False
    return core(word) not in _asked(own.fact)


@lru_cache(maxsize=1024)
def _asked(fact: Fact) -> str:
    """What is read to the person, in either language, and what else the fact is called."""
    texts = [fact.name, fact.question, *([fact.plainer] if fact.plainer else [])]
    said = " ".join((*(f"{text.zh} {text.en or ''}" for text in texts), *fact.also))
    return normalised(said, len(said))
