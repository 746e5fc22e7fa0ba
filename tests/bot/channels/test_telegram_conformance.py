"""Conversations through both libraries, by polling and by webhook: all four are the same to a resident."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from bot import clock
from bot.channels.telegram_messages import messages_of
from bot.turn import Taken
from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import Message
from tests.bot.channels.conftest import Everywhere
from tests.bot.channels.resident import Resident
from tests.dialogs.talk import BATTERY_CAR_2025, LONGEST_INTERVIEW, Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")

WITH_A_LONG_RESULT = {
    "home.plan": "buy",
    "fund.use": "loan",
    "person.city": "yangquan",
    "home.kind": "new",
    "home.purchase_date": "2024-12-01..",
    "home.first_home": "false",
    "home.area": "140.01..",
}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def label(message: Message, value: str) -> str | None:
    """What is written on the button that carries a value."""
    data = f"|{value}"
    return next((button["text"] for button in message.buttons if button["callback_data"].endswith(data)), None)


async def interviewed(someone: Resident, talk: Talk, answers: Mapping[str, str]) -> None:
    """Answer by buttons where they fit, in writing where not, until there is a result; ``talk`` does the same."""
    for _ in range(LONGEST_INTERVIEW):
        fact = talk.session.asking
        if fact is None:
            return
        value = answers.get(fact, ":unknown")
        written = label(someone.question, value)
        if written is not None:
            await someone.presses(written)
            talk.press(value)
        else:
            await someone.says(value)
            talk.say(value)
    raise AssertionError("the interview does not end")


def said(talk: Talk) -> list[str]:
    """What the conversation itself replied, as it must arrive."""
    return [json.loads(message)["send"] for message in messages_of(Taken(talk.session, talk.replies, talk.catalogue))]


def today(catalogue: Catalogue) -> Talk:
    return Talk(catalogue, start=False, on=clock.now().date().isoformat())


async def test_a_whole_interview_says_what_the_conversation_says(everywhere: Everywhere, catalogue: Catalogue) -> None:
    async def ask_about_a_car(someone: Resident) -> None:
        talk = today(catalogue)
        await someone.says("/car")
        talk.press(":topic:car")
        await interviewed(someone, talk, BATTERY_CAR_2025)
        assert someone.heard[-1] == said(talk)[-1]
        assert len(talk.session.answers) >= 8

    someone = await everywhere.play(ask_about_a_car)
    assert "20000" in someone.question.text.replace(",", "").replace(" ", "")


async def test_an_interview_in_english_by_text_alone(everywhere: Everywhere, catalogue: Catalogue) -> None:
    sentences = [
        "car",
        "I scrapped my old petrol car in October 2025",
        "new",
        "2025-10-20",
        "not sure",
        "show the result",
    ]

    async def write(someone: Resident) -> None:
        talk = today(catalogue)
        talk.start(prefers="en")
        await someone.says("/start")
        for sentence in sentences:
            await someone.says(sentence)
            talk.say(sentence)
            assert someone.heard[-len(said(talk)) :] == said(talk)

    someone = await everywhere.play(write, language="en-GB")
    assert someone.heard[0].startswith("Hello, I am Jinhui")
    assert len(someone.question.buttons) >= 3


async def test_a_result_too_long_for_one_message_comes_in_several(everywhere: Everywhere, catalogue: Catalogue) -> None:
    async def ask_about_a_home(someone: Resident) -> None:
        talk = today(catalogue)
        talk.start("home", "en")
        await someone.says("/start home")
        await interviewed(someone, talk, WITH_A_LONG_RESULT)
        parts = said(talk)[-2:]
        assert units("\n\n".join(parts)) > 4096 and max(map(units, parts)) <= 4096
        assert someone.heard[-2:] == parts
        first, last = someone.shown[-2:]
        assert first.buttons == [] and last.buttons != []

    await everywhere.play(ask_about_a_home, language="en")


async def test_each_command_of_the_menu_does_what_it_says(everywhere: Everywhere) -> None:
    expected = {
        "/help": "我一次问一件事",
        "/car": "买的是新车还是二手车",
        "/answers": "还没有回答",
        "/back": "前面没有问题了",
        "/home": "买房",
        "/shopping": "买",
        "/restart": "好，从头来",
        "/forget": "要删除您的全部回答",
        "/lang": "English from here on",
        "/start": "What is it about",
        "/unknown_to_anybody": "I ask one thing at a time",
    }

    async def go_through_the_menu(someone: Resident) -> None:
        for command, words in expected.items():
            before = len(someone.heard)
            await someone.says(command)
            assert words in "\n".join(someone.heard[before:]), command

    await everywhere.play(go_through_the_menu)
    for bot in everywhere.bots:
        assert {*bot.api.menus} == {None, "en"}
        assert bot.api.menus[None] == bot.api.menus["en"]
        # A code is another one for each bot; tests/bot/web/desk/test_codes.py has what is said with it.
        assert {*expected, "/code"} - {"/unknown_to_anybody"} == {f"/{command}" for command in bot.api.menus[None]}


@pytest.mark.parametrize(
    ("language_code", "words"),
    [("zh-hans", "您好"), ("zh-TW", "您好"), ("en", "Hello"), ("de", "Hello")],
)
async def test_the_first_words_are_in_the_language_of_the_device(
    everywhere: Everywhere, language_code: str, words: str
) -> None:
    async def greet(someone: Resident) -> None:
        await someone.says("/start")

    someone = await everywhere.play(greet, language_code)
    assert someone.heard[0].startswith(words)


async def test_a_link_can_begin_with_a_topic_or_with_the_answer_to_a_question(
    everywhere: Everywhere, catalogue: Catalogue
) -> None:
    name = next(iter(catalogue.faq))
    talk = today(catalogue)
    talk.start(faq=name)

    async def follow_links(someone: Resident) -> None:
        await someone.says(f"/start faq-{name}")
        assert someone.heard == said(talk)
        await someone.says("/start car")
        assert "买的是新车还是二手车" in someone.heard[-1]
        await someone.says("/start no-such-place")
        assert "买的是新车还是二手车" in someone.heard[-1]

    await everywhere.play(follow_links)
