import json
import os
import pty
import subprocess
import sys

from tests.bot.conftest import ROOT, Run

PASSWORD = "correct horse battery"


def test_a_user_is_added_with_the_password_from_standard_input_and_listed_without_it(jinhui: Run) -> None:
    added = jinhui("user", "add", "Zhang", "--role", "admin", stdin=PASSWORD + "\n")
    assert (added.returncode, added.stderr) == (0, "")
    assert "zhang" in added.stdout
    [user] = json.loads(jinhui("user", "list", "--json").stdout)
    assert user == {"name": "zhang", "role": "admin", "disabled": False, "signed_in_at": None}
    assert PASSWORD not in jinhui("user", "list").stdout


def test_nobody_is_there_from_the_start(jinhui: Run) -> None:
    assert "jinhui user add NAME --role admin" in jinhui("user", "list").stdout


def test_a_name_is_given_once(jinhui: Run) -> None:
    jinhui("user", "add", "zhang", "--role", "agent", stdin=PASSWORD)
    again = jinhui("user", "add", "ZHANG", "--role", "agent", stdin=PASSWORD)
    assert again.returncode == 1
    assert "已经有了" in again.stderr
    assert "jinhui user passwd zhang" in again.stderr


def test_a_password_that_is_too_short_or_easy_is_refused(jinhui: Run) -> None:
    for password in ("", "short", "zhangsan", "aaaaaaaaaaaa"):
        refused = jinhui("user", "add", "zhangsan", "--role", "agent", stdin=password + "\n")
        assert refused.returncode == 1
        assert "密码" in refused.stderr
    assert "No users" in jinhui("user", "list").stdout


def test_a_role_or_a_name_that_cannot_be_is_refused(jinhui: Run) -> None:
    assert jinhui("user", "add", "zhang", "--role", "boss", stdin=PASSWORD).returncode == 2
    refused = jinhui("user", "add", "a b", "--role", "agent", stdin=PASSWORD)
    assert (refused.returncode, "用户名" in refused.stderr) == (1, True)


def test_disabling_and_changing_the_password_need_a_user_who_is_there(jinhui: Run) -> None:
    for command in ("disable", "passwd"):
        missing = jinhui("user", command, "nobody", stdin=PASSWORD)
        assert missing.returncode == 1
        assert "jinhui user list" in missing.stderr
    jinhui("user", "add", "zhang", "--role", "agent", stdin=PASSWORD)
    assert jinhui("user", "passwd", "zhang", stdin="another password").returncode == 0
    assert jinhui("user", "disable", "zhang").returncode == 0
    assert "停用" in jinhui("user", "list").stdout
    assert jinhui("user", "passwd", "zhang", stdin=PASSWORD).returncode == 1
    assert jinhui("user", "add", "zhang", "--role", "editor", stdin=PASSWORD).returncode == 0


def test_even_the_last_administrator_is_disabled_where_another_one_can_be_added(jinhui: Run) -> None:
    jinhui("user", "add", "zhao", "--role", "admin", stdin=PASSWORD)
    assert jinhui("user", "disable", "zhao").returncode == 0
    assert jinhui("user", "add", "qian", "--role", "admin", stdin=PASSWORD).returncode == 0


def test_on_a_terminal_the_password_is_asked_twice_and_not_shown(environment: dict[str, str]) -> None:
    here, there = pty.openpty()
    command = [sys.executable, "-m", "bot.cli", "user", "add", "zhang", "--role", "agent"]
    process = subprocess.Popen(
        command, stdin=there, stdout=there, stderr=there, cwd=ROOT, env=environment, start_new_session=True
    )
    os.close(there)
    shown = b""
    for prompt in (b"Password: ", b"Once more: "):
        while prompt not in shown:
            shown += os.read(here, 1000)
        os.write(here, PASSWORD.encode() + b"\n")
    while b"Added" not in shown:
        shown += os.read(here, 1000)
    assert process.wait(30) == 0
    os.close(here)
    assert PASSWORD.encode() not in shown
