"""Settings: environment variables that start with JINHUI_. Everything has a default that works."""

from __future__ import annotations

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.shipped import SHIPPED_CATALOGUE, default_database

TELEGRAM_API = "https://api.telegram.org"

WEBHOOK = ("telegram_token", "telegram_path", "telegram_secret")
"""What it takes to receive Telegram's updates through HTTP."""

Network = IPv4Network | IPv6Network

_PREFIX = "JINHUI_"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_PROXY = re.compile(r"(https?|socks[45]h?)://\S+")


def _refuse(zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("jinhui", "{en}", {"zh": zh, "en": en})


def _a_file(path: Path) -> Path:
    path = path.expanduser()
    if path.is_dir():
        raise _refuse(f"{path} 是文件夹，应为文件", f"{path} is a folder, expected a file")
    above = next(folder for folder in path.absolute().parents if os.path.exists(folder))
    if not above.is_dir():
        raise _refuse(f"{above} 不是文件夹，里面放不了文件", f"{above} is no folder that could hold a file")
    return path


def _a_catalogue(path: Path) -> Path:
    path = path.expanduser()
    if not (path / "documents.yaml").is_file():
        raise _refuse(
            f"{path} 不是目录数据的文件夹（里面没有 documents.yaml）",
            f"{path} is no folder of catalogue data (it has no documents.yaml)",
        )
    return path


def _a_token(token: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise _refuse("不是机器人令牌，应如 123456:ABC…", "not a bot token, expected something like 123456:ABC…")
    return token


def _a_url_safe_secret(secret: SecretStr) -> SecretStr:
    """What Telegram allows in its header, and what needs no escaping in a path."""
    if not _SAFE.fullmatch(secret.get_secret_value()):
        raise _refuse("应为 1 至 256 个字母、数字、_ 或 -", "expected 1 to 256 letters, digits, _ or -")
    return secret


def _a_base_address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise _refuse("应为 http:// 或 https:// 开头的网址", "expected an address that begins with http:// or https://")
    return address.rstrip("/")


def _a_proxy(address: SecretStr) -> SecretStr:
    if not _PROXY.fullmatch(address.get_secret_value()):
        raise _refuse("应如 socks5://主机:端口 或 http://主机:端口", "expected socks5://host:port or http://host:port")
    return address


def _networks(value: Any) -> Any:
    """Addresses or networks, separated by commas."""
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise _refuse(
            f"应为用逗号分开的 IP 或网段（{error}）", f"expected addresses or networks with commas ({error})"
        ) from None


class Settings(BaseSettings):
    """What an operator decides. Times are not among it: they are promises, not preferences.

    ``telegram_path`` and ``telegram_secret`` are two different values: one is part of the webhook's address, the other
    comes in its header. ``telegram_rate``: how many messages a second Telegram takes from the bot; more than 30 only of
    those who pay for it. ``trusted_proxies`` are those whose ``X-Forwarded-For`` counts. ``port`` follows the
    platform's ``PORT`` where it is not set; health and figures for operators are served on loopback at
    ``metrics_port``, by default the port after it. ``calls_kept_days`` is how long notes and summaries of calls at
    the desk are kept.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, hide_input_in_errors=True)

    database: Annotated[Path, AfterValidator(_a_file)] = Field(default_factory=default_database)
    catalogue: Annotated[Path, AfterValidator(_a_catalogue)] = SHIPPED_CATALOGUE
    telegram_token: Annotated[SecretStr, AfterValidator(_a_token)] | None = None
    telegram_driver: Literal["aiogram", "ptb"] = "aiogram"
    telegram_api: Annotated[str, AfterValidator(_a_base_address)] = TELEGRAM_API
    telegram_proxy: Annotated[SecretStr, AfterValidator(_a_proxy)] | None = None
    telegram_path: Annotated[SecretStr, AfterValidator(_a_url_safe_secret)] | None = None
    telegram_secret: Annotated[SecretStr, AfterValidator(_a_url_safe_secret)] | None = None
    telegram_rate: Annotated[float, Field(gt=0, le=1000)] = 30.0
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)] = ()
    public_url: Annotated[str, AfterValidator(_a_base_address)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, validation_alias=AliasChoices("JINHUI_PORT", "PORT"))] = 8080
    metrics_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    calls_kept_days: Annotated[int, Field(ge=1, le=365)] = 30
    log: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if (self.telegram_path is None) != (self.telegram_secret is None):
            missing = "TELEGRAM_SECRET" if self.telegram_secret is None else "TELEGRAM_PATH"
            raise _refuse(
                f"{_PREFIX}{missing} 也要设置：网址里的密文和请求头里的密文缺一不可",
                f"{_PREFIX}{missing} must be set too: a webhook needs both the path secret and the header secret",
            )
        if self.telegram_path is not None and self.telegram_path == self.telegram_secret:
            raise _refuse(
                f"{_PREFIX}TELEGRAM_SECRET 不能和 {_PREFIX}TELEGRAM_PATH 相同",
                f"{_PREFIX}TELEGRAM_SECRET must not be the same as {_PREFIX}TELEGRAM_PATH",
            )
        return self

    @property
    def has_webhook(self) -> bool:
        """Whether Telegram's updates can be taken through HTTP."""
        return all(getattr(self, name) is not None for name in WEBHOOK)

    @property
    def secrets(self) -> list[str]:
        """What must never be written down: tokens, secret paths, passwords."""
        found = (self.telegram_token, self.telegram_path, self.telegram_secret, self.telegram_proxy)
        values = [secret.get_secret_value() for secret in found if secret is not None]
        proxy = self.telegram_proxy
        password = urlsplit(proxy.get_secret_value()).password if proxy is not None else None
        return [*values, password, unquote(password)] if password else values


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return f"{_PREFIX}{field.upper()}"


def read_settings() -> Settings:
    """The settings of this process; raises SettingsError that names every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        found = [(_named(one["loc"]), *_reason(one)) for one in error.errors(include_input=False)]
        raise SettingsError(
            "；".join(name + zh for name, zh, _ in found), "; ".join(name + en for name, _, en in found)
        ) from None


def _named(location: tuple[int | str, ...]) -> str:
    """The variable that a problem is about; empty where the problem names its variables itself."""
    if not location:
        return ""
    first = str(location[0])
    return f"{first if first == 'PORT' or first.startswith(_PREFIX) else variable(first)}: "


def _reason(problem: ErrorDetails) -> tuple[str, str]:
    """What is wrong, in Chinese and in English."""
    context = problem.get("ctx", {})
    if "zh" in context:
        return context["zh"], context["en"]
    if problem["type"] == "literal_error":
        expected = context["expected"]
        return f"应为 {expected.replace(' or ', ' 或 ')}", f"expected {expected}"
    if problem["loc"][0] == "telegram_rate":
        return "应为大于 0、不超过 1000 的数", "expected a number above 0 and at most 1000"
    most = 365 if problem["loc"] == ("calls_kept_days",) else 65535
    return f"应为 1 至 {most} 的整数", f"expected a whole number from 1 to {most}"
