"""What is wrong with answers to frequent questions, for the administrator who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dialogs.understanding.faq import BadPlaceholder, fill
from dialogs.understanding.quantities import quantities
from policy.catalogue import Catalogue
from policy.document import Faq
from policy.formula import parse_formula
from policy.measure import AmountRange, Measure
from policy.problems import RefusedValue
from policy.shape import Language
from policy.yamlfile import Route

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NAMED = re.compile(r"measure\(\s*[\"']([^\"']+)")
_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%?")


def faq_problems(catalogue: Catalogue) -> Iterator[tuple[str, Route, str, str]]:
    """Every problem: the FAQ entry's id, the line of the answer in it, and what to mend, in Chinese and in English."""
    for faq in catalogue.faq.values():
        versions: list[tuple[Route, str, Language]] = [(("answer",), faq.answer, "zh")]
        if faq.en:
            versions.append((("en", "answer"), faq.en.answer, "en"))
        for route, answer, language in versions:
            if bad := _bad_placeholder(catalogue, faq, answer, language):
                lines = enumerate(answer.splitlines())
                line = next((n for n, text in lines if _bad_placeholder(catalogue, faq, text, language)), 0)
                yield faq.id, (*route, line), bad.zh, bad.en
            for line, written in _copied_figures(catalogue, faq, answer):
                zh = f"“{written}”是所引政策里的数字，请写成占位符，免得改了一处忘了另一处。"
                en = f"“{written}” is a figure of a cited measure: write a placeholder, so that one edit changes both."
                yield faq.id, (*route, line), zh, en


def _bad_placeholder(
    catalogue: Catalogue, faq: Faq, text: str, language: Language
) -> BadPlaceholder | RefusedValue | None:
    try:
        fill(text, catalogue, faq.checked_on, language)
    except (BadPlaceholder, RefusedValue) as error:
        return error
    return None


def _copied_figures(catalogue: Catalogue, faq: Faq, answer: str) -> Iterator[tuple[int, str]]:
    """Amounts that are typed out although a cited measure has them, with their lines; quotations may hold any."""
    cited = {citation.measure for citation in faq.citations} | set(_NAMED.findall(answer))
    figures = {figure for name in cited if name in catalogue.measures for figure in _figures(catalogue, name)}
    plain = _QUOTED.sub(_nothing, _PLACEHOLDER.sub(_nothing, answer))
    for line, text in enumerate(plain.splitlines()):
        for quantity in quantities(text):
            for bound in {quantity.low, quantity.high}:
                if bound is not None and (quantity.dimension, bound) in figures:
                    yield line, _written(quantity.dimension, bound)


def _nothing(match: re.Match[str]) -> str:
    """What stands for something that is not looked at: it takes as many lines."""
    return "；" + "\n" * match[0].count("\n")


def _written(dimension: str | None, value: Decimal) -> str:
    return f"{(value * 100).normalize():f}%" if dimension == "ratio" else f"{value.normalize():f}元"


def _figures(catalogue: Catalogue, name: str) -> Iterator[tuple[str, Decimal]]:
    """The sums and the percentages in a measure's formulas, those of its parameters included."""
    for text in _formulas(catalogue.measures[name]):
        values = [text]
        for parameter in parse_formula(text).parameters:
            values += [period.value for period in catalogue.parameters[parameter].values]
        for number in (number for value in values for number in _NUMBER.findall(value)):
            if number.endswith("%"):
                yield "ratio", Decimal(number[:-1]) / 100
            else:
                yield "CNY", Decimal(number)


def _formulas(measure: Measure) -> Iterator[str]:
    for case in measure.benefit.all_cases:
        if isinstance(case.amount, AmountRange):
            yield from (case.amount.from_, case.amount.to)
        else:
            yield case.amount
    for part in measure.benefit.parts:
        yield part.amount
