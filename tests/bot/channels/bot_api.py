"""Telegram as the tests see it: a Bot API server that nobody here wrote, people who chat through it, and faults.

The server checks what bots send (64 bytes of button data, 4 096 units of text, the shape of keyboards). Here it also
remembers the messages of each chat, as Telegram shows them, and fails on demand.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator, updates

TOKEN = "42:synthetic-token_0123456789"
USERNAME = "jinhui_test_bot"
BOT_ID = 7
HANGS = -1

updates.KINDS.update(updates.ALLOWED_UPDATE_TYPES)  # the server knows them all and lets only three be queued


@dataclass
class Message:
    """A message of the bot as the chat shows it now."""

    chat: int
    number: int
    text: str
    entities: list[dict[str, Any]]
    buttons: list[dict[str, str]] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]


@dataclass
class Fault:
    """The next ``times`` calls of a method, to one chat or any, are answered like this.

    Status 0 drops the connection, HANGS leaves it open and never answers.
    """

    method: str
    status: int
    description: str = "fault"
    times: int = 1
    chat: int | None = None
    retry_after: int | None = None
    after_doing: bool = False  # the call is carried out, but nobody hears of it


class BotApi(LoBotApiEmulator):  # type: ignore[misc]
    """The server. ``calls`` are the methods that were carried out, in order, with their chats.

    ``asked`` counts the messages with buttons that a chat was sent, ``failed`` the calls that met a fault, and
    ``acknowledged`` how often each pressed button was.
    """

    def __init__(self) -> None:
        super().__init__(
            allow_insecure_loopback_webhooks=True, max_updates=100_000, max_history=1_000_000, enable_control=True
        )
        self.address = ""
        self.chats: dict[int, dict[int, Message]] = defaultdict(dict)
        self.sent: list[Message] = []
        self.calls: list[tuple[str, int | None]] = []
        self.refused: list[str] = []
        self.faults: list[Fault] = []
        self.failed = 0
        self.menus: dict[str | None, list[str]] = {}
        self.asked: Counter[int] = Counter()
        self.acknowledged: Counter[str] = Counter()
        self._presses = 0
        self._changed = asyncio.Condition()

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        try:
            result = super().validate(method, fields, uploads)
        except Exception as error:
            self.refused.append(f"{method}: {error}")
            raise
        chat = int(fields["chat_id"]) if "chat_id" in fields else None
        self.calls.append((method, chat))
        if method == "getMe":
            result["username"] = USERNAME
        elif method == "setMyCommands":
            commands = self.decoded(fields["commands"])
            self.menus[fields.get("language_code")] = [command["command"] for command in commands]
        elif method == "answerCallbackQuery":
            self.acknowledged[fields["callback_query_id"]] += 1
        elif chat is not None and method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            self._show(method, chat, fields, result)
        return result

    def _show(self, method: str, chat: int, fields: dict[str, Any], result: dict[str, Any]) -> None:
        number = result["message_id"]
        markup = self.decoded(fields.get("reply_markup")) or {"inline_keyboard": []}
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        if method == "editMessageReplyMarkup":
            if number in self.chats[chat]:
                self.chats[chat][number].buttons = buttons
            return
        entities = self.decoded(fields.get("entities")) or []
        self.chats[chat][number] = Message(chat, number, fields["text"], entities, buttons)
        if method == "sendMessage":
            self.sent.append(self.chats[chat][number])
            self.asked[chat] += bool(buttons)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fault = await self._fault(method, request)
        if fault is None or fault.after_doing:
            response: web.StreamResponse = await super().handle(request)
            await self.wake()
        if fault is None:
            return response
        self.failed += 1
        await self.wake()
        if fault.status == HANGS:
            await asyncio.Event().wait()
        if fault.status == 0:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        body: dict[str, Any] = {"ok": False, "error_code": fault.status, "description": fault.description}
        if fault.retry_after is not None:
            body["parameters"] = {"retry_after": fault.retry_after}
        return web.json_response(body, status=fault.status)

    async def _fault(self, method: str, request: web.Request) -> Fault | None:
        candidates = [fault for fault in self.faults if fault.method == method and fault.times > 0]
        if not candidates:
            return None
        given = (await self._peek(request)).get("chat_id")
        chat = int(given) if given is not None else None
        fault = next((one for one in candidates if one.chat in (None, chat)), None)
        if fault is not None:
            fault.times -= 1
        return fault

    async def _peek(self, request: web.Request) -> dict[str, Any]:
        """The fields of a request, which can be read again afterwards."""
        if request.content_type == "application/json":
            found: dict[str, Any] = json.loads(await request.text())
            return found
        return dict(await request.post())

    async def wake(self) -> None:
        """Have everybody who waits for something look again."""
        async with self._changed:
            self._changed.notify_all()

    # ---- people

    async def happens(self, **update: Any) -> int:
        """Have Telegram report something."""
        number: int = await self.enqueue_update(update, token=TOKEN)
        return number

    async def says(self, chat: int, text: str, language: str = "zh-hans", **more: Any) -> int:
        """A person writes to the bot in private."""
        return await self.happens(message={**private(chat, language), "text": text, **more})

    async def happens_again(self, number: int, **update: Any) -> None:
        """Have Telegram report something once more that has been reported, under its old number."""
        queue = self._update_queues._state(TOKEN)
        async with queue.condition:
            queue.updates.insert(0, {"update_id": number, **update})
            queue.condition.notify_all()
        await self.deliver_updates(token=TOKEN)

    async def happens_in_reverse(self, *updates: dict[str, Any]) -> None:
        """Have Telegram report several things at once, the last one first."""
        queue = self._update_queues._state(TOKEN)
        async with queue.condition:
            numbered = [{"update_id": number, **update} for number, update in enumerate(updates, queue.next_id)]
            queue.updates += reversed(numbered)
            queue.next_id += len(updates)
            queue.condition.notify_all()
        await self.deliver_updates(token=TOKEN)

    @property
    def confirmed(self) -> set[int]:
        """The numbers of the updates that the bot has taken over."""
        queue = self._update_queues._state(TOKEN)
        return {*range(1, queue.next_id)} - {update["update_id"] for update in queue.updates}

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not taken over yet."""
        return len(self._update_queues._state(TOKEN).updates)

    async def presses(self, message: Message, button: dict[str, str], language: str = "zh-hans") -> str:
        """A person presses a button that a message of theirs has or once had; returns the number of the query."""
        self._presses += 1
        query = f"query-{self._presses}"
        await self.happens(callback_query=self.pressed(message, button, language, query))
        return query

    def pressed(
        self, message: Message, button: dict[str, str], language: str = "zh-hans", query: str = "q"
    ) -> dict[str, Any]:
        """What Telegram says of a pressed button."""
        keyboard = [[shown] for shown in message.buttons] or [[button]]
        under = {
            "message_id": message.number,
            "date": 1,
            "chat": {"id": message.chat, "type": "private"},
            "text": message.text,
            "entities": message.entities,
            "reply_markup": {"inline_keyboard": keyboard},
        }
        sender = private(message.chat, language)["from"]
        return {"id": query, "from": sender, "chat_instance": "c", "message": under, "data": button["callback_data"]}

    async def seen(self, found: Callable[[], Any], seconds: float = 60) -> Any:
        """What ``found`` finds, once it finds something."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: bool(found()))
        return found()

    def last(self, chat: int) -> Message | None:
        """The newest message of a chat."""
        numbers = self.chats[chat]
        return numbers[max(numbers)] if numbers else None

    def texts(self, chat: int) -> list[str]:
        return [message.text for message in self.sent if message.chat == chat]

    def repeated(self, chat: int) -> int:
        """How many messages of a chat were sent once more than they differ: a message sent twice."""
        counted = Counter(self.texts(chat))
        return sum(times - 1 for times in counted.values())


def private(chat: int, language: str = "zh-hans") -> dict[str, Any]:
    """What every message of a person in private has."""
    sender = {"id": chat, "is_bot": False, "first_name": "居民", "language_code": language}
    return {
        "message_id": 1_000_000,
        "date": 1,
        "chat": {"id": chat, "type": "private", "first_name": "居民"},
        "from": sender,
    }


@asynccontextmanager
async def bot_api(port: int = 0) -> AsyncIterator[BotApi]:
    """A running server at ``address``, on loopback; on any free port unless one is given."""
    api = BotApi()
    runner = web.AppRunner(api.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    api.address = f"http://127.0.0.1:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()
