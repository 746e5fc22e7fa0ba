import json

import pytest

from bot.settings import Settings, variable
from tests.bot.conftest import Run

SECRETS = {
    "JINHUI_TELEGRAM_TOKEN": "42:the-secret-token",
    "JINHUI_TELEGRAM_PATH": "the-secret-path",
    "JINHUI_TELEGRAM_SECRET": "the-secret-header",
    "JINHUI_TELEGRAM_PROXY": "socks5://somebody:the-secret-password@127.0.0.1:1080",
}


def test_every_setting_is_listed_with_its_source_and_no_secret(jinhui: Run) -> None:
    given = {**SECRETS, "JINHUI_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1", "PORT": "5000"}
    finished = jinhui("settings", "--json", **given)
    assert finished.returncode == 0 and "the-secret" not in finished.stdout + finished.stderr
    listed = {one["name"]: one for one in json.loads(finished.stdout)}
    assert [*listed] == [variable(field) for field in Settings.model_fields]
    for name in SECRETS:
        assert listed[name] == {"name": name, "value": "********", "source": name}
    assert listed["JINHUI_PORT"] == {"name": "JINHUI_PORT", "value": 5000, "source": "PORT"}
    assert listed["JINHUI_TRUSTED_PROXIES"]["value"] == "10.0.0.0/8, 127.0.0.1/32"
    assert listed["JINHUI_LOG"] == {"name": "JINHUI_LOG", "value": "info", "source": "default"}


def test_people_get_a_table(jinhui: Run) -> None:
    finished = jinhui("settings", **SECRETS)
    assert finished.returncode == 0 and "the-secret" not in finished.stdout
    row = next(line for line in finished.stdout.splitlines() if line.startswith("JINHUI_TELEGRAM_DRIVER"))
    assert row.split() == ["JINHUI_TELEGRAM_DRIVER", "aiogram", "default"]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"JINHUI_TELEGRAM_TOKEN": "the-secret"}, "JINHUI_TELEGRAM_TOKEN"),
        ({"JINHUI_TELEGRAM_DRIVER": "telebot"}, "'aiogram' or 'ptb'"),
        ({"JINHUI_TELEGRAM_PATH": "a"}, "JINHUI_TELEGRAM_SECRET must be set too"),
        ({"JINHUI_TELEGRAM_SECRET": "a"}, "JINHUI_TELEGRAM_PATH must be set too"),
        ({"JINHUI_TELEGRAM_PATH": "a", "JINHUI_TELEGRAM_SECRET": "a"}, "must not be the same"),
        ({"JINHUI_TELEGRAM_PATH": "a/b", "JINHUI_TELEGRAM_SECRET": "c"}, "JINHUI_TELEGRAM_PATH"),
        ({"JINHUI_TELEGRAM_API": "ftp://x"}, "JINHUI_TELEGRAM_API"),
        ({"JINHUI_TELEGRAM_PROXY": "1080:the-secret"}, "JINHUI_TELEGRAM_PROXY"),
        ({"JINHUI_TELEGRAM_RATE": "0"}, "JINHUI_TELEGRAM_RATE"),
        ({"JINHUI_PORT": "70000"}, "JINHUI_PORT"),
        ({"PORT": "x"}, "PORT"),
        ({"JINHUI_TRUSTED_PROXIES": "everybody"}, "JINHUI_TRUSTED_PROXIES"),
        ({"JINHUI_LOG": "loud"}, "JINHUI_LOG"),
        ({"JINHUI_CATALOGUE": "/nowhere"}, "JINHUI_CATALOGUE"),
    ],
)
def test_a_wrong_setting_is_one_clear_line_before_anything_starts(
    variables: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for command in ("serve", "poll", "settings"):
        monkeypatch.setattr("sys.argv", ["jinhui", command])
        with pytest.raises(SystemExit) as ended:
            main()
        written = capsys.readouterr().err
        assert ended.value.code == 2
        assert len(written.splitlines()) == 1 and words in written
        assert "the-secret" not in written
