"""Small catalogues for tests, written as files and loaded as any other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policy.catalogue import Catalogue, load_catalogue

WORDS = {"zh": "字", "en": "word"}
DOCUMENT = {"title": "通知", "issuer": "某部门", "grade": "A", "obtained": "网上"}


def words(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"{zh} in English"}


def fact(kind: str, **given: Any) -> dict[str, Any]:
    """A fact of a kind; an amount is plausible from 1 to 100 000 unless given otherwise."""
    if kind == "amount":
        given = {"unit": "CNY", "plausible": [1, 100000], **given}
    return {"kind": kind, "name": WORDS, "question": WORDS, "why": WORDS, **given}


def choice(*options: str, **given: Any) -> dict[str, Any]:
    return fact("choice", options={option: words(option) for option in options}, **given)


def measure(name: str, requires: Any = None, benefit: Mapping[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    """A consumer measure of the topic "one" that is always in force and gives 100 yuan unless given otherwise."""
    return {
        "id": name,
        "title": WORDS,
        "summary": WORDS,
        "topic": "one",
        "audience": "consumer",
        "source": {"document": "notice"},
        "dated_by": "asked_on",
        "checked_on": "2024-01-01",
        "requires": requires,
        "benefit": benefit or {"kind": "fixed", "amount": "100"},
        "apply": {"where": "窗口"},
        "examples": [{"asked_on": "2024-06-01", "expect": "open"}],
        **given,
    }


def small_catalogue(
    root: Path,
    facts: Mapping[str, Any],
    measures: Sequence[Mapping[str, Any]],
    *,
    topics: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Catalogue:
    """Write a catalogue into a folder and load it. JSON is YAML, so it needs no second writer."""

    def write(path: str, content: Any) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")

    write("documents.yaml", {"notice": DOCUMENT})
    write("topics.yaml", topics or {"one": {"title": WORDS, "blurb": WORDS}})
    write("parameters.yaml", parameters or {})
    write("facts/all.yaml", facts)
    for entry in measures:
        write(f"measures/{entry['topic']}/{entry['id']}.yaml", entry)
    return load_catalogue(root)
