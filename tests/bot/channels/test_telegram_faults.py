"""When Telegram refuses, fails or repeats itself: nothing is lost, nothing is out of order, nobody else is affected."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.channels.bot_api import Fault, private
from tests.bot.channels.conftest import Everywhere
from tests.bot.channels.resident import Resident
from tests.bot.process import eventually

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_pause_that_telegram_asks_for_is_kept_and_only_that_person_waits(everywhere: Everywhere) -> None:
    async def be_slowed_down(someone: Resident) -> None:
        neighbour = Resident(someone.api, someone.chat + 500_000)
        fault = Fault("sendMessage", 429, "Too Many Requests: retry after 2", chat=someone.chat, retry_after=2)
        someone.api.faults.append(fault)
        refused = asyncio.create_task(someone.api.seen(lambda: fault.times == 0))
        answer = asyncio.create_task(someone.says("/car"))
        await refused
        since = asyncio.get_running_loop().time()
        await neighbour.says("/home")
        assert someone.heard == [], "the neighbour did not wait"
        await answer
        assert asyncio.get_running_loop().time() - since > 1.9
        assert "晋惠" in someone.heard[0] and "买的是新车还是二手车" in someone.heard[1], "in order, none lost"
        assert len(someone.heard) == 2 and someone.given_up == []

    await everywhere.play(be_slowed_down)


async def test_whoever_has_blocked_the_bot_is_left_alone_and_remembered(everywhere: Everywhere) -> None:
    async def block_and_come_back(someone: Resident) -> None:
        question = await someone.says("/car")
        reason = "Forbidden: bot was blocked by the user"
        someone.api.faults.append(Fault("editMessageText", 403, reason, chat=someone.chat))
        button = next(button for button in question.buttons if button["text"] == "新车")
        await someone.api.presses(question, button)
        await eventually(lambda: len(someone.given_up) >= 2)
        assert all("blocked by the user" in given_up for given_up in someone.given_up)
        assert len(someone.heard) == 2, "what came after the refused message was not sent either"
        await someone.says("/answers")
        assert "新车" in someone.heard[2]

    await everywhere.play(block_and_come_back)


@pytest.mark.parametrize(
    "reason",
    [
        "Bad Request: message is not modified: specified new message content is the same",
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
    ],
)
async def test_a_question_that_can_no_longer_be_changed_is_no_error(everywhere: Everywhere, reason: str) -> None:
    async def press(someone: Resident) -> None:
        await someone.says("/car")
        someone.api.faults.append(Fault("editMessageText", 400, reason, chat=someone.chat))
        before = len(someone.heard)
        await someone.presses("新车")
        assert len(someone.heard) > before and someone.given_up == []

    await everywhere.play(press)


async def test_a_press_that_telegram_has_forgotten_is_an_answer_all_the_same(everywhere: Everywhere) -> None:
    async def press(someone: Resident) -> None:
        question = await someone.says("/car")
        fault = Fault("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
        someone.api.faults.append(fault)
        before = someone.api.asked[someone.chat]
        button = next(button for button in question.buttons if button["text"] == "新车")
        await someone.api.presses(question, button)
        await someone.answered(before)
        await someone.api.seen(lambda: fault.times == 0)
        assert someone.api.chats[someone.chat][question.number].text.endswith("▸ 新车")

    await everywhere.play(press)


async def test_a_message_that_telegram_will_never_take_is_set_aside_and_the_next_one_is_sent(
    everywhere: Everywhere,
) -> None:
    async def say_something(someone: Resident) -> None:
        reason = "Bad Request: can't parse entities"
        someone.api.faults.append(Fault("sendMessage", 400, reason, chat=someone.chat))
        await someone.says("/car")
        assert len(someone.heard) == 1 and "买的是新车还是二手车" in someone.heard[0]
        [given_up] = someone.given_up
        assert "parse entities" in given_up

    await everywhere.play(say_something)


@pytest.mark.parametrize("status", [500, 502, 503, 0])
async def test_trouble_at_telegram_or_on_the_way_is_waited_out(everywhere: Everywhere, status: int) -> None:
    async def answer(someone: Resident) -> None:
        await someone.says("/car")
        someone.api.faults.append(Fault("sendMessage", status, "Internal Server Error", chat=someone.chat))
        await someone.presses("新车")
        assert someone.given_up == []
        assert len(someone.heard) == len({*someone.heard}), "nothing twice"
        await someone.says("/answers")
        assert "新车" in someone.heard[-2]

    await everywhere.play(answer)


async def test_a_message_whose_receipt_was_lost_is_sent_again_before_the_next_one(everywhere: Everywhere) -> None:
    async def say_something(someone: Resident) -> None:
        someone.api.faults.append(Fault("sendMessage", 0, chat=someone.chat, after_doing=True))
        await someone.says("/car")
        greeting, again, question = someone.heard
        assert greeting == again and "买的是新车还是二手车" in question

    await everywhere.play(say_something)


async def test_an_update_that_is_delivered_again_is_not_applied_again(everywhere: Everywhere) -> None:
    async def hear_twice(someone: Resident) -> None:
        question = await someone.says("/car")
        button = next(button for button in question.buttons if button["text"] == "新车")
        press = someone.api.pressed(question, button)
        before = someone.api.asked[someone.chat]
        number = await someone.api.happens(callback_query=press)
        asked = await someone.answered(before)
        await someone.api.happens_again(number, callback_query=press)
        await someone.api.seen(lambda: someone.api.acknowledged["q"] % 2 == 0)
        await someone.says("/answers")
        assert someone.heard[-1] == asked.text, "the same question is pending: the press counted once"
        assert "新车" in someone.heard[-2]

    await everywhere.play(hear_twice)


async def test_updates_that_arrive_in_another_order_are_each_applied_once(everywhere: Everywhere) -> None:
    async def be_overtaken(someone: Resident) -> None:
        await someone.says("/start")
        written = [{"message": {**private(someone.chat), "text": text}} for text in ("/lang", "/lang", "/car")]
        await someone.api.happens_in_reverse(*written)
        await someone.api.seen(lambda: someone.api.asked[someone.chat] == 4)
        await someone.says("/start")
        assert [text.splitlines()[0] for text in someone.heard[2:]] == [
            "您这次买的是新车还是二手车？",
            "All right, in English from here on. Where the two differ, the Chinese text prevails.",
            "Is the car you buy new, or used?",
            "好的，下面用中文。",
            "您这次买的是新车还是二手车？",
            "欢迎回来，接着上次。",
            "您这次买的是新车还是二手车？",
        ]

    await everywhere.play(be_overtaken)
