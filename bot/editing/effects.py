"""What a change would do to people: the worked examples and the frequent answers that come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from dialogs.commands import answer_question
from dialogs.session import Session
from dialogs.turn import Turn
from dialogs.understanding.faq import BadPlaceholder
from policy.assessment import Bounds, Result, amount_text
from policy.catalogue import Catalogue
from policy.check import example_result
from policy.measure import Example
from policy.problems import RefusedValue
from policy.shape import Language

Kind = Literal["example", "faq"]


class Effect(NamedTuple):
    """One answer that would change. ``about`` is a measure or an entry; of an example ``given`` says the situation.

    ``before`` or ``after`` is None where there is no such measure, entry or fact.
    """

    kind: Kind
    about: str
    language: Language
    given: str
    before: str | None
    after: str | None


def effects(before: Catalogue, after: Catalogue, on: date) -> list[Effect]:
    """Every example and every answer, as shown on a day, that comes out otherwise in the second catalogue.

    The situations are those of both catalogues' examples: what was promised, and what is promised now.
    """
    return [effect for effect in (*_examples(before, after), *_answers(before, after, on)) if effect[-2] != effect[-1]]


# ---- worked examples


def _examples(before: Catalogue, after: Catalogue) -> Iterator[Effect]:
    situations: dict[tuple[str, str], Example] = {}
    for catalogue in (before, after):
        for measure in catalogue.measures.values():
            for example in measure.examples:
                situations.setdefault((measure.id, situation(example)), example)
    for (name, given), example in situations.items():
        yield Effect("example", name, "zh", given, _comes_to(before, name, example), _comes_to(after, name, example))


def situation(example: Example) -> str:
    """The day and what is given: "2024-03-10: new_car.condition=new, new_car.price=200000"."""
    given = ", ".join(f"{fact}={value}" for fact, value in example.given.items())
    return f"{example.asked_on}: {given or '–'}"


def _comes_to(catalogue: Catalogue, name: str, example: Example) -> str | None:
    if name not in catalogue.measures:
        return None
    try:
        return comes_to(example_result(catalogue, catalogue.measures[name], example))
    except (KeyError, RefusedValue):  # the example speaks of facts or values that this catalogue does not have
        return None


def comes_to(result: Result) -> str:
    """Everything that an example can promise of a result, on one line: "eligible, 20000.00, claim open"."""
    words: list[str] = [result.verdict]
    if result.verdict != "ineligible" and (amount := _bounds(result.amount)):
        words.append(amount)
    words += [f"{part.id} {_bounds(part.bounds)}" for part in result.parts]
    if result.claim is not None:
        words.append(f"claim {result.claim}")
    if result.missing:
        words.append(f"missing {' '.join(sorted(result.missing))}")
    return ", ".join(words)


def _bounds(bounds: Bounds | None) -> str:
    if bounds is None:
        return ""
    low = amount_text(bounds.low, bounds.unit)
    high = "…" if bounds.high is None else amount_text(bounds.high, bounds.unit)
    return low if low == high else f"{low}–{high}"


# ---- answers to frequent questions


def _answers(before: Catalogue, after: Catalogue, on: date) -> Iterator[Effect]:
    for name in {**before.faq, **after.faq}:
        for language in languages(before, after, name):
            shown = [preview(catalogue, name, on, language) for catalogue in (before, after)]
            yield Effect("faq", name, language, "", *shown)


def languages(before: Catalogue, after: Catalogue, name: str) -> Iterator[Language]:
    """Chinese, and English where an entry has it."""
    yield "zh"
    if any(name in catalogue.faq and catalogue.faq[name].en for catalogue in (before, after)):
        yield "en"


def preview(catalogue: Catalogue, name: str, on: date, language: Language) -> str | None:
    """The message, as Markdown, that somebody gets on a day who asks this; None if there is no such entry."""
    if name not in catalogue.faq:
        return None
    turn = Turn(catalogue, Session(language=language), on)
    try:
        answer_question(turn, name)
    except (BadPlaceholder, RefusedValue) as error:
        return f"{error.zh} / {error.en}"
    return "\n\n".join(turn.said)
