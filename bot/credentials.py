"""Names and passwords of users: what is accepted, and how a password is kept."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import RefusedInput

SHORTEST, LONGEST = 8, 200

_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another one when it is read out
_NAME = re.compile(r"\w[\w.-]{0,31}")


def user_name(text: str) -> str:
    """The name in its one spelling; raises RefusedInput for what cannot be a name."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not _NAME.fullmatch(name):
        raise RefusedInput(
            f"用户名“{text}”不行：1 至 32 个字母、汉字、数字、点、_ 或 -",
            f"{text!r} cannot be a user name: 1 to 32 letters, digits, dots, _ or -",
        )
    return name


def new_password(text: str, name: str) -> str:
    """The password, if it is fit to be one; raises RefusedInput that says why not."""
    if not SHORTEST <= len(text) <= LONGEST:
        raise RefusedInput(
            f"密码要 {SHORTEST} 至 {LONGEST} 个字符", f"a password has {SHORTEST} to {LONGEST} characters"
        )
    if text.casefold() == name or len(set(text)) == 1:
        raise RefusedInput("密码太好猜，请换一个", "the password is too easy to guess: choose another")
    return text


def generated_password() -> str:
    """A password that nobody chose and nobody guesses: four groups of four, to be read out or copied."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    """What is kept of a password. Takes some tens of milliseconds, on purpose."""
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether it is the password. For nobody (None) it takes as long and is False: names cannot be found out."""
    try:
        _HASHER.verify(kept or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hashed("nobody has this password")
