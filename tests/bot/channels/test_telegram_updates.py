"""Whatever Telegram reports: it is understood, or it concerns nobody; nothing makes the channel fail."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram import Telegram
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_updates import language_of, read_update
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from policy.catalogue import Catalogue
from tests.bot.channels.bot_api import BOT_ID, USERNAME, private
from tests.bot.channels.nobody import Nobody

any_text = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["/start", "/car", "买车", "\ud83d", "\x00", "1||:back"]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=6,
)
NAMES = (
    "chat", "from", "id", "type", "text", "data", "message", "message_id", "entities", "reply_markup", "is_bot",
    "inline_keyboard", "callback_data", "language_code", "photo", "forward_origin", "reply_to_message", "caption",
)  # fmt: skip
likely = st.recursive(
    anything | st.sampled_from(["private", "group", "supergroup", 5, -5]),
    lambda inner: st.dictionaries(st.sampled_from(NAMES), inner, max_size=6) | st.lists(inner, max_size=2),
    max_leaves=20,
)
updates = st.fixed_dictionaries(
    {"update_id": st.integers(0, 2**60) | anything},
    optional={kind: likely for kind in ("message", "edited_message", "callback_query", "poll")},
)


@settings(max_examples=300, deadline=None)
@given(update=updates)
def test_reading_an_update_never_fails(update: dict[str, Any]) -> None:
    arrived = read_update(update, USERNAME, BOT_ID)
    assert arrived is None or arrived.number == update["update_id"]


def pressed(number: int, words: str, data: str) -> dict[str, Any]:
    """A button under a message in which everything that is written is ``words``."""
    keyboard = {"inline_keyboard": [[{"text": words, "callback_data": data}]]}
    message = {"message_id": 3, "chat": {"id": 5, "type": "private"}, "text": words, "reply_markup": keyboard}
    return {"update_id": number, "callback_query": {"id": "q", "from": {"id": 5}, "data": data, "message": message}}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reported=st.lists(st.tuples(updates, any_text), min_size=1, max_size=4))
def test_applying_an_update_never_fails_and_what_a_person_did_is_applied(
    catalogue: Catalogue, tmp_path: Path, reported: list[tuple[dict[str, Any], str]]
) -> None:
    async def receive_all() -> None:
        file = tmp_path / "jinhui.sqlite3"
        store = await SqliteStore.open(file)
        try:
            telegram = Telegram(BotApi(Nobody()), Turns(catalogue, store))
            for number, (update, words) in enumerate(reported):
                turn = (await store.load("telegram:5")).turn
                await telegram.receive({**update, "update_id": f"{number}"})
                await telegram.receive(update)
                key = 2**61 + turn * 10
                await telegram.receive({"update_id": key, "message": {**private(5), "text": words}})
                shown = (await store.load("telegram:5")).turn
                digits = "0123456789abcdefghijklmnopqrstuvwxyz"[shown % 36]
                await telegram.receive(pressed(key + 1, words, f"{digits}||{words}"))
                await telegram.receive(json.loads(json.dumps(pressed(key + 2, words, words))))
                for applied in (key, key + 1, key + 2):
                    assert (await store.load("telegram:5", f"telegram:{applied}")).applied
        finally:
            await store.close()

    asyncio.run(receive_all())


def test_devices_in_chinese_are_spoken_to_in_chinese_and_all_others_in_english() -> None:
    assert [language_of({"language_code": code}) for code in ("zh", "zh-hans", "ZH-TW", "en", "fr")] == [
        "zh", "zh", "zh", "en", "en",
    ]  # fmt: skip
    assert language_of({}) is None
