"""Forms that come too late, after a sign-in ran out or was made anew: nothing is done, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from bot.web.cookies import STRANGER
from bot.web.forms import TOKEN, path_of_ours
from bot.web.visit import Visit

LATE = "late"
_SHAPE = TypeAdapter(tuple[str, dict[str, str]])


class Kept(NamedTuple):
    """A form that was not taken: where it was sent, and its fields without the token."""

    path: str
    fields: Mapping[str, str]

    @property
    def as_text(self) -> str:
        """For a field of another form."""
        return json.dumps(self, ensure_ascii=False)

    @property
    def written(self) -> str:
        """What somebody has written in it, as far as it can be told from what our pages put into forms."""
        return "\n\n".join(text for text in self.fields.values() if not text.isascii() or set(text) & {" ", "\n"})


def kept_in(text: str) -> Kept | None:
    """The form that a field holds; None where it holds none, or one that could lead elsewhere.

    The field comes back from a browser, so anything may stand in it.
    """
    try:
        path, fields = _SHAPE.validate_json(text)
    except ValidationError:
        return None
    return Kept(path, fields) if path_of_ours(path) else None


def keep_for_later(visit: Visit) -> Response:
    """Show a form that came too late to whoever sent it, to be sent again; strangers sign in first."""
    if visit.wants_fragment:
        return Response(status_code=401)  # the script sends it again as a whole page
    url = visit.request.url
    kept = Kept(
        f"{url.path}?{url.query}" if url.query else url.path,
        {name: value for name, value in visit.form.items() if name != TOKEN},
    )
    if visit.account is not None:
        return offer_again(visit, kept)
    response = visit.page("login", 403, wanted="", name="", problem="late", minutes=0, kept=kept.as_text)
    STRANGER.set(visit.request, response, visit.secret)
    return response


def offer_again(visit: Visit, kept: Kept) -> Response:
    """The page with what was typed and one button that sends it, as somebody who is signed in now."""
    return visit.page("again", 403, kept=kept)


def show_again(visit: Visit) -> Response:
    """The page that a form came from, fresh: for forms that hold nothing worth keeping, or a password."""
    location = visit.location or "/"
    return visit.go(f"{location}{'&' if '?' in location else '?'}{LATE}")


def is_shown_again(visit: Visit) -> bool:
    return LATE in visit.request.query_params
