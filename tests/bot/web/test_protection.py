import pytest

from bot.web.forms import LARGEST_BODY, form_token, is_from_us
from tests.bot.web.running import RunningSite

PATHS = ["/login", "/desk", "/nowhere", "/static/nothing.css"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_the_browser_careful(running: RunningSite, path: str) -> None:
    headers = running.visitor().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_away_from_this_machine_browsers_are_told_to_come_by_https_only(running: RunningSite) -> None:
    headers = running.visitor().get("/login", headers={"host": "desk.example"}).headers
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_files_are_kept_for_good_because_their_address_changes_with_them(running: RunningSite) -> None:
    visitor = running.visitor()
    page = visitor.see("/login").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = visitor.get(address)
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert visitor.get(address.replace(".css", "x.css")).status_code == 404


def test_a_body_that_is_too_large_is_refused_announced_or_not(running: RunningSite) -> None:
    visitor = running.visitor("agent")
    visitor.see("/desk")
    form = {"content-type": "application/x-www-form-urlencoded"}
    large = b"x" * (LARGEST_BODY + 1)
    assert visitor.post("/desk/calls", content=large, headers=form).status_code == 413
    assert visitor.post("/desk/calls", content=iter([large]), headers=form).status_code == 413


def test_only_forms_are_read(running: RunningSite) -> None:
    visitor = running.visitor("agent")
    assert visitor.post("/desk/calls", json={"form": "x"}).status_code == 415
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.post("/desk/calls", content=b"\xff\xfe=%ff", headers=form).status_code == 400
    assert visitor.post("/desk/calls", content=b"&".join([b"a=b"] * 100), headers=form).status_code == 400


def test_whoever_may_not_open_a_page_sees_who_they_are_and_can_sign_out(running: RunningSite) -> None:
    visitor = running.visitor("editor")
    page = visitor.see("/admin/users")
    assert page.status_code == 403
    assert "请退出（右上角）换一个账号登录" in page.text and ">editor</a>" in page.text
    assert visitor.submit("/logout").headers["location"] == "/login"


def test_another_method_than_the_tables_is_refused_in_words(running: RunningSite) -> None:
    response = running.visitor().request("DELETE", "/login")
    assert response.status_code == 405
    assert "这个地址不能这样用" in response.text


def test_a_token_holds_for_its_secret_alone_and_never_looks_the_same() -> None:
    first, second = form_token("secret"), form_token("secret")
    assert first != second
    assert is_from_us({"form": first}, "secret")
    assert is_from_us({"form": second}, "secret")
    assert not is_from_us({"form": first}, "another")
    assert not is_from_us({"form": first}, "")
    assert not is_from_us({}, "secret")
    assert not is_from_us({"form": "不是"}, "secret")
