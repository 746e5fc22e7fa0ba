"""Arguments and options that several commands have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer


def _day(text: str) -> date:
    from bot.enquiry import read_day
    from bot.errors import RefusedInput

    try:
        return read_day(text)
    except RefusedInput as error:
        raise typer.BadParameter(str(error)) from None


On = Annotated[
    date | None,
    typer.Option("--on", metavar="DATE", parser=_day, help="咨询日期，默认今天 / The day of the question; today"),
]
Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="car|home|shopping|business|other")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON / Print JSON")]
