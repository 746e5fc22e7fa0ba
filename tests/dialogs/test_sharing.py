from collections.abc import Callable

import pytest

from dialogs.sharing import CODE, HAND_BACK, SHARE
from tests.dialogs.talk import Talk

Start = Callable[..., Talk]


def shared(talk: Start) -> Talk:
    someone = talk(topic="car")
    someone.press("new")
    someone.press(SHARE, by_agent="call")
    return someone


def test_a_code_is_asked_of_the_shell_in_the_step_that_says_it(talk: Start) -> None:
    someone = talk(topic="car")
    assert CODE in someone.say("/code")
    assert someone.session.wants_code
    someone.press(":why")
    assert not someone.session.wants_code


def test_asking_for_a_code_keeps_the_question(talk: Start) -> None:
    someone = talk(topic="car")
    asking = someone.session.asking
    someone.press(":code")
    assert someone.session.asking == asking


def test_a_resident_is_told_when_an_agent_comes_in_and_how_to_end_it(talk: Start) -> None:
    someone = talk(topic="car")
    text = someone.press(SHARE, by_agent="call")
    assert "坐席已经打开" in text
    assert "结束共享" in text
    assert ":end-sharing" in someone.offered


def test_an_agent_answers_in_the_residents_stead(talk: Start) -> None:
    someone = shared(talk)
    someone.press("2026-04-01", by_agent="call")
    assert someone.session.answers["new_car.invoice_date"].values == ("2026-04-01",)


def test_as_long_as_it_is_shared_every_reply_says_so(talk: Start) -> None:
    assert "坐席正看着" in shared(talk).press(":why")


def test_once_the_resident_ended_it_an_agent_can_do_nothing(talk: Start) -> None:
    someone = shared(talk)
    someone.say("结束共享")
    answers = someone.session.answers
    someone.press("2026-04-01", by_agent="call")
    assert someone.session.shared == ""
    assert someone.session.answers == answers


def test_an_agent_who_was_never_let_in_can_do_nothing(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new", by_agent="call")
    assert dict(someone.session.answers) == {}
    assert someone.session.transcript == ()


def test_a_resident_cannot_press_what_only_an_agent_can(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press(SHARE)
    assert someone.session.shared == ""


def test_handing_back_tells_the_resident_and_keeps_the_answers(talk: Start) -> None:
    someone = shared(talk)
    answers = someone.session.answers
    assert "交还给您" in someone.press(HAND_BACK, by_agent="call")
    assert (someone.session.shared, someone.session.answers) == ("", answers)


def test_whoever_was_let_in_last_has_it_and_an_earlier_call_never_again(talk: Start) -> None:
    someone = shared(talk)
    someone.say("结束共享")
    someone.press(SHARE, by_agent="another call")
    answers = someone.session.answers
    someone.press("2026-04-01", by_agent="call")
    assert someone.session.answers == answers
    assert someone.session.shared == "another call"


@pytest.mark.parametrize("text", ["/code", "忘记我"])
def test_an_agent_can_neither_get_a_code_nor_erase_the_person(talk: Start, text: str) -> None:
    someone = shared(talk)
    someone.say(text, by_agent="call")
    assert not someone.session.wants_code
    assert ":forget:yes" not in someone.offered
