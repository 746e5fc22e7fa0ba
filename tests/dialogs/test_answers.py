"""What is known from answers: consequences for facts that nobody was asked about."""

from dialogs.answers import known, outlives_the_item
from dialogs.session import Answer
from policy.catalogue import Catalogue


def test_an_answer_about_the_old_car_says_that_there_is_one(catalogue: Catalogue) -> None:
    found = known(catalogue, {"old_car.fuel": Answer(("petrol",))})
    disposal = catalogue.facts["old_car.disposal"]
    assert found["old_car.disposal"] == disposal.parse(["scrapped", "transferred"])


def test_consequences_have_consequences(catalogue: Catalogue) -> None:
    found = known(catalogue, {"new_car.engine_litres": Answer(("1.5",))})
    assert not found["new_car.energy"].holds(catalogue.facts["new_car.energy"].position("battery"))
    assert not found["new_car.condition"].holds(catalogue.facts["new_car.condition"].position("none"))


def test_where_the_home_is_bought_is_the_city_whose_rules_apply(catalogue: Catalogue) -> None:
    found = known(catalogue, {"home.purchase_city": Answer(("xinzhou",))})
    assert found["person.city"] == catalogue.facts["person.city"].parse("xinzhou")


def test_what_was_said_beats_what_follows(catalogue: Catalogue) -> None:
    answers = {"home.purchase_city": Answer(("xinzhou",)), "person.city": Answer(("datong",))}
    assert known(catalogue, answers)["person.city"] == catalogue.facts["person.city"].parse("datong")


def test_not_knowing_and_answers_of_another_catalogue_narrow_nothing(catalogue: Catalogue) -> None:
    answers = {
        "new_car.energy": Answer((), closed=True),
        "new_car.condition": Answer(("flying",)),
        "moon.phase": Answer(("full",)),
    }
    assert known(catalogue, answers) == {}


def test_only_the_person_and_the_place_outlive_an_item(catalogue: Catalogue) -> None:
    kept = {name for name in catalogue.facts if outlives_the_item(catalogue, name)}
    assert {"person.city", "person.degree", "person.children", "home.purchase_city"} <= kept
    assert kept.isdisjoint({"home.area", "goods.price", "new_car.price", "old_car.disposal"})
