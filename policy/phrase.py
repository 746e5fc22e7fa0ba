"""How administrators write what people say: a phrase, in a notation small enough to be learnt from one example.

``卖…旧车`` leaves out up to eight characters of the same clause, none of which denies, ``卖……买`` up to thirty of any.
``(买|提)车`` is either, in ``旧的?车`` the character before the question mark may be missing, ``在{person.city}买`` has
any word for an option of the fact in the middle, ``{relative}的车`` any word of a group. ``^`` and ``$`` are the beginning and the end of the message.
Everything else stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from policy.shape import refuse

CLAUSE_MARKS = ",，。;；!！?？\n"
_NEAR, _FAR = f"[^{CLAUSE_MARKS}没不未]{{0,8}}?", ".{0,30}?"
_STRUCTURE = re.compile(r"[(|)?^$]")
_TOKEN = re.compile(r"……|…|\{([a-z_.]+)\}|[(|)?^$]|.", re.DOTALL)


def pattern_of(phrase: str, words_of: Callable[[str], str]) -> str:
    """The regular expression, without groups, of a phrase; ``words_of`` gives that of a fact's words."""
    found = []
    for token in _TOKEN.finditer(phrase):
        if token[1]:
            found.append(f"(?:{words_of(token[1])})")
        else:
            found.append(_SIGNS.get(token[0]) or re.escape(token[0]))
    return "".join(found)


_SIGNS = {"…": _NEAR, "……": _FAR, "(": "(?:", "|": "|", ")": ")", "?": "?", "^": "^", "$": "$"}


def tokens_of(phrase: str) -> list[str]:
    """The signs, names in braces and single characters of a phrase, in order; together they are the phrase."""
    return [token[0] for token in _TOKEN.finditer(phrase)]


def names_in(phrase: str) -> list[str]:
    """The facts and groups whose words a phrase holds."""
    return [token[1] for token in _TOKEN.finditer(phrase) if token[1]]


def _checked(phrase: str) -> str:
    if phrase.strip("…") and not _STRUCTURE.search(phrase):
        return phrase  # most phrases: to compile them all would double the time that loading takes
    try:
        empty = re.compile(pattern_of(phrase, lambda _: "x")).fullmatch("")
    except re.error:
        raise refuse("括号不成对。", "the brackets do not match.") from None
    if empty:
        raise refuse("这个说法什么都不写也算，请写得具体些。", "this phrase is met by nothing at all: be specific.")
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
