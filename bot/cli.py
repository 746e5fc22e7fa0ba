"""The command line. Only what `--help` needs is imported here; each command imports its own when it runs."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.commands.catalogue import catalogue
from bot.commands.database import database
from bot.commands.faq import faq
from bot.commands.user import user
from bot.errors import BotError
from bot.options import AsJson, On, Topic

CANNOT_BE_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

app = typer.Typer(
    name="jinhui",
    help="晋惠：山西居民能享受哪些促消费政策、有多少、依据哪一条。\n\n"
    "Jinhui: which consumption benefits a resident of Shanxi is entitled to, how much, and what says so.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(faq, name="faq")
app.add_typer(database, name="db")
app.add_typer(user, name="user")
app.add_typer(catalogue, name="catalogue")


@app.command()
def chat(
    topic: Annotated[
        str | None,
        typer.Option(metavar="car|home|shopping|business", help="直接从这个主题开始 / Begin with this topic"),
    ] = None,
    language: Annotated[
        Literal["zh", "en"] | None, typer.Option("--lang", help="语言，默认中文 / Language; Chinese")
    ] = None,
    on: On = None,
    database: Annotated[Path | None, typer.Option("--db", metavar="FILE", help="数据库文件 / Database file")] = None,
    session: Annotated[
        str, typer.Option(metavar="NAME", help="对话的名字，下次可以接着聊 / Name of the conversation")
    ] = "console",
    as_json: AsJson = False,
) -> None:
    """在终端里聊一聊 / Hold a conversation in the terminal."""
    from bot.commands.chat import chat

    chat(topic, language, on, database, session, as_json=as_json)


@app.command()
def assess(
    file: Annotated[Path | None, typer.Argument(metavar="FILE|-", help="输入文件 / Input file")] = None,
    on: On = None,
    topic: Annotated[str | None, typer.Option(metavar="T", help="只看这个主题 / Only this topic")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(metavar="FILE|-", help="每行一个输入 / One such object a line, one result a line")
    ] = None,
) -> None:
    """按已知情况判断每项政策 / Assess what is known of somebody.

    输入是 JSON 或 YAML / The input is JSON or YAML: {"facts": {ID: VALUE}, "asked_on"?: DATE}
    """
    from bot.commands.assess import assess_batch, assess_one

    if (file is None) == (batch is None):
        raise typer.BadParameter("FILE 与 --batch 请给且只给一个 / give either FILE or --batch")
    if batch is not None:
        assess_batch(batch, on, topic)
    elif file is not None:
        assess_one(file, on, topic, as_json=as_json)


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="一句话 / A message")] = None,
    on: On = None,
    topic: Annotated[str | None, typer.Option(metavar="T", help="正在谈的主题 / The topic in progress")] = None,
    asking: Annotated[str | None, typer.Option(metavar="FACT", help="正在问的事实 / The fact being asked")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE|-", help='每行一个 {"text", "asked_on"?, "topic"?, "asking"?} / One a line'),
    ] = None,
) -> None:
    """看一句话是什么意思 / What a message means: intent, topic, facts, measures."""
    from bot.commands.understand import understand_batch, understand_one

    if (text is None) == (batch is None):
        raise typer.BadParameter("TEXT 与 --batch 请给且只给一个 / give either TEXT or --batch")
    if batch is not None:
        understand_batch(batch, on)
    elif text is not None:
        understand_one(text, on, topic, asking, as_json=as_json)


@app.command()
def unanswered(
    as_json: AsJson = False,
    database: Annotated[Path | None, typer.Option("--db", metavar="FILE", help="数据库文件 / Database file")] = None,
) -> None:
    """列出没答上来的问题 / List the questions that were left without an answer."""
    from bot.commands.unanswered import unanswered

    unanswered(database, as_json=as_json)


@app.command()
def serve() -> None:
    """网页、回调和健康检查 / Serve over HTTP: webhooks, pages, health."""
    _may_be_stopped_while_starting()
    from bot.commands.serve import serve

    serve()


@app.command()
def poll() -> None:
    """在 Telegram 上聊，不需要公网地址 / Talk on Telegram without a public address."""
    _may_be_stopped_while_starting()
    from bot.commands.poll import poll

    poll()


@app.command()
def settings(as_json: AsJson = False) -> None:
    """列出设置、从哪来（密文不显示） / List the settings and where they come from; secrets are masked."""
    from bot.commands.settings import settings

    settings(as_json=as_json)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="默认是在用的目录 / Default: the catalogue in use")
    ] = None,
) -> None:
    """检查政策目录，运行全部示例 / Validate the catalogue, run its examples."""
    from bot.commands.check import check

    check(folder)


@app.command()
def schema() -> None:
    """目录文件的 JSON Schema，供编辑器使用 / JSON Schema of the catalogue."""
    from bot.output import print_json
    from bot.reports.schema import catalogue_schema

    print_json(catalogue_schema(), indent=2)


@app.command()
def facts(as_json: AsJson = False) -> None:
    """列出可以问的事实 / List the facts that may be asked."""
    from bot.commands.serving import catalogue
    from bot.output import print_json
    from bot.reports.listing import facts_as_data, facts_as_text

    if as_json:
        print_json(facts_as_data(catalogue()), indent=2)
    else:
        print(facts_as_text(catalogue()))


@app.command()
def measures(as_json: AsJson = False) -> None:
    """列出全部政策 / List all measures."""
    from bot.commands.serving import catalogue
    from bot.output import print_json
    from bot.reports.listing import measures_as_data, measures_as_text

    if as_json:
        print_json(measures_as_data(catalogue()), indent=2)
    else:
        print(measures_as_text(catalogue()))


@app.command()
def graph(topic: Topic, on: On = None) -> None:
    """问答流程图（Mermaid） / The interview as a Mermaid flowchart."""
    from bot import clock
    from bot.commands.serving import catalogue, known_topic
    from bot.reports.graph import interview_graph

    served = catalogue()
    print(interview_graph(served, known_topic(served, topic), on or clock.now().date()))


@app.command()
def script(topic: Topic, on: On = None) -> None:
    """可打印的通话脚本（Markdown）/ A printable call script."""
    from bot import clock
    from bot.commands.serving import catalogue, known_topic
    from bot.reports.script import call_script

    served = catalogue()
    print(call_script(served, known_topic(served, topic), on or clock.now().date()))


def _may_be_stopped_while_starting() -> None:
    """Importing takes seconds, and there is nothing to finish yet: whoever is told to stop meanwhile has stopped."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))  # an exception could be lost in a module that is being imported


def main() -> None:
    """Run the command line. Ends quietly on Ctrl-C and when nobody reads the output any more."""
    from bot.output import discard_what_is_buffered, open_what_is_closed, speak_utf8

    gc.set_threshold(100_000)  # to start makes many objects and hardly any garbage
    open_what_is_closed()
    speak_utf8()
    try:
        try:
            app(prog_name="jinhui")
        finally:
            sys.stdout.flush()
    except BotError as error:
        print(f"jinhui: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        discard_what_is_buffered()
        sys.exit(1)
    except OSError as error:
        if error.errno not in CANNOT_BE_WRITTEN:
            raise
        discard_what_is_buffered()
        print(f"jinhui: 写不出去 / cannot write: {error.strerror}", file=sys.stderr)
        sys.exit(1)
    finally:
        gc.freeze()  # to look for garbage at the very end takes longer than many a command


if __name__ == "__main__":
    main()
