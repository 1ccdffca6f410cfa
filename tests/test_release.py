"""Release, items and casualties of a year, and what they are set against: facts on the records."""

import re
from datetime import date

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.land.casualties import casualty_years
from topics.land.casualties_chart import casualties
from topics.land.comparison import MEAN, common_window, items_per_km2, measures_by_size, regional_totals
from topics.land.comparison_chart import by_country_size
from topics.land.items_chart import items_by_country
from topics.land.release import (
    COVERS,
    METHODS,
    across_families,
    items_destroyed,
    release_by_method,
    release_figures,
    released,
    single_years,
    spans,
)
from topics.land.release_chart import release_by_country, release_by_year
from topics.land.release_table import world_casualty_rows, world_clearance_rows
from topics.land.spans_chart import casualty_spans, release_spans
from topics.land.status import family_statuses
from topics.tables import Tables
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import number

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
    for methods in stack.groupby(FIGURE)["method"].agg(set):
        added = [method for name in methods for method in COVERS.get(name, ())]
        assert len(added) == len(set(added)), f"{methods} add a method twice"


def test_croatia_2020_is_counted_once():
    stack = rows_of(release_by_method(TABLES), country="HRV", year=2020, role="stack")
    areas = stack.set_index("method")["area_km2"].to_dict()
    assert areas == {"clearance": 49.2, "technical_survey": 4.2, "non_technical_survey": 7.2}
    row = one(released(TABLES), country="HRV", year=2020)
    assert (row["area_km2"], row["basis"], row["is_stated"]) == (pytest.approx(60.6), "computed", False)
    assert set(row["records"]) == set(stack["record_id"])


def test_a_total_that_is_larger_than_its_methods_is_drawn_whole():
    year = rows_of(release_by_method(TABLES), country="HRV", year=2003, role="stack")
    assert year.set_index("method")["area_km2"].to_dict() == {"clearance": 28.5, "not_split": 256.5}
    total = one(released(TABLES), country="HRV", year=2003)
    assert total["area_km2"] == 285
    (printed,) = rows_of(TABLES["clearance"], country="HRV", year_to=2003, method="total_released")[
        "record_id"
    ]
    assert printed in total["records"]


def test_what_is_certified_or_surveyed_names_both_of_its_methods():
    rows = rows_of(TABLES["clearance"], country="BIH", scope="national")
    assert one(rows, year_from=2018, area_km2=5.5)["method"] == "certified"
    assert one(rows, year_from=2019, area_km2=3.84266)["method"] == "certified"
    assert one(rows, year_from=2006, area_km2=236)["method"] == "survey"
    assert one(released(TABLES), country="BIH", year=2006)["area_km2"] == pytest.approx(239.3)


def test_only_figures_of_one_method_or_totals_are_added():
    """All state-years and hazards: what is called a total is one, by the records of one source."""
    raw = TABLES["clearance"].set_index("record_id")
    figures = release_figures(TABLES)
    assert not figures.duplicated([*FIGURE, "method"]).any()
    for row in figures.itertuples():
        stated = raw.loc[[*row.records]]
        assert stated["source"].nunique() == stated["hazard"].nunique() == 1
        assert set(stated["year_to"]) == {row.year}
        methods = set(stated["method"])
        if row.is_total:
            known = set().union(*(COVERS[name] for name in methods))
            assert "total_released" in methods or known == {*METHODS}, (row.country, row.year, methods)
        else:
            assert methods == {row.method}
            assert row.area_km2 == pytest.approx(stated["area_km2"].iloc[0])


@pytest.mark.parametrize(
    ("region", "hazard"),
    [
        *(("SEE", "ALL"), ("WB", "AP_MINES"), ("EU", "ALL"), ("CENTRAL_ASIA", "ALL")),
        *(("WORLD", "ALL"), ("WORLD", "MINES_MIXED"), ("WORLD", "CMR"), ("WORLD", "ERW")),
    ],
)
def test_each_sum_over_countries_is_of_one_kind(region, hazard):
    raw = TABLES["clearance"].set_index("record_id")["method"]
    for method in ("total_released", *METHODS):
        chart = release_by_year(TABLES, view(region, hazard=hazard), method=method)
        if chart.is_empty:
            continue
        assert set(chart.rows["method"]) == {method}
        for year, part in chart.rows.groupby("year"):
            assert part["area_km2"].sum() == pytest.approx(part["sum_km2"].iloc[0], abs=1e-5), year
            assert part["country"].nunique() == part["countries_with_data"].iloc[0]
        if method != "total_released":
            assert {raw[one] for ids in chart.rows["records"] for one in ids} == {method}
        assert str(chart.rows["year"].max()) in chart.title


def test_the_total_of_2024_is_what_its_source_says_and_no_sum_of_methods():
    sums = {
        method: rows_of(release_by_year(TABLES, view(), method=method).rows).drop_duplicates("year")
        for method in ("total_released", *METHODS)
    }
    total = one(sums["total_released"], year=2024)
    assert (total["sum_km2"], total["countries_with_data"]) == (15.42, 1)
    assert one(sums["total_released"], year=2022)["sum_km2"] == pytest.approx(52.74)
    assert one(sums["clearance"], year=2024)["sum_km2"] == pytest.approx(0.17)
    assert one(sums["technical_survey"], year=2024)["sum_km2"] == pytest.approx(0.1222)
    every = pd.concat(sums.values())["sum_km2"]
    assert not (every - 0.2922).abs().lt(1e-6).any(), "clearance and survey are not added"


@pytest.mark.parametrize("region", ["SEE", "WB", "WORLD"])
@pytest.mark.parametrize("work", [release_by_year, release_by_country, items_by_country])
def test_the_numbers_of_a_title_are_those_of_its_marks(work, region):
    chart = work(TABLES, view(region))
    drawn = chart.drawn
    words = {"area_km2", "destroyed", "sum_km2"} & set(drawn)
    values = [value for name in words for value in drawn[name].dropna()]
    if work is release_by_country:
        totals = rows_of(drawn, role="stack", is_total=True)
        values += totals.groupby(["country", "year"])["area_km2"].sum().tolist()
    spoken = {number(round(value, 2)) for value in values} | {number(value) for value in values}
    main = re.sub(r"\b(19|20)\d\d\b", "", chart.title)
    numbers = re.findall(r"\d[\d\u202f.]*", main)
    assert numbers and all(value.strip(".\u202f") in spoken for value in numbers), (chart.title, numbers)


def test_a_method_without_a_total_is_an_open_bar():
    chart = release_by_country(TABLES, view(), compare=("BIH", "SRB"))
    alone = chart.rows[chart.rows["role"].eq("stack") & chart.rows["is_total"].eq(False)]
    assert {("BIH", 2019), ("SRB", 2024)} <= {*zip(alone["country"], alone["year"], strict=True)}
    for trace in chart.figure["data"]:
        if trace["type"] == "bar" and trace.get("customdata"):
            is_open = set(trace["customdata"]) <= set(alone.index)
            assert is_open or not set(trace["customdata"]) & set(alone.index)
            assert is_open == (trace["marker"]["color"] == "rgba(0,0,0,0)")
    assert chart.rows.loc[alone.index, "label"].str.contains("Other methods").all()


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
        trace for trace in chart.figure["data"] if trace["name"] == "Not separated" and trace["x"] != [None]
    )
    assert 149 in {y for x, y in zip(whole["x"], whole["y"], strict=True) if x == 1998}


def test_items_stand_against_ground_that_was_cleared():
    rows = items_per_km2(TABLES, view())
    row = one(rows, country="BIH", hazard="AP_MINES", year=2018, role="stack")
    assert (row["items"], row["area_km2"]) == (2101, pytest.approx(0.92))
    assert row["items_per_km2"] == pytest.approx(2101 / 0.92, abs=0.1)
    assert row["m2_per_item"] == pytest.approx(1e6 * 0.92 / 2101, abs=1)
    assert not rows_of(rows, role="stack").duplicated(FIGURE).any()


def test_the_total_of_a_year_adds_its_figures():
    for _, part in regional_totals(TABLES, view()).groupby(["year", "method"]):
        assert part["area_km2"].sum() == pytest.approx(part["sum_km2"].iloc[0], abs=0.01)
        assert part["country"].nunique() == part["countries_with_data"].iloc[0]


def test_countries_without_data_are_named_and_those_with_nothing_left_are_not():
    totals = rows_of(regional_totals(TABLES, view()), is_total=True)
    without = totals.drop_duplicates("year").set_index("year")["without_data"]
    assert "Serbia" in without[2023]
    assert "Albania" in without[2006]
    assert "Albania" not in without[2015], "mines and cluster munition remnants complete since 2009"
    assert "Montenegro" not in without[2023], "complete since 2020"
    assert "BiH" not in without[2023]


def test_a_bar_names_those_without_data():
    rows = rows_of(release_by_year(TABLES, view()).rows, year=2023)
    assert len(rows) == 2
    for label in rows["label"].str.replace("<br>", " "):
        assert "2 countries" in label
        assert "Serbia" in label


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
    assert rows.loc[("left", "BIH"), "per_size"] == pytest.approx(1000 * 774 / 51197)
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
    chart = by_country_size(TABLES, view(), measure="released")
    words = [note["text"].strip() for note in chart.figure["layout"]["annotations"]]
    assert "(2 years)" in next(text for text in words if text.startswith("0.0054"))


@pytest.mark.parametrize(
    ("region", "years"),
    [("SEE", None), ("WB", (2005, 2008)), ("EU", (2019, 2024)), ("WORLD", None), ("SEE", (2005, 2008))],
)
def test_countries_are_compared_over_one_window_of_years(region, years):
    chosen = view(region, years=years)
    window = common_window(TABLES, chosen)
    if window is None:
        return
    means = measures_by_size(TABLES, chosen)
    means = means[means["measure"].isin(MEAN) & means["per_size"].notna()]
    years_of = {
        table: TABLES[table].set_index("record_id")["year_to"] for table in ("clearance", "casualties")
    }
    for row in means.itertuples():
        dates = years_of["casualties" if row.measure == "casualties" else "clearance"]
        used = set(dates.reindex([*row.records]).dropna().astype(int))
        assert len(used) == row.years <= window[1] - window[0] + 1
        assert window[0] <= min(used) <= max(used) <= window[1]
    for measure in MEAN:
        chart = by_country_size(TABLES, chosen, measure=measure)
        assert chart.is_empty or year_range(*window) in chart.note


def test_a_country_without_a_figure_is_named_and_has_no_bar():
    chart = by_country_size(TABLES, view())
    assert "Romania and Slovenia" in chart.note
    assert not {"ROU", "SVN"} & set(chart.drawn["country"])
    assert {"ROU", "SVN"} == set(chart.rows.tail(2)["country"]), "rows without a figure come last"


def test_the_largest_year_is_among_the_panels():
    for region in ("SEE", "WORLD"):
        chart = items_by_country(TABLES, view(region))
        every = items_destroyed(view(region).of(TABLES["clearance"]))
        assert every["destroyed"].max() == chart.drawn["destroyed"].max()


def test_of_periods_the_largest_of_each_country_is_drawn_and_all_are_listed():
    for work, least in ((release_spans, 20), (casualty_spans, 45)):
        chart = work(TABLES, view())
        assert len(chart.rows) >= least > len(chart.drawn)
        begun = chart.rows[chart.rows["year_from"].notna()]
        assert set(begun["country"]) == set(chart.drawn["country"])
        assert f"{len(chart.rows) - len(chart.drawn)} more" in chart.note


def test_a_chosen_country_without_figures_draws_nothing():
    chart = release_by_country(TABLES, view(), compare=("SVN",))
    assert (chart.title, chart.is_empty) == ("No released land on record", True)


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
