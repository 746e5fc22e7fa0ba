"""Choices by their words: which options of a fact a text names, and which it denies."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dialogs.understanding.searching import words_in
from dialogs.understanding.text import core, normalised
from policy.domain import Domain
from policy.fact import Fact

SIMILAR = 82.0
"""How alike, in percent, a mistyped answer must be to a word: one slip in six letters, none in a short Chinese word."""

_NEGATION = re.compile(r"(?:没有?|未|不是?|非|别|无)(?:在|去|有|给|办|打算|想|要|把|是|再)?\s?$")
_ENGLISH_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|without)|n't)"
    r"(?: (?:yet|have|having|been|be|get|got|to|in|on|a|an|any|the|my|our|it|that))*\s$"
)
_DENIAL = re.compile(r"(?:我的?|它|这辆?车|旧车|新车|it is |it's )?(?:没有?|未|不是?|并不是|并非|非|not )(?:在|由)?")
_ALTERNATIVES = re.compile(r"或|还是|要么|、|/|\bor\b|都有")
_UNLIKE = re.compile(r"[没未不无非内外上下新旧大小前后多少有一二三四五六七八九十\d]")
_BRACKETED = re.compile(r"\s?\([^)]*\)")
# Words that mean an option only as the whole answer: inside a sentence they speak of something else.
_SAID_ALONE = "电的 没有 无 没 其他 其它 别的 都不是 都没有 我的 自己 other none no me mine new used old"
_WHOLE_ONLY = frozenset(_SAID_ALONE.split())
_QUESTION = re.compile(
    r"[?吗]|是不是|要不要|能不能|有没有|哪个|多少|怎么|什么|有啥|\b(?:how|what|which|should i|do i)\b"
)


class Named(NamedTuple):
    """Options that a word in a text stands for, and where the word begins and ends."""

    options: Domain
    start: int
    end: int


class Vocabulary:
    """The words for the options of one fact, in the form of ``normalised``."""

    def __init__(self, fact: Fact) -> None:
        self.options: dict[str, Domain] = {}
        spelt: set[str] = set()
        for position, (name, option) in enumerate(fact.options.items()):
            said = (option.said.zh, option.said.en or "") if option.said else ()
            for word in (name, name.replace("_", " "), option.zh, option.en or "", *option.also, *said):
                plain = normalised(word)
                spelt |= {plain, _BRACKETED.sub("", plain)}
                for form in {plain, _BRACKETED.sub("", plain), core(plain)}:
                    self.options[form] = self.options.get(form, Domain()) | Domain.of(position)
        self.options.pop("", None)
        self.everything = fact.universe
        self.searched = [word for word in spelt - _WHOLE_ONLY if word and not word.isdecimal()]

    def found(self, text: str) -> list[Named]:
        """What a normalised text names; of overlapping words the longest."""
        return [Named(self.options[text[start:end]], start, end) for start, end in words_in(text, self.searched)]

    def named(self, text: str) -> list[Named]:
        """What a normalised text names and does not deny."""
        return [one for one in self.found(text) if not denied(text, one.start)]

    def read(self, text: str) -> Domain | None:
        """The options that an answer means, None if none is certain."""
        answer = core(text)
        if whole := self.options.get(answer) or self.options.get(text):
            return whole
        if _QUESTION.search(text):
            return None
        if named := self.named(text):
            meant = Domain.union(span for one in named for span in one.options)
            agree = all(one.options == meant for one in named)
            return meant if agree or _ALTERNATIVES.search(text) else None
        if (denial := _DENIAL.match(answer)) and (denied := self.options.get(answer[denial.end() :])):
            return self.everything - denied or None
        return self._misspelt(answer)

    def _misspelt(self, answer: str) -> Domain | None:
        """The options of the one word that the answer is nearly; never across words of opposite meaning."""
        if len(answer) < 5 or self.found(answer):  # what it does name, it denies
            return None
        from rapidfuzz import fuzz, process  # 28 ms to import, and most answers are spelt right

        found = process.extract(answer, self.searched, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3)
        meant = {self.options[word] for word, _, _ in found if _UNLIKE.findall(word) == _UNLIKE.findall(answer)}
        return meant.pop() if len(meant) == 1 else None


def denied(text: str, start: int) -> bool:
    """Whether a negation stands right before a place in a normalised text."""
    before = text[max(start - 24, 0) : start]
    return _NEGATION.search(before, max(len(before) - 6, 0)) is not None or (
        before[-1:] == " " and _ENGLISH_NEGATION.search(before) is not None
    )


@lru_cache(maxsize=1024)
def vocabulary(fact: Fact) -> Vocabulary:
    """The words of a fact, prepared once."""
    return Vocabulary(fact)
