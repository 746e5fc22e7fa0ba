from __future__ import annotations

import pytest

from dialogs.understanding.spelling import well_spelt
from policy.catalogue import Catalogue


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("舊車報廢", "旧车报废"), ("报费", "报废"), ("补帖", "补贴"), ("购至税", "购置税"), ("以旧换心", "以旧换新"),
        ("公基金", "公积金"), ("多会儿交", "什么时候交"), ("俺婆姨", "我老婆"), ("咋补", "怎么补"),
    ],
)  # fmt: skip
def test_other_spellings_are_read_as_the_standard_one(catalogue: Catalogue, written: str, meant: str) -> None:
    assert well_spelt(written, catalogue.speech.spelling) == meant


@pytest.mark.parametrize("text", ["保费多少", "太远了", "进城打工", "首富", "报废补贴", "不贴钱"])
def test_words_of_their_own_are_left_alone(catalogue: Catalogue, text: str) -> None:
    assert well_spelt(text, catalogue.speech.spelling) == text
