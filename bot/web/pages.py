"""Pages out of templates. Each sentence stands in its template once, in Chinese and in English: ``say("…", "…")``."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.clock import SHANGHAI
from bot.web.assets import assets
from bot.web.markdown import as_html
from policy.shape import Language, Text
from policy.spoken import say_day


def render_page(template: str, language: Language, **values: Any) -> str:
    """A page as HTML; every value is escaped unless it is ``Markup``."""
    return _environment(language).get_template(f"{template}.html.j2").render(values)


@lru_cache(maxsize=2)
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    def words(text: Text) -> str:
        return text.in_language(language)

    def asset(name: str) -> str:
        return assets()[name].address

    environment.globals.update(say=say, asset=asset, language=language, other="en" if language == "zh" else "zh")
    environment.filters.update(
        markdown=as_html, words=words, moment=_moment, dated=_dated, day=lambda day: say_day(day.toordinal(), language)
    )
    return environment


def _moment(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, SHANGHAI):%m-%d %H:%M}"


def _dated(seconds: int) -> str:
    """With the year: for what is kept for longer than one."""
    return f"{datetime.fromtimestamp(seconds, SHANGHAI):%Y-%m-%d %H:%M}"
