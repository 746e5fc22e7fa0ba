"""What people would see of a file as it was written: answers, measures, facts and parameters, as of any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from bot.checking import check_whole
from bot.editing.effects import preview
from bot.editing.ranking import Ranked, ranks
from bot.reports.measure_page import measure_page
from policy.catalogue import Catalogue, load_catalogue
from policy.document import Parameter
from policy.fact import Fact
from policy.problems import CatalogueError, Problem
from policy.reader import ReadFile
from policy.shape import Language
from policy.source import Source


class Message(NamedTuple):
    """An answer as Markdown in a language; ``before`` as it is served now, None if it is not."""

    language: Language
    before: str | None
    after: str | None


class Preview(NamedTuple):
    """``messages`` and ``ranks`` of an answer, ``explanations`` (Markdown) of everything else; none if it is broken."""

    problems: list[Problem]
    messages: list[Message]
    ranks: list[Ranked]
    explanations: list[str]


def preview_of(
    read: ReadFile, served: Source, path: str, text: bytes | None, on: date, questions: Sequence[str] = ()
) -> Preview:
    """A file of the served catalogue as it would be with another text; ``questions`` are tried on an answer."""
    checked = check_whole(served.overlaid({path: text}), read)
    after = checked.catalogue
    if after is None or text is None:
        return Preview(checked.problems, [], [], [])
    try:
        before: Catalogue | None = load_catalogue(served, read)
    except CatalogueError:
        before = None
    section, name = path.partition("/")[0], PurePosixPath(path).stem
    if section == "faq" and name in after.faq:
        return Preview(
            checked.problems,
            list(_messages(before, after, name, on)),
            list(ranks(before, after, name, questions)),
            [],
        )
    return Preview(checked.problems, [], [], list(_explanations(before, after, path, on)))


def _messages(before: Catalogue | None, after: Catalogue, name: str, on: date) -> Iterator[Message]:
    languages: tuple[Language, ...] = ("zh", "en") if after.faq[name].en else ("zh",)
    for language in languages:
        yield Message(
            language, preview(before, name, on, language) if before else None, preview(after, name, on, language)
        )


def _explanations(before: Catalogue | None, after: Catalogue, path: str, on: date) -> Iterator[str]:
    section, name = path.partition("/")[0], PurePosixPath(path).stem
    if section == "measures" and name in after.measures:
        yield measure_page(after, name, on)
    elif section == "facts":
        yield from (_fact(fact) for fact in after.facts.values() if before is None or before.facts.get(fact.id) != fact)
    elif path == "parameters.yaml":
        yield from (_parameter(parameter, after.parameter(name, on)) for name, parameter in after.parameters.items())


def _fact(fact: Fact) -> str:
    """A question as it is asked."""
    lines = [f"**{fact.question.zh}**", f"{fact.name.zh}（{fact.id}）：{fact.why.zh}"]
    options = [f"- {option.zh}（{value}）" for value, option in fact.options.items()]
    return "\n\n".join([*lines, *(["\n".join(options)] if options else [])])


def _parameter(parameter: Parameter, value: str | None) -> str:
    periods = [f"- {period.from_} 至 {period.to or '今'}：{period.value}" for period in parameter.values]
    return "\n\n".join([f"**{parameter.title.zh}**：{value or '这一天没有规定'}", "\n".join(periods)])
