import pickle
import time
from collections.abc import Iterator

import pytest

from bot.editing.apart import Apart, Here, WorkFailed
from bot.editing.work import findings
from policy.reader import ReadFile
from policy.source import Source
from tests.bot.conftest import SHIPPED


@pytest.fixture
def apart() -> Iterator[Apart]:
    place = Apart()
    yield place
    place.close()


def test_what_is_found_is_the_same_here_and_apart(apart: Apart) -> None:
    broken = Source.in_folder(SHIPPED).overlaid({"topics.yaml": b"car: ["})
    assert apart.do(findings, broken) == Here().do(findings, broken)
    assert apart.do(findings, Source.in_folder(SHIPPED)).problems == []


def fail(read: ReadFile, text: str) -> None:
    raise ValueError(text)


def die(read: ReadFile) -> None:
    raise SystemExit


def shout(read: ReadFile) -> str:
    print("loud")
    return "done"


def test_work_that_fails_says_so_and_the_next_is_done(apart: Apart) -> None:
    with pytest.raises(WorkFailed, match="no good"):
        apart.do(fail, "no good")
    assert apart.do(shout) == "done"


def test_a_process_that_dies_is_replaced(apart: Apart) -> None:
    with pytest.raises(WorkFailed, match="interrupted"):
        apart.do(die)
    assert apart.do(shout) == "done"


def test_the_other_process_ends_with_this_one(apart: Apart) -> None:
    apart.do(shout)
    process = apart._process
    assert process is not None and process.stdin is not None and process.poll() is None
    process.stdin.close()  # as when this process is killed
    deadline = time.monotonic() + 20
    while process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_goes_between_can_be_pickled() -> None:
    found = Here().do(findings, Source.in_folder(SHIPPED).overlaid({"topics.yaml": b"car: ["}))
    assert pickle.loads(pickle.dumps(found)) == found
