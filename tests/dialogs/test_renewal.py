"""A catalogue that is replaced in the middle of a conversation."""

from collections.abc import Callable
from dataclasses import replace

from policy.catalogue import Catalogue
from tests.dialogs.talk import BATTERY_CAR_2025, PHONE, Talk

Start = Callable[..., Talk]


def test_a_conclusion_that_a_new_catalogue_changes_is_said(talk: Start, catalogue: Catalogue) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    lost = "nev-purchase-tax-2024"
    fewer = {name: measure for name, measure in catalogue.measures.items() if name != "car-renewal-2025-scrap"}
    later = fewer[lost].model_copy(update={"to": fewer[lost].from_})
    someone.catalogue = replace(catalogue, version="newer", measures={**fewer, lost: later})
    text = someone.press(":help")
    assert later.title.zh in text
    assert "和上次不同" in text
    assert "1项已经从政策资料里撤下" in text
    again = someone.press(":help")
    assert "和上次不同" not in again and "撤下" not in again


def test_a_result_that_a_new_catalogue_changes_is_shown_as_it_is_now(talk: Start, catalogue: Catalogue) -> None:
    someone = talk(topic="shopping")
    someone.answer(PHONE)
    assert "结果在上面" in someone.say("谢谢")
    digital = catalogue.measures["digital-2026"]
    ended = digital.model_copy(update={"to": digital.from_})
    someone.catalogue = replace(catalogue, version="newer", measures={**catalogue.measures, digital.id: ended})
    text = someone.say("谢谢")
    assert f"和上次不同：{digital.title.zh}。" in text
    assert "结果在上面" not in text and f"{digital.title.zh}：购买日期是2026年3月1日，要求2026年1月9日" in text
    assert "结果在上面" in someone.say("谢谢")


def test_a_question_that_matters_no_more_is_not_asked_again(talk: Start, catalogue: Catalogue) -> None:
    someone = talk(topic="shopping")
    someone.answer_until("goods.price", PHONE)
    known = dict(someone.session.answers)
    priceless = {name: measure for name, measure in catalogue.measures.items() if measure.benefit.kind == "none"}
    someone.catalogue = replace(catalogue, version="newer", measures=priceless)
    text = someone.say("谢谢")
    assert "已经从政策资料里撤下" in text
    assert someone.session.state == "result"
    assert someone.session.answers == known


def test_a_question_that_a_new_catalogue_dropped_is_not_asked_again(talk: Start, catalogue: Catalogue) -> None:
    someone = talk(topic="shopping")
    someone.catalogue = replace(catalogue, version="newer", topics={"car": catalogue.topics["car"]})
    someone.press("phone")
    assert someone.session.state == "topic"
