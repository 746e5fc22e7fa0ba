from datetime import date

from bot.editing.effects import Effect, effects
from bot.editing.workplace import Workplace
from policy.catalogue import Catalogue, load_catalogue
from tests.bot.editing.conftest import ENTRY, SCRAP

ON = date(2026, 4, 12)


def changed(workplace: Workplace, path: str, *pairs: tuple[str, str]) -> Catalogue:
    text = workplace.shipped().files[path].decode()
    for old, new in pairs:
        assert old in text, f"{path} has changed: choose another place"
        text = text.replace(old, new)
    return load_catalogue(workplace.shipped().overlaid({path: text.encode()}))


def found(workplace: Workplace, catalogue: Catalogue, path: str, *pairs: tuple[str, str]) -> list[Effect]:
    return effects(catalogue, changed(workplace, path, *pairs), ON)


def test_equal_catalogues_have_equal_answers(workplace: Workplace, catalogue: Catalogue) -> None:
    assert effects(catalogue, load_catalogue(workplace.shipped()), ON) == []


def test_words_that_nobody_is_answered_with_change_nothing(workplace: Workplace, catalogue: Catalogue) -> None:
    assert found(workplace, catalogue, SCRAP, ("checked_on: 2026-03-31", "checked_on: 2026-04-30")) == []


def test_another_amount_shows_every_example_and_every_answer_that_names_it(
    workplace: Workplace, catalogue: Catalogue
) -> None:
    changes = found(workplace, catalogue, SCRAP, ("12%, 20000", "12%, 18000"))
    examples = [effect for effect in changes if effect.kind == "example"]
    assert {effect.about for effect in examples} == {"car-renewal-2026-scrap"}
    assert ("eligible, 20000.00, claim open", "eligible, 18000.00, claim open") in [effect[-2:] for effect in examples]
    answers = [effect for effect in changes if effect.kind == "faq"]
    assert answers and {effect.language for effect in answers} == {"zh", "en"}
    assert all("18000" in (effect.after or "") for effect in answers if "20000" in (effect.before or ""))


def test_an_example_that_was_changed_along_with_its_rule_is_still_shown(
    workplace: Workplace, catalogue: Catalogue
) -> None:
    pairs = ("12%, 20000", "12%, 18000"), ("[20000, 20000]", "[18000, 18000]")
    assert [effect for effect in found(workplace, catalogue, SCRAP, *pairs) if effect.kind == "example"]


def test_an_entry_that_comes_or_goes_is_shown(workplace: Workplace, catalogue: Catalogue) -> None:
    without = load_catalogue(workplace.shipped().overlaid({ENTRY: None}))
    (zh, en) = effects(catalogue, without, ON)
    assert (zh.about, zh.language, zh.after) == ("car-2026-combine", "zh", None)
    assert "不能，每人只能享受一次" in (zh.before or "")
    assert en.language == "en"
    assert effects(without, catalogue, ON)[0].before is None


def test_an_answer_is_shown_as_of_the_day_that_is_asked_about(workplace: Workplace, catalogue: Catalogue) -> None:
    answer = ("选一项。\n\n  -", '选一项 {{ parameter("nev_relief_cap", on=asked_on) }}。\n\n  -')
    after = changed(workplace, ENTRY, answer)
    shown = {day: effects(catalogue, after, date(day, 6, 1))[0].after or "" for day in (2025, 2026)}
    assert "30000" in shown[2025] and "15000" in shown[2026]


def test_an_example_about_a_fact_that_only_one_of_them_has_is_shown(workplace: Workplace, catalogue: Catalogue) -> None:
    files = workplace.shipped().files
    words = "{zh: 颜色, en: colour}"
    facts = f"\nold_car.colour:\n  kind: yes_no\n  name: {words}\n  question: {words}\n  why: {words}\n".encode()
    example = b"\n  - {asked_on: 2026-04-12, given: {old_car.colour: true}, expect: open}\n"
    changes = {"facts/car.yaml": files["facts/car.yaml"] + facts, SCRAP: files[SCRAP].rstrip() + example}
    after = load_catalogue(workplace.shipped().overlaid(changes))
    (effect,) = effects(catalogue, after, ON)
    assert (effect.given, effect.before) == ("2026-04-12: old_car.colour=true", None)
    assert (effect.after or "").startswith("open, ")
