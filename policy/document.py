"""Documents, topics, parameters and answers to frequent questions: the rest of what the catalogue holds."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from policy.phrase import Phrase
from policy.shape import Day, Grade, Label, Language, Shape, Text, refuse, refuse_at


class Document(Shape):
    """A published source. ``grade`` A: a government or official media page; B: a reprint of an official text.

    ``text`` names the file under ``documents/`` if we hold the full text; quotes are checked against it.
    """

    id: str
    title: str
    number: str | None = None
    issuer: str
    dated: Day | None = None
    grade: Grade
    obtained: Text
    text: str | None = None


class Topic(Shape):
    """What a resident can ask about. ``guard`` routes to a branch of the topic, ``pins`` are asked first, in order.

    ``things`` are what its facts are about: beside one of them a day or a sum needs no other sign of its topic.
    """

    id: str
    title: Label
    blurb: Label
    guard: str | None = None
    pins: list[str] = []
    things: list[Phrase] = []


class Dated(Shape):
    """A value of a parameter from one day to another, both included; ``to`` None: until further notice."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day | None = None
    value: str
    source: str

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Dated:
        if self.to is not None and self.from_ > self.to:
            raise refuse("from 比 to 晚。", "from is after to.")
        return self


class Parameter(Shape):
    """A figure that changes over time. Periods follow each other; a gap must be said with ``gaps: true``."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Label
    gaps: bool = False
    values: Annotated[list[Dated], Field(min_length=1)]

    @model_validator(mode="after")
    def periods_follow_each_other(self) -> Parameter:
        for index, (earlier, later) in enumerate(pairwise(self.values), 1):
            days = (later.from_ - earlier.to).days if earlier.to else 0
            if days < 1:
                zh = f"{later.from_} 起的一段与前一段重叠。"
                raise refuse_at(
                    ("values", index, "from"), zh, f"the period from {later.from_} overlaps the one before."
                )
            if days > 1 and not self.gaps:
                zh = f"{earlier.to} 与 {later.from_} 之间有空档；确实没有规定时写 gaps: true。"
                en = f"a gap between {earlier.to} and {later.from_}; if there was no rule, say gaps: true."
                raise refuse_at(("values", index, "from"), zh, en)
        return self


class Reference(Shape):
    """What an answer cites: a measure of the catalogue, or a document and clause."""

    measure: str | None = None
    document: str | None = None
    clause: str | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> Reference:
        if (self.measure is None) == (self.document is None):
            raise refuse("写 measure 或 document 其中之一。", "name either a measure or a document.")
        return self


class Start(Shape):
    """A topic that an answer offers to begin, with the facts that the question implies."""

    topic: str
    facts: dict[str, Any] = {}


class Answered(Shape):
    question: str
    answer: str


Aspect = Literal["who", "amount", "until", "bring", "where", "combine", "refused", "not_stated"]


class Faq(Shape):
    """A frequent question, other ways to ask it, and its answer in Markdown with placeholders for figures.

    ``aspects``: what it answers of the measures that it cites, so that a measure with a gap is found.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    topic: str
    question: Annotated[str, Field(min_length=2, max_length=80)]
    also: list[str] = []
    answer: Annotated[str, Field(min_length=2, max_length=1500)]
    citations: Annotated[list[Reference], Field(min_length=1)]
    checked_on: Day
    aspects: list[Aspect] = []
    audience: Literal["consumer", "business", "government"] = "consumer"
    start: Start | None = None
    en: Answered | None = None

    def asked_in(self, language: Language) -> str:
        """The question, in Chinese where there is no English."""
        return self.en.question if language == "en" and self.en else self.question
