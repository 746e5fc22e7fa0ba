"""From what people type to what they mean: answers, facts, commands, frequent questions.

What renders answers is in ``faq`` and not imported here: a template engine takes 30 ms to import.

What is in doubt is said to be, never assumed. No function here raises anything but RefusedValue, whatever the text, and
none reads more than the first 500 characters of it.
"""

from dialogs.understanding.answers import DONT_KNOW, read_answer
from dialogs.understanding.commands import named_language, read_command
from dialogs.understanding.retrieval import asks, find_faq
from dialogs.understanding.understanding import Understanding, understand

__all__ = [
    "DONT_KNOW",
    "Understanding",
    "asks",
    "find_faq",
    "named_language",
    "read_answer",
    "read_command",
    "understand",
]
