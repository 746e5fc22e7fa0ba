"""The whole site on a real file and a real socket, in a thread of its own, for tests to visit."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import httpx

from bot import clock
from bot.channels.telegram_messages import messages_of
from bot.credentials import hashed
from bot.running import serving
from bot.settings import Settings
from bot.storage.accounts import ROLES
from bot.storage.sqlite import SqliteStore
from bot.turn import Turns
from bot.web.application import web_application
from bot.web.server import listening
from bot.web.site import opened_site
from bot.web.website import website
from policy.catalogue import Catalogue

TODAY = date(2026, 4, 12)
PASSWORD = "correct horse battery"
_PASSWORD_HASH = hashed(PASSWORD)  # of all test accounts: hashing is slow on purpose
_TOKEN = re.compile(r'name="form" value="([^"]+)"')

Found = TypeVar("Found")


class RunningSite:
    """Every role has an account of its own name, and there is a second agent: "colleague"."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self.file = folder / "jinhui.sqlite3"
        self._catalogue = catalogue
        self._visitors: list[Visitor] = []
        self._tokens: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.run(self._start())

    def run(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Do something within the site's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _start(self) -> None:
        self._stack = AsyncExitStack()
        self.store = await SqliteStore.open(self.file)
        self.turns = Turns(self._catalogue, self.store)
        settings = Settings(database=self.file)
        self.site = await self._stack.enter_async_context(opened_site(self.turns, settings, {"telegram": messages_of}))
        self.site.clock = clock.fixed(TODAY)
        for role in ROLES:
            await self.site.accounts.add(role, role, _PASSWORD_HASH)
        await self.site.accounts.add("colleague", "agent", _PASSWORD_HASH)
        bound = listening("127.0.0.1", 0, "JINHUI_PORT")
        self.address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        application = web_application(pages=website(self.site))
        await self._stack.enter_async_context(serving(application, bound))

    def stop(self) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        await self._stack.aclose()
        await self.store.close()

    # ---- visitors

    def token_of(self, name: str) -> str:
        """A sign-in of somebody, without the sign-in page; the same as before, as long as it holds."""
        token = self._tokens.get(name, "")
        if self.run(self.site.accounts.signed_in(token)) is None:
            token = self._tokens[name] = self.run(self.site.accounts.sign_in(name))
        return token

    def visitor(self, name: str | None = None) -> Visitor:
        """Somebody with a browser without script: signed in, or a stranger."""
        visitor = Visitor(self.address, self.token_of(name) if name else None)
        self._visitors.append(visitor)
        return visitor

    def see_off(self) -> None:
        """Close what the visitors of a test left open."""
        while self._visitors:
            self._visitors.pop().close()


class Visitor(httpx.Client):
    """Keeps cookies, follows nothing by itself, and sends forms with the token of the page it last saw."""

    def __init__(self, address: str, token: str | None) -> None:
        super().__init__(base_url=address, cookies={"jinhui": token} if token else {}, timeout=30, verify=False)
        self.last = ""

    def see(self, path: str, **options: Any) -> httpx.Response:
        """GET a page, and remember it if it is one."""
        return self._remembered(self.get(path, **options))

    def submit(self, path: str, **fields: str) -> httpx.Response:
        """POST a form of the page that was seen last."""
        return self._remembered(self.post(path, data={"form": self.form_token, **fields}))

    @property
    def form_token(self) -> str:
        found = _TOKEN.search(self.last)
        return found[1] if found else ""

    def begin(self, topic: str = "car") -> str:
        """Begin a call; returns its path."""
        self.see("/desk")
        path = self.submit("/desk/calls", topic=topic).headers["location"]
        self.see(path)
        return path

    def press(self, path: str, value: str) -> str:
        """Press a button of the call that was seen last; returns the page."""
        return self._step(path, value=value)

    def say(self, path: str, text: str) -> str:
        return self._step(path, text=text)

    def _step(self, path: str, **fields: str) -> str:
        return self.submit(path, turn=self.field("turn"), fact=self.field("fact"), **fields).text

    def field(self, name: str) -> str:
        """What a hidden field of the page holds that was seen last."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.last)
        return found[1] if found else ""

    def _remembered(self, response: httpx.Response) -> httpx.Response:
        if _TOKEN.search(response.text):
            self.last = response.text
        return response
