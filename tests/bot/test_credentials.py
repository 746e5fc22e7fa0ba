import pytest

from bot.credentials import hashed, matches, new_password, user_name
from bot.errors import RefusedInput


def test_a_password_is_kept_as_an_argon2id_hash_that_only_it_matches() -> None:
    kept = hashed("correct horse")
    assert kept.startswith("$argon2id$")
    assert matches(kept, "correct horse")
    assert not matches(kept, "correct horsf")


def test_nobody_and_a_broken_hash_match_nothing() -> None:
    assert not matches(None, "nobody has this password")
    assert not matches("no hash", "correct horse")


def test_a_name_has_one_spelling() -> None:
    assert user_name(" Ｚhang ") == "zhang"
    assert user_name("张三") == "张三"


@pytest.mark.parametrize("name", ["", "a b", "x" * 33, "<b>", "../x", "-a"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(RefusedInput):
        user_name(name)


@pytest.mark.parametrize("password", ["1234567", "x" * 201, "zhangsan", "ZHANGSAN", "00000000"])
def test_what_anybody_would_guess_is_refused(password: str) -> None:
    with pytest.raises(RefusedInput):
        new_password(password, "zhangsan")
