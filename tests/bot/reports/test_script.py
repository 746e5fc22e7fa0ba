from datetime import date

import pytest

from bot.reports.script import call_script
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.scope import Scope

ON = date(2026, 4, 12)


@pytest.mark.parametrize("topic", ["car", "home", "shopping", "business", "other"])
def test_every_question_that_can_matter_and_every_measure_is_on_paper(catalogue: Catalogue, topic: str) -> None:
    script = call_script(catalogue, topic, ON)
    for fact in assess(catalogue, {}, ON, Scope(topic)).askable:
        assert f"**请念：{catalogue.facts[fact].question.zh}**" in script
    for measure in catalogue.measures.values():
        assert (measure.title.zh in script) == (measure.topic == topic)


def test_a_question_has_numbered_answers_and_notes_that_are_not_read_out(catalogue: Catalogue) -> None:
    script = call_script(catalogue, "car", ON)
    fact = catalogue.facts["old_car.disposal"]
    question = script.split(f"**请念：{fact.question.zh}**")[1].split("###")[0]
    for number, option in enumerate(fact.options.values(), 1):
        assert f"{number}. {option.zh}\n" in question
    assert f"> 只给您看：{fact.why.zh}" in question
    assert fact.proof is not None and f"> 凭据：{fact.proof.zh}" in question


def test_a_question_that_presupposes_an_answer_says_so(catalogue: Catalogue) -> None:
    script = call_script(catalogue, "car", ON)
    question = script.split(f"**请念：{catalogue.facts['old_car.disposal_date'].question.zh}**")[1].split("###")[0]
    assert "> 只在旧车处置是“" in question


def test_a_topic_with_branches_has_a_part_for_each(catalogue: Catalogue) -> None:
    script = call_script(catalogue, "home", ON)
    for option in catalogue.facts["home.plan"].options.values():
        assert f"## 如果是“{option.zh}”" in script


def test_a_measure_says_what_to_bring_and_where_and_the_script_ends_with_the_hotline(catalogue: Catalogue) -> None:
    script = call_script(catalogue, "car", ON)
    for measure in catalogue.measures.values():
        if measure.topic == "car" and measure.benefit.kind != "none":
            assert measure.apply.where.zh in script
            assert all(text.zh in script for text in measure.apply.bring)
    assert "12345" in script.splitlines()[-1]
