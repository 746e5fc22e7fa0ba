"""`jinhui faq list`, `show` and `preview`: entries as they are and as residents see them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot import clock
from bot.commands.faq.files import entry_path
from bot.commands.serving import catalogue, known_topic, loaded, workplace
from bot.errors import RefusedInput
from bot.output import print_json
from dialogs.commands import answer_question
from dialogs.session import Session
from dialogs.turn import Turn
from dialogs.understanding.faq import BadPlaceholder, render_faq
from policy.catalogue import Catalogue
from policy.document import Faq
from policy.problems import RefusedValue
from policy.shape import Language


def list_entries(topic: str | None, *, as_json: bool) -> None:
    """Every entry, or those of a topic, in the order of the catalogue."""
    served = catalogue()
    if topic is not None:
        known_topic(served, topic)
    entries = [entry for entry in served.faq.values() if topic in (None, entry.topic)]
    if as_json:
        print_json([_as_data(entry) for entry in entries], indent=2)
        return
    name_width = max((len(entry.id) for entry in entries), default=0)
    topic_width = max(map(len, served.topics), default=0)
    for entry in entries:
        print(f"{entry.id:{name_width}}  {entry.topic:{topic_width}}  {entry.question}")


def _as_data(entry: Faq) -> dict[str, Any]:
    return {
        "id": entry.id,
        "topic": entry.topic,
        "audience": entry.audience,
        "question": {"zh": entry.question, "en": entry.asked_in("en")},
        "also": entry.also,
        "citations": [citation.model_dump(exclude_none=True) for citation in entry.citations],
        "checked_on": entry.checked_on.isoformat(),
    }


def show(name: str) -> None:
    """The file as it stands, today's answer in both languages, and what it cites."""
    where = workplace()
    served, source = loaded(where)[1], where.served().source
    path = entry_path(source, name)
    entry, today = served.faq[name], clock.now().date()
    english = (
        _rendered(served, name, today, "en")
        if entry.en
        else "（没有英文，读英文的人看到中文 / none: Chinese is shown）"
    )
    print(f"# {source.shown(path)}")
    sys.stdout.write(source.files[path].decode())
    print(f"\n# 中文回答\n{_rendered(served, name, today, 'zh')}")
    print(f"\n# English answer\n{english}")
    print("\n# 依据 / Citations")
    for line in _citations(served, entry):
        print(line)


def _rendered(served: Catalogue, name: str, on: date, language: Language) -> str:
    try:
        return render_faq(served, name, on, language)
    except (BadPlaceholder, RefusedValue) as error:
        raise RefusedInput(f"{name}：{error.zh}", f"{name}: {error.en}") from None


def _citations(served: Catalogue, entry: Faq) -> Iterator[str]:
    """What is cited, by id, with the document that it stands in."""
    for reference in entry.citations:
        source = served.measures[reference.measure].source if reference.measure else reference
        document = served.documents[source.document or ""]
        named = f"{reference.measure}  {served.measures[reference.measure].title.zh}  " if reference.measure else ""
        yield f"{named}{source.document}  {document.number or f'《{document.title}》'}{source.clause or ''}"


def preview(name: str, on: date | None, language: Language) -> None:
    """The message that the conversation sends on a day to somebody who asks this."""
    where = workplace()
    served = loaded(where)[1]
    entry_path(where.served().source, name)
    turn = Turn(served, Session(language=language), on or clock.now().date())
    try:
        answer_question(turn, name)
    except (BadPlaceholder, RefusedValue) as error:
        raise RefusedInput(f"{name}：{error.zh}", f"{name}: {error.en}") from None
    print("\n\n".join(turn.said))
