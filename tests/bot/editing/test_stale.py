from datetime import date, timedelta

from bot.editing.stale import stale
from policy.catalogue import Catalogue


def test_what_can_be_claimed_and_was_not_checked_for_ninety_days_is_stale(catalogue: Catalogue) -> None:
    checked = catalogue.measures["car-renewal-2026-scrap"].checked_on
    path = "measures/car/car-renewal-2026-scrap.yaml"
    assert path not in {one.path for one in stale(catalogue, checked + timedelta(days=90))}
    found = stale(catalogue, checked + timedelta(days=91))
    assert path in {one.path for one in found}
    assert "faq/car/car-2026-combine.yaml" in {one.path for one in found}
    assert found == sorted(found, key=lambda one: (one.checked_on, one.path))


def test_what_can_no_longer_be_claimed_is_not(catalogue: Catalogue) -> None:
    found = {one.path for one in stale(catalogue, date(2030, 1, 1))}
    assert "measures/car/car-renewal-2026-scrap.yaml" not in found
