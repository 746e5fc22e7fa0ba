"""Which question comes next, on shipped topics and on catalogues small enough to see why."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.game import Game
from benchmarks.optimum import Optimum
from benchmarks.orders import Expectation, OurOrder
from dialogs.interview import next_question
from policy.assessment import assess
from policy.catalogue import Catalogue
from policy.domain import Domain
from policy.scope import Scope
from tests.policy.small import choice, fact, measure, small_catalogue

DAY = date(2024, 6, 1)
BUYING = Scope("home", frozenset({"buy"}))


@pytest.mark.parametrize("day", [date(2023, 11, 20), date(2026, 4, 12)])
def test_what_is_asked_in_any_case_comes_before_the_city_that_may_turn_out_needless(
    catalogue: Catalogue, day: date
) -> None:
    plan = catalogue.facts["home.plan"].position("buy")
    known = {"home.plan": Domain.of(plan)}
    assert next_question(assess(catalogue, known, day, BUYING)) in ("home.kind", "fund.use")


@pytest.mark.parametrize("day", [date(2023, 11, 20), date(2026, 4, 12)])
def test_buying_a_home_takes_hardly_more_questions_than_the_best_order(catalogue: Catalogue, day: date) -> None:
    given = {"home.plan": catalogue.facts["home.plan"].position("buy")}
    game = Game(catalogue, BUYING, day, given)
    ours = Expectation(game, OurOrder(game, catalogue, BUYING, day, given)).value()
    assert ours <= 1.05 * Optimum(game, 100_000).value(game.start)


def test_where_every_answer_leaves_every_fact_open_the_one_that_leaves_the_fewest_ways_comes_first(
    tmp_path: Path,
) -> None:
    facts = {
        "a.half": choice("0", "1"),
        "a.tenth": choice(*"0123456789"),
        **{f"a.more{number}": fact("yes_no") for number in range(3)},
    }
    measures = [
        measure(
            f"m{number}",
            {
                "all": [
                    {"fact": "a.half", "is": str(number // 10 % 2)},
                    {"fact": "a.tenth", "is": str(number % 10)},
                    {"fact": f"a.more{number % 3}", "is": True},
                ]
            },
            apply={"where": "窗口", "automatic": True},
        )
        for number in range(300)
    ]
    catalogue = small_catalogue(tmp_path, facts, measures)
    assert next_question(assess(catalogue, {}, DAY, Scope("one"))) == "a.tenth"


def test_a_pinned_fact_comes_first_until_it_is_known(tmp_path: Path) -> None:
    words = {"zh": "字", "en": "word"}
    facts = {"a.likely": choice("0", "1", "2", "3"), "a.pinned": fact("yes_no")}
    requires = {"all": [{"fact": "a.likely", "is": "0"}, {"fact": "a.pinned", "is": True}]}
    catalogue = small_catalogue(
        tmp_path,
        facts,
        [measure("m", requires, apply={"where": "窗口", "automatic": True})],
        topics={"one": {"title": words, "blurb": words, "pins": ["a.pinned"]}},
    )
    assert next_question(assess(catalogue, {}, DAY, Scope("one"))) == "a.pinned"
    assert next_question(assess(catalogue, {"a.pinned": Domain.of(1)}, DAY, Scope("one"))) == "a.likely"
    assert next_question(assess(catalogue, {"a.pinned": Domain.of(0)}, DAY, Scope("one"))) is None
