"""Strict YAML: text stays text, places are remembered, and what a catalogue must not hold is refused at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy.problems import CatalogueError, Problem
from policy.yamlfile import DEEPEST, LARGEST_FILE, parse_yaml, read_yaml


def refused(content: bytes | str, folder: Path) -> Problem:
    """The one problem that a file with this content has."""
    file = folder / "file.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogueError) as error:
        read_yaml(file.read_bytes(), "data/file.yaml")
    (problem,) = error.value.problems
    assert problem.path == "data/file.yaml"
    assert problem.zh
    return problem


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    text = "a: no\nb: 1:30\nc: 0.10\nd: 2023-07-01\ne: 0x1F\nf: 'null'\ng: 010\nh: \"~\"\n"
    assert parse_yaml(text, "f").data == {
        "a": "no", "b": "1:30", "c": "0.10", "d": "2023-07-01", "e": "0x1F", "f": "null", "g": "010", "h": "~",
    }  # fmt: skip


def test_only_a_bare_null_a_tilde_or_nothing_is_nothing() -> None:
    found = parse_yaml("a: null\nb: ~\nc:\nd: [null, x]\n", "f").data
    assert found == {"a": None, "b": None, "c": None, "d": [None, "x"]}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert parse_yaml(text, "f").data is None


def test_a_problem_is_shown_at_the_deepest_known_part_of_its_route() -> None:
    parsed = parse_yaml("top:\n  list:\n    - {name: one, worth: 2}\n    - name: two\n", "data/f.yaml")
    exact = parsed.problem(("top", "list", 0, "worth"), "错", "wrong")
    assert (exact.line, exact.column, exact.excerpt) == (3, 26, "    - {name: one, worth: 2}")
    key = parsed.problem(("top", "list", 1, "name", ""), "错", "wrong")
    assert (key.line, key.column) == (4, 7)
    missing = parsed.problem(("top", "list", 1, "worth"), "缺", "missing")
    assert (missing.line, missing.column) == (4, 7)
    assert str(exact) == (
        "data/f.yaml:3:26\n  - {name: one, worth: 2}\n                       ^ 错\n                         wrong"
    )


def test_the_caret_stands_under_its_place_after_chinese_too() -> None:
    parsed = parse_yaml("{标题: 旧车, b: c}", "f")
    caret = str(parsed.problem(("b",), "错", "wrong")).splitlines()[2]
    assert caret == "   　　  　　     ^ 错"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "the key a is there twice"),
        ("a: {x: 1, y: 2, x: 3}\n", 1, 17, "the key x is there twice"),
        ("a: &name 1\n", 1, 4, "anchors and aliases are not allowed"),
        ("a: {b: 1}\nc: *name\n", 2, 4, "anchors and aliases are not allowed"),
        ("a: 1\n&name b: 2\n", 2, 1, "anchors and aliases are not allowed"),
        ("a: !!int 1\n", 1, 4, "tags are not allowed"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "tags are not allowed"),
        ("a: !local x\n", 1, 4, "tags are not allowed"),
        ("!!str a: x\n", 1, 1, "tags are not allowed"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a file holds one document"),
        ("a:\n\t- 1\n", 2, 1, "not valid YAML"),
        ("a: [1, 2\nb: 3\n", 1, 4, "not valid YAML"),
        ("a: 'open\n", 1, 4, "not valid YAML"),
        ("a: b: c\n", 1, 5, "not valid YAML"),
        ("? [1, 2]\n: x\n", 1, 3, "a key must be plain text"),
        ("a: 1\nb: x\0y\n", 2, 5, "not valid YAML"),
        ("标题: 旧车\x07\n", 1, 7, "not valid YAML"),
    ],
)
def test_what_a_catalogue_must_not_hold_is_refused_where_it_stands(
    text: str, line: int, column: int, words: str, tmp_path: Path
) -> None:
    problem = refused(text, tmp_path)
    assert words in problem.en
    assert (problem.line, problem.column) == (line, column)


def test_bytes_that_are_not_utf_8_are_refused_on_their_line(tmp_path: Path) -> None:
    problem = refused(b"a: 1\nb: " + "报废".encode("gbk"), tmp_path)
    assert "not UTF-8" in problem.en
    assert problem.line == 2


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    assert "larger than 512 KiB" in refused(b"#" * (LARGEST_FILE + 1), tmp_path).en


def test_nesting_has_an_end(tmp_path: Path) -> None:
    deepest = "[" * DEEPEST + "x" + "]" * DEEPEST
    assert parse_yaml(deepest, "f").data
    problem = refused("a: " + "[" * 5000, tmp_path)
    assert "nested too deeply" in problem.en
    assert (problem.line, problem.column) == (1, 28)


def test_a_problem_in_a_block_of_text_is_shown_at_its_line() -> None:
    parsed = parse_yaml("id: x\nanswer: |\n  one\n\n  three\nplain: one\n", "a.yaml")
    assert (parsed.problem(("answer", 2), "", "").line, parsed.problem(("plain", 2), "", "").line) == (5, 6)
    assert parsed.problem(("answer", 2), "", "").excerpt == "  three"
