"""What was understood of a message, as data for programs and as a page for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dialogs.understanding import Understanding
from dialogs.values import spelled
from policy.catalogue import Catalogue
from policy.domain import Domain, Span
from policy.fact import Fact


def understanding_as_data(catalogue: Catalogue, found: Understanding) -> dict[str, Any]:
    """What `jinhui understand --json` prints. Facts are spelled as `jinhui assess` reads them.

    Facts that only route an interview to a branch are left out: they decide nothing.
    """
    guards = {topic.guard for topic in catalogue.topics.values()}
    return {
        "intent": found.intent,
        "topic": found.topic,
        "facts": {
            name: domain_as_data(catalogue.facts[name], domain)
            for name, domain in found.facts.items()
            if name not in guards
        },
        "measures": [{"id": name, "article": article, "score": score} for name, article, score in found.measures],
        "faq": [{"id": name, "score": score} for name, score in found.faq],
        "confidence": found.confidence,
    }


def domain_as_data(fact: Fact, domain: Domain) -> Any:
    """The values as JSON: one of them, {"from", "to"} without the ends that nothing was said of, or a list."""
    if fact.kind == "choice":
        options = list(spelled(fact, domain))
        return options[0] if len(options) == 1 else options
    if fact.kind == "yes_no":
        return domain.low == 1 if domain.is_point else [False, True]
    spans = [_span(fact, span) for span in domain]
    return spans[0] if len(spans) == 1 else spans


def _span(fact: Fact, span: Span) -> Any:
    low, high = span
    if low == high:
        return _one(fact, low)
    ends = {"from": low, "to": high}
    if low == fact.universe.low:
        del ends["from"]
    if high == fact.universe.high:
        del ends["to"]
    return {name: _one(fact, end) for name, end in ends.items()}


def _one(fact: Fact, value: int) -> str | int | float:
    if fact.kind == "date":
        return date.fromordinal(value).isoformat()
    number = Decimal(value) / fact.measure.scale
    return int(number) if number == number.to_integral_value() else float(number)


def understanding_as_text(catalogue: Catalogue, found: Understanding) -> str:
    """The same for people, in Chinese, with what would be asked back."""
    lines = [f"意图：{found.intent}", f"主题：{found.topic}"]
    lines += [_said(catalogue, name, domain) for name, domain in found.facts.items()]
    lines += [f"{_said(catalogue, name, domain)}（拿不准，会再问）" for name, domain in found.doubtful.items()]
    lines += [
        f"政策：{catalogue.measures[name].title.zh}（{f'第{article}条，' if article else ''}{score:.2f}）"
        for name, article, score in found.measures
    ]
    lines += [f"问答：{catalogue.faq[name].question}（{score:.2f}）" for name, score in found.faq]
    return "\n".join(lines)


def _said(catalogue: Catalogue, name: str, domain: Domain) -> str:
    fact = catalogue.facts[name]
    return f"事实：{fact.name.zh}：{fact.say(domain, 'zh')}"
