import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from policy.catalogue import Catalogue
from tests.bot.web.running import RunningSite

CHROMIUM = "/usr/bin/chromium"
SECONDS = 10_000  # milliseconds: what is waited for comes at once, or not at all

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def hashes_take_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as ever, with as little work as argon2 can do; tests/bot/test_credentials.py does it all."""
    monkeypatch.setattr("bot.credentials._HASHER", PasswordHasher.from_parameters(CHEAPEST))


@pytest.fixture(scope="session")
def running(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One site for all tests; each begins its own calls."""
    site = RunningSite(catalogue, tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def visitors_leave(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "running" in request.fixturenames:
        request.getfixturevalue("running").see_off()


@pytest.fixture(scope="module")  # no longer: while it is there, no other test can run an event loop in this thread
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one the test is skipped, except where JINHUI_REQUIRE_BROWSER says that it must be."""
    chromium = shutil.which("chromium") or CHROMIUM
    if not Path(chromium).exists():
        reason = f"no browser at {chromium}: apt-get install chromium fonts-wqy-zenhei"
        if os.environ.get("JINHUI_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, running: RunningSite) -> Iterator[Open]:
    """Opens a page as somebody who is signed in, or as a stranger. Nothing may go wrong in it unseen."""
    yield from opening(browser, running)


def opening(browser: Browser, running: RunningSite) -> Iterator[Open]:
    """The same, for a site of one's own."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(path: str, name: str | None = "agent", *, scripted: bool = True, width: int = 1440) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripted, base_url=running.address
        )
        contexts.append(context)
        context.set_default_timeout(SECONDS)
        if name is not None:
            context.add_cookies([{"name": "jinhui", "value": running.token_of(name), "url": running.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "warning" else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
