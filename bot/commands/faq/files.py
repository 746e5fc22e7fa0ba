"""The files of entries: where each is, the catalogue as it would be with another text in one, and writing it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath

import typer

from bot.checking import check_whole
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from policy.catalogue import Catalogue
from policy.problems import CatalogueError, nearest
from policy.source import Source

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def entry_path(source: Source, name: str) -> str:
    """The path of an entry, be it sound or not; wrong usage if there is none."""
    paths = _paths(source)
    if name not in paths:
        zh, en = nearest(name, paths)
        raise typer.BadParameter(f"没有这条问答：{name}。{zh} / no such entry: {name}.{en}")
    return paths[name]


def editable_path(where: Workplace, name: str) -> str:
    """The path of an entry whose file is what residents see; refused where something published lies over it."""
    served = where.served()
    path = entry_path(served.source, name)
    if path in served.published:
        number = served.published[path].number
        raise RefusedInput(
            f"{path} 上面有发布过的修改（第 {number} 版），改文件不会生效。请在 /admin 里改，"
            "或先用 jinhui catalogue export 把发布过的内容写回文件",
            f"revision {number} is published over {path}, so changing the file would show nowhere. Edit it at /admin, "
            "or write what is published back into the files with jinhui catalogue export",
        )
    return path


def new_path(source: Source, topic: str, name: str) -> str:
    """Where a new entry goes; wrong usage if the name cannot be an id or is taken."""
    if not _ID.fullmatch(name):
        raise typer.BadParameter(
            "编号只能用小写字母、数字和连字符 / an id has lower-case letters, digits and hyphens only"
        )
    taken = _paths(source).get(name)
    if taken is not None:
        raise typer.BadParameter(f"已经有这条问答：{taken}，要改用 faq edit / it exists; faq edit changes it")
    return f"faq/{topic}/{name}.yaml"


def _paths(source: Source) -> dict[str, str]:
    return {PurePosixPath(path).stem: path for path in source.within("faq", ".yaml")}


def as_it_would_be(where: Workplace, path: str, text: bytes) -> Catalogue:
    """The served catalogue with another text in one of its files; raises CatalogueError with every problem of it."""
    checked = check_whole(where.served().source.overlaid({path: text}))
    if checked.catalogue is None or checked.problems:
        raise CatalogueError(checked.problems)
    return checked.catalogue


def write(file: Path, text: bytes, original: bytes | None) -> None:
    """Put a text in the place of the original (None: of no file), whole or not at all; raises RefusedInput."""
    target = file.resolve()
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if (target.read_bytes() if target.exists() else None) != original:
            raise RefusedInput(f"{file} 刚才被别人改了，没有写入", f"somebody else has changed {file}; not written")
        target.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("xb") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if original is not None:
            shutil.copymode(target, fresh)
        os.replace(fresh, target)
    except OSError as error:
        raise RefusedInput(f"写不了 {file}：{error.strerror}", f"cannot write {file}: {error.strerror}") from None
    finally:
        fresh.unlink(missing_ok=True)
