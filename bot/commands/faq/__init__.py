"""`jinhui faq`: frequent questions, for administrators who prefer a terminal. As in bot.cli, imports come late."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from bot.options import AsJson, On, Topic

faq = typer.Typer(
    help="查看、新建、修改问答 / Show, add and edit frequent questions.", no_args_is_help=True, rich_markup_mode=None
)


def _line(text: str) -> str:
    """One line of text, whatever was pasted."""
    return " ".join(_paragraphs(text).split())


def _paragraphs(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("不是 UTF-8 / not UTF-8") from None
    if not text.strip():
        raise typer.BadParameter("没有内容 / nothing in it")
    return text


Name = Annotated[str, typer.Argument(metavar="ID", help="问答的编号 / Id of the entry")]
Question = Annotated[
    str | None,
    typer.Option("--question", metavar="TEXT", parser=_line, help="问题换成这句 / The new question"),
]
Also = Annotated[
    list[str] | None,
    typer.Option("--also", metavar="TEXT", parser=_line, help="加一种问法，可多次 / One more phrasing; repeatable"),
]
Answer = Annotated[
    str | None,
    typer.Option("--answer", metavar="TEXT", parser=_paragraphs, help="回答换成这段 / The new answer"),
]
Yes = Annotated[bool, typer.Option("--yes", help="不再确认 / Do not ask for confirmation")]


@faq.command("list")
def list_entries(
    topic: Annotated[str | None, typer.Option(metavar="T", help="只看这个主题 / Only this topic")] = None,
    as_json: AsJson = False,
) -> None:
    """列出问答 / List the entries."""
    from bot.commands.faq.showing import list_entries

    list_entries(topic, as_json=as_json)


@faq.command()
def show(name: Name) -> None:
    """看一条：文件原样、中英文回答、依据 / The file as it stands, the answer in both languages, the citations."""
    from bot.commands.faq.showing import show

    show(name)


@faq.command()
def preview(
    name: Name,
    on: On = None,
    language: Annotated[Literal["zh", "en"], typer.Option("--lang", help="语言 / Language")] = "zh",
) -> None:
    """居民看到的回答（Markdown）/ The message that a resident gets."""
    from bot.commands.faq.showing import preview

    preview(name, on, language)


@faq.command()
def add(
    topic: Topic,
    name: Name,
    question: Question = None,
    also: Also = None,
    answer: Answer = None,
    measures: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="ID", help="依据的政策，可多次 / A cited measure; repeatable"),
    ] = None,
    yes: Yes = False,
) -> None:
    """新建一条 / Add an entry.

    在 $VISUAL 或 $EDITOR 里写；给了内容就不开编辑器 / Written in an editor, unless its contents are given.
    """
    from bot.commands.faq.changing import add
    from bot.editing.entry import Contents

    add(topic, name, Contents(question, also or [], answer, measures or []), confirmed=yes)


@faq.command()
def edit(
    name: Name,
    question: Question = None,
    also: Also = None,
    answer: Answer = None,
    yes: Yes = False,
) -> None:
    """修改一条 / Change an entry.

    在 $VISUAL 或 $EDITOR 里改；给了内容就不开编辑器 / Changed in an editor, unless the new contents are given.
    """
    from bot.commands.faq.changing import edit
    from bot.editing.entry import Contents

    edit(name, Contents(question, also or [], answer), confirmed=yes)
