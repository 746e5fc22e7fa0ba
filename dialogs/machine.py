"""The conversation: one event in, the next session and the replies out. Pure: no I/O, no clock but ``event.at``.

Every interruption is answered first; then the question that was pending is asked again, last and alone.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Literal

from dialogs.commands import answer_question
from dialogs.counting import counted, rateable, with_ratings
from dialogs.echo import echo
from dialogs.intake import hear, press
from dialogs.late import press_late, stands
from dialogs.masking import masked
from dialogs.messages import Choice, Event, Origin, Reply
from dialogs.prompt import pending
from dialogs.renewal import asks_in_vain, changed_by_catalogue, lost_with_catalogue, standings
from dialogs.session import Session
from dialogs.sharing import follow_agent
from dialogs.transcript import Line, continued
from dialogs.turn import Turn, assessment_of
from policy.catalogue import Catalogue

__all__ = ["Choice", "Event", "Origin", "Reply", "assessment_of", "step"]

SHANXI_TIME = timezone(timedelta(hours=8))


def step(catalogue: Catalogue, session: Session, event: Event) -> tuple[Session, list[Reply]]:
    """Apply one event. Returns the next session and one or two replies, the last of which carries the choices.

    Whatever the event is, this answers it and raises nothing; what means nothing changes nothing but the turn. After
    somebody was forgotten, any event is their first.
    """
    asked_on = event.at.astimezone(SHANXI_TIME).date()
    turn = Turn(catalogue, _opened(catalogue, session, event), asked_on)
    turn.by_agent = bool(event.by_agent)
    _say_what_a_new_catalogue_changed(turn)
    if not turn.session.greeted:
        turn.say("greeting")
        turn.change(greeted=True)
    if event.by_agent and follow_agent(turn, event):
        return _closed(turn)
    if turn.session.shared and not turn.by_agent and event.value != ":end-sharing":
        turn.say("sharing")
    asked = turn.session.asking
    if event.kind == "start":
        _start(turn, event)
    elif event.kind == "choose":
        if (meant := _choose(turn, event)) is not None:
            _write_down(turn, event, meant, asked)
    elif event.kind == "other":
        turn.say("unreadable", what=event.value)
    else:
        hear(turn, event.value)
        _write_down(turn, event, event.value, asked)
    return _closed(turn)


def _opened(catalogue: Catalogue, session: Session, event: Event) -> Session:
    """The session at the beginning of a step, rid of what the catalogue no longer has."""
    if session.place == "ended":
        session = Session(turn=session.turn, language=session.language)
    language = session.language
    if event.language is not None and (event.kind == "start" or not session.greeted):
        language = event.language
    elif event.prefers is not None and not session.greeted:
        language = event.prefers
    opened = session._replace(
        turn=session.turn + 1, language=language, interruption=None, unanswered=None, wants_code=False
    )
    if opened.topic is not None and opened.topic not in catalogue.topics:
        opened = opened._replace(topic=None, place="topic", asking=None, revisiting=False)
    if opened.asking is not None and opened.asking not in catalogue.facts:
        opened = opened._replace(place="topic", asking=None, revisiting=False)
    return opened


def _write_down(turn: Turn, event: Event, said: str, asked: str | None) -> None:
    """Add to the transcript what was said or pressed, unless everything has just been forgotten."""
    if turn.session.place != "ended":
        kind: Literal["text", "choose"] = "text" if event.kind == "text" else "choose"
        line = Line(kind, masked(said), asked, turn.by_agent)
        turn.change(transcript=continued(turn.session.transcript, line))


def _choose(turn: Turn, event: Event) -> str | None:
    """A button that was shown last, or one that still means the same, is pressed; any other answers nothing: None."""
    value = _at_position(turn, event) if event.value.startswith("#") else event.value
    if event.origin is None or stands(turn, event.origin, value):
        return value if press(turn, value) else None
    press_late(turn, event.origin, value)
    return None


def _at_position(turn: Turn, event: Event) -> str:
    """The choice that stood at a position; where others were shown since, nobody knows which that was."""
    position, offered = event.value.removeprefix("#"), turn.session.offered
    shown_last = event.origin is None or event.origin.turn == turn.session.turn - 1
    known = shown_last and position.isascii() and position.isdigit() and int(position) < len(offered)
    return offered[int(position)] if known else ":"


def _start(turn: Turn, event: Event) -> None:
    if event.faq in turn.catalogue.faq:
        answer_question(turn, event.faq)
    elif event.topic in turn.catalogue.topics and event.topic != turn.session.topic:
        turn.begin(event.topic)
    elif turn.session.topic is not None:
        turn.say("resumed")
        if turn.session.place == "result":
            turn.show_result()


# ---- the end of a step


def _closed(turn: Turn) -> tuple[Session, list[Reply]]:
    if turn.recorded or turn.left_open is not None:
        echo(turn)
    if turn.prompt is None:
        _go_on_under_a_new_catalogue(turn)
    last = turn.prompt or pending(turn)
    can_be_rated = rateable(turn)
    if can_be_rated is not None:
        last = with_ratings(turn, last)
    replies = [Reply("\n\n".join(turn.said)), last] if turn.said else [last]
    offered = tuple(choice.value for choice in last.choices)
    session = turn.session._replace(offered=offered, counted=counted(turn), rateable=can_be_rated)
    if ":faq:none" not in offered:
        session = session._replace(question=None)
    if not session.revisiting:  # then the verdicts leave an answer out
        verdicts, amounts = standings(turn.assessment) if session.topic is not None else ({}, {})
        session = session._replace(verdicts=verdicts, amounts=amounts, catalogue_version=turn.catalogue.version)
    return session, replies


def _say_what_a_new_catalogue_changed(turn: Turn) -> None:
    changed, lost = changed_by_catalogue(turn), lost_with_catalogue(turn)
    if changed or lost:
        turn.conclusions_changed = True
        turn.change(changed=tuple(dict.fromkeys((*turn.session.changed, *changed))))
        turn.say("catalogue_changed", titles=[turn.catalogue.measures[name].title for name in changed], lost=lost)


def _go_on_under_a_new_catalogue(turn: Turn) -> None:
    """What no longer matters is not asked again; what was "above" is shown as it is now."""
    if asks_in_vain(turn):
        turn.advance()
    elif turn.conclusions_changed and turn.session.place == "result":
        turn.show_result()
