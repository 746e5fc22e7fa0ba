"""Days and amounts in running text, each with the fact that it belongs to.

A day or an amount belongs to the fact whose cue is nearest: 开票 after a day, 个税 before an amount. Cues that speak of
something else (订单, 补贴) take part as well, so that what is near them is taken for no fact of the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from dialogs.understanding.clauses import Clauses
from dialogs.understanding.lexicon import Stating
from dialogs.understanding.options import denied
from dialogs.understanding.searching import Phrases, Place, widest
from dialogs.understanding.text import is_english

What = TypeVar("What")
_FAR = 2
"""So many clauses back what a lone day or amount belongs to may have been said."""

_ATTRIBUTE = re.compile(r"\s?的")


class Mention(NamedTuple, Generic[What]):
    """A day or an amount, and where it stands."""

    what: What
    place: Place


class Cue(NamedTuple):
    """Words near which something belongs to one of some facts; of none of them if they speak of something else."""

    statings: tuple[Stating, ...]
    place: Place


class Pairing(NamedTuple, Generic[What]):
    """A mention with its cue; ``gap`` is the distance between them. Without a cue it stands alone."""

    mention: Mention[What]
    cue: Cue | None
    gap: int = 0


def cues_in(statings: Iterable[Stating], other: Phrases, sentence: str) -> list[Cue]:
    """Every cue in a sentence, in order; of overlapping ones only the longest, with every fact that has it.

    What did not happen has no day and no price: 没再买车 is a cue of nothing.
    """
    found: dict[Place, tuple[Stating, ...]] = {place: () for place in other.places(sentence)}
    for stating in statings:
        for place in stating.cues.places(sentence):
            found[place] = () if denied(sentence, place.start) else (*found.get(place, ()), stating)
    return [Cue(found[place], place) for place in widest(found)]


def paired_days(
    mentions: Sequence[Mention[What]], cues: Sequence[Cue], clauses: Clauses, sentence: str
) -> Iterator[Pairing[What]]:
    """A day belongs to what is said after it, else to what is said before it; in English it is the other way round.

    In 上个月把旧车置换了提的新车 one day dates both, in 去年买的车报废了 only the first, which describes the car.
    """
    english = is_english(sentence)
    taken: set[Cue] = set()
    for index, mention in enumerate(mentions):
        end = mentions[index + 1].place.start if index + 1 < len(mentions) else len(sentence)
        start = mentions[index - 1].place.end if index else 0
        clause = clauses.of(mention.place.start)
        after = [
            cue for cue in cues
            if mention.place.end <= cue.place.start < end and clauses.of(cue.place.start) == clause and cue not in taken
        ]  # fmt: skip
        before = [
            cue for cue in cues
            if start <= cue.place.start and cue.place.end <= mention.place.start
            and clauses.of(cue.place.start) == clause and cue not in taken
        ]  # fmt: skip
        described = list(_as_far_as_it_describes(after, sentence))
        found = before[-1:] or after[:1] if english else described or before[-1:]
        found = found or _in_the_next_clause(mention, mentions, cues, clauses, taken)
        taken.update(found)
        for cue in found:
            yield Pairing(mention, cue, _gap(mention, cue))
        if not found:
            yield Pairing(mention, None)


def _as_far_as_it_describes(after: Sequence[Cue], sentence: str) -> Iterator[Cue]:
    for cue in after:
        yield cue
        if sentence[cue.place.end - 1] == "的" or _ATTRIBUTE.match(sentence, cue.place.end) or not cue.statings:
            return


def _in_the_next_clause(
    mention: Mention[What], mentions: Sequence[Mention[What]], cues: Sequence[Cue], clauses: Clauses, taken: set[Cue]
) -> list[Cue]:
    """The first free cue of the clause after, or the last of one before, if it has no mention of its own."""
    clause = clauses.of(mention.place.start)
    dated = {clauses.of(other.place.start) for other in mentions}
    free = [cue for cue in cues if cue not in taken and clauses.of(cue.place.start) not in dated]
    following = [cue for cue in free if clauses.of(cue.place.start) == clause + 1]
    preceding = [cue for cue in free if clause - _FAR <= clauses.of(cue.place.start) < clause]
    return following[:1] or preceding[-1:]


def paired_amounts(mentions: Sequence[Mention[What]], cues: Sequence[Cue], clauses: Clauses) -> Iterator[Pairing[What]]:
    """An amount belongs to the nearest cue of its clause that no other amount stands before.

    A clause either says each amount before its cue (20万的电车) or after it (卖房80万个税8000); its first cue tells.
    """
    for index, mention in enumerate(mentions):
        clause = clauses.of(mention.place.start)
        near = [cue for cue in cues if clauses.of(cue.place.start) == clause]
        first = min((m.place.start for m in mentions if clauses.of(m.place.start) == clause), default=0)
        cue_comes_first = bool(near) and near[0].place.start < first
        start = mentions[index - 1].place.end if index else 0
        end = mentions[index + 1].place.start if index + 1 < len(mentions) else None
        before = [cue for cue in near if start <= cue.place.start and cue.place.end <= mention.place.start]
        after = [
            cue for cue in near
            if cue.place.start >= mention.place.end and (end is None or cue.place.end <= end)
        ]  # fmt: skip
        inside = [cue for cue in near if cue.statings and mention.place.covers(cue.place)]
        cue = _chosen(mention, before[-1:], after[:1], inside[:1], cue_comes_first=cue_comes_first)
        cue = cue or (None if near else _last_of_the_clause_before(clause, mentions, cues, clauses))
        yield Pairing(mention, cue, _gap(mention, cue) if cue else 0)


def _last_of_the_clause_before(
    clause: int, mentions: Sequence[Mention[What]], cues: Sequence[Cue], clauses: Clauses
) -> Cue | None:
    """For an amount that is alone in its clause (买的手机，国产的，三千二百块) unless one before has its own."""
    counted = {clauses.of(mention.place.start) for mention in mentions}
    for near in range(clause - 1, clause - _FAR - 1, -1):
        if near in counted:
            return None
        if found := [cue for cue in cues if cue.statings and clauses.of(cue.place.start) == near]:
            return found[-1]
    return None


def _chosen(
    mention: Mention[What], before: Sequence[Cue], after: Sequence[Cue], inside: Sequence[Cue], *, cue_comes_first: bool
) -> Cue | None:
    """The nearer cue; of two that are about as near the one on the side that the clause began with."""
    if inside:
        return inside[0]
    if before and after:
        nearer_before = _gap(mention, before[0]) <= _gap(mention, after[0]) + (1 if cue_comes_first else -1)
        return before[0] if nearer_before else after[0]
    return next(iter((*before, *after)), None)


def _gap(mention: Mention[What], cue: Cue) -> int:
    return max(cue.place.start - mention.place.end, mention.place.start - cue.place.end, 0)
