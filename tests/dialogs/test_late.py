"""Buttons pressed late, and what nobody can read: no other question is ever answered by them."""

from collections.abc import Callable

import pytest

from dialogs.machine import Origin
from tests.dialogs.talk import Talk

Start = Callable[..., Talk]


def answered_two(talk: Start) -> tuple[Talk, Origin]:
    """Somebody who was asked for the kind of goods, and has answered that and one question more."""
    someone = talk(topic="shopping")
    first = someone.shown
    someone.press("phone", first)
    someone.press("2026-03-01", someone.shown)
    return someone, first


def test_the_button_that_was_shown_last_answers_its_question(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.press("phone", someone.shown)
    assert someone.session.answers["goods.kind"].values == ("phone",)


def test_an_earlier_button_answers_nothing_and_offers_to_change_that_answer(talk: Start) -> None:
    someone, first = answered_two(talk)
    asking, answers = someone.session.asking, someone.session.answers
    someone.press("e_bike", first)
    assert someone.session.answers == answers
    assert someone.session.asking == asking
    assert someone.offered == [":change:goods.kind", ":resume"]
    someone.press(":change:goods.kind", someone.shown)
    assert someone.session.asking == "goods.kind"


def test_a_second_press_of_the_same_button_says_that_it_is_noted(talk: Start) -> None:
    someone, first = answered_two(talk)
    asking = someone.session.asking
    assert "已经记下了" in someone.press("phone", first)
    assert someone.session.asking == asking


def test_an_earlier_button_of_the_question_that_is_asked_again_still_answers_it(talk: Start) -> None:
    someone = talk(topic="shopping")
    first = someone.shown
    someone.press(":why", first)
    someone.press("phone", first)
    assert someone.session.answers["goods.kind"].values == ("phone",)


@pytest.mark.parametrize("value", [":unknown", ":back", ":keep", ":again", ":forget:yes", ":not-meant"])
def test_an_earlier_button_that_steers_does_nothing_now(talk: Start, value: str) -> None:
    someone, first = answered_two(talk)
    before = someone.session
    assert "现在用不上" in someone.press(value, first)
    assert someone.session.answers == before.answers
    assert (someone.session.asking, someone.session.place) == (before.asking, before.place)


def test_a_button_told_by_its_position_counts_among_those_shown_last_only(talk: Start) -> None:
    someone = talk(topic="shopping")
    first = someone.shown
    position = someone.offered.index("phone")
    someone.press(f"#{position}", first)
    assert someone.session.answers["goods.kind"].values == ("phone",)
    assert "现在用不上" in someone.press(f"#{position}", first)
    for odd in ("#", "#-1", "#99", "#²"):
        assert "现在用不上" in someone.press(odd, someone.shown)


def test_a_button_of_another_question_answers_nothing_even_if_turns_repeat(talk: Start) -> None:
    someone, first = answered_two(talk)
    repeated = Origin(someone.session.turn, first.fact)
    answers = someone.session.answers
    someone.press("e_bike", repeated)
    assert someone.session.answers == answers


def test_a_topic_can_be_chosen_from_an_old_menu(talk: Start) -> None:
    someone = talk()
    menu = someone.shown
    someone.press(":topic:shopping", menu)
    someone.press("phone", someone.shown)
    someone.press(":topic:car", menu)
    assert someone.session.topic == "car"


def test_a_button_of_an_unknown_fact_or_of_the_future_does_nothing(talk: Start) -> None:
    someone, _ = answered_two(talk)
    for origin in (Origin(1, "no.such"), Origin(999, None), Origin(-1, "goods.price")):
        assert "现在用不上" in someone.press("3000", origin)


@pytest.mark.parametrize(("what", "line"), [("media", "看不懂"), ("edited", "改过的消息"), ("forwarded", "转发")])
def test_what_nobody_can_read_gets_a_friendly_line_and_the_question_again(talk: Start, what: str, line: str) -> None:
    someone = talk(topic="shopping")
    question = someone.replies[-1]
    assert line in someone.send(what)
    assert someone.replies[-1] == question


def test_a_link_to_a_frequent_question_answers_it_first(talk: Start) -> None:
    someone = talk(start=False)
    assert "依据" in someone.start(faq="scrap-3000-guaranteed")
    assert someone.session.state == "faq"
    unknown = talk(start=False)
    unknown.start(faq="no-such-question")
    assert unknown.session.state == "topic"


def test_what_the_device_prefers_counts_at_first_contact_only(talk: Start) -> None:
    someone = talk(start=False)
    someone.start(prefers="en")
    english = someone.session.language
    someone.press(":language:zh")
    someone.start(prefers="en")
    assert (english, someone.session.language) == ("en", "zh")
