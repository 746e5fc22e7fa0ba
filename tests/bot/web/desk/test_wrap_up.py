import html
import re

import pytest

from tests.bot.web.running import RunningSite, Visitor


@pytest.fixture
def agent(running: RunningSite) -> Visitor:
    return running.visitor("agent")


def summary(page: str) -> str:
    found = re.search(r'<textarea id="summary"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def finished_call(agent: Visitor) -> str:
    path = agent.begin("car")
    agent.say(path, "2026年4月1日在太原买了新的纯电小轿车，22.6万，没有旧车")
    agent.press(path, ":result")
    return path


def test_the_summary_holds_facts_verdicts_amounts_clauses_and_next_steps(agent: Visitor) -> None:
    text = summary(agent.see(f"{finished_call(agent)}/wrap-up").text)
    for part in (
        "【情况】",
        "新车动力：纯电动",
        "【还没定】",
        "新能源汽车购置税减半",
        "【不适用】",
        "【合计】",
        "目录版本",
    ):
        assert part in text
    path = agent.begin("car")
    agent.press(path, "none")
    assert "没买车也不打算买" in summary(agent.see(f"{path}/wrap-up").text)


def test_without_a_disposition_nothing_is_saved_and_the_text_is_kept(running: RunningSite, agent: Visitor) -> None:
    path = finished_call(agent)
    agent.see(f"{path}/wrap-up")
    response = agent.submit(f"{path}/wrap-up", summary="改过的小结")
    assert response.status_code == 422
    assert "还没选结果" in response.text
    assert summary(response.text) == "改过的小结"
    call = running.run(running.site.calls.find(path.rpartition("/")[2], "agent"))
    assert call is not None
    assert (call.ended_at, call.summary) == (None, None)


def test_saving_ends_the_call_keeps_what_was_edited_and_is_in_the_log(running: RunningSite, agent: Visitor) -> None:
    path = finished_call(agent)
    agent.see(f"{path}/wrap-up")
    assert agent.submit(f"{path}/wrap-up", summary="改过的小结", disposition="answered").headers["location"] == "/desk"
    assert "已答复" in agent.see("/desk").text
    page = agent.see(f"{path}/wrap-up").text
    assert summary(page) == "改过的小结"
    assert re.search(r'value="answered"[^>]* aria-pressed="true"', page)
    [entry] = running.run(running.site.audit.newest(1))
    assert (entry.action, entry.subject) == ("call_saved", path.rpartition("/")[2])


def test_a_call_that_is_over_says_so_and_keeps_its_summary(agent: Visitor) -> None:
    path = finished_call(agent)
    assert "已经结束" not in agent.last and "<title>买车、换车" in agent.see(path).text
    agent.see(f"{path}/wrap-up")
    agent.submit(f"{path}/wrap-up", summary="存下的小结", disposition="answered")
    page = agent.see(path).text
    assert "已经结束" in page and "看存下的小结" in page and "data-until=" in page
    agent.press(path, ":change:new_car.price")
    assert summary(agent.see(f"{path}/wrap-up").text) == "存下的小结"


def test_notes_are_kept_and_what_could_name_a_person_is_warned_of(agent: Visitor) -> None:
    path = agent.begin("car")
    fragment = {"x-jinhui-fragment": "call"}
    form = {"form": agent.form_token}
    saved = agent.post(f"{path}/notes", data={**form, "notes": "周五回访"}, headers=fragment).text
    assert "已保存" in saved
    assert "请删掉" not in saved
    for personal in ("回电 13812345678", "身份证 14010119900101123X", "车牌 晋A·12345"):
        warned = agent.post(f"{path}/notes", data={**form, "notes": personal}, headers=fragment).text
        assert "请删掉" in warned
    assert "晋A·12345" in agent.see(path).text
    assert "晋A" not in agent.see("/desk").text


def test_an_error_is_reported_with_the_version_of_the_catalogue(running: RunningSite, agent: Visitor) -> None:
    path = agent.begin("car")
    agent.see(f"{path}/report", params={"about": "measure:scrap-and-renew-2023"})
    response = agent.submit(f"{path}/report", about="measure:scrap-and-renew-2023", remark="金额不对，问 13812345678")
    assert "已报告" in response.text
    [report] = running.run(running.site.calls.reported(1))
    assert (report.agent, report.about) == ("agent", "measure:scrap-and-renew-2023")
    assert report.remark == "金额不对,问 ***"
    assert report.catalogue_version == running.turns.catalogue.version


def test_the_paper_script_is_the_same_as_the_commands(running: RunningSite, agent: Visitor) -> None:
    page = agent.see("/desk/script/car").text
    assert "请念：您这次买的是新车还是二手车？" in page
    assert "只给您看" in page
    assert "print" in page
