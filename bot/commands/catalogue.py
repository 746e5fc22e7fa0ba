"""`jinhui catalogue`: what was published, as files, and files as drafts. As in bot.cli, imports come late."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

catalogue = typer.Typer(
    help="发布过的政策数据：导出、比较、导入 / What was published: export, compare, import.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="文件夹 / Folder")]
Database = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="数据库文件 / Database file")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="记在谁名下，默认是系统用户 / Whose doing it is")]


@catalogue.command()
def export(folder: Folder, database: Database = None, by: By = None) -> None:
    """把正在使用的目录写成文件 / Write what is served into a folder, byte for byte as edited.

    文件夹应是空的，或者已经放着一份目录：多出的目录文件会删去。
    The folder is empty or holds a catalogue; files of a catalogue that are no longer served are removed from it.
    """
    from bot.commands.exchange import export_files
    from bot.commands.serving import workplace

    export_files(workplace(database), folder, by)


@catalogue.command()
def diff(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="与哪个文件夹比，默认是自带的文件 / Default: the shipped files"),
    ] = None,
    database: Database = None,
) -> None:
    """比较文件夹和正在使用的目录 / Compare a folder with what is served; exit code 1 if they differ."""
    from bot.commands.exchange import show_differences
    from bot.commands.serving import workplace

    show_differences(workplace(database), folder)


@catalogue.command("import")
def import_(
    folder: Folder,
    database: Database = None,
    by: By = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="理由，记在每份草稿上 / The reason; kept with each draft")
    ] = "",
) -> None:
    """把不同的文件存成草稿，不发布 / Make a draft of every file that differs; nothing is published."""
    from bot.commands.exchange import import_files
    from bot.commands.serving import workplace

    import_files(workplace(database), folder, by, reason)
