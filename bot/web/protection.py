"""Headers on every response that keep a browser careful, whatever a page shows."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    # Everything comes from here: no script, style or picture within a page, none from another host.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_ONLY_HTTPS = ("strict-transport-security", "max-age=31536000")
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class Headed:
    """Adds the headers to every response; one that says otherwise itself, as files do of caching, keeps its own."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not Headers(scope=scope).get("host", "").startswith(_LOCAL_HOSTS):
                    headers.setdefault(*_ONLY_HTTPS)
            await send(message)

        await self._application(scope, receive, send_headed)
