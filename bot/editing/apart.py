"""Where heavy work is done: here, or in a process of its own, so that nobody who is being answered waits for it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Concatenate, ParamSpec, Protocol, TypeVar

from bot.errors import BotError
from policy.reader import ReadFile, remembering

Given = ParamSpec("Given")
Result = TypeVar("Result")
Work = Callable[Concatenate[ReadFile, Given], Result]
"""A function of a module, of what can be pickled; it is given something that remembers the files it has read."""


class WorkFailed(BotError):
    """The other process could not do it; nothing was changed."""


class Place(Protocol):
    def do(self, work: Work[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """Do some work and wait for it. May be called from any thread."""
        ...


class Here:
    """In the process and the thread that ask for it: for commands, which do nothing else."""

    def __init__(self) -> None:
        self._read = remembering()

    def do(self, work: Work[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        return work(self._read, *given, **named)


class Apart:
    """In one other process, a piece of work after another. It starts with the first one and ends with this process."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def do(self, work: Work[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """Raises WorkFailed if the work fails or the other process dies; the next piece of work starts another one."""
        with self._one_at_a_time:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None, "both are pipes"
            try:
                pickle.dump((work, given, named), process.stdin)
                process.stdin.flush()
                result, failure = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                raise WorkFailed("后台检查中断了，请再试一次", "the check was interrupted: try again") from error
        if failure is not None:
            raise WorkFailed("后台检查出错了，已经记下", f"the check failed:\n{failure}")
        done: Result = result
        return done

    def close(self) -> None:
        """End the other process, after what it is doing."""
        with self._one_at_a_time:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.editing.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for the first process; this one ends when its input does. Its session stays the same: Linux
                # shares the processors between sessions before it asks within one of them who is nicer than whom.
                process_group=0,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.stdin is not None and process.stdout is not None:
            with suppress(OSError):
                process.stdin.close()
            process.wait()
            process.stdout.close()


def _work_off(orders: BinaryIO, results: BinaryIO) -> None:
    """In the other process: do what comes until there is no more."""
    here = Here()
    while True:
        try:
            work, given, named = pickle.load(orders)
        except EOFError:
            return
        outcome: tuple[Any, str | None]
        try:
            outcome = here.do(work, *given, **named), None
        except Exception:
            outcome = None, traceback.format_exc()
        pickle.dump(outcome, results)
        results.flush()


if __name__ == "__main__":
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed is no result
    os.nice(10)  # those who are being answered come first
    _work_off(sys.stdin.buffer, pipe)
