"""Amounts as an agent reads them at a glance: "17 699.12 元", "0 – 20 000 元"."""

from __future__ import annotations

from policy.assessment import Bounds, Result, amount_text
from policy.shape import Language
from policy.total import Total

_SPACE = "\u00a0"  # keeps a sum on one line


def sum_of(total: Total, language: Language) -> str:
    """The bounds of a total; "at most" where they are not exact, empty where there is nothing to add up."""
    if total.high == 0:
        return ""
    words = span(Bounds(total.low, total.high, "CNY"), language)
    if total.exact or total.high is None:
        return words
    return (f"至多{_SPACE}" if language == "zh" else f"up to{_SPACE}") + _money(total.high, language)


def amount_of(result: Result, language: Language) -> str:
    """What a measure gives, or may give; empty where it gives nothing."""
    kind, bounds, zh = result.measure.benefit.kind, result.amount, language == "zh"
    if kind == "none" or result.verdict == "ineligible":
        return ""
    if kind == "local":
        return "金额由市里定" if zh else "set by the city"
    if bounds is None:
        return "按算法" if zh else "see how it is reckoned"
    if kind == "up_to" and bounds.high is not None:
        most = _money(bounds.high, language)
        return f"最高{_SPACE}{most}，市里定" if zh else f"up to{_SPACE}{most}, set by the city"
    if kind == "limit":
        name = ("比例", "rate") if bounds.unit == "percent" else ("额度", "limit")
        return (name[0] if zh else name[1]) + _SPACE + span(bounds, language)
    return span(bounds, language)


def span(bounds: Bounds, language: Language) -> str:
    """Least and greatest amount; one figure where they meet."""
    low, high = bounds.low, bounds.high
    if bounds.unit == "percent":
        figures = [amount_text(low, "percent"), *([amount_text(high, "percent")] if high not in (None, low) else [])]
        return f"{_SPACE}–{_SPACE}".join(figures) + "%"
    if high is None:
        if not low:
            return "还要看金额" if language == "zh" else "depends on the price"
        return (f"至少{_SPACE}" if language == "zh" else f"at least{_SPACE}") + _money(low, language)
    if low == high:
        return _money(low, language)
    return f"{_digits(low)}{_SPACE}–{_SPACE}{_money(high, language)}"


def _money(fen: int, language: Language) -> str:
    return f"{_digits(fen)}{_SPACE}{'元' if language == 'zh' else 'yuan'}"


def _digits(fen: int) -> str:
    """Groups of three, and two decimals only where they say something."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}".replace(",", _SPACE) + (f".{rest:02}" if rest else "")
