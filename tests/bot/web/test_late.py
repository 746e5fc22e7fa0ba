"""Forms that come after a sign-in ran out, or was made anew in another tab."""

import html
import re
from collections.abc import Iterator

import pytest
from httpx import Response

from bot.storage.attempts import Limit
from bot.web.late import kept_in
from tests.bot.web.running import PASSWORD, RunningSite, Visitor

SUMMARY = '改了半天的小结\n【下一步】"周五"回访 & 再算'


@pytest.fixture(autouse=True)
def forgiven(running: RunningSite) -> Iterator[None]:
    yield
    for limit in (Limit("account", "agent", 0), Limit("address", "127.0.0.1", 0)):
        running.run(running.site.attempts.forgive(limit))


@pytest.fixture
def agent(running: RunningSite) -> Visitor:
    """An agent whose browser says which page sends a form, as browsers do."""
    visitor = running.visitor("agent")
    visitor.headers["origin"] = running.address
    return visitor


def wrap_up_page(agent: Visitor) -> str:
    path = f"{agent.begin()}/wrap-up"
    agent.see(path)
    return path


def leave_alone(running: RunningSite, agent: Visitor) -> None:
    """What 30 minutes without a step do."""
    running.run(running.site.accounts.sign_out(agent.cookies["jinhui"]))


def sign_in(visitor: Visitor, password: str = PASSWORD) -> Response:
    """Fill in the form of the sign-in page that was seen last."""
    visitor.last = visitor.last[visitor.last.index('action="/login"') :]
    fields = {name: html.unescape(visitor.field(name)) for name in ("next", "kept")}
    return visitor.submit("/login", name="agent", password=password, **fields)


def sent_again(agent: Visitor) -> int:
    """Press the one button of the page that was seen last."""
    [action] = re.findall(r'<form method="post" action="([^"]+)">\s*<input type="hidden" name="summary"', agent.last)
    fields = {name: html.unescape(agent.field(name)) for name in ("summary", "disposition")}
    return agent.submit(html.unescape(action), **fields).status_code


def saved(running: RunningSite, path: str) -> tuple[str | None, str | None]:
    call = running.run(running.site.calls.find(path.split("/")[3], "agent"))
    assert call is not None
    return call.summary, call.disposition


def test_what_was_typed_while_a_sign_in_ran_out_is_sent_after_signing_in(running: RunningSite, agent: Visitor) -> None:
    path = wrap_up_page(agent)
    leave_alone(running, agent)
    page = agent.submit(path, summary=SUMMARY, disposition="answered").text
    assert "登录已经过期，刚才的还没有存" in page
    assert "用户名或密码不对" in sign_in(agent, "wrong password").text
    assert html.escape(SUMMARY, quote=False).splitlines()[0] in sign_in(agent).text
    assert saved(running, path) == (None, None)
    assert sent_again(agent) == 303
    assert saved(running, path) == (SUMMARY, "answered")


def test_what_was_typed_before_signing_in_anew_in_another_tab_is_sent_with_one_press(
    running: RunningSite, agent: Visitor
) -> None:
    path = wrap_up_page(agent)
    page = agent.last
    agent.see("/account")
    agent.submit("/logout")
    agent.see("/login")
    sign_in(agent)
    agent.last = page
    assert "还没有存，您写的都在" in agent.submit(path, summary=SUMMARY, disposition="answered").text
    assert saved(running, path) == (None, None)
    assert sent_again(agent) == 303
    assert saved(running, path) == (SUMMARY, "answered")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_is_not_kept(running: RunningSite, agent: Visitor, origin: str) -> None:
    path = wrap_up_page(agent)
    agent.headers["origin"] = origin
    forged = {"form": "x", "summary": "forged", "disposition": "answered"}
    refused = agent.post(path, data=forged)
    assert refused.status_code == 403
    assert "不是从本站的页面发出的" in refused.text and "forged" not in refused.text
    leave_alone(running, agent)
    assert agent.post(path, data=forged).headers["location"] == "/login"


def test_a_sign_in_page_that_was_left_open_overnight_asks_once_more(running: RunningSite) -> None:
    visitor = running.visitor()
    visitor.headers["origin"] = running.address
    visitor.see("/login", params={"next": "/desk/script/car"})
    visitor.headers["referer"] = f"{running.address}/login?next=/desk/script/car"
    visitor.cookies.clear()
    location = sign_in(visitor).headers["location"]
    assert "这一页开得太久了，还没有登录" in visitor.see(location).text
    assert PASSWORD not in visitor.last
    assert sign_in(visitor).headers["location"] == "/desk/script/car"


def test_a_password_is_never_kept(running: RunningSite, agent: Visitor) -> None:
    agent.see("/account")
    agent.headers["referer"] = f"{running.address}/account"
    response = agent.post("/account", data={"form": "old", "password": PASSWORD, "new": PASSWORD, "again": PASSWORD})
    page = agent.see(response.headers["location"]).text
    assert "密码没有改" in page and PASSWORD not in page


def test_signing_in_and_choosing_a_language_lead_back_to_the_very_page(running: RunningSite, agent: Visitor) -> None:
    path = f"{agent.begin()}/search?q=报废"
    assert 'name="next" value="' + path.partition("?")[0] + "?q=%E6%8A%A5%E5%BA%9F" in agent.see(path).text
    agent.cookies.clear()
    wanted = agent.see(path).headers["location"]
    agent.see(wanted)
    location = sign_in(agent).headers["location"]
    assert location.endswith("/search?q=%E6%8A%A5%E5%BA%9F")
    assert agent.get(location).status_code == 200


@pytest.mark.parametrize(
    "kept",
    ["5", "[]", '["/desk", 5]', '["/desk", {"notes": 1}]', '["//elsewhere", {}]', '["https://elsewhere/", {}]',
     "[" * 5000],
)  # fmt: skip
def test_what_holds_no_form_of_ours_is_no_form(kept: str) -> None:
    assert kept_in(kept) is None
