"""The catalogue's conditions in the languages of two rule engines, to be timed side by side.

A measure becomes one expression: its period, its conditions, the guard of every fact that they test, and, where its
amount has cases, that one of them applies. Neither engine reckons with years, so the last day of "within a year of
the sale" is handed to both as a further fact; that is not counted in their time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import rule_engine
from json_logic import jsonLogic

from policy.catalogue import Catalogue
from policy.condition import All, AnyOf, Condition, Criterion, Not, Relation, criteria_in
from policy.domain import Domain
from policy.fact import ASKED_ON
from policy.formula import parse_formula
from policy.measure import AmountRange, Case, Measure
from policy.variables import FOREVER, conditions_of, window

Expression = Any  # True, False or a list: ["and", …], ["or", …], ["not", …], [operator, fact, value]
Values = Mapping[str, int]
Decide = Callable[[Values], bool]


def rule_engine_rules(catalogue: Catalogue, measures: list[Measure]) -> list[Decide]:
    """Each measure as a compiled rule of rule-engine."""
    context = rule_engine.Context(resolver=rule_engine.resolve_item)
    return [rule_engine.Rule(_text(expression(catalogue, one)), context=context).matches for one in measures]


def json_logic_rules(catalogue: Catalogue, measures: list[Measure]) -> list[Decide]:
    """Each measure as JSON that json-logic-qubit walks."""
    return [partial(jsonLogic, _json(expression(catalogue, measure))) for measure in measures]


def values_for_peers(catalogue: Catalogue, measures: list[Measure], known: Mapping[str, Domain], day: int) -> Values:
    """A complete case as plain numbers under names without dots, with the last days of the relations."""
    values = {_plain(fact): domain.low for fact, domain in known.items()} | {_plain(ASKED_ON): day}
    for measure in measures:
        for condition in conditions_of(measure):
            for relation in (criterion.relation for criterion in criteria_in(condition)):
                if relation is not None and not relation.is_same:
                    values[_last_day(relation)] = relation.latest(known[relation.other].low)
    return values


def _plain(fact: str) -> str:
    return fact.replace(".", "_")


def _last_day(relation: Relation) -> str:
    return f"{_plain(relation.other)}_plus_{relation.years or 0}_years_{relation.days or 0}_days"


# ---- from a measure to an expression


def expression(catalogue: Catalogue, measure: Measure) -> Expression:
    """Whether a measure is granted, as a tree of simple comparisons."""
    translator = _Translator(catalogue)
    dated = translator.test(measure.dated_by, window(measure))
    cases = measure.benefit.all_cases
    applies = translator.cases(cases) if cases else True
    return _all([dated, translator.condition(measure.requires), applies])


class _Translator:
    def __init__(self, catalogue: Catalogue) -> None:
        self.facts = catalogue.facts

    def condition(self, condition: Condition | None) -> Expression:
        match condition:
            case None:
                return True
            case All():
                return _all([self.condition(part) for part in condition.all])
            case AnyOf():
                return _any([self.condition(part) for part in condition.any])
            case Not():
                return ["not", self.condition(condition.not_)]
            case Criterion(relation=None):
                return self.test(condition.fact, condition.accepted(self.facts[condition.fact]))
            case Criterion():
                return self._relation(condition)

    def exists(self, fact: str) -> Expression:
        return self.condition(self.facts[fact].applies_when)

    def test(self, fact: str, accepted: Domain) -> Expression:
        everything = FOREVER if fact == ASKED_ON else self.facts[fact].universe
        return _all([self.exists(fact), _within(_plain(fact), accepted & everything, everything)])

    def _relation(self, criterion: Criterion) -> Expression:
        relation = criterion.relation
        assert relation is not None, "only relations come here"
        name, other = _plain(relation.fact), _plain(relation.other)
        if relation.is_same:
            met = [["== fact", name, other]]
        else:
            met = [[">= fact", name, other], ["<= fact", name, _last_day(relation)]]
        return _all([self.exists(relation.fact), self.exists(relation.other), *met])

    def cases(self, cases: list[Case]) -> Expression:
        """Whether the first case that applies has an amount, that is, whether the facts in its formula exist."""
        if not cases:
            return False
        when, exists = self.condition(cases[0].when), self._amount_exists(cases[0])
        later = self.cases(cases[1:])
        if exists is True:
            return _any([when, later])
        return _any([_all([when, exists]), _all([["not", when], later])])

    def _amount_exists(self, case: Case) -> Expression:
        amount = case.amount
        texts = (amount.from_, amount.to) if isinstance(amount, AmountRange) else (amount,)
        return _all([self.exists(fact) for text in texts for fact in parse_formula(text).facts])


def _all(parts: list[Expression]) -> Expression:
    return _joined("and", parts, neutral=True)


def _any(parts: list[Expression]) -> Expression:
    return _joined("or", parts, neutral=False)


def _joined(word: str, parts: list[Expression], *, neutral: bool) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        inner = part[1:] if isinstance(part, list) and part[0] == word else [part]
        flat += [each for each in inner if each is not neutral and each not in flat]
    if (not neutral) in [each for each in flat if isinstance(each, bool)]:
        return not neutral
    return neutral if not flat else flat[0] if len(flat) == 1 else [word, *flat]


def _within(name: str, accepted: Domain, everything: Domain) -> Expression:
    """The shortest test for a set of values."""
    if all(low == high for low, high in accepted):
        values = [low for low, _ in accepted]
        return ["==", name, values[0]] if len(values) == 1 else ["in", name, values]
    spans = []
    for low, high in accepted:
        ends = [[">=", name, low]] if low > everything.low else []
        ends += [["<=", name, high]] if high < everything.high else []
        spans.append(_all(ends))
    return _any(spans)


# ---- from an expression to each language


def _text(tree: Expression) -> str:
    if isinstance(tree, bool):
        return str(tree).lower()
    word, *parts = tree
    if word in ("and", "or"):
        return "(" + f" {word} ".join(map(_text, parts)) + ")"
    if word == "not":
        return f"not {_text(parts[0])}"
    return f"{parts[0]} {word.removesuffix(' fact')} {parts[1]}"


def _json(tree: Expression) -> Any:
    if isinstance(tree, bool):
        return tree
    word, *parts = tree
    if word in ("and", "or"):
        return {word: [_json(part) for part in parts]}
    if word == "not":
        return {"!": [_json(parts[0])]}
    right = {"var": parts[1]} if word.endswith(" fact") else parts[1]
    return {word.removesuffix(" fact"): [{"var": parts[0]}, right]}
