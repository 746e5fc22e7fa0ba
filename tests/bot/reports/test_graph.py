import re
from datetime import date

import pytest

from bot.reports.graph import MOST_NODES, interview_graph
from policy.catalogue import Catalogue

ON = date(2026, 4, 12)
TOPICS = ("car", "home", "shopping", "business", "other")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_arrow_joins_nodes_that_are_drawn(catalogue: Catalogue, topic: str) -> None:
    first, *lines = interview_graph(catalogue, topic, ON).splitlines()
    assert first == "flowchart TD"
    nodes = set(re.findall(r"^    (\w+)[\[(]", "\n".join(lines), re.MULTILINE))
    arrows = [found.groups() for line in lines if (found := re.match(r'    (\w+) -- "[^"]+" --> (\w+)$', line))]
    assert len(arrows) + len(nodes) == len(lines)
    assert {end for arrow in arrows for end in arrow} <= nodes
    assert all(any(node == reached for _, reached in arrows) for node in nodes - {"n0"})


@pytest.mark.parametrize("topic", TOPICS)
def test_a_long_interview_is_cut_with_a_visible_sign(catalogue: Catalogue, topic: str) -> None:
    graph = interview_graph(catalogue, topic, ON)
    assert len(re.findall(r"^    n\d+[\[(]", graph, re.MULTILINE)) <= MOST_NODES
    assert ('more["…"]' in graph) == ("--> more" in graph)


def test_it_begins_with_the_question_that_the_conversation_begins_with(catalogue: Catalogue) -> None:
    guard = catalogue.topics["home"].guard
    assert guard is not None
    graph = interview_graph(catalogue, "home", ON)
    assert f'n0["{catalogue.facts[guard].question.zh}"]' in graph


def test_answers_that_lead_to_the_same_situation_share_an_arrow(catalogue: Catalogue) -> None:
    graph = interview_graph(catalogue, "shopping", ON)
    assert re.search(r'n0 -- "冰箱 / 洗衣机', graph)
