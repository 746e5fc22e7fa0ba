"""A catalogue is loaded whole or not at all: every slip is refused at its place, with words that help to mend it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy.catalogue import Catalogue, load_catalogue
from policy.problems import CatalogueError, Problem
from policy.reader import remembering

SHIPPED = Path(__file__).parents[2] / "policy_data"
SCRAP_2026 = "measures/car/car-renewal-2026-scrap.yaml"
SCRAP_2023 = "measures/car/scrap-and-renew-2023.yaml"
TAX_2024 = "measures/car/nev-purchase-tax-2024.yaml"
SWAP = "measures/home/home-swap-refund.yaml"
TITLE = "title: {zh: 2026年汽车报废更新补贴, en: Car scrap-and-renew subsidy 2026}"
OWNED = "{fact: old_car.owned_since, at_most: 2025-01-08}"
RATES = "amount: round_up(min(new_car.price * 12%, 20000), 1)"


read_once = remembering()  # of each copy only what differs from the last one


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "policy_data"))


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    """Make a slip in a file of the copy, where the old text stands first."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} has changed: choose another place for this slip"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(root: Path) -> list[Problem]:
    with pytest.raises(CatalogueError) as error:
        load_catalogue(root, read_once)
    return error.value.problems


def place(root: Path, path: str, marker: str, after: str = "") -> str:
    """Where the marker stands, as an editor counts: the first one, or the first one after a text."""
    text = (root / path).read_text(encoding="utf-8")
    before = text[: text.index(marker, text.index(after))]
    return f"policy_data/{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def at(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}"


def test_the_shipped_catalogue_loads_and_equal_content_has_an_equal_version(copy: Path, catalogue: Catalogue) -> None:
    assert load_catalogue(copy).version == catalogue.version
    rewrite(copy, SCRAP_2026, "20000", "20001")
    assert load_catalogue(copy).version != catalogue.version


def test_a_parameter_has_the_value_of_the_day_and_none_outside_its_periods(catalogue: Catalogue) -> None:
    cap = catalogue.parameters["nev_relief_cap"].values
    assert catalogue.parameter("nev_relief_cap", cap[0].from_) == "30000"
    assert catalogue.parameter("nev_relief_cap", cap[1].from_) == "15000"
    assert catalogue.parameter("nev_relief_cap", cap[0].from_.replace(year=2023)) is None


@pytest.mark.parametrize(
    ("path", "old", "new", "marker", "words"),
    [
        (SCRAP_2026, "to: 2026-12-31", "to: 2026-13-31", "2026-13-31",
         "not a date. Expected YYYY-MM-DD, inclusive. Did you mean 2026-12-31?"),
        (SCRAP_2026, "old_car.first_registered", "old_car.first_registerd", "old_car.first_registerd",
         "no such fact: old_car.first_registerd. Nearest: old_car.first_registered."),
        (SCRAP_2026, OWNED, OWNED.replace("at_most", "at_moost"), "at_moost", "no such key. Nearest: at_most."),
        (SCRAP_2026, OWNED, OWNED.replace("at_most: 2025-01-08", "at_most: soon"), "soon", "soon is not a date"),
        (SCRAP_2026, OWNED, OWNED.replace("}", ", after: 2020}"), "{fact: old_car.owned_since", "exactly one operator"),
        (SCRAP_2026, "is: scrapped", "is: scraped", "scraped", "no option of old_car.disposal"),
        (SCRAP_2026, TITLE, TITLE.replace(", en: Car scrap-and-renew subsidy 2026", ""),
         "{zh: 2026年汽车报废更新补贴}", "no English. Expected {zh: …, en: …}"),
        (SCRAP_2026, TITLE, TITLE.replace("2026年", "长" * 601), "长", "too long: at most 600"),
        (SCRAP_2026, "excludes: [car-renewal-2026-trade-in]", "excludes: [car-renewal-2026-trade]",
         "car-renewal-2026-trade]", "no such measure: car-renewal-2026-trade. Nearest: car-renewal-2026-trade-in."),
        (SCRAP_2026, "document: mofcom-2025-467", "document: mofcom-2025-476", "mofcom-2025-476",
         "no such document: mofcom-2025-476. Nearest: mofcom-2025-467."),
        (SCRAP_2026, "dated_by: new_car.invoice_date", "dated_by: new_car.price", "new_car.price", "is not a date"),
        (SCRAP_2026, "checked_on: 2026-03-31", "", "id: car-renewal", "checked_on is missing"),
        (SCRAP_2026, "from: 2026-01-01", "from: 2027-01-01", "id: car-renewal", "from is after to"),
        (SCRAP_2026, "kind: formula", "kind: formular", "formular", "Nearest: formula."),
        (SCRAP_2026, RATES, "amount: new_car.price * * 2", "new_car.price * *", "expected a number, a fact"),
        (SCRAP_2026, RATES, "amount: new_car.price * ratio", "new_car.price * ratio", "no such parameter: ratio"),
        (SCRAP_2026, RATES, "amount: new_car.price + new_car.price", "new_car.price + ", "a fact may occur once"),
        (SCRAP_2026, RATES, "amount: round(new_car.price, 1) * 2", "round(new_car", "rounding belongs outermost"),
        (SCRAP_2026, RATES, "amount: new_car.energy * 2", "new_car.energy * 2", "new_car.energy is no amount"),
        (SCRAP_2026, "id: car-renewal-2026-scrap", "id: car-renewal-2026", "car-renewal-2026",
         "must be the file's name"),
        (SCRAP_2026, "topic: car", "topic: home", "home", "the topic must be the folder's name: car"),
        (SCRAP_2026, "topic: car", "topic: car\ntopic: car", "topic: car\naudience", "the key topic is there twice"),
        (SCRAP_2023, "可享受每辆最高3000元", "可享受每辆最高3500元", "2023年下半年，消费者在省内报废",
         "it has “000元补贴"),
        (TAX_2024, "to: 2025-12-31", "to: 2026-12-31", "max(", "changes after 2025-12-31: split the measure"),
        ("parameters.yaml", "from: 2026-01-01, to: 2027-12-31, value: 15000",
         "from: 2026-01-02, to: 2027-12-31, value: 15000", "2026-01-02",
         "a gap between 2025-12-31 and 2026-01-02"),
        ("parameters.yaml", "from: 2026-01-01, to: 2027-12-31, value: 15000",
         "from: 2025-12-31, to: 2027-12-31, value: 15000", "2025-12-31", "from 2025-12-31 overlaps"),
        ("parameters.yaml", "from: 2026-01-01, to: 2027-12-31, value: 15000",
         "from: 2027-12-31, to: 2026-01-01, value: 15000", "{from: 2027-12-31", "from is after to"),
        ("parameters.yaml", "value: 13%", "value: vat", "vat", "made of numbers only"),
        ("facts/car.yaml", "kind: choice", "kind: choise", "choise", "Nearest: choice."),
        ("facts/car.yaml", "in: [scrapped, transferred]", "in: [scrapped, transfered]", "[scrapped, transfered]",
         "transfered is no option"),
        ("facts/car.yaml", "plausible: [1, 100000000]", "plausible: [1, many]", "kind: amount", "many is not a number"),
        ("topics.yaml", "pins: [goods.kind]", "pins: [goods.sort]", "goods.sort", "no such fact: goods.sort"),
        ("documents.yaml", "text: sx-2023-65.txt", "text: sx-2023.txt", "sx-2023.txt", "no such text"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_at_its_place_with_words_that_help(
    path: str, old: str, new: str, marker: str, words: str, copy: Path
) -> None:
    rewrite(copy, path, old, new)
    found = {at(problem): problem for problem in problems_of(copy)}
    expected = place(copy, path, marker, after=new if marker in new else "")
    assert expected in found, f"expected at {expected}, found {list(found)}"
    assert words in found[expected].en
    assert found[expected].zh


def test_every_slip_in_every_file_is_reported_at_once_in_the_order_of_the_files(copy: Path) -> None:
    rewrite(copy, SCRAP_2026, "to: 2026-12-31", "to: 2026-13-31")
    rewrite(copy, SCRAP_2026, "audience: consumer", "audiense: consumer")
    rewrite(copy, SCRAP_2023, "kind: up_to", "kind: upto")
    rewrite(copy, "topics.yaml", "pins: [goods.kind]", "pins: goods.kind")
    found = problems_of(copy)
    assert [at(problem) for problem in found] == [
        place(copy, SCRAP_2026, "id:"),
        place(copy, SCRAP_2026, "audiense"),
        place(copy, SCRAP_2026, "2026-13-31"),
        place(copy, SCRAP_2023, "upto"),
        place(copy, "topics.yaml", "goods.kind"),
    ]
    assert "Nearest: audience." in found[1].en


def test_an_administrator_reads_the_line_a_caret_and_both_languages(copy: Path) -> None:
    rewrite(copy, SCRAP_2026, "to: 2026-12-31", "to: 2026-13-31")
    with pytest.raises(CatalogueError) as error:
        load_catalogue(copy)
    assert str(error.value) == (
        f"{place(copy, SCRAP_2026, '2026-13-31')}\n"
        "  to: 2026-13-31\n"
        "      ^ 不是日期，应为 YYYY-MM-DD，含当日。是不是 2026-12-31？\n"
        "        not a date. Expected YYYY-MM-DD, inclusive. Did you mean 2026-12-31?"
    )


def test_a_measure_in_the_folder_of_another_topic_is_refused(copy: Path) -> None:
    (copy / SCRAP_2026).rename(copy / "measures/home/car-renewal-2026-scrap.yaml")
    found = {at(problem): problem.en for problem in problems_of(copy)}
    path = "measures/home/car-renewal-2026-scrap.yaml"
    assert "must be the folder's name: home" in found[place(copy, path, "car", after="topic: ")]


def test_an_id_that_two_files_claim_is_refused_once(copy: Path) -> None:
    shutil.copy(copy / SCRAP_2026, copy / "measures/home/car-renewal-2026-scrap.yaml")
    (problem,) = problems_of(copy)
    assert at(problem) == "policy_data/measures/home/car-renewal-2026-scrap.yaml:1:1"
    assert "car-renewal-2026-scrap is already defined in another file" in problem.en


@pytest.mark.parametrize("path", ["measures/new.yaml", "measures/car/new.yml", "measures/car/2026/new.yaml"])
def test_a_file_that_would_never_be_read_is_refused(path: str, copy: Path) -> None:
    (copy / path).parent.mkdir(exist_ok=True)
    shutil.copy(copy / SCRAP_2026, copy / path)
    (problem,) = problems_of(copy)
    assert at(problem) == f"policy_data/{path}:1:1"
    assert "wrong place. Expected measures/topic/id.yaml" in problem.en


@pytest.mark.parametrize(
    ("path", "content", "words"),
    [
        ("facts/car.yaml", b"- old_car.disposal\n", "expected a mapping"),
        (SCRAP_2026, b"", "expected a mapping"),
        (SCRAP_2026, b"id: [1\n", "not valid YAML"),
        (SCRAP_2026, "id: 报废".encode("gbk"), "not UTF-8"),
        ("documents/sx-2023-65.txt", "恢复和扩大消费".encode("gbk"), "not UTF-8"),
    ],
)
def test_a_file_that_is_something_else_altogether_is_refused(path: str, content: bytes, words: str, copy: Path) -> None:
    (copy / path).write_bytes(content)
    found = [problem for problem in problems_of(copy) if problem.path == f"policy_data/{path}"]
    assert words in found[0].en
    assert found[0].line >= 1


def test_a_folder_without_a_catalogue_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "nowhere")
    assert problem.path == str(tmp_path / "nowhere")
    assert "no catalogue here" in problem.en


def test_a_missing_part_of_a_catalogue_is_named(copy: Path) -> None:
    (copy / "topics.yaml").unlink()
    assert "policy_data/topics.yaml:1:1" in [at(problem) for problem in problems_of(copy)]


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        ("{fact: new_car.invoice_date, within_days_after: {fact: home.purchase_date, days: 30}}",
         "home.purchase_date is already compared (home.purchase_date with home.sale_date)"),
        ("{fact: home.sale_date, within_years_after: {fact: old_car.disposal_date, years: 1}}",
         "home.sale_date is already compared"),
        ("{fact: home.purchase_date, within_years_after: {fact: home.sale_date, years: 2}}",
         "home.purchase_date is already compared"),
    ],
)  # fmt: skip
def test_facts_are_compared_in_pairs_and_never_in_chains_over_the_whole_catalogue(
    comparison: str, words: str, copy: Path
) -> None:
    talent = "measures/home/talent-subsidy-local.yaml"
    rewrite(copy, talent, "requires:", f"requires:\n  all:\n    - {comparison}\n    -")
    (problem,) = problems_of(copy)
    assert at(problem) == place(copy, talent, comparison)
    assert words in problem.en


def test_two_facts_with_different_options_cannot_be_the_same(copy: Path) -> None:
    rewrite(copy, SWAP, "same_as: home.sale_city", "same_as: old_car.fuel")
    (problem,) = problems_of(copy)
    assert at(problem) == place(copy, SWAP, "old_car.fuel")
    assert "must have the same options in the same order" in problem.en


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        ("{fact: old_car.owner, is: self}", "old_car.owner depends on itself in the end"),
        ("{fact: old_car.fuel, same_as: new_car.energy}", "applies_when cannot compare two facts"),
    ],
)
def test_a_fact_cannot_depend_on_itself_or_on_a_comparison(guard: str, words: str, copy: Path) -> None:
    facts = (copy / "facts/car.yaml").read_text(encoding="utf-8")
    head, owner = facts.split("\nold_car.owner:\n", 1)
    owner = owner.replace("{fact: old_car.disposal, in: [scrapped, transferred]}", guard, 1)
    (copy / "facts/car.yaml").write_text(f"{head}\nold_car.owner:\n{owner}", encoding="utf-8")
    found = {at(problem): problem.en for problem in problems_of(copy)}
    assert words in found[place(copy, "facts/car.yaml", guard)]
