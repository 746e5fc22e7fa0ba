from collections.abc import Iterator
from time import thread_time

from bot.editing.rests import MOST_SECONDS, SHARE, STRETCH_SECONDS, Rests


def test_after_a_stretch_of_work_comes_a_rest_many_times_as_long() -> None:
    rests: list[float] = []
    rest = Rests(rests.append)
    _work(STRETCH_SECONDS)
    rest()
    assert rests[0] >= SHARE * STRETCH_SECONDS


def test_after_hardly_any_work_there_is_no_rest() -> None:
    rests: list[float] = []
    Rests(rests.append)()
    assert rests == []


def test_however_much_there_is_to_do_all_rests_together_stay_within_their_time() -> None:
    rests: list[float] = []
    rest = Rests(rests.append)
    for _ in _stretches(2 * MOST_SECONDS / SHARE):
        rest()
    assert sum(rests) <= MOST_SECONDS * 1.000001
    assert sum(rests) >= MOST_SECONDS * 0.999999


def _stretches(seconds: float) -> Iterator[None]:
    end = thread_time() + seconds
    while thread_time() < end:
        _work(0.05)
        yield


def _work(seconds: float) -> None:
    end = thread_time() + seconds
    while thread_time() < end:
        pass
