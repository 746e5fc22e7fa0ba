"""`jinhui understand`: what a message means: its intent, topic and facts, and the measures and answers it is about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot import clock
from bot.commands.batch import answer_each_line
from bot.commands.serving import catalogue, known_topic
from bot.enquiry import read_day
from bot.errors import RefusedInput
from bot.kept import load_or_keep
from bot.output import print_json
from bot.reports.understanding import understanding_as_data, understanding_as_text
from dialogs.understanding import Understanding, understand
from policy.catalogue import Catalogue
from policy.fact import ASKED_ON
from policy.problems import nearest

KEYS = ("text", "asked_on", "topic", "asking")


def understand_one(text: str, on: date | None, topic: str | None, asking: str | None, *, as_json: bool) -> None:
    """Understand one message."""
    served = catalogue(load_or_keep)
    if topic is not None:
        known_topic(served, topic)
    found = understand(served, text, on or clock.now().date(), topic, _known_fact(served, asking))
    if as_json:
        print_json(understanding_as_data(served, found), indent=2)
    else:
        print(understanding_as_text(served, found))


def understand_batch(file: Path, on: date | None) -> None:
    """Understand one message a line."""
    served = catalogue(load_or_keep)
    answer_each_line(file, lambda line, _: understanding_as_data(served, _understood(served, line, on)))


def _understood(served: Catalogue, line: str, on: date | None) -> Understanding:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        given = None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise RefusedInput('应为 {"text": …}', 'expected {"text": …}')
    for key in given:
        if key not in KEYS:
            zh, en = nearest(key, KEYS)
            raise RefusedInput(f"没有这个键：{key}。{zh}", f"no such key: {key}.{en}")
    topic: Any = given.get("topic")
    if topic is not None and topic not in served.topics:
        zh, en = nearest(str(topic), served.topics)
        raise RefusedInput(f"没有主题 {topic}。{zh}", f"no topic {topic}.{en}")
    asked_on = on or clock.now().date() if given.get("asked_on") is None else read_day(given["asked_on"])
    return understand(served, given["text"], asked_on, topic, _known_fact(served, given.get("asking")))


def _known_fact(served: Catalogue, name: object) -> str | None:
    if name is None:
        return None
    if name not in served.facts or name == ASKED_ON:
        zh, en = nearest(str(name), served.facts.keys() - {ASKED_ON})
        raise RefusedInput(f"没有这个事实：{name}。{zh}", f"no such fact: {name}.{en}")
    return str(name)
