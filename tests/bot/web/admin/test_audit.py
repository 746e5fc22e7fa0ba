"""Whatever is done with the catalogue can be found in the audit log afterwards: by whom, which revision, and why."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import get_args

import pytest

from bot.storage.audit import CONSOLE, Action, Entry
from tests.bot.conftest import Run
from tests.bot.web.admin.test_pages import opened
from tests.bot.web.running import RunningSite, Visitor

Happened = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def happened(office: RunningSite) -> Happened:
    """What the log, and the page that shows it, say since the test began: actor, action, subject."""

    def newest() -> list[Entry]:
        return list(reversed(office.run(office.site.audit.newest(1000))))

    before = len(newest())

    def since() -> list[tuple[str, str, str]]:
        entries = newest()[before:]
        page = office.visitor("admin").see("/admin/audit").text
        assert all(escape(one.subject) in page for one in entries)
        return [(one.actor, one.action, one.subject) for one in entries]

    return since


def write(visitor: Visitor, path: str, reason: str) -> int:
    """Save a draft on the page and hand it in; returns its number."""
    fields = opened(visitor, path)
    page = visitor.submit("/admin/edit", **{**fields, "text": f"# {reason}\n{fields['text']}"}, reason=reason).text
    found = re.search(r"已存为第 (\d+) 版草稿", page)
    assert found, page
    assert visitor.submit("/admin/step", number=found[1], step="submit", reason="请看").status_code == 303
    return int(found[1])


def publish(office: RunningSite, visitor: Visitor, number: int, reason: str, override: str = "") -> int:
    """Publish on the page what waits for review; returns the number of the release."""
    visitor.see(f"/admin/review?number={number}")
    response = visitor.submit("/admin/publish", reason=reason, override=override, **{f"revision-{number}": "1"})
    assert response.status_code == 303, response.text
    return office.site.workplace.revisions.generation()


def test_saving_publishing_and_going_back(office: RunningSite, happened: Happened) -> None:
    path, editor, publisher = "faq/car/car-big-engine.yaml", office.visitor("editor"), office.visitor("publisher")
    number = write(editor, path, "按新公告")
    release = publish(office, publisher, number, "核对过")
    publisher.see(f"/admin/history?file={path}")
    assert publisher.submit("/admin/roll-back", file=path, to="shipped", reason="改错了").status_code == 303
    back = office.site.workplace.revisions.published()[path].number
    assert happened() == [
        ("editor", "revision_saved", f"{path} #{number}: 按新公告"),
        ("editor", "revision_submitted", f"{path} #{number}: 请看"),
        ("publisher", "published", f"{release}: {path} #{number}: 核对过"),
        ("publisher", "rolled_back", f"{release + 1}: {path} #{back}: 改错了"),
    ]


def test_publishing_alone_is_there_with_the_reason_why(office: RunningSite, happened: Happened) -> None:
    path, publisher = "faq/car/car-buying-used.yaml", office.visitor("publisher")
    number = write(publisher, path, "改错字")
    release = publish(office, publisher, number, "核对过", "别人都走了")
    assert happened()[2:] == [
        ("publisher", "published", f"{release}: {path} #{number}: 核对过"),
        ("publisher", "overridden", f"{release}: {path} #{number}: 别人都走了"),
    ]


def test_sending_back_and_discarding(office: RunningSite, happened: Happened) -> None:
    path, editor, publisher = "faq/car/car-company-car.yaml", office.visitor("editor"), office.visitor("publisher")
    number = write(editor, path, "试试")
    publisher.see(f"/admin/review?number={number}")
    publisher.submit("/admin/step", number=str(number), step="send-back", reason="没有依据")
    editor.see("/admin")
    editor.submit("/admin/step", number=str(number), step="discard", reason="不改了")
    assert happened()[2:] == [
        ("publisher", "revision_returned", f"{path} #{number}: 没有依据"),
        ("editor", "revision_discarded", f"{path} #{number}: 不改了"),
    ]


def test_taking_the_catalogue_out_and_in_by_command(
    office: RunningSite, happened: Happened, jinhui: Run, tmp_path: Path
) -> None:
    path, folder = "faq/car/car-nev-to-petrol.yaml", tmp_path / "out"
    database = ("--db", str(office.file), "--by", "zhao")
    release = office.site.workplace.revisions.generation()
    assert jinhui("catalogue", "export", folder, *database).returncode == 0
    (folder / path).write_bytes(b"# x\n" + (folder / path).read_bytes())
    imported = jinhui("catalogue", "import", folder, *database, "--reason", "新公告")
    assert imported.returncode == 0, imported.stderr
    draft = office.site.workplace.revisions.in_hand()[path]
    assert happened() == [
        ("zhao", "catalogue_exported", f"{release}: {folder}"),
        ("zhao", "revision_saved", f"{path} #{draft.number}: 新公告"),
        ("zhao", "catalogue_imported", f"{folder}: 新公告"),
    ]


def test_downloading_numbers(office: RunningSite, happened: Happened) -> None:
    for name in ("editor", "admin"):
        assert office.visitor(name).see("/admin/numbers.csv?table=funnel&days=90").status_code == 200
    assert office.visitor("editor").see("/admin/numbers.csv?table=nothing").status_code == 404
    assert happened() == [("editor", "numbers_exported", "funnel 90"), ("admin", "numbers_exported", "funnel 90")]


def test_every_action_has_words_for_people(office: RunningSite) -> None:
    for action in get_args(Action):
        office.run(office.site.audit.note(CONSOLE, action, "words"))
    rows = re.findall(
        r"<td>([^<]*)</td><td>([^<]*)</td><td class=\"wrapped\">words<",
        office.visitor("admin").see("/admin/audit").text,
    )
    assert len(rows) == len(get_args(Action))
    assert {actor for actor, _ in rows} == {"命令行"}
    assert all(re.search(r"[\u4e00-\u9fff]", words) for _, words in rows)
