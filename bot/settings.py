"""Settings: environment variables that start with JINHUI_. Everything has a default that works."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

SHIPPED_CATALOGUE = Path(__file__).parent.parent / "policy_data"


def _default_database() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "jinhui" / "jinhui.sqlite3"


def _refuse(zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("jinhui", "{en}", {"zh": zh, "en": en})


def _a_file(path: Path) -> Path:
    path = path.expanduser()
    if path.is_dir():
        raise _refuse(f"{path} 是文件夹，应为文件", f"{path} is a folder, expected a file")
    return path


def _a_catalogue(path: Path) -> Path:
    path = path.expanduser()
    if not (path / "documents.yaml").is_file():
        raise _refuse(
            f"{path} 不是目录数据的文件夹（里面没有 documents.yaml）",
            f"{path} is no folder of catalogue data (it has no documents.yaml)",
        )
    return path


class Settings(BaseSettings):
    """``database``: where conversations are kept. ``catalogue``: the folder of policy data that is served."""

    model_config = SettingsConfigDict(env_prefix="JINHUI_", env_ignore_empty=True)

    database: Annotated[Path, AfterValidator(_a_file)] = Field(default_factory=_default_database)
    catalogue: Annotated[Path, AfterValidator(_a_catalogue)] = SHIPPED_CATALOGUE


def read_settings() -> Settings:
    """The settings of this process; raises SettingsError that names every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        found = [(f"JINHUI_{str(one['loc'][0]).upper()}", one.get("ctx", {}), one["msg"]) for one in error.errors()]
        raise SettingsError(
            "；".join(f"{name}：{context.get('zh', message)}" for name, context, message in found),
            "; ".join(f"{name}: {context.get('en', message)}" for name, context, message in found),
        ) from None
