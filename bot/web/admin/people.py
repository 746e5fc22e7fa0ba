"""Who may sign in, and what was done: for administrators."""

from __future__ import annotations

from starlette.responses import Response

from bot.web.visit import Visit


async def show_users(visit: Visit) -> Response:
    """Everybody with their role; they are added, disabled and given passwords with `jinhui user`."""
    return visit.page("admin/users", users=await visit.site.accounts.users())


async def show_audit(visit: Visit) -> Response:
    """The audit log, the newest first."""
    return visit.page("admin/audit", entries=await visit.site.audit.newest(500))
