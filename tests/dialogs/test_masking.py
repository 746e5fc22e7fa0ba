import pytest

from dialogs.masking import LONGEST, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我电话13800138000", "我电话***"), ("138 0013 8000找我", "***找我"), ("身份证14010219900101001X", "身份证***"),
        ("晋A12345的车", "***的车"), ("晋AD12345", "***"), ("写信a.b@example.com吧", "写信***吧"),
        ("１３８００１３８０００", "***"),
        ("4999的冰箱123456", "4999的冰箱123456"),
    ],
)  # fmt: skip
def test_what_could_name_somebody_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_long_text_is_cut_and_kept_on_one_line() -> None:
    assert masked("字\n" * 1000) == ("字 " * LONGEST)[:LONGEST]
