"""Release, items and casualties of a year, and what they are set against: facts on the records."""

from datetime import date

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.land.casualties import casualty_years
from topics.land.casualties_chart import casualties
from topics.land.comparison import items_per_km2, measures_by_size, regional_totals
from topics.land.comparison_chart import by_country_size
from topics.land.missing import missing_casualties, missing_release
from topics.land.release import (
    across_families,
    items_destroyed,
    release_by_method,
    released,
    single_years,
    spans,
)
from topics.land.release_chart import release_by_country, release_by_year
from topics.land.release_table import world_casualty_rows, world_clearance_rows
from topics.land.spans_chart import release_spans
from topics.land.status import family_statuses
from topics.tables import Tables

FIGURE = ["country", "family", "year"]


def rows_of(rows, **key):
    """The rows with these values."""
    for name, value in key.items():
        rows = rows[rows[name] == value]
    return rows


def one(rows, **key):
    """The one row with these values."""
    matching = rows_of(rows, **key)
    assert len(matching) == 1, (key, len(matching))
    return matching.iloc[0]


def with_table(name, rows):
    """The real tables with one of them replaced."""
    return Tables({**{key: TABLES[key] for key in TABLES}, name: rows}, version=name)


def test_a_stack_is_of_one_source_and_one_count():
    stack = rows_of(release_by_method(TABLES), role="stack")
    assert (stack.groupby(FIGURE)[["source", "hazard"]].nunique() == 1).all(axis=None)
    assert not stack.duplicated([*FIGURE, "method"]).any()
    split = stack.groupby(FIGURE)["method"].agg(set)
    assert all(methods == {"total_released"} or "total_released" not in methods for methods in split)


def test_croatia_2020_is_counted_once():
    stack = rows_of(release_by_method(TABLES), country="HRV", year=2020, role="stack")
    areas = stack.set_index("method")["area_km2"].to_dict()
    assert areas == {"clearance": 49.2, "technical_survey": 4.2, "non_technical_survey": 7.2}
    row = one(released(TABLES), country="HRV", year=2020)
    assert (row["area_km2"], row["basis"], row["is_stated"]) == (pytest.approx(60.6), "computed", False)
    assert set(row["records"]) == set(stack["record_id"])


def test_a_total_beside_its_methods_is_another_figure():
    year = rows_of(release_by_method(TABLES), country="HRV", year=2003)
    assert year.set_index("role")["area_km2"].to_dict() == {"stack": 28.5, "rival": 285}
    assert one(released(TABLES), country="HRV", year=2003)["area_km2"] == 285


def test_periods_parts_and_surveys_are_no_years():
    rows = TABLES["clearance"]
    surveyed = rows_of(rows, scope="survey_coverage")
    assert len(single_years(rows)) + len(spans(rows)) + len(surveyed) == len(rows)
    assert set(surveyed["area_km2"]) == {0.573229, 75.24, 0.808169, 2.25}
    assert not {3109, 75.24} & set(release_by_method(TABLES)["area_km2"])
    assert 3109 in set(release_spans(TABLES, view()).rows["area_km2"])


def test_counts_of_all_hazards_are_not_added_to_counts_by_hazard():
    rows = rows_of(across_families(release_by_method(TABLES)), country="SRB", year=2014, family="ALL")
    assert rows["role"].tolist() == ["rival"]


def test_items_of_a_year_are_not_added():
    items = rows_of(items_destroyed(TABLES["clearance"]), country="BIH")
    assert one(items, year=2018, ordnance="ap_mines")["destroyed"] == 2101
    assert one(items, year=2016, ordnance="submunitions")["destroyed"] == 632


def test_counts_of_a_government_and_of_a_monitor_stand_beside_each_other():
    rows = rows_of(casualty_years(TABLES["casualties"]), country="TUR")
    assert rows_of(rows, year=2015).set_index("role")["persons"].to_dict() == {"stack": 34, "rival": 215}
    assert one(rows, year=2008, role="rival")["persons"] == 158


def test_a_source_that_separates_killed_from_injured_is_drawn():
    row = one(casualty_years(TABLES["casualties"]), country="BIH", year=2001)
    assert (row["killed"], row["injured"], row["persons"]) == (32, 55, 87)


def test_parts_that_do_not_add_up_are_drawn_as_their_total():
    chart = casualties(TABLES, view(), compare=("BIH",))
    whole = next(
        trace
        for trace in chart.figure["data"]
        if trace["name"].endswith("not separated") and trace["x"] != [None]
    )
    assert 149 in {y for x, y in zip(whole["x"], whole["y"], strict=True) if x == 1998}


def test_items_stand_against_ground_that_was_cleared():
    rows = items_per_km2(TABLES, view())
    row = one(rows, country="BIH", hazard="MINES_MIXED", year=2019, role="stack")
    assert (row["items"], row["area_km2"]) == (963 + 19, pytest.approx(3.84266))
    assert row["items_per_km2"] == pytest.approx(982 / 3.84266, abs=0.1)
    assert row["m2_per_item"] == pytest.approx(1e6 * 3.84266 / 982, abs=1)
    assert not rows_of(rows, role="stack").duplicated(FIGURE).any()


def test_the_total_of_a_year_adds_its_figures():
    for _, part in regional_totals(TABLES, view()).groupby("year"):
        assert part["area_km2"].sum() == pytest.approx(part["total_km2"].iloc[0], abs=0.01)
        assert part["country"].nunique() == part["countries_with_data"].iloc[0]


def test_countries_without_data_are_named_and_those_with_nothing_left_are_not():
    without = regional_totals(TABLES, view()).drop_duplicates("year").set_index("year")["without_data"]
    assert "Serbia" in without[2023]
    assert "Albania" in without[2006]
    assert "Albania" not in without[2015], "mines and cluster munition remnants complete since 2009"
    assert "Montenegro" not in without[2023], "complete since 2020"
    assert "BiH" not in without[2023]


def test_the_number_above_a_bar_names_those_without_data():
    chart = release_by_year(TABLES, view())
    row = one(chart.rows, year=2023, role="sum")
    assert "2 countries with a figure" in row["label"]
    assert "Serbia" in row["label"].replace("<br>", " ")
    drawn = rows_of(chart.rows, year=2023, role="stack")
    assert set(row["records"]) == {record for ids in drawn["records"] for record in ids}


def test_a_star_stands_where_the_status_says_complete():
    chart = release_by_country(TABLES, view(), compare=("HRV", "ALB", "MNE"))
    stars = rows_of(chart.rows, role="complete")
    statuses = rows_of(family_statuses(TABLES, day=view().day), status="complete")
    statuses = statuses[statuses["country"].isin(["HRV", "ALB", "MNE"]) & statuses["completed_on"].notna()]
    assert {*zip(stars["country"], stars["family"], stars["completed_on"], strict=True)} == {
        *zip(statuses["country"], statuses["family"], statuses["completed_on"], strict=True)
    }
    assert any(
        "Mines declared complete, 27 February 2026" in label.replace("<br>", " ") for label in stars["label"]
    )
    assert chart.figure["layout"]["xaxis"]["range"][1] > 2026


def test_sizes_need_both_sides_and_count_their_years():
    rows = measures_by_size(TABLES, view()).set_index(["measure", "country"])
    assert rows.loc[("left", "BIH"), "per_size"] == pytest.approx(1000 * 802.57 / 51197)
    assert pd.isna(rows.loc[("left", "SVN"), "per_size"]), "no figure is not zero"
    assert rows.loc[("left", "HRV"), "per_size"] == 0
    assert (rows.loc["released"].dropna(subset="per_size")["years"] >= 1).all()
    assert rows.loc[("casualties", "BIH"), "per_size"] == rows.loc["casualties", "per_size"].max()


def test_land_left_is_that_of_the_end_of_the_view():
    rows = measures_by_size(TABLES, view(years=(2000, 2014))).set_index(["measure", "country"])
    assert rows.loc[("left", "HRV"), "amount"] > 500


def test_every_country_of_the_region_has_area_and_people():
    facts = TABLES["country_facts"]
    for indicator in ("area", "population"):
        assert set(rows_of(facts, indicator=indicator)["country"]) == set(view("SEE15").members)


def test_a_small_figure_never_reads_as_zero():
    chart = by_country_size(TABLES, view())
    words = [note["text"].strip() for note in chart.figure["layout"]["annotations"]]
    assert "(2 y)" in next(text for text in words if text.startswith("0.0044"))


def test_years_and_countries_without_a_figure_are_named():
    words = missing_release(TABLES, view(), compare=("BIH", "SVN"))
    assert "BiH: mines 2000–2001" in words
    assert words.endswith("No figure at all: Slovenia.")
    assert "BiH: 2021–2022" in missing_casualties(TABLES, view())
    assert missing_release(TABLES, view("WORLD")).endswith("countries.")


def test_a_chosen_country_without_figures_draws_nothing():
    chart = release_by_country(TABLES, view(), compare=("SVN",))
    assert (chart.title, chart.is_empty) == ("No released area is on record", True)


def test_text_of_the_data_is_never_markup():
    rows = TABLES["clearance"].assign(note="<script>alert(1)</script>")
    tables = with_table("clearance", rows)
    labels = release_by_country(tables, view(tables=tables)).rows["label"]
    assert labels.str.contains("script").any()
    assert not labels.str.contains("<script", regex=False).any()


def test_figures_after_the_day_shown_are_not_drawn():
    chart = release_by_year(TABLES, view(years=(2000, 2010)))
    assert chart.rows["year"].max() <= 2010
    assert view(years=(2000, 2010)).day == date(2010, 12, 31)


def test_every_figure_about_the_world_is_listed():
    for work, table in (
        (world_clearance_rows, "global_clearance"),
        (world_casualty_rows, "global_casualties"),
    ):
        rows = work(TABLES, view("WORLD")).rows
        assert set(rows["record_id"]) == set(TABLES[table]["record_id"])
