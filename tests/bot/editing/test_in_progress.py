"""Whoever is in the middle of a conversation when something is published, in another process than theirs."""

import json
import time
from typing import IO, Any

from bot.editing.workplace import Workplace
from tests.bot.conftest import Run
from tests.bot.editing.conftest import published, text_of
from tests.bot.editing.test_following import chatting

PHONES = "measures/shopping/digital-2026.yaml"
CHANGED = "政策资料更新过或日期变了，这些结论和上次不同：2026年数码和智能产品补贴"
SENTENCE = "2026年3月20日在太原买了部手机，2999元"


def turn(chat: tuple[IO[str], IO[str]], text: str) -> dict[str, Any]:
    """Say something; what the chat answers, with all replies in one ``text``."""
    said, heard = chat
    said.write(f"{text}\n")
    said.flush()
    answer: dict[str, Any] = json.loads(heard.readline())
    return {**answer, "text": "\n".join(reply["text"] for reply in answer["replies"])}


def no_more_for_phones(workplace: Workplace) -> None:
    """An edit by which phones are no longer subsidised, published."""
    text = text_of(workplace, PHONES)
    assert "in: [phone, tablet," in text, f"{PHONES} has changed: choose another place"
    text = text.replace("in: [phone, tablet,", "in: [tablet,").replace("goods.kind: phone", "goods.kind: tablet")
    published(workplace, PHONES, text=text)


def first_turn_that_says_so(chat: tuple[IO[str], IO[str]], text: str) -> dict[str, Any]:
    """Say the same until it is answered under what was published; until then the old verdict stands."""
    deadline = time.monotonic() + 20
    while CHANGED not in (answer := turn(chat, text))["text"]:
        assert answer["bounds"]["low"] == "449.85", "the verdict changed and nobody was told"
        assert time.monotonic() < deadline, "still the old verdict"
        time.sleep(0.2)
    return answer


def test_whoever_is_being_asked_goes_on_with_their_answers_and_is_told_what_changed(
    workplace: Workplace, environment: dict[str, str]
) -> None:
    with chatting(workplace.revisions.path, environment) as chat:
        asked = turn(chat, SENTENCE)
        assert asked["asking"] == "goods.merchant_takes_part"
        no_more_for_phones(workplace)
        told = first_turn_that_says_so(chat, "现在能得多少")
        assert told["asking"] == asked["asking"]
        assert told["bounds"] == {"low": "0.00", "high": "299.90"}
        result = turn(chat, "没参加")
        assert CHANGED not in result["text"]
        assert result["state"] == "result"
        assert "2026年数码和智能产品补贴：买的东西是手机，要求平板" in result["text"]
        kept = turn(chat, "我的回答")["text"]
        assert all(answer in kept for answer in ("手机", "2026年3月20日", "2999元", "太原"))


def test_whoever_has_a_result_is_told_what_changed_and_sees_it_as_it_is_now(
    workplace: Workplace, environment: dict[str, str]
) -> None:
    with chatting(workplace.revisions.path, environment) as chat:
        turn(chat, SENTENCE)
        assert "合计：**449.85元**" in turn(chat, "没参加")["text"]
        no_more_for_phones(workplace)
        told = first_turn_that_says_so(chat, "谢谢")
        assert told["state"] == "result"
        assert "2026年数码和智能产品补贴：买的东西是手机，要求平板" in told["text"]
        assert CHANGED not in turn(chat, "谢谢")["text"]


def test_whoever_comes_back_later_is_told_at_once(workplace: Workplace, jinhui: Run) -> None:
    chat = ("chat", "--json", "--on", "2026-04-12", "--db", workplace.revisions.path)
    assert jinhui(*chat, stdin=f"{SENTENCE}\n").returncode == 0
    no_more_for_phones(workplace)
    told, asked = json.loads(jinhui(*chat).stdout)["replies"]
    assert CHANGED in told["text"] and "欢迎回来" in told["text"]
    assert "家居惠民" in asked["text"]
