"""Markdown as HTML that is safe to show, whoever wrote it."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "strong", "em", "ul", "ol", "li", "br", "code", "blockquote", "h1", "h2", "h3", "h4", "hr", "table",
         "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_PLAIN_SIGNS = str.maketrans({"✅": "✓", "☑": "✓", "\ufe0f": None})
"""Not every desk has a font with coloured signs."""

_CONVERTER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=2048)
def as_html(markdown: str) -> Markup:
    """The text as HTML: no links, no attributes, nothing that could load or run."""
    html = _CONVERTER.render(markdown.translate(_PLAIN_SIGNS))
    return Markup(nh3.clean(html, tags=_TAGS, attributes={}, url_schemes=set()))


@lru_cache(maxsize=2048)
def spoken(markdown: str) -> str:
    """The text without its signs, to be read aloud: "**哪天？**" is "哪天？"."""
    return nh3.clean(_CONVERTER.renderInline(markdown), tags=set()).strip()
