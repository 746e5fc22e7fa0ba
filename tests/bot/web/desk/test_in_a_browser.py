"""The desk in real Chromium: whole calls, with the keyboard alone, without JavaScript, for whoever cannot see."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from bot.storage.attempts import Limit
from dialogs.machine import Event
from tests.bot.web.running import PASSWORD, RunningSite
from tests.bot.web.tour import NOON, code_of, press, press_outside, say, swapped, tour

Open = Callable[..., Page]
CHECKED = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},  # all that dark colours can change
}


@pytest.fixture(autouse=True)
def forgiven(running: RunningSite) -> Iterator[None]:
    yield
    for limit in (Limit("address", "127.0.0.1", 0), Limit("account", "publisher", 0)):
        running.run(running.site.attempts.forgive(limit))


def line(page: Page) -> str:
    return page.locator("#line").inner_text()


def begin(page: Page, key: str = "1") -> None:
    """Begin a call from the desk with one key."""
    page.keyboard.press(key)
    page.wait_for_url("**/desk/calls/*")


def test_a_whole_call_with_the_keyboard_alone(open_page: Open, running: RunningSite) -> None:
    page = open_page("/login", None)
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("agent")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    begin(page)
    press(page, "1", "4", "1")
    expect(page.locator("#line")).to_have_text("新车的发票是在山西省内开的吗？")
    press(page, "1")
    press(page, "Backspace")
    expect(page.locator(".script")).to_contain_text("正在改这一题")
    press(page, "Enter")
    press(page, "0")
    page.keyboard.press("Enter")
    page.keyboard.type("新车发票22.6万")
    swapped(page, lambda: page.keyboard.press("Enter"))
    for _ in range(15):
        if page.locator(".script .main[data-key='Enter']").count():
            break
        press(page, "1" if page.locator("[data-key='1']").count() else "0")
    expect(page.locator(".total")).to_contain_text("元")
    press(page, "Enter")
    page.keyboard.press("1")
    page.wait_for_url("**/desk")
    expect(page.locator("tbody tr").first).to_contain_text("已答复")


def test_changing_an_answer_keeps_the_rest(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    say(page, "2026年2月1日报废了旧车，2026年3月买了新的纯电车")
    before = page.locator(".answers li").count()
    swapped(page, page.get_by_role("button", name="修改 旧车处置").click)
    press(page, "3")
    expect(page.locator(".answers li")).to_have_count(before)
    expect(page.locator(".answers .void")).to_contain_text(["用不上了"])
    expect(page.locator(".answers")).to_contain_text("纯电动")


def test_what_is_decided_moves_up_and_what_is_ruled_out_folds_away_with_its_reason(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    press(page, "1", "3")
    say(page, "2025年10月20日买的纯电车，20万")
    for question in ("列入减免购置税的新能源车目录", "乘用车"):
        press(page, "j")
        swapped(page, page.locator(".found button", has_text=question).click)
        press(page, "1")
    expect(page.locator(".verdict").first).to_contain_text("新能源汽车购置税减免")
    expect(page.locator(".verdict").first.locator(".mark")).to_have_text("✓")
    expect(page.locator(".verdict").first.locator(".amount")).to_contain_text("17 699.12".replace(" ", "\u00a0"))
    expect(page.locator("#out p").first).to_be_hidden()
    page.locator("#out summary").click()
    expect(page.locator("#out")).to_contain_text("要求")
    press(page, "0")
    expect(page.locator("#out p").first).to_be_visible()


def test_every_step_is_announced_to_screen_readers(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    announced = page.locator("#announced[role=status][aria-live=polite]")
    expect(announced).to_have_text("")
    press(page, "1")
    expect(announced).to_contain_text("新车发票是哪天开的")
    expect(announced).to_contain_text("还要看金额")
    assert page.evaluate("document.activeElement.id") == "line"


def test_no_key_fires_in_a_field_or_while_an_input_method_composes(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    asked = line(page)
    page.locator("#notes").click()
    page.keyboard.type("1 0 / ? w")
    page.keyboard.press("Backspace")
    assert line(page) == asked
    assert page.locator("#notes").input_value() == "1 0 / ? "
    page.keyboard.press("Escape")
    for options in ("isComposing: true", "keyCode: 229", "ctrlKey: true"):
        page.evaluate(f"document.dispatchEvent(new KeyboardEvent('keydown', {{key: '1', bubbles: true, {options}}}))")
    page.wait_for_timeout(100)
    assert line(page) == asked
    press(page, "1")
    assert line(page) != asked


def test_a_key_that_is_pressed_twice_at_once_answers_one_question_only(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    once = "document.dispatchEvent(new KeyboardEvent('keydown', {key: '1', bubbles: true}));"
    swapped(page, lambda: page.evaluate(once * 3))
    expect(page.locator("#line")).to_contain_text("新车发票是哪天开的")
    expect(page.locator(".answers li")).to_have_count(1)


def test_search_leads_to_an_answer_and_back_to_the_same_question(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    press(page, "1")
    asked = line(page)
    page.keyboard.press("/")
    page.keyboard.type("报废补贴多少钱")
    swapped(page, lambda: page.keyboard.press("Enter"))
    press(page, "1")
    expect(page.locator(".read")).to_contain_text("元")
    press(page, "Enter")
    assert line(page) == asked


def test_starting_over_asks_first(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    press(page, "1")
    press(page, "Escape")
    press(page, "Escape")
    expect(page.locator(".answers")).to_contain_text("新车")
    press(page, "Escape")
    press(page, "Enter")
    expect(page.locator(".answers")).to_contain_text("还没有回答")


def test_several_calls_are_held_in_tabs(open_page: Open) -> None:
    page = open_page("/desk")
    begin(page)
    press(page, "1")
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    other = opened.value
    other.wait_for_load_state()
    begin(other, "3")
    press(other, "8")
    press(page, "4")
    expect(other.locator(".answers li")).to_have_count(1)
    expect(page.locator(".answers li")).to_have_count(2)


def test_a_residents_conversation_is_opened_by_code_and_ended_by_them(open_page: Open, running: RunningSite) -> None:
    code = code_of(running, "telegram:browser", "我要买车", "新车")
    page = open_page("/desk")
    page.keyboard.press("c")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/calls/*")
    expect(page.locator(".banner")).to_contain_text("这是居民自己的对话")
    press(page, "t")
    expect(page.locator(".transcript")).to_contain_text("我要买车")
    press(page, "Enter")
    press(page, "4")
    session = running.run(running.turns.look("telegram:browser"))
    assert "new_car.invoice_date" in session.answers
    running.run(running.turns.take("telegram:browser", Event("text", "结束共享", NOON)))
    page.keyboard.press("1")
    expect(page.locator("#line")).to_have_text("共享已结束")


def test_wrapping_up(open_page: Open) -> None:
    page = open_page("/desk")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page)
    call = page.url.rpartition("/")[2]
    press(page, "3")
    page.fill("#notes", "回电 13812345678")
    expect(page.locator("#notes-state")).to_contain_text("请删掉")
    page.fill("#notes", "周五回访")
    expect(page.locator("#notes-state")).to_have_text("已保存。")
    expect(page.locator("[data-since]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    press_outside(page, "w")
    page.keyboard.press("c")
    expect(page.locator("[data-copy]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#summary").input_value()
    assert "没买车也不打算买" in copied
    page.keyboard.press("2")
    page.wait_for_url("**/desk")
    page.locator("tbody a").first.click()
    assert page.url.endswith(call)
    assert page.locator("#notes").input_value() == "周五回访"


def test_without_javascript_a_call_goes_from_the_topic_to_the_work_order(open_page: Open) -> None:
    page = open_page("/desk", scripted=False)
    page.get_by_role("button", name="买车、换车").click()
    page.get_by_role("button", name="1 新车").click()
    page.fill("#text", "2026年3月")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#line")).to_have_text("新车是纯电、混动、汽油还是别的？")
    page.fill("#search", "报废补贴多少钱")
    page.press("#search", "Enter")
    page.locator(".found a").first.click()
    page.get_by_role("link", name="回到问题").click()
    page.get_by_role("button", name="上一步").click()
    page.get_by_role("button", name="不改了").click()
    page.get_by_role("button", name="现在就看结果").click()
    page.fill("#notes", "没有脚本")
    page.get_by_role("button", name="保存备注").click()
    expect(page.locator("#notes")).to_have_value("没有脚本")
    page.locator(".tools").get_by_role("link", name="小结").click()
    page.get_by_role("button", name="已答复").click()
    page.wait_for_url("**/desk")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login")


def test_a_wrong_password_is_told_and_after_some_one_has_to_wait(open_page: Open) -> None:
    page = open_page("/login", None)
    for _ in range(5):
        page.fill("#name", "publisher")
        page.fill("#password", "wrong password")
        page.press("#password", "Enter")
        expect(page.locator(".problem")).to_contain_text("用户名或密码不对")
        page.goto("/login")
    page.fill("#name", "publisher")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator(".problem")).to_contain_text("分钟再试")


def test_a_form_of_another_site_changes_nothing(open_page: Open, running: RunningSite) -> None:
    page = open_page("/desk")
    calls = len(running.run(running.site.calls.of("agent", 1000)))
    forged = (
        f"<form method=post action='{running.address}/desk/calls'><input name=topic value=car><button>x</button></form>"
    )
    page.route("http://evil.test/", lambda route: route.fulfill(body=forged, content_type="text/html"))
    page.goto("http://evil.test/")
    page.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("不是从本站的页面发出的")
    assert len(running.run(running.site.calls.of("agent", 1000))) == calls


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(browser: Browser, running: RunningSite, scheme: str) -> None:
    """axe finds no violation of WCAG 2.2 AA on any page; nothing is fetched from anywhere else."""
    context = browser.new_context(
        base_url=running.address,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1440, "height": 900},
        bypass_csp=True,  # axe is put into the page
    )
    context.add_cookies([{"name": "jinhui", "value": running.token_of("agent"), "url": running.address}])
    page = context.new_page()
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(running.address):
            elsewhere.append(request.url)

    page.on("request", note)
    axe = Axe()
    found = {
        name: results.generate_report()
        for name in tour(page, running)
        if (results := axe.run(page, options={"runOnly": CHECKED[scheme]})).violations_count
    }
    context.close()
    assert not found, "\n".join(f"{name}: {text}" for name, text in found.items())
    assert elsewhere == []
