"""The worked examples are run, and one that does not come out is shown with what does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy.check import check_catalogue, example_result
from policy.problems import Problem
from tests.conftest import SHIPPED

SCRAP = "measures/car/scrap-and-renew-2023.yaml"
TAX = "measures/car/nev-purchase-tax-2024.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))


def slip(root: Path, path: str, key: str, old: str, new: str) -> tuple[list[Problem], str]:
    """The problems after another value where the key first has the old one, and the place of that value."""
    before, after = (root / path).read_text(encoding="utf-8").split(key + old, 1)
    before += key
    (root / path).write_text(before + new + after, encoding="utf-8")
    catalogue, problems = check_catalogue(root)
    assert catalogue is not None
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return problems, f"policy_data/{path}:{line}:{column}"


def test_every_shipped_example_comes_out_as_stated() -> None:
    catalogue, problems = check_catalogue(SHIPPED)
    assert catalogue is not None
    assert [str(problem) for problem in problems] == []


def test_a_wrong_verdict_is_shown_with_the_right_one(copy: Path) -> None:
    (problem, *_), place = slip(copy, SCRAP, "expect: ", "eligible", "ineligible")
    assert f"{problem.path}:{problem.line}:{problem.column}" == place
    assert "the rules say eligible, not ineligible" in problem.en
    assert problem.zh.startswith("算出来是 eligible，不是 ineligible")


def test_a_wrong_no_says_which_condition_was_not_met(copy: Path) -> None:
    (problem, *_), _ = slip(copy, SCRAP, "expect: ", "ineligible", "eligible")
    assert "the rules say ineligible, not eligible" in problem.en
    assert "要求" in problem.zh


def test_a_wrong_amount_is_shown_with_the_right_one(copy: Path) -> None:
    (problem,), place = slip(copy, SCRAP, "amount: ", "[0, 3000]", "[0, 3500]")
    assert f"{problem.path}:{problem.line}:{problem.column}" == place
    assert problem.en == "the rules say [0.00, 3000.00]."


def test_an_amount_that_is_no_number_is_refused(copy: Path) -> None:
    (problem,), _ = slip(copy, SCRAP, "amount: ", "[0, 3000]", "[0, plenty]")
    assert "plenty is not a number" in problem.en


def test_a_wrong_part_is_shown_with_the_right_one(copy: Path) -> None:
    (problem,), _ = slip(copy, TAX, "payable: [", "5398.23", "5398.24")
    assert problem.en == "the rules say [5398.23, 5398.23]."


def test_a_fact_that_is_not_askable_any_more_is_found_out(copy: Path) -> None:
    (problem,), place = slip(copy, SCRAP, "missing: ", "[]", "[new_car.price]")
    assert f"{problem.path}:{problem.line}:{problem.column}" == place
    assert problem.en == "still askable are []."


def test_a_wrong_claim_is_shown_with_the_right_one(copy: Path) -> None:
    problems, _ = slip(copy, SCRAP, "claim: ", "open", "closed")
    assert [problem.en for problem in problems] == ["the rules say open."]


def test_a_change_of_a_rule_shows_every_example_that_it_breaks(copy: Path) -> None:
    problems, _ = slip(copy, "parameters.yaml", "to: 2025-12-31, value: ", "30000", "20000")
    assert problems
    assert {problem.path for problem in problems} == {f"policy_data/{TAX}"}


def test_a_catalogue_that_cannot_be_loaded_runs_no_example(copy: Path) -> None:
    (copy / SCRAP).write_text("id: [", encoding="utf-8")
    catalogue, problems = check_catalogue(copy)
    assert catalogue is None
    assert [problem.path for problem in problems] == [f"policy_data/{SCRAP}"]


def test_an_example_can_be_decided_by_itself() -> None:
    catalogue, _ = check_catalogue(SHIPPED)
    assert catalogue is not None
    measure = catalogue.measures["scrap-and-renew-2023"]
    assert example_result(catalogue, measure, measure.examples[0]).verdict == measure.examples[0].expect
