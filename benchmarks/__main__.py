"""`python -m benchmarks [NAME …]`: measure everything, or some, and print it beside what was promised."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.report import Row, as_json, table
from policy.catalogue import load_catalogue

GROUPS = (
    "memory",
    "verdicts",
    "topics",
    "turns",
    "scale",
    "questions",
    "noise",
    "startup",
    "telegram",
    "runner",
    "stored",
    "webhook",
    "desk",
    "editing",
)
HERE = Path(__file__).parent


def main() -> int:
    """Run the groups asked for; a run of all of them also rewrites results.json. Returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*GROUPS, []], metavar="NAME", help=", ".join(GROUPS))
    names = parser.parse_args().names or GROUPS
    catalogue = load_catalogue(HERE.parent / "policy_data")
    measured: dict[str, list[Row]] = {}
    for name in names:
        print(f"\n{name}\n", flush=True)
        measured[name] = list(import_module(f"benchmarks.{name}").rows(catalogue))
        print(table(measured[name]), flush=True)
    if set(names) == set(GROUPS):
        text = json.dumps(as_json(measured), ensure_ascii=False, indent=1)
        (HERE / "results.json").write_text(text + "\n", encoding="utf-8")
    return int(any(row.met is False for rows in measured.values() for row in rows))


sys.exit(main())
