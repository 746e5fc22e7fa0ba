"""How people talk about what the catalogue holds: the files in ``language/``.

Synonyms of an answer stand with its fact. Here is what a sentence needs besides: spelling, festivals, the words near
which an amount or a day belongs to a fact, the words of each subject, what is none of our business, and commands.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from policy.fact import Fact
from policy.phrase import Phrase
from policy.shape import Day, Shape, refuse

MonthAndDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Misheard(Shape):
    """Words that are often mistyped as others of the same sound.

    ``sounds`` are characters that sound alike; ``real`` are words that a correction must leave alone.
    """

    words: list[Annotated[str, Field(min_length=2)]] = []
    sounds: list[Annotated[str, Field(min_length=2)]] = []
    real: list[str] = []


class Spelling(Shape):
    """Other spellings: traditional characters one by one, then whole words, then words that sound alike."""

    traditional: str = ""
    simplified: str = ""
    variants: dict[str, str] = {}
    misheard: Misheard = Field(default_factory=Misheard)

    @model_validator(mode="after")
    def pairs_characters(self) -> Spelling:
        if len(self.traditional) != len(self.simplified):
            raise refuse(
                "traditional 和 simplified 要一样长，一个字对一个字。",
                "traditional and simplified must be equally long: they pair characters.",
            )
        return self


class LunarYear(Shape):
    """The first day of each month of a lunar year; ``leap`` says after which month the leap month comes."""

    starts: Annotated[list[Day], Field(min_length=12, max_length=13)]
    leap: Annotated[int, Field(ge=1, le=12)] | None = None

    @model_validator(mode="after")
    def counts_its_leap_month(self) -> LunarYear:
        if (len(self.starts) == 13) != (self.leap is not None):
            raise refuse("有闰月的年写 13 个月并写 leap。", "a year with a leap month has 13 months and says leap.")
        return self

    def month(self, number: int) -> date:
        """The first day of a month, never of the leap one."""
        return self.starts[number - 1 if self.leap is None or number <= self.leap else number]


class Almanac(Shape):
    """Days that have names. Lunar ones are given as month and day of the lunar year; a negative day counts back."""

    festivals: dict[str, MonthAndDay] = {}
    lunar_festivals: dict[str, tuple[int, int]] = {}
    lunar_months: dict[str, Annotated[int, Field(ge=1, le=12)]] = {}
    lunar_years: dict[int, LunarYear] = {}


class Statement(Shape):
    """How a fact is stated in running text.

    ``topics``: where it is looked for. ``says``: the phrases of a value or, for several options, of "a,b"; ``answers``:
    those that mean it only when it is being asked. ``words``: the words for its options count, too. ``cues``: the
    words near which a day, an amount or a word that several facts share belongs to this fact. ``default``: without a
    cue it is this one. ``usual``: amounts outside are not taken for it. Of several amounts the one near a ``surest``
    cue counts; those near different ``adds_up`` cues are added up. ``implied``: phrases of a value that count if
    nothing else is stated, names of programmes among them. ``needs``: said only in a sentence that has one of these
    phrases, or states one of ``needs_facts``. ``unless``: never in a sentence that has one of these.
    """

    id: str
    topics: list[str]
    says: dict[str, list[Phrase]] = {}
    answers: dict[str, list[Phrase]] = {}
    implied: dict[str, list[Phrase]] = {}
    words: bool = False
    cues: list[Phrase] = []
    surest: list[Phrase] = []
    adds_up: list[Phrase] = []
    default: bool = False
    usual: tuple[Any, Any] | None = None
    needs: list[Phrase] = []
    needs_facts: list[str] = []
    unless: list[Phrase] = []


def value_of(fact: Fact, key: str) -> Any:
    """The value that a key of ``says`` stands for: an option, several, yes or no, a number."""
    if fact.kind == "yes_no":
        return {"yes": "true", "no": "false"}.get(key, key)
    return key.split(",") if fact.kind == "choice" else key


class Words(Shape):
    """Words that mean about the same, by the name under which phrases use them: ``{relative}`` for 爸, 妈, 老婆."""

    groups: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Annotated[list[str], Field(min_length=1)]] = {}


class Asides(Shape):
    """What speaks of no fact of the person: names of programmes, and what other amounts and days are about."""

    names: list[Phrase] = []
    amounts: list[Phrase] = []
    days: list[Phrase] = []


class Subject(Shape):
    """What some measures are about. ``clear`` words hardly speak of anything else, ``words`` may."""

    id: str
    measures: Annotated[list[str], Field(min_length=1)]
    clear: list[Phrase] = []
    words: list[Phrase] = []


class Intent(Shape):
    """A wish that is no question about a policy. ``anywhere``: it counts whatever else the message says."""

    id: str
    phrases: list[Phrase]
    anywhere: bool = False


class Outside(Shape):
    """What is none of our business: ``clear`` words decide whatever else is said, ``words`` unless we are meant.

    ``things`` are what benefits are for: they say that we are meant only beside one of ``wants``, a price or a day.
    """

    clear: list[Phrase] = []
    words: list[Phrase] = []
    things: list[Phrase] = []
    wants: list[Phrase] = []


class Speech(Shape):
    """Everything in ``language/``, a file each."""

    spelling: Spelling = Field(default_factory=Spelling)
    words: Words = Field(default_factory=Words)
    almanac: Almanac = Field(default_factory=Almanac)
    statements: dict[str, Statement] = {}
    asides: Asides = Field(default_factory=Asides)
    subjects: dict[str, Subject] = {}
    intents: dict[str, Intent] = {}
    outside: Outside = Field(default_factory=Outside)
