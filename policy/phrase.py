"""How administrators write what people say: a phrase, in a notation small enough to be learnt from one example.

``卖…旧车`` leaves out up to eight characters of the same clause, none of which denies, ``卖……买`` up to thirty of any.
In a phrase of Latin letters these are forty and eighty characters, and it only stands for whole words.
``(买|提)车`` is either, in ``旧的?车`` the character before the question mark may be missing, ``在{person.city}买`` has
any word for an option of the fact in the middle, ``{relative}的车`` any word of a group. ``^`` and ``$`` are the
beginning and the end of the message. Everything else stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator

from policy.shape import refuse

CLAUSE_MARKS = ",，。;；!！?？\n"
_SIGNS = {"?": "?", "^": "^", "$": "$", "(": "(?:", "|": "|", ")": ")"}
_CHINESE = {"…": f"[^{CLAUSE_MARKS}没不未]{{0,8}}?", "……": ".{0,30}?", **_SIGNS}
_ENGLISH = {
    "…": rf"(?:(?!\b(?:not|no|never|without|and|but)\b|n't\b)[^{CLAUSE_MARKS}.]){{0,40}}?",
    "……": ".{0,80}?",
    **_SIGNS,
}
_TOKEN = re.compile(r"……|…|\{([a-z_.]+)\}|[(|)?^$]|.", re.DOTALL)


def pattern_of(phrase: str, words_of: Callable[[str], str]) -> str:
    """The regular expression, without groups, of a phrase; ``words_of`` gives that of a fact's words."""
    is_latin = is_of_latin_letters(phrase)
    signs = _ENGLISH if is_latin else _CHINESE
    found = []
    for token in _TOKEN.finditer(phrase):
        if token[1]:
            found.append(f"(?:{words_of(token[1])})")
        else:
            found.append(signs.get(token[0]) or re.escape(token[0]))
    expression = "".join(found)
    return standing_alone(f"(?:{expression})") if is_latin else expression


def is_of_latin_letters(phrase: str) -> bool:
    """Whether the words of a phrase are Latin ones, besides what it names in braces."""
    return _LATIN.fullmatch(_NAMED.sub("", phrase)) is not None


_NAMED = re.compile(r"\{[a-z_.]+\}")
_LATIN = re.compile(r"(?=[^a-z]*[a-z])[a-z0-9' …(|)?^$-]+")


def standing_alone(expression: str) -> str:
    """An expression for words between other letters than Latin ones: "gas" is not in "Vegas", "won" not in "won't"."""
    return rf"(?<![a-z]){expression}(?![a-z]|'t)"


def tokens_of(phrase: str) -> list[str]:
    """The signs, names in braces and single characters of a phrase, in order; together they are the phrase."""
    return [token[0] for token in _TOKEN.finditer(phrase)]


def names_in(phrase: str) -> list[str]:
    """The facts and groups whose words a phrase holds."""
    return [token[1] for token in _TOKEN.finditer(phrase) if token[1]]


def _checked(phrase: str) -> str:
    shortest = _shortest(tokens_of(phrase))
    if shortest is None:
        raise refuse("括号不成对，或问号前没有字。", "the brackets do not match, or nothing is before a question mark.")
    if shortest == 0:
        raise refuse("这个说法什么都不写也算，请写得具体些。", "this phrase is met by nothing at all: be specific.")
    return phrase


def _shortest(tokens: list[str]) -> int | None:
    """How many characters a phrase has at least; None if it is not well formed. To compile it would take far longer."""
    outer: list[tuple[list[int], int]] = []  # of each open bracket the alternatives so far, and the one before it
    alternatives: list[int] = []
    length = last = 0
    optional = False  # whether a question mark may follow
    for token in tokens:
        if token == "(":
            outer.append((alternatives, length))
            alternatives, length, optional = [], 0, False
        elif token == "|":
            alternatives.append(length)
            length, optional = 0, False
        elif token == ")":
            if not outer:
                return None
            last = min([*alternatives, length])
            alternatives, length = outer.pop()
            length, optional = length + last, True
        elif token == "?":
            if not optional:
                return None
            length, optional = length - last, False
        else:
            last = 0 if token in _SIGNS else 1
            length, optional = length + last, token not in _SIGNS
    return None if outer else min([*alternatives, length])


Phrase = Annotated[str, AfterValidator(_checked)]
