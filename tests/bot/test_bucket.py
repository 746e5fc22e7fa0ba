from bot.bucket import Bucket, Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_fit_at_once_and_then_so_many_a_second() -> None:
    clock = Clock()
    bucket = Bucket(rate=2, burst=3, seconds=clock)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.now += 0.4
    assert not bucket.take()
    clock.now += 0.1
    assert bucket.take()
    clock.now += 1000
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_places_that_are_reserved_ahead_are_free_one_after_another() -> None:
    clock = Clock()
    bucket = Bucket(rate=2, burst=1, seconds=clock)
    assert [bucket.reserve() for _ in range(4)] == [0, 0.5, 1, 1.5]
    assert bucket.tokens == -3
    clock.now += 1.5
    assert bucket.reserve() == 0.5


def test_each_name_has_its_own_and_the_one_unused_for_longest_is_forgotten() -> None:
    buckets = Buckets(rate=1, burst=1, seconds=Clock(), most=2)
    assert buckets["li"].take() and not buckets["li"].take()
    assert buckets["wang"].take()
    assert not buckets["li"].take(), "it was used since"
    assert buckets["zhao"].take()
    assert buckets["wang"].take(), "forgotten, so it is full again"
