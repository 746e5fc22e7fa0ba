"""Where the clauses of a sentence begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right

from dialogs.understanding.text import is_english

# A blank separates like a comma, unless it stands between Latin letters or digits; a point, unless it is decimal.
_BOUNDARY = re.compile(r"[,，。;；!！?？\n]|(?<![a-z\d])\s|\s(?![a-z\d])|\.(?!\d)|(?<=\d)\s(?=\d)|(?<=[a-z])\s(?=\d)")
# In English a blank separates words, a comma also thousands, and what is done next follows "and".
_MARK = re.compile(r"[;!?\n]|[.,](?!\d)|\b(?:and|but|then|so|while|because|if|which|who)\b")
_PAUSE = re.compile(
    r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff\d])|(?<=[a-z\d])\s(?=[\u4e00-\u9fff])(?![万千百十亿元块平米升年月日号台辆])"
)


def with_commas(text: str) -> str:
    """A normalised text with a comma wherever a blank stands for one: people who chat leave commas out."""
    return _PAUSE.sub(",", text)


class Clauses:
    """Numbers the clauses of a sentence from 0."""

    def __init__(self, sentence: str) -> None:
        boundary = _MARK if is_english(sentence) else _BOUNDARY
        self._sentence = sentence
        self._starts = [0, *(match.end() for match in boundary.finditer(sentence))]

    def of(self, place: int) -> int:
        """The number of the clause that a place is in."""
        return bisect_right(self._starts, place) - 1

    def around(self, place: int) -> str:
        """The text of the clause that a place is in."""
        number = self.of(place)
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._sentence)
        return self._sentence[self._starts[number] : end]
