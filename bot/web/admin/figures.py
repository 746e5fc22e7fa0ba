"""The numbers: tables and CSV of counts, with nothing in them about anybody."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import StringIO
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.web.visit import Visit
from policy.catalogue import Catalogue
from policy.shape import Language

PERIODS = (7, 30, 90, 365)


class Table(NamedTuple):
    """``heads`` in Chinese and English; the last columns, from ``figures`` on, are numbers."""

    name: str
    title: tuple[str, str]
    heads: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]
    figures: int


async def show_numbers(visit: Visit) -> Response:
    """Every table of the last days."""
    days = _days(visit)
    return visit.page("admin/numbers", tables=await _tables(visit, days), days=days, periods=PERIODS)


async def download_numbers(visit: Visit) -> Response:
    """One of the tables as CSV, for a spreadsheet."""
    days, wanted = _days(visit), visit.request.query_params.get("table", "")
    table = next((one for one in await _tables(visit, days) if one.name == wanted), None)
    if table is None:
        raise HTTPException(404)
    await visit.note("numbers_exported", f"{table.name} {days}")
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow([zh if visit.language == "zh" else en for zh, en in table.heads])
    rows.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    headers = {"content-disposition": f'attachment; filename="jinhui-{table.name}-{days}.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: Any) -> Any:
    """A spreadsheet takes text that begins so for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _days(visit: Visit) -> int:
    chosen = visit.request.query_params.get("days", "")
    return int(chosen) if chosen.isdecimal() and int(chosen) in PERIODS else 30


async def _tables(visit: Visit, days: int) -> list[Table]:
    numbers, catalogue, language = visit.site.numbers, visit.site.turns.catalogue, visit.language
    since = visit.site.clock().date() - timedelta(days=days - 1)
    topics = {name: topic.title.in_language(language) for name, topic in catalogue.topics.items()}
    topic, asked = ("主题", "Topic"), await visit.site.inbox.asked()
    return [
        Table(
            "conversations", ("每天、每个渠道的对话", "Conversations by day and channel"),
            [("日期", "Day"), ("渠道", "Channel"), ("对话", "Conversations")],
            await numbers.days(since), 2,
        ),
        Table(
            "funnel", ("每个主题走到哪一步", "Funnel by topic"),
            [topic, ("开始", "Started"), ("看到结果", "Results"), ("转人工", "Hand-offs"), ("没答上来", "Unanswered")],
            [[_topic(topics, row.topic, language), *row[1:]] for row in await numbers.funnels(since)], 1,
        ),
        Table(
            "questions", ("问到哪一题停下", "Where people stop"),
            [topic, ("问题", "Question"), ("问了", "Asked"), ("答了", "Answered"), ("停在这里", "Stopped here")],
            [
                [_topic(topics, row.topic, language), _fact(catalogue, row.fact, language), *row[2:]]
                for row in await numbers.questions(since)
            ], 2,
        ),
        Table(
            "answers", ("问得最多的，有用没用", "Most asked, helpful or not"),
            [topic, ("问答或结果", "Answer"), ("给出", "Shown"), ("有用", "Helpful"), ("没用", "Not helpful")],
            [
                [_topic(topics, row.topic, language), _entry(catalogue, row.name, language), *row[2:]]
                for row in await numbers.answers(since)
            ], 2,
        ),
        Table(
            "unanswered", ("没答上来的问题（全部）", "Questions without an answer (all)"),
            [topic, ("问题", "Question"), ("次数", "Times")],
            [[_topic(topics, one.topic, language), one.question, one.times] for one in asked], 2,
        ),
    ]  # fmt: skip


def _topic(topics: Mapping[str, str], name: str, language: Language) -> str:
    return topics.get(name) or name or ("没有主题" if language == "zh" else "no topic")


def _fact(catalogue: Catalogue, name: str, language: Language) -> str:
    fact = catalogue.facts.get(name)
    return fact.name.in_language(language) if fact else name


def _entry(catalogue: Catalogue, name: str, language: Language) -> str:
    if not name:
        return "结果" if language == "zh" else "the result"
    entry = catalogue.faq.get(name)
    return entry.asked_in(language) if entry else name
