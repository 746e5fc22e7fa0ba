"""The editor that somebody has chosen, on a copy of a text."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import RefusedInput, SettingsError


def edited(draft: bytes, file_name: str) -> bytes:
    """The draft as it was left in the editor.

    Raises SettingsError when no editor can be started, RefusedInput when it did not end well.
    """
    command = _command()
    with TemporaryDirectory(prefix="jinhui-") as folder:
        file = Path(folder) / file_name
        file.write_bytes(draft)
        try:
            code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError as error:
            raise SettingsError(
                f"编辑器 {command[0]} 打不开：{error.strerror}。请改 VISUAL 或 EDITOR",
                f"the editor {command[0]} cannot be started: {error.strerror}. Correct VISUAL or EDITOR",
            ) from None
        if code != 0:
            raise RefusedInput(
                f"编辑器以 {code} 退出，什么也没写", f"the editor ended with {code}; nothing was written"
            )
        try:
            return file.read_bytes()
        except OSError:
            raise RefusedInput(
                "编辑器没有留下文件，什么也没写", "the editor left no file; nothing was written"
            ) from None


def _command() -> list[str]:
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        raise SettingsError("VISUAL 或 EDITOR 的引号不成对", "the quotes in VISUAL or EDITOR do not match") from None
    if not command:
        raise SettingsError(
            "没有设编辑器：请设环境变量 VISUAL 或 EDITOR，如 EDITOR=nano；或用 --question、--also、--answer 给出内容",
            "no editor is known: set VISUAL or EDITOR, as in EDITOR=nano; or give --question, --also or --answer",
        )
    return command
