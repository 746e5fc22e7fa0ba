"""A measure's conditions as lines of text, alternatives together on one line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from policy.assessment import Result
from policy.explanation import Reason


class Line(NamedTuple):
    """``met`` is None while it is open."""

    met: bool | None
    text: str


def condition_lines(result: Result, *, with_said: bool) -> Iterator[Line]:
    """Every condition in Chinese, with what was said about it if so asked."""

    def words(reason: Reason) -> str:
        name = result.assessment.catalogue.facts[reason.fact].name.zh
        said = reason.said_text("zh") if with_said else None
        return f"{name}：{reason.needed('zh')}" + (f"（说的是{said}）" if said else "")

    for group, reasons in groupby(result.reasons, key=lambda reason: reason.group):
        if group is None:
            for reason in reasons:
                yield Line(reason.met, words(reason))
        else:
            alternatives = [list(each) for _, each in groupby(reasons, key=lambda reason: reason.alternative)]
            ways = ["，且".join(words(reason) for reason in each) for each in alternatives]
            yield Line(_any([_all([reason.met for reason in each]) for each in alternatives]), "；或者 ".join(ways))


def _all(met: list[bool | None]) -> bool | None:
    return False if False in met else None if None in met else True


def _any(met: list[bool | None]) -> bool | None:
    return True if True in met else None if None in met else False
