"""The text of an entry: a new one, and one with single keys changed; all else stays as somebody wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from io import StringIO
from pathlib import Path
from string import Template
from typing import Any, Literal, NamedTuple, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

from policy.problems import CatalogueError
from policy.yamlfile import YamlFile

Name = TypeVar("Name")

_EXPLANATION = re.compile(rb"^(?:\r?\n)?#:.*\n?", re.MULTILINE)


class Contents(NamedTuple):
    """What is given for single keys: a question and an answer, more phrasings, ids of measures to cite."""

    question: str | None = None
    also: Sequence[str] = ()
    answer: str | None = None
    measures: Sequence[str] = ()


def template(topic: str, name: str, today: date) -> bytes:
    """An empty entry in which lines that begin with ``#:`` explain every key."""
    text = (Path(__file__).parent / "template.yaml").read_text(encoding="utf-8")
    return Template(text).substitute(id=name, topic=topic, today=today.isoformat()).encode()


def without_explanations(text: bytes) -> bytes:
    """An entry without the lines that the template has for whoever fills it in."""
    return _EXPLANATION.sub(b"", text)


def composed(topic: str, name: str, today: date, contents: Contents) -> bytes:
    """A new entry that has the keys for which there are contents."""
    entry = CommentedMap(id=name, topic=topic)
    if contents.question is not None:
        entry["question"] = contents.question
    if contents.also:
        entry["also"] = list(contents.also)
    if contents.answer is not None:
        entry["answer"] = _block(contents.answer)
    if contents.measures:
        entry["citations"] = [_citation(_Cited("measure", measure)) for measure in contents.measures]
    entry["checked_on"] = today.isoformat()
    return _dumped(entry)


def changed(file: YamlFile, contents: Contents) -> bytes:
    """The entry in a file with other contents, its comments and its order kept; raises CatalogueError."""
    if not isinstance(file.data, dict):
        raise CatalogueError([file.problem((), "这里应是键值（键: 值）。", "expected a mapping (key: value).")])
    if not isinstance(file.data.get("also") or [], list):
        raise CatalogueError([file.problem(("also",), "应为列表。", "expected a list.")])
    entry = _yaml().load(file.text.replace("\r\n", "\n"))
    if contents.question is not None:
        entry["question"] = contents.question
    if contents.answer is not None:
        entry["answer"] = _block(contents.answer)
    if contents.also and not entry.get("also"):
        _put_after(entry, "question", "also", CommentedSeq())
    for phrase in contents.also:
        if phrase not in entry["also"]:
            _append(entry["also"], phrase)
    text = _dumped(entry)
    return text.replace(b"\n", b"\r\n") if "\r\n" in file.text else text


class Fields(NamedTuple):
    """What the form of an entry shows: all but topic, audience, aspects and start, which stay.

    A document stands in one line with the clause, if there is one: "sx-2023-65 第10条".
    """

    question: str
    also: Sequence[str]
    answer: str
    measures: Sequence[str]
    documents: Sequence[str]
    checked_on: str
    en_question: str = ""
    en_answer: str = ""


def fields_of(file: YamlFile) -> Fields | None:
    """The fields of an entry, sound or not; None for one that no form can show."""
    data = file.data
    if not isinstance(data, dict):
        return None
    also, citations, english = data.get("also") or [], data.get("citations") or [], data.get("en") or {}
    if not (isinstance(also, list) and isinstance(citations, list) and isinstance(english, dict)):
        return None
    cited = [name for name in map(_name_of, citations) if name is not None]
    measures, documents = ([line for kind, line in cited if kind == wanted] for wanted in ("measure", "document"))
    shown = [data.get(key) or "" for key in ("question", "answer", "checked_on")]
    translated = [english.get(key) or "" for key in ("question", "answer")]
    if not all(isinstance(text, str) for text in (*also, *shown, *translated)):
        return None
    return Fields(shown[0], also, shown[1], measures, documents, shown[2], *translated)


def with_fields(file: YamlFile, fields: Fields) -> bytes:
    """The entry with what a form holds; comments and what the form does not show stay. Raises CatalogueError."""
    before = fields_of(file)
    if before is None:
        raise CatalogueError([file.problem((), "这里应是键值（键: 值）。", "expected a mapping (key: value).")])
    entry = _yaml().load(file.text.replace("\r\n", "\n"))
    for key in ("question", "checked_on"):
        if getattr(fields, key) != getattr(before, key):
            entry[key] = getattr(fields, key)
    if fields.answer.strip() != before.answer.strip():
        entry["answer"] = _block(fields.answer)
    _change_list(entry, "also", before.also, fields.also, lambda phrase: phrase, lambda phrase: phrase)
    _change_list(entry, "citations", _names(before), _names(fields), _name_of, _citation)
    _change_english(entry, before, fields)
    text = _dumped(entry)
    return text.replace(b"\n", b"\r\n") if "\r\n" in file.text else text


def _change_list(
    entry: CommentedMap,
    key: str,
    before: Sequence[Name],
    after: Sequence[Name],
    name_of: Callable[[Any], Name | None],
    item: Callable[[Name], Any],
) -> None:
    """Take away what is gone and append what is new, so that comments stay beside what they are about."""
    if list(before) == list(after):
        return
    if not entry.get(key):
        _put_after(entry, "question" if key == "also" else "answer", key, CommentedSeq())
    items = entry[key]
    for position in reversed(range(len(items))):
        name = name_of(items[position])
        if name in before and name not in after:
            del items[position]
    for name in after:
        if name not in before:
            _append(items, item(name))
    if not items:
        del entry[key]


def _change_english(entry: CommentedMap, before: Fields, fields: Fields) -> None:
    now, then = (fields.en_question, fields.en_answer.strip()), (before.en_question, before.en_answer.strip())
    if now == then:
        return
    if not any(now):
        del entry["en"]
        return
    if not entry.get("en"):
        entry["en"] = CommentedMap()
    if now[0] != then[0]:
        entry["en"]["question"] = now[0]
    if now[1] != then[1]:
        entry["en"]["answer"] = _block(now[1])


def _put_after(entry: CommentedMap, earlier: str, key: str, value: Any) -> None:
    if key in entry:
        entry[key] = value
    else:
        names = list(entry)
        entry.insert(names.index(earlier) + 1 if earlier in names else len(names), key, value)


def _append(items: CommentedSeq, item: Any) -> None:
    """Append to a list. What is written between its last item and the next key stays before that key."""
    last = len(items) - 1
    items.append(item)
    comment = (items.ca.items.get(last) or [None])[0]
    if comment is None:
        return
    beside, _, below = comment.value.partition("\n")
    if below:
        moved = copy(comment)
        moved.value = f"\n{below}"
        items.ca.items[last + 1] = [moved, None, None, None]
        comment.value = f"{beside}\n"
    if not beside:
        del items.ca.items[last]


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    block: str = LiteralScalarString("\n".join(lines) + "\n")
    return block


# ---- what is cited


class _Cited(NamedTuple):
    """A citation as the form has it: which kind of thing it names, and its line."""

    kind: Literal["measure", "document"]
    line: str


def _names(fields: Fields) -> list[_Cited]:
    measures = [_Cited("measure", line) for line in fields.measures]
    return measures + [_Cited("document", " ".join(line.split())) for line in fields.documents]


def _name_of(item: Any) -> _Cited | None:
    """What an item of ``citations`` names; None for one that the form cannot show, and leaves as it is."""
    if not isinstance(item, dict):
        return None
    if isinstance(item.get("measure"), str):
        return _Cited("measure", item["measure"])
    document, clause = item.get("document"), item.get("clause") or ""
    if isinstance(document, str) and isinstance(clause, str):
        return _Cited("document", " ".join(f"{document} {clause}".split()))
    return None


def _citation(cited: _Cited) -> CommentedMap:
    name, _, clause = cited.line.partition(" ")
    citation = CommentedMap({cited.kind: name})
    if clause:
        citation["clause"] = clause
    citation.fa.set_flow_style()
    return citation


class _AsTyped(VersionedResolver):
    """As policy reads YAML: a scalar is the text that was typed, never a number or a date; only null is special."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and value not in ("", "~", "null"):
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    """A round trip in the catalogue's own layout: lists indented by two, lines as long as they are."""
    yaml = YAML()
    yaml.Resolver = _AsTyped
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(entry: CommentedMap) -> bytes:
    text = StringIO()
    _yaml().dump(entry, text)
    return text.getvalue().encode()
