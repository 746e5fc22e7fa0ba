"""What is timed side by side does the same: every bot says the same to the same people, in as many calls."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from telegramify_markdown import convert, markdownify

from benchmarks.residents import FIRST_CHAT, scripts
from benchmarks.silent_telegram import SilentTelegram
from benchmarks.telegram import starts
from benchmarks.telegram_load import Crowd
from bot.shipped import SHIPPED_CATALOGUE
from policy.catalogue import load_catalogue

CATALOGUE = load_catalogue(SHIPPED_CATALOGUE)
BOTS = starts(CATALOGUE, None)
DIALOG = "aiogram-dialog, in memory"


@pytest.mark.parametrize("name", BOTS)
def test_every_bot_says_the_same_in_as_many_calls(name: str, tmp_path: Path) -> None:
    people, silent = scripts(CATALOGUE, people=6, turns=5), SilentTelegram()
    asyncio.run(Crowd(silent, people).turns_a_second(BOTS[name](silent, tmp_path)))
    for who, script in enumerate(people):
        said = [reply.text for turn in script for reply in turn.replies]
        expected = [markdownify(text) if name == DIALOG else convert(text)[0] for text in said]
        assert [*map(_plain, silent.texts[FIRST_CHAT + who])] == [*map(_plain, expected)]
    presses = sum(len(script) - 1 for script in people)
    edits = silent.calls["editMessageText"] + silent.calls["editMessageReplyMarkup"]
    assert silent.calls["answerCallbackQuery"] == edits == presses


def _plain(text: str) -> str:
    """Without line ends at the end, and with the bullet that Jinhui has chosen."""
    return text.rstrip("\n").replace("⦁", "•")
