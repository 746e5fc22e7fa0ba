"""What refers to an answer given before is that answer again."""

from collections.abc import Callable

import pytest

from policy.shape import Language
from tests.dialogs.talk import Talk

Start = Callable[..., Talk]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "the old one was there too"), ("en", "same place"), ("zh", "旧车也是那儿报废的"), ("zh", "同一个地方")],
)
@pytest.mark.parametrize("place", ["shanxi", "elsewhere"])
def test_a_place_may_be_that_of_the_other_car(talk: Start, language: Language, text: str, place: str) -> None:
    someone = talk("car", language, on="2023-11-20")
    for fact, value in (
        ("new_car.condition", "new"), ("new_car.invoice_date", "2023-10-05"), ("new_car.invoice_place", place),
        ("old_car.disposal", "scrapped"), ("old_car.disposal_date", "2023-10-01"),
    ):  # fmt: skip
        someone.press(f":ask:{fact}")
        someone.press(value)
    someone.press(":ask:old_car.disposal_place")
    someone.say(text)
    assert someone.session.answers["old_car.disposal_place"].values == (place,)


def test_nothing_is_referred_to_before_anything_was_said(talk: Start) -> None:
    someone = talk("car", "en")
    someone.say("same place")
    assert not someone.session.answers
