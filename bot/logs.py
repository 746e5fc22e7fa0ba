"""What is written down while it runs: one JSON object a line, or for people where somebody is looking.

No secret is ever written, whoever says it: libraries put tokens into addresses and addresses into their messages.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

import structlog

_TALKATIVE = ("httpx", "httpcore", "aiogram", "aiosqlite", "telegram", "asyncio", "uvicorn")
"""Libraries of which only warnings are of interest."""

_HIDDEN = "***"


def write_logs(level: str, secrets: Iterable[str]) -> None:
    """Log to standard error from ``level`` on, with every secret replaced."""
    shared: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper("iso", utc=False),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    watched = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if watched else structlog.processors.JSONRenderer(ensure_ascii=False)
    traces: list[Callable[..., Any]] = [] if watched else [structlog.processors.format_exc_info]
    without_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[without_meta, *traces, last, _Hiding(secrets)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


class _Hiding:
    """Replaces secrets in a finished line. The longest first: one may hold another."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spelt = {spelling for secret in secrets for spelling in (secret, json.dumps(secret)[1:-1]) if spelling}
        self._secrets = sorted(spelt, key=len, reverse=True)

    def __call__(self, _logger: object, _method: str, line: MutableMapping[str, Any] | str) -> str:
        hidden = str(line)
        for secret in self._secrets:
            hidden = hidden.replace(secret, _HIDDEN)
        return hidden
