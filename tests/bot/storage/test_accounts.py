import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.accounts import IDLE_SECONDS, LONGEST_SECONDS, Account, Accounts, LastAdministrator
from bot.storage.database import Database
from tests.bot.disk import on_disk


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def accounts(tmp_path: Path, clock: Clock) -> AsyncIterator[Accounts]:
    database = await Database.open(tmp_path / "jinhui.sqlite3", clock)
    found = Accounts(database)
    await found.add("zhang", "agent", "hash")
    yield found
    await database.close()


async def test_a_name_is_given_once(accounts: Accounts) -> None:
    assert not await accounts.add("zhang", "admin", "another")
    [user] = await accounts.users()
    assert (user.name, user.role) == ("zhang", "agent")
    assert await accounts.password_hash("zhang") == "hash"


async def test_whoever_was_disabled_may_be_added_again(accounts: Accounts) -> None:
    assert await accounts.disable("zhang")
    assert not await accounts.disable("zhang")
    assert await accounts.password_hash("zhang") is None
    assert await accounts.add("zhang", "editor", "another")
    [user] = await accounts.users()
    assert (user.role, user.disabled_at) == ("editor", None)


async def test_another_role_leaves_the_sign_ins(accounts: Accounts) -> None:
    token = await accounts.sign_in("zhang")
    assert await accounts.set_role("zhang", "editor")
    assert await accounts.signed_in(token) == Account("zhang", "editor")
    assert not await accounts.set_role("nobody", "editor")


async def test_one_administrator_is_always_left(accounts: Accounts) -> None:
    await accounts.add("li", "admin", "hash")
    for change in (accounts.disable("li"), accounts.set_role("li", "agent")):
        with pytest.raises(LastAdministrator, match=r"li 是唯一的管理员.*Add another administrator first"):
            await change
    assert await accounts.set_role("li", "admin")
    await accounts.add("wang", "admin", "hash")
    assert await accounts.disable("li")
    with pytest.raises(LastAdministrator):
        await accounts.disable("wang")


async def test_two_administrators_who_change_each_other_at_once_do_not_both_succeed(
    accounts: Accounts, tmp_path: Path
) -> None:
    for name in ("li", "wang"):
        await accounts.add(name, "admin", "hash")
    elsewhere = await Database.open(tmp_path / "jinhui.sqlite3")
    done = await asyncio.gather(
        accounts.set_role("wang", "agent"), Accounts(elsewhere).disable("li"), return_exceptions=True
    )
    await elsewhere.close()
    assert {type(one) for one in done} == {bool, LastAdministrator}


async def test_a_sign_in_holds_as_long_as_something_is_done(accounts: Accounts, clock: Clock) -> None:
    token = await accounts.sign_in("zhang")
    for _ in range(4):
        clock.seconds += IDLE_SECONDS - 1
        assert await accounts.signed_in(token) == Account("zhang", "agent")
    clock.seconds += IDLE_SECONDS
    assert await accounts.signed_in(token) is None


async def test_a_sign_in_ends_after_a_working_day_whatever_is_done(accounts: Accounts, clock: Clock) -> None:
    token = await accounts.sign_in("zhang")
    began = clock.seconds
    while clock.seconds < began + LONGEST_SECONDS - 60:
        assert await accounts.signed_in(token) is not None
        clock.seconds += 600
    clock.seconds = began + LONGEST_SECONDS
    assert await accounts.signed_in(token) is None


async def test_a_new_password_and_disabling_end_every_sign_in(accounts: Accounts) -> None:
    tokens = [await accounts.sign_in("zhang") for _ in range(2)]
    assert await accounts.count_sign_ins("zhang") == 2
    assert await accounts.set_password("zhang", "new hash")
    assert [await accounts.signed_in(token) for token in tokens] == [None, None]
    token = await accounts.sign_in("zhang")
    await accounts.disable("zhang")
    assert await accounts.signed_in(token) is None
    assert not await accounts.set_password("zhang", "another")


async def test_the_file_holds_no_token(accounts: Accounts, tmp_path: Path) -> None:
    token = await accounts.sign_in("zhang")
    assert token.encode() not in on_disk(tmp_path / "jinhui.sqlite3")


async def test_an_unknown_token_is_nobodys(accounts: Accounts) -> None:
    assert await accounts.signed_in("") is None
    assert await accounts.signed_in("made up") is None
