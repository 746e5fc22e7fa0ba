"""Choices that are typed instead of pressed: by their number, by what is written on them, by a plain yes or no."""

from __future__ import annotations

from dialogs.items import written_on_item
from dialogs.packed import unpacked
from dialogs.taking import chosen
from dialogs.turn import Turn
from dialogs.understanding.text import normalised
from dialogs.wording import labels, render
from policy.domain import Domain
from policy.fact import Fact

_YES = """
    是 是的 对 对的 嗯 没错 好 好的 行 可以 确定 确认 同意 yes y yeah yep right ok okay sure confirm
    删 删除 删了 删吧 删掉 全部删除 都删了 都删除 确定删除 确认删除 delete
"""
_NO = """
    不是 不对 不 否 不要 不用 不了 算了 别 取消 不删 不删了 别删 先不删 no n nope cancel don't
"""
_YES_AS_MEANT, _NOT_AS_MEANT = frozenset(_YES.split()), frozenset(_NO.split())
_SMALL_NUMBERS = ("count", "years", "vehicles", "events", "L", "ratio")
_ENDS = "。.!！~ 了吧啊呀"


def named(fact: Fact, text: str) -> Domain | None:
    """The option that the text names word for word."""
    for position, (name, option) in enumerate(fact.options.items()):
        if text in (name, option.zh, option.en) or text in option.also:
            return Domain.of(position)
    return None


def as_shown(turn: Turn, fact: Fact | None, text: str) -> str | None:
    """The choice last shown whose number or label the text is; 0 stands for not knowing.

    Where the answer itself may be a small number (two children), a number is the answer.
    """
    offered = turn.session.offered
    answers_itself = fact is not None and fact.kind == "amount" and fact.unit in _SMALL_NUMBERS
    if text.isdecimal() and len(text) <= 2 and not answers_itself:
        number = int(text)
        if number == 0:
            return ":unknown" if ":unknown" in offered else None
        return offered[number - 1] if number <= len(offered) else None
    typed = normalised(text)
    return next((value for value in offered if typed in map(normalised, _written_on(turn, value))), None)


def labelled(turn: Turn, text: str) -> str | None:
    """The button that navigates whose label the text is, shown or not: what was once read may be typed at any time."""
    typed, language = normalised(text), turn.session.language
    topics = {f":topic:{topic.id}": topic.title.in_language(language) for topic in turn.catalogue.topics.values()}
    names = {**labels(language), **topics}
    return next((value for value, label in names.items() if normalised(label) == typed), None)


def confirmed(turn: Turn, text: str) -> str | None:
    """The choice that a plain yes or no is, where one thing was offered to be confirmed."""
    offered = turn.session.offered
    yes: str | None
    if ":forget:yes" in offered:
        yes, no = ":forget:yes", ":resume"
    elif ":not-meant" in offered:  # a yes to one of several things says nothing
        yes, no = (None if offered.index(":not-meant") > 1 else offered[0]), ":not-meant"
    else:
        return None
    plain = normalised(text)
    spoken = {plain, plain.rstrip(_ENDS)}
    return yes if spoken & _YES_AS_MEANT else no if spoken & _NOT_AS_MEANT else None


def _written_on(turn: Turn, value: str) -> list[str]:
    """What is written on the button of a value, or is as good as that: a fact's name for the answer to change."""
    language, catalogue = turn.session.language, turn.catalogue
    name, _, argument = value.removeprefix(":").partition(":")
    if not value.startswith(":"):
        return _of_answer(turn, value)
    if name == "topic" and argument in catalogue.topics:
        return [catalogue.topics[argument].title.in_language(language)]
    if name == "faq" and argument in catalogue.faq:
        return [catalogue.faq[argument].asked_in(language)]
    if name == "begin" and (start := catalogue.faq[argument].start):
        return [render("begin", language, topic=catalogue.topics[start.topic].title)]
    if name in ("another", "instead"):
        return [written_on_item(turn, value)]
    if name == "meant":
        return [catalogue.facts[fact].name.in_language(language) for fact in unpacked(turn, argument)]
    if name == "change" and argument in catalogue.facts:
        fact, domain = catalogue.facts[argument], turn.answered(argument)
        called = fact.name.in_language(language)
        said = [f"{called}: {fact.say(domain, language)}"] if domain is not None else []
        return [called, *fact.also, *said]
    label = labels(language).get(value)
    return [label] if label is not None else []


def _of_answer(turn: Turn, value: str) -> list[str]:
    language = turn.session.language
    meant = [(turn.catalogue.facts[name], domain) for name, domain in chosen(turn, value).items()]
    return [
        *(fact.say(domain, language) for fact, domain in meant),
        *(render("meant", language, fact=fact, domain=domain) for fact, domain in meant),
    ]
