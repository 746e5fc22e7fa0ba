"""The catalogue between the database and files: written out, compared, taken in as drafts."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

import typer

from bot.editing.comparing import unified
from bot.editing.conflicts import conflicts
from bot.editing.drafts import open_file, save
from bot.editing.files import is_a_place
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from bot.storage.revision import Overtaken
from policy.source import FOLDERS, Source


def export_files(where: Workplace, folder: Path, by: str | None) -> None:
    """Write every file that is served into a folder; what is the same already is not touched.

    Raises RefusedInput for a folder that holds something else, before anything is written.
    """
    generation, source, _ = where.served()
    before = _files_in(folder)
    try:
        for path, raw in source.files.items():
            if before.get(path) != raw:
                _write(folder / path, raw)
        gone = [path for path in before if path not in source.files]
        for path in gone:
            (folder / path).unlink()
    except OSError as error:
        raise RefusedInput(
            f"写不了 {error.filename}：{error.strerror}", f"cannot write {error.filename}: {error.strerror}"
        ) from None
    written = sum(before.get(path) != raw for path, raw in source.files.items())
    if where.revisions.path.exists():
        where.revisions.note(_who(by), "catalogue_exported", f"{generation}: {folder}")
    print(f"{folder}：写了 {written} 个文件，删了 {len(gone)} 个。/ {written} file(s) written, {len(gone)} removed.")


def _files_in(folder: Path) -> dict[str, bytes]:
    """The catalogue's files in a folder; refuses one that is neither empty nor a catalogue."""
    if folder.is_file():
        raise RefusedInput(f"{folder} 是文件，应为文件夹", f"{folder} is a file, expected a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "documents.yaml").is_file():
        raise RefusedInput(
            f"{folder} 不是空的，也不是目录数据（没有 documents.yaml），没有写",
            f"{folder} is neither empty nor a catalogue (it has no documents.yaml); nothing was written",
        )
    return dict(Source.in_folder(folder).files)


def _write(file: Path, raw: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.write_bytes(raw)
    os.replace(fresh, file)


def show_differences(where: Workplace, folder: Path | None) -> None:
    """A unified diff from a folder, by default the shipped files, to what is served; says what is in conflict, too."""
    served = where.served().source
    given = _catalogue_in(folder) if folder is not None else where.shipped()
    different = _different(given, served)
    for path in different:
        sys.stdout.write(unified(given.files.get(path), served.files.get(path), given.shown(path), f"served/{path}"))
    for conflict in conflicts(where) if folder is None else ():
        path, number = conflict.revision.path, conflict.revision.number
        print(
            f"{path}：自带的文件在第 {number} 版发布以后变了，正在使用的是第 {number} 版。"
            f" / the shipped file changed under revision {number}, which is served until somebody decides.",
            file=sys.stderr,
        )
    if different:
        raise typer.Exit(1)


def import_files(where: Workplace, folder: Path, by: str | None, reason: str) -> None:
    """Make a draft of every file that differs from its newest text. What somebody else has in hand is left alone."""
    given, who = _catalogue_in(folder), _who(by)
    refused = 0
    for path in _different(where.served().source, given):
        text = given.files.get(path)
        if not is_a_place(path):
            print(f"{path}：不是目录文件，跳过 / no file of a catalogue, left out", file=sys.stderr)
            refused += 1
            continue
        opened = open_file(where, path)
        if opened.text == text:
            continue
        if opened.head is not None and opened.head.state != "published":
            print(Overtaken(path, opened.head), file=sys.stderr)
            refused += 1
            continue
        saved = save(where, opened, text, who, reason or f"导入自 {folder} / imported from {folder}")
        print(f"#{saved.revision.number}  {path}" + ("" if text is not None else "  （删去 / removed）"))
        for problem in saved.problems[:3]:
            print(problem, file=sys.stderr)
    where.revisions.note(who, "catalogue_imported", f"{folder}: {reason}")
    if refused:
        raise typer.Exit(1)


def _different(one: Source, other: Source) -> list[str]:
    """The paths whose texts are not the same, in order."""
    paths = sorted({*one.files, *other.files}, key=lambda path: (path.partition("/")[0] in FOLDERS, path))
    return [path for path in paths if one.files.get(path) != other.files.get(path)]


def _catalogue_in(folder: Path) -> Source:
    source = Source.in_folder(folder)
    if "documents.yaml" not in source.files:
        raise RefusedInput(
            f"{folder} 里没有目录数据：找不到 documents.yaml", f"no catalogue in {folder}: documents.yaml is not found"
        )
    return source


def _who(by: str | None) -> str:
    return by or getpass.getuser()
