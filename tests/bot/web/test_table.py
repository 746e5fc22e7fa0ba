"""Every page, visited as every role and as a stranger."""

import pytest
from starlette.routing import Route

from bot.storage.accounts import ROLES
from bot.web.guard import Access
from bot.web.table import TABLE
from bot.web.website import website
from policy.catalogue import Catalogue
from tests.bot.web.running import RunningSite


def named(row: Access) -> str:
    return f"{row.method} {row.path}"


@pytest.fixture(scope="module")
def call(running: RunningSite) -> str:
    return running.visitor("agent").begin().rpartition("/")[2]


def path_of(row: Access, catalogue: Catalogue, call: str) -> str:
    """The path of a row with the names of things that are there."""
    faq, measure = next(iter(catalogue.faq)), next(iter(catalogue.measures))
    path = row.path.format(call=call, faq=faq, measure=measure, topic="car")
    return f"{path}?about=measure:{measure}" if path.endswith("/report") else path


@pytest.mark.parametrize("row", TABLE, ids=named)
def test_only_the_roles_of_the_table_come_in(
    row: Access, running: RunningSite, catalogue: Catalogue, call: str
) -> None:
    for role in ROLES:
        visitor = running.visitor(role)
        visitor.see("/account")
        path = path_of(row, catalogue, call)
        response = visitor.see(path) if row.method == "GET" else visitor.submit(path)
        refused = response.status_code == 403 and "您的角色不能打开这一页" in response.text
        assert refused == (row.roles is not None and role not in row.roles), role
        assert response.headers.get("location", "") != "/login" or "logout" in path


@pytest.mark.parametrize("row", [row for row in TABLE if row.roles is not None], ids=named)
def test_a_stranger_is_asked_to_sign_in(row: Access, running: RunningSite, catalogue: Catalogue) -> None:
    stranger = running.visitor()
    stranger.see("/login")
    path = path_of(row, catalogue, "call")
    response = stranger.see(path) if row.method == "GET" else stranger.submit(path)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/login")


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "POST"], ids=named)
def test_a_form_that_is_not_from_us_is_refused(
    row: Access, running: RunningSite, catalogue: Catalogue, call: str
) -> None:
    visitor = running.visitor(min(row.roles) if row.roles else "agent")
    path = path_of(row, catalogue, call)
    for forged in ({}, {"form": ""}, {"form": "x" * 88}, {"form": running.visitor("colleague").form_token}):
        response = visitor.post(path, data={**forged, "value": "new", "topic": "car"})
        assert response.status_code == 403
        assert "不是从本站的页面发出的" in response.text
    assert visitor.see("/account").status_code == 200


def test_there_is_no_page_outside_the_table(running: RunningSite) -> None:
    routes = [route for route in website(running.site).routes if isinstance(route, Route)]
    assert {route.name for route in routes if route.path != "/static/{file}"} == {
        f"{row.method} {row.path}" for row in TABLE
    }


def test_nobody_sees_a_call_of_somebody_else(running: RunningSite) -> None:
    path = running.visitor("agent").begin()
    colleague = running.visitor("colleague")
    colleague.see("/desk")
    assert colleague.get(path).status_code == 404
    assert colleague.submit(path, value="new").status_code == 404
    assert colleague.submit(path + "/notes", notes="x").status_code == 404
