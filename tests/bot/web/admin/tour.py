"""A walk past every page of the editor, in a browser: for whoever checks them all, and for whoever photographs them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from bot.editing.drafts import open_file, save, submit
from bot.editing.publishing import publish
from bot.editing.work import findings
from bot.storage.revision import New
from dialogs.machine import Event
from tests.bot.web.running import RunningSite
from tests.bot.web.tour import NOON

ENTRY = "faq/car/car-2026-combine.yaml"
MEASURE = "measures/car/car-renewal-2026-trade-in.yaml"
CONFLICT = "faq/car/car-65-validity.yaml"
COLLISION = "faq/car/car-2026-where.yaml"


def prepare(running: RunningSite) -> int:
    """Something on every page: drafts, a release, a conflict, questions, numbers. Returns the revision in review."""
    edit(running, "faq/car/car-2027.yaml", "topic: car", "topic: car   # 新公告", release=True)
    number = edit(running, ENTRY, "选一项", "选一样", hand_in=True)
    edit(running, MEASURE, "car.lottery_won, is: true", "car.lottery_won, is: false")
    workplace = running.site.workplace
    served = workplace.served()
    text = served.source.files[CONFLICT]
    if CONFLICT not in served.published:
        older = text.replace(b"id: car-65-validity", b"id: car-65-validity   # then")
        ours = text.replace(b"id: car-65-validity", "id: car-65-validity   # 我们改的".encode())
        new = New(CONFLICT, ours, None, None, older, "li", "按新公告")
        version = workplace.place.do(findings, served.source.overlaid({CONFLICT: ours})).version or ""
        workplace.revisions.release(served.generation, version, "wang", "升级前发布的", new=[new])
    person = "telegram:4711"
    for saying in ("补贴能用微信领吗", "2026年报废更新和置换更新能不能都领？"):
        running.run(running.turns.take(person, Event("text", saying, NOON, "zh")))
    running.run(running.turns.take(person, Event("choose", ":helpful", NOON, "zh")))
    running.run(running.turns.take(person, Event("choose", ":topic:car", NOON, "zh")))
    running.run(running.site.calls.report("agent", "faq:car-2026-combine", "“选一项”说得不清楚", "7f3a"))
    return number


def edit(running: RunningSite, path: str, old: str, new: str, *, hand_in: bool = False, release: bool = False) -> int:
    workplace = running.site.workplace
    opened = open_file(workplace, path)
    text = (opened.text or b"").decode().replace(old, new, 1)
    number = save(workplace, opened, text.encode(), "li", "按新公告改").revision.number
    if hand_in or release:
        submit(workplace, number, "li", "请看")
    if release:
        publish(workplace, [number], "wang", "核对过")
    return number


def tour(page: Page, running: RunningSite) -> Iterator[str]:
    """Leads a publisher, then an administrator, from page to page; yields the name of each while it is shown."""
    number = prepare(running)
    sign_in(page, running, "publisher")
    for name, path in {
        "editor": "/admin",
        "editor-answers": "/admin/faq?q=摇号",
        "editor-files": "/admin/files?q=2026",
        "editor-new": "/admin/new",
        "editor-form": f"/admin/edit?file={ENTRY}&questions=两口子各领一份",
        "editor-mistakes": f"/admin/edit?file={MEASURE}",
        "editor-measure": "/admin/edit?file=measures/car/nev-purchase-tax-2024.yaml",
        "editor-facts": "/admin/edit?file=facts/shopping.yaml",
        "editor-history": f"/admin/history?file={ENTRY}",
        "editor-review": f"/admin/review?number={number}",
        "editor-conflict": f"/admin/conflict?file={CONFLICT}",
        "editor-inbox": "/admin/inbox",
        "editor-numbers": "/admin/numbers",
    }.items():
        page.goto(path)
        yield name
    page.goto(f"/admin/edit?file={COLLISION}&as=yaml")
    edit(running, COLLISION, "topic: car", "topic: car   # 别人加的")
    page.fill("#text", page.input_value("#text").replace("checked_on: 2026-03-31", "checked_on: 2026-04-01"))
    page.click("button.main")
    yield "editor-collision"
    page.goto(f"/admin/history?file={ENTRY}")
    sign_in(page, running, "admin")
    for name, path in {"editor-users": "/admin/users", "editor-audit": "/admin/audit"}.items():
        page.goto(path)
        yield name
    page.goto("/admin/user?name=colleague")
    page.get_by_role("button", name="重设密码").click()
    yield "editor-user"


def sign_in(page: Page, running: RunningSite, name: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "jinhui", "value": running.token_of(name), "url": running.address}])
