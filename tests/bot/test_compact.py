from typing import NamedTuple

import pytest

from bot.compact import as_json, from_json


class Pair(NamedTuple):
    left: str
    right: tuple[int, ...]


def test_what_is_written_is_short_and_reads_as_lists() -> None:
    assert as_json({"名": Pair("左", (1, 2))}) == '{"名":["左",[1,2]]}'
    assert from_json('{"名":["左",[1,2]]}') == {"名": ["左", [1, 2]]}


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError):
        from_json("{")
