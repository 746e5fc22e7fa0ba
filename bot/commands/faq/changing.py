"""`jinhui faq add` and `edit`: written, validated in the whole catalogue, shown, confirmed, and only then kept."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkstemp

import typer

from bot import clock
from bot.commands.faq.editor import edited
from bot.commands.faq.files import as_it_would_be, editable_path, new_path, write
from bot.commands.serving import known_topic, loaded, workplace
from bot.editing.entry import Contents, changed, composed, template, without_explanations
from bot.editing.ranking import ranking_page
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from policy.catalogue import Catalogue, load_catalogue
from policy.problems import CatalogueError
from policy.yamlfile import read_yaml

_WRITE, _EDIT_AGAIN, _DISCARD = "y", "e", "d"
_MEANINGS = {_WRITE: "y 写入 / write", _EDIT_AGAIN: "e 再改 / edit again", _DISCARD: "d 放弃 / discard"}


def add(topic: str, name: str, contents: Contents, *, confirmed: bool) -> None:
    """Add an entry, made from its contents if there are any, otherwise written in the editor."""
    where = workplace()
    served = loaded(where)[1]
    path = new_path(where.served().source, known_topic(served, topic), name)
    today = clock.now().date()
    given = any(contents)
    draft = composed(topic, name, today, contents) if given else edited(template(topic, name, today), f"{name}.yaml")
    _settle(where, path, None, draft, served, confirmed=confirmed)


def edit(name: str, contents: Contents, *, confirmed: bool) -> None:
    """Change an entry to have the contents if there are any, otherwise in the editor. It may be broken as it is.

    Only the file is changed; where a published revision lies over it, nothing is, because nobody would see it.
    """
    where = workplace()
    path = editable_path(where, name)
    original = (where.folder / path).read_bytes()
    if any(contents):
        try:
            draft = changed(read_yaml(original, where.shipped().shown(path)), contents)
        except CatalogueError as error:
            print(error, file=sys.stderr)
            raise RefusedInput("文件有错，先用编辑器改好", "the file is broken: mend it in the editor first") from None
    else:
        draft = edited(original, f"{name}.yaml")
    _settle(where, path, original, draft, _served_so_far(where), confirmed=confirmed)


def _served_so_far(where: Workplace) -> Catalogue | None:
    try:
        return load_catalogue(where.served().source)
    except CatalogueError:
        return None


def _settle(
    where: Workplace, path: str, original: bytes | None, draft: bytes, before: Catalogue | None, *, confirmed: bool
) -> None:
    """Write the draft once it is valid and agreed to; raises RefusedInput, and then nothing was written."""
    file = where.folder / path
    while draft != original:
        try:
            after = as_it_would_be(where, path, draft)
        except CatalogueError as error:
            print(error, file=sys.stderr)
            choice = _chosen(_EDIT_AGAIN, _DISCARD)
        else:
            print(ranking_page(before, after, file.stem))
            choice = _WRITE if confirmed else _chosen(_WRITE, _EDIT_AGAIN, _DISCARD)
        if choice == _DISCARD:
            raise RefusedInput("放弃了，什么也没写", "discarded; nothing was written")
        if choice == _WRITE:
            _write(file, without_explanations(draft) if original is None else draft, original)
            print(f"已写入 {file} / written")
            return
        draft = edited(draft, file.name)
    print("没有改动 / Nothing was changed")


def _chosen(*choices: str) -> str:
    """What somebody at the terminal wants; raises RefusedInput where nobody is there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        if _WRITE in choices:
            zh, en = (
                "没有人确认，什么也没写；不用确认请加 --yes",
                "nobody confirmed it; nothing was written; or give --yes",
            )
        else:
            zh, en = "检查没通过，什么也没写", "it is not valid; nothing was written"
        raise RefusedInput(zh, en)
    question = "，".join(_MEANINGS[choice] for choice in choices)
    chosen = ""
    while chosen not in choices:
        chosen = typer.prompt(question).strip().lower()
    return chosen


def _write(file: Path, text: bytes, original: bytes | None) -> None:
    """Write, or leave the text where it can be found again."""
    try:
        write(file, text, original)
    except RefusedInput as refusal:
        stream, kept = mkstemp(prefix=f"{file.stem}-", suffix=".yaml")
        with open(stream, "wb") as copy:
            copy.write(text)
        raise RefusedInput(f"{refusal.zh}；写好的在 {kept}", f"{refusal.en}; the text is in {kept}") from None
