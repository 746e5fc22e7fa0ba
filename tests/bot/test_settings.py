from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings
from bot.shipped import SHIPPED_CATALOGUE


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JINHUI_DATABASE", "JINHUI_CATALOGUE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


def test_everything_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/resident")
    assert read_settings().database == Path("/home/resident/.local/share/jinhui/jinhui.sqlite3")
    assert read_settings().catalogue == SHIPPED_CATALOGUE


def test_the_database_follows_the_desktops_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert read_settings().database == Path("/data/jinhui/jinhui.sqlite3")


def test_the_environment_names_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/resident")
    monkeypatch.setenv("JINHUI_DATABASE", "~/talks.sqlite3")
    assert read_settings().database == Path("/home/resident/talks.sqlite3")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINHUI_CATALOGUE", "")
    assert read_settings().catalogue == SHIPPED_CATALOGUE


def test_every_wrong_variable_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JINHUI_DATABASE", str(tmp_path))
    monkeypatch.setenv("JINHUI_CATALOGUE", "/nowhere")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    for sentence in (refused.value.zh, refused.value.en):
        assert "\n" not in sentence
        assert "JINHUI_DATABASE" in sentence
        assert "JINHUI_CATALOGUE" in sentence
        assert "/nowhere" in sentence


def test_a_database_below_something_that_is_no_folder_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes").write_text("no folder")
    monkeypatch.setenv("JINHUI_DATABASE", str(tmp_path / "notes" / "talks.sqlite3"))
    with pytest.raises(SettingsError, match=r"JINHUI_DATABASE: .*notes is no folder") as refused:
        read_settings()
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("days", ["0", "366", "long"])
def test_calls_are_kept_for_some_days_of_a_year(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("JINHUI_CALLS_KEPT_DAYS", days)
    with pytest.raises(SettingsError, match=r"JINHUI_CALLS_KEPT_DAYS: .*1 至 365"):
        read_settings()


def test_what_may_be_chosen_is_said_in_either_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINHUI_TELEGRAM_DRIVER", "telebot")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert "应为 'aiogram' 或 'ptb'" in refused.value.zh
    assert "expected 'aiogram' or 'ptb'" in refused.value.en
