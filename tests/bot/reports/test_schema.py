import json
from pathlib import Path

from bot.reports.schema import catalogue_schema

SCHEMA = catalogue_schema()


def test_there_is_a_schema_for_every_kind_of_entry_and_of_file() -> None:
    entries = {"measure", "fact", "document", "topic", "parameter", "faq"}
    files = {"facts", "documents", "topics", "parameters"}
    assert entries | files <= SCHEMA.keys()
    for name in entries:
        assert SCHEMA[name]["$ref"].removeprefix("#/$defs/") in SCHEMA["$defs"]


def test_every_language_file_has_a_schema() -> None:
    language = {file.stem for file in (Path(__file__).parents[3] / "policy_data" / "language").glob("*.yaml")}
    assert language <= SCHEMA.keys()
    assert "id" not in SCHEMA["$defs"]["Statement"]["properties"]


def test_every_reference_leads_somewhere() -> None:
    def references(part: object) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [found for value in part.values() for found in references(value)]
        return [found for value in part for found in references(value)] if isinstance(part, list) else []

    assert {found.removeprefix("#/$defs/") for found in references(SCHEMA)} <= SCHEMA["$defs"].keys()


def test_an_entry_refuses_keys_that_do_not_exist_and_spells_them_as_yaml_does() -> None:
    measure = SCHEMA["$defs"]["Measure"]
    assert measure["additionalProperties"] is False
    assert {"from", "to", "dated_by", "benefit"} <= measure["properties"].keys()


def test_a_plain_number_may_stand_where_text_is_expected() -> None:
    amount = SCHEMA["$defs"]["Part"]["properties"]["amount"]
    assert {"string", "number"} <= set(amount["type"])


def test_words_may_be_plain_text_but_labels_need_both_languages() -> None:
    assert {"type": "string"} in SCHEMA["$defs"]["Text"]["anyOf"]
    assert SCHEMA["$defs"]["Label"]["required"] == ["zh", "en"]


def test_the_id_of_a_fact_is_its_key() -> None:
    assert "id" not in SCHEMA["$defs"]["Fact"]["properties"]
    assert "id" in SCHEMA["$defs"]["Measure"]["required"]


def test_it_is_json() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
