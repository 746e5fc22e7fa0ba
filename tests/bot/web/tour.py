"""A walk past every page there is, in a browser: for whoever checks them all, and for whoever photographs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from playwright.sync_api import Page

from bot import clock
from bot.clock import SHANGHAI
from dialogs.machine import Event
from tests.bot.web.running import PASSWORD, TODAY, RunningSite

NOON = clock.fixed(TODAY)()
assert NOON.tzinfo is SHANGHAI


def code_of(running: RunningSite, person: str, *sayings: str) -> str:
    """A resident says something, and asks for a code; the code."""
    for text in (*sayings, "/code"):
        taken = running.run(running.turns.take(person, Event("text", text, NOON, "zh")))
    found = re.search(r"\d{6}", taken.replies[0].text)
    assert found, taken.replies
    return found[0]


def tour(page: Page, running: RunningSite) -> Iterator[str]:
    """Leads an agent who is signed in from page to page; yields the name of each while it is shown."""
    page.goto("/desk")
    yield "desk"
    page.keyboard.press("1")
    page.wait_for_url("**/desk/calls/*")
    yield "question"
    press(page, "1")
    yield "question-date"
    press(page, "4", "1")
    yield "question-half-way"
    say(page, "旧车2026年2月报废了，国三汽油车，2012年上的牌，一直在我名下，新车22.6万")
    yield "several-facts-at-once"
    for _ in range(12):
        if page.locator("#line", has_text="符合文件条件").count():
            break
        press(page, "1" if page.locator("[data-key='1']").count() else "0")
    yield "result"
    yield from _looking_up(page)
    page.fill("#notes", "回电 13812345678")
    page.wait_for_selector("#notes-state .warning")
    press_outside(page, "w")
    yield "wrap-up"
    yield from _shared(page, running)
    yield from _outside(page, running)


def _looking_up(page: Page) -> Iterator[str]:
    """From a question to everything that can be looked up, and back each time."""
    page.keyboard.press("/")
    page.keyboard.type("报废补贴多少钱")
    swapped(page, lambda: page.keyboard.press("Enter"))
    yield "search"
    press(page, "1")
    yield "answer"
    press(page, "Enter")
    for name, link in (("keys", "?"), ("questions", "j"), ("restart", "Escape")):
        press(page, link)
        yield name
        press(page, "Escape")
    page.locator(".verdict[open] .links a").first.click()
    page.wait_for_selector(".pending")
    yield "measure"
    swapped(page, page.get_by_role("link", name="报告错误").first.click)
    yield "report"
    press_outside(page, "Escape")


def _shared(page: Page, running: RunningSite) -> Iterator[str]:
    """A resident's conversation, until they end the sharing."""
    code = code_of(running, f"telegram:{id(page)}", "我要买车", "新车", "去年十月")
    page.goto("/desk")
    page.fill("#digits", code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/calls/*")
    yield "opened-by-code"
    press(page, "t")
    yield "transcript"
    running.run(running.turns.take(f"telegram:{id(page)}", Event("text", "结束共享", NOON)))
    page.reload()
    yield "sharing-ended"


def _outside(page: Page, running: RunningSite) -> Iterator[str]:
    """Pages outside of a call, and those for strangers."""
    page.goto("/account")
    yield "account"
    page.goto("/desk/script/car")
    yield "script-on-paper"
    page.goto("/nowhere")
    yield "error"
    yield from _too_late(page, running)
    page.context.clear_cookies()
    page.goto("/login")
    page.fill("#name", "agent")
    page.fill("#password", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem")
    yield "sign-in"


def _too_late(page: Page, running: RunningSite) -> Iterator[str]:
    """A call is wrapped up after the sign-in has run out."""
    page.goto("/desk")
    page.keyboard.press("1")
    page.wait_for_url("**/desk/calls/*")
    press(page, "w")
    running.run(running.site.accounts.sign_out_everywhere("agent"))
    page.keyboard.press("1")
    page.wait_for_selector("#password")
    yield "signed-out-meanwhile"
    page.fill("#name", "agent")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("pre")
    yield "kept-meanwhile"


def press(page: Page, *keys: str) -> None:
    """Press keys one after another, each after what the one before did is shown."""
    for key in keys:
        swapped(page, partial(page.keyboard.press, key))


def press_outside(page: Page, key: str) -> None:
    """Press a key, after leaving the field that is being typed in."""
    page.keyboard.press("Escape")
    press(page, key)


def say(page: Page, text: str) -> None:
    """Type what the caller says."""
    page.fill("#text", text)
    swapped(page, lambda: page.press("#text", "Enter"))


def swapped(page: Page, act: Callable[[], object]) -> None:
    """Do something, and wait until the call has been swapped."""
    page.evaluate("document.querySelector('#call > *').dataset.before = ''")
    act()
    page.wait_for_selector("#call > [data-before]", state="detached")
