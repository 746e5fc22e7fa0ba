"""Interruptions and changes of direction: each is answered, then the pending question comes again."""

from collections.abc import Callable

import pytest

from dialogs.session import Session
from dialogs.wording import labels
from policy.shape import Language
from tests.dialogs.talk import BATTERY_CAR_2025, Talk

Start = Callable[..., Talk]

INTERRUPTIONS = [
    ":why",
    ":so-far",
    ":answers",
    ":source",
    ":help",
    ":handoff",
    ":change",
    ":forget",
    ":bring",
    ":why-not",
]


@pytest.mark.parametrize("command", INTERRUPTIONS)
def test_an_interruption_leaves_every_answer_and_the_pending_question(talk: Start, command: str) -> None:
    someone = talk(topic="car")
    someone.press("new")
    asking, answers = someone.session.asking, someone.session.answers
    someone.press(command)
    assert (someone.session.asking, someone.session.answers) == (asking, answers)
    someone.press(":resume")
    assert someone.catalogue.facts[asking or ""].question.zh in someone.replies[-1].text


@pytest.mark.parametrize("command", INTERRUPTIONS)
@pytest.mark.parametrize("topic", [None, "other"])
def test_an_interruption_is_answered_where_nothing_is_asked_too(talk: Start, command: str, topic: str | None) -> None:
    someone = talk(topic=topic)
    assert someone.press(command)
    assert someone.replies[-1].choices


def test_why_says_why_and_what_it_bears_on(talk: Start) -> None:
    someone = talk(topic="car")
    text = someone.press(":why")
    assert someone.session.asking is not None
    assert someone.catalogue.facts[someone.session.asking].why.zh in text
    assert "这会影响" in text


def test_back_asks_the_earlier_question_with_its_answer_and_keep_goes_on(talk: Start) -> None:
    someone = talk(topic="car")
    first = someone.session.asking
    someone.press("new")
    second = someone.session.asking
    text = someone.press(":back")
    assert someone.session.asking == first
    assert "您之前说的是" in text
    assert ":keep" in someone.offered
    someone.press(":keep")
    assert someone.session.asking == second
    assert someone.session.answers[first or ""].values == ("new",)


def test_back_again_and_again_walks_to_the_first_question(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer_until("new_car.price", BATTERY_CAR_2025)
    trail = list(someone.session.trail)
    walked = []
    while ":back" in someone.offered:
        someone.press(":back")
        walked.append(someone.session.asking)
    assert walked == trail[::-1]
    assert "前面没有问题了" in someone.press(":back")


def test_changing_one_answer_keeps_all_the_others(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    before = someone.session.answers
    someone.press(":change")
    assert f":change:{next(iter(before))}" in someone.offered
    someone.press(":change:new_car.price")
    text = someone.press("300000")
    assert "26548.67" in text
    assert {**someone.session.answers, "new_car.price": before["new_car.price"]} == before


def test_an_answer_being_changed_offers_every_option_again(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.press(":back")
    assert {"new", "used", "none"} <= set(someone.offered)


def test_restart_forgets_the_answers_and_keeps_the_language(talk: Start) -> None:
    someone = talk(topic="car", language="en")
    someone.press("new")
    someone.press(":restart")
    assert not someone.session.answers
    assert someone.session.topic is None
    assert someone.session.language == "en"
    assert someone.session.state == "topic"


def test_forgetting_asks_first_then_leaves_nothing_but_the_turn(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.say("忘记我")
    assert someone.session.answers
    someone.say("1")
    forgotten = someone.session
    assert forgotten == Session(turn=forgotten.turn, place="ended", catalogue_version=forgotten.catalogue_version)
    assert "晋惠" in someone.say("你好")
    assert someone.session.state == "topic"


@pytest.mark.parametrize(("word", "forgotten"), [("是", True), ("是的。", True), ("不", False), ("no", False)])
def test_forgetting_is_confirmed_or_not_by_a_plain_word(talk: Start, word: str, forgotten: bool) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.say("忘记我")
    someone.say(word)
    assert bool(someone.session.answers) is not forgotten


def test_forgetting_cannot_be_confirmed_before_it_was_asked(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.press(":forget:yes")
    assert someone.session.answers


def test_the_language_changes_for_everything_from_then_on(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.press(":language")
    assert "What" in someone.replies[-1].text
    assert [choice.label for choice in someone.replies[-1].choices if choice.value == ":unknown"] == ["Not sure"]
    someone.press(":language")
    assert "您" in someone.replies[-1].text


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("en", "English", "en"), ("zh", "English", "en"), ("zh", "speak English", "en"), ("en", "Chinese", "zh"),
        ("zh", "中文", "zh"), ("en", "英文", "en"), ("en", "switch language", "zh"), ("zh", "换语言", "en"),
        ("zh", "could you please answer me in English", "en"), ("en", "我想用中文聊", "zh"),
    ],
)  # fmt: skip
def test_a_language_that_is_named_is_the_one_switched_to(talk: Start, before: str, text: str, after: str) -> None:
    someone = talk(topic="car", language=before)
    someone.say(text)
    assert someone.session.language == after


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_button_says_may_be_typed(talk: Start, language: Language) -> None:
    of_a_moment = (":not-meant", ":faq:none", ":helpful", ":not-helpful")  # they answer what is shown beside them
    for value, label in labels(language).items():
        pressed, typed = talk(topic="car", language=language), talk(topic="car", language=language)
        for someone in (pressed, typed):
            someone.press("new")
            someone.press(":back")
            if value.startswith(":forget"):
                someone.press(":forget")
        if value not in of_a_moment:
            pressed.press(value)
            typed.say(label.upper())
            assert typed.text == pressed.text, label


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("why do you ask", "bears on"), ("how much so far", "measures may apply"), ("source", "rests on"),
        ("back", "You said: buying a new car"), ("change", "Which answer"), ("restart", "from the beginning"),
        ("another topic", "What is it about"), ("result", "As far as you have told me"), ("agent", "12345"),
        ("not sure", "stays open"), ("forget me", "Delete all"), ("中文", "中文"), ("hand off", "12345"),
        ("why not", "apply"), ("what do I bring", "Where:"),
    ],
)  # fmt: skip
def test_what_the_english_help_suggests_is_understood(talk: Start, text: str, said: str) -> None:
    someone = talk(topic="car", language="en")
    someone.press("new")
    assert said in someone.say(text)


def test_a_topic_that_a_wish_names_is_begun(talk: Start) -> None:
    someone = talk(topic="shopping", language="en")
    someone.say("let us talk about cars")
    assert someone.session.topic == "car"


def test_an_early_result_says_what_is_open_and_can_be_gone_on_from(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    text = someone.press(":result")
    assert someone.session.asking is None
    assert "还没定的" in text and "取决于" in text
    someone.press(":more")
    assert someone.session.state == "asking"


def test_so_far_says_the_bounds(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.press("e_bike")
    assert "目前可得 **0–" in someone.press(":so-far")


def test_another_topic_keeps_the_answers_and_can_be_left_again(talk: Start) -> None:
    someone = talk(topic="home")
    someone.press("buy")
    asking = someone.session.asking
    someone.press(":topics")
    assert someone.session.state == "topic" and someone.session.asking is None
    someone.press(":resume")
    assert someone.session.asking == asking
    someone.say("家电")
    assert someone.session.topic == "shopping"
    assert "home.plan" in someone.session.answers


def test_facts_that_are_said_while_a_topic_is_chosen_choose_it(talk: Start) -> None:
    someone = talk(topic="home")
    someone.press("buy")
    someone.press(":topics")
    someone.say("旧车报废了")
    assert someone.session.topic == "car"
    assert someone.session.answers["old_car.disposal"].values == ("scrapped",)


def test_the_hand_off_can_be_read_out(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    text = someone.press(":handoff")
    assert someone.session.state == "handoff"
    assert "12345" in text and "2025年10月20日" in text and "17699.12元" in text


def test_another_item_keeps_the_person_and_the_place_only(talk: Start) -> None:
    someone = talk(topic="home")
    someone.answer({"home.plan": "buy", "person.city": "taiyuan", "home.kind": "new", "home.area": "100"})
    text = someone.press(":again")
    assert "person.city" in someone.session.answers
    assert all(name.startswith("person.") for name in someone.session.answers)
    assert "太原" in text
    assert someone.session.asking == "home.plan"
    assert someone.session.trail == ()


def test_why_not_gives_every_measure_that_does_not_apply_with_what_it_asks_for(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    text = someone.press(":why-not")
    assert "2026年汽车报废更新补贴" in text
    assert "要求2026年" in text


def test_what_to_bring_lists_the_papers_of_what_is_possible(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    assert "机动车销售统一发票" in someone.press(":bring")


def test_typing_what_a_button_says_is_pressing_it(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.say("现在就看结果")
    assert someone.session.state == "result"


def test_an_answer_to_a_frequent_question_offers_to_work_its_matter_out(talk: Start) -> None:
    someone = talk()
    someone.say("三千块是不是一定给")
    assert someone.offered[0] == ":begin:scrap-3000-guaranteed"
    someone.press(":begin:scrap-3000-guaranteed")
    assert someone.session.topic == "car"
    implied = someone.catalogue.faq["scrap-3000-guaranteed"].start
    assert implied is not None
    assert implied.facts.keys() <= someone.session.answers.keys()


def test_nothing_is_begun_that_was_not_offered_or_is_under_way(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press(":result")
    someone.say("三千块是不是一定给")
    assert not any(value.startswith(":begin:") for value in someone.offered)
    before = someone.session.answers
    someone.press(":begin:scrap-3000-guaranteed")
    assert someone.session.answers == before
