from bot.editing.words import words_for
from policy.catalogue import Catalogue


def test_the_keys_of_a_file_are_those_of_its_shape(catalogue: Catalogue) -> None:
    words = words_for("measures/car/x.yaml", catalogue)
    assert words.keys[:3] == ["id", "title", "summary"]
    assert {"apply.where", "benefit.cases.amount", "from", "examples.given", "requires.at_least"} <= {*words.keys}
    assert {"old_car.fuel", "car-renewal-2026-scrap", "sx-2023-65", "nev_relief_cap"} <= {*words.names}


def test_a_text_has_no_keys(catalogue: Catalogue) -> None:
    assert words_for("documents/x.txt", catalogue).keys == []
