"""Comparing texts: line by line, word by word, and three ways where two people changed the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from typing import Literal, NamedTuple

_WORDS = re.compile(r"[A-Za-z0-9_.\-]+|\s+|.", re.DOTALL)

Piece = tuple[Literal["same", "old", "new"], str]


def unified(before: bytes | None, after: bytes | None, name_before: str, name_after: str) -> str:
    """A unified diff, as a terminal shows it; empty if nothing differs. None is a file that is not there."""
    lines = unified_diff(
        _lines(before), _lines(after), name_before if before is not None else "/dev/null",
        name_after if after is not None else "/dev/null",
    )  # fmt: skip
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: bytes | None) -> list[str]:
    return (text or b"").decode(errors="replace").splitlines(keepends=True)


def words(before: str, after: str) -> list[Piece]:
    """A word diff: a Latin word, a number or a Chinese character at a time."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(("old", "".join(old[a:b])))
        if c < d:
            pieces.append(("new", "".join(new[c:d])))
    return pieces


class LinePair(NamedTuple):
    """A line of the new text beside one of the old: ``pieces`` mark the words that differ. Numbers count from 1."""

    before: int | None
    after: int | None
    pieces: list[Piece]


def side_by_side(before: str, after: str, around: int = 3) -> list[LinePair | None]:
    """Every changed line with its words marked and a few unchanged ones around it; None where lines are left out."""
    old, new = before.splitlines(), after.splitlines()
    found: list[LinePair | None] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        if found:
            found.append(None)
        for kind, a, b, c, d in group:
            if kind == "equal":
                found += [LinePair(a + i + 1, c + i + 1, [("same", old[a + i])]) for i in range(b - a)]
                continue
            paired = min(b - a, d - c)
            found += [LinePair(a + i + 1, c + i + 1, words(old[a + i], new[c + i])) for i in range(paired)]
            found += [LinePair(i + 1, None, [("old", old[i])]) for i in range(a + paired, b)]
            found += [LinePair(None, i + 1, [("new", new[i])]) for i in range(c + paired, d)]
    return found


class Hunk(NamedTuple):
    """Some lines in three texts. ``kind`` says who changed them: nobody, one of both, both alike, or both otherwise."""

    kind: Literal["same", "theirs", "mine", "both", "conflict"]
    base: list[str]
    theirs: list[str]
    mine: list[str]


def three_way(base: str, theirs: str, mine: str) -> list[Hunk]:
    """What two people made of one text, in order; the hunks of each text, put together, are that text."""
    texts = [text.splitlines(keepends=True) for text in (base, theirs, mine)]
    hunks: list[Hunk] = []
    a = b = c = 0
    for start, at_theirs, at_mine, length in _common(*texts):
        if (start, at_theirs, at_mine) != (a, b, c):
            hunks.append(_hunk(texts[0][a:start], texts[1][b:at_theirs], texts[2][c:at_mine]))
        if length:
            shared = texts[0][start : start + length]
            hunks.append(Hunk("same", shared, shared, shared))
        a, b, c = start + length, at_theirs + length, at_mine + length
    return hunks


def _hunk(base: list[str], theirs: list[str], mine: list[str]) -> Hunk:
    if theirs == mine:
        return Hunk("both", base, theirs, mine)
    if base == theirs:
        return Hunk("mine", base, theirs, mine)
    return Hunk("theirs" if base == mine else "conflict", base, theirs, mine)


def _common(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that all three texts have, as places in each and a length; the last one is their ends."""
    ours = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(ours) and j < len(others):
        one, two = ours[i], others[j]
        start, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if start < end:
            yield start, one.b + start - one.a, two.b + start - two.a, end - start
        if one.a + one.size < two.a + two.size:
            i += 1
        else:
            j += 1
    yield len(base), len(theirs), len(mine), 0


def merged(hunks: Sequence[Hunk]) -> str | None:
    """The text with both people's changes; None if they changed the same lines otherwise."""
    if any(hunk.kind == "conflict" for hunk in hunks):
        return None
    return "".join(line for hunk in hunks for line in (hunk.theirs if hunk.kind == "theirs" else hunk.mine))
