"""`jinhui db`: what an operator does with the database: upgrade, back up, purge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

database = typer.Typer(
    help="数据库：升级、备份、清理 / The database: upgrade, back up, purge.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Database = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="数据库文件 / Database file")]


@database.command()
def migrate(file: Database = None) -> None:
    """建立数据库，或升级到本程序的格式 / Create the database, or bring it to this program's format."""
    from bot.settings import read_settings
    from bot.storage.schema import prepare

    path = file or read_settings().database
    prepare(path)
    print(f"{path}：可以用了。/ ready.")


@database.command()
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="备份到哪个文件 / Where the copy goes")],
    file: Database = None,
) -> None:
    """运行中也能备份 / Copy the database while it is in use, whole and consistent."""
    from bot.settings import read_settings
    from bot.storage.audit import note_from_console
    from bot.storage.backup import back_up

    path = file or read_settings().database
    back_up(path, target)
    note_from_console(path, "backed_up", target.name)
    print(f"{path} → {target}")


@database.command()
def purge(file: Database = None) -> None:
    """清除过期的对话 / Erase the conversations that have expired. A running process does so every hour."""
    from asyncio import run

    from bot.settings import read_settings
    from bot.storage.sqlite import SqliteStore

    async def open_and_close(path: Path) -> None:
        store = await SqliteStore.open(path)  # which purges
        await store.close()

    path = file or read_settings().database
    run(open_and_close(path))
    print(f"{path}：过期的已清除。/ expired conversations erased.")
