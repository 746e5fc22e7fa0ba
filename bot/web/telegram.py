"""Telegram's webhook: an update is acknowledged only after it is durable."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest
from typing import Any

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import StorageError
from bot.web.body import TooLarge, read_body

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes


def telegram_webhook(
    path: SecretStr, secret: SecretStr, receive: Callable[[Mapping[str, Any]], Awaitable[None]]
) -> Route:
    """``POST /telegram/{path}`` for whoever knows both secrets.

    404 for another path, 401 for another secret, 413 for a body over 1 MiB, 400 for what is no update, 503 for an
    update that could not be kept: Telegram brings it again.
    """

    async def update(request: Request) -> Response:
        if not _same(request.path_params["path"], path):
            return PlainTextResponse("Not Found", 404)
        if not _same(request.headers.get(SECRET_HEADER, ""), secret):
            return PlainTextResponse("Unauthorized", 401)
        try:
            given = json.loads(await read_body(request, LARGEST))
        except TooLarge:
            return PlainTextResponse("Content Too Large", 413)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        if not isinstance(given, dict):
            return PlainTextResponse("not an update", 400)
        try:
            await receive(given)
        except StorageError:
            return PlainTextResponse("try again", 503)
        return Response()

    return Route("/telegram/{path}", update, methods=["POST"])


def _same(given: str, secret: SecretStr) -> bool:
    """Takes as long for a near miss as for any other."""
    return compare_digest(given.encode("utf-8", "replace"), secret.get_secret_value().encode())
