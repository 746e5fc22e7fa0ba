"""Where one person's conversation stands: pure data that outlives restarts and newer catalogues.

Answers are kept as values in the catalogue's own spelling ("scrapped", "2023-10-01..2023-10-31"), never as positions,
so a catalogue whose options were reordered still reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import orjson

from dialogs.transcript import Line
from policy.shape import Language

SCHEMA = 1
NOTHING: Mapping[str, Any] = MappingProxyType({})

Place = Literal["topic", "interview", "result", "ended"]
Interruption = Literal["faq", "handoff"]
State = Literal["topic", "asking", "result", "faq", "handoff", "ended"]


class UnreadableSession(ValueError):
    """A stored session that this version cannot read; ``zh`` and ``en`` say why."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en
        super().__init__(f"{zh}\n{en}")


class Answer(NamedTuple):
    """What was said about a fact: any of ``values``; none of them means that nothing is known.

    ``closed``: it is not asked again, however little is known.
    """

    values: tuple[str, ...] = ()
    closed: bool = False


What = Literal[
    "conversation", "topic", "asked", "answered", "result", "faq", "handoff", "unanswered", "helpful", "not_helpful"
]


class Counted(NamedTuple):
    """Something happened, in a topic; ``about`` is the question that was asked or the entry that answered."""

    what: What
    topic: str = ""
    about: str = ""


class Session(NamedTuple):
    """One conversation.

    ``turn`` counts the person's steps and never restarts. ``answers`` are in the order in which they were first given;
    ``trail`` are those of this topic, for going back. ``asking`` is the fact that the pending question is about, and
    ``revisiting`` says that it has an answer which the person is about to change. ``offered`` are the values of the
    choices last shown. ``question`` is what somebody asked that those offer answers to, ``unanswered`` what this step
    left without an answer, for the shell to record; both are masked. ``verdicts`` holds what was eligible or open after
    the last step, under ``catalogue_version``, ``amounts`` their bounds, and ``changed`` the measures that a newer
    catalogue changed since. ``shared`` names the call of an agent who has it open, empty if none has. ``wants_code``:
    this step asks the shell for a code with which one may. ``counted`` is what this step counts, for the shell to
    record; ``rateable`` the topic and the entry, or the result, that the last reply can be called helpful for.
    """

    turn: int = 0
    language: Language = "zh"
    place: Place = "topic"
    interruption: Interruption | None = None
    topic: str | None = None
    answers: Mapping[str, Answer] = NOTHING
    trail: tuple[str, ...] = ()
    asking: str | None = None
    revisiting: bool = False
    offered: tuple[str, ...] = ()
    question: str | None = None
    unanswered: str | None = None
    greeted: bool = False
    catalogue_version: str = ""
    verdicts: Mapping[str, str] = NOTHING
    amounts: Mapping[str, str] = NOTHING
    changed: tuple[str, ...] = ()
    transcript: tuple[Line, ...] = ()
    shared: str = ""
    wants_code: bool = False
    counted: tuple[Counted, ...] = ()
    rateable: tuple[str, str] | None = None

    @property
    def state(self) -> State:
        """What the last reply was: an interruption, or else the place in the conversation."""
        if self.interruption is not None:
            return self.interruption
        return "asking" if self.place == "interview" else self.place

    def to_json(self) -> str:
        answers = {fact: answer._asdict() for fact, answer in self.answers.items()}
        plain = {"answers": answers, "verdicts": dict(self.verdicts), "amounts": dict(self.amounts)}
        stored = {"schema": SCHEMA, **self._asdict(), **plain}
        return orjson.dumps(stored, default=tuple).decode()

    @classmethod
    def from_json(cls, text: str) -> Session:
        """The session that was stored; raises UnreadableSession for a newer schema or anything else."""
        try:
            stored: dict[str, Any] = orjson.loads(text)
            schema = stored.pop("schema")
        except (ValueError, KeyError, AttributeError, TypeError):
            raise UnreadableSession("这不是对话记录。", "This is not a stored conversation.") from None
        if schema != SCHEMA:
            raise UnreadableSession(
                f"对话记录的格式是第 {schema} 版，本程序只读第 {SCHEMA} 版，请升级程序。",
                f"The conversation was stored in format {schema}; this program reads format {SCHEMA}: upgrade it.",
            )
        try:
            stored["answers"] = {
                fact: Answer(tuple(answer["values"]), answer["closed"]) for fact, answer in stored["answers"].items()
            }
            for name in ("trail", "offered", "changed"):
                stored[name] = tuple(stored.get(name, ()))
            stored["transcript"] = tuple(Line(*line) for line in stored.get("transcript", ()))
            stored["counted"] = tuple(Counted(*one) for one in stored.get("counted", ()))
            stored["rateable"] = tuple(stored["rateable"]) if stored.get("rateable") else None
            return cls(**stored)
        except (KeyError, TypeError, AttributeError):
            raise UnreadableSession("对话记录不完整。", "The stored conversation is incomplete.") from None
