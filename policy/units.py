"""Numbers as people write them and as the engine counts them: whole numbers of a unit's smallest part."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from policy.problems import RefusedValue
from policy.shape import Language

LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Unit:
    """``decimals`` is how many digits after the point are kept: yuan are counted in fen, so 2."""

    decimals: int
    zh: str
    en: str
    percent: bool = False

    @property
    def scale(self) -> int:
        return int(10**self.decimals)

    def count(self, value: object) -> int:
        """The number as a whole count of the smallest part; 1.005 yuan is refused, not rounded."""
        parts = self.decimal(value) * self.scale
        if parts != parts.to_integral_value():
            raise RefusedValue(
                f"{value} 的小数位太多，最多 {self.decimals} 位。",
                f"{value} has too many decimals: at most {self.decimals}.",
            )
        return int(parts)

    def decimal(self, value: object) -> Decimal:
        """The exact number behind 12, "12.50" or "12%"; anything else is refused."""
        text = str(value).strip()
        divisor = 100 if text.endswith("%") else 1
        try:
            if isinstance(value, bool):
                raise InvalidOperation
            number = Decimal(text.removesuffix("%")) / divisor
        except InvalidOperation:
            raise RefusedValue(f"{text} 不是数字。", f"{text} is not a number.") from None
        if not number.is_finite() or abs(number) > LARGEST:
            raise RefusedValue(f"{text} 超出范围。", f"{text} is out of range.")
        return number

    def plain(self, count: int) -> str:
        """A count as a plain number: 1769912 fen is "17699.12", 2000000 fen is "20000"."""
        number = Decimal(count) / self.scale * (100 if self.percent else 1)
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def show(self, count: int, language: Language) -> str:
        """A count with its unit: "20000元", "20000 yuan"."""
        return self.plain(count) + (self.zh if language == "zh" else self.en)


UNITS = {
    "CNY": Unit(2, "元", " yuan"),
    "m2": Unit(2, "㎡", " ㎡"),
    "L": Unit(3, "升", " L"),
    "ratio": Unit(5, "%", "%", percent=True),
    "count": Unit(0, "", ""),
    "years": Unit(0, "年", " years"),
    "vehicles": Unit(0, "台", " vehicles"),
    "events": Unit(0, "场", " events"),
}
