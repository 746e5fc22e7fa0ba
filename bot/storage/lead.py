"""Which of several processes sends: one at a time, and the next one as soon as it is gone, however it went."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Lead:
    """Held by at most one process for a name beside a database. The system takes it from a process that has died."""

    def __init__(self, database: Path, name: str) -> None:
        self._path = database.with_name(f"{database.name}.{name}.lead")
        self._file: int | None = None

    def take(self) -> bool:
        """Try to take the lead; True if this process has it now."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def leave(self) -> None:
        """Let another process take it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
