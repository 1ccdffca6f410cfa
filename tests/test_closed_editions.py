"""A closed edition is never written again; its files, its tables and its differences are there by its day."""

import io
import json
import shutil
import zipfile
from datetime import date

import pandas as pd
import pytest

from charts.chart import Chart
from dashboard import editions as closed
from dashboard import store
from editions import comparison
from etl import editions
from etl.__main__ import main
from etl.publish import package_of
from etl.registry import package
from tests import second_edition
from tests.second_edition import DATA, DECLARED, FIRST
from topics.land.contamination_chart import area_left
from topics.view import View

SECOND = "2031-05-01"


@pytest.fixture
def data(tmp_path):
    """A private copy of the editions, without the tables."""
    shutil.copytree(DATA / "editions", tmp_path / "data" / "editions")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def with_second(tmp_path_factory):
    """Editions with a second one: the tables of today without the first row of casualties."""
    return second_edition.close(tmp_path_factory.mktemp("closed"), SECOND)


@pytest.fixture
def second(with_second, monkeypatch):
    """The day of the second edition, which is among those that the dashboard reads."""
    monkeypatch.setattr(store, "EDITIONS", with_second / "editions")
    yield SECOND
    second_edition.forget()


def test_the_committed_editions_are_as_they_were_closed():
    assert editions.faults(DATA) == []
    assert list(editions.index(DATA)) == editions.editions(DATA) == list(store.closed_editions())


@pytest.mark.parametrize(
    ("name", "content"), [("records.parquet", b"x"), ("package.zip", None), ("new.txt", b"")]
)
def test_another_file_in_a_closed_edition_stops_the_build(name, content, data, capsys):
    path = data / "editions" / FIRST / name
    path.write_bytes(content) if content is not None else path.unlink()
    assert editions.faults(data) == [
        f"data/editions/{FIRST}/{name}: not as it was when the edition was closed; fetch it from git again"
    ]
    shutil.copytree(DATA / "raw", data / "raw")
    shutil.copy(DATA / "datapackage.yaml", data)
    assert main(["--data", str(data)]) == 1
    assert f"data/editions/{FIRST}/{name}: not as it was" in capsys.readouterr().err
    assert not (data / "clean").exists()


def test_an_edition_that_nobody_closed_is_refused(data):
    shutil.copytree(data / "editions" / FIRST, data / "editions" / "2026-12-01")
    words = "not in index.json: take the folder away, and close the edition again"
    assert editions.faults(data) == [f"data/editions/2026-12-01: {words}"]


def test_closing_leaves_the_closed_editions_as_they_are(second, with_second):
    data = with_second
    assert editions.faults(data) == []
    assert editions.index(data)[FIRST] == editions.index(DATA)[FIRST]
    frames = {table: store.snapshot()[table] for table in store.tables()}
    again = package_of(frames, DECLARED, package() | {"created": second}, [])
    assert f"the edition of {second} is closed" in editions.close(frames, DECLARED, data, again)


def test_editions_are_listed_the_newest_first(second):
    listed = closed.editions()
    assert [one["day"] for one in listed] == [second, FIRST]
    assert listed[1]["sha256"] == editions.index(DATA)[FIRST]["package.zip"]
    assert all(len(closed.package_file(one["day"])[1]) == one["bytes"] for one in listed)


def test_the_name_of_a_file_says_of_which_edition_it_is():
    assert closed.package_file(FIRST)[0] == f"see-mine-action-{FIRST}.zip"
    name, content = closed.edition_file(FIRST, "tables/clearance.csv")
    assert name == f"clearance-{FIRST}.csv"
    assert content.startswith(b'"country",')
    assert closed.edition_file(FIRST, "citation.csl.json")[0] == f"citation-{FIRST}.csl.json"


@pytest.mark.parametrize("day", ["2020-01-01", "", "../clean", "index.json"])
def test_an_unknown_edition_is_an_error_that_names_what_exists(day):
    for work in (closed.package_file, closed.tables_of_edition, closed.changes_between):
        with pytest.raises(LookupError, match=FIRST):
            work(day)


def test_an_unknown_file_is_an_error_that_names_what_exists():
    with pytest.raises(LookupError, match=r"tables/clearance\.csv"):
        closed.edition_file(FIRST, "../records.parquet")


def test_the_tables_of_an_edition_give_its_records():
    parts = json.loads(closed.edition_file(FIRST, "datapackage.json")[1])["resources"]
    declared = [
        comparison.Declared(part["table"], tuple(part["schema"]["fields"]), ())
        for part in parts
        if "schema" in part
    ]
    frames = {
        one.name: store.frame_of(closed.edition_file(FIRST, f"tables/{one.name}.parquet")[1])
        for one in declared
    }
    rows = comparison.rows_of(frames, declared)
    assert sorted(rows) == sorted(editions.records_of(FIRST, DATA))


def test_charts_are_drawn_from_an_edition(second):
    then = closed.tables_of_edition(second)
    now = store.snapshot()
    assert set(then) == set(now)
    assert len(then["casualties"]) == len(now["casualties"]) - 1
    assert (then.published, then.edition) == (date(2031, 5, 1), date(2031, 5, 1))
    for table in set(then) - {"casualties", "changes"}:
        pd.testing.assert_frame_equal(then[table], now[table])
    chart = area_left(then, View(then, "SEE"))
    assert isinstance(chart, Chart)
    assert len(chart.rows)
    assert closed.tables_of_edition(second) is then
    assert closed.tables_of_edition(second, wording="EU")["countries"].equals(
        store.snapshot(wording="EU")["countries"]
    )


def test_an_edition_that_no_chart_can_be_drawn_from_says_why():
    with pytest.raises(LookupError, match=f"cannot be drawn: it lacks .* are at api/v1/editions/{FIRST}"):
        closed.tables_of_edition(FIRST)


def test_changes_since_the_last_edition_are_those_of_the_table():
    rows, built = closed.changes_between(FIRST), store.snapshot()["changes"]
    assert list(rows) == list(built)
    assert rows.fillna("").to_numpy().tolist() == built.fillna("").to_numpy().tolist()


def test_any_two_editions_are_compared(second):
    rows = closed.changes_between(second)
    assert rows[["kind", "table", "record"]].to_numpy().tolist() == [
        ["added", "casualties", store.snapshot()["casualties"]["record_id"].iloc[0]]
    ]
    older = closed.changes_between(FIRST, second)
    assert set(older["edition"]) == {second}
    assert len(older) > 1000
    for since, until in ((second, FIRST), (second, second)):
        with pytest.raises(LookupError, match="write the earlier edition first"):
            closed.changes_between(since, until)


def test_an_archive_of_an_edition_holds_no_list_of_changes():
    with zipfile.ZipFile(io.BytesIO(closed.package_file(FIRST)[1])) as archive:
        assert not {f"tables/{name}.csv" for name in comparison.LEFT_OUT} & set(archive.namelist())
