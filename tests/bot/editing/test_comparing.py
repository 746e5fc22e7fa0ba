from hypothesis import given
from hypothesis import strategies as st

from bot.editing.comparing import merged, side_by_side, three_way, unified, words

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "最高20000元\n", "\n"]), max_size=8).map("".join)


def test_words_are_chinese_characters_latin_words_and_numbers() -> None:
    assert words("最高20000元，car one", "最高18000元，car two") == [
        ("same", "最高"),
        ("old", "20000"),
        ("new", "18000"),
        ("same", "元，car "),
        ("old", "one"),
        ("new", "two"),
    ]


@given(LINES, LINES)
def test_a_word_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "old") == after


def test_changed_lines_are_shown_with_a_few_around_them() -> None:
    before = "".join(f"{number}\n" for number in range(20))
    shown = side_by_side(before, before.replace("10\n", "ten\n"))
    assert [(pair.before, pair.after) if pair else None for pair in shown] == [(n, n) for n in range(8, 15)]
    assert shown[3] == (11, 11, [("old", "10"), ("new", "ten")])


def test_lines_that_are_left_out_between_two_changes_are_marked() -> None:
    before = "".join(f"{number}\n" for number in range(30))
    shown = side_by_side(before, before.replace("\n5\n", "\nfive\n").replace("\n25\n", "\ntwo\nlines\n"))
    assert shown.count(None) == 1
    assert shown[-5:-3] == [(26, 26, [("old", "25"), ("new", "two")]), (None, 27, [("new", "lines")])]


def test_changes_in_different_lines_are_merged() -> None:
    hunks = three_way("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    assert [hunk.kind for hunk in hunks] == ["theirs", "same", "mine"]
    assert merged(hunks) == "A\nb\nC\n"


def test_the_same_change_by_both_is_made_once() -> None:
    assert merged(three_way("a\nb\n", "a\nB\n", "a\nB\n")) == "a\nB\n"


def test_different_changes_of_one_line_are_for_people_to_decide() -> None:
    hunks = three_way("a\nb\nc\n", "a\nX\nc\n", "a\nY\nc\n")
    assert [hunk.kind for hunk in hunks] == ["same", "conflict", "same"]
    assert hunks[1][1:] == (["b\n"], ["X\n"], ["Y\n"])
    assert merged(hunks) is None


@given(LINES, LINES, LINES)
def test_nothing_of_any_of_three_texts_is_lost(base: str, theirs: str, mine: str) -> None:
    hunks = three_way(base, theirs, mine)
    for position, text in enumerate((base, theirs, mine), 1):
        assert "".join(line for hunk in hunks for line in hunk[position]) == text
    assert merged(three_way(base, base, mine)) == mine
    assert merged(three_way(base, theirs, base)) == theirs


def test_a_file_that_comes_or_goes_is_compared_with_nothing() -> None:
    assert unified(None, b"a\n", "old", "new").splitlines() == ["--- /dev/null", "+++ new", "@@ -0,0 +1 @@", "+a"]
    assert unified(b"a", b"a\n", "old", "new").splitlines()[-3:] == ["-a", "\\ No newline at end of file", "+a"]
    assert unified(b"a\n", b"a\n", "old", "new") == ""
