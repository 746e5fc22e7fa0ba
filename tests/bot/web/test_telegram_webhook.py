"""The webhook of a real process: who may call it, what it takes, and what it says when it cannot."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.bot.channels.bot_api import BotApi, bot_api, private
from tests.bot.process import SECRET, Running, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MEBIBYTE = 1024 * 1024


@dataclass
class Served:
    """A bot behind a webhook, and whoever calls it. Numbers of updates are the caller's business."""

    api: BotApi
    process: Running
    client: ClientSession

    async def posts(self, body: bytes | dict[str, Any], url: str = "", **headers: str) -> int:
        data = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        given = headers or {HEADER: SECRET}
        async with self.client.post(url or self.process.webhook, data=data, headers=given) as answer:
            return answer.status

    def applied(self, number: int) -> bool:
        with closing(sqlite3.connect(self.process.database)) as connection:
            query = "SELECT 1 FROM events WHERE key = ?"
            return connection.execute(query, [f"telegram:{number}"]).fetchone() is not None


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    folder = tmp_path_factory.mktemp("webhook")
    async with bot_api() as api, running("serve", folder, api=api.address) as process, ClientSession() as client:
        yield Served(api, process, client)


def says(number: int, text: str, chat: int = 5) -> dict[str, Any]:
    return {"update_id": number, "message": {**private(chat), "text": text}}


async def test_an_update_is_acknowledged_once_it_is_durable(served: Served) -> None:
    for number in range(100, 110):
        assert await served.posts(says(number, "/start")) == 200
        assert served.applied(number)
    assert await served.posts(says(109, "/start")) == 200, "again is no error"


async def test_another_path_is_nowhere(served: Served) -> None:
    for path in ("/telegram/", "/telegram/another", f"/telegram/{SECRET}", "/telegram"):
        url = f"http://127.0.0.1:{served.process.port}{path}"
        assert await served.posts(says(1, "/start"), url) == 404, path
    assert await served.posts(says(1, "/start"), f"http://127.0.0.1:{served.process.port}/") == 405  # a page
    assert await served.posts(says(1, "/start"), served.process.webhook + "/more") == 404
    assert not served.applied(1)


async def test_without_the_secret_of_the_header_nothing_is_taken(served: Served) -> None:
    for headers in ({"X-Other": SECRET}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}, {HEADER: ""}, {HEADER: "密文"}):
        assert await served.posts(says(1, "/start"), **headers) == 401, headers
    assert not served.applied(1)


async def test_a_body_over_a_mebibyte_is_refused_whatever_it_holds(served: Served) -> None:
    empty = len(json.dumps(says(200, "")).encode())
    fits, too_large = says(200, "x" * (MEBIBYTE - empty)), says(201, "x" * (MEBIBYTE - empty + 1))
    assert await served.posts(fits) == 200
    assert await served.posts(too_large) == 413
    assert await served.posts(b" " * (5 * MEBIBYTE)) == 413
    assert not served.applied(201)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"hello", b"\xff\xfe", b"[1]", b'"x"', b"7", b"null", b"[" * 100_000, b'{"update_id": 1'],
)
async def test_what_is_no_update_at_all_is_refused(served: Served, body: bytes) -> None:
    assert await served.posts(body) == 400


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": 1},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 5}}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": {"id": "five"}, "text": 3}},
        {"update_id": 1, "callback_query": {"id": "q", "from": {"id": 5}, "data": 7, "message": {"text": 7}}},
        {"update_id": "one", "message": {}},
    ],
)
async def test_an_update_that_concerns_nobody_is_taken_over(served: Served, update: dict[str, Any]) -> None:
    assert await served.posts(update) == 200, "otherwise Telegram would bring it again and again"


async def test_only_post_is_understood(served: Served) -> None:
    async with served.client.get(served.process.webhook, headers={HEADER: SECRET}) as answer:
        assert answer.status == 405


async def test_health_is_told_to_everybody_and_figures_only_on_a_port_of_their_own(served: Served) -> None:
    public, operators = (f"http://127.0.0.1:{port}" for port in (served.process.port, served.process.operators))
    expected = {
        f"{public}/healthz": 200,
        f"{public}/readyz": 404,
        f"{public}/metrics": 404,
        f"{operators}/readyz": 200,
        f"{operators}/metrics": 200,
        f"{operators}/healthz": 404,
    }
    for url, status in expected.items():
        async with served.client.get(url) as answer:
            assert answer.status == status, url


async def test_the_figures_count_what_happened(served: Served) -> None:
    async def figures() -> dict[str, float]:
        async with served.client.get(f"http://127.0.0.1:{served.process.operators}/metrics") as answer:
            lines = (await answer.text()).splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}

    before = await figures()
    assert await served.posts(says(400, "三千块是不是一定给", chat=9)) == 200
    await served.api.seen(lambda: served.api.asked[9])
    after = await figures()
    turns = 'jinhui_turns_total{channel="telegram"}'
    assert after[turns] == before[turns] + 1
    assert after['jinhui_turn_seconds_count{channel="telegram"}'] == after[turns]
    assert 'jinhui_outbox_messages{channel="telegram"}' in after
    assert 'jinhui_outbox_age_seconds{channel="telegram"}' in after
