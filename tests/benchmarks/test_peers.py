"""The other rule engines are asked the same: they come to the same verdicts."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.peers import Decide, json_logic_rules, rule_engine_rules, values_for_peers
from benchmarks.people import complete_case, promising_case
from policy.assessment import assess
from policy.catalogue import Catalogue, load_catalogue
from policy.measure import Measure
from policy.program import program_for
from policy.scope import EVERYTHING

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "policy_data")


@pytest.mark.parametrize("translate", [rule_engine_rules, json_logic_rules])
@pytest.mark.parametrize("asked_on", [date(2023, 11, 20), date(2026, 4, 12)])
def test_a_peer_comes_to_our_verdicts_in_random_complete_cases(
    translate: Callable[[Catalogue, list[Measure]], list[Decide]], asked_on: date
) -> None:
    program = program_for(CATALOGUE, EVERYTHING)
    rules = translate(CATALOGUE, program.measures)
    chance = random.Random(7)
    for turn in range(120):
        known = (complete_case, promising_case)[turn % 2](program, chance)
        values = values_for_peers(CATALOGUE, program.measures, known, asked_on.toordinal())
        theirs = [bool(rule(values)) for rule in rules]
        ours = [verdict == "eligible" for verdict, _, _ in assess(CATALOGUE, known, asked_on).decisions]
        assert theirs == ours, known
