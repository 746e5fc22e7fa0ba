"""Yes and no, as people say them about the fact that is being asked."""

from __future__ import annotations

import re
from functools import lru_cache

from dialogs.understanding.text import core, normalised
from policy.domain import Domain
from policy.fact import Fact

YES, NO = Domain.of(1), Domain.of(0)

_SAYING_YES = """
    是 对 嗯 嗯嗯 有 中 参加 参与 在 列入 列了 符合 当然 当然是 没错 对头 可不是 肯定 肯定是 确实 确实是 都是 我是 我有
    属于 算 备了 已备案 好 行 可以 yes y yeah yep sure true correct right ok
    exactly indeed definitely certainly
"""
_SAYING_NO = """
    不是 否 没 没有 无 未 不 不对 没参加 没参与 不参加 不在 没中 没列入 不符合 不算 不属于 还没 还没有 并没有 都不是
    都没有 我没有 我不是 从来没有 没办 没摇 没备 不可以 不行 no n nope false not never
    none nothing zero
"""
_YES, _NO = frozenset(_SAYING_YES.split()), frozenset(_SAYING_NO.split())
_OPENING = re.compile(r"(不是的?|没有?|不|否|是的?|对的?|嗯+|有的?|yes|no|yeah|nope)[,，.。!！、;；\s]+")
_PLAINLY = re.compile(r"是|对|嗯|有|不是|不对|否|没有(?![中摇参备列])|yes|yeah|yep|right|no\b|nope")
_QUESTION = re.compile(r"[?？吗么]|是不是|有没有|算不算|在不在|能不能|要不要|可能|也许|不一定|说不定|maybe|perhaps")


def read_yes_no(fact: Fact, text: str) -> Domain | None:
    """The answer in a normalised text; None for a question, a maybe, or anything else."""
    if _QUESTION.search(text):
        return None
    answer = core(text)
    if found := _plain(answer):
        return found
    if opening := _OPENING.match(answer):
        return _plain(core(opening[1]))
    without = core(_words_of(fact).sub("", answer))
    if without != answer:
        return _plain(without) if without else YES
    return None


def says_plainly(text: str) -> bool:
    """Whether a text begins with a yes or a no that may answer anything, rather than with 没中 or 参加."""
    return _PLAINLY.match(core(text)) is not None


def is_no(answer: str) -> bool:
    """Whether a whole answer says no or none."""
    return answer in _NO


def _plain(answer: str) -> Domain | None:
    if answer in _YES:
        return YES
    return NO if answer in _NO else None


@lru_cache(maxsize=1024)
def _words_of(fact: Fact) -> re.Pattern[str]:
    """What the fact is called: 摇中了 says yes, 没摇中 says no, once 摇中 is taken away."""
    words = sorted({normalised(word) for word in (fact.name.zh, fact.name.en or "", *fact.also)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
