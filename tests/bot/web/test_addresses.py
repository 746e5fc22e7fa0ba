from ipaddress import ip_network

import pytest
from starlette.requests import Request

from bot.web.addresses import client_address, is_local

PROXIES = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


def request(peer: str, host: str = "desk.example", **headers: str) -> Request:
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Request(
        {
            "type": "http",
            "scheme": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "client": (peer, 1),
            "server": ("desk.example", 80),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
    )


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.5", "198.51.100.7", "203.0.113.5"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        ("10.0.0.1", "10.0.0.8, 10.0.0.9", "10.0.0.8"),
        ("10.0.0.1", "not an address", "10.0.0.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_a_forwarded_address_counts_as_far_as_trusted_proxies_wrote_it(
    peer: str, forwarded: str, expected: str
) -> None:
    assert client_address(request(peer, x_forwarded_for=forwarded), PROXIES) == expected


def test_without_trusted_proxies_no_forwarded_address_counts() -> None:
    assert client_address(request("10.0.0.1", x_forwarded_for="198.51.100.7"), ()) == "10.0.0.1"


def test_only_a_loopback_name_with_nothing_in_between_is_local() -> None:
    assert is_local(request("127.0.0.1", host="127.0.0.1:8080"))
    assert is_local(request("127.0.0.1", host="localhost:8080"))
    assert not is_local(request("127.0.0.1", host="desk.example"))
    assert not is_local(request("127.0.0.1", host="localhost", x_forwarded_for="198.51.100.7"))
