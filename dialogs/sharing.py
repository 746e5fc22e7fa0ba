"""A resident lets an agent into the conversation by a code, sees that it is open, and can end it at any time."""

from __future__ import annotations

from dialogs.messages import Event
from dialogs.turn import Turn

CODE = "⟨code⟩"
"""Stands in the reply for the code, which only the shell can make; it is asked for by ``session.wants_code``."""

SHARE, HAND_BACK = ":share", ":hand-back"
"""What an agent presses to come in, and to leave."""


def follow_agent(turn: Turn, event: Event) -> bool:
    """Do what only an agent can; True if that was all, or if the agent may do nothing (any more).

    Whoever was let in last has it: with a new code another agent's call is at an end.
    """
    value = event.value if event.kind == "choose" else ""
    if value == SHARE:
        turn.change(shared=event.by_agent)
        turn.say("shared")
    elif turn.session.shared != event.by_agent:
        turn.say("not_shared")
    elif value == HAND_BACK:
        turn.change(shared="")
        turn.say("handed_back")
    else:
        return False
    return True


def ask_for_code(turn: Turn) -> bool:
    """Have the shell make a code, to be read to an agent. No agent gets one for later that way."""
    if turn.by_agent:
        return False
    turn.change(wants_code=True)
    turn.say("code", code=CODE)
    return True


def end_sharing(turn: Turn) -> bool:
    """Let the agent see no more of it."""
    turn.say("sharing_ended" if turn.session.shared else "not_shared")
    turn.change(shared="")
    return True
