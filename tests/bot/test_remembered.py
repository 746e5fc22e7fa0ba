from bot.remembered import LONGEST_SECONDS, MOST, Remembered
from dialogs.session import Session


def test_a_conversation_is_taken_out_once() -> None:
    remembered = Remembered()
    remembered.put("li", Session(turn=3))
    assert remembered.take("wang") is None
    assert remembered.take("li") == Session(turn=3)
    assert remembered.take("li") is None


def test_only_the_newest_are_remembered_and_not_for_long() -> None:
    now = [0.0]
    remembered = Remembered(lambda: now[0])
    for number in range(MOST + 1):
        remembered.put(f"{number}", Session(turn=number))
    assert remembered.take("0") is None
    assert remembered.take("1") == Session(turn=1)
    now[0] += LONGEST_SECONDS + 1
    assert remembered.take("2") is None
