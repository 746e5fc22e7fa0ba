"""A measure's conditions as lines of text, alternatives together on one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from policy.assessment import Result
from policy.explanation import Reason
from policy.shape import Language

_WORDS: dict[Language, tuple[str, str, str, str]] = {
    "zh": ("：", "（说的是{}）", "，且", "；或者 "),
    "en": (": ", " (said: {})", ", and ", "; or "),
}


class Line(NamedTuple):
    """``met`` is None while it is open."""

    met: bool | None
    text: str


def condition_lines(result: Result, *, with_said: bool, language: Language = "zh") -> Iterator[Line]:
    """Every condition, with what was said about it if so asked and if that is not the same.

    Of alternatives only those are shown that are met, as soon as one is.
    """
    colon, said_is, joiner, otherwise = _WORDS[language]

    def words(reason: Reason) -> str:
        name = result.assessment.catalogue.facts[reason.fact].name.in_language(language)
        said, needed = reason.said_text(language) if with_said else None, reason.needed(language)
        return f"{name}{colon}{needed}" + (said_is.format(said) if said and said != needed else "")

    for group, reasons in groupby(result.reasons, key=lambda reason: reason.group):
        if group is None:
            for reason in reasons:
                yield Line(reason.met, words(reason))
        else:
            alternatives = [list(each) for _, each in groupby(reasons, key=lambda reason: reason.alternative)]
            met = [_all([reason.met for reason in each]) for each in alternatives]
            shown = [each for each, its in zip(alternatives, met, strict=True) if its or True not in met]
            ways = [joiner.join(words(reason) for reason in each) for each in shown]
            yield Line(_any(met), otherwise.join(ways))


def _all(met: list[bool | None]) -> bool | None:
    return False if False in met else None if None in met else True


def _any(met: list[bool | None]) -> bool | None:
    return True if True in met else None if None in met else False
