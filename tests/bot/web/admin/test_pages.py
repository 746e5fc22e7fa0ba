"""The editor's pages as somebody sees them who has no script."""

import csv
import io
import re
from html import escape, unescape

import pytest

from bot.editing.drafts import open_file, save, submit
from bot.editing.publishing import publish, roll_back
from bot.editing.work import findings
from bot.storage.revision import New
from dialogs.machine import Event
from tests.bot.web.running import RunningSite, Visitor
from tests.bot.web.tour import NOON


@pytest.fixture
def editor(office: RunningSite) -> Visitor:
    return office.visitor("editor")


@pytest.fixture
def publisher(office: RunningSite) -> Visitor:
    return office.visitor("publisher")


def opened(visitor: Visitor, path: str, *, as_yaml: bool = True) -> dict[str, str]:
    """The fields of a file's form as they are sent back."""
    page = visitor.see(f"/admin/edit?file={path}{'&as=yaml' if as_yaml else ''}").text
    found = re.search(r'id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    text = {"text": unescape(found[1])} if found else {}
    return {name: visitor.field(name) for name in ("file", "as", "follows", "over")} | text


def filled_in(visitor: Visitor, path: str) -> dict[str, str]:
    """The form of an answer as a browser would send it back."""
    page = visitor.see(f"/admin/edit?file={path}").text
    fields = {name: unescape(visitor.field(name)) for name in ("file", "as", "follows", "over")}
    for name in ("also", "answer", "measures", "documents", "en_answer"):
        found = re.search(rf'id="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        assert found
        fields[name] = unescape(found[1])
    for name in ("question", "checked_on", "en_question"):
        found = re.search(rf'id="{name}" name="{name}"[^>]*value="([^"]*)"', page)
        assert found
        fields[name] = unescape(found[1])
    return fields


def drafted(office: RunningSite, path: str, text: bytes, author: str = "li", *, hand_in: bool = False) -> int:
    workplace = office.site.workplace
    number = save(workplace, open_file(workplace, path), text, author, "why").revision.number
    if hand_in:
        submit(workplace, number, author)
    return number


def shipped(office: RunningSite, path: str) -> bytes:
    return office.site.workplace.shipped().files[path]


# ---- lists


def test_answers_are_found_by_words_topic_article_and_state(office: RunningSite, editor: Visitor) -> None:
    drafted(office, "faq/car/car-two-old-cars.yaml", shipped(office, "faq/car/car-two-old-cars.yaml") + b"# x\n")
    count = {
        query: len(re.findall(r"<tr>\s*<td class=\"wrapped\">", editor.see(f"/admin/faq?{query}").text))
        for query in ("", "topic=car", "topic=car&article=4", "q=两辆+旧车", "state=draft", "state=stale")
    }
    assert count[""] > count["topic=car"] > count["topic=car&article=4"] > 0
    assert count["q=两辆+旧车"] > 0 and count["state=draft"] > 0
    assert "car-two-old-cars" in editor.see("/admin/faq?state=draft").text


def test_only_files_of_a_catalogue_are_opened(editor: Visitor) -> None:
    for path in ("../settings.py", "faq/car/../../x.yaml", "", "/etc/passwd"):
        assert editor.see("/admin/edit", params={"file": path}).status_code == 404


# ---- writing


def test_a_form_changes_its_keys_and_leaves_comments_and_line_ends(office: RunningSite, editor: Visitor) -> None:
    path = "faq/car/car-crossing-years.yaml"
    text = b"# \xe5\xa4\xb4\r\n" + shipped(office, path).replace(b"\n", b"\r\n")
    drafted(office, path, text)
    fields = filled_in(editor, path)
    fields["checked_on"] = "2026-04-12"
    fields["also"] += "\n俺跨年买的咋算"
    assert "检查通过" in editor.submit("/admin/edit", reason="核对", **fields).text
    saved = open_file(office.site.workplace, path).text or b""
    expected = text.replace(b"checked_on: 2026-03-31", b"checked_on: 2026-04-12")
    assert b"\r\n" in saved and saved.startswith(b"# \xe5\xa4\xb4\r\n")
    assert saved.replace("  - 俺跨年买的咋算\r\n".encode(), b"") == expected


def test_an_answer_cites_documents_with_their_clauses_in_the_form(office: RunningSite, editor: Visitor) -> None:
    path = "faq/home/children-grown-up.yaml"
    text = shipped(office, path).replace(b"citations:\n", b"citations: # which\n")
    drafted(office, path, text)
    fields = filled_in(editor, path)
    assert fields["documents"] == "sx-2023-65 第10条"
    fields["documents"] += "\nsx-2023-65   第9条\nndrc-2025-1745"
    assert "检查通过" in editor.submit("/admin/edit", **fields).text
    first = "  - {document: sx-2023-65, clause: 第10条}\n"
    added = "  - {document: sx-2023-65, clause: 第9条}\n  - {document: ndrc-2025-1745}\n"
    saved = (open_file(office.site.workplace, path).text or b"").decode()
    assert saved == text.decode().replace(first, first + added)
    fields = filled_in(editor, path)
    assert fields["documents"].splitlines() == ["sx-2023-65 第10条", "sx-2023-65 第9条", "ndrc-2025-1745"]
    fields["documents"] = "sx-2023-65 第9条"
    assert "检查通过" in editor.submit("/admin/edit", **fields).text
    saved = (open_file(office.site.workplace, path).text or b"").decode()
    assert "第10条}" not in saved and "ndrc" not in saved and added.splitlines()[0] in saved


def test_a_document_that_is_not_there_is_named_with_the_nearest_one(editor: Visitor) -> None:
    fields = filled_in(editor, "faq/car/charger-how-to.yaml")
    page = editor.submit("/admin/edit", look="1", **{**fields, "documents": "ndrc-2025-1754 第2条"}).text
    assert "没有这个文件：ndrc-2025-1754。最接近的是 ndrc-2025-1745" in page


def test_what_somebody_typed_is_shown_as_text_and_never_as_a_page(office: RunningSite, editor: Visitor) -> None:
    path = "faq/car/charger-how-to.yaml"
    fields = opened(editor, path)
    fields["text"] = fields["text"].replace("answer: |\n", "answer: |\n  <script>alert(1)</script>\n", 1)
    page = editor.submit("/admin/edit", look="1", **fields).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert office.site.workplace.revisions.in_hand().get(path) is None


def test_a_large_file_is_taken_and_one_that_is_too_large_is_not(office: RunningSite, editor: Visitor) -> None:
    path = "documents/sx-2023-65.txt"
    fields = opened(editor, path)
    assert editor.submit("/admin/edit", **{**fields, "text": fields["text"] + "长" * 40_000}).status_code == 200
    fields = opened(editor, path)
    response = editor.submit("/admin/edit", **{**fields, "text": "长" * 175_000})
    assert response.status_code == 409
    assert "超过 512 KiB" in response.text
    assert "长" * 175_000 in response.text


def test_a_draft_that_somebody_rolled_back_under_is_merged_before_it_is_published(
    office: RunningSite, publisher: Visitor
) -> None:
    path, workplace = "faq/car/car-family-name.yaml", office.site.workplace
    text = shipped(office, path)
    publish(workplace, [drafted(office, path, text + b"# one\n", hand_in=True)], "wang", "")
    number = drafted(office, path, b"# mine\n" + text + b"# one\n", hand_in=True)
    roll_back(workplace, path, None, "wang", "改错了")
    assert "对照合并" in publisher.see(f"/admin/edit?file={path}").text
    refused = publisher.see(f"/admin/review?number={number}")
    assert refused.status_code == 409 and "又有别的版本发布了" in refused.text
    page = publisher.see(f"/admin/merge?file={path}").text
    merged = unescape(re.search(r'id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]
    assert merged.encode() == b"# mine\n" + text
    fields = {name: publisher.field(name) for name in ("file", "as", "follows", "over")}
    assert "检查通过" in publisher.submit("/admin/edit", text=merged, **fields).text
    head = workplace.revisions.head(path)
    assert head is not None and head.over == workplace.revisions.published()[path].number


def test_a_draft_that_was_discarded_by_mistake_is_gone_on_with(office: RunningSite, editor: Visitor) -> None:
    path = "faq/car/car-no-old-car.yaml"
    number = drafted(office, path, shipped(office, path) + b"# a day of work\n")
    editor.see("/admin")
    editor.submit("/admin/step", number=str(number), step="discard")
    assert "a day of work" not in editor.see(f"/admin/edit?file={path}&as=yaml").text
    link = f"/admin/edit?file={path}&revision={number}".replace("/", "%2F").replace("%2Fadmin%2Fedit", "/admin/edit")
    assert escape(link) in editor.see(f"/admin/history?file={path}").text
    fields = opened(editor, f"{path}&revision={number}")
    assert fields["text"].endswith("# a day of work\n") and fields["follows"] == ""
    assert "还没有存" in editor.last
    assert "已存为第" in editor.submit("/admin/edit", **fields).text
    assert editor.see(f"/admin/edit?file=faq/car/car-2027.yaml&revision={number}").status_code == 404


def test_a_file_that_is_not_there_yet_says_so(editor: Visitor) -> None:
    assert "还没有这个文件；存了就是新建" in editor.see("/admin/edit?file=measures/car/car-renewal-2026-srap.yaml").text


def test_a_conflict_is_settled(office: RunningSite, publisher: Visitor) -> None:
    path, workplace = "faq/car/car-price-basis.yaml", office.site.workplace
    served, text = workplace.served(), shipped(office, path)
    version = workplace.place.do(findings, served.source.overlaid({path: text + b"# ours\n"})).version or ""
    new = New(path, text + b"# ours\n", None, None, text + b"# then\n", "li", "")
    assert workplace.revisions.release(served.generation, version, "wang", "", new=[new])
    assert path in publisher.see("/admin").text
    assert "现在自带的" in publisher.see(f"/admin/conflict?file={path}").text
    assert publisher.submit("/admin/settle", file=path, decision="take", reason="新版对").status_code == 303
    assert workplace.served().source.files[path] == text
    assert path not in publisher.see("/admin").text


# ---- numbers


def test_numbers_are_tables_and_files_without_anybody_in_them(office: RunningSite, editor: Visitor) -> None:
    person = "telegram:31415926"
    for kind, value in (("start", ""), ("choose", ":topic:car"), ("choose", "new"), ("text", "转人工")):
        office.run(office.turns.take(person, Event(kind, value, NOON)))  # type: ignore[arg-type]
    page = editor.see("/admin/numbers?days=365").text
    assert "telegram" in page and "31415926" not in page
    questions = editor.see("/admin/numbers.csv?table=questions&days=365")
    assert questions.headers["content-type"] == "text/csv; charset=utf-8"
    assert questions.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(questions.text.removeprefix("\ufeff"))))
    assert rows[0] == ["主题", "问题", "问了", "答了", "停在这里"]
    assert all(
        int(asked) - int(answered) == int(stopped) or int(stopped) == 0 for *_, asked, answered, stopped in rows[1:]
    )
    assert any(int(row[4]) for row in rows[1:])
    assert editor.see("/admin/numbers.csv?table=users").status_code == 404


def test_a_cell_that_a_spreadsheet_would_reckon_with_is_made_text(office: RunningSite, editor: Visitor) -> None:
    office.run(office.turns.take("telegram:2", Event("text", "=HYPERLINK(1)微信能领吗补贴", NOON)))
    text = editor.see("/admin/numbers.csv?table=unanswered&days=365").text
    assert "=HYPERLINK" not in re.sub("'=", "", text)


def test_an_error_that_was_reported_leads_to_its_file_and_leaves_the_inbox_once_it_is_dealt_with(
    office: RunningSite, editor: Visitor
) -> None:
    places = {
        "measure:car-renewal-2026-scrap": "measures/car/car-renewal-2026-scrap.yaml",
        "faq:car-2027": "faq/car/car-2027.yaml",
        "fact:new_car.price": "facts/car.yaml",
    }
    for about in places:
        office.run(office.site.calls.report("agent", about, f"{about} 不对", "7f3a"))
    page = editor.see("/admin/inbox").text
    for about, path in places.items():
        assert f"{about} 不对</td>" in page
        assert f"/admin/edit?file={path}".replace("/", "%2F").replace("%2Fadmin%2Fedit", "/admin/edit") in page
    [report] = [one for one in office.run(office.site.calls.reported()) if one.about == "fact:new_car.price"]
    for _ in range(2):
        editor.submit("/admin/inbox", report=str(report.number))
    page = editor.see("/admin/inbox").text
    assert "fact:new_car.price" not in page and "faq:car-2027" in page
    entries = [one for one in office.run(office.site.audit.newest(50)) if one.action == "report_settled"]
    assert [(one.actor, one.subject) for one in entries] == [("editor", "fact:new_car.price (agent)")]


def test_a_question_that_was_dealt_with_leaves_the_inbox(office: RunningSite, editor: Visitor) -> None:
    question = "补贴能折成加油卡吗"
    office.run(office.turns.take("telegram:3", Event("text", question, NOON)))
    if question not in editor.see("/admin/inbox").text:
        office.run(office.turns.take("telegram:3", Event("choose", ":faq:none", NOON)))
    assert question in editor.see("/admin/inbox").text
    editor.submit("/admin/inbox", question=f"{question}？")
    assert question not in editor.see("/admin/inbox").text
