"""What the pages work with: the conversations and everything that is kept for the people who work here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot import clock
from bot.clock import Clock
from bot.editing.apart import Apart
from bot.editing.workplace import Workplace
from bot.settings import Network, Settings
from bot.storage.accounts import Accounts
from bot.storage.attempts import Attempts
from bot.storage.audit import AuditLog
from bot.storage.calls import Calls
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.numbers import Numbers
from bot.turn import Compose, Turns

_CHECKS_AT_ONCE = 2
"""A check of a password takes 64 MiB: however many people try, no more than this are made at the same time."""


@dataclass
class Site:
    """One for a process. ``clock`` tells the day of a question; what is stored is dated by the database's own.

    ``composers`` writes messages for the people of a channel, by the channel's name; in channels that are not there
    nobody can be written to.
    """

    turns: Turns
    database: Database
    workplace: Workplace
    trusted_proxies: Sequence[Network] = ()
    clock: Clock = clock.now
    calls_kept_days: int = 30
    composers: Mapping[str, Compose] = field(default_factory=dict)
    checking_passwords: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_CHECKS_AT_ONCE))
    accounts: Accounts = field(init=False)
    attempts: Attempts = field(init=False)
    audit: AuditLog = field(init=False)
    calls: Calls = field(init=False)
    inbox: Inbox = field(init=False)
    numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = Accounts(self.database)
        self.attempts = Attempts(self.database)
        self.audit = AuditLog(self.database)
        self.calls = Calls(self.database)
        self.inbox = Inbox(self.database)
        self.numbers = Numbers(self.database)

    async def purge(self) -> None:
        """Erase what has been kept long enough. Done at the start and whenever somebody signs in."""
        await self.calls.purge(self.calls_kept_days)
        await self.audit.purge()


@asynccontextmanager
async def opened_site(turns: Turns, settings: Settings, composers: Mapping[str, Compose]) -> AsyncIterator[Site]:
    """A site with a connection of its own, and without what has been kept long enough."""
    database, apart = await Database.open(settings.database), Apart()
    try:
        workplace = Workplace(settings.catalogue, settings.database, apart)
        site = Site(
            turns, database, workplace, settings.trusted_proxies, clock.now, settings.calls_kept_days, composers
        )
        await site.purge()
        yield site
    finally:
        await asyncio.to_thread(apart.close)
        await database.close()
