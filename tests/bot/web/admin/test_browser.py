"""The editor in real Chromium: what administrators do on a Friday at five to six."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from bot.editing.drafts import open_file, save, submit
from dialogs.machine import Event
from tests.bot.editing.test_following import ask, chatting
from tests.bot.web.conftest import Open
from tests.bot.web.running import PASSWORD, RunningSite
from tests.bot.web.tour import NOON

SCRAP = "measures/car/car-renewal-2026-scrap.yaml"


def draft(office: RunningSite, path: str, old: str, new: str, author: str, *, hand_in: bool = False) -> int:
    workplace = office.site.workplace
    opened = open_file(workplace, path)
    text = (opened.text or b"").decode()
    assert old in text, f"{path} has changed: choose another place"
    number = save(workplace, opened, text.replace(old, new, 1).encode(), author, "why").revision.number
    if hand_in:
        submit(workplace, number, author)
    return number


def publish_as(open_office: Open, name: str, number: int, **fields: str) -> Page:
    page = open_office(f"/admin/review?number={number}", name)
    page.fill("#reason", "核对过")
    for field, value in fields.items():
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="发布", exact=True).click()
    return page


def test_an_answer_is_made_from_the_inbox_and_a_chat_in_another_process_gives_it(
    open_office: Open, office: RunningSite, environment: dict[str, str]
) -> None:
    question = "补贴能用微信领吗"
    for spelling in (question, f"{question}？"):
        office.run(office.turns.take("telegram:77", Event("text", spelling, NOON, "zh")))
    page = open_office("/admin/inbox", "editor")
    row = page.get_by_role("row").filter(has_text=question)
    expect(row.get_by_role("cell").nth(2)).to_have_text("2")
    row.get_by_role("link", name="写成问答").click()
    expect(page.locator("#also")).to_have_value(re.compile(question))
    page.select_option("#topic", "shopping")
    page.fill("#name", "by-wechat")
    page.get_by_role("button", name="建草稿").click()
    page.fill("#answer", "不能。\n\n微信**不发**补贴。")
    page.fill("#measures", "appliances-2026")
    page.get_by_role("button", name="存草稿并检查").click()
    if page.locator(".problems").count():
        pytest.fail(page.locator(".problems").inner_text())
    expect(page.locator(".bubble").first).to_contain_text("微信不发补贴")
    expect(page.get_by_role("row").filter(has_text=question)).to_contain_text("#1 1.00 ✓")
    page.get_by_role("button", name="提交审核").click()
    number = int(page.url.rpartition("=")[2])
    publish_as(open_office, "publisher", number).wait_for_url("**/admin")
    with chatting(office.file, environment) as (said, heard):
        assert "微信**不发**补贴" in ask(said, heard, question)


MISTAKES = [
    ("at_most: 2025-01-08", "at_most: 2025-13-08", "不是日期"),
    ("is: scrapped", "is: scraped", "不是 old_car.disposal 的选项"),
    ("audience: consumer", "audiense: consumer", "没有这个键"),
    ("amount: [20000, 20000]", "amount: [18000, 18000]", "算出来是 [20000.00, 20000.00]"),
    ("document: ndrc-2025-1745", "document: ndrc-2025-1754", "没有这个文件"),
    ("excludes: [car-renewal-2026-trade-in]", "excludes: [car]", "没有这个政策"),
]


def test_a_measure_that_is_broken_in_six_ways_is_refused_at_the_line_each_time(open_office: Open) -> None:
    page = open_office(f"/admin/edit?file={SCRAP}", "editor")
    text = page.input_value("#text")
    for old, new, words in MISTAKES:
        page.fill("#text", text.replace(old, new, 1))
        page.get_by_role("button", name="只预览").click()
        problem = page.locator(".problems li").filter(has_text=words).first
        line = text[: text.index(old)].count("\n") + 1
        expect(problem).to_contain_text(f"第 {line} 行")
        problem.get_by_role("link").click()
        assert new in page.locator("#text").evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")


def test_a_measure_that_breaks_an_example_cannot_be_published(open_office: Open, office: RunningSite) -> None:
    path = "measures/car/car-renewal-2026-trade-in.yaml"
    number = draft(office, path, "car.lottery_won, is: true", "car.lottery_won, is: false", "editor", hand_in=True)
    page = open_office(f"/admin/review?number={number}", "publisher")
    expect(page.locator(".wrong")).to_contain_text("检查没有通过，不能发布")
    expect(page.locator(".wrong")).to_contain_text(f"policy_data/{path}:")
    expect(page.get_by_role("button", name="发布", exact=True)).to_have_count(0)
    page.fill(f"#back-{number}", "算例没改")
    page.get_by_role("button", name="退回", exact=True).click()
    page.wait_for_url("**/admin")
    assert office.site.workplace.revisions.in_hand()[path].state == "draft"


def test_two_editors_collide_and_nothing_is_overwritten(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-2026-where.yaml"
    mine = open_office(f"/admin/edit?file={path}&as=yaml", "editor")
    theirs = draft(office, path, "topic: car", "topic: car   # 别人加的", "wang")
    text = mine.input_value("#text")
    mine.fill("#text", text.replace("checked_on: 2026-03-31", "checked_on: 2026-04-01"))
    mine.get_by_role("button", name="存草稿并检查").click()
    expect(mine.get_by_role("alert")).to_contain_text(f"wang 在您打开以后存了第 {theirs} 版")
    expect(mine.locator(".three .theirs")).to_contain_text("别人加的")
    expect(mine.locator(".three .mine")).to_contain_text("2026-04-01")
    merged = mine.input_value("#text")
    assert "别人加的" in merged and "checked_on: 2026-04-01" in merged
    mine.get_by_role("button", name="存合并后的草稿").click()
    expect(mine.get_by_role("status").first).to_contain_text("已存为第")
    head = office.site.workplace.revisions.head(path)
    assert head is not None and head.follows == theirs and head.text == merged.encode()


def test_a_long_edit_outlives_the_sign_in(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-methanol-subsidy.yaml"
    page = open_office(f"/admin/edit?file={path}&as=yaml", "editor")
    text = f"# 改了一个钟头\n{page.input_value('#text')}"
    page.fill("#text", text)
    office.run(office.site.accounts.sign_out_everywhere("editor"))
    page.get_by_role("button", name="存草稿并检查").click()
    expect(page.get_by_role("alert")).to_contain_text("您写的都在，登录以后接着存")
    assert path not in office.site.workplace.revisions.in_hand()
    page.fill("#name", "editor")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.get_by_role("button", name="接着存").click()
    expect(page.get_by_text("检查通过")).to_be_visible()
    assert office.site.workplace.revisions.in_hand()[path].text == text.encode()


def test_saving_the_same_form_twice_is_one_draft(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-2026-combine.yaml"
    page = open_office(f"/admin/edit?file={path}&as=yaml", "editor")
    page.fill("#text", f"# 存一次\n{page.input_value('#text')}")
    page.get_by_role("button", name="存草稿并检查").click()
    expect(page.get_by_text("已存为第")).to_be_visible()
    drafts = len(office.site.workplace.revisions.history(path))
    page.reload()
    expect(page.get_by_text("已存为第")).to_be_visible()
    assert len(office.site.workplace.revisions.history(path)) == drafts


def test_whoever_leaves_what_they_have_not_saved_is_asked(open_office: Open) -> None:
    page = open_office("/admin/edit?file=faq/car/car-2026-combine.yaml", "editor")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#also").press_sequentially("x")
    page.get_by_role("button", name="只预览").click()
    expect(page.get_by_text("还没有存")).to_be_visible()
    assert asked == []
    page.locator("#answer").click()
    page.get_by_role("link", name="待审").click()
    expect(page.get_by_text("还没有存")).to_be_visible()
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="存草稿并检查").click()
    expect(page.get_by_text("已存为第")).to_be_visible()
    page.get_by_role("link", name="待审").click()
    page.wait_for_url("**/admin/review")
    assert asked == ["beforeunload"]


def test_a_new_measure_is_begun_where_the_others_are(open_office: Open, office: RunningSite) -> None:
    page = open_office("/admin/files", "editor")
    page.fill("#file", "measures/car/新政策.yaml")
    page.get_by_role("button", name="打开").click()
    assert page.url.endswith("/admin/files")
    page.fill("#file", "measures/car/car-renewal-2027.yaml")
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text("还没有这个文件；存了就是新建")).to_be_visible()
    page.fill("#text", "id: car-renewal-2027\n")
    page.get_by_role("button", name="存草稿并检查").click()
    expect(page.locator(".wrong")).to_contain_text("缺少 title")
    assert "measures/car/car-renewal-2027.yaml" in office.site.workplace.revisions.in_hand()


def test_an_edit_is_rolled_back_with_one_button(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-2027.yaml"
    number = draft(office, path, "topic: car", "topic: car   # 改", "editor", hand_in=True)
    publish_as(open_office, "publisher", number).wait_for_url("**/admin")
    page = open_office(f"/admin/history?file={path}", "publisher")
    expect(page.locator("ins")).to_contain_text("改")
    page.fill("#why-shipped", "改错了")
    page.get_by_role("button", name="退回到自带的文件").click()
    expect(page.locator(".revisions")).to_contain_text("改错了")
    assert office.site.workplace.served().source.files[path] == office.site.workplace.shipped().files[path]


def test_nobody_publishes_their_own_draft_without_a_reason(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-gifted.yaml"
    number = draft(office, path, "topic: car", "topic: car   # 自己改", "publisher", hand_in=True)
    page = publish_as(open_office, "publisher", number)
    expect(page.get_by_role("alert")).to_contain_text("请另一个人发布")
    assert path not in office.site.workplace.revisions.published()
    page.fill("#reason", "核对过")
    page.fill("#override", "周五五点五十五，别人都走了")
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_url("**/admin")
    expect(page.get_by_text("自写自发：周五五点五十五")).to_be_visible()
    audit = open_office("/admin/audit", "admin")
    expect(audit.get_by_role("row").filter(has_text="自写自发").first).to_contain_text("别人都走了")


def test_what_would_change_is_listed_before_it_is_published(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/car-motorcycle.yaml"
    number = draft(office, path, "answer: |\n  ", "answer: |\n  听好了：", "editor", hand_in=True)
    page = open_office(f"/admin/review?number={number}", "publisher")
    expect(page.locator("#effects")).to_have_text(re.compile("发布以后会变的回答：1"))
    expect(page.locator(".effects tbody tr td").nth(2)).to_contain_text("听好了")


def test_a_preview_shows_what_is_answered_on_another_day(open_office: Open, office: RunningSite) -> None:
    page = open_office("/admin/edit?file=faq/car/nev-tax-2024-2025.yaml", "editor")
    page.fill("#answer", '限额 {{ parameter("nev_relief_cap", on=asked_on) }} 元。')
    for day, amount in (("2025-06-01", "30000"), ("2026-06-01", "15000")):
        page.fill("#on", day)
        page.get_by_role("button", name="只预览").click()
        expect(page.locator(".bubble").first).to_contain_text(amount)
        expect(page.get_by_text(f"居民看到的 · {day}")).to_be_visible()


def test_keys_are_completed_as_they_are_typed(open_office: Open) -> None:
    page = open_office(f"/admin/edit?file={SCRAP}", "editor")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    page.keyboard.type("checked_")
    expect(page.get_by_role("option").first).to_have_text("checked_on:")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#text").startswith("checked_on: id:")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_everything_can_be_done_without_javascript(open_office: Open, office: RunningSite) -> None:
    path = "faq/car/charger-price.yaml"
    page = open_office("/admin/faq?q=充电桩", "editor")
    assert page.locator("tbody tr").count() > 1
    page.close()
    plain = open_office(f"/admin/edit?file={path}", "editor", scripted=False)
    plain.fill("#checked_on", "2026-04-12")
    plain.get_by_role("button", name="存草稿并检查").click()
    expect(plain.get_by_text("检查通过")).to_be_visible()
    plain.get_by_role("button", name="提交审核").click()
    number = int(plain.url.rpartition("=")[2])
    publisher = open_office(f"/admin/review?number={number}", "publisher", scripted=False)
    publisher.fill("#reason", "核对过")
    publisher.get_by_role("button", name="发布", exact=True).click()
    published = office.site.workplace.revisions.published()[path]
    assert published.text is not None and b"checked_on: 2026-04-12" in published.text
