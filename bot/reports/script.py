"""The call script of a topic, for paper: what to read aloud, what only the agent sees, and what the measures say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from bot.reports.conditions import condition_lines
from bot.reports.page import page
from dialogs.interview import next_question
from dialogs.ranges import ranges
from policy.assessment import Result, assess
from policy.catalogue import Catalogue
from policy.condition import All, AnyOf, Condition, Criterion
from policy.domain import Domain
from policy.fact import Fact
from policy.scope import Scope

_CLAIMS = ("open", "unknown", "closed")


class Question(NamedTuple):
    """``only_if`` says in words when the question makes sense; empty if always."""

    fact: Fact
    answers: list[str]
    only_if: str


class Part(NamedTuple):
    """The questions of one branch of a topic; ``branch`` is None where the topic has none."""

    branch: str | None
    questions: list[Question]


def call_script(catalogue: Catalogue, topic: str, on: date) -> str:
    """The questions in the order of the interview, then every measure, as Markdown in Chinese."""
    guard = catalogue.topics[topic].guard
    results = assess(catalogue, {}, on, Scope(topic)).results
    return page(
        "script",
        topic=catalogue.topics[topic],
        on=on,
        version=catalogue.version,
        guard=None if guard is None else _question(catalogue, catalogue.facts[guard], []),
        parts=list(_parts(catalogue, topic, on)),
        results=sorted((one for one in results if one.claim is not None), key=_claim_first),
        cards=[result.measure for result in results if result.claim is None],
        conditions=partial(condition_lines, with_said=False),
        documents=catalogue.documents,
    )


def _claim_first(result: Result) -> int:
    return _CLAIMS.index(result.claim or "closed")


def _parts(catalogue: Catalogue, topic: str, on: date) -> Iterator[Part]:
    guard = catalogue.topics[topic].guard
    if guard is None:
        yield Part(None, list(_questions(catalogue, Scope(topic), on)))
        return
    for name, option in catalogue.facts[guard].options.items():
        scope = Scope(topic, frozenset([name]))
        yield Part(option.zh, list(_questions(catalogue, scope, on)))


def _questions(catalogue: Catalogue, scope: Scope, on: date) -> Iterator[Question]:
    """Every question that can come up, as if nobody knew an answer; those that presuppose an answer come last."""
    asked: list[str] = []

    def rounds(known: Mapping[str, Domain]) -> Iterator[Question]:
        assessment = assess(catalogue, known, on, scope)
        while (name := next_question(assessment, asked)) is not None:
            asked.append(name)
            yield _question(catalogue, catalogue.facts[name], ranges(assessment, name))

    yield from rounds({})
    askable = assess(catalogue, {}, on, scope).askable
    for name in [fact for fact in catalogue.facts if fact in askable]:
        if name not in asked:
            yield from rounds(dict(_presupposed(catalogue, catalogue.facts[name].applies_when)))


def _presupposed(catalogue: Catalogue, guard: Condition | None) -> Iterator[tuple[str, Domain]]:
    """One way in which a guard holds, with the guards of its own facts."""
    if isinstance(guard, Criterion) and guard.relation is None:
        fact = catalogue.facts[guard.fact]
        yield from _presupposed(catalogue, fact.applies_when)
        yield fact.id, guard.accepted(fact)
    elif isinstance(guard, All):
        for part in guard.all:
            yield from _presupposed(catalogue, part)
    elif isinstance(guard, AnyOf):
        yield from _presupposed(catalogue, guard.any[0])


def _question(catalogue: Catalogue, fact: Fact, offered: list[Domain]) -> Question:
    if fact.kind == "choice":
        answers = [option.zh for option in fact.options.values()]
    elif fact.kind == "yes_no":
        answers = ["是", "否"]
    else:
        answers = [fact.say(domain, "zh") for domain in offered]
    return Question(fact, answers, _in_words(catalogue, fact.applies_when))


def _in_words(catalogue: Catalogue, condition: Condition | None) -> str:
    if isinstance(condition, All | AnyOf):
        parts = condition.all if isinstance(condition, All) else condition.any
        return ("，且" if isinstance(condition, All) else "，或").join(_in_words(catalogue, part) for part in parts)
    if isinstance(condition, Criterion) and condition.relation is None:
        fact = catalogue.facts[condition.fact]
        return f"{fact.name.zh}是“{fact.say(condition.accepted(fact), 'zh')}”"
    return ""
