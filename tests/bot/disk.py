"""What really stands in a database's files."""

from __future__ import annotations

import subprocess
from pathlib import Path


def on_disk(database: Path) -> bytes:
    """All that stands in a database and in the logs beside it, in use or not.

    Another process reads them: whoever closes a file takes all locks of its own process with it, also those by which
    SQLite keeps other processes from writing into what it writes.
    """
    files = sorted(database.parent.glob(f"{database.name}*"))
    return subprocess.run(["cat", *files], check=True, capture_output=True).stdout
