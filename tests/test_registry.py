"""The registry and the tables agree, and the clean tables keep their promises."""

from pathlib import Path

import pandas as pd
import pytest
from frictionless import Schema

from etl.normalise import RULES
from etl.provenance import record_ids
from etl.registry import DATA, package, tables

REGISTRY = package()
RAW = {table.name: table for table in tables(REGISTRY, "raw")}
CLEAN = {table.name: table for table in tables(REGISTRY, "clean")}


def load(table: str) -> pd.DataFrame:
    return pd.read_parquet(DATA / CLEAN[table].path)


def test_every_raw_file_is_declared() -> None:
    assert {path.stem for path in (DATA / "raw").glob("*.csv")} == set(RAW)


def test_every_clean_table_has_a_rule() -> None:
    made = {name for name in CLEAN if name in RAW} | set(RULES) | {"set_aside", "changes"}
    assert made == set(CLEAN)


def test_every_raw_table_is_used() -> None:
    used = {name for table in CLEAN.values() for name in table.made_from}
    assert used == set(RAW)


@pytest.mark.parametrize("name", CLEAN)
def test_columns_and_key_are_as_declared(name: str) -> None:
    frame, table = load(name), CLEAN[name]
    assert list(frame.columns) == table.columns
    assert not table.key or not frame.duplicated(list(table.key)).any()


@pytest.mark.parametrize("name", CLEAN)
def test_empty_is_null_and_every_field_is_explained(name: str) -> None:
    frame = load(name)
    assert not frame.eq("").any(axis=None)
    assert all(field["title"] for field in CLEAN[name].fields)


@pytest.mark.parametrize(
    "name", [name for name, table in CLEAN.items() if {"source", "locator"} <= set(table.columns)]
)
def test_every_fact_names_a_document_and_the_place_in_it(name: str) -> None:
    frame = load(name)
    known = frame["source"].dropna()
    assert known.isin(load("sources")["source"]).all()
    required = CLEAN[name].field("source").get("constraints", {}).get("required")
    assert not required or frame[["source", "locator"]].notna().all(axis=None)


@pytest.mark.parametrize("name", [name for name, table in CLEAN.items() if "country" in table.columns])
def test_a_country_is_a_country_and_never_an_aggregate(name: str) -> None:
    codes = load(name)["country"].dropna()
    assert codes.isin(load("countries")["country"]).all()


@pytest.mark.parametrize("name", [name for name, table in CLEAN.items() if "preferred" in table.columns])
def test_rivals_stay_beside_the_preferred_figure(name: str) -> None:
    frame = load(name)
    assert frame["preferred"].any()
    assert name == "obligations" or not frame["preferred"].all()


def test_what_was_set_aside_and_what_was_kept_add_up_to_what_came_in() -> None:
    aside = load("set_aside")["raw_file"].value_counts()
    for name in ("events", "obligations", "memberships", "actors", "stockpiles", "roadmap_indicators"):
        raw = len(pd.read_csv(DATA / RAW[name].path))
        assert len(load(name)) + aside.get(RAW[name].path, 0) == raw, name


@pytest.mark.parametrize("name", [name for name, table in CLEAN.items() if "record_id" in table.columns])
def test_an_id_names_one_record(name: str) -> None:
    ids = load(name)["record_id"]
    assert name == "record_aliases" or ids.is_unique


def test_every_former_id_leads_to_a_record() -> None:
    tables = [load(name) for name, table in CLEAN.items() if "record_id" in table.columns]
    known = {record for frame in tables if "former_id" not in frame for record in frame["record_id"]}
    aliases = load("record_aliases")
    assert len(aliases) >= 6311, "an id that was published once leads somewhere for ever"
    assert set(aliases["record_id"]) <= known
    assert not set(aliases["former_id"]) & known


def test_an_id_does_not_depend_on_place_or_note() -> None:
    table = CLEAN["clearance"]
    rows = load("clearance")
    moved = rows.assign(locator="page 1", note="mended", area_km2=1.0)
    assert record_ids(moved, table) == rows["record_id"].tolist()


@pytest.mark.parametrize("name", CLEAN)
def test_the_words_of_a_column_are_those_of_its_list(name: str) -> None:
    frame = load(name)
    for field in CLEAN[name].fields:
        words = field.get("constraints", {}).get("enum")
        assert not words or frame[field["name"]].dropna().isin(words).all(), field["name"]


@pytest.mark.parametrize("resource", REGISTRY["resources"], ids=lambda resource: resource["name"])
def test_a_schema_is_a_table_schema(resource: dict) -> None:
    assert not list(Schema.metadata_validate({"fields": resource["schema"]["fields"]}))


def test_no_program_of_the_build_reads_a_note() -> None:
    folder = DATA.parent / "etl"
    for path in [*folder.glob("*.py"), *(folder / "normalise").glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert '["note"]' not in text, path.name
        assert ".str.contains" not in text, path.name


def test_the_method_tells_what_became_of_every_file() -> None:
    aside = load("set_aside")["raw_file"].value_counts()
    lines = (DATA.parent / "docs" / "method.md").read_text(encoding="utf-8").splitlines()
    told = {}
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 6 and cells[1].endswith(".csv`"):
            told[cells[1].strip("`")] = tuple(map(int, cells[3:6]))
    found = {}
    for table in RAW.values():
        rows, out = len(pd.read_csv(DATA / table.path, dtype=str)), int(aside.get(table.path, 0))
        found[Path(table.path).name] = (rows, rows - out, out)
    assert told == found
