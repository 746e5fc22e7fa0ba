"""The files of entries: where each is, the catalogue as it would be with another text in one, and writing it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from bot.errors import RefusedInput
from dialogs.understanding.faq_check import faq_problems
from policy.catalogue import Catalogue, read_catalogue
from policy.problems import CatalogueError, nearest
from policy.references import check_references

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def entry_file(root: Path, name: str) -> Path:
    """The file of an entry, be it sound or not; wrong usage if there is none."""
    files = _files(root)
    if name not in files:
        zh, en = nearest(name, files)
        raise typer.BadParameter(f"没有这条问答：{name}。{zh} / no such entry: {name}.{en}")
    return files[name]


def new_file(root: Path, topic: str, name: str) -> Path:
    """Where a new entry goes; wrong usage if the name cannot be an id or is taken."""
    if not _ID.fullmatch(name):
        raise typer.BadParameter(
            "编号只能用小写字母、数字和连字符 / an id has lower-case letters, digits and hyphens only"
        )
    taken = _files(root).get(name)
    if taken is not None:
        raise typer.BadParameter(f"已经有这条问答：{taken}，要改用 faq edit / it exists; faq edit changes it")
    return root / "faq" / topic / f"{name}.yaml"


def _files(root: Path) -> dict[str, Path]:
    return {file.stem: file for file in sorted((root / "faq").glob("*/*.yaml"))}


def shown(root: Path, file: Path) -> str:
    """The path as the problems of a catalogue name it."""
    return str(Path(root.name) / file.relative_to(root))


def as_it_would_be(root: Path, file: Path, text: bytes) -> Catalogue:
    """The catalogue with another text in one of its files; raises CatalogueError with every problem of the whole."""
    with TemporaryDirectory(prefix="jinhui-") as folder:
        copy = Path(folder) / root.name
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".*"))
        changed = copy / file.relative_to(root)
        changed.parent.mkdir(parents=True, exist_ok=True)
        changed.write_bytes(text)
        reading = read_catalogue(copy)
    if problems := check_references(reading):
        raise CatalogueError(problems)
    found = [reading.problem("faq", name, ("answer",), zh, en) for name, zh, en in faq_problems(reading.catalogue)]
    if found:
        raise CatalogueError(found)
    return reading.catalogue


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
