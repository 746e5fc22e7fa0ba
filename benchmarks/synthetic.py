"""A country's worth of invented measures, shaped like real ones: a city, a period, a few conditions, an amount."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from policy.catalogue import Catalogue
from policy.document import Topic
from policy.fact import ASKED_ON, Fact
from policy.measure import Measure
from policy.scope import CITY

CITIES = [
    "taiyuan", "datong", "shuozhou", "xinzhou", "yangquan", "lvliang", "jinzhong", "changzhi", "jincheng", "linfen",
    "yuncheng",
]  # fmt: skip
TOPICS = ["car", "home", "shopping", "business", "study", "care"]
WORDS = {"zh": "词", "en": "words"}
OPTIONS = ["a", "b", "c", "d", "e"]
FIRST_DAYS = [date(2023, 1, 1) + timedelta(days=183 * half) for half in range(7)]
THRESHOLDS = [20_000, 50_000, 100_000, 150_000, 200_000, 300_000]


def synthetic_catalogue(buckets: dict[tuple[str, str], int]) -> Catalogue:
    """A catalogue with so many measures for each topic and city; the same ones whatever other buckets there are."""
    topics = {name: Topic(id=name, title=WORDS, blurb=WORDS) for name in TOPICS}
    facts = [_fact(CITY, kind="choice", options={city: WORDS for city in CITIES})]
    facts += [fact for topic in TOPICS for fact in _facts(topic)]
    facts.append(_fact(ASKED_ON, kind="date"))
    measures = [
        _measure(topic, city, number, random.Random(f"{topic} {city} {number}"))
        for (topic, city), count in buckets.items()
        for number in range(count)
    ]
    return Catalogue(
        version="synthetic",
        topics=topics,
        facts={fact.id: fact for fact in facts},
        measures={measure.id: measure for measure in measures},
    )


def _fact(name: str, **details: Any) -> Fact:
    return Fact.model_validate({"id": name, "name": WORDS, "question": WORDS, "why": WORDS, **details})


def _facts(topic: str) -> list[Fact]:
    choices = [_fact(f"{topic}.kind{n}", kind="choice", options={name: WORDS for name in OPTIONS}) for n in range(5)]
    guard = {"fact": f"{topic}.kind0", "in": ["a", "b", "c"]}
    answers = [_fact(f"{topic}.answer{n}", kind="yes_no", applies_when=guard) for n in range(5)]
    dates = [_fact(f"{topic}.date{n}", kind="date") for n in range(2)]
    amounts = [_fact(f"{topic}.amount{n}", kind="amount", unit="CNY", plausible=(1000, 2_000_000)) for n in range(3)]
    return [*choices, *answers, *dates, *amounts]


def _measure(topic: str, city: str, number: int, chance: random.Random) -> Measure:
    first = chance.choice(FIRST_DAYS)
    requires = [{"fact": CITY, "is": city}, *_conditions(topic, chance)]
    return Measure.model_validate(
        {
            "id": f"{topic}-{city}-{number}",
            "title": WORDS,
            "summary": WORDS,
            "topic": topic,
            "audience": "consumer",
            "source": {"document": "none"},
            "dated_by": f"{topic}.date0",
            "from": first,
            "to": first + timedelta(days=chance.choice([183, 365, 730])),
            "checked_on": first,
            "requires": {"all": requires},
            "benefit": _benefit(topic, chance),
            "apply": {"where": "窗口", "automatic": True},
            "examples": [{"asked_on": first, "expect": "open"}],
        }
    )


def _conditions(topic: str, chance: random.Random) -> list[dict[str, Any]]:
    kinds = chance.sample(range(5), chance.randint(1, 3))
    found: list[dict[str, Any]] = [
        {"fact": f"{topic}.kind{kind}", "in": chance.sample(OPTIONS, chance.randint(1, 3))} for kind in kinds
    ]
    found += [
        {"fact": f"{topic}.answer{answer}", "is": chance.random() < 0.7}
        for answer in chance.sample(range(5), chance.randint(0, 2))
    ]
    if chance.random() < 0.4:
        bound = chance.choice(["at_least", "at_most"])
        found.append({"fact": f"{topic}.amount1", bound: chance.choice(THRESHOLDS)})
    if chance.random() < 0.3:
        early = {"fact": f"{topic}.date1", "before": chance.choice(FIRST_DAYS)}
        large = {"fact": f"{topic}.amount2", "more_than": chance.choice(THRESHOLDS)}
        found.append({"any": [early, large]})
    return found


def _benefit(topic: str, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(["fixed", "formula", "up_to"])
    cap = chance.choice([1000, 2000, 5000, 10_000, 20_000])
    if kind == "formula":
        return {"kind": kind, "amount": f"min({topic}.amount0 * {chance.choice([5, 8, 10])}%, {cap})"}
    return {"kind": kind, "amount": str(cap)}
