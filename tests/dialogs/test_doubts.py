"""What is in doubt is asked, and nothing is lost or said that is not so while it is."""

from collections.abc import Callable

import pytest

from tests.dialogs.talk import BATTERY_CAR_2025, Talk

Start = Callable[..., Talk]


def test_a_doubtful_sum_for_what_was_answered_already_may_be_ignored(talk: Start) -> None:
    someone = talk("shopping")
    someone.say("手机6499")
    before = someone.session.answers
    assert "您说的1999元，是成交价吗" in someone.say("1999")
    said = someone.say("嘟嘟嘟")
    assert "两种规定" not in said
    assert "您之前说的是" in said
    someone.press(":keep")
    assert someone.session.answers == before


def test_which_of_two_answers_holds_is_still_asked_after_something_else_was_said(talk: Start) -> None:
    someone = talk("car")
    someone.answer_until("new_car.price", BATTERY_CAR_2025)
    someone.say("旧车卖掉了")
    assert someone.session.asking == "old_car.disposal"
    someone.say("新车20万")
    assert someone.session.answers["new_car.price"].values == ("200000",)
    assert (someone.session.asking, someone.session.revisiting) == ("old_car.disposal", True)
    someone.press("scrapped")
    assert someone.session.answers["old_car.disposal"].values == ("scrapped",)


def test_a_word_that_contradicts_the_new_car_is_said_of_the_old_one_as_long_as_that_is_open(talk: Start) -> None:
    someone = talk("car")
    someone.answer_until("old_car.disposal_date", BATTERY_CAR_2025)
    said = someone.say("汽油")
    assert "旧车是汽油车" in said
    assert ":change:old_car.fuel" in someone.offered
    assert someone.session.answers["new_car.energy"].values == ("battery",)
    assert "按哪个算" in someone.say("柴油")


@pytest.mark.parametrize("text", ["说错了，价格是25万", "价格改成25万", "车价应该是25万", "不对，车价25万"])
def test_a_correction_that_says_what_is_right_is_taken(talk: Start, text: str) -> None:
    someone = talk("car")
    someone.answer(BATTERY_CAR_2025)
    assert "之前说的是200000元，现在按新的算" in someone.say(text)
    assert someone.session.answers["new_car.price"].values == ("250000",)


@pytest.mark.parametrize(
    ("text", "fact"), [("改一下价格", "new_car.price"), ("开票日期填错了", "new_car.invoice_date")]
)
def test_a_correction_that_names_an_answer_asks_it_again(talk: Start, text: str, fact: str) -> None:
    someone = talk("car")
    someone.answer(BATTERY_CAR_2025)
    someone.say(text)
    assert (someone.session.asking, someone.session.revisiting) == (fact, True)


@pytest.mark.parametrize("text", ["这个截止到啥时候", "啥时候截止", "那2025年的还能领吗"])
def test_until_when_is_answered_of_what_is_being_reckoned(talk: Start, text: str) -> None:
    someone = talk("car")
    someone.answer_until("new_car.price", BATTERY_CAR_2025)
    said = someone.say(text)
    assert "2025年汽车报废更新补贴" in said
    assert "可能已经截止" in said
    assert "卖房" not in said
    assert someone.session.asking == "new_car.price"


def test_until_when_is_answered_in_english(talk: Start) -> None:
    someone = talk("shopping", "en")
    someone.say("bought a phone for 4000 yesterday")
    said = someone.say("when does it end?")
    assert "2026-01-09 to 2026-12-31" in said
    assert "beyond me" not in said


def test_of_a_day_that_may_be_of_several_things_it_is_asked_which(talk: Start) -> None:
    someone = talk("car")
    someone.say("旧车报废了")
    assert "您说的2025年10月，**是下面哪一个？**" in someone.say("去年10月")
    labels = [choice.label for choice in someone.replies[-1].choices]
    assert labels == ["旧车报废或过户日期", "旧车登记到名下的日期", "新车开票日期", "不是"]
    someone.say("是")
    assert "old_car.disposal_date" not in someone.session.answers, "a yes does not say which"
    someone.say("去年10月")
    assert "记下了，旧车报废或过户日期是2025年10月" in someone.say("旧车报废或过户日期")
    assert someone.session.asking == "new_car.condition"


def test_what_is_said_after_a_plan_is_said_of_that_plan(talk: Start) -> None:
    someone = talk()
    said = someone.say("我打算五一把旧车报废了换个电车，能补多少")
    assert "2026年5月1日" in said
    assert "日子还没到，按您的打算算" in said
    someone.press("new")
    someone.press(":ask:new_car.invoice_date")
    someone.say("五月份")
    assert someone.session.answers["new_car.invoice_date"].values == ("2026-05-01..2026-05-31",)
    someone.press(":ask:old_car.first_registered")
    someone.say("2010年五月")
    assert someone.session.answers["old_car.first_registered"].values == ("2010-05-01..2010-05-31",)


def test_a_question_that_is_answered_by_what_it_states_says_what_that_rules_out(talk: Start) -> None:
    someone = talk("car")
    someone.press("new")
    said = someone.say("我儿子名下的旧车行不行")
    assert "**2026年汽车报废更新补贴**不适用：旧车车主是家人或别的个人，要求我本人。" in said
    assert "不适用" not in someone.say("2026年3月买的")


def test_a_question_in_the_middle_of_ours_is_not_called_none_of_ours(talk: Start) -> None:
    someone = talk("car")
    assert "还答不上来" in someone.say("能不能代办")
    assert someone.session.unanswered == "能不能代办"
    assert "不归我管" in someone.say("取暖费多会儿交")
    assert "不归我管" in talk().say("太原地铁3号线啥时候通")


@pytest.mark.parametrize("text", ["好的", "嗯", "知道了", "ok"])
def test_who_only_agrees_is_asked_again_without_an_apology(talk: Start, text: str) -> None:
    someone = talk("car")
    someone.press("new")
    assert someone.say(text) == someone.replies[-1].text
    assert someone.session.asking == "new_car.invoice_date"
    assert someone.session.unanswered is None


@pytest.mark.parametrize(("text", "sum_of_money"), [("22.6", "226000"), ("12.8", "128000"), ("20", "200000")])
def test_a_small_number_for_the_price_of_a_car_may_be_meant_in_ten_thousands(
    talk: Start, text: str, sum_of_money: str
) -> None:
    someone = talk("car")
    someone.press("new")
    someone.press(":ask:new_car.price")
    assert f"您说的{sum_of_money}元，是新车价格（含税）吗" in someone.say(text)
    assert "new_car.price" not in someone.session.answers
    someone.say("是")
    assert someone.session.answers["new_car.price"].values == (sum_of_money,)


def test_a_year_that_hardly_fits_the_question_is_asked_about(talk: Start) -> None:
    someone = talk("car")
    someone.answer_until("old_car.disposal_date", BATTERY_CAR_2025)
    assert "您说的2008年，**是下面哪一个？**" in someone.say("零八年")
    labels = [choice.label for choice in someone.replies[-1].choices]
    assert labels == ["旧车报废或过户日期", "旧车首次登记日期", "旧车登记到名下的日期", "不是"]
    someone.say("2021年6月1日")
    assert someone.session.answers["old_car.disposal_date"].values == ("2021-06-01",)


def test_a_no_to_the_lottery_is_none_to_what_is_asked(talk: Start) -> None:
    someone = talk("car")
    someone.press("new")
    someone.press(":ask:new_car.in_tax_catalogue")
    someone.say("没中")
    assert someone.session.answers["car.lottery_won"].values == ("false",)
    assert "new_car.in_tax_catalogue" not in someone.session.answers


def test_three_rooms_are_no_third_home(talk: Start) -> None:
    someone = talk("home")
    someone.press("buy")
    someone.press(":ask:home.first_home")
    someone.say("三居")
    assert "home.first_home" not in someone.session.answers
    someone.say("三套")
    assert someone.session.answers["home.first_home"].values == ("false",)


@pytest.mark.parametrize("text", ["体育", "旅游券", "充电桩"])
def test_a_word_that_only_names_a_matter_gets_the_nearest_questions(talk: Start, text: str) -> None:
    someone = talk()
    someone.say(text)
    assert any(value.startswith(":faq:") for value in someone.offered)


def test_a_condition_that_is_yes_or_no_is_named_in_words_that_can_be_read(talk: Start) -> None:
    someone = talk("shopping")
    someone.say("买了手机3999，昨天，商家没参加活动")
    assert "商家参加家居惠民活动：要求“是”，您说的是“否”" in someone.press(":why-not")


def test_a_correction_may_name_only_the_kind_of_what_it_corrects(talk: Start) -> None:
    someone = talk("car")
    someone.press("new")
    someone.say("2026年3月")
    someone.say("哦对了日期说错了，是2月28")
    assert someone.session.answers["new_car.invoice_date"].values == ("2026-02-28",)
    assert someone.session.asking != "new_car.invoice_date"


def test_the_sum_for_several_of_a_kind_is_not_taken_for_the_price_of_one(talk: Start) -> None:
    someone = talk()
    someone.say("我买了三台空调 一共15000 一级能效 3月份")
    assert "goods.price" not in someone.session.answers
    assert someone.session.answers["goods.kind"].values == ("air_conditioner",)


def test_a_city_is_heard_after_the_result_too(talk: Start) -> None:
    someone = talk("home")
    someone.press("elevator")
    assert "在太原" in someone.say("太原")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("报废补2万，置换再补1.5万，对吧", "每人只能享受一次"),
        ("16.9万以下的车今年还免购置税吧", "再便宜的车也是交一半"),
        ("我在北京买的车，户口山西，能领吗", "领山西的补贴两样都要在山西"),
    ],
)
def test_what_is_wrong_with_a_belief_is_said(talk: Start, text: str, answer: str) -> None:
    someone = talk()
    assert answer in someone.say(text)
    assert "new_car.price" not in someone.session.answers


def test_a_sum_that_nobody_would_ask_about_is_not_asked_about(talk: Start) -> None:
    someone = talk("home")
    someone.press("buy")
    someone.press(":ask:home.kind")
    assert "个人所得税" not in someone.say("90")
    assert someone.session.asking == "home.kind"
