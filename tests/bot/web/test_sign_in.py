from collections.abc import Iterator

import pytest

from bot.storage.attempts import Limit
from bot.web.sign_in import WRONG_FOR_AN_ACCOUNT, WRONG_FROM_AN_ADDRESS
from tests.bot.web.running import PASSWORD, RunningSite, Visitor


@pytest.fixture(autouse=True)
def forgiven(running: RunningSite) -> Iterator[None]:
    """The tests share an address; none is to pay for the wrong passwords of another."""
    yield
    for kind, who in (("address", "127.0.0.1"), *(("account", name) for name in ("agent", "editor", "nobody"))):
        running.run(running.site.attempts.forgive(Limit(kind, who, 0)))  # type: ignore[arg-type]


def sign_in(visitor: Visitor, name: str, password: str, **fields: str) -> int:
    visitor.see("/login")
    return visitor.submit("/login", name=name, password=password, **fields).status_code


def test_the_right_password_leads_to_the_persons_work(running: RunningSite) -> None:
    agent, editor = running.visitor(), running.visitor()
    assert sign_in(agent, "Agent", PASSWORD) == 303
    assert agent.get("/").headers["location"] == "/desk"
    assert agent.get("/desk").status_code == 200
    assert sign_in(editor, "editor", PASSWORD) == 303
    assert editor.get("/").headers["location"] == "/admin"


def test_a_wrong_password_and_a_wrong_name_are_told_alike(running: RunningSite) -> None:
    visitor = running.visitor()
    assert sign_in(visitor, "agent", "wrong password") == 403
    wrong = visitor.last
    assert "用户名或密码不对" in wrong
    assert sign_in(visitor, "nobody", "wrong password") == 403
    assert "用户名或密码不对" in visitor.last
    assert visitor.get("/desk").status_code == 303


def test_after_some_wrong_passwords_not_even_the_right_one_is_looked_at(running: RunningSite) -> None:
    visitor = running.visitor()
    for _ in range(WRONG_FOR_AN_ACCOUNT):
        assert sign_in(visitor, "editor", "wrong password") == 403
    assert sign_in(visitor, "editor", PASSWORD) == 429
    assert "请过 15 分钟再试" in visitor.last
    assert sign_in(running.visitor(), "agent", PASSWORD) == 303
    response = visitor.submit("/login", name="editor", password=PASSWORD)
    assert 0 < int(response.headers["retry-after"]) <= 15 * 60


def test_an_address_that_tries_many_names_is_slowed_down_too(running: RunningSite) -> None:
    limit = Limit("address", "127.0.0.1", WRONG_FROM_AN_ADDRESS)
    for _ in range(WRONG_FROM_AN_ADDRESS):
        running.run(running.site.attempts.note(limit))
    assert sign_in(running.visitor(), "agent", PASSWORD) == 429


def test_a_right_password_forgives_the_wrong_ones_before(running: RunningSite) -> None:
    visitor = running.visitor()
    for _ in range(2):
        for _ in range(WRONG_FOR_AN_ACCOUNT - 1):
            assert sign_in(visitor, "agent", "wrong password") == 403
        assert sign_in(running.visitor(), "agent", PASSWORD) == 303


def test_the_cookie_is_for_this_site_alone(running: RunningSite) -> None:
    visitor = running.visitor()
    visitor.see("/login")
    local = visitor.submit("/login", name="agent", password=PASSWORD).headers.get_list("set-cookie")[0]
    assert local.startswith("jinhui=")
    assert "HttpOnly" in local
    assert "SameSite=lax" in local


def test_anywhere_but_on_this_machine_the_cookie_needs_https(running: RunningSite) -> None:
    visitor = running.visitor()
    outside = {"host": "desk.example"}
    visitor.see("/login", headers=outside)
    [stranger] = visitor.get("/login", headers=outside).headers.get_list("set-cookie")
    secret = stranger.split("=", 1)[1].split(";")[0]
    headers = {**outside, "cookie": f"__Host-jinhui-form={secret}"}
    visitor.see("/login", headers=headers)
    form = {"form": visitor.form_token, "name": "agent", "password": PASSWORD}
    cookie = visitor.post("/login", data=form, headers=headers).headers.get_list("set-cookie")[0]
    assert cookie.startswith("__Host-jinhui=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_a_form_without_a_token_signs_nobody_in(running: RunningSite) -> None:
    visitor = running.visitor()
    visitor.see("/login")
    response = visitor.post("/login", data={"name": "agent", "password": PASSWORD})
    assert response.status_code == 403
    assert visitor.get("/desk").status_code == 303


def test_signing_out_ends_this_sign_in_only_and_everywhere_all_of_them(running: RunningSite) -> None:
    first, second = running.visitor(), running.visitor()
    for visitor in (first, second):
        sign_in(visitor, "publisher", PASSWORD)
        visitor.see("/account")
    first.submit("/logout")
    assert first.get("/account").status_code == 303
    assert second.get("/account").status_code == 200
    sign_in(first, "publisher", PASSWORD)
    first.see("/account")
    first.submit("/logout/everywhere")
    assert second.get("/account").status_code == 303


def test_whoever_was_disabled_is_out_at_once(running: RunningSite) -> None:
    accounts = running.site.accounts
    running.run(accounts.add("leaver", "agent", "no hash"))
    visitor = running.visitor("leaver")
    assert visitor.get("/desk").status_code == 200
    running.run(accounts.disable("leaver"))
    assert visitor.get("/desk").status_code == 303


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"])
def test_after_signing_in_nobody_is_led_to_another_site(running: RunningSite, elsewhere: str) -> None:
    visitor = running.visitor()
    visitor.see("/login")
    response = visitor.submit("/login", name="agent", password=PASSWORD, next=elsewhere)
    assert response.headers["location"] == "/desk"


def test_after_signing_in_one_comes_where_one_wanted_to_go(running: RunningSite) -> None:
    visitor = running.visitor()
    wanted = visitor.get("/desk/script/car").headers["location"]
    visitor.see(wanted)
    response = visitor.submit("/login", name="agent", password=PASSWORD, next="/desk/script/car")
    assert response.headers["location"] == "/desk/script/car"


def test_sign_ins_are_in_the_audit_log_with_the_address_and_without_what_was_typed(running: RunningSite) -> None:
    visitor = running.visitor()
    sign_in(visitor, "agent", "wrong password")
    sign_in(visitor, "my secret password", "agent")
    sign_in(visitor, "agent", PASSWORD)
    newest = running.run(running.site.audit.newest(3))
    assert [(entry.actor, entry.action, entry.address) for entry in newest] == [
        ("agent", "login", "127.0.0.1"),
        ("", "login_refused", "127.0.0.1"),
        ("agent", "login_refused", "127.0.0.1"),
    ]


def test_the_language_is_chosen_for_this_browser(running: RunningSite) -> None:
    visitor = running.visitor()
    visitor.see("/login")
    visitor.submit("/language", language="en", next="/login")
    assert "Sign in" in visitor.see("/login").text
    visitor.submit("/language", language="zh", next="/login")
    assert "登录" in visitor.see("/login").text
