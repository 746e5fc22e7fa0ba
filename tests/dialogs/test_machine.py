"""Whole conversations, step by step, on the shipped catalogue."""

from collections.abc import Callable

import pytest

from dialogs.machine import assessment_of
from policy.catalogue import Catalogue
from tests.dialogs.talk import BATTERY_CAR_2025, PHONE, Talk

Start = Callable[..., Talk]

HOME_SWAP = {
    "home.plan": "swap",
    "home.kind": "new",
    "home.sale_date": "2025-03-01",
    "home.purchase_date": "2025-06-01",
    "home.sale_city": "taiyuan",
    "home.purchase_city": "taiyuan",
    "home.sale_price": "1000000",
    "home.purchase_price": "800000",
    "home.income_tax_paid": "10000",
    "home.seller_on_title": "true",
    "home.first_home": "true",
    "home.area": "100",
    "person.city": "taiyuan",
    "fund.use": "none",
}
DEALER = {"business.trade": "dealer", "dealer.filed": "true", "dealer.sales": "60000000", "dealer.growth": "12%"}


def test_the_first_words_greet_say_what_is_kept_and_offer_the_topics(talk: Start, catalogue: Catalogue) -> None:
    someone = talk()
    assert "30天" in someone.text and "忘记我" in someone.text
    assert someone.session.state == "topic"
    assert someone.offered == [f":topic:{topic}" for topic in catalogue.topics]


def test_english_says_that_the_chinese_text_prevails(talk: Start) -> None:
    assert "the Chinese text prevails" in talk(language="en").text


def test_a_start_with_a_topic_asks_the_first_question_at_once(talk: Start) -> None:
    someone = talk(topic="shopping")
    assert someone.session.asking == "goods.kind"


@pytest.mark.parametrize("topic, guard", [("home", "home.plan"), ("business", "business.trade")])
def test_a_topic_with_branches_asks_first_which_one(talk: Start, topic: str, guard: str) -> None:
    assert talk(topic=topic).session.asking == guard


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_scrapped_petrol_car_and_a_new_electric_one_in_2025(talk: Start, language: str) -> None:
    text = talk(topic="car", language=language).answer(BATTERY_CAR_2025)
    assert "17699.12" in text
    assert "20000" in text
    assert "晋政办发〔2023〕65号第4条" in text
    assert ("可能已经截止" if language == "zh" else "It may be too late to apply") in text


def test_a_home_sold_and_a_cheaper_one_bought_refunds_the_share_of_the_tax(talk: Start) -> None:
    assert "8000元" in talk(topic="home").answer(HOME_SWAP)


def test_a_phone_in_2026_gets_its_fifteen_percent_up_to_the_cap(talk: Start) -> None:
    assert "500元" in talk(topic="shopping").answer(PHONE)


def test_a_used_car_dealer_is_told_that_the_award_may_be_over(talk: Start) -> None:
    text = talk(topic="business").answer(DEALER)
    assert "300000元" in text
    assert "可能已经截止" in text


def test_a_topic_that_pays_nobody_shows_what_its_articles_say(talk: Start) -> None:
    someone = talk(topic="other")
    assert someone.session.state == "result"
    assert "不直接给个人发钱" in someone.text


def test_dates_outside_every_period_have_no_current_rule(talk: Start) -> None:
    bought_2020 = {"goods.kind": "phone", "goods.purchase_date": "2020-01-01", "goods.price": "4000"}
    assert "没有查到现在适用的规定" in talk(topic="shopping").answer(bought_2020)


def test_an_answer_is_echoed_with_the_bounds_so_far_before_the_next_question(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.press("e_bike")
    echo, question = someone.replies
    assert "目前可得" in echo.text
    assert not echo.choices
    assert someone.session.asking is not None
    assert someone.catalogue.facts[someone.session.asking].question.zh in question.text


def test_an_answer_that_straddles_a_threshold_is_asked_once_more_and_then_closed(talk: Start) -> None:
    someone = talk(topic="shopping", on="2024-12-20")
    someone.answer_until("goods.purchase_date", {"goods.kind": "e_bike"})
    someone.press("2024-08-01..2024-09-30")
    while someone.session.asking != "goods.purchase_date":
        assert someone.session.asking is not None
        someone.press(":unknown")
    assert "..2024-08-31" not in someone.offered
    assert "2024-08-01..2024-08-31" in someone.offered
    someone.press("2024-08-20..2024-09-15")
    assert someone.session.answers["goods.purchase_date"].closed
    someone.answer({})
    assert someone.session.state == "result"


def test_not_sure_closes_the_question_and_narrows_nothing(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.press(":unknown")
    answer = someone.session.answers["goods.kind"]
    assert answer.closed and not answer.values
    assert someone.session.asking != "goods.kind"


def test_an_option_can_be_given_by_number_by_id_by_label_and_in_other_words(talk: Start) -> None:
    for words in ("2", "２", "refrigerator", "冰箱"):
        someone = talk(topic="shopping")
        someone.say(words)
        assert someone.session.answers["goods.kind"].values == ("refrigerator",)


def test_a_small_number_answers_a_question_about_a_count(talk: Start) -> None:
    someone = talk(topic="business")
    someone.press("promotion")
    assert someone.session.asking == "promotion.events"
    someone.say("3")
    assert someone.session.answers["promotion.events"].values == ("3",)


def test_the_first_sentence_counts_and_chooses_the_topic(talk: Start) -> None:
    someone = talk()
    someone.say("旧车报废了")
    assert someone.session.topic == "car"
    assert someone.session.answers["old_car.disposal"].values == ("scrapped",)


@pytest.mark.parametrize(("value", "kept"), [("transferred", "transferred"), (":keep", "scrapped")])
def test_a_contradiction_is_asked_about(talk: Start, value: str, kept: str) -> None:
    someone = talk(topic="car")
    someone.say("旧车报废了")
    text = someone.say("旧车卖掉了，新车二十万")
    assert "之前说的是旧车已报废，这句说的是旧车已卖掉过户。**按哪个算？**" in text
    assert someone.session.answers["old_car.disposal"].values == ("scrapped",)
    assert someone.session.answers["new_car.price"].values == ("200000",)
    someone.press(value)
    assert someone.session.answers["old_car.disposal"].values == (kept,)
    assert someone.session.asking != "old_car.disposal"


def test_a_correction_is_taken_at_once(talk: Start) -> None:
    someone = talk(topic="car")
    someone.say("旧车报废了")
    text = someone.say("不对，旧车卖掉了")
    assert someone.session.answers["old_car.disposal"].values == ("transferred",)
    assert "之前说的是报废了，现在按新的算" in text


def test_what_was_read_out_of_free_text_can_be_changed_with_one_press(talk: Start) -> None:
    someone = talk()
    someone.say("旧车报废了，买了台二十万的电车")
    assert ("改一下", ":change") in someone.replies[-1].choices
    someone.say("旧车烧汽油")
    assert ("改一下", ":change:old_car.fuel") in someone.replies[-1].choices
    someone.press("new")
    assert all(choice.label != "改一下" for choice in someone.replies[-1].choices)


def test_an_answer_without_effect_is_kept_and_said_to_be_so(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    someone.press(":change:old_car.disposal")
    text = someone.press("none")
    assert "用不上" in text and "旧车首次登记日期" in text
    assert someone.session.answers["old_car.first_registered"].values == ("2010-05-01",)


@pytest.mark.parametrize(
    "value", ["petrol", "17", "", "2025-01-01..", ":change:moon", ":topic:moon", ":nonsense", "a,b"]
)
def test_a_stale_or_unknown_press_changes_nothing_but_the_turn(talk: Start, value: str) -> None:
    someone = talk(topic="home")
    before = someone.session
    text = someone.press(value)
    assert "什么都没改" in text
    assert someone.session._replace(turn=before.turn) == before._replace(counted=())


def test_what_is_not_understood_is_met_with_an_example_and_the_same_question(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer_until("new_car.invoice_date", BATTERY_CAR_2025)
    text = someone.say("乌拉乌拉")
    assert "去年十月" in text
    assert someone.session.asking == "new_car.invoice_date"


def test_an_impossible_date_is_refused_with_the_reason(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer_until("new_car.invoice_date", BATTERY_CAR_2025)
    assert "2月30日" in someone.say("2025年2月30日")
    assert "new_car.invoice_date" not in someone.session.answers


def test_a_frequent_question_is_answered_with_its_source_and_the_pending_question_comes_again(talk: Start) -> None:
    someone = talk(topic="car")
    asking = someone.session.asking
    text = someone.say("三千块是不是一定给")
    assert "不一定" in text and "晋政办发〔2023〕65号第1条" in text
    assert someone.session.state == "faq"
    assert someone.session.asking == asking


def test_after_a_break_the_pending_question_comes_again(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.start()
    assert "接着上次" in someone.text
    assert someone.session.asking == "goods.kind"


def test_after_a_break_a_result_is_shown_again(talk: Start) -> None:
    someone = talk(topic="shopping")
    someone.answer(PHONE)
    someone.start()
    assert "500元" in someone.text


def test_a_first_contact_by_text_is_greeted_and_answered(talk: Start) -> None:
    someone = talk(start=False)
    text = someone.say("旧车报废了")
    assert "晋惠" in text and "旧车已报废" in text


def test_the_turn_only_ever_grows(talk: Start) -> None:
    someone = talk(topic="car")
    seen = [someone.session.turn]
    for value in ("new", ":restart", "nonsense", ":forget", ":forget:yes", ":topic:car", ":language"):
        someone.press(value)
        seen.append(someone.session.turn)
    assert seen == list(range(1, len(seen) + 1))


def test_the_assessment_of_a_session_is_that_of_its_topic(talk: Start, catalogue: Catalogue) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    assessment = assessment_of(catalogue, someone.session, someone.at.date())
    assert assessment is not None
    assert {result.measure.topic for result in assessment.results} == {"car"}
    assert assessment_of(catalogue, talk().session, someone.at.date()) is None


def test_whoever_was_forgotten_is_heard_at_once(talk: Start) -> None:
    someone = talk(topic="home")
    someone.say("忘记我")
    someone.say("1")
    assert "晋惠" in someone.say("去年十月报废了旧车")
    assert (someone.session.topic, "old_car.disposal" in someone.session.answers) == ("car", True)
