"""Runs a web application until it is told to stop: a signal ends it in order, not in the middle of an answer."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.errors import SettingsError

LOOPBACK = "127.0.0.1"
STOPPING_SECONDS = 2
"""How long requests that were taken may take when the process stops. There are two servers, and a sender after them."""


def listening(host: str, port: int, variable: str) -> socket.socket:
    """A socket bound before anything else starts; raises SettingsError that names the variable to change.

    ``variable`` is that of the port; where the host is no address of this machine, it is the host's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            variable = "JINHUI_HOST"
        raise SettingsError(
            f"{variable}：{host}:{port} 用不了（{error.strerror or error}）",
            f"{variable}: cannot listen on {host}:{port} ({error.strerror or error})",
        ) from error
    return bound


class Server(uvicorn.Server):
    """Leaves signals to whoever runs it: ``should_exit`` is set from outside, and the exit code stays theirs."""

    def __init__(self, application: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                lifespan="off",
                log_config=None,
                access_log=False,  # it would write secret paths down
                server_header=False,
                proxy_headers=False,  # whose forwarded address counts is ours to decide
                timeout_graceful_shutdown=STOPPING_SECONDS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
