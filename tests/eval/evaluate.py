"""`python -m tests.eval.evaluate [tuning|score|given|english-tuning|english-score …]`:
how well free text is understood, beside what was promised.

What went wrong is listed for the sets to learn from; of `score` and `english-score` only figures are printed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.report import Row, table
from dialogs.understanding import Understanding, understand
from policy.catalogue import Catalogue, load_catalogue
from tests.eval.questions import SETS, Question, agrees, allowed, load

CATALOGUE = Path(__file__).parents[2] / "policy_data"
SHOWN = ("tuning", "given", "english-tuning")
ROUTING = ("home.plan", "business.trade")  # they choose what to ask next and decide nothing: never labelled


class Outcome(NamedTuple):
    """One question, what was understood, and how its facts compare with the labels."""

    question: Question
    understood: Understanding
    milliseconds: float
    right: frozenset[str]
    wrong: frozenset[str]
    extra: frozenset[str]  # neither right nor wrong: a "maybe", or a fact that only routes

    @property
    def missed(self) -> frozenset[str]:
        return frozenset(self.question.facts) - self.right

    @property
    def refused(self) -> bool:
        return self.understood.topic == "other" and not self.understood.measures

    def finds_article(self, first: int) -> bool:
        found = {article for _, article, _ in self.understood.measures[:first]}
        return not found.isdisjoint(self.question.articles or ())


def evaluate(catalogue: Catalogue, question: Question) -> Outcome:
    """Understand one question and compare. A bare answer is read within its topic, as it is in a conversation."""
    topic = question.topic if question.asking else None
    start = perf_counter()
    understood = understand(catalogue, question.text, question.asked_on, topic=topic, asking=question.asking)
    milliseconds = (perf_counter() - start) * 1000
    right, extra = set(), set()
    for name, read in understood.facts.items():
        fact = catalogue.facts[name]
        if name in question.facts:
            right |= {name} if agrees(fact, read, question.facts[name]) else set()
        elif name in ROUTING or (name in question.maybe and allowed(fact, read, question.maybe[name])):
            extra.add(name)
    wrong = frozenset(understood.facts) - right - extra
    return Outcome(question, understood, milliseconds, frozenset(right), wrong, frozenset(extra))


def share(hits: Iterable[bool]) -> float:
    """How many of them are true, from 0 to 1; 1 of none."""
    found = list(hits)
    return sum(found) / len(found) if found else 1.0


def rows(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """The figures of one set."""
    asked = [outcome for outcome in outcomes if outcome.question.asking is None]
    inside = [outcome for outcome in asked if outcome.question.in_scope]
    outside = [outcome for outcome in asked if outcome.question.out_of_scope]
    about_us = [outcome for outcome in asked if outcome.question.articles == () and not outcome.question.out_of_scope]
    right = sum(len(outcome.right) for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    extra = sum(len(outcome.extra) for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    times = sorted(outcome.milliseconds for outcome in outcomes)
    yield Row("topic", share(o.understood.topic == o.question.topic for o in asked), "", 0.95, "at least")
    yield Row("article, first", share(o.finds_article(1) for o in inside), "", 0.85, "at least")
    yield Row("article, first three", share(o.finds_article(3) for o in inside), "", 0.95, "at least")
    yield Row("facts, precision", right / max(right + wrong, 1), "", 0.97, "at least")
    yield Row("facts, precision if every extra one is wrong", right / max(right + wrong + extra, 1), "")
    yield Row("facts, recall", right / max(right + missed, 1), "", 0.85, "at least")
    yield Row("out of scope refused", share(o.refused for o in outside), "", 0.90, "at least")
    yield Row("in scope refused", share(o.refused for o in inside) if inside else 0, "", 0.03, "at most")
    yield Row("no measure offered to commands, thanks and abuse", share(o.refused for o in about_us), "")
    yield Row("intent", share(_intent_is_right(o) for o in outcomes), "")
    yield Row("intent, facts and questions taken as one", share(_intent_is_near(o) for o in outcomes), "")
    yield Row("time, median", statistics.median(times), "ms", 2.0, "at most")
    yield Row("time, 99th percentile", times[int(0.99 * (len(times) - 1))], "ms")


def _intent_is_right(outcome: Outcome) -> bool:
    return outcome.understood.intent == outcome.question.intent


def _intent_is_near(outcome: Outcome) -> bool:
    content = {"facts", "question", "both"}
    return _intent_is_right(outcome) or {outcome.understood.intent, outcome.question.intent} <= content


def confusions(catalogue: Catalogue, outcome: Outcome) -> Iterator[str]:
    """What was not understood as labelled, a line each."""
    question, understood = outcome.question, outcome.understood
    if question.asking is None and understood.topic != question.topic:
        yield f"topic {understood.topic}, not {question.topic}"
    if question.in_scope and not outcome.finds_article(1):
        articles = [article for _, article, _ in understood.measures]
        place = "second or third" if outcome.finds_article(3) else "not in three"
        yield f"articles {articles}, not {list(question.articles or ())}: {place}"
    if question.in_scope and outcome.refused:
        yield "refused, though in scope"
    if question.out_of_scope and not outcome.refused:
        yield "not refused, though out of scope"
    for name in sorted(outcome.wrong):
        read = catalogue.facts[name].say(understood.facts[name], "zh")
        yield f"wrong  {name}: {read}, not {question.facts.get(name, 'stated')}"
    for name in sorted(outcome.missed - outcome.wrong):
        yield f"missed {name}: {question.facts[name]}"
    if not _intent_is_right(outcome):
        yield f"intent {understood.intent}, not {question.intent}"


def main() -> int:
    """Evaluate the sets asked for, else all. Returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.evaluate", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*SETS, []], metavar="SET", help=", ".join(SETS))
    names = parser.parse_args().names or SETS
    catalogue = load_catalogue(CATALOGUE)
    met = True
    for name in names:
        questions = load(name)
        evaluate(catalogue, questions[0])  # once unmeasured: it builds the indexes
        outcomes = [evaluate(catalogue, question) for question in questions]
        figures = list(rows(outcomes))
        met = met and all(row.met is not False for row in figures)
        print(f"\n{name}: {len(outcomes)} questions\n\n{table(figures)}")
        if name in SHOWN:
            for outcome in outcomes:
                if found := list(confusions(catalogue, outcome)):
                    print("\n" + "\n    ".join([f"{outcome.question.id} {outcome.question.text}", *found]))
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
