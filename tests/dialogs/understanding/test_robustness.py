"""Whatever is typed, nothing but RefusedValue is raised, and what is understood is possible."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.understanding import DONT_KNOW, find_faq, read_answer, read_command, understand
from policy.catalogue import Catalogue, load_catalogue
from policy.problems import RefusedValue

KINDS = [
    "old_car.disposal", "car.lottery_won", "new_car.invoice_date", "new_car.price", "home.area",
    "new_car.engine_litres", "dealer.growth", "person.children", "dismantler.vehicles",
]  # fmt: skip


@lru_cache
def shipped() -> Catalogue:
    """Not a fixture: hypothesis prints what a test is given when it fails."""
    return load_catalogue(Path(__file__).parents[3] / "policy_data")


WORDS = """
    报废 卖了 没 不 不是 是 没有 或者 、 , 。 ? 二 十 百 千 万 亿 点 多 几 个 块 元 平 % 成 左右 不到 以上 到 至 - ~
    负 约
    0 1 2 9 12 30 2023 99999999 1e9 e . .. 年 月 日 号 去年 上个月 前天 初 底 以前 后 上半年 第 季度 w k T
    不知道 大概 and between
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=8).map(" ".join)
)


@given(text=TEXTS, kind=st.sampled_from(KINDS), asked_on=st.dates(date(2023, 1, 1), date(2030, 12, 31)))
@example(text="约0E00000", kind="new_car.price", asked_on=date(2026, 4, 12))
@settings(max_examples=1500, deadline=None)
def test_any_text_is_an_answer_a_refusal_or_nothing(text: str, kind: str, asked_on: date) -> None:
    fact = shipped().facts[kind]
    try:
        found = read_answer(fact, text, asked_on)
    except RefusedValue as refused:
        assert refused.zh
        assert refused.en
        return
    assert found is None or found is DONT_KNOW or (found and found.within(fact.universe))


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_passes_the_other_readers(text: str) -> None:
    catalogue = shipped()
    read_command(text)
    find_faq(catalogue, text)
    found = understand(catalogue, text, date(2026, 4, 12))
    for name, domain in {**found.facts, **found.doubtful}.items():
        assert domain
        assert domain.within(catalogue.facts[name].universe)


@pytest.mark.parametrize(
    "piece", ["字", "一", "1", "1年", "今年", "5到", "一月到", "大概", "没", "报废", "嗯", "9,", "二十多万", "\u202e"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_noise_of_any_length_raises_nothing_else(catalogue: Catalogue, kind: str, piece: str) -> None:
    text = piece * 100_000
    with suppress(RefusedValue):  # how little time it takes is measured in benchmarks/noise.py
        read_answer(catalogue.facts[kind], text, date(2026, 4, 12))


def test_invisible_and_full_width_characters_make_no_difference(catalogue: Catalogue) -> None:
    price = catalogue.facts["new_car.price"]
    assert read_answer(price, "\u202e\u200b２０\x00 万\ufeff", date(2026, 4, 12)) == price.parse("200000")
