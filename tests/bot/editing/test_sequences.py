"""Whatever people do one after another: what is exported and loaded is what was served, and what was said to be."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.commands.exchange import export_files
from bot.editing.drafts import discard, open_file, save, send_back, submit
from bot.editing.publishing import NotFit, SecondPersonNeeded, keep_edit, publish, roll_back, take_shipped
from bot.editing.workplace import Workplace
from bot.errors import RefusedInput
from policy.catalogue import load_catalogue
from policy.source import Source
from tests.policy.small import choice, measure, small_catalogue

PATHS = st.sampled_from(["measures/one/a.yaml", "measures/one/b.yaml", "measures/one/new.yaml", "documents/notice.txt"])
PEOPLE = st.sampled_from(["li", "wang"])
AMOUNTS = st.integers(1, 4)
YES = {"fact": "f", "is": "a"}


def text_for(path: str, amount: int) -> bytes | None:
    """A sound text, one that breaks an example (amount 3), or none (amount 4)."""
    if amount == 4:
        return None
    if path.endswith(".txt"):
        return f"原文 {amount}".encode()
    name = Path(path).stem
    expected = 999 if amount == 3 else amount
    example = f"[{{asked_on: 2024-06-01, given: {{f: a}}, expect: eligible, amount: {expected}}}]"
    return (
        f"# {amount}\r\nid: {name}\r\ntopic: one\r\ntitle: {{zh: 字, en: word}}\r\nsummary: {{zh: 字, en: word}}\r\n"
        "audience: consumer\r\nsource: {document: notice}\r\ndated_by: asked_on\r\nchecked_on: 2024-01-01\r\n"
        f"requires: {{fact: f, is: a}}\r\nbenefit: {{kind: fixed, amount: '{amount}'}}\r\napply: {{where: 窗口}}\r\n"
        f"examples: {example}"
    ).encode()


class Editors(RuleBasedStateMachine):
    """Two people at one catalogue of two measures; ``expected`` is what they should be serving by now."""

    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        root = Path(self.folder.name)
        small_catalogue(root / "files", {"f": choice("a", "b")}, [measure("a", YES), measure("b", YES)])
        for file in (root / "files/measures/one").iterdir():
            text = text_for(f"measures/one/{file.name}", 1)
            assert text is not None
            file.write_bytes(text)
        self.workplace = Workplace(root / "files", root / "jinhui.sqlite3")
        self.expected = dict(self.workplace.shipped().files)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(path=PATHS, amount=AMOUNTS, author=PEOPLE)
    def edit(self, path: str, amount: int, author: str) -> None:
        saved = save(self.workplace, open_file(self.workplace, path), text_for(path, amount), author)
        submit(self.workplace, saved.revision.number, author)

    @rule(path=PATHS, forward=st.booleans())
    def put_back(self, path: str, forward: bool) -> None:
        revision = self.workplace.revisions.in_hand().get(path)
        if revision is not None:
            send_back(self.workplace, revision.number, "wang", "")
            if forward:
                submit(self.workplace, revision.number, "li")
            else:
                discard(self.workplace, revision.number, "li")

    @rule(paths=st.sets(PATHS, min_size=1), person=PEOPLE, override=st.none() | st.just("急"))
    def publish(self, paths: set[str], person: str, override: str | None) -> None:
        chosen = [found for path, found in self.workplace.revisions.in_hand().items() if path in paths]
        try:
            publish(self.workplace, [found.number for found in chosen], person, "", override)
        except (NotFit, SecondPersonNeeded, RefusedInput):
            return
        for revision in chosen:
            self.now_is(revision.path, revision.text)

    @rule(path=PATHS, back=st.integers(0, 3), person=PEOPLE)
    def roll_back(self, path: str, back: int, person: str) -> None:
        history = [None, *(found.number for found in self.workplace.revisions.history(path))]
        number = history[back % len(history)]
        found = self.workplace.revisions.revision(number) if number else None
        try:
            roll_back(self.workplace, path, number, person, "")
        except (NotFit, RefusedInput):
            return
        self.now_is(path, found.text if found else self.workplace.shipped().files.get(path))

    @rule(path=PATHS, keep=st.booleans())
    def settle(self, path: str, keep: bool) -> None:
        try:
            (keep_edit if keep else take_shipped)(self.workplace, path, "wang", "")
        except (NotFit, RefusedInput):
            return
        if not keep:
            self.now_is(path, self.workplace.shipped().files.get(path))

    def now_is(self, path: str, text: bytes | None) -> None:
        self.expected.pop(path, None)
        if text is not None:
            self.expected[path] = text

    @invariant()
    def what_is_exported_and_loaded_is_what_was_served(self) -> None:
        if not hasattr(self, "workplace"):
            return
        served = self.workplace.served()
        assert dict(served.source.files) == self.expected
        with TemporaryDirectory() as folder:
            root = Path(folder) / "out"
            export_files(self.workplace, root, "li")
            exported = Source.in_folder(root)
        assert dict(exported.files) == self.expected
        version = load_catalogue(exported).version
        assert version == load_catalogue(served.source).version
        if releases := self.workplace.revisions.releases(1):
            assert releases[0].version == version


Editors.TestCase.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
TestEditors = Editors.TestCase
