"""Reading what somebody sends, up to a limit."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):
    """There was more than the limit; the rest was not read."""


async def read_body(request: Request, largest: int) -> bytes:
    """The whole body, at most ``largest`` bytes; raises TooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise TooLarge
    return bytes(body)
