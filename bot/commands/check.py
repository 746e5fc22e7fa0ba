"""`jinhui check`: is a catalogue fit to be served?"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from bot.checking import check_whole
from bot.commands.serving import workplace
from bot.errors import RefusedInput
from policy.source import Source


def check(folder: Path | None) -> None:
    """Validate a catalogue and run its examples. Every problem is printed on stderr; then the exit code is 1.

    Without a folder it is the catalogue that is served: the files with everything that is published over them.
    """
    if folder is not None and not (folder / "documents.yaml").is_file():
        raise RefusedInput(
            f"{folder} 里没有目录数据：找不到 documents.yaml。请指定放它的文件夹",
            f"no catalogue in {folder}: documents.yaml is not found. Name the folder that holds it",
        )
    source = Source.in_folder(folder) if folder is not None else workplace().served().source
    served, problems = check_whole(source)
    if problems or served is None:
        for problem in problems:
            print(problem, end="\n\n", file=sys.stderr)
        print(f"{len(problems)} 处有问题。/ {len(problems)} problem(s).", file=sys.stderr)
        raise typer.Exit(1)
    examples = sum(len(measure.examples) for measure in served.measures.values())
    measures, facts, faq = len(served.measures), len(served.facts), len(served.faq)
    print(f"{measures} 项政策、{facts} 个事实、{examples} 个示例、{faq} 条问答：没有问题。")
    print(f"{measures} measures, {facts} facts, {examples} examples, {faq} FAQ: ok")
