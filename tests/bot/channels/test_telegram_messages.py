"""Replies as Telegram takes them: converted, split where a paragraph ends, the pressed question changed first."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.telegram_messages import LONGEST, messages_of, plain_message
from bot.channels.telegram_updates import Pressed
from bot.turn import Taken
from dialogs.machine import Choice, Reply
from dialogs.session import Session
from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import BotApi

YES = Choice("是", "true")


def written(*replies: Reply, pressed: Pressed | None = None, answers: bool = False) -> list[dict[str, Any]]:
    taken = Taken(Session(turn=3), [*replies], Catalogue("nothing"))
    return [*map(json.loads, messages_of(taken, pressed, answers=answers))]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def a_press(text: str = "新车吗？", label: str | None = "是", message: int | None = 9) -> Pressed:
    return Pressed("q", "2|new|true", message, label, text, [{"type": "bold", "offset": 0, "length": 3}])


def test_markdown_becomes_entities_counted_in_utf16() -> None:
    [message] = written(Reply("😀 **最高3000元**"))
    assert message == {"send": "😀 最高3000元", "entities": [{"type": "bold", "offset": 3, "length": 7}]}


def test_a_long_reply_is_split_between_paragraphs_and_only_the_last_part_has_buttons() -> None:
    paragraphs = [f"**{number}** " + "😀补贴" * 300 for number in range(12)]
    messages = written(Reply("\n\n".join(paragraphs), (YES,)))
    assert len(messages) > 1
    assert all(0 < units(message["send"]) <= LONGEST for message in messages)
    assert [("keyboard" in message) for message in messages] == [False] * (len(messages) - 1) + [True]
    together = "\n\n".join(message["send"] for message in messages)
    assert together.split() == "\n\n".join(paragraphs).replace("**", "").split()
    assert all(message["send"][0].isdigit() for message in messages), "none begins in the middle of a paragraph"
    for message in messages:
        for entity in message["entities"]:
            assert message["send"].encode("utf-16-le")[2 * entity["offset"] :].decode("utf-16-le")[0].isdigit()
        fields = {"chat_id": "5", "text": message["send"], "entities": json.dumps(message["entities"])}
        BotApi().validate("sendMessage", fields, {})


def test_one_endless_paragraph_is_split_all_the_same() -> None:
    messages = written(Reply("补" * 10_000))
    assert "".join(message["send"] for message in messages) == "补" * 10_000
    assert all(units(message["send"]) <= LONGEST for message in messages)


def test_a_pressed_question_shows_what_was_answered() -> None:
    edit, message = written(Reply("好"), pressed=a_press(), answers=True)
    assert edit == {"edit": 9, "to": "新车吗？\n\n▸ 是", "entities": a_press().entities}
    assert message["send"] == "好"


def test_a_press_that_is_no_answer_only_loses_its_buttons() -> None:
    assert written(Reply("好"), pressed=a_press())[0] == {"strip": 9}


def test_where_telegram_no_longer_knows_the_question_its_buttons_go() -> None:
    for pressed in (a_press(text=""), a_press(label=None), a_press(text="问" * LONGEST)):
        assert written(Reply("好"), pressed=pressed, answers=True)[0] == {"strip": 9}
    assert [*written(Reply("好"), pressed=a_press(message=None), answers=True)[0]] == ["send", "entities"]


def test_a_line_outside_of_a_conversation_has_no_buttons() -> None:
    assert json.loads(plain_message("**慢**一点"))["send"] == "慢一点"
    assert "keyboard" not in json.loads(plain_message("慢一点"))
