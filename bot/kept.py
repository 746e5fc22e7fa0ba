"""A validated catalogue, kept between two commands that end after one answer (docs/adr/0009-a-kept-catalogue.md).

It is kept under a hash of every byte of the catalogue and of the code that read it, in a folder that is nobody else's.
Whatever is unexpected there is the same as nothing being there: the catalogue is loaded and checked as ever.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import policy
from policy.catalogue import Catalogue, load_catalogue
from policy.source import Source

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_NOT_OURS = (("datetime", "date"), ("decimal", "Decimal"))
_ENDING = ".catalogue"


def load_or_keep(source: Source) -> Catalogue:
    """The catalogue in these files, as ``load_catalogue`` gives it; raises CatalogueError as that does."""
    folder = _folder()
    if folder is None:
        return load_catalogue(source)
    file = folder / f"{_digest(source)}{_ENDING}"
    kept = _read(file)
    if kept is None:
        kept = load_catalogue(source)
        _write(file, kept)
    return kept


def _folder() -> Path | None:
    """Where catalogues are kept; None where no folder is the user's alone."""
    if not hasattr(os, "geteuid"):
        return None
    named = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(named) if named else Path("~/.cache").expanduser()) / "jinhui"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if folder.is_absolute() and _is_ours(folder.lstat()) else None
    except (OSError, RuntimeError):
        return None


def _is_ours(found: os.stat_result) -> bool:
    """Whether only the user may write it, and it is no link."""
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE and not stat.S_ISLNK(found.st_mode)


def _digest(source: Source) -> str:
    """A name for what the files of a catalogue say to this version of the code."""
    digest = hashlib.sha256(sys.version.encode())
    code = Path(policy.__file__).parent
    read = {file.relative_to(code).as_posix(): file.read_bytes() for file in code.rglob("*.py")}
    for files in (source.files, read):
        for path in sorted(files):
            digest.update(f"{path}\0".encode())
            digest.update(hashlib.sha256(files[path]).digest())
    return digest.hexdigest()


class _Unpickler(pickle.Unpickler):
    """Makes nothing but what a catalogue is made of."""

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] != policy.__name__ and (module, name) not in _NOT_OURS:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a catalogue")
        return super().find_class(module, name)


def _read(file: Path) -> Catalogue | None:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as opened:
            if not _is_ours(os.fstat(descriptor)):
                return None
            kept = _Unpickler(io.BytesIO(opened.read())).load()
    except Exception:  # unpickling what was cut short or written by somebody else may raise anything
        return None
    return kept if isinstance(kept, Catalogue) else None


def _write(file: Path, catalogue: Catalogue) -> None:
    """Keep a catalogue instead of the last one. A full disk is no reason not to answer."""
    from tempfile import NamedTemporaryFile

    with suppress(OSError, pickle.PicklingError):
        data = pickle.dumps(catalogue, protocol=pickle.HIGHEST_PROTOCOL)
        with NamedTemporaryFile(dir=file.parent, delete=False) as written:
            written.write(data)
        os.replace(written.name, file)
        for other in file.parent.glob(f"*{_ENDING}"):
            if other != file:
                other.unlink(missing_ok=True)
