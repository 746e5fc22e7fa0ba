"""What people do besides answering, through both libraries, by polling and by webhook."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.bot.channels.bot_api import BOT_ID, USERNAME, Message, private
from tests.bot.channels.conftest import Everywhere
from tests.bot.channels.resident import Resident

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "某人", "date": 1}, "text": "听说有补贴"}
MEDIA: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": {
            "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 512, "height": 512,
            "is_animated": False, "is_video": False,
        }
    },
    "photo": {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90}], "caption": "我的发票"},
    "voice": {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
    "location": {"location": {"latitude": 37.87, "longitude": 112.55}},
    "document": {"document": {"file_id": "f", "file_unique_id": "u", "file_name": "发票.pdf"}},
    "contact": {"contact": {"phone_number": "+8613800000000", "first_name": "某人"}},
    "something of next year": {"hologram": {"depth": 3}, "story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
}  # fmt: skip


def without_buttons(message: Message) -> bool:
    return message.buttons == []


async def test_a_pressed_question_shows_the_answer_and_loses_its_buttons(everywhere: Everywhere) -> None:
    async def answer(someone: Resident) -> None:
        question = await someone.says("/car")
        await someone.presses("新车", question)
        shown = someone.api.chats[someone.chat][question.number]
        assert shown.text == f"{question.text}\n\n▸ 新车"
        assert shown.entities == question.entities != []
        assert without_buttons(shown)

    await everywhere.play(answer)


async def test_a_button_of_an_earlier_question_offers_to_change_that_answer(everywhere: Everywhere) -> None:
    async def press_late(someone: Resident) -> None:
        first = await someone.says("/car")
        other = next(button for button in first.buttons if button["text"] == "二手车")
        second = await someone.presses("新车", first)
        offered = await someone.presses_button(first, other)
        assert offered.labels[0] == "改“买的车”"
        assert someone.api.chats[someone.chat][first.number].text.endswith("▸ 新车"), "the answer stands"
        assert someone.api.chats[someone.chat][second.number].buttons != [], "and the pending question is not touched"
        changing = await someone.presses("改“买的车”")
        assert "二手车" in changing.labels

    await everywhere.play(press_late)


async def test_pressing_twice_answers_once(everywhere: Everywhere) -> None:
    async def press_twice(someone: Resident) -> None:
        question = await someone.says("/car")
        button = next(button for button in question.buttons if button["text"] == "新车")
        asked = await someone.presses_button(question, button)
        again = await someone.presses_button(question, button)
        assert "这一题已经记下了" in "\n".join(someone.heard[-2:])
        assert again.text.splitlines()[0] == asked.text.splitlines()[0], "the pending question is asked again"

    await everywhere.play(press_twice)


@pytest.mark.parametrize(
    "data",
    ["", "|", "||", "1|a|b|c", "zz||:back", "-1||:back", "1||#99", "null", "9999999||:forget:yes", "{}", "１||:back"],
)
async def test_a_button_that_carries_nonsense_changes_nothing(everywhere: Everywhere, data: str) -> None:
    async def press_nonsense(someone: Resident) -> None:
        question = await someone.says("/car")
        again = await someone.presses_button(question, {"text": "?", "callback_data": data})
        assert again.text.splitlines()[0] == question.text.splitlines()[0]
        await someone.says("/answers")
        assert any("还没有回答" in text for text in someone.heard)

    await everywhere.play(press_nonsense)


async def test_a_button_under_a_message_that_telegram_no_longer_knows_is_answered(everywhere: Everywhere) -> None:
    async def press_under_an_old_message(someone: Resident) -> None:
        question = await someone.says("/car")
        data = next(button["callback_data"] for button in question.buttons if button["text"] == "新车")
        query = someone.api.pressed(question, {"text": "新车", "callback_data": data})
        gone = {"message_id": question.number, "date": 0, "chat": {"id": someone.chat, "type": "private"}}
        for message in ({"message": gone}, {}):
            before = someone.api.asked[someone.chat]
            rest = {name: value for name, value in query.items() if name != "message"}
            await someone.api.happens(callback_query={**rest, **message, "inline_message_id": "i"})
            await someone.answered(before)
        assert "这一题已经记下了" in "\n".join(someone.heard[-2:])

    await everywhere.play(press_under_an_old_message)


@pytest.mark.parametrize("what", MEDIA)
async def test_what_nobody_can_read_gets_a_line_and_the_pending_question(everywhere: Everywhere, what: str) -> None:
    async def send(someone: Resident) -> None:
        question = await someone.says("/car")
        again = await someone.sends(**MEDIA[what])
        assert "图片、语音、位置这些我看不懂" in someone.heard[-2]
        assert again.text == question.text

    await everywhere.play(send)


async def test_forwarded_and_edited_messages_are_not_taken_for_answers(everywhere: Everywhere) -> None:
    async def forward_and_edit(someone: Resident) -> None:
        await someone.says("/car")
        await someone.sends(**FORWARDED)
        assert "转发来的消息我不读" in someone.heard[-2]
        before = someone.api.asked[someone.chat]
        edited = {**private(someone.chat), "message_id": 5, "text": "二手车", "edit_date": 2}
        await someone.api.happens(edited_message=edited)
        await someone.answered(before)
        assert "改过的消息我看不到" in someone.heard[-2]
        await someone.says("/answers")
        assert "还没有回答" in someone.heard[-2]

    await everywhere.play(forward_and_edit)


async def test_what_concerns_nobody_is_taken_over_without_a_word(everywhere: Everywhere) -> None:
    async def report(someone: Resident) -> None:
        joined = {"id": 5, "is_bot": False, "first_name": "某人"}
        bot = {"id": 6, "is_bot": True, "first_name": "机器人"}
        group = {"id": -someone.chat, "type": "supergroup", "title": "邻居"}
        for message in (
            {**private(someone.chat), "chat": group, "new_chat_members": [joined]},
            {**private(someone.chat), "chat": group, "text": "今天天气不错"},
            {**private(someone.chat), "chat": group, "text": "/car@another_bot"},
            {**private(someone.chat), "pinned_message": {"message_id": 4, "date": 0, "chat": group}},
            {**private(someone.chat), "from": bot, "text": "/start"},
            {"message_id": 9, "date": 1, "chat": {"id": someone.chat, "type": "private"}, "delete_chat_photo": True},
        ):
            await someone.api.happens(message=message)
        edited_photo = {**private(someone.chat), "edit_date": 2, **MEDIA["photo"]}
        await someone.api.happens(edited_message=edited_photo)
        await someone.says("/car")
        assert len(someone.heard) == 2, "only the greeting and the question"
        assert someone.api.unconfirmed <= 1

    await everywhere.play(report)


async def test_a_group_is_asked_once_a_day_to_write_in_private(everywhere: Everywhere) -> None:
    async def address_in_a_group(someone: Resident) -> None:
        api, number = someone.api, someone.chat
        group = {"id": -number, "type": "group", "title": "邻居"}
        message = {**private(number), "chat": group}
        me = {"id": BOT_ID, "is_bot": True, "first_name": "晋惠", "username": USERNAME}
        for text in ("我也想问", f"@{USERNAME} 买车有补贴吗", f"/car@{USERNAME}", "/help"):
            await api.happens(message={**message, "text": text})
        earlier = {"message_id": 1, "date": 1, "chat": group, "from": me, "text": "请私下问我"}
        await api.happens(message={**message, "text": "补贴呢", "reply_to_message": earlier})
        await someone.says("/start")
        await api.seen(lambda: api.texts(-number))
        assert api.texts(-number) == [f"各家情况不一样，请私下问我：https://t.me/{USERNAME}"]
        assert someone.question.buttons != [] and len(someone.heard) == 2, "the private chat knows nothing of it"

    await everywhere.play(address_in_a_group)


async def test_forgetting_asks_once_more_and_then_begins_from_nothing(everywhere: Everywhere) -> None:
    async def have_everything_erased(someone: Resident) -> None:
        await someone.says("/car")
        await someone.presses("新车")
        asked = await someone.says("忘记我")
        await someone.api.presses(asked, next(b for b in asked.buttons if b["text"] == "确定，全部删除"))
        await someone.hears("都删除了")
        await someone.says("/start")
        assert sum("您好，我是晋惠" in text for text in someone.heard) == 2, "a stranger again"
        await someone.says("/car")
        await someone.says("/answers")
        assert "还没有回答" in someone.heard[-2]

    await everywhere.play(have_everything_erased)


async def test_details_of_a_message_that_only_telegram_cares_for_do_no_harm(everywhere: Everywhere) -> None:
    details: dict[str, Any] = {
        "link_preview_options": {"is_disabled": True},
        "entities": [{"type": "url", "offset": 0, "length": 4}, {"type": "of_next_year", "offset": 0, "length": 2}],
        "reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "?"},
        "effect_id": "5",
        "quote": {"text": "x", "position": 0},
        "external_reply": {
            "origin": {"type": "channel", "date": 1, "chat": {"id": -5, "type": "channel"}, "message_id": 3},
            "link_preview_options": {"url": "https://example.org"},
        },
    }

    async def send_with_details(someone: Resident) -> None:
        await someone.says("/car", **details)
        assert "买的是新车还是二手车" in someone.heard[-1]

    await everywhere.play(send_with_details)


async def test_an_update_that_only_next_years_telegram_understands_does_not_stop_the_others(
    everywhere: Everywhere,
) -> None:
    async def report_the_unheard_of(someone: Resident) -> None:
        await someone.api.happens(message={"text": "no chat, no date, no sender"})
        origin = {"type": "of_next_year", "date": 1}
        await someone.sends(forward_origin=origin, text="听说有补贴")
        await someone.says("/car")
        assert any("转发来的消息我不读" in text for text in someone.heard)

    await everywhere.play(report_the_unheard_of)


async def test_many_people_at_once_are_not_mixed_up(everywhere: Everywhere) -> None:
    async def press_this(someone: Resident, choice: str) -> str:
        await someone.says("/car")
        await someone.presses(choice)
        await someone.says("/answers")
        return someone.heard[-2]

    async def all_together(someone: Resident) -> None:
        crowd = [Resident(someone.api, 50_000 + number) for number in range(20)]
        choices = ["新车", "二手车"] * 10
        heard = await asyncio.gather(*(press_this(*pair) for pair in zip(crowd, choices, strict=True)))
        assert all(choice in text for choice, text in zip(choices, heard, strict=True))
        await someone.says("/start")

    await everywhere.play(all_together)
