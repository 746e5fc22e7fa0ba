from collections.abc import Callable

from dialogs.transcript import LONGEST_LINE, MOST_LINES, Line
from tests.dialogs.talk import Talk

Start = Callable[..., Talk]


def test_the_transcript_holds_what_was_done_and_the_question_it_was_done_at(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press("new")
    someone.say("去年十月")
    assert someone.session.transcript == (
        Line("choose", "new", "new_car.condition", False),
        Line("text", "去年十月", "new_car.invoice_date", False),
    )


def test_numbers_that_could_name_a_person_are_masked(talk: Start) -> None:
    someone = talk(topic="car")
    someone.say("我电话13812345678")
    assert someone.session.transcript[-1].said == "我电话***"


def test_what_meant_nothing_is_not_written_down(talk: Start) -> None:
    someone = talk(topic="car")
    someone.press(":nonsense")
    assert someone.session.transcript == ()


def test_it_is_short_and_forgets_the_oldest(talk: Start) -> None:
    someone = talk(topic="car")
    for number in range(MOST_LINES + 5):
        someone.say(f"第{number}句" + "长" * 300)
    lines = someone.session.transcript
    assert len(lines) == MOST_LINES
    assert lines[0].said.startswith("第5句")
    assert all(len(line.said) <= LONGEST_LINE for line in lines)


def test_forgetting_erases_it(talk: Start) -> None:
    someone = talk(topic="car")
    someone.say("去年十月")
    someone.press(":forget")
    someone.press(":forget:yes")
    assert someone.session.transcript == ()
