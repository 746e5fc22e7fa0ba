"""The questions of this directory, and what a careful agent would understand from each (README.md: how)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from policy.domain import Domain
from policy.fact import Fact

HERE = Path(__file__).parent
SETS = ("tuning", "score", "given", "english-tuning", "english-score")
CLOSE = 0.05  # an amount is right within 5 %


class Question(BaseModel):
    """One line of a set. ``articles`` is None where the message is about no article: a bare answer, a command."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    asked_on: date
    topic: str
    asking: str | None = None
    articles: tuple[int, ...] | None = None
    intent: str
    facts: Mapping[str, Any]
    maybe: Mapping[str, Any] = {}

    @property
    def in_scope(self) -> bool:
        return bool(self.articles)

    @property
    def out_of_scope(self) -> bool:
        return self.intent == "out_of_scope"


def load(name: str) -> list[Question]:
    """The questions of one set, in the file's order. The English ones are in one file, the half to learn from first."""
    file, _, half = name.partition("-")
    lines = (HERE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    if half:
        middle = len(lines) // 2
        lines = lines[:middle] if half == "tuning" else lines[middle:]
    return [Question.model_validate(json.loads(line)) for line in lines]


def labelled(fact: Fact, value: Any) -> Domain:
    """A label as a domain; "2024-01-11/2024-02-09" is a range of days."""
    if fact.kind == "date" and "/" in str(value):
        low, _, high = value.partition("/")
        value = {"from": low, "to": high}
    return fact.parse(value)


def agrees(fact: Fact, read: Domain, value: Any) -> bool:
    """Whether what was read is what the label says: exactly, or for an amount with both ends within 5 %."""
    expected = labelled(fact, value)
    if fact.kind != "amount":
        return read == expected
    ends = ((read.low, expected.low), (read.high, expected.high))
    near = all(abs(end - right) <= CLOSE * abs(right) for end, right in ends)
    return near and (read.low <= expected.high and expected.low <= read.high)


def allowed(fact: Fact, read: Domain, value: Any) -> bool:
    """Whether what was read is no more than a ``maybe`` admits: that, or for a choice a part of it."""
    if fact.kind in ("choice", "yes_no"):
        return read.within(labelled(fact, value))
    return agrees(fact, read, value)
