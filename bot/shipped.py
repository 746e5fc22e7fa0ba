"""What comes with the program, and where it keeps what it is told."""

import os
from pathlib import Path

SHIPPED_CATALOGUE = Path(__file__).parent.parent / "policy_data"


def default_database() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "jinhui" / "jinhui.sqlite3"
