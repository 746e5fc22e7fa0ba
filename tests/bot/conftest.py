import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.forked import Forking

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "policy_data"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has never run Jinhui."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("JINHUI_")}
    return {**inherited, "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture(scope="session")
def forking() -> Iterator[Forking]:
    """What has imported the command line, once for all tests."""
    started = Forking()
    yield started
    started.stop()


@pytest.fixture
def jinhui(environment: dict[str, str], forking: Forking) -> Run:
    """Runs the command line in a process of its own, whose standard streams are files."""

    def run(*arguments: object, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return forking.run([*map(str, arguments)], {**environment, **variables}, stdin)

    return run


@pytest.fixture
def jinhui_anew(environment: dict[str, str]) -> Run:
    """Runs the command line in an interpreter that starts with nothing, and whose standard streams are pipes."""

    def run(*arguments: object, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**environment, **variables},
            timeout=60,
            check=False,
        )

    return run
