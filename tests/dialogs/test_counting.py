"""What a step counts: enough to see where people get and where they stop, and nothing about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dialogs.machine import Event, step
from dialogs.session import Counted, Session
from policy.catalogue import Catalogue
from tests.dialogs.talk import BATTERY_CAR_2025, Talk

Start = Callable[..., Talk]

QUESTION = "2026年报废更新和置换更新能不能都领？"
ENTRY = Counted("faq", "car", "car-2026-combine")


def counted(someone: Talk) -> tuple[Counted, ...]:
    return someone.session.counted


def test_a_conversation_is_counted_once_and_a_topic_each_time_it_is_begun(talk: Start) -> None:
    someone = talk()
    assert counted(someone) == (Counted("conversation"),)
    someone.press(":topic:car")
    first = someone.session.asking or ""
    assert counted(someone) == (Counted("topic", "car"), Counted("asked", "car", first))
    someone.press(":topic:car")
    assert Counted("topic", "car") in counted(someone)
    assert Counted("conversation") not in counted(someone)


def test_a_question_is_counted_when_it_is_asked_and_when_it_is_answered(talk: Start) -> None:
    someone = talk(topic="car")
    first = someone.session.asking or ""
    someone.press("new")
    assert counted(someone) == (
        Counted("answered", "car", first),
        Counted("asked", "car", someone.session.asking or ""),
    )
    second = someone.session.asking or ""
    someone.press(":unknown")
    assert counted(someone)[0] == Counted("answered", "car", second)


def test_what_interrupts_a_question_does_not_count_it_again(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press(":why")
    assert counted(someone) == ()
    someone.say(QUESTION)
    assert counted(someone) == (ENTRY,)


def test_a_result_can_be_called_helpful_once(talk: Start) -> None:
    someone = talk(topic="car")
    someone.answer(BATTERY_CAR_2025)
    assert Counted("result", "car") in counted(someone)
    assert someone.session.offered[-2:] == (":helpful", ":not-helpful")
    assert "谢谢" in someone.press(":helpful")
    assert counted(someone) == (Counted("helpful", "car"),)
    assert ":helpful" not in someone.session.offered
    someone.press(":helpful")
    assert counted(someone) == ()


def test_an_answer_can_be_called_unhelpful_and_the_question_still_waits(talk: Start) -> None:
    someone = talk(topic="car")
    waiting = someone.session.asking
    someone.say(QUESTION)
    assert someone.session.offered[-1] == ":not-helpful"
    assert "换个说法" in someone.press(":not-helpful")
    assert counted(someone) == (Counted("not_helpful", "car", "car-2026-combine"),)
    assert someone.session.asking == waiting


def test_hand_offs_and_what_nobody_could_answer_are_counted(talk: Start) -> None:
    someone = talk(topic="car")
    someone.say("转人工")
    assert counted(someone) == (Counted("handoff", "car"),)


def test_what_was_counted_survives_being_stored(catalogue: Catalogue) -> None:
    at = datetime.fromisoformat("2026-04-12T12:00:00+08:00")
    session, _ = step(catalogue, Session(), Event("start", "", at, topic="car"))
    session, _ = step(catalogue, session, Event("text", QUESTION, at))
    assert session.rateable == ("car", "car-2026-combine")
    assert Session.from_json(session.to_json()) == session


def test_a_session_that_was_stored_before_anything_was_counted_is_read(catalogue: Catalogue) -> None:
    text = Session().to_json().replace('"counted":[],', "").replace(',"rateable":null', "")
    assert "counted" not in text and "rateable" not in text
    assert Session.from_json(text) == Session()
