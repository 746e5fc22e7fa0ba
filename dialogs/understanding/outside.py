"""What is none of our business: what says so, and what only names a thing that benefits are for (空调不制冷)."""

from __future__ import annotations

from dialogs.understanding.lexicon import lexicon, phrases
from dialogs.understanding.spelling import well_spelt
from dialogs.understanding.statements import Stated
from dialogs.understanding.subjects import About, is_a_subject
from dialogs.understanding.text import core, normalised
from policy.catalogue import Catalogue
from policy.derived import derived
from policy.scope import CITY

CLEARLY_OURS, CLEARLY_OURS_TOO = 1.0, 1.2
"""What clear words must score for a text to be ours: in general, and where it also speaks of something else."""

ENOUGH = 0.85
"""What the best measure must score for a text to be about any; measured on tests/eval/tuning.jsonl."""

_OWN_CASE = 3
"""Whoever states so many facts tells of a case of ours, whatever else is said of it."""

_THE_SAME = 0.85
"""How like a frequent question a text must be to be that question, whatever it cites."""

_BLANK = "〇"


class _Outside:
    def __init__(self, catalogue: Catalogue) -> None:
        outside = catalogue.speech.outside
        self.clear = phrases(catalogue, outside.clear)
        self.words = phrases(catalogue, outside.words)
        self.things = phrases(catalogue, outside.things)
        self.wants = phrases(catalogue, outside.wants)


def only_names_things(catalogue: Catalogue, sentence: str) -> bool:
    """Whether a sentence names what benefits are for, but wants nothing that has to do with them.

    Whoever types the name and nothing else asks what there is for it.
    """
    patterns = _outside(catalogue)
    if patterns.wants.found_in(sentence) or patterns.things.is_all_of(core(sentence)):
        return False
    return patterns.things.found_in(sentence)


def names_something_else(catalogue: Catalogue, text: str) -> bool:
    """Whether a text speaks of something that is certainly none of our business."""
    return _outside(catalogue).clear.found_in(well_spelt(normalised(text), catalogue.speech.spelling))


def without_the_rest(catalogue: Catalogue, sentence: str, *, in_progress: bool) -> str:
    """A sentence without what speaks of something else, and without things that it only names.

    Where a topic is in progress, to name a thing is to speak of it.
    """
    patterns = _outside(catalogue)
    ours = patterns.clear.blanked(sentence, _BLANK)
    only_named = not in_progress and only_names_things(catalogue, sentence)
    return patterns.things.blanked(ours, _BLANK) if only_named else ours


def is_outside(catalogue: Catalogue, sentence: str, about: About, stated: Stated, *, in_progress: bool) -> bool:
    """Whether a text is none of our business: it says so, or nothing in it is like anything we know."""
    patterns = _outside(catalogue)
    if patterns.clear.found_in(sentence):
        return about.clear < CLEARLY_OURS_TOO and len(stated.facts) < _OWN_CASE
    if about.clear >= CLEARLY_OURS or max(about.faq.values(), default=0.0) >= _THE_SAME:
        return False
    if patterns.things.is_all_of(core(sentence)) or is_a_subject(catalogue, core(sentence)):
        return False
    if _tells_something(catalogue, sentence, stated, in_progress=in_progress):
        return False
    return max(about.scores.values(), default=0.0) < ENOUGH or patterns.words.found_in(sentence)


def _tells_something(catalogue: Catalogue, sentence: str, stated: Stated, *, in_progress: bool) -> bool:
    """Whether facts show that we are meant: any but a city, of a thing that is only named no choice of its kind."""
    named = not in_progress and only_names_things(catalogue, sentence)
    telling = [name for name in stated.facts if not named or catalogue.facts[name].kind != "choice"]
    if in_progress and CITY in stated.facts:
        return True
    priced = bool(stated.doubtful) and lexicon(catalogue).other_amounts.found_in(sentence)
    return priced or any(name != CITY for name in telling)


@derived()
def _outside(catalogue: Catalogue) -> _Outside:
    return _Outside(catalogue)
