"""What is asked for at the same time is done together, and each asker gets their own outcome."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage.together import Together


class Work:
    """Doubles numbers, in batches that it remembers; fails where a number is negative."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    async def __call__(self, batch: Sequence[int]) -> list[int]:
        self.batches.append([*batch])
        await asyncio.sleep(0.001)
        if min(batch) < 0:
            raise ValueError("negative")
        return [2 * number for number in batch]


async def test_what_comes_while_a_batch_is_under_way_is_the_next_batch() -> None:
    work = Work()
    double = Together(work)
    first = [asyncio.create_task(double(number)) for number in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(double(number)) for number in range(3, 6)]
    assert await asyncio.gather(*first, *later) == [0, 2, 4, 6, 8, 10]
    assert work.batches == [[0, 1, 2], [3, 4, 5]]


async def test_a_batch_has_a_limit_and_keeps_the_order() -> None:
    work = Work()
    double = Together(work, most=2)
    assert await asyncio.gather(*map(double, range(5))) == [0, 2, 4, 6, 8]
    assert [number for batch in work.batches for number in batch] == [0, 1, 2, 3, 4]
    assert max(map(len, work.batches)) == 2


async def test_a_failure_is_everybodys_in_the_batch_and_nobodys_after_it() -> None:
    double = Together(Work())
    outcomes = await asyncio.gather(double(1), double(-1), return_exceptions=True)
    assert all(isinstance(outcome, ValueError) for outcome in outcomes)
    assert await double(4) == 8


async def test_whoever_does_not_wait_any_more_leaves_the_others_their_outcome() -> None:
    work = Work()
    double = Together(work)
    impatient, patient = asyncio.create_task(double(1)), asyncio.create_task(double(2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 4
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_finishing_waits_for_everything() -> None:
    work = Work()
    double = Together(work, most=1)
    asked = [asyncio.create_task(double(number)) for number in range(3)]
    await asyncio.sleep(0)
    await double.finish()
    assert all(task.done() for task in asked) or len(work.batches) == 3
    assert await asyncio.gather(*asked) == [0, 2, 4]


async def test_whoever_has_patience_is_done_with_the_next_or_alone_after_it() -> None:
    work = Work()
    double = Together(work)
    patient = asyncio.create_task(double(1, patience=60))
    await asyncio.sleep(0.01)
    assert await double(2) == 4
    assert await patient == 2
    assert work.batches == [[1, 2]]
    assert await double(3, patience=0.001) == 6


async def test_the_end_does_not_wait_for_patience() -> None:
    double = Together(Work())
    patient = asyncio.create_task(double(1, patience=60))
    await asyncio.sleep(0)
    await double.finish()
    assert await patient == 2
