"""What must agree between the language files and the rest of the catalogue: facts, their values, topics, measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy.catalogue import Catalogue
from policy.fact import Fact
from policy.phrase import names_in
from policy.problems import RefusedValue, nearest
from policy.speech import Statement, Subject, value_of
from policy.yamlfile import Route

Words = tuple[str, str]
Found = Iterator[tuple[Route, Words]]


def check_statement(catalogue: Catalogue, statement: Statement) -> Found:
    """A statement names a fact, topics, values of the fact and other facts that there are."""
    fact = catalogue.facts.get(statement.id)
    if fact is None:
        yield from _unknown(("",), "事实", "fact", statement.id, catalogue.facts)
        return
    for index, topic in enumerate(statement.topics):
        yield from _unknown(("topics", index), "主题", "topic", topic, catalogue.topics)
    for index, name in enumerate(statement.needs_facts):
        yield from _unknown(("needs_facts", index), "事实", "fact", name, catalogue.facts)
    for key, said in (("says", statement.says), ("answers", statement.answers), ("implied", statement.implied)):
        for value, phrases in said.items():
            yield from _refused((key, value, ""), fact, value)
            yield from _phrases(catalogue, (key, value), phrases)
    for key in ("cues", "surest", "adds_up", "needs", "unless"):
        yield from _phrases(catalogue, (key,), getattr(statement, key))
    if statement.usual is not None:
        low, high = statement.usual
        try:
            fact.parse({"from": low, "to": high})
        except RefusedValue as error:
            yield ("usual",), (error.zh, error.en)


def check_subject(catalogue: Catalogue, subject: Subject) -> Found:
    """A subject names measures that there are."""
    for index, name in enumerate(subject.measures):
        yield from _unknown(("measures", index), "政策", "measure", name, catalogue.measures)
    for key in ("clear", "words"):
        yield from _phrases(catalogue, (key,), getattr(subject, key))


def _refused(route: Route, fact: Fact, key: str) -> Found:
    try:
        fact.parse(value_of(fact, key))
    except RefusedValue as error:
        yield route, (error.zh, error.en)


def _phrases(catalogue: Catalogue, route: Route, phrases: Iterable[str]) -> Found:
    for index, phrase in enumerate(phrases):
        for name in names_in(phrase):
            known = catalogue.facts if "." in name else catalogue.speech.words.groups
            yield from _unknown((*route, index), "事实或词组", "fact or group of words", name, known)


def _unknown(route: Route, kind_zh: str, kind_en: str, name: str, names: Iterable[str]) -> Found:
    names = list(names)
    if name not in names:
        zh, en = nearest(name, names)
        yield route, (f"没有这个{kind_zh}：{name}。{zh}", f"no such {kind_en}: {name}.{en}")
