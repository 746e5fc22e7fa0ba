"""Calls in a real browser: from the key press to the frame in which the next question and the verdicts stand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import Page, Request, sync_playwright

from benchmarks.desk_server import Desk

CALLS, LONGEST_CALL = 12, 12
_LEADING_ON = {0: "1", 1: "4"}  # a new car of this year: other answers end most calls after a question or two
_LOOKING_MILLISECONDS = 150  # seldom: whoever asks all the time whether it is painted keeps it from being painted

_WATCH = """() => {
    window.painted = [];
    let pressed = 0;
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
    new MutationObserver(() => {
        if (!pressed) return;
        const since = pressed;
        pressed = 0;
        requestAnimationFrame(() => {
            const frame = new MessageChannel();  // its message comes after the frame has been painted
            frame.port1.onmessage = () => window.painted.push(performance.now() - since);
            frame.port2.postMessage(0);
        });
    }).observe(document.getElementById("call"), {childList: true});
}"""


class Painted(NamedTuple):
    """``keys`` of a whole call along the shortest path, which has ``questions``; ``elsewhere``: other hosts asked."""

    milliseconds: list[float]
    questions: int
    keys: int
    elsewhere: int


def painted(desk: Desk, chromium: str, shortest: Sequence[int]) -> Painted:
    """Hold some calls by keyboard."""
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(desk.address):
            elsewhere.append(request.url)

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        context = browser.new_context(base_url=desk.address, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "jinhui", "value": desk.cookie, "url": desk.address}])
        page = context.new_page()
        page.on("request", note)
        chance = random.Random(5)
        times = [time for _ in range(CALLS) for time in _random_call(page, chance)]
        keys = _shortest_call(page, shortest)
        browser.close()
    return Painted(times, len(shortest), keys, len(elsewhere))


def _random_call(page: Page, chance: random.Random) -> list[float]:
    page.goto("/desk")
    page.keyboard.press("1")
    page.wait_for_url("**/desk/calls/*")
    page.evaluate(_WATCH)
    count = 0
    while count < LONGEST_CALL and not page.locator("a.main[data-key='Enter']").count():
        keys = page.locator(".choices [data-key]").count()
        page.locator("#line").focus()  # an amount's field has the focus, and takes digits for itself
        page.keyboard.press(_LEADING_ON.get(count) or (str(chance.randint(1, keys)) if keys else "0"))
        count += 1
        while page.evaluate("window.painted.length") < count:
            page.wait_for_timeout(_LOOKING_MILLISECONDS)
    times: list[float] = page.evaluate("window.painted")
    return times


def _shortest_call(page: Page, shortest: Sequence[int]) -> int:
    """The number of keys from the desk to the saved summary."""
    page.goto("/desk")
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        page.keyboard.press(key)
        pressed += 1
        page.wait_for_timeout(300)

    for key in ("1", *map(str, shortest), "Enter", "1"):
        press(key)
    page.wait_for_url("**/desk")
    return pressed
