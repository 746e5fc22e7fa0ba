import re

import pytest

from policy.phrase import names_in, pattern_of


def found(phrase: str, text: str) -> bool:
    return re.search(pattern_of(phrase, lambda _: "太原|大同"), text) is not None


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("卖…旧车", "卖了那辆旧车"), ("卖……买", "卖了房,又买"), ("(买|提)车", "提车"), ("旧的?车", "旧车"),
        ("在{person.city}买", "在大同买"), ("^滚$", "滚"), ("c++", "c++"),
    ],
)  # fmt: skip
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("卖…旧车", "卖了,旧车"), ("卖…旧车", "卖给没有的旧车"), ("^滚$", "滚筒"), ("(买|提)车", "卖车")],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sold…car", "sold my old little car"), ("sold……bought", "sold it in may, then bought"), ("wins?", "win"),
        ("in {person.city}", "in 太原"), ("(buy|bought) a", "bought a"), ("cars?", "买car了"),
    ],
)  # fmt: skip
def test_a_phrase_of_latin_letters_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sold…car", "sold nothing, a car"), ("sold…car", "sold it and bought a car"), ("(buy|bought) a", "bought an"),
        ("won…car", "won but not a car"), ("won", "it won't"), ("gas", "vegas"),
    ],
)  # fmt: skip
def test_a_phrase_of_latin_letters_stands_for_whole_words_of_one_clause(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_the_facts_of_a_phrase() -> None:
    assert names_in("在{person.city}买{new_car.energy}") == ["person.city", "new_car.energy"]
