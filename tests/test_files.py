"""What stands beside the rows of a chart in a file: documents and the places in them; tidy workbooks."""

import io
import re
from datetime import datetime

import openpyxl
import pytest

from dashboard import address, download, files, table
from dashboard.cite import for_files
from dashboard.drawing import Drawing
from dashboard.rows import Column
from tests.charts import charts, drawing_of
from tests.tables import TABLES, view
from topics.cooperation.participants_table import participants
from topics.land.contamination_map import contamination_map
from topics.land.status import family_statuses
from topics.records.evidence import record_index

INDEX = record_index(TABLES)


def test_a_stated_figure_names_its_place_in_the_document():
    rows = for_files(TABLES, contamination_map(TABLES, view()).rows).query("is_stated")
    assert len(rows) > 100
    stated = INDEX.loc[rows["records"]]
    assert rows["source"].tolist() == stated["source"].tolist()
    assert rows["locator"].fillna("").tolist() == stated["locator"].fillna("").tolist()


def test_two_places_in_one_document_are_both_named():
    rows = for_files(TABLES, participants(TABLES, view(), events=("DOC-RAK-2017",)).rows)
    albania = rows.set_index("participant").loc["Albania"]
    assert albania["locator"].startswith("paragraph 2, first sentence")


def test_places_in_different_documents_are_not_told_apart_and_left_out():
    statuses = for_files(TABLES, family_statuses(TABLES, day=view().day))
    several = statuses[statuses["source_title"].fillna("").str.contains("; ")]
    assert several["locator"].isna().all()


def sheet(columns: list[Column]) -> list[tuple]:
    """The rows of a workbook, its heads first."""
    book = openpyxl.load_workbook(io.BytesIO(download.xlsx(columns, [("Title", "A chart")])))
    assert book.sheetnames == ["Data", "About"]
    assert book["Data"].freeze_panes == "A2"
    assert book["Data"].auto_filter.ref
    return [tuple(row) for row in book["Data"].iter_rows(values_only=True)]


def test_a_workbook_has_numbers_and_days_and_keeps_what_is_less_exact_as_text():
    dates = ["2019-06-01", "2019-06", "2019", None]
    columns = [
        Column("Area, km²", ["1.5", "", "2", "3"], [1.5, None, 2, 3], "number"),
        Column("As of", ["1 Jun 2019", "Jun 2019", "2019", ""], dates, "date"),
    ]
    first, second, third, fourth = sheet(columns)[1:]
    assert first == (1.5, datetime(2019, 6, 1))
    assert second == (None, "2019-06")
    assert third == (2, "2019")
    assert fourth == (3, None)


@pytest.mark.parametrize("drawn", charts())
def test_a_workbook_has_the_columns_of_the_table_and_what_one_needs_to_work(drawn: str):
    chart = drawing_of(drawn, view()).chart
    if chart.is_empty:
        return
    columns = {column.head: column for column in files.sheet_columns(TABLES, chart)}
    assert {len(column.texts) for column in columns.values()} == {len(chart.rows)}
    assert not [head for head in columns if "_" in head]
    if chart.rows["records"].map(len).any():
        assert "Records" in columns
        assert "Source" in columns
    if "country" in chart.rows and chart.rows["country"].notna().any():
        assert any(head.endswith(", code") for head in columns)
    if files.STAGE in chart.rows and any(head.startswith("Amount") for head in columns):
        assert "Stage" in columns, "what was promised is not what was paid"


def test_a_file_says_what_it_shows_where_and_when():
    named = files.file_name(view(countries=("ALB", "TUR")), "area_left")
    assert named == f"area-left-albania-and-turkiye-{TABLES.today:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("url", "is_public"),
    [
        ("https://mines.example.org/treaties", True),
        ("http://93.184.216.34/", True),
        ("http://localhost:8501/", False),
        ("http://127.0.0.1:8501/", False),
        ("http://192.168.1.4/", False),
        ("http://[::1]/", False),
        ("http://dashboard/", False),
        ("http://dashboard.local/", False),
        ("", False),
    ],
)
def test_an_address_is_given_only_where_the_world_can_open_it(url: str, is_public: bool):
    assert address.is_public(url) == is_public


def test_a_file_says_what_it_is():
    chart = contamination_map(TABLES, view())
    about = dict(files.about_chart(Drawing(chart, view())))
    assert about["Title"] == chart.title
    assert "https://" in about["Sources"]
    assert "resolution 1244" in about["Status note"]
    assert chart.title in about["Cite as"]
    assert "Address" not in about
    assert "](" not in about.get("Note", "")
    assert "Step" not in dict(files.about_chart(Drawing(participants(TABLES, view()), view())))


def test_a_map_is_taken_away_at_the_step_where_its_reader_has_left_it():
    drawn = Drawing(contamination_map(TABLES, view()), view())
    shown = drawn.at("2014", "CMR")
    about = dict(files.about_chart(shown))
    assert about["Title"] == "Cluster munition remnants recorded in 5 of 13 states and areas, 2014"
    assert about["Step"] == "As known in 2014 · Cluster munitions"
    assert about["Title"] in about["Cite as"]
    assert "2026" not in about["Date"].partition(".")[0], "the latest entry is one of the rows shown"
    rows = shown.chart.rows
    assert len(rows) == len(view().members) < len(drawn.chart.rows)
    assert set(zip(rows["step"], rows["choice"], strict=True)) == {(2014, "CMR")}
    numbers = [int(number) for number in re.findall(r'data-row="(\d+)"', table.table_html(shown))]
    assert numbers and set(numbers) <= set(rows.index), "a row of the table opens its own card"
    first = drawn.at(None, None)
    assert (first.chart.title, first.step) == (drawn.chart.title, "As known in 2026 · All hazards")
    assert f"table of {len(view().members)} rows" in table.table_html(first)
