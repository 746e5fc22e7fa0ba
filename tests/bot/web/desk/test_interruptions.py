"""What comes between an agent and a call: a sign-in that ran out, a lost connection, a hasty key, a look aside."""

import re

from playwright.sync_api import expect

from tests.bot.web.conftest import SECONDS, Open
from tests.bot.web.desk.test_in_a_browser import begin
from tests.bot.web.running import PASSWORD, RunningSite
from tests.bot.web.tour import press, press_outside


def test_keys_that_are_pressed_twice_at_once_begin_one_call(open_page: Open, running: RunningSite) -> None:
    page = open_page("/desk")
    calls = len(running.run(running.site.calls.of("agent", 1000)))
    twice = "for (const _ of [1, 2]) document.dispatchEvent(new KeyboardEvent('keydown', {key: '1', bubbles: true}));"
    page.evaluate(twice)
    page.wait_for_url("**/desk/calls/*")
    assert len(running.run(running.site.calls.of("agent", 1000))) == calls + 1


def test_what_is_written_after_a_sign_in_ran_out_is_not_lost(open_page: Open, running: RunningSite) -> None:
    """Neither the notes, which wait in the tab, nor what the caller said, which waits for the sign-in."""
    page = open_page("/desk")
    begin(page)
    running.run(running.site.accounts.sign_out_everywhere("agent"))
    page.fill("#notes", "周五回访")
    expect(page.locator("#notes-state")).to_contain_text("还没有存上：登录过期了")
    page.fill("#text", "去年十月买了新的纯电车")
    page.press("#text", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("您写的都在，登录以后接着存")
    page.fill("#name", "agent")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("main")).to_contain_text("去年十月买了新的纯电车")
    page.get_by_role("button", name="接着存").click()
    expect(page.locator(".answers")).to_contain_text("纯电动")
    expect(page.locator("#notes")).to_have_value("周五回访")
    expect(page.locator("#notes-state")).to_have_text("已保存。")
    page.reload()
    expect(page.locator("#notes")).to_have_value("周五回访")


def test_without_a_connection_the_call_stays_on_the_screen_and_goes_on_later(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(page.locator("#trouble")).to_contain_text("连不上服务器")
    page.fill("#notes", "断线了")
    expect(page.locator("#notes-state")).to_contain_text("正在重试")
    page.context.set_offline(False)
    page.keyboard.press("Escape")
    press(page, "1")
    expect(page.locator("#line")).to_contain_text("新车发票是哪天开的")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("#notes-state")).to_have_text("已保存。", timeout=SECONDS)


def test_what_was_changed_in_the_summary_is_there_after_looking_something_up(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    press(page, "w")
    page.fill("#summary", "改过的小结")
    press_outside(page, "Escape")
    press(page, "3", "w")
    expect(page.locator("#summary")).to_have_value("改过的小结")
    expect(page.get_by_text("后来的回答不在里面")).to_be_visible()
    page.get_by_role("button", name="换成新的小结").click()
    expect(page.locator("#summary")).to_have_value(re.compile("没买车也不打算买"))
    expect(page.get_by_text("后来的回答不在里面")).to_be_hidden()
