import json
from collections.abc import Iterator

import pytest

from bot.storage.attempts import Limit
from bot.storage.sqlite import CODE_SECONDS
from bot.web.desk.codes import WRONG_CODES
from dialogs.machine import Event
from tests.bot.disk import on_disk
from tests.bot.web.running import RunningSite, Visitor
from tests.bot.web.tour import NOON, code_of


@pytest.fixture
def agent(running: RunningSite) -> Iterator[Visitor]:
    yield running.visitor("agent")
    running.run(running.site.attempts.forgive(Limit("code", "agent", 0)))


def open_by(agent: Visitor, code: str) -> str:
    """Open a conversation; returns the path of the call."""
    agent.see("/desk")
    path: str = agent.submit("/desk/code", code=code).headers["location"]
    agent.see(path)
    return path


def messages_to(running: RunningSite, person: str) -> list[str]:
    """The texts that wait to be sent to somebody."""
    waiting = running.run(running.store.waiting("telegram", 0))
    return [json.loads(one.message)["send"] for one in waiting if one.person == person]


def test_a_code_opens_the_residents_conversation_with_its_answers_and_transcript(
    running: RunningSite, agent: Visitor
) -> None:
    code = code_of(running, "telegram:1", "我要买车", "新车", "去年十月，电话13812345678")
    path = open_by(agent, f"{code[:3]} {code[3:]}")
    assert "这是居民自己的对话" in agent.last
    assert "2025年10月" in agent.last
    transcript = agent.see(f"{path}/transcript").text
    assert "新车发票是哪天开的" in transcript
    assert "去年十月,电话***" in transcript


def test_the_resident_is_told_and_the_agent_answers_for_them(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:2", "我要买车", "新车"))
    told, question = messages_to(running, "telegram:2")
    assert "坐席已经打开了这段对话" in told
    assert "新车发票是哪天开的" in question
    agent.press(path, "2026-01-01..2026-12-31")
    session = running.run(running.turns.look("telegram:2"))
    assert session.answers["new_car.invoice_date"].values == ("2026-01-01..2026-12-31",)
    assert "坐席" in agent.see(f"{path}/transcript").text
    assert messages_to(running, "telegram:2") == [told, question]


def test_handing_it_back_tells_the_resident_and_shuts_the_agent_out(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:3", "我要买车"))
    agent.submit(f"{path}/hand-back")
    assert "坐席已把对话交还给您" in messages_to(running, "telegram:3")[-2]
    response = agent.see(path)
    assert response.status_code == 410
    assert "买车" not in response.text
    assert agent.see(f"{path}/transcript").status_code == 410
    assert agent.see(f"{path}/wrap-up").status_code == 410


def test_the_resident_can_end_it_at_any_time(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:4", "我要买车"))
    running.run(running.turns.take("telegram:4", Event("text", "结束共享", NOON)))
    response = agent.submit(path, value="new", turn=agent.field("turn"), fact=agent.field("fact"))
    assert response.status_code == 410
    assert "new_car.condition" not in running.run(running.turns.look("telegram:4")).answers


def test_a_code_opens_nothing_twice(running: RunningSite, agent: Visitor) -> None:
    code = code_of(running, "telegram:5")
    open_by(agent, code)
    agent.see("/desk")
    assert agent.submit("/desk/code", code=code).status_code == 403
    assert "用过了" in agent.last


def test_a_new_code_makes_the_one_before_useless(running: RunningSite, agent: Visitor) -> None:
    first, second = code_of(running, "telegram:6"), code_of(running, "telegram:6")
    agent.see("/desk")
    assert agent.submit("/desk/code", code=first).status_code == 403
    assert agent.submit("/desk/code", code=second).status_code == 303


def test_after_ten_minutes_a_code_opens_nothing(running: RunningSite, agent: Visitor) -> None:
    code = code_of(running, "telegram:7")
    database = running.site.database
    seconds = database._seconds
    database._seconds = lambda: seconds() + CODE_SECONDS
    try:
        assert running.run(running.site.calls.redeem(code)) is None
    finally:
        database._seconds = seconds


def test_an_agent_who_guesses_is_slowed_down_and_it_is_in_the_log(running: RunningSite, agent: Visitor) -> None:
    agent.see("/desk")
    for _ in range(WRONG_CODES):
        assert agent.submit("/desk/code", code="12ab").status_code == 403
    code = code_of(running, "telegram:8")
    assert agent.submit("/desk/code", code=code).status_code == 429
    assert "请过 15 分钟再试" in agent.last
    actions = [entry.action for entry in running.run(running.site.audit.newest(2))]
    assert actions == ["code_throttled", "code_refused"]
    colleague = running.visitor("colleague")
    colleague.see("/desk")
    assert colleague.submit("/desk/code", code=code).status_code == 303


def test_openings_are_in_the_log_without_the_resident(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:99887766"))
    [entry] = running.run(running.site.audit.newest(1))
    assert (entry.actor, entry.action, entry.subject) == ("agent", "code_opened", path.rpartition("/")[2])
    assert "99887766" not in agent.see("/desk").text + agent.see(path).text


def test_forgetting_a_resident_erases_the_agents_notes_about_them(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:9"))
    agent.submit(f"{path}/notes", notes="住在迎泽区")
    for value in (":forget", ":forget:yes"):
        running.run(running.turns.take("telegram:9", Event("choose", value, NOON)))
    assert agent.see(path).status_code == 404
    [entry] = running.run(running.site.audit.newest(1))
    assert (entry.action, entry.subject) == ("call_erased", path.rpartition("/")[2])
    assert "迎泽区".encode() not in on_disk(running.file)


def test_an_earlier_call_does_not_come_back_to_life_with_a_new_code(running: RunningSite, agent: Visitor) -> None:
    earlier = open_by(agent, code_of(running, "telegram:10", "我要买车"))
    running.run(running.turns.take("telegram:10", Event("text", "结束共享", NOON)))
    colleague = running.visitor("colleague")
    now = open_by(colleague, code_of(running, "telegram:10"))
    assert colleague.get(now).status_code == 200
    assert agent.see(earlier).status_code == 410


def test_saving_the_wrap_up_hands_the_conversation_back(running: RunningSite, agent: Visitor) -> None:
    path = open_by(agent, code_of(running, "telegram:11", "我要买车"))
    agent.see(f"{path}/wrap-up")
    agent.submit(f"{path}/wrap-up", summary="小结", disposition="answered")
    assert "坐席已把对话交还给您" in messages_to(running, "telegram:11")[-2]
    assert agent.see(path).status_code == 410
    assert "已答复" in agent.see("/desk").text
