"""The call script of a topic on paper."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.reports.script import call_script
from bot.web.markdown import as_html
from bot.web.visit import Visit


async def show_script(visit: Visit) -> Response:
    """The same script that `jinhui script TOPIC` prints, to be printed from the browser."""
    catalogue = visit.site.turns.catalogue
    topic = catalogue.topics.get(visit.request.path_params["topic"])
    if topic is None:
        raise HTTPException(404)
    script = call_script(catalogue, topic.id, visit.site.clock().date())
    return visit.page("desk/script", title=topic.title.in_language(visit.language), script=as_html(script))
