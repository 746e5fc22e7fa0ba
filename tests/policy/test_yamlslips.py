import pytest

from policy.problems import CatalogueError
from policy.yamlfile import parse_yaml


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nbc\nd: 2\n", 2, 1, "这一行少了冒号"),
        ("a: 1\nbc：2\nd: 2\n", 2, 1, "冒号是全角的“：”"),
        ("bc：2\nd: 2\n", 2, 2, "上一行的冒号是全角的“：”"),
        ("a: 1\n  b: 2\n", 2, 4, "可能是多缩进了"),
        ("a: 时间: 五点\n", 1, 6, "文字里本来就有冒号的，整段加引号"),
        ("a: 1\n\tb: 2\n", 2, 1, "不能用 Tab 缩进"),
        ("a:\n\tb: 2\n", 2, 1, "缩进用空格"),
        ("a: @x\n", 1, 4, "不能以这个符号开头"),
        ('a: 1\nb: "旧车\nc: 2\nd: 3\n', 2, 4, "引号没有配对"),
        ("a: 1\nb: [旧车, 新车\nc: 2\n", 2, 4, "[ 没有配上 ]"),
        ("a: 1\nb: {旧车: 1\nc: 2\n", 2, 4, "{ 没有配上 }"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "缩进与同级的键没有对齐"),
        ("- a\nb: 1\n", 2, 1, "这一行也要以“- ”开头"),
        ("a: 1\nb: x\0y\n", 2, 5, "请检查缩进"),
    ],
)
def test_a_slip_is_told_where_it_was_made_and_how_to_mend_it(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(CatalogueError) as refusal:
        parse_yaml(text, "f")
    [problem] = refusal.value.problems
    assert words in problem.zh
    assert problem.en.startswith("not valid YAML: ")
    assert (problem.line, problem.column) == (line, column)
