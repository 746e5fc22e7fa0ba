import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from weakref import ref

import pytest
from structlog.testing import capture_logs

from bot.editing.following import Follower, following
from bot.editing.publishing import roll_back
from bot.editing.workplace import Workplace
from policy.catalogue import Catalogue, load_catalogue
from policy.derived import CATALOGUES
from tests.bot.conftest import ROOT
from tests.bot.editing.conftest import ENTRY, published


class Serving:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue


def at_once(seconds: float) -> None:
    """Nobody is being answered meanwhile."""


def test_what_was_published_takes_the_place_of_what_was_served(workplace: Workplace, catalogue: Catalogue) -> None:
    serving = Serving(catalogue)
    follower = Follower(serving, workplace, 0, at_once)
    assert follower.look() is False
    assert serving.catalogue is catalogue
    published(workplace, ENTRY, "选一项", "选一样")
    assert follower.look() is True
    assert serving.catalogue.version == load_catalogue(workplace.served().source).version != catalogue.version
    assert follower.look() is False


def test_what_cannot_be_loaded_never_replaces_what_is_served_and_is_logged_once(own_files: Workplace) -> None:
    served = load_catalogue(own_files.folder)
    serving = Serving(served)
    follower = Follower(serving, own_files, 0, at_once)
    published(own_files, ENTRY, "选一项", "选一样")
    topics = own_files.folder / "topics.yaml"
    whole = topics.read_bytes()
    topics.write_bytes(b"car: [")
    with capture_logs() as logs:
        assert follower.look() is follower.look() is False
    assert serving.catalogue is served
    (entry,) = [log for log in logs if log["event"] == "catalogue not replaced"]
    assert "policy_data/topics.yaml:2:1 not valid YAML" in entry["problems"][0]
    topics.write_bytes(whole)
    roll_back(own_files, ENTRY, None, "wang", "again")
    assert follower.look() is True


def test_a_fault_of_our_own_neither_replaces_what_is_served_nor_stops_following(
    workplace: Workplace, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    serving = Serving(catalogue)
    follower = Follower(serving, workplace, 0, at_once)
    published(workplace, ENTRY, "选一项", "选一样")
    with monkeypatch.context() as broken, capture_logs() as logs:
        broken.setattr("bot.editing.following.prepare", fail)
        assert follower.look() is follower.look() is False
    assert serving.catalogue is catalogue
    assert [log["event"] for log in logs] == ["catalogue not replaced"]
    published(workplace, ENTRY, "选一样", "选两样")
    assert follower.look() is True


def test_a_running_process_follows_by_itself(workplace: Workplace, catalogue: Catalogue) -> None:
    serving = Serving(catalogue)
    with following(serving, workplace, 0):
        published(workplace, ENTRY, "选一项", "选一样")
        wait_until(lambda: serving.catalogue is not catalogue)


def test_while_it_loads_it_rests_again_and_again(workplace: Workplace, catalogue: Catalogue) -> None:
    rests: list[float] = []
    follower = Follower(Serving(catalogue), workplace, 0, rests.append)
    published(workplace, ENTRY, "选一项", "选一样")
    assert follower.look() is True
    assert len(rests) > 20


def test_a_catalogue_that_was_replaced_is_freed_after_some_more_releases(
    workplace: Workplace, catalogue: Catalogue
) -> None:
    serving = Serving(catalogue)
    follower = Follower(serving, workplace, 0, at_once)
    published(workplace, ENTRY, "选一项", "选0项")
    assert follower.look() is True
    replaced = ref(serving.catalogue)
    for turn in range(CATALOGUES):
        published(workplace, ENTRY, f"选{turn}项", f"选{turn + 1}项")
        assert follower.look() is True
    assert replaced() is None


def test_without_a_database_it_waits_for_one(workplace: Workplace, catalogue: Catalogue) -> None:
    assert not workplace.revisions.path.exists()
    assert Follower(Serving(catalogue), workplace, 0, at_once).look() is False


def test_a_chat_in_another_process_answers_as_published_and_says_what_changed(
    workplace: Workplace, environment: dict[str, str]
) -> None:
    with chatting(workplace.revisions.path, environment) as (said, heard):
        assert "选一项" in ask(said, heard, "2026年报废更新和置换更新能不能都领？")
        published(workplace, ENTRY, "选一项", "选一样")
        deadline = time.monotonic() + 20
        while "选一样" not in ask(said, heard, "2026年报废更新和置换更新能不能都领？"):
            assert time.monotonic() < deadline, "still the old answer"
            time.sleep(0.2)


def wait_until(condition: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@contextmanager
def chatting(database: Path, environment: dict[str, str], on: str = "2026-04-12") -> Iterator[tuple[IO[str], IO[str]]]:
    """A conversation in a process of its own: what is said to it, and what it says, a JSON object a turn."""
    command = [sys.executable, "-m", "bot.cli", "chat", "--json", "--on", on, "--db", str(database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=environment
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        yield process.stdin, process.stdout
        process.stdin.close()


def ask(said: IO[str], heard: IO[str], question: str) -> str:
    said.write(f"{question}\n")
    said.flush()
    return "\n".join(reply["text"] for reply in json.loads(heard.readline())["replies"])
