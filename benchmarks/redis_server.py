"""A Redis of our own for as long as it is measured, where redis-server is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

STARTING_SECONDS = 5.0


@contextmanager
def redis_server(folder: Path) -> Iterator[str | None]:
    """Its address, a socket in the folder; None where redis-server is not installed. It keeps everything in memory."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    socket = folder / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(int(STARTING_SECONDS / 0.05)):
                if socket.exists():
                    break
                sleep(0.05)
            yield f"unix://{socket}"
        finally:
            server.terminate()
