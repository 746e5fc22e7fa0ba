"""A process that is killed while it edits and publishes leaves the old catalogue or the new one, whole."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from bot.editing.publishing import roll_back
from bot.editing.workplace import Workplace
from policy.catalogue import load_catalogue
from tests.bot.conftest import ROOT
from tests.policy.small import choice, measure, small_catalogue

PROGRAM = """
import sys
from itertools import count
from pathlib import Path
from bot.editing.drafts import open_file, save, submit
from bot.editing.publishing import publish
from bot.editing.workplace import Workplace

workplace = Workplace(Path(sys.argv[1]), Path(sys.argv[2]))
paths = ["measures/one/a.yaml", "measures/one/b.yaml"]
shipped = workplace.shipped().files
for turn in count():
    numbers = []
    for path in paths:  # both get the same mark: half a release would be seen
        text = shipped[path] + f"\\n# {turn}".encode()
        number = save(workplace, open_file(workplace, path), text, "li").revision.number
        submit(workplace, number, "li")
        numbers.append(number)
    publish(workplace, numbers, "wang", str(turn))
    print(turn, flush=True)
"""


def test_whenever_it_is_killed_the_catalogue_is_one_that_was_released(tmp_path: Path) -> None:
    folder, database = tmp_path / "files", tmp_path / "jinhui.sqlite3"
    yes = {"fact": "f", "is": "a"}
    small_catalogue(folder, {"f": choice("a", "b")}, [measure("a", yes), measure("b", yes)])
    chance = random.Random(6)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(database)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        workplace = Workplace(folder, database)
        served = workplace.served()
        newest = workplace.revisions.releases(1)[0]
        assert served.generation == newest.number
        assert load_catalogue(served.source).version == newest.version
        marks = {
            text.rpartition(b"# ")[2] for path, text in served.source.files.items() if path.startswith("measures/")
        }
        assert len(marks) == 1
        for path in list(workplace.revisions.in_hand()):  # the next process starts from what is published
            number = workplace.revisions.in_hand()[path].number
            state = workplace.revisions.in_hand()[path].state
            workplace.revisions.move(number, state, "archived", "li", "", "revision_discarded")
    roll_back(workplace, "measures/one/a.yaml", None, "wang", "done")
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
