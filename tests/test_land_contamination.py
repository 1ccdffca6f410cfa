"""Areas over time, what is left, what is complete: facts of the records, and one answer everywhere."""

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.land.area_series import area_series, areas_left
from topics.land.areas import best_areas, figures
from topics.land.contamination_chart import area_left
from topics.land.contamination_map import contamination_by_hazards, contamination_map
from topics.land.contamination_table import areas_on_record, declared_complete, places_without_area
from topics.land.contamination_trend_chart import contamination_trend
from topics.land.release_chart import release_by_country
from topics.land.status import completed_states, country_statuses, family_statuses
from topics.records.gaps import cells_in_view

DAY = TABLES.edition


def line(country: str, family: str, area_class: str = "best") -> pd.DataFrame:
    rows = area_series(TABLES, area_class)
    rows = rows[rows["country"].eq(country) & rows["family"].eq(family) & rows["role"].eq("line")]
    return rows.set_index("year")


@pytest.mark.parametrize(
    ("country", "hazard", "year", "area_km2", "stated"),
    [
        ("HRV", "MINES_MIXED", 2024, 47.2, "CHA+SHA"),
        ("HRV", "MINES_MIXED", 2017, 411, "CHA+SHA"),
        ("HRV", "MINES_MIXED", 2014, 285.35 + 244.82, "summed"),
        ("SRB", "CMR", 2018, 2.54, "summed"),
        ("SRB", "CMR", 2012, 17.58, "summed"),
        ("SRB", "AP_MINES", 2016, 1.93, "SHA"),
        ("SRB", "AP_MINES", 2021, 0.85603, "SHA"),
        ("BIH", "CMR", 2020, 2.24, "TOTAL"),
        ("BIH", "CMR", 2016, 8.42, "summed"),
        ("BIH", "MINES_MIXED", 2017, 1061, "SHA"),
        ("XKX", "CMR", 2022, 9.4, "CHA+SHA"),
        ("XKX", "CMR", 2013, 7.63, "CHA"),
        ("ARM", "MINES_MIXED", 2019, 9.525292, "summed"),
    ],
)
def test_the_best_area_of_a_year(country: str, hazard: str, year: int, area_km2: float, stated: str) -> None:
    best = best_areas(TABLES)
    best = best[best["place"].eq(country) & best["hazard"].eq(hazard) & best["year"].eq(year)]
    assert best["area_km2"].tolist() == [pytest.approx(area_km2)]
    assert best["stated"].tolist() == [stated]


def test_a_place_and_a_year_have_one_best_area() -> None:
    assert not best_areas(TABLES).duplicated(["place", "hazard", "year"]).any()


def test_other_sources_stand_beside_the_line() -> None:
    series = area_series(TABLES)
    further = series[series["country"].eq("BIH") & series["role"].eq("further")]
    assert further.loc[further["hazard"].eq("AP_MINES") & further["year"].eq(2018), "area_km2"].tolist() == [
        50
    ]
    assert further.loc[further["hazard"].eq("CMR") & further["year"].eq(2020), "area_km2"].tolist() == [6]
    assert line("BIH", "MINES")["area_km2"][2017] == 1061
    assert line("BIH", "CMR")["area_km2"][2020] == 2.24


def test_the_halves_of_a_sum_are_no_other_sources() -> None:
    series = area_series(TABLES)
    croatia = series[series["country"].eq("HRV") & series["family"].eq("MINES") & series["year"].eq(2017)]
    assert not croatia["area_class"].isin(["CHA", "SHA"]).any()


def test_a_chosen_class_draws_that_class_only() -> None:
    rows = line("HRV", "MINES", "CHA")
    assert rows.loc[rows["area_km2"] > 0, "area_km2"].tolist() == [285.35, 294, 281.5, 269]


def test_a_line_stops_where_a_year_has_no_data() -> None:
    figure = contamination_trend(TABLES, view(countries=("HRV",)), scale="linear").figure
    drawn = next(trace for trace in figure["data"] if trace.get("mode") == "lines" and len(trace["x"]) > 1)
    before = [drawn["x"][place - 1][:4] for place, day in enumerate(drawn["x"]) if day is None]
    assert before == ["1996", "2006", "2010", "2017"]


def test_the_trend_names_what_it_draws() -> None:
    chart = contamination_trend(TABLES, view(countries=("BIH",)), scale="linear")
    assert {1061, 2.24, 50, 6} <= set(chart.rows["area_km2"])
    assert 1061 in set(chart.drawn["area_km2"])
    assert set(chart.drawn["family"]) == {"MINES"}, "one family is drawn, all are in the table"
    assert chart.title == "Bosnia and Herzegovina: 4\u202f200\u202fkm² in 1996, 774\u202fkm² in 2026"
    region = contamination_trend(TABLES, view())
    assert region.title == "Bosnia and Herzegovina has most mined area left: 774\u202fkm² (2026)"
    assert region.drawn["country"].nunique() == 6
    cluster = contamination_trend(TABLES, view(countries=("BIH",)), family="CMR")
    assert cluster.title.endswith("declared complete in 2023")
    ends = [note["text"] for note in region.figure["layout"]["annotations"]]
    assert any("Croatia 0" in words for words in ends)
    assert contamination_trend(TABLES, view(), compare=("SVN",)).is_empty


def test_tables_hold_every_figure() -> None:
    chosen = view()
    rows = chosen.of(TABLES["contamination"])
    without, with_area = places_without_area(TABLES, chosen).rows, areas_on_record(TABLES, chosen).rows
    assert {*without["record_id"], *with_area["record_id"]} == {*rows["record_id"]}
    assert without["area_km2"].isna().all()


def test_an_older_edition_knows_no_later_completion() -> None:
    from dashboard.store import snapshot  # noqa: PLC0415

    then = snapshot(pd.Timestamp("2023-01-01").date())
    done = completed_states(then)
    assert not (done["country"].eq("BIH") & done["family"].eq("CMR")).any()


@pytest.mark.parametrize("hazard", ["ALL", "CMR", "AP_MINES"])
def test_one_answer_on_maps_charts_and_tables(hazard: str) -> None:
    """For every country: the map of the last year, the small maps, bars, completions and areas left agree."""
    chosen = view(hazard=hazard)
    statuses = country_statuses(TABLES, hazard, day=DAY).set_index("country")
    drawn = contamination_map(TABLES, chosen).rows
    choice = drawn["choice"].eq(hazard) if "choice" in drawn else True
    last = drawn[choice & drawn["step"].eq(drawn["step"].max())].drop_duplicates("country")
    assert set(last["country"]) == set(chosen.members)
    for row in last.itertuples():
        status = statuses.loc[row.country]
        assert row.records == status["records"], row.country
        assert row.area_km2 == status["area_km2"] or pd.isna(row.area_km2), row.country
        assert row.completed_on == status["completed_on"] or pd.isna(status["completed_on"]), row.country


def test_one_answer_by_family() -> None:
    members = set(view().members)
    rows = family_statuses(TABLES, day=DAY)
    rows = rows[rows["country"].isin(members)].set_index(["country", "family"])
    done = declared_complete(TABLES, view()).rows
    complete = done[done["declared"] == "declared complete"].set_index(["country", "family"])["date"]
    assert complete.to_dict() == rows.loc[rows["status"] == "complete", "completed_on"].to_dict()
    bars = area_left(TABLES, view()).rows.drop_duplicates(["country", "family"])
    totals = bars.set_index(["country", "family"])["total_km2"]
    assert totals.to_dict() == rows.loc[totals.index, "area_km2"].to_dict()
    left = areas_left(TABLES)
    left = {pair for pair in zip(left["country"], left["family"], strict=True) if pair[0] in members}
    open_cases = rows[~rows["status"].isin(["complete", "none_reported"])].index
    assert left == {pair for pair in open_cases if pair[1] in ("MINES", "CMR")}
    stars = release_by_country(TABLES, view(), compare=("BIH", "HRV", "ALB")).rows
    stars = stars[stars["role"] == "complete"].set_index(["country", "family"])["completed_on"]
    assert (
        stars.to_dict() == complete[complete.index.get_level_values(0).isin(["BIH", "HRV", "ALB"])].to_dict()
    )


def test_small_maps_show_the_status_of_each_family() -> None:
    rows = contamination_by_hazards(TABLES, view()).rows
    assert {"MINES", "CMR"} <= set(rows["choice"])
    for choice, part in rows[rows["country"].isin(view().members)].groupby("choice"):
        statuses = country_statuses(TABLES, str(choice), day=DAY).set_index("country")["records"]
        for country, records in zip(part["country"], part["records"], strict=True):
            assert records == statuses[country], (choice, country)


@pytest.mark.parametrize(("family", "indicator"), [("MINES", "mines"), ("CMR", "cmr")])
def test_no_figure_is_due_where_the_status_says_so(family: str, indicator: str) -> None:
    cells = cells_in_view(TABLES, view())
    last = cells[cells["indicator"].eq(indicator) & cells["year"].eq(DAY.year)].set_index("country")
    statuses = country_statuses(TABLES, family, day=DAY).set_index("country")
    for country, row in last.iterrows():
        is_over = statuses["status"][country] in ("complete", "none_reported")
        if row["state"] not in ("figure", "part", "unverified"):
            assert row["state"] == ("complete" if is_over else "ahead"), country
        if row["state"] == "complete":
            assert row["records"] == statuses["records"][country], country


def test_press_never_stands_where_an_authority_or_a_monitor_has_an_area_of_the_year() -> None:
    rows = figures(TABLES)
    rows = rows[rows["area_km2"].gt(0)]
    point = ["place", "hazard", "year"]
    others = rows.loc[~rows["is_press"], point].drop_duplicates()
    best = best_areas(TABLES).merge(others, on=point)
    assert len(best) > 50
    assert not best["is_press"].any()


def test_a_figure_of_a_part_of_a_country_never_stands_for_the_country() -> None:
    rows = figures(TABLES)
    assert "VNM" not in set(rows.loc[rows["area_km2"].gt(0), "place"])
    assert rows.query("place == 'UKR' and hazard == 'ALL'")["area_km2"].min() == 137000
