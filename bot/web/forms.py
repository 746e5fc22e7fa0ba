"""Forms: what was sent with one, and the token that proves that it came from a page of ours."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

TOKEN = "form"
MOST_FIELDS = 60
LARGEST_BODY = 64 * 1024
_LENGTH = 32


async def read_form(request: Request, largest: int = LARGEST_BODY) -> dict[str, str]:
    """The fields of a form of so many bytes at most; raises HTTPException for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    try:
        body = (await _body(request, largest)).decode()
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(400) from None
    return {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in fields}


async def _body(request: Request, largest: int) -> bytes:
    """The body, as long as it is not larger than allowed, announced or not."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > largest:
        raise HTTPException(413)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413)
    return body


def form_token(secret: str) -> str:
    """A token for a form of whoever holds the secret. Never the same twice, so that compression reveals nothing."""
    mask = secrets.token_bytes(_LENGTH)
    return base64.urlsafe_b64encode(mask + _mixed(mask, _expected(secret))).decode()


def is_from_us(form: Mapping[str, str], secret: str) -> bool:
    """Whether a form carries a token made with the secret."""
    try:
        token = base64.urlsafe_b64decode(form.get(TOKEN, "").encode())
    except (binascii.Error, ValueError):
        return False
    given = _mixed(token[:_LENGTH], token[_LENGTH:]) if len(token) == 2 * _LENGTH else b""
    return bool(secret) and hmac.compare_digest(given, _expected(secret))


def is_sent_from_here(request: Request) -> bool:
    """Whether the browser says that a page of this very site sent the form. No other site can make it say so."""
    origin = urlsplit(request.headers.get("origin", "")).netloc
    return bool(origin) and origin == request.headers.get("host")


def path_of_ours(path: str) -> str:
    """A path within this site; empty for anything that could lead elsewhere."""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain else ""


def _expected(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"form", hashlib.sha256)


def _mixed(mask: bytes, value: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(mask, value, strict=True))
