from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.searching import Phrases, Place, widest, words_in
from policy.phrase import pattern_of

GROUPS = {"relative": ["爸", "爸爸", "妈"], "city": ["太原", "大同", "taiyuan"]}
PHRASES = [
    "卖", "卖的?", "卖了", "旧车", "(旧|老)车", "卖…(旧|老)车", "(把|将){relative}的车", "在{city}(买|提)", "没卖|未卖",
    "买(了|)车", "{relative}?车", "卖……买", "^卖", "车$", "for", "(((卖)))", "(卖了?|买)车",
]  # fmt: skip


def phrases(*said: str) -> Phrases:
    return Phrases(said, GROUPS.__getitem__)


def standing(sentence: str, *said: str) -> list[str]:
    return [sentence[place.start : place.end] for place in phrases(*said).places(sentence)]


@given(st.sampled_from(PHRASES), st.text("卖买旧老车了的没未把将爸妈太原大同在提,", max_size=14))
def test_a_phrase_is_found_exactly_where_its_expression_is(phrase: str, sentence: str) -> None:
    expression = re.compile(pattern_of(phrase, lambda name: "|".join(sorted(GROUPS[name], key=len, reverse=True))))
    assert phrases(phrase).found_in(sentence) == (expression.search(sentence) is not None)


@given(st.lists(st.sampled_from(PHRASES), max_size=6), st.text("卖买旧老车了的没,爸在太原", max_size=20))
def test_places_are_in_order_and_apart(said: list[str], sentence: str) -> None:
    places = phrases(*said).places(sentence)
    assert all(one.end <= other.start for one, other in pairwise(places))
    assert all(one.start < one.end for one in places)


def test_of_phrases_at_one_place_the_longest_counts() -> None:
    assert standing("旧车卖了三万", "卖的?", "卖了", "卖") == ["卖了"]


def test_latin_words_stand_alone() -> None:
    assert standing("before 4599 for it", "for") == ["for"]
    assert standing("homework at home", "(my|at) home") == ["at home"]
    assert [tuple(place) for place in words_in("vegas gas", ["gas"])] == [(6, 9)]


@pytest.mark.parametrize("sentence", ["sold my car", "卖了car", "卖了", "卖了 my car 5g"])
def test_phrases_are_found_whatever_the_language_of_the_sentence(sentence: str) -> None:
    said = ["sold", "卖", "car", "my…car", "5g", "{city}|car"]
    expected = [one for one in ("sold", "卖", "car", "5g") if one in sentence]
    assert set(expected) <= {found for one in said for found in standing(sentence, one)}
    assert bool(standing(sentence, *said))


def test_blanks_may_keep_the_length() -> None:
    assert phrases("补贴").blanked("置换补贴多少", "〇") == "置换〇多少"
    assert phrases("补贴").blanked("置换补贴多少", "〇", keeping_length=True) == "置换〇〇多少"


def test_noise_costs_no_more_places() -> None:
    assert len(phrases("卖").places("卖" * 1000)) == 25


def test_the_widest_places_hide_those_within() -> None:
    assert widest([Place(0, 2), Place(1, 2), Place(3, 5)]) == [Place(0, 2), Place(3, 5)]


@pytest.mark.parametrize("phrase", ["(买|)(了|)车", "卖…车"])
def test_a_phrase_without_a_fixed_first_word_is_found(phrase: str) -> None:
    assert phrases(phrase).found_in("卖了车")
