"""What changed is found by comparing editions; the list is made, never written."""

import functools
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions import comparison
from etl import editions
from etl.__main__ import main
from etl.publish import package_of
from etl.registry import package, tables

ROOT = Path(__file__).resolve().parent.parent
DECLARED = tables(package(), "clean")


@pytest.fixture
def data(tmp_path):
    """A private copy of the records, their tables and their editions."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("geo", ".clean*"))
    return tmp_path / "data"


@functools.cache
def read(table):
    return pd.read_parquet(ROOT / "data" / "clean" / f"{table}.parquet")


def load(table):
    return read(table).copy()


def frames():
    return {table.name: read(table.name) for table in DECLARED if table.name != comparison.NAME}


@functools.cache
def rows_now():
    return comparison.rows_of(frames(), DECLARED)


def compared(**changed):
    """What differs between the tables as they are and as they are with some of them changed."""
    before = rows_now()
    others = [row for row in before if row[0] not in changed]
    after = [*others, *comparison.rows_of(changed, DECLARED)]
    return comparison.differences(before, after, DECLARED, "2030-01-01", {})


def test_the_same_tables_have_not_changed():
    assert compared().empty


def test_a_changed_cell_is_one_line():
    rows = load("contamination")
    rows.loc[rows.index[0], "area_km2"] = 123.25
    found = compared(contamination=rows)
    assert found["kind"].tolist() == ["changed"]
    line = found.iloc[0]
    assert (line["table"], line["field"], line["becomes"]) == ("contamination", "area_km2", "123.25")
    assert line["country"] == rows["country"].iloc[0]
    assert f"country={line['country']}" in line["key"]


def test_a_row_that_came_and_one_that_went():
    rows = load("casualties")
    gone = compared(casualties=rows[1:])
    assert gone["kind"].tolist() == ["withdrawn"]
    assert gone["becomes"].isna().all()
    assert "country" in gone["was"].iloc[0]
    new = pd.concat([rows, rows.iloc[[0]].assign(source="a-new-document")])
    assert compared(casualties=new)["kind"].tolist() == ["added"]


def test_a_change_leads_to_its_record():
    rows = comparison.rows_of({"contamination": load("contamination")}, DECLARED)
    ids = comparison.ids_of(frames(), DECLARED, rows)
    mines = load("contamination")
    mines.loc[mines.index[0], "area_km2"] = 123.25
    before = comparison.rows_of({"contamination": mines}, DECLARED)
    found = comparison.differences(before, rows, DECLARED, "2030-01-01", ids)
    assert found["record"].tolist() == [mines["record_id"].iloc[0]]


def test_what_is_derived_is_no_change():
    rows = load("contamination").assign(preferred=False, preference=9, known_since=pd.NaT, record_id="x")
    assert compared(contamination=rows).empty


def test_the_order_of_rows_is_no_change():
    assert compared(clearance=load("clearance").iloc[::-1]).empty


def test_a_column_that_one_edition_lacks_is_no_change():
    assert compared(events=load("events").drop(columns=["funders"])).empty


def test_a_key_column_that_one_edition_lacks_names_no_row():
    rows = load("contamination")
    now = comparison.rows_of({"contamination": rows}, DECLARED)
    before = comparison.rows_of({"contamination": rows.drop(columns=["item"])}, DECLARED)
    assert comparison.differences(before, now, DECLARED, "2030-01-01", {}).empty


def test_a_new_table_is_news_only_where_it_holds_facts():
    before = [row for row in rows_now() if row[0] not in ("hazards", "price_changes")]
    rows = comparison.differences(before, rows_now(), DECLARED, "2030-01-01", {})
    assert set(rows["table"]) == {"price_changes"}


def test_every_change_has_a_key_of_its_own():
    rows = load("clearance").iloc[:1]
    tripled = pd.concat([load("clearance"), *[rows.assign(note=f"again {n}") for n in range(3)]])
    found = compared(clearance=tripled)
    assert len(found) == 3
    assert not found.duplicated(["edition", "kind", "table", "key", "field"]).any()


def test_the_published_changes_keep_their_promises():
    rows = load("changes")
    assert not rows.duplicated(["edition", "kind", "table", "key", "field"]).any()
    assert set(rows["kind"]) <= {"added", "changed", "withdrawn"}
    changed = rows[rows["kind"] == "changed"]
    assert changed["field"].notna().all()
    assert (changed["was"].fillna("") != changed["becomes"].fillna("")).all()
    assert rows.loc[rows["kind"] == "added", "was"].isna().all()
    assert set(rows["table"]) <= {table.name for table in DECLARED} - {comparison.NAME}


def test_an_edition_is_closed_once_and_the_next_build_compares_with_it(data, monkeypatch):
    monkeypatch.setattr(editions, "archive", lambda _: b"")  # tests/test_package.py looks into it
    yaml = data / "datapackage.yaml"
    text = yaml.read_text(encoding="utf-8")
    shutil.rmtree(data / "editions", ignore_errors=True)
    yaml.write_text(re.sub(r'created: "[\d-]+"', 'created: "2030-01-01"', text), encoding="utf-8")
    assert editions.changes(frames(), DECLARED, data, "2030-01-01").empty
    assert main(["edition", "--data", str(data)]) == 0
    assert editions.editions(data) == ["2030-01-01"]
    assert pd.read_parquet(data / "clean/changes.parquet").empty  # the first edition
    about = package(data)
    refused = editions.close(
        frames(), DECLARED, data, package_of(frames() | {"changes": load("changes")}, DECLARED, about, [])
    )
    assert "the edition of 2030-01-01 is closed" in refused
    mines = data / "raw/casualties.csv"
    lines = mines.read_text(encoding="utf-8").splitlines(keepends=True)
    mines.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    assert main(["--data", str(data)]) == 0
    open_changes = pd.read_parquet(data / "clean/changes.parquet")
    assert open_changes["edition"].tolist() == ["next"]
    assert open_changes["kind"].tolist() == ["withdrawn"]
    yaml.write_text(re.sub(r'created: "[\d-]+"', 'created: "2030-02-01"', text), encoding="utf-8")
    assert main(["edition", "--data", str(data)]) == 0
    closed = pd.read_parquet(data / "clean/changes.parquet")
    assert closed["edition"].tolist() == ["2030-02-01"]
    again = (data / "clean/changes.parquet").read_bytes()
    assert main(["--data", str(data)]) == 0
    assert (data / "clean/changes.parquet").read_bytes() == again
    assert not list((data / "editions").glob(".*"))


def test_an_edition_that_was_not_finished_is_none(data):
    half = data / "editions" / "2031-01-01"
    half.mkdir(parents=True)
    assert "2031-01-01" not in editions.editions(data)


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.text(min_size=1, max_size=3), max_size=3), max_size=4
    ),
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.text(min_size=1, max_size=3), max_size=3), max_size=4
    ),
)
def test_pairing_loses_and_doubles_no_row(old, new):
    pairs = list(comparison.paired(old, new))
    assert sorted(map(str, (one for one, _ in pairs if one is not None))) == sorted(map(str, old))
    assert sorted(map(str, (other for _, other in pairs if other is not None))) == sorted(map(str, new))
