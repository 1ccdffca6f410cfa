"""The registry and the tables agree, and the clean tables keep their promises."""

from pathlib import Path

import pandas as pd
import pytest

from etl.normalise import RULES
from etl.registry import DATA, package, tables

REGISTRY = package()
RAW = {table.name: table for table in tables(REGISTRY, "raw")}
CLEAN = {table.name: table for table in tables(REGISTRY, "clean")}
GOLDEN = Path(__file__).parent / "golden"


def load(table: str) -> pd.DataFrame:
    return pd.read_parquet(DATA / CLEAN[table].path)


def test_every_raw_file_is_declared() -> None:
    assert {path.stem for path in (DATA / "raw").glob("*.csv")} == set(RAW)


def test_every_clean_table_has_a_rule() -> None:
    assert set(RULES) | {"set_aside", "changes"} == set(CLEAN)


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


@pytest.mark.parametrize("name", CLEAN)
def test_clean_table_is_as_reviewed(name: str) -> None:
    """A readable reduction of each table; `python -m tests.golden` writes it anew after a wanted change."""
    assert reduction(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def reduction(name: str) -> str:
    """Return size, null counts and the first and last rows of a clean table as text."""
    frame = load(name)
    shown = pd.concat([frame.head(2), frame.tail(2)]) if len(frame) > 4 else frame
    lines = [f"{name}: {len(frame)} rows"]
    lines += [f"  {column}: {frame[column].notna().sum()} filled" for column in frame]
    for row in shown.itertuples(index=False):
        lines.append("; ".join(f"{cell}"[:60] for cell in row))
    return "\n".join(lines) + "\n"


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
