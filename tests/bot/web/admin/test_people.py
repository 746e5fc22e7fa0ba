"""Administrators decide on a page who may sign in; they need no command for it."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from bot.storage.accounts import Role
from bot.storage.attempts import Limit
from bot.storage.audit import Entry
from bot.web.sign_in import WRONG_FOR_AN_ACCOUNT
from tests.bot.disk import on_disk
from tests.bot.web.conftest import Open
from tests.bot.web.running import PASSWORD, RunningSite, Visitor

_numbers = count(1)


@pytest.fixture
def admin(office: RunningSite) -> Visitor:
    return office.visitor("admin")


@pytest.fixture
def name() -> str:
    """A user of this test alone."""
    return f"user-{next(_numbers)}"


def add(admin: Visitor, name: str, role: Role) -> str:
    """Add somebody on the page; returns the password that it shows."""
    admin.see("/admin/users")
    return shown(admin.submit("/admin/users", name=name, role=role).text)


def change(admin: Visitor, name: str, step: str, **fields: str) -> str:
    """Press a button of somebody's page; returns what was answered."""
    admin.see(f"/admin/user?name={name}")
    return admin.submit("/admin/user", name=name, step=step, **fields).text


def test_the_office_sends_an_administrator_to_the_users(admin: Visitor) -> None:
    response = admin.see("/admin")
    assert (response.status_code, response.headers["location"]) == (303, "/admin/users")


def shown(page: str) -> str:
    found = re.search(r'<code class="secret">([^<]+)</code>', page)
    assert found, page
    return found[1]


def signed_in(office: RunningSite, name: str, password: str) -> Visitor | None:
    """Somebody who signs in on the page; None where they are not let in."""
    visitor = office.visitor()
    visitor.see("/login")
    return visitor if visitor.submit("/login", name=name, password=password).status_code == 303 else None


def audited(office: RunningSite, most: int) -> list[tuple[str, str, str]]:
    """The last entries, the oldest first, but for those of signing in."""
    entries: list[Entry] = office.run(office.site.audit.newest(50))
    others = [entry for entry in entries if not entry.action.startswith("log")]
    return [(entry.actor, entry.action, entry.subject) for entry in reversed(others[:most])]


def test_a_password_that_was_given_is_spoken_of_where_work_begins_until_it_is_ones_own(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    given = "您的密码是设账号的人定的"
    visitor = signed_in(office, name, add(admin, name, "editor"))
    assert visitor is not None
    assert given in visitor.see("/admin").text
    assert given not in visitor.see("/admin/faq").text
    password = shown(change(admin, name, "password"))
    visitor = signed_in(office, name, password)
    assert visitor is not None
    assert given in visitor.see("/admin").text
    visitor.see("/account")
    own = "my own horse battery"
    visitor.submit("/account", password=password, new=own, again=own)
    assert given not in visitor.see("/admin").text
    assert given not in admin.see("/admin/users").text


def test_a_new_password_lets_in_at_once_however_many_wrong_ones_there_were(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    add(admin, name, "agent")
    for _ in range(WRONG_FOR_AN_ACCOUNT):
        assert signed_in(office, name, "wrong password") is None
    password = shown(change(admin, name, "password"))
    assert signed_in(office, name, password) is not None
    office.run(office.site.attempts.forgive(Limit("address", "127.0.0.1", 0)))


def test_whoever_was_added_signs_in_with_the_password_that_was_shown_once(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    password = add(admin, name.upper(), "editor")
    visitor = signed_in(office, name, password)
    assert visitor is not None
    assert visitor.see("/admin").status_code == 200
    for path in ("/admin/users", f"/admin/user?name={name}", "/admin/audit"):
        page = admin.see(path).text
        assert name in page and password not in page
    assert password.encode() not in on_disk(office.file)


def test_no_two_passwords_are_alike(admin: Visitor, name: str) -> None:
    passwords = {add(admin, name, "agent"), *(shown(change(admin, name, "password")) for _ in range(3))}
    assert len(passwords) == 4
    assert all(len(password) == 19 for password in passwords)


def test_another_role_holds_from_the_next_page_on(office: RunningSite, admin: Visitor, name: str) -> None:
    visitor = signed_in(office, name, add(admin, name, "agent"))
    assert visitor is not None and visitor.see("/desk").status_code == 200
    change(admin, name, "role", role="publisher")
    assert visitor.see("/desk").status_code == 403
    assert visitor.see("/admin").status_code == 200


def test_a_new_password_ends_the_old_one_and_every_sign_in(office: RunningSite, admin: Visitor, name: str) -> None:
    old = add(admin, name, "agent")
    visitor = signed_in(office, name, old)
    assert visitor is not None
    new = shown(change(admin, name, "password"))
    assert visitor.see("/desk").headers["location"].startswith("/login")
    assert signed_in(office, name, old) is None
    assert signed_in(office, name, new) is not None


def test_whoever_is_disabled_is_out_at_once_and_comes_back_with_the_same_role_and_a_new_password(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    old = add(admin, name, "editor")
    visitor = signed_in(office, name, old)
    assert visitor is not None and visitor.see("/admin").status_code == 200
    change(admin, name, "disable")
    assert visitor.see("/admin").headers["location"].startswith("/login")
    assert signed_in(office, name, old) is None
    new = shown(change(admin, name, "enable"))
    assert signed_in(office, name, old) is None
    again = signed_in(office, name, new)
    assert again is not None and again.see("/admin").status_code == 200


def test_every_act_is_audited_with_who_and_whom_and_never_a_password(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    passwords = [add(admin, name, "agent")]
    change(admin, name, "role", role="editor")
    passwords.append(shown(change(admin, name, "password")))
    change(admin, name, "disable")
    passwords.append(shown(change(admin, name, "enable")))
    assert audited(office, 5) == [
        ("admin", "user_added", f"{name} agent"),
        ("admin", "role_changed", f"{name} agent → editor"),
        ("admin", "password_set", name),
        ("admin", "user_disabled", name),
        ("admin", "user_enabled", f"{name} editor"),
    ]
    log = admin.see("/admin/audit").text
    assert not [password for password in passwords if password in log]


def test_nobody_disables_themselves(office: RunningSite, admin: Visitor, name: str) -> None:
    second = signed_in(office, name, add(admin, name, "admin"))
    assert second is not None
    assert "不能停用自己" in change(second, name, "disable")
    assert second.see("/admin/users").status_code == 200
    change(admin, name, "disable")


def test_the_last_administrator_stays_one(office: RunningSite, admin: Visitor) -> None:
    page = change(admin, "admin", "role", role="agent")
    assert "admin 是唯一的管理员" in page
    assert audited(office, 1)[0][1] != "role_changed"
    assert admin.see("/admin/users").status_code == 200


def test_an_administrator_who_is_not_the_last_may_become_something_else(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    second = signed_in(office, name, add(admin, name, "admin"))
    assert second is not None
    second.see(f"/admin/user?name={name}")
    response = second.submit("/admin/user", name=name, step="role", role="agent")
    assert second.see(response.headers["location"]).headers["location"] == "/desk"


def test_what_cannot_be_is_refused_with_what_can(office: RunningSite, admin: Visitor, name: str) -> None:
    add(admin, name, "agent")
    before = office.run(office.site.accounts.users())
    for fields, words in (
        ({"name": "a b", "role": "agent"}, "用户名“a b”不行：1 至 32 个字母"),
        ({"name": "", "role": "agent"}, "用户名“”不行"),
        ({"name": "fresh", "role": "boss"}, "没有“boss”这个角色。可用：agent、editor、publisher、admin"),
        ({"name": "fresh"}, "没有“”这个角色"),
        ({"name": name.upper(), "role": "admin"}, f"已经有用户 {name} 了"),
    ):
        admin.see("/admin/users")
        refused = admin.submit("/admin/users", **fields)
        assert refused.status_code == 422
        assert words in refused.text
    assert "没有“boss”这个角色" in change(admin, name, "role", role="boss")
    assert f"{name} 已经在用了" in change(admin, name, "enable")
    assert office.run(office.site.accounts.users()) == before


def test_a_name_that_was_disabled_is_not_given_to_somebody_else_by_accident(
    office: RunningSite, admin: Visitor, name: str
) -> None:
    add(admin, name, "editor")
    change(admin, name, "disable")
    admin.see("/admin/users")
    assert f"已经有用户 {name} 了" in admin.submit("/admin/users", name=name, role="agent").text
    for step in ("role", "password", "disable"):
        assert f"{name} 已经停用，没有改动" in change(admin, name, step, role="agent")
    assert signed_in(office, name, PASSWORD) is None


def test_there_is_no_page_about_nobody(admin: Visitor) -> None:
    for path in ("/admin/user", "/admin/user?name=nobody-of-that-name"):
        assert admin.see(path).status_code == 404
    admin.see("/admin/users")
    assert admin.submit("/admin/user", name="nobody-of-that-name", step="disable").status_code == 404
    assert admin.submit("/admin/user", name="admin", step="erase").status_code == 404


@pytest.mark.parametrize("scripted", [True, False])
def test_a_user_is_added_changed_disabled_and_enabled_in_a_browser(
    open_office: Open, name: str, *, scripted: bool
) -> None:
    page = open_office("/admin/users", "admin", scripted=scripted)
    page.fill("#name", name)
    page.select_option("#role", "agent")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("status")).to_contain_text("只显示这一次")
    password = page.locator(".secret").inner_text()
    assert password not in page.url
    page.get_by_role("link", name="全部用户").click()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.locator(".secret")).to_have_count(0)
    page.select_option("#role", "editor")
    page.get_by_role("button", name="改角色").click()
    expect(page.locator(".facts")).to_contain_text("编辑")
    page.get_by_role("button", name="停用").click()
    expect(page.locator(".facts")).to_contain_text("停用")
    page.get_by_role("button", name="重新启用").click()
    expect(page.locator(".secret")).not_to_have_text(password)
    expect(page.locator(".facts")).to_contain_text("可登录")
