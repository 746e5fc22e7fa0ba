"""What is written on a button may be typed, wherever one talks, and so may the commands of a messaging app."""

from collections.abc import Callable

import pytest

from dialogs.understanding.slashed import SLASHED
from policy.shape import Language
from tests.dialogs.talk import BATTERY_CAR_2025, Talk

Start = Callable[..., Talk]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_button_of_a_message_can_be_typed(talk: Start, language: Language) -> None:
    someone = talk(language=language)
    for choice in someone.replies[-1].choices:
        typing, pressing = talk(language=language), talk(language=language)
        assert typing.say(choice.label) == pressing.press(choice.value), choice
        assert typing.session.asking == pressing.session.asking


def test_the_answers_that_can_be_changed_are_picked_by_name_too(talk: Start) -> None:
    someone = talk("car")
    someone.answer(BATTERY_CAR_2025)
    for said in ("新车动力", "新车动力: 纯电动"):
        someone.press(":change")
        someone.say(said)
        assert (someone.session.asking, someone.session.revisiting) == ("new_car.energy", True)
        someone.press(":keep")


def test_a_question_that_is_offered_can_be_typed(talk: Start) -> None:
    someone = talk()
    someone.say("补贴的钱打到谁的卡上")
    label = someone.replies[-1].choices[0].label
    assert "依据" in someone.say(label)


def test_the_offer_to_reckon_what_a_question_is_about_can_be_typed(talk: Start) -> None:
    someone = talk()
    someone.say("老丈人家加装电梯能用我的公积金不")
    someone.say(someone.replies[-1].choices[0].label)
    assert someone.session.answers["fund.use"].values == ("elevator",)


@pytest.mark.parametrize("command", [*SLASHED])
def test_a_command_with_a_slash_does_what_it_does_in_an_app(talk: Start, command: str) -> None:
    typing, pressing = talk("car"), talk("car")
    assert typing.say(f"/{command}") == pressing.press(SLASHED[command])
    assert typing.session.offered == pressing.session.offered


@pytest.mark.parametrize(
    ("text", "value"),
    [("/start car", ":topic:car"), ("/LANG en", ":language:en"), ("/nobody_knows_this", ":help"), ("/", ":help")],
)
def test_a_command_may_say_more_and_one_that_nobody_knows_explains(talk: Start, text: str, value: str) -> None:
    assert talk().say(text) == talk().press(value)


@pytest.mark.parametrize("text", ["确定", "确认", "删除", "删吧", "好的", "是", "Yes", "delete"])
def test_whoever_is_asked_whether_to_be_forgotten_may_agree_in_any_words(talk: Start, text: str) -> None:
    someone = talk("car")
    someone.press("new")
    someone.say("忘记我")
    assert "都删除了" in someone.say(text)
    assert not someone.session.answers


@pytest.mark.parametrize("text", ["算了", "取消", "不删了", "no", "什么意思"])
def test_whoever_does_not_agree_is_not_forgotten(talk: Start, text: str) -> None:
    someone = talk("car")
    someone.press("new")
    someone.say("忘记我")
    someone.say(text)
    assert someone.session.answers


@pytest.mark.parametrize(("text", "language"), [("你好", "zh"), ("在吗？", "zh"), ("Hi!", "en"), ("hello", "en")])
def test_a_greeting_is_returned_and_the_question_asked_again(talk: Start, text: str, language: Language) -> None:
    someone = talk("car", language)
    said = someone.say(text)
    assert ("您好" if language == "zh" else "Hello") in said
    assert someone.session.asking == "new_car.condition"


@pytest.mark.parametrize(
    ("text", "language"), [("再见", "zh"), ("退出", "zh"), ("拜拜！", "zh"), ("Bye.", "en"), ("quit", "en")]
)
def test_whoever_says_goodbye_is_told_that_they_can_go_on_later(talk: Start, text: str, language: Language) -> None:
    someone = talk("car", language)
    someone.press("new")
    said = someone.say(text)
    assert ("再见" if language == "zh" else "Goodbye") in said
    assert someone.session.answers and someone.session.asking


def test_whoever_begins_with_a_greeting_is_greeted_once(talk: Start) -> None:
    assert talk(start=False).say("你好").count("您好") == 1


@pytest.mark.parametrize("text", ["算了 先问车", "算了，还是先说车吧", "先问车"])
def test_the_topic_may_be_changed_in_the_middle_of_a_question(talk: Start, text: str) -> None:
    someone = talk("home")
    someone.say(text)
    assert someone.session.topic == "car"
