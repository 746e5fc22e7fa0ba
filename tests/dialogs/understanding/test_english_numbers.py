from __future__ import annotations

import pytest

from dialogs.understanding.english_numbers import in_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("two children", "2 children"), ("twenty-five thousand yuan", "25000 yuan"), ("three days ago", "3 days ago"),
        ("one hundred and twenty thousand", "120000"), ("two million three hundred thousand", "2300000"),
        ("half a million", "500000"), ("a quarter of a million yuan", "250000 yuan"), ("half a thousand", "500"),
        ("two and a half million", "2500000"), ("3 and a half thousand", "3500"),
        ("a thousand", "1000"), ("a hundred and five", "105"), ("nineteen or ninety", "19 or 90"),
    ],
)  # fmt: skip
def test_numbers_become_figures(text: str, figures: str) -> None:
    assert in_figures(text) == figures


@pytest.mark.parametrize(
    "text", ["another one", "a ten-year-old car", "often", "a car", "someone", "二十万", "iphone 16"]
)
def test_other_words_stay(text: str) -> None:
    assert in_figures(text) == text
