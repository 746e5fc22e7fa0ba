"""Random conversations: whatever is pressed or written, there is one question at the end, and an end."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.commands import PLAIN
from dialogs.machine import assessment_of
from dialogs.values import spelled
from policy.catalogue import Catalogue
from policy.domain import Domain
from tests.dialogs.talk import LONGEST_INTERVIEW, Talk

WORDS = ["2025年10月", "二十万", "报废", "不是", "3", "三千块是不是一定给"]
TOPICS = ["car", "home", "shopping", "business"]
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _answer(someone: Talk, data: st.DataObject) -> str:
    """An answer to the pending question: one that is offered, or any value where none is."""
    offered = [value for value in someone.offered if not value.startswith(":")]
    fact = someone.catalogue.facts[someone.session.asking or ""]
    if not offered:
        day_or_count = data.draw(st.integers(fact.universe.low, fact.universe.high))
        offered = [*spelled(fact, Domain.of(day_or_count))]
    return data.draw(st.sampled_from([*offered, ":unknown"]))


def _asks_one_question_at_most(someone: Talk) -> None:
    assert 1 <= len(someone.replies) <= 2
    assert all(not reply.choices for reply in someone.replies[:-1])
    questions = {fact.question.zh for fact in someone.catalogue.facts.values()}
    asked = [question for question in questions if f"**{question}**" in someone.text]
    assert len(asked) <= 1


@many
@given(data=st.data(), topic=st.sampled_from(TOPICS), on=st.sampled_from(["2023-11-20", "2024-10-01", "2026-04-12"]))
def test_every_interview_ends_in_a_result_and_asks_only_what_is_askable(
    catalogue: Catalogue, data: st.DataObject, topic: str, on: str
) -> None:
    someone = Talk(catalogue, topic=topic, on=on)
    for _ in range(LONGEST_INTERVIEW):
        asking = someone.session.asking
        if asking is None:
            break
        assessment = assessment_of(catalogue, someone.session, someone.at.date())
        assert assessment is not None
        assert asking in assessment.askable or asking == catalogue.topics[topic].guard
        answer = someone.session.answers.get(asking)
        assert answer is None or not answer.closed
        someone.press(_answer(someone, data))
        _asks_one_question_at_most(someone)
    assert someone.session.state == "result"


@many
@given(data=st.data())
def test_wandering_about_never_breaks_the_conversation(catalogue: Catalogue, data: st.DataObject) -> None:
    someone = Talk(catalogue, start=data.draw(st.booleans()))
    for turn in range(data.draw(st.integers(5, 25))):
        anything = [*someone.offered, *(f":{name}" for name in PLAIN)] if someone.replies else [":topics"]
        if data.draw(st.integers(0, 4)):
            someone.press(data.draw(st.sampled_from(anything)))
        else:
            someone.say(
                data.draw(st.text(max_size=30) | st.sampled_from(["2025年10月", "二十万", "报废", "不是", "3"]))
            )
        assert someone.session.turn >= turn
        _asks_one_question_at_most(someone)
        if someone.session.state != "ended":
            assert someone.replies[-1].choices


@given(noise=st.text(alphabet="一万亿.年月日-*`_[](){}%\u202e\u0000e9 \n", max_size=2000))
@settings(max_examples=60, deadline=None)
def test_noise_is_answered(catalogue: Catalogue, noise: str) -> None:
    someone = Talk(catalogue, topic="car")
    someone.answer_until("new_car.price", {"new_car.condition": "new", "new_car.invoice_date": "2026-02-01"})
    assert someone.say(noise)
