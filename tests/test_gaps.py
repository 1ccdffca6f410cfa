"""What is not on record is said, in five states; and when a figure is overdue."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import gaps
from charts import gaps as charts
from charts import theme
from dashboard import cite
from dashboard.rows import LINE, row_height
from dashboard.store import load

TABLES = {name: load(name) for name in gaps.TABLES}
EMPTY = {name: frame[:0] for name, frame in TABLES.items()}
DAY = date(2026, 11, 22)
STATES = ("ALB", "BIH", "HRV", "MKD", "MNE", "SRB", "TUR", "XKX")
CELLS = gaps.coverage(TABLES, STATES, (2000, 2026), DAY)


def state(country, indicator, year, cells=CELLS):
    rows = cells[(cells["country"] == country) & (cells["indicator"] == indicator) & (cells["year"] == year)]
    return rows["state"].iloc[0] if len(rows) else None


@pytest.mark.parametrize(
    ("country", "indicator", "year", "said"),
    [
        ("BIH", "mines", 2017, "figure"),
        ("BIH", "cmr", 2003, "silent"),
        ("BIH", "cmr", 2026, "complete"),
        ("HRV", "cmr", 2021, "complete"),
        ("BIH", "casualties", 2005, "figure"),
        ("BIH", "clearance", 2009, "part"),
        ("TUR", "mines", 2026, "ahead"),
        ("SRB", "national", 2015, "silent"),
        ("SRB", "stockpiles", 2005, None),
    ],
)
def test_what_a_year_says(country, indicator, year, said):
    assert state(country, indicator, year) == said


def test_each_cell_stands_once_and_says_something_known():
    assert not CELLS.duplicated(["indicator", "country", "year"]).any()
    assert set(CELLS["state"]) <= set(gaps.STATES)
    told = CELLS["state"].isin(["figure", "part"])
    assert CELLS.loc[told, ["source", "locator"]].notna().all(axis=None)
    assert CELLS.loc[CELLS["state"].isin(["silent", "ahead"]), "source"].isna().all()


def test_a_row_set_aside_is_unverified_and_no_figure():
    aside = (
        TABLES["set_aside"]
        .iloc[[0]]
        .assign(
            raw_file="raw/contamination.csv",
            record="country SRB; hazard CMR; area_class CHA; area_km2 3; as_of 2024-12-31",
            reason="not seen in a source",
        )
    )
    cells = gaps.coverage(TABLES | {"set_aside": aside}, STATES, (2000, 2026), DAY)
    assert state("SRB", "cmr", 2024, cells) == "unverified"
    assert state("SRB", "mines", 2024, cells) == state("SRB", "mines", 2024)


def test_a_world_file_has_rows_that_nobody_saw_too():
    cells = gaps.coverage(TABLES, ("TJK",), (2020, 2024), DAY)
    assert [state("TJK", "cmr", year, cells) for year in (2022, 2023)] == ["unverified", "unverified"]


def test_rows_that_are_all_silent_have_no_source_and_say_why():
    silent = CELLS[CELLS["state"].eq("silent")].head(3)
    assert cite.source_line(silent) == "Source: none, as nothing is on record"
    assert cite.source_words(silent) == "Source: none, as nothing is on record"


def test_a_long_sentence_is_read_whole_in_its_cell():
    short, long = (pd.DataFrame({"reason": ["x" * letters]}) for letters in (40, 116))
    assert row_height(short) is None
    assert row_height(long) >= 3 * LINE
    assert row_height(pd.DataFrame({"years": [5.0]})) is None


def test_a_figure_outweighs_what_was_set_aside():
    aside = (
        TABLES["set_aside"]
        .iloc[[0]]
        .assign(
            raw_file="raw/contamination.csv",
            record="country BIH; hazard MINES_MIXED; as_of 2017-12-31",
            reason="not seen in a source",
        )
    )
    cells = gaps.coverage(TABLES | {"set_aside": aside}, STATES, (2000, 2026), DAY)
    assert state("BIH", "mines", 2017, cells) == "figure"


@pytest.mark.parametrize(
    ("day", "due", "year"),
    [
        (date(2026, 4, 30), gaps.REPORTS, 2024),
        (date(2026, 5, 1), gaps.REPORTS, 2025),
        (date(2026, 12, 31), gaps.SURVEYS, 2024),
        (date(2027, 1, 1), gaps.SURVEYS, 2025),
    ],
)
def test_when_a_figure_is_due(day, due, year):
    assert gaps.last_due(day, due) == year


def test_what_is_overdue_and_what_is_not():
    rows = gaps.freshness(CELLS, DAY).set_index(["country", "indicator"])
    assert rows.loc[("HRV", "cmr"), "overdue"] == 0
    assert rows.loc[("HRV", "cmr"), "complete"]
    serbia = rows.loc[("SRB", "cmr")]
    assert serbia["overdue"] == serbia["due"] - serbia["latest"] > 0
    assert rows["overdue"].is_monotonic_decreasing


def test_silent_years_are_listed_up_to_the_last_that_is_due():
    rows = gaps.silent_years(CELLS).set_index(["country", "indicator"])
    row = rows.loc[("BIH", "mines")]
    silent = [year for year in range(2000, 2026) if state("BIH", "mines", year) == "silent"]
    assert row["silent"] == len(silent)
    assert row["years"] == gaps.years_in_words(silent)
    assert rows.loc[("SRB", "national"), "never"]


def test_empty_tables_are_silent():
    cells = gaps.coverage(EMPTY, STATES, (2000, 2026), DAY)
    assert set(cells["state"]) == {"silent", "ahead"}
    assert gaps.freshness(cells, DAY).empty
    figure = charts.last_figures(gaps.freshness(cells, DAY), load("countries"))
    assert "No figure is on record" in figure.layout.title.text
    assert (
        charts.completeness_grid(cells[:0], load("countries")).layout.title.text
        == "No country or year is chosen"
    )


@pytest.mark.parametrize("by", ["country", "indicator"])
def test_the_grid_draws_each_cell_once(by):
    rows = CELLS[CELLS["indicator"] == "mines"] if by == "country" else CELLS[CELLS["country"] == "BIH"]
    figure = charts.completeness_grid(rows, load("countries"), load("sources"), by)
    assert sum(len(trace.x) for trace in figure.data) == len(rows)
    assert figure.layout.title.text


def test_states_differ_without_colour():
    """In grey the looks must still be told apart: by pattern, or by lightness of what is filled."""
    looks = set()
    for _, look in charts.LOOKS.values():
        pattern = look.get("pattern", {}).get("shape", "")
        filled = "none" if look["color"] == theme.CLEAR else "light" if look.get("opacity") else "dark"
        looks.add((pattern, "" if pattern else filled))
    assert len(looks) == len(charts.LOOKS)


def test_many_countries_are_drawn_where_they_say_something():
    world = gaps.coverage(TABLES, load("countries")["country"], (2015, 2026), DAY)
    rows = world[world["indicator"] == "cmr"]
    figure = charts.completeness_grid(rows, load("countries"))
    assert "countries are silent throughout" in figure.layout.title.text
    assert len(figure.layout.annotations) <= charts.MOST
    silent = rows.groupby("country")["state"].agg(lambda said: said.isin(["silent", "ahead"]).all())
    assert not set(charts.strips(rows, "country")) & set(silent[silent].index)


@given(st.sets(st.integers(1990, 2030)))
def test_spans_hold_every_year_once(years):
    said = []
    for part in gaps.years_in_words(years).split(", "):
        ends = [int(year) for year in part.split("–") if year]
        said += range(ends[0], ends[-1] + 1) if ends else []
    assert said == sorted(years)


def test_sources_of_cells_are_known():
    assert set(CELLS["source"].dropna()) <= set(TABLES["sources"]["source"])
    assert pd.api.types.is_integer_dtype(CELLS["year"])
