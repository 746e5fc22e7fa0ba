"""From what people type to what they mean: answers, facts, commands, frequent questions.

Everything is read from the original sentence; nothing is guessed. No function here raises anything but RefusedValue,
whatever the text, and none reads more than the first 500 characters of it.
"""

from dialogs.understanding.answers import DONT_KNOW, read_answer
from dialogs.understanding.commands import read_command
from dialogs.understanding.faq import render_faq
from dialogs.understanding.retrieval import find_faq
from dialogs.understanding.sentences import read_facts

__all__ = ["DONT_KNOW", "find_faq", "read_answer", "read_command", "read_facts", "render_faq"]
