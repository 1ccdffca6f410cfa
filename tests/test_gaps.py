"""Which years have a figure, in which states, and of which a figure is due."""

from datetime import date

import pandas as pd
import pytest

from charts import theme
from tests.tables import EMPTY, TABLES, view
from topics.records.gaps import (
    REPORTS,
    SURVEYS,
    cells_in_view,
    last_due,
    last_figures,
    missing_by_series,
    series_without_figure,
)
from topics.records.gaps_chart import LOOKS, MOST, completeness, freshness
from topics.records.gaps_table import years_without_figure
from topics.tables import Tables
from topics.vocabulary.dates import listed_years
from topics.vocabulary.records import YEAR_STATES

CELLS = cells_in_view(TABLES, view())


def state(country, indicator, year, cells=CELLS):
    rows = cells[(cells["country"] == country) & (cells["indicator"] == indicator) & (cells["year"] == year)]
    return rows["state"].iloc[0] if len(rows) else None


def with_set_aside(**cells):
    """The cells of the tables with one row set aside."""
    row = {"raw_file": "raw/contamination.csv", "reason": "not seen in a source", "record": "", **cells}
    frames = {name: TABLES[name] for name in TABLES} | {"set_aside": pd.DataFrame([row]).assign(method=None)}
    tables = Tables(frames, version=str(cells), published=TABLES.published, today=TABLES.today)
    return cells_in_view(tables, view(tables=tables))


@pytest.mark.parametrize(
    ("country", "indicator", "year", "expected"),
    [
        ("BIH", "mines", 2017, "figure"),
        ("BIH", "cmr", 2003, "missing"),
        ("BIH", "cmr", 2026, "complete"),
        ("HRV", "cmr", 2021, "complete"),
        ("BIH", "casualties", 2005, "figure"),
        ("BIH", "clearance", 2009, "part"),
        ("TUR", "mines", 2026, "ahead"),
        ("SRB", "national", 2015, "missing"),
        ("MDA", "mines", 2006, "part"),
        ("MDA", "mines", 1999, "missing"),
        ("SRB", "stockpiles", 2005, None),
    ],
)
def test_what_is_on_record_of_a_year(country, indicator, year, expected):
    assert state(country, indicator, year) == expected


def test_each_cell_stands_once_and_names_what_it_rests_on():
    assert not CELLS.duplicated(["indicator", "country", "year"]).any()
    assert set(CELLS["state"]) <= set(YEAR_STATES)
    has_record = CELLS["records"].str.len() > 0
    assert has_record[CELLS["state"].isin(["figure", "part", "complete"])].all()
    assert not has_record[CELLS["state"].isin(["missing", "ahead", "unverified"])].any()
    assert set(CELLS["source"].dropna()) <= set(TABLES["sources"]["source"])


def test_a_row_set_aside_is_not_verified_and_no_figure():
    cells = with_set_aside(country="SRB", hazard="CMR", year=2024)
    assert state("SRB", "cmr", 2024, cells) == "unverified"
    assert state("SRB", "mines", 2024, cells) == state("SRB", "mines", 2024)
    cells = with_set_aside(country="BIH", hazard="MINES_MIXED", year=2017)
    assert state("BIH", "mines", 2017, cells) == "figure", "a figure outweighs what was set aside"


def test_a_world_file_has_rows_that_nobody_saw_too():
    cells = cells_in_view(TABLES, view("WORLD", countries=("TJK",)))
    assert [state("TJK", "cmr", year, cells) for year in (2022, 2023)] == ["unverified", "unverified"]


@pytest.mark.parametrize(
    ("day", "due", "year"),
    [
        (date(2026, 4, 30), REPORTS, 2024),
        (date(2026, 5, 1), REPORTS, 2025),
        (date(2026, 12, 31), SURVEYS, 2024),
        (date(2027, 1, 1), SURVEYS, 2025),
    ],
)
def test_when_a_figure_is_due(day, due, year):
    assert last_due(day, due) == year


def test_the_last_figure_is_up_to_date_or_a_newer_one_is_missing():
    rows = last_figures(TABLES, view()).set_index(["country", "indicator"])
    assert rows.loc[("HRV", "cmr"), ["state", "years_missing"]].tolist() == ["complete", 0]
    serbia = rows.loc[("SRB", "cmr")]
    assert serbia["state"] == "newer_missing"
    assert serbia["years_missing"] == serbia["last_possible"] - serbia["latest"] > 0
    assert rows["years_missing"].is_monotonic_decreasing
    assert (rows["records"].str.len() == 1).all()


def test_titles_speak_of_our_reading_and_not_of_states():
    for chart in (
        completeness(TABLES, view()),
        freshness(TABLES, view()),
        years_without_figure(TABLES, view()),
    ):
        assert "read" in chart.title.split()
        assert not {"overdue", "late", "lack", "due"} & set(chart.title.replace(";", "").split())
    for chart in (
        completeness(TABLES, view()),
        freshness(TABLES, view()),
        years_without_figure(TABLES, view()),
    ):
        assert "about our reading of sources, not about states" in chart.note


def test_years_of_the_filter_do_not_cut_the_last_figures():
    pd.testing.assert_frame_equal(
        last_figures(TABLES, view(years=(2010, 2012))), last_figures(TABLES, view()), check_like=True
    )


def test_missing_years_are_listed_up_to_the_last_that_is_due():
    row = missing_by_series(TABLES, view()).set_index(["country", "indicator"]).loc[("BIH", "mines")]
    years = CELLS[CELLS["country"].eq("BIH") & CELLS["indicator"].eq("mines")].set_index("year")["state"]
    missing = years.index[years == "missing"].tolist()
    assert (row["missing"], row["years"]) == (len(missing), listed_years(missing))
    assert max(missing) <= last_due(TABLES.today, REPORTS)
    assert "Serbia" in series_without_figure(TABLES, view())["National funding"]


def test_empty_tables_have_no_figure():
    chosen = view(tables=EMPTY, countries=("BIH",))
    assert set(cells_in_view(EMPTY, chosen)["state"]) == {"missing", "ahead"}
    assert freshness(EMPTY, chosen).is_empty


@pytest.mark.parametrize("by", ["country", "indicator"])
def test_the_grid_draws_each_cell_once(by):
    chart = completeness(TABLES, view(), by=by)
    marks = [number for trace in chart.figure["data"] for number in trace.get("customdata", ())]
    assert sorted(marks) == list(chart.rows.index)


def test_the_key_shows_a_low_bar_where_no_figure_is_expected():
    traces = completeness(TABLES, view()).figure["data"]
    (entry,) = [trace for trace in traces if trace.get("showlegend", True) and "expected" in trace["name"]]
    (bars,) = [trace for trace in traces if trace["type"] == "bar" and trace["name"] == entry["name"]]
    assert entry["marker"]["symbol"] == "line-ew"
    assert max(bars["y"]) < 0.2


def test_states_differ_without_colour():
    """In grey the looks must still be told apart: by pattern, or by lightness of what is filled."""
    looks = set()
    for _, look in LOOKS.values():
        pattern = look.get("pattern", {}).get("shape", "")
        filled = "none" if look["color"] == theme.CLEAR else "light" if look.get("opacity") else "dark"
        looks.add((pattern, "" if pattern else filled))
    assert len(looks) == len(LOOKS)


def test_of_many_countries_those_with_data_are_drawn():
    chart = completeness(TABLES, view("WORLD"), indicator="cmr")
    assert "more are in the table" in chart.note
    assert len(chart.figure["layout"]["yaxis"]["ticktext"]) <= MOST
    assert set(chart.rows["country"]) == set(view("WORLD").members)
    is_missing = (
        chart.rows["state"].isin(["missing", "ahead"]).groupby(chart.rows["country"]).transform("all")
    )
    assert chart.rows.loc[is_missing, "line"].isna().all()
