"""How an entry stands among all others when somebody asks one of its phrases, before and after a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dialogs.understanding.retrieval import find_faq, similar_faq
from policy.catalogue import Catalogue

_LEGEND = """\
居民这样问时排第几（最高 1 分）：改前 → 改后。✓ 直接用这条回答
The rank when asked so (score up to 1): before → after. ✓ answered with this entry"""


class Ranked(NamedTuple):
    """How an entry stands for a phrase, in one line each; ``before`` is None where there was no sound catalogue."""

    phrase: str
    before: str | None
    after: str


def ranks(before: Catalogue | None, after: Catalogue, name: str, others: Iterable[str] = ()) -> Iterator[Ranked]:
    """For each phrase that the entry has or had, and for others that somebody wants to try."""
    for phrase in dict.fromkeys((*_phrases(before, after, name), *others)):
        yield Ranked(phrase, _standing(before, name, phrase) if before else None, _standing(after, name, phrase))


def ranking_page(before: Catalogue | None, after: Catalogue, name: str) -> str:
    """Two lines for each phrase that the entry has or had; ``before`` is None where no catalogue could be served."""
    lines = [_LEGEND]
    for ranked in ranks(before, after, name):
        was = ranked.before if ranked.before is not None else "目录有错，没法比 / the catalogue was broken"
        lines += [f"  {ranked.phrase}", f"      {was} → {ranked.after}"]
    return "\n".join(lines)


def _phrases(before: Catalogue | None, after: Catalogue, name: str) -> Iterator[str]:
    entries = [catalogue.faq[name] for catalogue in (after, before) if catalogue and name in catalogue.faq]
    for entry in entries:
        yield from (entry.question, *entry.also, *([entry.en.question] if entry.en else []))


def _standing(catalogue: Catalogue, name: str, phrase: str) -> str:
    """ "#1 1.00 ✓", or "#3 0.48 (#1 another-entry 0.52)"; "–" where it shares no term with the phrase."""
    ranked = sorted(similar_faq(catalogue, phrase).items(), key=lambda entry: -entry[1])
    position = next((index for index, (found, _) in enumerate(ranked) if found == name), None)
    own = "–" if position is None else f"#{position + 1} {ranked[position][1]:.2f}"
    if any(found == name for found, _ in find_faq(catalogue, phrase)[:1]):
        own += " ✓"
    first = "" if position == 0 or not ranked else f" (#1 {ranked[0][0]} {ranked[0][1]:.2f})"
    return own + first
