import re
from dataclasses import replace
from datetime import date

import pytest

from policy.catalogue import Catalogue
from tests.bot.web.running import RunningSite, Visitor


@pytest.fixture
def agent(running: RunningSite) -> Visitor:
    return running.visitor("agent")


def question(page: str) -> str:
    found = re.search(r'id="line"[^>]*>([^<]+)<', page)
    assert found, page
    return found[1].strip()


def test_a_call_begins_with_the_line_to_read_and_what_only_the_agent_sees(agent: Visitor) -> None:
    agent.begin("car")
    assert question(agent.last) == "您这次买的是新车还是二手车？"
    private = agent.last.partition('class="private"')[2]
    assert "补贴和购置税减免都只给新车" in private
    assert "二手车销售统一发票" in private
    assert "换个说法" in private


def test_a_call_may_begin_without_a_topic(agent: Visitor) -> None:
    path = agent.begin("")
    assert "选了主题，这里就开始算" in agent.last
    agent.press(path, ":topic:shopping")
    assert "您买的（或想买的）是什么" in question(agent.last)


def test_the_topics_are_buttons_and_not_read_out(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.press(path, "new")
    page = agent.press(path, ":restart")
    assert question(page) == "想问哪方面？ 选一个，或者直接说，比如“旧车报废了，又买了台电车”。"
    assert "买房、租房、公积金</button>" in page


def test_an_answer_leads_to_the_next_question_and_new_verdicts(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.press(path, "new")
    agent.press(path, "2026-01-01..2026-12-31")
    assert question(agent.last) == "新车是纯电、混动、汽油还是别的？"
    assert "2026年汽车报废更新补贴" in agent.last
    assert "不适用的 8 项" in agent.last
    assert "新车开票日期是2026年，要求2024年4月24日至12月31日" in agent.last


def test_the_result_shows_conditions_claim_reserved_quote_and_document(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.say(path, "2023年10月5日报废旧车，2023年10月8日在太原买了新车，15万")
    page = agent.press(path, ":result")
    assert "2023年报废旧车购新车补贴" in page
    assert "消费者在省内报废个人名下汽车并在省内购买新车" in page
    assert "晋政办发〔2023〕65号" in page
    assert "可能已截止" in page
    measure = agent.see(f"{path}/measures/scrap-and-renew-2023").text
    assert "文件只写“个人名下汽车”" in measure
    assert "满足：" in measure
    assert "待定：" in measure


def test_changing_an_answer_keeps_the_rest_and_flags_what_no_longer_matters(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.say(path, "2026年2月1日报废了旧车，2026年3月买了新的纯电车")
    agent.press(path, ":change:old_car.disposal")
    assert "正在改这一题，其他回答都不动" in agent.last
    page = agent.press(path, "none")
    assert "用不上了" in page
    assert "2026年2月1日" in page
    assert "纯电动" in page


def test_a_press_on_a_page_that_is_out_of_date_answers_nothing(agent: Visitor) -> None:
    path = agent.begin("car")
    first = agent.last
    agent.press(path, "new")
    asked = question(agent.last)
    agent.last = first
    page = agent.press(path, "used")
    assert question(page) != "您这次买的是新车还是二手车？" or "要改吗" in page
    assert "买的车" in page
    assert "新车</span>" in page
    assert question(agent.see(path).text) == asked


def test_a_text_on_a_page_that_is_out_of_date_is_not_noted(agent: Visitor) -> None:
    path = agent.begin("car")
    first = agent.last
    agent.press(path, "new")
    agent.last = first
    page = agent.say(path, "2")
    assert "刚才写的没有记" in page
    assert page.count("修改") == 1


def test_what_the_caller_says_is_understood_as_in_the_chat_and_repeated(agent: Visitor) -> None:
    path = agent.begin("car")
    page = agent.say(path, "去年十月把旧车报废了，又在太原买了台二十万的电车")
    assert "旧车已报废" in page
    assert "2025年10月" in page
    assert "200000元" in page


def test_what_people_write_never_becomes_part_of_a_page(agent: Visitor) -> None:
    path = agent.begin("car")
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    page = agent.say(path, evil)
    agent.submit(f"{path}/notes", notes=f"</textarea>{evil}")
    for shown in (page, agent.see(path).text, agent.see(f"{path}/search", params={"q": evil}).text):
        assert "<script>alert" not in shown
        assert "<img" not in shown


def test_any_question_can_be_asked_next(agent: Visitor) -> None:
    path = agent.begin("car")
    page = agent.see(f"{path}/questions").text
    assert "新车发票上的含税价是多少元？" in page
    agent.press(path, ":ask:new_car.price")
    assert question(agent.last) == "新车发票上的含税价是多少元？"
    agent.say(path, "20万")
    assert "200000元" in agent.last


def test_looking_something_up_leaves_the_question_where_it_was(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.press(path, "new")
    asked = question(agent.last)
    page = agent.see(f"{path}/search", params={"q": "最高三千的报废补贴"}).text
    assert "问答" in page
    found = re.search(rf'href="({path}/faq/[^"]+)"', page)
    assert found
    answer = agent.see(found[1]).text
    assert "依据：" in answer
    assert asked in answer
    assert question(agent.see(path).text) == asked


def test_a_measure_is_found_by_its_article(agent: Visitor) -> None:
    path = agent.begin("car")
    assert "新能源汽车购置税" in agent.see(f"{path}/search", params={"q": "第4条"}).text


@pytest.mark.parametrize("word", ["公积金", "车", "以旧换新"])
def test_a_single_word_finds_the_questions_and_measures_that_it_stands_in(
    agent: Visitor, catalogue: Catalogue, word: str
) -> None:
    path = agent.begin("home")
    page = agent.see(f"{path}/search", params={"q": word}).text
    found = [catalogue.faq[name] for name in re.findall(rf'href="{path}/faq/([^"]+)"', page)]
    assert len(found) == 8
    assert all(word in f"{entry.question} {entry.also}" for entry in found)
    assert f'href="{path}/measures/' in page


def test_a_search_that_finds_nothing_says_what_to_do(agent: Visitor) -> None:
    path = agent.begin("car")
    assert "换个词" in agent.see(f"{path}/search", params={"q": "xyzzy"}).text


def test_what_is_not_in_the_catalogue_is_not_found(agent: Visitor) -> None:
    path = agent.begin("car")
    for missing in ("faq/nothing", "measures/nothing", "report?about=measure:nothing", "report?about=nothing"):
        assert agent.get(f"{path}/{missing}").status_code == 404
    assert agent.get("/desk/script/nothing").status_code == 404


def test_starting_over_is_asked_first(agent: Visitor) -> None:
    path = agent.begin("car")
    agent.press(path, "new")
    assert "清掉全部回答" in agent.see(f"{path}/restart").text
    agent.press(path, ":restart")
    assert "还没有回答" in agent.last


def test_a_new_catalogue_is_announced_with_the_measures_that_it_changed(
    running: RunningSite, agent: Visitor, catalogue: Catalogue
) -> None:
    path = agent.begin("car")
    for value in ("new", "2026-01-01..2026-12-31", "battery"):
        agent.press(path, value)
    name = "car-renewal-2026-scrap"
    measure = catalogue.measures[name]
    ended = measure.model_copy(update={"to": date(2025, 12, 31), "from_": date(2025, 12, 1)})
    running.turns.catalogue = replace(catalogue, version="newer", measures={**catalogue.measures, name: ended})
    try:
        banner = "通话当中政策资料更新了"
        page = agent.see(path).text
        assert banner in page
        assert measure.title.zh in page.partition(banner)[2][:200]
        assert banner in agent.press(path, "shanxi")
        assert banner in agent.see(path).text
        assert banner not in agent.press(path, ":noted")
        assert banner not in agent.see(path).text
    finally:
        running.turns.catalogue = catalogue


def test_the_whole_desk_is_there_in_english(agent: Visitor) -> None:
    agent.see("/desk")
    agent.submit("/language", language="en", next="/desk")
    path = agent.begin("car")
    chinese = re.compile(r"[\u4e00-\u9fff]")
    pages = [agent.last, agent.press(path, "new"), agent.see("/desk").text, agent.see("/account").text]
    for part in ("keys", "questions", "restart", "wrap-up", "search?q=", "report?about=fact:new_car.price"):
        pages.append(agent.see(f"{path}/{part}").text)
    for page in pages:
        rest = page.replace("中文", "")
        rest = re.sub(r"<(cite|q) lang=.*?</(cite|q)>", "", rest)  # documents have no English
        assert not chinese.search(rest), chinese.search(rest)


def test_what_the_screen_has_a_place_for_is_no_numbered_choice(agent: Visitor) -> None:
    path = agent.begin("car")
    page = agent.say(path, "去年十月把旧车报废了，又在太原买了台二十万的电车")
    choices = page.partition('<ol class="choices')[2].partition("</ol>")[0]
    assert choices.count("<li>") == 2
    assert "改一下" not in choices
