import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Run

ELECTRIC_CAR = {
    "new_car.condition": "new",
    "new_car.invoice_date": "2025-10-20",
    "new_car.invoice_place": "shanxi",
    "new_car.energy": "battery",
    "new_car.price": 200000,
    "new_car.in_tax_catalogue": True,
    "new_car.passenger_car": True,
    "old_car.disposal": "none",
}
ENQUIRY = json.dumps({"asked_on": "2026-04-12", "facts": ELECTRIC_CAR})


def measures_in(output: str) -> dict[str, dict[str, Any]]:
    return {measure["id"]: measure for measure in json.loads(output)["measures"]}


def test_the_output_has_the_fields_of_the_contract(jinhui: Run) -> None:
    done = jinhui("assess", "-", "--topic", "car", "--json", stdin=ENQUIRY)
    assert (done.returncode, done.stderr) == (0, "")
    output = json.loads(done.stdout)
    assert [*output] == ["asked_on", "catalogue", "measures", "total", "ignored", "next"]
    assert output["asked_on"] == "2026-04-12"
    assert {*output["total"]} == {"low", "high", "exact"}
    for measure in output["measures"]:
        assert [*measure] == [
            "id", "article", "topic", "audience", "verdict", "claim", "kind", "amount", "parts", "reasons",
            "missing", "reserved", "citations",
        ]  # fmt: skip
        assert measure["topic"] == "car"
        assert all([*reason] == ["fact", "met", "said", "needed"] for reason in measure["reasons"])


def test_purchase_tax_relief_comes_with_the_tax_and_what_is_left_to_pay(jinhui: Run) -> None:
    relief = measures_in(jinhui("assess", "-", "--json", stdin=ENQUIRY).stdout)["nev-purchase-tax-2024"]
    assert (relief["verdict"], relief["claim"], relief["kind"]) == ("eligible", "open", "formula")
    assert relief["amount"] == {"low": "17699.12", "high": "17699.12", "unit": "CNY"}
    assert [part["amount"]["low"] for part in relief["parts"]] == ["17699.12", "0.00"]
    bought = next(reason for reason in relief["reasons"] if reason["fact"] == "new_car.invoice_date")
    assert bought["met"] is True
    assert bought["said"] == "2025年10月20日"


def test_a_high_that_nobody_attains_is_null_and_a_rate_is_in_percent(jinhui: Run) -> None:
    enquiry = '{"facts": {"home.plan": "swap"}, "asked_on": "2026-04-12"}'
    amounts = [
        measure["amount"] for measure in measures_in(jinhui("assess", "-", "--json", stdin=enquiry).stdout).values()
    ]
    assert any(amount["high"] is None for amount in amounts if amount)
    rates = [amount for amount in amounts if amount and amount["unit"] == "percent"]
    assert rates and all("." in rate["low"] or rate["low"].isdecimal() for rate in rates)


def test_the_day_in_the_input_counts_before_the_option_and_that_before_today(jinhui: Run) -> None:
    arguments = ("assess", "-", "--topic", "car", "--json", "--on", "2024-05-01")
    assert json.loads(jinhui(*arguments, stdin=ENQUIRY).stdout)["asked_on"] == "2026-04-12"
    assert json.loads(jinhui(*arguments, stdin='{"facts": {}}').stdout)["asked_on"] == "2024-05-01"


def test_a_yaml_file_says_the_same_as_json(jinhui: Run, tmp_path: Path) -> None:
    facts = "".join(f"  {name}: {json.dumps(value).strip(chr(34))}\n" for name, value in ELECTRIC_CAR.items())
    (tmp_path / "facts.yaml").write_text(f"asked_on: 2026-04-12\nfacts:\n{facts}", encoding="utf-8")
    of_yaml = jinhui("assess", tmp_path / "facts.yaml", "--json")
    assert of_yaml.stdout == jinhui("assess", "-", "--json", stdin=ENQUIRY).stdout


def test_without_json_it_is_a_page_in_chinese(jinhui: Run) -> None:
    page = jinhui("assess", "-", "--topic", "car", stdin=ENQUIRY).stdout
    assert page.startswith("# 按2026年4月12日判断")
    assert "17699.12元" in page
    assert "✓ 新车开票日期：2024年1月1日至2025年12月31日（说的是2025年10月20日）" in page
    assert "✗ 旧车处置：报废了（说的是没有处理旧车）" in page


def test_a_refused_input_prints_nothing_and_names_the_nearest_fact(jinhui: Run) -> None:
    done = jinhui("assess", "-", "--json", stdin='{"facts": {"new_car.energy": "battery", "new_car.prise": 1}}')
    assert (done.returncode, done.stdout) == (1, "")
    assert "new_car.price" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_batch_answers_every_line_and_ends_with_one_if_one_was_refused_which_stderr_names(
    jinhui: Run, tmp_path: Path
) -> None:
    lines = [ENQUIRY, '{"facts": {"new_car.prise": 1}}', "", "not json: [", '{"facts": {}, "asked_on": "2023-11-20"}']
    (tmp_path / "batch.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = jinhui("assess", "--batch", tmp_path / "batch.jsonl", "--topic", "car")
    assert done.returncode == 1
    assert [line.split(": ")[1].rsplit(":", 1)[1] for line in done.stderr.splitlines()] == ["2", "4"]
    first, unknown, broken, last = map(json.loads, done.stdout.splitlines())
    assert (first["asked_on"], last["asked_on"]) == ("2026-04-12", "2023-11-20")
    assert unknown["line"] == 2 and "new_car.price" in unknown["error"]
    assert broken["line"] == 4


def test_a_batch_of_accepted_lines_ends_with_zero(jinhui: Run) -> None:
    done = jinhui("assess", "--batch", "-", stdin=f"{ENQUIRY}\n{ENQUIRY}\n")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("assess", "-", "--batch", "-"),
        ("assess", "-", "--topic", "cars"),
        ("assess", "-", "--on", "2023-02-30"),
        ("assess", "-", "--jsno"),
    ],
)
def test_wrong_usage_ends_with_two(jinhui: Run, arguments: tuple[str, ...]) -> None:
    done = jinhui(*arguments, stdin=ENQUIRY)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr


def test_a_file_that_is_not_there_is_refused(jinhui: Run) -> None:
    done = jinhui("assess", "/nowhere.json")
    assert done.returncode == 1
    assert "/nowhere.json" in done.stderr
