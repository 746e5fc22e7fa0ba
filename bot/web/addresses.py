"""Where a request comes from, and whether it came over plain HTTP on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from starlette.requests import Request

from bot.settings import Network

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def client_address(request: Request, trusted: Sequence[Network]) -> str:
    """The address that a request is reckoned to.

    ``X-Forwarded-For`` counts only as far as trusted proxies wrote it: from the right, the first address that is none
    of theirs. Whatever a client puts before that is not believed.
    """
    address = request.client.host if request.client else ""
    forwarded = ",".join(request.headers.getlist("x-forwarded-for"))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while hops and _is_among(address, trusted):
        hop = hops.pop()
        if not _is_address(hop):
            break
        address = hop
    return address


def is_local(request: Request) -> bool:
    """Whether the browser speaks plain HTTP with this very machine, by a loopback name, with nothing in between."""
    return (
        request.url.scheme == "http" and request.url.hostname in LOOPBACK and "x-forwarded-for" not in request.headers
    )


def _is_among(address: str, networks: Sequence[Network]) -> bool:
    if not _is_address(address):
        return False
    found = ip_address(address)
    return any(found.version == network.version and found in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
