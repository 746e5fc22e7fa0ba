from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.faq_check import faq_problems
from policy.catalogue import Catalogue
from policy.document import Faq


def entry(answer: str, measure: str) -> Faq:
    return Faq.model_validate(
        {
            "id": "test",
            "topic": "car",
            "question": "一定给吗？",
            "answer": answer,
            "citations": [{"measure": measure}],
            "checked_on": "2026-03-31",
        }
    )


def problems_of(catalogue: Catalogue, answer: str, measure: str = "scrap-and-renew-2023") -> list[str]:
    return [zh for _, _, zh, _ in faq_problems(replace(catalogue, faq={"test": entry(answer, measure)}))]


def test_the_shipped_answers_have_no_problem(catalogue: Catalogue) -> None:
    assert list(faq_problems(catalogue)) == []


def test_a_figure_of_a_cited_measure_must_not_be_typed_out(catalogue: Catalogue) -> None:
    assert ["3000元" in zh for zh in problems_of(catalogue, "最高3000元。")] == [True]
    assert ["3000元" in zh for zh in problems_of(catalogue, "最高三千块。")] == [True]
    assert ["0.5%" in zh for zh in problems_of(catalogue, "按0.5%交。", "used-car-vat")] == [True]


def test_figures_of_parameters_count_as_the_measures_own(catalogue: Catalogue) -> None:
    assert ["15000元" in zh for zh in problems_of(catalogue, "最多减15000元。", "nev-purchase-tax-2026")] == [True]


def test_quotations_and_other_figures_may_be_typed_out(catalogue: Catalogue) -> None:
    assert problems_of(catalogue, "文件写的是“每辆最高3000元补贴”；2000元是另一项。") == []


def test_a_problem_is_reported_at_its_line(catalogue: Catalogue) -> None:
    good = '最高{{ measure("scrap-and-renew-2023").amount }}。'
    answer = f"{good}\n\n- 文件写的是“每辆\n最高3000元”\n- 就是3000元\n- {{{{ measure(“nothing”).amount }}}}"
    faq = replace(catalogue, faq={"test": entry(answer, "scrap-and-renew-2023")})
    assert [route for _, route, _, _ in faq_problems(faq)] == [("answer", 5), ("answer", 4)]


def test_a_bad_placeholder_is_reported_with_its_entry(catalogue: Catalogue) -> None:
    assert ["没有这个政策" in zh for zh in problems_of(catalogue, '{{ measure("nothing").amount }}')] == [True]


def test_a_fact_that_cannot_have_the_given_value_is_reported(catalogue: Catalogue) -> None:
    answer = '{{ measure("taiyuan-fund-loan", {"fund.contributors": 9}).amount }}'
    assert ["不在合理范围" in zh for zh in problems_of(catalogue, answer)] == [True]
