"""What people can do with their own account."""

from collections.abc import Iterator
from itertools import count

import pytest

from bot.credentials import hashed
from bot.storage.attempts import Limit
from bot.web.sign_in import WRONG_FOR_AN_ACCOUNT
from tests.bot.disk import on_disk
from tests.bot.web.running import PASSWORD, RunningSite, Visitor

NEW = "another horse battery"
_numbers = count(1)


@pytest.fixture
def name(running: RunningSite) -> Iterator[str]:
    """Somebody of this test alone."""
    name = f"owner-{next(_numbers)}"
    running.run(running.site.accounts.add(name, "agent", hashed(PASSWORD)))
    yield name
    for limit in (Limit("account", name, 0), Limit("address", "127.0.0.1", 0)):
        running.run(running.site.attempts.forgive(limit))


def change(visitor: Visitor, password: str = PASSWORD, new: str = NEW, again: str = NEW) -> int:
    visitor.see("/account")
    return visitor.submit("/account", password=password, new=new, again=again).status_code


def signed_in(running: RunningSite, name: str, password: str) -> Visitor:
    """Somebody who has tried to sign in on the page."""
    visitor = running.visitor()
    visitor.see("/login")
    visitor.submit("/login", name=name, password=password)
    return visitor


def lets_in(running: RunningSite, name: str, password: str) -> bool:
    return signed_in(running, name, password).see("/desk").status_code == 200


def test_whoever_knows_their_password_sets_another_and_stays_signed_in_here_alone(
    running: RunningSite, name: str
) -> None:
    here, elsewhere = signed_in(running, name, PASSWORD), signed_in(running, name, PASSWORD)
    before = here.cookies["jinhui"]
    assert change(here) == 303
    page = here.see("/account?changed").text
    assert "密码改好了" in page and "1 台" in page
    assert here.cookies["jinhui"] != before
    assert elsewhere.see("/desk").headers["location"].startswith("/login")
    assert not lets_in(running, name, PASSWORD)
    assert lets_in(running, name, NEW)


def test_without_the_present_password_nothing_is_changed_and_nobody_guesses_on(running: RunningSite, name: str) -> None:
    visitor = running.visitor(name)
    for _ in range(WRONG_FOR_AN_ACCOUNT):
        assert change(visitor, password="wrong password") == 422
        assert "现在的密码不对" in visitor.last
    assert change(visitor) == 429
    assert "请过 15 分钟再试" in visitor.last
    running.run(running.site.attempts.forgive(Limit("account", name, 0)))
    assert lets_in(running, name, PASSWORD)


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        ("short", "short", "密码要 8 至 200 个字符"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "密码太好猜"),
        (NEW, NEW + "!", "两次输入的新密码不一样"),
    ],
)
def test_a_password_that_cannot_be_is_refused_with_the_reason(
    running: RunningSite, name: str, new: str, again: str, words: str
) -> None:
    visitor = running.visitor(name)
    assert change(visitor, new=new, again=again) == 422
    assert words in visitor.last
    assert visitor.see("/account").status_code == 200
    assert lets_in(running, name, PASSWORD)


def test_a_new_password_is_in_the_audit_log_without_being_there(running: RunningSite, name: str) -> None:
    visitor = running.visitor(name)
    change(visitor)
    [entry] = running.run(running.site.audit.newest(1))
    assert (entry.actor, entry.action, entry.subject, entry.address) == (name, "password_set", name, "127.0.0.1")
    assert NEW.encode() not in on_disk(running.file)
