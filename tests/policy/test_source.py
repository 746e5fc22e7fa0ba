"""A catalogue is read from files, wherever they come from."""

from __future__ import annotations

import pytest

from policy.catalogue import Catalogue, load_catalogue, read_catalogue
from policy.problems import CatalogueError
from policy.reader import read_file, remembering
from policy.source import Source
from tests.conftest import SHIPPED

CAP = "parameters.yaml"
ENTRY = "faq/car/car-2026-combine.yaml"


@pytest.fixture(scope="module")
def shipped() -> Source:
    return Source.in_folder(SHIPPED)


def test_files_out_of_a_folder_are_the_catalogue_in_that_folder(shipped: Source, catalogue: Catalogue) -> None:
    loaded = load_catalogue(shipped)
    assert loaded.version == catalogue.version
    assert [*loaded.measures] == [*catalogue.measures]
    assert [*loaded.faq] == [*catalogue.faq]


def test_every_file_of_the_folder_is_there_byte_for_byte(shipped: Source) -> None:
    on_disk = {
        file.relative_to(SHIPPED).as_posix(): file.read_bytes()
        for file in SHIPPED.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert shipped.files == on_disk


def test_a_text_over_a_file_is_read_in_its_place(shipped: Source, catalogue: Catalogue) -> None:
    changed = shipped.files[CAP].replace(b"value: 15000", b"value: 14000")
    loaded = read_catalogue(shipped.overlaid({CAP: changed})).catalogue
    assert [period.value for period in loaded.parameters["nev_relief_cap"].values] == ["30000", "14000"]
    assert loaded.version != catalogue.version


def test_a_file_that_is_taken_away_is_not_there_and_a_new_one_is(shipped: Source) -> None:
    text = shipped.files[ENTRY].replace(b"id: car-2026-combine", b"id: car-2026-both")
    loaded = load_catalogue(shipped.overlaid({ENTRY: None, "faq/car/car-2026-both.yaml": text}))
    assert "car-2026-combine" not in loaded.faq
    assert loaded.faq["car-2026-both"].question


def test_files_are_read_folder_by_folder_as_from_a_disk() -> None:
    source = Source("p", dict.fromkeys(["faq/car-x/a.yaml", "faq/car/b.yaml", "faq/car/a.yml", "facts/c.yaml"], b""))
    assert [*source.within("faq", ".yaml", ".yml")] == ["faq/car/a.yml", "faq/car/b.yaml", "faq/car-x/a.yaml"]


def test_without_documents_there_is_no_catalogue() -> None:
    with pytest.raises(CatalogueError, match=r"documents\.yaml is not found"):
        load_catalogue(Source("here", {}))


def test_what_was_read_before_is_read_again_only_where_it_changed(shipped: Source) -> None:
    read = remembering()
    before = read_catalogue(shipped, read).catalogue
    after = read_catalogue(shipped.overlaid({ENTRY: shipped.files[ENTRY] + b"# more\n"}), read).catalogue
    changed = [name for name in before.faq if before.faq[name] is not after.faq[name]]
    assert changed == ["car-2026-combine"]
    assert all(before.measures[name] is after.measures[name] for name in before.measures)


def test_remembering_changes_nothing_in_what_is_read(shipped: Source) -> None:
    broken = shipped.overlaid({ENTRY: b"id: [", CAP: shipped.files[CAP].replace(b"value: 13%", b"value: [")})
    read = remembering()
    found = []
    for one in (read, read, read_file):
        with pytest.raises(CatalogueError) as error:
            read_catalogue(broken, one)
        found.append(str(error.value))
    assert found[0] == found[1] == found[2]
