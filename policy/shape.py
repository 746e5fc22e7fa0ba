"""What every catalogue file has in common: strict keys, dates, and words in two languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Language = Literal["zh", "en"]
Grade = Literal["A", "B"]


def refuse(zh: str, en: str) -> PydanticCustomError:
    """An error that reaches the administrator in both languages, at the place where it was raised."""
    return PydanticCustomError("jinhui", "{en}", {"zh": zh, "en": en})


def refuse_at(place: tuple[str | int, ...], zh: str, en: str) -> ValidationError:
    """The same, at a place within the block where it was raised."""
    return ValidationError.from_exception_data("jinhui", [{"type": refuse(zh, en), "loc": place, "input": None}])


class Shape(BaseModel):
    """A block of YAML: unknown keys are refused, loaded values never change. What checks it is built on first use."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    def __hash__(self) -> int:
        return id(self)


class Text(Shape):
    """Words for people. A plain string is Chinese only; English readers are then shown the Chinese."""

    zh: Annotated[str, Field(min_length=1, max_length=600)]
    en: Annotated[str, Field(min_length=1, max_length=900)] | None = None

    @model_validator(mode="before")
    @classmethod
    def from_plain_string(cls, value: Any) -> Any:
        return {"zh": value} if isinstance(value, str) else value

    def in_language(self, language: Language) -> str:
        return self.en if language == "en" and self.en else self.zh


def _both(text: Text) -> Text:
    if text.en is None:
        raise refuse("缺少英文，应写成 {zh: …, en: …}。", "no English. Expected {zh: …, en: …}.")
    return text


class Label(Text):
    """Words that a resident meets while answering: Chinese and English are both needed, and they are short."""

    @model_validator(mode="after")
    def has_both_languages(self) -> Label:
        _both(self)
        return self


def parse_day(value: Any) -> date:
    """A calendar day written YYYY-MM-DD; the error says which real day was probably meant."""
    if isinstance(value, date):
        return value
    try:
        if not _DAY.fullmatch(value):  # fromisoformat also reads 20230701 and 2023-W01-1
            raise ValueError
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        meant_zh, meant_en = _meant(value)
        raise refuse(
            f"不是日期，应为 YYYY-MM-DD，含当日。{meant_zh}",
            f"not a date. Expected YYYY-MM-DD, inclusive.{meant_en}",
        ) from None


def _meant(value: Any) -> tuple[str, str]:
    parts = str(value).replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return "", ""
    year, month, day = (int(part) for part in parts)
    month = min(max(month, 1), 12)
    for last in range(min(max(day, 1), 31), 27, -1) if day > 28 else [max(day, 1)]:
        try:
            guess = date(year, month, last).isoformat()
        except ValueError:
            continue
        return f"是不是 {guess}？", f" Did you mean {guess}?"
    return "", ""


Day = Annotated[date, BeforeValidator(parse_day)]
