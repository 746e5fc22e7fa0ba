"""What must agree between the files of a catalogue: names, quotes, formulas, periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from policy.catalogue import Catalogue, Reading
from policy.comparisons import chained_comparisons
from policy.condition import Condition, Criterion, criteria_at, criteria_in
from policy.fact import ASKED_ON, Fact
from policy.formula import parse_formula
from policy.measure import AmountRange, Citation, Measure
from policy.pieces import in_pieces
from policy.problems import Problem, RefusedValue, nearest
from policy.speech_references import check_statement, check_subject
from policy.yamlfile import Route

Words = tuple[str, str]
Found = Iterator[tuple[Route, Words]]


def check_references(reading: Reading) -> list[Problem]:
    """Every broken agreement, as problems at their places."""
    checks: list[tuple[str, dict[str, Any], Callable[[Catalogue, Any], Found]]] = [
        ("documents", reading.catalogue.documents, _document),
        ("topics", reading.catalogue.topics, _topic),
        ("parameters", reading.catalogue.parameters, _parameter),
        ("facts", reading.catalogue.facts, _fact),
        ("measures", reading.catalogue.measures, _measure),
        ("faq", reading.catalogue.faq, _faq),
        ("statements", reading.catalogue.speech.statements, check_statement),
        ("subjects", reading.catalogue.speech.subjects, check_subject),
    ]
    found = [
        reading.problem(section, name, route, *words)
        for section, entries, check in checks
        for name, entry in in_pieces(entries.items())
        if (section, name) in reading.origins
        for route, words in check(reading.catalogue, entry)
    ]
    chains = chained_comparisons(reading.catalogue.measures.values())
    return found + [reading.problem("measures", name, route, *words) for name, route, words in chains]


def _known(kind: Words, name: str, names: Iterable[str]) -> Words | None:
    """What is wrong with a name, or None if it is one of the names."""
    names = list(names)
    if name in names:
        return None
    zh, en = nearest(name, names)
    return f"没有这个{kind[0]}：{name}。{zh}", f"no such {kind[1]}: {name}.{en}"


def _at(route: Route, words: Words | None) -> Found:
    if words:
        yield route, words


FACT, DOCUMENT, MEASURE = ("事实", "fact"), ("文件", "document"), ("政策", "measure")
TOPIC, PARAMETER = ("主题", "topic"), ("参数", "parameter")


def _document(catalogue: Catalogue, document: Any) -> Found:
    if document.text:
        yield from _at(("text",), _known(("原文", "text"), document.text, catalogue.texts))


def _topic(catalogue: Catalogue, topic: Any) -> Found:
    if topic.guard:
        yield from _at(("guard",), _known(FACT, topic.guard, catalogue.facts))
    for index, name in enumerate(topic.pins):
        yield from _at(("pins", index), _known(FACT, name, catalogue.facts))


def _parameter(catalogue: Catalogue, parameter: Any) -> Found:
    for index, period in enumerate(parameter.values):
        yield from _at(("values", index, "source"), _known(DOCUMENT, period.source, catalogue.documents))
        try:
            formula = parse_formula(period.value)
        except RefusedValue as error:
            yield ("values", index, "value"), (error.zh, error.en)
        else:
            if formula.facts or formula.parameters:
                yield (
                    ("values", index, "value"),
                    ("参数的值只能是数字。", "a parameter's value is made of numbers only."),
                )


def _fact(catalogue: Catalogue, fact: Fact) -> Found:
    yield from _condition(catalogue, fact.applies_when, ("applies_when",))
    for route, criterion in criteria_at(fact.applies_when, ("applies_when",)):
        if criterion.relation is not None:
            yield route, ("applies_when 不能比较两个事实。", "applies_when cannot compare two facts.")
    if _guards_itself(catalogue, fact):
        yield ("applies_when",), (f"{fact.id} 绕了一圈又依赖自己。", f"{fact.id} depends on itself in the end.")
    for index, name in enumerate(fact.implies):
        yield from _at(("implies", index), _known(FACT, name, catalogue.facts))
    for option_id, option in fact.options.items():
        yield from _values(catalogue, option.implies, ("options", option_id, "implies"))


def _guards_itself(catalogue: Catalogue, fact: Fact) -> bool:
    waiting, seen = [fact.id], set()
    while waiting:
        guarded = catalogue.facts.get(waiting.pop())
        for criterion in criteria_in(guarded.applies_when if guarded else None):
            if criterion.fact == fact.id:
                return True
            if criterion.fact not in seen:
                seen.add(criterion.fact)
                waiting.append(criterion.fact)
    return False


def _values(catalogue: Catalogue, values: dict[str, Any], route: Route) -> Found:
    """Given facts: each must exist and each value must be one it can have."""
    for name, value in values.items():
        problem = _known(FACT, name, catalogue.facts)
        if problem:
            yield (*route, name, ""), problem
            continue
        try:
            catalogue.facts[name].parse(value)
        except RefusedValue as error:
            yield (*route, name), (error.zh, error.en)


def _condition(catalogue: Catalogue, condition: Condition | None, route: Route) -> Found:
    for place, criterion in criteria_at(condition, route):
        yield from _criterion(catalogue, criterion, place)


def _criterion(catalogue: Catalogue, criterion: Criterion, route: Route) -> Found:
    problem = _known(FACT, criterion.fact, catalogue.facts)
    if problem:
        yield (*route, "fact"), problem
        return
    (operator,) = criterion.operators
    relation = criterion.relation
    if relation is None:
        try:
            accepted = criterion.accepted(catalogue.facts[criterion.fact])
        except RefusedValue as error:
            yield (*route, operator), (error.zh, error.en)
        else:
            if not accepted:
                yield (*route, operator), ("没有任何值能满足。", "no value can meet this.")
        return
    problem = _known(FACT, relation.other, catalogue.facts)
    if problem:
        yield (*route, operator), problem
        return
    fact, other = catalogue.facts[relation.fact], catalogue.facts[relation.other]
    wanted = {"choice"} if relation.is_same else {"date"}
    if {fact.kind, other.kind} != wanted or relation.fact == relation.other:
        zh = f"{operator} 要比较两个{'选项' if relation.is_same else '日期'}事实。"
        en = f"{operator} compares two different {'choice' if relation.is_same else 'date'} facts."
        yield (*route, operator), (zh, en)
    elif relation.is_same and [*fact.options] != [*other.options]:
        zh = f"{fact.id} 和 {other.id} 的选项要相同、顺序也相同。"
        en = f"{fact.id} and {other.id} must have the same options in the same order."
        yield (*route, operator), (zh, en)


def _measure(catalogue: Catalogue, measure: Measure) -> Found:
    yield from _at(("topic",), _known(TOPIC, measure.topic, catalogue.topics))
    yield from _at(("dated_by",), _dating(catalogue, measure.dated_by))
    for index, name in enumerate(measure.excludes):
        yield from _at(("excludes", index), _known(MEASURE, name, catalogue.measures))
    yield from _branch(catalogue, measure)
    yield from _condition(catalogue, measure.requires, ("requires",))
    for index, reserved in enumerate(measure.reserved):
        yield from _condition(catalogue, reserved.when, ("reserved", index, "when"))
    yield from _citation(catalogue, measure.source, ("source",))
    for index, rule in enumerate(measure.rules):
        yield from _citation(catalogue, rule, ("rules", index))
    yield from _amounts(catalogue, measure)
    for index, example in enumerate(measure.examples):
        yield from _values(catalogue, example.given, ("examples", index, "given"))
        for number, name in enumerate(example.missing or ()):
            yield from _at(("examples", index, "missing", number), _known(FACT, name, catalogue.facts))


def _dating(catalogue: Catalogue, name: str) -> Words | None:
    if name != ASKED_ON and name in catalogue.facts and catalogue.facts[name].kind != "date":
        return f"{name} 不是日期。", f"{name} is not a date."
    return _known(FACT, name, catalogue.facts)


def _branch(catalogue: Catalogue, measure: Measure) -> Found:
    guard = catalogue.topics[measure.topic].guard if measure.topic in catalogue.topics else None
    options = catalogue.facts[guard].options if guard in catalogue.facts else {}
    for index, name in enumerate(measure.branch):
        yield from _at(("branch", index), _known(("分支", "branch"), name, options))


def _citation(catalogue: Catalogue, citation: Citation, route: Route) -> Found:
    problem = _known(DOCUMENT, citation.document, catalogue.documents)
    if problem:
        yield (*route, "document"), problem
        return
    text = catalogue.texts.get(catalogue.documents[citation.document].text or "")
    if citation.quote is None:
        return
    if text is None:
        zh = "我们没有这份文件的全文，不能引原文；请删去 quote。"
        en = "we do not hold this document's text, so it cannot be quoted: remove quote."
        yield (*route, "quote"), (zh, en)
    elif citation.quote not in text:
        zh, en = _first_difference(citation.quote, text)
        yield (*route, "quote"), (zh, en)


def _first_difference(quote: str, text: str) -> Words:
    """Where a quote stops agreeing with the text."""
    same = next(length for length in range(len(quote), -1, -1) if quote[:length] in text)
    start = text.find(quote[:same]) + same
    there = text[start : start + 10].replace("\n", "⏎")
    zh = f"原文里没有这句话：“{quote[:same][-10:]}”之后原文是“{there}”，这里写的是“{quote[same : same + 10]}”。"
    en = f"not in the source text: after “{quote[:same][-10:]}” it has “{there}”, not “{quote[same : same + 10]}”."
    return zh, en


def _amounts(catalogue: Catalogue, measure: Measure) -> Found:
    benefit = measure.benefit
    for index, part in enumerate(benefit.parts):
        yield from _condition(catalogue, part.when, ("benefit", "parts", index, "when"))
        yield from _formula(catalogue, measure, part.amount, ("benefit", "parts", index, "amount"), once=False)
    cases = benefit.all_cases
    for index, case in enumerate(cases):
        route: Route = ("benefit", "amount") if benefit.amount is not None else ("benefit", "cases", index, "amount")
        yield from _condition(catalogue, case.when, (*route[:-1], "when"))
        if isinstance(case.amount, AmountRange):
            yield from _formula(catalogue, measure, case.amount.from_, (*route, "from"), once=True)
            yield from _formula(catalogue, measure, case.amount.to, (*route, "to"), once=True)
        else:
            yield from _formula(catalogue, measure, case.amount, route, once=True)


def _formula(catalogue: Catalogue, measure: Measure, text: str, route: Route, *, once: bool) -> Found:
    try:
        formula = parse_formula(text)
    except RefusedValue as error:
        yield route, (error.zh, error.en)
        return
    for name in formula.facts:
        yield from _at(route, _known(FACT, name, catalogue.facts))
        if name in catalogue.facts and catalogue.facts[name].kind != "amount":
            yield route, (f"{name} 不是数额，不能计算。", f"{name} is no amount and cannot be reckoned with.")
    if once and len(set(formula.facts)) < len(formula.facts):
        zh = "同一个事实在公式里只能出现一次，否则上下限不准。"
        en = "a fact may occur once in a formula, or its bounds would not be exact."
        yield route, (zh, en)
    if once and formula.rounds_inside:
        yield route, ("取整只能放在最外层。", "rounding belongs outermost.")
    for name in formula.parameters:
        yield from _at(route, _known(PARAMETER, name, catalogue.parameters) or _constant(catalogue, measure, name))


def _constant(catalogue: Catalogue, measure: Measure, name: str) -> Words | None:
    """A parameter must keep one value over a measure's whole period."""
    on = measure.from_ or measure.checked_on
    for period in catalogue.parameters[name].values:
        if period.from_ <= on and (period.to is None or period.to >= on):
            if period.to is None or (measure.to is not None and measure.to <= period.to):
                return None
            return (
                f"参数 {name} 在 {period.to} 之后变了，请把这项政策按日期拆开。",
                f"parameter {name} changes after {period.to}: split the measure at that day.",
            )
    return f"参数 {name} 在 {on} 没有值。", f"parameter {name} has no value on {on}."


def _faq(catalogue: Catalogue, faq: Any) -> Found:
    yield from _at(("topic",), _known(TOPIC, faq.topic, catalogue.topics))
    for index, citation in enumerate(faq.citations):
        if citation.measure:
            words = _known(MEASURE, citation.measure, catalogue.measures)
            yield from _at(("citations", index, "measure"), words)
        else:
            words = _known(DOCUMENT, citation.document or "", catalogue.documents)
            yield from _at(("citations", index, "document"), words)
    if faq.start:
        yield from _at(("start", "topic"), _known(TOPIC, faq.start.topic, catalogue.topics))
        yield from _values(catalogue, faq.start.facts, ("start", "facts"))
