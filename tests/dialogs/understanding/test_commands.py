from __future__ import annotations

import pytest

from dialogs.understanding import named_language, read_command
from dialogs.understanding.commands import named_topic
from dialogs.understanding.options import vocabulary
from policy.catalogue import Catalogue


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("上一步！", ":back"), ("为什么问", ":why"), ("说错了", ":change"), ("重新开始", ":restart"),
        ("现在能拿多少？", ":so-far"), ("转人工", ":handoff"), ("忘记我", ":forget"), ("直接看结果", ":result"),
        ("English", ":language:en"), ("我的回答", ":answers"), ("出处在哪儿", ":source"), ("帮助", ":help"),
        ("换个话题", ":topics"), ("买车", ":topic:car"), ("住房", ":topic:home"), ("家电", ":topic:shopping"),
        ("企业", ":topic:business"), ("再算一件", ":again"), ("带什么材料", ":bring"), ("Talk to a human", ":handoff"),
        ("中文", ":language:zh"), ("Speak English", ":language:en"), ("Switch language", ":language"),
        ("不答了，直接给结果", ":result"), ("还能领吗", ":until"), ("你好！", ":hello"),
        ("When does it end?", ":until"),
        ("Hand off", ":handoff"), ("Why not?", ":why-not"), ("What do I bring?", ":bring"), ("Go on", ":resume"),
    ],
)  # fmt: skip
def test_a_whole_utterance_steers_the_conversation(text: str, command: str) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize(
    "text", ["报废", "二十万", "去年十月", "买车能补多少", "为什么我领不到", "我改主意了想报废", "", "？！"]
)
def test_a_sentence_is_no_command(text: str) -> None:
    assert read_command(text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("could you answer in English please", ":language:en"), ("别说英文了，说中文", ":language:zh"),
        ("from Chinese to English", ":language:en"), ("换一种语言", ":language"),
    ],
)  # fmt: skip
def test_the_language_named_last_is_meant(text: str, command: str) -> None:
    assert named_language(text) == command


def test_a_topic_is_named_by_whole_words() -> None:
    assert named_topic("let us talk about cars") == "car"
    assert named_topic("i lost my credit card") is None


def test_few_commands_are_also_answers_and_these_only_name_a_topic(catalogue: Catalogue) -> None:
    choices = [fact for fact in catalogue.facts.values() if fact.kind == "choice"]
    shared = {command for fact in choices for word in vocabulary(fact).options if (command := read_command(word))}
    assert all(command.startswith(":topic:") for command in shared)
