"""Which files of a catalogue people may write, and what each holds."""

from __future__ import annotations

import re

from bot.errors import RefusedInput
from policy.document import Document, Faq, Parameter, Topic
from policy.fact import Fact
from policy.measure import Measure
from policy.shape import Shape
from policy.yamlfile import LARGEST_FILE

_NAME = r"[a-z0-9][a-z0-9._-]{0,79}"
_PATH = re.compile(
    rf"(?:documents|topics|parameters)\.yaml|(?:facts|language)/{_NAME}\.yaml|"
    rf"(?:measures|faq)/{_NAME}/{_NAME}\.yaml|documents/{_NAME}\.txt"
)
_SHAPES: dict[str, type[Shape]] = {
    "documents.yaml": Document, "topics.yaml": Topic, "parameters.yaml": Parameter,
    "facts": Fact, "measures": Measure, "faq": Faq,
}  # fmt: skip


def is_a_place(path: str) -> bool:
    """Whether a catalogue has a place for a file of this path; never one outside of its folder."""
    return _PATH.fullmatch(path) is not None and ".." not in path


def shape_of(path: str) -> type[Shape] | None:
    """The shape of the entries in a file; None for texts and language files."""
    return _SHAPES.get(path) or _SHAPES.get(path.partition("/")[0])


def accepted(path: str, text: bytes | None) -> None:
    """Refuse what may not even be kept as a draft: raises RefusedInput that says why."""
    if not is_a_place(path):
        raise RefusedInput(
            f"目录里没有放 {path} 的地方。可用：measures/主题/编号.yaml、faq/主题/编号.yaml、facts/名称.yaml……",
            f"the catalogue has no place for {path}. Valid: measures/topic/id.yaml, faq/topic/id.yaml, facts/name.yaml",
        )
    if text is None:
        return
    if len(text) > LARGEST_FILE:
        raise RefusedInput(
            f"{path} 超过 512 KiB（大约 17 万个汉字），请删短或分成两个文件",
            f"{path} is larger than 512 KiB: shorten it, or make two files of it",
        )
    try:
        text.decode()
    except UnicodeDecodeError:
        raise RefusedInput(f"{path} 不是 UTF-8 编码", f"{path} is not UTF-8") from None
