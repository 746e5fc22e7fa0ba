"""Looking for many phrases at once without compiling most of them.

A phrase can only be in a sentence that has all its fixed words, and nearly all phrases fail that test. So the first
message after a start costs no more than the hundredth, and none costs more than one look for each word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogs.understanding.text import is_english
from policy.phrase import is_of_latin_letters, names_in, pattern_of, standing_alone, tokens_of
from policy.pieces import in_pieces

_MOST = 25
"""Nobody who means it says one thing more often in a message; it also keeps noise from costing much."""

Words = Callable[[str], Sequence[str]]
"""The words that a name in braces stands for."""


class Place(NamedTuple):
    """Where something stands in a sentence."""

    start: int
    end: int

    def covers(self, other: Place) -> bool:
        """Whether the other lies within this one and is shorter."""
        return self.start <= other.start and other.end <= self.end and self != other


def widest(found: Iterable[Place]) -> list[Place]:
    """The places that do not lie within another, in order."""
    kept: list[Place] = []
    for place in sorted(set(found), key=lambda one: (one.start, -one.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return kept


def overlapping(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def words_in(sentence: str, words: Iterable[str]) -> list[Place]:
    """Where words stand in a sentence, first the first, the longest of those that overlap."""
    found = [place for word in words if word in sentence for place in _places_of(word, sentence)]
    return _apart(place for place in found if _stands_alone(sentence, place))


def _apart(found: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept[:_MOST]


def _stands_alone(sentence: str, place: Place) -> bool:
    """Whether what stands there is no part of a longer Latin word or number: "gas" in "Vegas"."""
    around = (sentence[place.start - 1 : place.start + 1], sentence[place.end - 1 : place.end + 1])
    return not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)


class Phrases:
    """Some phrases that mean the same: of those that begin at one place the longest counts."""

    def __init__(self, said: Iterable[str], words_of: Words) -> None:
        self._words_of = words_of
        self._said: dict[str, list[str]] = {}
        for phrase in said:
            self._said.setdefault(_letters_of(phrase), []).append(phrase)
        self._prepared: dict[str, list[tuple[str, _Phrase]]] = {}

    def _with_keys(self, letters: str) -> list[tuple[str, _Phrase]]:
        """The phrases in such letters, prepared when the first sentence comes that may have them."""
        if (prepared := self._prepared.get(letters)) is None:
            apart = dict.fromkeys(one for phrase in self._said.get(letters, ()) for one in _alternatives(phrase))
            phrases = [_Phrase(phrase, self._words_of) for phrase in in_pieces(apart)]
            prepared = self._prepared[letters] = [(phrase.key, phrase) for phrase in phrases]
        return prepared

    def _possible(self, sentence: str) -> list[_Phrase]:
        return [
            phrase
            for letters in _letters_in(sentence)
            for key, phrase in self._with_keys(letters)
            if key in sentence and phrase.may_be_in(sentence)
        ]

    def found_in(self, sentence: str) -> bool:
        """Whether any of them is in a sentence."""
        return any(next(phrase.places(sentence), None) for phrase in self._possible(sentence))

    def places(self, sentence: str) -> list[Place]:
        """Where they stand, first the first, none within another; of very many only these."""
        found = [place for phrase in self._possible(sentence) for place in phrase.places(sentence)]
        return found if len(found) < 2 else _apart(found)

    def is_all_of(self, sentence: str) -> bool:
        """Whether one of them is the whole sentence."""
        return bool(sentence) and Place(0, len(sentence)) in self.places(sentence)

    def blanked(self, sentence: str, blank: str, *, keeping_length: bool = False) -> str:
        """A sentence with a blank for each of them, or for each of its characters."""
        parts: list[str] = []
        end = 0
        for place in self.places(sentence):
            parts += [sentence[end : place.start], blank * (place.end - place.start if keeping_length else 1)]
            end = place.end
        return "".join([*parts, sentence[end:]])


_CHINESE, _ENGLISH, _BOTH = "Chinese", "English", "both"


def _letters_of(phrase: str) -> str:
    """The letters of a phrase; one that names a group may have any, and so may one that has digits only."""
    if not _LETTER_OR_DIGIT.search(phrase):
        return _CHINESE
    return _ENGLISH if phrase.replace("…", "").isascii() and is_of_latin_letters(phrase) else _BOTH


@lru_cache(maxsize=8)
def _letters_in(sentence: str) -> tuple[str, ...]:
    """Nearly every sentence is in one language, and then the phrases of the other need not be looked for."""
    if not _LETTER.search(sentence):
        return _CHINESE, _BOTH
    return (_ENGLISH, _BOTH) if is_english(sentence) else (_CHINESE, _ENGLISH, _BOTH)


class _Phrase:
    """One phrase. Its expression is compiled when a sentence first has all its fixed words."""

    def __init__(self, phrase: str, words_of: Words) -> None:
        self.written = phrase
        self._words_of = words_of
        self._needed: list[Sequence[str]] | None = None
        self._names = tuple(names_in(phrase)) if "{" in phrase else ()
        self._pattern: re.Pattern[str] | None = None
        self.is_plain = _FIXED.fullmatch(phrase) is not None
        self.key = phrase if self.is_plain else _key(phrase)
        """A word that must be in a sentence for the phrase to be; empty if none is known without a closer look."""

    def may_be_in(self, sentence: str) -> bool:
        """Whether a sentence that has the key has all the other fixed words, too."""
        if self.is_plain:
            return True
        if self._needed is None:
            self._needed = sorted(_needed(self.written, self._words_of), key=len)
        return all(any(word in sentence for word in words) for words in self._needed)

    def _pattern_for(self, sentence: str) -> re.Pattern[str]:
        """The expression, of names in braces only the words that are in the sentence: there are hundreds of places."""
        if self._pattern is not None:
            return self._pattern
        if not self._names:
            self._pattern = _compiled(self.written, (), ())
            return self._pattern
        named = tuple(tuple(word for word in self._words_of(name) if word in sentence) for name in self._names)
        return _compiled(self.written, self._names, named)

    def places(self, sentence: str) -> Iterator[Place]:
        if self.is_plain:
            yield from _places_of(self.written, sentence)
            return
        for count, match in enumerate(self._pattern_for(sentence).finditer(sentence)):
            if count == _MOST:
                return
            yield Place(match.start(), match.end())


def _key(phrase: str) -> str:
    """The longest fixed word outside brackets."""
    outside = _BRACKETED.sub("|", phrase)
    return "" if "(" in outside else max(_RUN.findall(outside), key=len, default="")


_BRACKETED = re.compile(r"\([^()]*\)\??|\{[a-z_.]+\}\??")
_RUN = re.compile(r"[^(|)?^$…{}]+(?![^(|)?^$…{}]?\?)")
_SIGNS = frozenset("(|)?^$…")
_LETTER, _LETTER_OR_DIGIT = re.compile(r"[a-z]"), re.compile(r"[a-z\d]")
_LATIN = re.compile(r"[a-z' ]+")
_FIXED = re.compile(rf"(?!{_LATIN.pattern}$)[^(|)?^$…{{]+")


@lru_cache(maxsize=4096)
def _compiled(phrase: str, names: tuple[str, ...], words: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    expressions = dict(zip(names, map(_any, words), strict=True))
    return re.compile(pattern_of(phrase, expressions.__getitem__))


def _any(words: Sequence[str]) -> str:
    if not words:
        return "(?!)"
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        standing_alone(re.escape(one)) if _LATIN.fullmatch(one) else re.escape(one) for one in longest_first
    )


def _places_of(word: str, sentence: str) -> Iterator[Place]:
    start = sentence.find(word)
    count = 0
    while start >= 0 and count < _MOST:
        yield Place(start, start + len(word))
        start = sentence.find(word, start + len(word))
        count += 1


def _alternatives(phrase: str) -> list[str]:
    """A phrase taken apart where that is simple: 外省|外地 at every bar outside brackets, 卖的? into 卖的 and 卖."""
    if "|" not in _BRACKETED.sub("", phrase):
        return _with_and_without(phrase)
    depth = 0
    parts = [""]
    for token in tokens_of(phrase):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return [one for part in parts for one in _with_and_without(part)]


def _with_and_without(phrase: str) -> list[str]:
    if phrase.count("?") != 1 or any(sign in phrase for sign in "(|){…"):
        return [phrase]
    place = phrase.index("?")
    return [phrase.replace("?", ""), phrase[: place - 1] + phrase[place + 1 :]]


def _needed(phrase: str, words_of: Words) -> Iterator[Sequence[str]]:
    """Of each of these one must be in a sentence for the phrase to be: its fixed words, the words of its brackets."""
    run = ""
    tokens = [*tokens_of(phrase), ""]
    position = 0
    while position < len(tokens):
        token = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else ""
        if len(token) == 1 and token not in _SIGNS and following != "?":
            run += token
            position += 1
            continue
        if run:
            yield (run,)
            run = ""
        if token == "(":
            end = _end_of_bracket(tokens, position)
            alternatives = "".join(tokens[position + 1 : end]).split("|")
            is_simple = all(alternatives) and not any(sign in one for one in alternatives for sign in "(){?…^$")
            if is_simple and tokens[end + 1 : end + 2] != ["?"]:
                yield alternatives
            position = end + 1
        else:
            if token.startswith("{") and following != "?":
                yield words_of(token[1:-1])
            position += 2 if following == "?" else 1


def _end_of_bracket(tokens: Sequence[str], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += (tokens[position] == "(") - (tokens[position] == ")")
        if depth == 0:
            return position
    raise ValueError("brackets were checked when the catalogue was loaded")
