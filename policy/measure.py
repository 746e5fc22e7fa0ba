"""A measure: who gets what, from when to when, because of which clause; and worked examples that prove it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from policy.condition import Condition
from policy.shape import Day, Label, Shape, Text, refuse

Kind = Literal["fixed", "formula", "up_to", "local", "limit", "none"]
Verdict = Literal["eligible", "ineligible", "open", "information"]
Claim = Literal["open", "closed", "unknown"]
AmountUnit = Literal["CNY", "percent"]


class Citation(Shape):
    """A place in a document. A quote must stand word for word in the text that we hold of it."""

    document: str
    clause: str | None = None
    quote: str | None = None


class AmountRange(Shape):
    """An amount that the text itself leaves between two bounds."""

    from_: Annotated[str, Field(alias="from")]
    to: str


Amount = str | AmountRange


class Case(Shape):
    """The amount that applies when a condition is met; cases are tried from first to last."""

    when: Condition | None = None
    amount: Amount


class Part(Shape):
    """A figure shown beside the benefit: the tax, what is left to pay.

    Of parts with the same id the first counts whose condition is met; while that is open, its bounds span them.
    """

    id: str
    title: Label
    when: Condition | None = None
    amount: str


class Benefit(Shape):
    """What the measure gives.

    ``fixed`` and ``formula`` are sums; ``up_to`` is an upper bound, the sum being set by the city; ``local`` is set
    by the city and no figure is known; ``limit`` is a ceiling or a rate, never added up; ``none`` pays nobody.
    ``unit`` is CNY, or percent for a rate.
    """

    kind: Kind
    amount: Amount | None = None
    cases: list[Case] = []
    unit: AmountUnit = "CNY"
    per: Label | None = None
    parts: list[Part] = []

    @model_validator(mode="after")
    def has_the_amount_of_its_kind(self) -> Benefit:
        given = (self.amount is not None) + bool(self.cases)
        if self.kind in ("local", "none") and given:
            raise refuse(
                f"{self.kind} 没有金额，请删去 amount 和 cases。",
                f"{self.kind} has no amount: remove amount and cases.",
            )
        if self.kind in ("fixed", "formula", "up_to") and given != 1:
            raise refuse(f"{self.kind} 要有 amount 或 cases 其中之一。", f"{self.kind} needs either amount or cases.")
        if given > 1:
            raise refuse("amount 和 cases 只能有一个。", "amount and cases exclude each other.")
        return self

    @property
    def all_cases(self) -> list[Case]:
        return [Case(amount=self.amount)] if self.amount is not None else self.cases


class Reserved(Shape):
    """What the text leaves unclear, and when that matters. It is said, never asked, and never decides."""

    when: Condition | None = None
    say: Text


class Apply(Shape):
    """How to claim. ``until`` is the last day, None if no deadline is known.

    ``automatic``: nothing is applied for (a tax relief is given when the tax is filed), so it never closes.
    ``certain_until``: the last day on which the claim is certainly open, if that is not the measure's own ``to``.
    """

    where: Text
    bring: list[Text] = []
    until: Day | None = None
    automatic: bool = False
    certain_until: Day | None = None


class Status(Shape):
    """Somebody in charge has stopped the measure."""

    state: Literal["paused", "exhausted"]
    since: Day


class Example(Shape):
    """A worked example: what is given on a day, and what must come out."""

    asked_on: Day
    given: dict[str, Any] = {}
    expect: Verdict
    amount: Any = None
    parts: dict[str, Any] = {}
    missing: list[str] | None = None
    claim: Claim | None = None
    note: str | None = None


class Measure(Shape):
    """One measure, as one YAML file states it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Label
    summary: Label
    topic: str
    branch: list[str] = []
    audience: Literal["consumer", "business", "government"]
    article: Annotated[int, Field(ge=1, le=32)] | None = None
    source: Citation
    rules: list[Citation] = []
    dated_by: str
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    checked_on: Day
    status: Status | None = None
    requires: Condition | None = None
    benefit: Benefit
    excludes: list[str] = []
    told: list[Text] = []
    reserved: list[Reserved] = []
    apply: Apply
    responsible: list[str] = []
    examples: Annotated[list[Example], Field(min_length=1)]

    @model_validator(mode="after")
    def is_in_order(self) -> Measure:
        if self.from_ and self.to and self.from_ > self.to:
            raise refuse("from 比 to 晚。", "from is after to.")
        if self.benefit.kind == "none" and self.requires is not None:
            raise refuse("kind: none 只是信息，不能有 requires。", "kind: none is information and has no requires.")
        return self

    @property
    def citations(self) -> list[Citation]:
        return [self.source, *self.rules]
