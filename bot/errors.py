"""What a person who runs Jinhui is told when it cannot go on.

One exception tree::

    BotError                 holds the sentence in Chinese and in English, and the exit code
    ├── SettingsError        an environment variable or option cannot be right (exit code 2)
    ├── StorageError         the database cannot be used; it was left as it was found
    └── RefusedInput         something that was given to a command is not accepted; nothing of it was applied
"""

from __future__ import annotations


class BotError(Exception):
    """Anything that ends a command with one clear line instead of its result."""

    exit_code = 1

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh} / {en}")


class SettingsError(BotError):
    exit_code = 2


class StorageError(BotError):
    pass


class RefusedInput(BotError):
    pass
