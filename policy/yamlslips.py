"""What the YAML parser could not read, in the words of somebody who made the slip, at the place where it was made.

The parser stops where it can go on no longer, which is often a line below: at the end of the file for a quotation mark
that was opened in the third line.
"""

from __future__ import annotations

from typing import NamedTuple

import yaml


class Slip(NamedTuple):
    """``parser`` is part of what the parser says; ``began``: the slip is where it began to read, not where it ended."""

    parser: str
    began: bool
    zh: str
    en: str


_SLIPS = (
    Slip(
        "could not find expected ':'", True,
        "这一行少了冒号，或者冒号是全角的“：”。写成“键: 值”，用半角冒号，后面空一格",
        "this line has no colon. Write key: value, with a space after the colon",
    ),
    Slip(
        "mapping values are not allowed", False,
        "这里不能有冒号：可能是多缩进了，或者上一行的冒号是全角的“：”；文字里本来就有冒号的，整段加引号",
        "no colon can stand here: the line may be indented too far; quote a text that has a colon in it",
    ),
    Slip("tab character", False, "不能用 Tab 缩进，请改成空格", "a tab cannot indent: use spaces"),
    Slip(
        "found character that cannot start any token", False,
        "不能以这个符号开头（Tab 也不行）：缩进用空格，文字整段加引号",
        "nothing can begin with this character: indent with spaces, and quote a text that begins with it",
    ),
    Slip("unexpected end of stream", True, "从这里开始的引号没有配对", "the quotation mark here is never closed"),
    Slip(
        "did not find expected ',' or ']'", True,
        "从这里开始的 [ 没有配上 ]，或者中间少了逗号", "the [ that opens here is never closed, or a comma is missing",
    ),
    Slip(
        "did not find expected ',' or '}'", True,
        "从这里开始的 { 没有配上 }，或者中间少了逗号", "the { that opens here is never closed, or a comma is missing",
    ),
    Slip("did not find expected key", False, "缩进与同级的键没有对齐", "this line is not indented as its neighbours"),
    Slip(
        "did not find expected '-'", False,
        "上面是列表，这一行也要以“- ”开头，或者缩进没有对齐",
        "a list stands above: begin with - or mend the indentation",
    ),
)  # fmt: skip
_ANYTHING_ELSE = Slip(
    "", False,
    "请检查缩进、冒号后的空格、引号和括号是否成对", "check indentation, the space after a colon, quotes and brackets",
)  # fmt: skip


def explained(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int], str, str]:
    """Where the slip is, line and column from 0, and what it is, in Chinese and in English."""
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", "unreadable"))
    slip = next((one for one in _SLIPS if one.parser in reason), _ANYTHING_ELSE)
    began = getattr(error, "context_mark", None) if slip.began else None
    mark = began or getattr(error, "problem_mark", None)
    place = (mark.line, mark.column) if mark else _place_of(error, text)
    return place, f"YAML 写法有误：{slip.zh}。", f"not valid YAML: {reason}: {slip.en}."


def _place_of(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    """The place of a character that YAML does not allow at all, which the parser counts in bytes."""
    before = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
    return before.count("\n"), len(before) - before.rfind("\n") - 1
