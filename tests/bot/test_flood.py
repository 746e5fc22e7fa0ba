import pytest

from bot.flood import A_SECOND, AT_ONCE, MOST_TOLD, Flood


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def judged(flood: Flood, person: str, times: int) -> list[str]:
    return [flood.judge(person) for _ in range(times)]


def test_whoever_writes_too_fast_is_told_once_and_then_not_heard(clock: Clock) -> None:
    flood = Flood(clock)
    assert judged(flood, "li", AT_ONCE) == ["welcome"] * AT_ONCE
    assert judged(flood, "li", 3) == ["too_fast", "ignored", "ignored"]


def test_nobody_else_notices(clock: Clock) -> None:
    flood = Flood(clock)
    judged(flood, "li", 2 * AT_ONCE)
    assert flood.judge("wang") == "welcome"


def test_whoever_has_slowed_down_is_welcome_and_only_told_again_after_a_rest(clock: Clock) -> None:
    flood = Flood(clock)
    judged(flood, "li", AT_ONCE + 1)
    clock.now += 1 / A_SECOND
    assert judged(flood, "li", 2) == ["welcome", "ignored"]
    clock.now += AT_ONCE / 2 / A_SECOND
    assert judged(flood, "li", AT_ONCE)[-AT_ONCE // 2 :][:2] == ["too_fast", "ignored"]


def test_it_remembers_no_more_people_than_it_must(clock: Clock) -> None:
    flood = Flood(clock)
    for number in range(MOST_TOLD + 1):
        judged(flood, str(number), AT_ONCE + 1)
    assert len(flood._told) <= MOST_TOLD
