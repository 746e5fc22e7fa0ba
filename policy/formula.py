"""The formula language of amounts: numbers, percentages, facts, parameters, ``+ - * /``, min, max and rounding.

    min(new_car.price / (1 + car_vat_rate) * purchase_tax_rate, nev_relief_cap)
    round_up(min(new_car.price * 12%, 20000), 1)

Formulas are parsed here and computed exactly, in fractions; nothing is ever handed to Python's eval. A name with a
dot is a fact, a name without one is a dated parameter.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policy.problems import RefusedValue

Values = Mapping[str, Fraction]

LONGEST = 200  # what a person can read, and far below what the parser's recursion could bear

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<name>[a-z_][a-z0-9_.]*)|(?P<sign>[-+*/(),]))")
_FOLDS: dict[str, Callable[..., Fraction]] = {"min": min, "max": max}
_ROUNDINGS = ("round", "round_up", "round_down")


@dataclass(frozen=True)
class Number:
    value: Fraction

    def evaluate(self, values: Values) -> Fraction:
        return self.value


@dataclass(frozen=True)
class Name:
    name: str

    def evaluate(self, values: Values) -> Fraction:
        return values[self.name]


@dataclass(frozen=True)
class Operation:
    """Addition, subtraction, multiplication, division, min or max of its parts."""

    sign: str
    parts: tuple[Node, ...]

    def evaluate(self, values: Values) -> Fraction:
        parts = [part.evaluate(values) for part in self.parts]
        if self.sign in _FOLDS:
            return _FOLDS[self.sign](parts)
        if self.sign == "/" and parts[1] == 0:
            return Fraction(0)  # a price of nothing: there is nothing to take a share of
        return _ARITHMETIC[self.sign](parts[0], parts[1])


@dataclass(frozen=True)
class Rounding:
    """The part rounded to a multiple of ``step``; ``round`` rounds halves up."""

    how: str
    part: Node
    step: Fraction

    def evaluate(self, values: Values) -> Fraction:
        steps = self.part.evaluate(values) / self.step
        down = steps.__floor__()
        if self.how == "round_up":
            down += steps > down
        elif self.how == "round":
            down += steps - down >= Fraction(1, 2)
        return down * self.step


Node = Number | Name | Operation | Rounding
_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


@dataclass(frozen=True)
class Formula:
    """A parsed formula. ``facts`` and ``parameters`` are the names it uses, once for each use, in order."""

    text: str
    root: Node

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(name for name in _names(self.root) if "." in name)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(name for name in _names(self.root) if "." not in name)

    @property
    def rounds_inside(self) -> bool:
        """Whether anything but the outermost step rounds; bounds would not be exact then."""
        inner = self.root.part if isinstance(self.root, Rounding) else self.root
        return any(isinstance(node, Rounding) for node in _nodes(inner))

    def value(self, values: Values) -> Fraction:
        """The exact value for facts in their own unit (yuan, not fen) and parameters."""
        return self.root.evaluate(values)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    parts = node.parts if isinstance(node, Operation) else (node.part,) if isinstance(node, Rounding) else ()
    for part in parts:
        yield from _nodes(part)


def _names(node: Node) -> Iterator[str]:
    return (found.name for found in _nodes(node) if isinstance(found, Name))


def parse_formula(text: str) -> Formula:
    """Parse a formula; raises RefusedValue saying what was expected and at which character."""
    if len(text) > LONGEST:
        raise RefusedValue(
            f"公式太长，最多 {LONGEST} 个字符；请拆成几种情况或参数。",
            f"the formula is too long: at most {LONGEST} characters. Use cases or parameters.",
        )
    parser = _Parser(text)
    root = parser.sum()
    parser.expect("", "公式到此应结束", "the formula should end here")
    return Formula(text, root)


class _Parser:
    """Recursive descent over the tokens: sum, product, sign, atom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.token = ""
        self._advance()

    def _advance(self) -> str:
        passed = self.token
        found = _TOKEN.match(self.text, self.position)
        if found:
            self.token = found[0].strip()
            self.position = found.end()
        elif self.text[self.position :].strip():
            self.token = ""  # the place is what follows, not the sign before it
            raise self._refuse("看不懂的符号", "an unknown sign")
        else:
            self.token = ""
        return passed

    def _refuse(self, zh: str, en: str) -> RefusedValue:
        near = self.token or self.text[self.position :].strip()[:10]
        place = f"“{near}”" if near else "末尾"
        return RefusedValue(
            f"公式 {self.text} 在{place}处：{zh}。",
            f"formula {self.text}, at {near or 'its end'}: {en}.",
        )

    def expect(self, sign: str, zh: str, en: str) -> None:
        if self.token != sign:
            raise self._refuse(zh, en)
        self._advance()

    def sum(self) -> Node:
        node = self.product()
        while self.token in ("+", "-"):
            node = Operation(self._advance(), (node, self.product()))
        return node

    def product(self) -> Node:
        node = self.atom()
        while self.token in ("*", "/"):
            node = Operation(self._advance(), (node, self.atom()))
        return node

    def atom(self) -> Node:
        token = self.token
        if token == "(":
            self._advance()
            node = self.sum()
            self.expect(")", "缺右括号", "expected a closing bracket")
            return node
        if token and token[0].isdigit():
            self._advance()
            number = Fraction(token.removesuffix("%"))
            return Number(number / 100 if token.endswith("%") else number)
        if token and (token[0].isalpha() or token[0] == "_"):
            self._advance()
            return self._call(token) if self.token == "(" else Name(token)
        raise self._refuse("缺数字、事实或参数名", "expected a number, a fact or a parameter")

    def _call(self, function: str) -> Node:
        if function not in _FOLDS and function not in _ROUNDINGS:
            raise self._refuse(
                f"没有函数 {function}，可用 min、max、round、round_up、round_down",
                f"no function {function}; there are min, max, round, round_up and round_down",
            )
        self._advance()
        parts = [self.sum()]
        while self.token == ",":
            self._advance()
            parts.append(self.sum())
        self.expect(")", "缺右括号", "expected a closing bracket")
        if function in _FOLDS:
            return Operation(function, tuple(parts))
        if len(parts) != 2 or not isinstance(parts[1], Number) or parts[1].value <= 0:
            raise self._refuse(
                f"{function} 要写成 {function}(算式, 步长)", f"{function} is written {function}(sum, step)"
            )
        return Rounding(function, parts[0], parts[1].value)
