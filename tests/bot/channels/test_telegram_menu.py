import re
from datetime import date

import pytest

from bot import clock
from bot.channels.telegram_menu import COMMANDS, command_event, menu
from dialogs.machine import Event, step
from dialogs.session import Session
from policy.catalogue import Catalogue

NOON = clock.fixed(date(2026, 4, 12))()


def event_of(catalogue: Catalogue, text: str) -> Event | None:
    return command_event(text, NOON, None, catalogue)


def test_the_menu_is_what_telegram_accepts_in_both_languages() -> None:
    for lines in (menu("zh"), menu("en")):
        assert [name for name, _ in lines] == [*COMMANDS]
        assert all(re.fullmatch("[a-z0-9_]{1,32}", name) and 1 <= len(line) <= 256 for name, line in lines)
    assert menu("zh") != menu("en")


def test_every_command_means_something_to_the_conversation(catalogue: Catalogue) -> None:
    started, _ = step(catalogue, Session(), Event("start", "", NOON, topic="car"))
    nonsense = step(catalogue, started, Event("choose", ":nonsense", NOON))[1]
    for name in {*COMMANDS} - {"start"}:
        event = event_of(catalogue, f"/{name}")
        assert event is not None
        assert step(catalogue, started, event)[1] != nonsense, name


def test_every_link_to_an_answer_can_be_written_and_followed(catalogue: Catalogue) -> None:
    for name in catalogue.faq:
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", f"faq-{name}"), "what Telegram allows in a link"
        assert event_of(catalogue, f"/start faq-{name}") == Event("start", "", NOON, faq=name)
    for topic in catalogue.topics:
        assert event_of(catalogue, f"/start {topic}") == Event("start", "", NOON, topic=topic)


@pytest.mark.parametrize("text", ["/car", "/CAR", "/car@jinhui_bot", "/car with more", "/car\nand more"])
def test_a_command_is_known_however_it_is_written(catalogue: Catalogue, text: str) -> None:
    assert event_of(catalogue, text) == Event("choose", ":topic:car", NOON)


def test_what_begins_with_no_slash_is_no_command(catalogue: Catalogue) -> None:
    assert event_of(catalogue, "car") is None
    assert event_of(catalogue, "") is None
    assert event_of(catalogue, "2025/10/1") is None


def test_a_language_can_be_named(catalogue: Catalogue) -> None:
    assert event_of(catalogue, "/lang en") == Event("choose", ":language:en", NOON)
    assert event_of(catalogue, "/lang fr") == Event("choose", ":language", NOON)


def test_an_unknown_command_explains_how_it_works(catalogue: Catalogue) -> None:
    for text in ("/", "/nobody_knows_this", "/@", "/ car"):
        assert event_of(catalogue, text) == Event("choose", ":help", NOON), text
