"""`jinhui check`: is a catalogue fit to be served?"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from bot.settings import read_settings
from dialogs.understanding.faq_check import faq_problems
from policy.catalogue import Catalogue, read_catalogue
from policy.check import check_catalogue
from policy.problems import Problem


def check(folder: Path | None) -> None:
    """Validate a catalogue and run its examples. Every problem is printed on stderr; then the exit code is 1."""
    root = folder or read_settings().catalogue
    served, problems = check_catalogue(root)
    if served is not None:
        problems = [*problems, *_faq_problems(served, root)]
    if problems or served is None:
        for problem in problems:
            print(problem, end="\n\n", file=sys.stderr)
        print(f"{len(problems)} 处有问题。/ {len(problems)} problem(s).", file=sys.stderr)
        raise typer.Exit(1)
    examples = sum(len(measure.examples) for measure in served.measures.values())
    measures, facts, faq = len(served.measures), len(served.facts), len(served.faq)
    print(f"{measures} 项政策、{facts} 个事实、{examples} 个示例、{faq} 条问答：没有问题。")
    print(f"{measures} measures, {facts} facts, {examples} examples, {faq} FAQ: ok")


def _faq_problems(served: Catalogue, root: Path) -> list[Problem]:
    """What is wrong with the answers to frequent questions, with the place of each."""
    found = list(faq_problems(served))
    if not found:
        return []
    reading = read_catalogue(root)
    return [reading.problem("faq", name, ("answer",), zh, en) for name, zh, en in found]
