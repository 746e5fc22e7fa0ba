"""Placeholders are refused wherever they would be shown as they are."""

from __future__ import annotations

import pytest

from policy.catalogue import load_catalogue
from policy.problems import CatalogueError
from policy.source import Source
from tests.conftest import SHIPPED

MEASURE = "measures/car/scrap-and-renew-2023.yaml"
ENTRY = "faq/car/car-2026-combine.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MEASURE, "由所在市确定；可先", "由 {{ asked_on }} 确定；可先"),
        (MEASURE, "audience: consumer", "audience: '{% if x %}consumer'"),
        (ENTRY, "question: 2026年", "question: '{{ 2026 }}年'\nnote: "),
        ("facts/car.yaml", "kind: choice", "kind: '{# choice #}'"),
        ("documents.yaml", "issuer: ", "issuer: '{{ x }}' # "),
    ],
)
def test_a_placeholder_outside_of_an_answer_is_refused_at_its_place(path: str, old: str, new: str) -> None:
    shipped = Source.in_folder(SHIPPED)
    text = shipped.files[path].decode()
    assert old in text, f"{path} has changed: choose another place"
    with pytest.raises(CatalogueError) as error:
        load_catalogue(shipped.overlaid({path: text.replace(old, new, 1).encode()}))
    (problem,) = [found for found in error.value.problems if "a placeholder" in found.en]
    assert problem.path == f"policy_data/{path}"
    assert problem.line == text[: text.index(old)].count("\n") + 1
    assert "占位符" in problem.zh


def test_comments_may_hold_anything() -> None:
    shipped = Source.in_folder(SHIPPED)
    assert load_catalogue(shipped.overlaid({MEASURE: shipped.files[MEASURE] + b"# {{ }} {% %}\n"}))
