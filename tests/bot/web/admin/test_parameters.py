"""Figures that change over time are kept in one file of dated values; they are edited as everything else is."""

from playwright.sync_api import Page, expect

from tests.bot.editing.test_following import ask, chatting, wait_until
from tests.bot.web.admin.test_browser import publish_as
from tests.bot.web.conftest import Open
from tests.bot.web.running import RunningSite

PATH = "parameters.yaml"
CAP = "    - {from: 2026-01-01, to: 2027-12-31, value: 15000, source: mof-2023-10}\n"
RATE = "    - {from: 2023-01-01, to: 2027-12-31, value: 10%, source: mof-2023-10}\n"

MISTAKES = [
    ("from: 2026-01-01", "from: 2025-12-31", "2025-12-31 起的一段与前一段重叠"),
    ("from: 2026-01-01", "from: 2026-01-02", "2025-12-31 与 2026-01-02 之间有空档"),
    ("from: 2026-01-01, to: 2027-12-31", "from: 2027-12-31, to: 2026-01-01", "from 比 to 晚"),
    ("to: 2027-12-31", "to: 2027-13-31", "不是日期"),
    ("value: 15000", "value: 一万五", "看不懂的符号"),
    ("source: mof-2023-10", "source: mof-2023-11", "没有这个文件：mof-2023-11。最接近的是 mof-2023-10"),
]


def edited(page: Page, old: str, new: str) -> str:
    """Write the file with a change, and only look at it; returns the text."""
    text = page.input_value("#text")
    assert old in text, f"{PATH} has changed: choose another place"
    page.fill("#text", text.replace(old, new, 1))
    page.get_by_role("button", name="只预览").click()
    return page.input_value("#text")


def test_a_slip_in_a_period_is_refused_at_its_line(open_office: Open) -> None:
    page = open_office(f"/admin/edit?file={PATH}", "editor")
    text = page.input_value("#text")
    line = text[: text.index(CAP)].count("\n") + 1
    for old, new, words in MISTAKES:
        page.fill("#text", text)
        edited(page, CAP, CAP.replace(old, new, 1))
        problem = page.locator(".problems li").filter(has_text=words).first
        expect(problem).to_contain_text(f"第 {line} 行")
        problem.get_by_role("link").click()
        chosen = page.locator("#text").evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")
        assert new in chosen


def test_a_value_that_breaks_worked_examples_is_refused_at_each_of_them(open_office: Open, office: RunningSite) -> None:
    measure = "measures/car/nev-purchase-tax-2026.yaml"
    example = "    amount: [15000, 15000]"
    text = office.site.workplace.shipped().files[measure].decode()
    line = text[: text.index(example)].count("\n") + 1
    page = open_office(f"/admin/edit?file={PATH}", "editor")
    edited(page, CAP, CAP.replace("15000", "12000"))
    expect(page.locator(".wrong")).to_contain_text("别的文件因此出错")
    broken = page.locator(".problems li").filter(has_text="算出来是 [12000.00, 12000.00]").first
    expect(broken).to_contain_text(f"policy_data/{measure}:{line}")
    page.get_by_role("button", name="存草稿并检查").click()
    page.get_by_role("button", name="提交审核").click()
    number = page.url.rpartition("=")[2]
    review = open_office(f"/admin/review?number={number}", "publisher")
    expect(review.locator(".wrong")).to_contain_text("检查没有通过，不能发布")
    expect(review.get_by_role("button", name="发布", exact=True)).to_have_count(0)
    review.fill(f"#back-{number}", "算例没改")
    review.get_by_role("button", name="退回", exact=True).click()


def test_a_value_for_another_year_is_published_and_a_chat_in_another_process_gives_it(
    open_office: Open, office: RunningSite, environment: dict[str, str]
) -> None:
    question = "新能源车购置税怎么算，自己要掏多少？"
    page = open_office(f"/admin/edit?file={PATH}&on=2028-03-01", "editor")
    page.fill("#text", office.site.workplace.shipped().files[PATH].decode())
    edited(page, RATE, RATE + RATE.replace("2023-01-01, to: 2027", "2028-01-01, to: 2028").replace("10%", "8%"))
    expect(page.locator(".preview")).to_contain_text("车辆购置税税率：8%")
    page.fill("#why", "2028年的新税率")
    page.get_by_role("button", name="存草稿并检查").click()
    expect(page.get_by_text("检查通过")).to_be_visible()
    page.get_by_role("button", name="提交审核").click()
    number = int(page.url.rpartition("=")[2])
    with chatting(office.file, environment, "2028-03-01") as chat:
        assert "8%" not in ask(*chat, question)
        publish_as(open_office, "publisher", number).wait_for_url("**/admin")
        wait_until(lambda: "1.13×8%" in ask(*chat, question))
    history = open_office(f"/admin/history?file={PATH}", "publisher")
    history.fill("#why-shipped", "还没有正式公布")
    history.get_by_role("button", name="退回到自带的文件").click()
    expect(history.locator(".revisions")).to_contain_text("还没有正式公布")
