"""Holds what is selected and drawn of contamination, clearance, casualties, deadlines and stockpiles."""

import inspect
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import hazards, release
from charts import casualties, clearance, contamination, deadlines, spans, stockpiles, world

CLEAN = Path(__file__).resolve().parent.parent / "data" / "clean"
NAMES = ("contamination", "clearance", "casualties", "obligations", "stockpiles", "countries", "sources")
TABLES = {name: pd.read_parquet(CLEAN / f"{name}.parquet") for name in NAMES}
TABLES |= {
    name: pd.read_parquet(CLEAN / f"{name}.parquet") for name in ("global_clearance", "global_casualties")
}
TODAY = pd.Timestamp("2026-11-21")
CHARTS = [
    contamination.contamination_trend,
    contamination.area_left_bars,
    clearance.release_by_year,
    clearance.release_by_country,
    clearance.items_by_country,
    spans.release_spans,
    spans.casualty_spans,
    casualties.casualties_by_country,
    casualties.world_casualties,
    deadlines.deadline_timeline,
    stockpiles.stockpiles_by_country,
    stockpiles.world_stockpiles,
    world.world_clearance,
]
SELECTIONS = {
    "contamination": [
        hazards.best_area,
        hazards.area_series,
        hazards.area_left,
        hazards.latest_figures,
        hazards.states_left,
        hazards.places_without_area,
    ],
    "clearance": [
        release.release_by_method,
        release.released,
        release.last_release,
        release.items_destroyed,
        release.spans,
        release.country_spans,
        release.survey_coverage,
    ],
    "casualties": [release.casualty_years, release.spans, release.country_spans],
    "obligations": [
        lambda rows: hazards.deadlines(rows, TODAY),
        lambda rows: hazards.next_deadlines(rows, TODAY),
    ],
}


def table(name, *countries):
    """A table, or its rows about some countries."""
    rows = TABLES[name]
    return rows[rows["country"].isin(countries)] if countries else rows


def one(rows, **cells):
    """The only row with these cells."""
    for name, value in cells.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1, f"{len(rows)} rows with {cells}"
    return rows.iloc[0]


def drawn(chart, tables):
    """A chart of the tables that its parameters are named for."""
    wanted = inspect.signature(chart).parameters
    return chart(**{name: rows for name, rows in tables.items() if name in wanted})


def points(figure, name):
    """The points of all traces of a name, silences left out."""
    traces = [trace for trace in figure.data if trace.name == name and trace.x is not None]
    return [(x, y) for trace in traces for x, y in zip(trace.x, trace.y, strict=True) if y is not None]


@pytest.mark.parametrize(
    ("country", "hazard", "year", "area_km2", "stated"),
    [
        ("HRV", "MINES_MIXED", 2017, 411, "CHA+SHA"),
        ("SRB", "CMR", 2018, 2.54, "summed"),
        ("SRB", "CMR", 2012, 17.58, "summed"),
        ("SRB", "AP_MINES", 2021, 0.85603, "SHA"),
        ("BIH", "CMR", 2020, 2.24, "TOTAL"),
        ("BIH", "CMR", 2016, 8.42, "summed"),
        ("BIH", "MINES_MIXED", 2017, 1061, "SHA"),
        ("XKX", "CMR", 2022, 9.4, "CHA+SHA"),
        ("XKX", "CMR", 2013, 7.63, "CHA"),
    ],
)
def test_the_best_area_of_a_year(country, hazard, year, area_km2, stated):
    best = hazards.best_area(hazards.national(table("contamination", country)))
    row = one(best, hazard=hazard, year=year)
    assert row["area_km2"] == pytest.approx(area_km2)
    assert row["stated"] == stated


def test_croatia_2017_is_the_sum_of_its_parts():
    row = one(
        hazards.best_area(hazards.national(table("contamination", "HRV"))), hazard="MINES_MIXED", year=2014
    )
    assert row["area_km2"] == pytest.approx(285.35 + 244.82)
    assert (row["basis"], row["area_class"]) == ("computed", "CHA+SHA")


def test_a_place_and_a_year_have_one_best_area():
    best = hazards.best_area(table("contamination"))
    assert not best.duplicated(["country", "subdivision", "hazard", "year"]).any()
    assert best["as_of"].notna().all()


def test_rivals_stand_beside_the_line():
    series = hazards.area_series(table("contamination", "BIH"))
    rivals = series[series["role"] == "further"]
    assert one(rivals, hazard="AP_MINES", year=2018)["area_km2"] == 50
    assert one(rivals, hazard="CMR", year=2020)["area_km2"] == 6
    line = series[series["role"] == "line"]
    assert one(line, family="MINES", year=2017)["area_km2"] == 1061
    assert one(line, family="CMR", year=2020)["area_km2"] == 2.24
    assert not line.duplicated(["family", "year", "hazard"]).any()


def test_the_halves_of_a_sum_are_not_its_rivals():
    series = hazards.area_series(table("contamination", "HRV"))
    assert (
        not series[(series["year"] == 2017) & (series["family"] == "MINES")]["area_class"]
        .isin(["CHA", "SHA"])
        .any()
    )


def test_a_chosen_class_draws_that_class_only():
    series = hazards.area_series(table("contamination", "HRV"), "CHA")
    line = series[(series["role"] == "line") & (series["family"] == "MINES") & (series["area_km2"] > 0)]
    assert line["area_km2"].tolist() == [285.35, 294, 281.5, 269]


@pytest.mark.parametrize(
    ("country", "family", "date"),
    [
        ("ALB", "MINES", "2009-12-01"),
        ("HRV", "CMR", "2020-07-10"),
        ("HRV", "MINES", "2026-02-27"),
        ("BIH", "CMR", "2023-09-01"),
        ("MNE", "CMR", "2020-07-31"),
        ("MKD", "MINES", "2006-09-15"),
        ("HUN", "MINES", "2013-12-01"),
        ("BGR", "MINES", "1999-10-31"),
    ],
)
def test_completed_states_keep_their_date(country, family, date):
    ended = hazards.completed_states(table("contamination"), table("obligations"))
    assert one(ended, country=country, family=family)["completed_on"] == pd.Timestamp(date)


def test_moldova_reported_none_but_declared_nothing():
    assert hazards.completed_states(table("contamination", "MDA"), table("obligations", "MDA")).empty
    left = hazards.area_left(table("contamination", "MDA"))
    assert not left["complete"].any()


def test_what_is_left():
    left = hazards.area_left(table("contamination"))
    assert one(left, country="BIH", family="MINES")["area_km2"] == 802.57
    assert one(left, country="HRV", family="MINES")["complete"]
    states = hazards.states_left(
        table("contamination", "ALB", "BIH", "HRV", "MDA", "MNE", "SRB", "TUR", "XKX")
    )
    assert set(states.loc[states["family"] == "MINES", "country"]) == {"BIH", "SRB", "TUR", "XKX"}
    assert set(states.loc[states["family"] == "CMR", "country"]) == {"SRB", "XKX"}


def test_places_without_an_area_are_listed():
    rows = table("contamination")
    assert len(hazards.places_without_area(rows)) == rows["area_km2"].isna().sum() > 0


def test_silent_years_are_named():
    series = hazards.area_series(table("contamination", "BIH"))
    line = series[(series["role"] == "line") & (series["family"] == "CMR")]
    words = hazards.silences(line, {"BIH": "Bosnia and Herzegovina"})
    assert words == (
        "No figure for the years between: Bosnia and Herzegovina: cluster munition remnants 2018–2019, 2021."
    )
    assert hazards.without_figure(line, ["BIH", "GRC"], {"GRC": "Greece"}) == "No figure at all: Greece."


def test_a_stack_is_of_one_source_and_one_count():
    stack = release.release_by_method(table("clearance"))
    stack = stack[stack["role"] == "stack"]
    figure = ["country", "family", "year"]
    assert (stack.groupby(figure)[["source", "hazard"]].nunique() == 1).all(axis=None)
    assert not stack.duplicated([*figure, "method"]).any()
    split = stack.groupby(figure)["method"].agg(set)
    assert all(methods == {"total_released"} or "total_released" not in methods for methods in split)


def test_croatia_2020_is_counted_once():
    rows = release.release_by_method(table("clearance", "HRV"))
    stack = rows[(rows["year"] == 2020) & (rows["role"] == "stack")].set_index("method")["area_km2"]
    assert stack.to_dict() == {"clearance": 49.2, "technical_survey": 4.2, "non_technical_survey": 7.2}
    assert stack.sum() == pytest.approx(60.6)


def test_a_total_beside_its_methods_is_a_rival():
    rows = release.release_by_method(table("clearance", "HRV"))
    year = rows[rows["year"] == 2003].set_index("role")["area_km2"]
    assert year.to_dict() == {"stack": 28.5, "rival": 285}
    assert one(release.released(table("clearance", "HRV")), year=2003)["area_km2"] == 285


def test_spans_parts_and_surveys_are_no_years():
    rows = table("clearance")
    years, apart = release.single_years(rows), release.spans(rows)
    surveyed = release.survey_coverage(rows)
    assert len(years) + len(apart) + len(surveyed) == len(rows)
    assert (years["scope"] == "national").all()
    assert set(surveyed["area_km2"]) == {0.573229, 75.24, 0.808169, 2.25}
    drawn_areas = release.release_by_method(rows)["area_km2"]
    assert 3109 not in set(drawn_areas)
    assert 75.24 not in set(drawn_areas)


def test_counts_of_all_hazards_are_not_added_to_counts_by_hazard():
    rows = release.across_families(release.release_by_method(table("clearance", "SRB")))
    together = rows[(rows["year"] == 2014) & (rows["family"] == "ALL")]
    assert together["role"].tolist() == ["rival"]


def test_items_of_a_year_are_not_added():
    items = release.items_destroyed(table("clearance", "BIH"))
    assert one(items, year=2018, item="ap_mines")["count"] == 2101
    assert one(items, year=2016, item="submunitions")["count"] == 632


def test_government_and_monitor_counts_of_casualties_differ():
    rows = release.casualty_years(table("casualties", "TUR"))
    year = rows[rows["year"] == 2015].set_index("role")["count"]
    assert year.to_dict() == {"stack": 34, "rival": 215}
    assert one(rows[rows["year"] == 2008], role="rival")["count"] == 158


def test_a_source_with_the_same_total_tells_killed_from_injured():
    rows = release.casualty_years(table("casualties", "BIH"))
    row = one(rows, year=2001)
    assert (row["killed"], row["injured"], row["count"]) == (32, 55, 87)


def test_parts_that_do_not_add_up_are_drawn_as_their_total():
    figure = casualties.casualties_by_country(table("casualties", "BIH"), TABLES["countries"])
    assert (1998, 149) in points(figure, "killed or injured, not told apart")


@pytest.mark.parametrize(
    ("country", "treaty", "article", "state"),
    [
        ("BIH", "APMBC", "5", "in force"),
        ("BIH", "CCM", "4", "completed"),
        ("HRV", "APMBC", "5", "completed"),
        ("SRB", "APMBC", "5", "requested"),
        ("TUR", "APMBC", "5", "passed"),
        ("GRC", "APMBC", "4", "missed"),
    ],
)
def test_how_an_obligation_stands(country, treaty, article, state):
    rows = hazards.deadlines(table("obligations", country), TODAY)
    assert one(rows, treaty=treaty, article=article)["state"] == state


def test_the_next_deadline():
    ahead = hazards.next_deadlines(table("obligations", "BIH", "SRB", "TUR", "HRV"), TODAY)
    assert ahead["country"].tolist() == ["BIH"]
    row = ahead.iloc[0]
    assert (row["original"], row["deadline"], row["extensions"]) == (
        pd.Timestamp("2009-03-01"),
        pd.Timestamp("2027-03-01"),
        3,
    )


def test_the_trend_shows_both_counts_of_bosnia_and_herzegovina():
    figure = contamination.contamination_trend(
        table("contamination", "BIH"), TABLES["countries"], scale="linear"
    )
    assert {1061, 2.24} <= {y for _, y in points(figure, "BiH")}
    assert {50, 6} <= {y for _, y in points(figure, "BiH, further figures")}
    assert any("Sep 2023" in note.text for note in figure.layout.annotations)


def test_a_country_to_compare_without_figures_draws_nothing():
    figure = clearance.release_by_country(table("clearance"), TABLES["countries"], compare=["SVN"])
    assert figure.layout.title.text == "No released area is on record"
    rows = contamination.shown(hazards.area_series(table("contamination")), ["SVN"])
    assert rows.empty


def test_the_rows_of_the_trend_are_those_it_draws():
    see = table("contamination", "ALB", "BIH", "BGR", "HRV", "MDA", "MKD", "MNE", "SRB", "TUR", "XKX")
    figure = contamination.contamination_trend(see, TABLES["countries"])
    rows = contamination.shown(hazards.area_series(see))
    words = {text for trace in figure.data for text in trace.hovertext or ()}
    assert len(words) == len(rows)


def test_a_line_stops_where_years_are_silent():
    figure = contamination.contamination_trend(table("contamination", "HRV"), TABLES["countries"])
    line = next(trace for trace in figure.data if trace.name == "Croatia" and len(trace.x) > 1)
    silent = [x.year for x, y in zip(line.x, line.y, strict=True) if y is None]
    assert silent == [2005, 2008, 2012, 2019]


def test_titles_say_what_is_found():
    tables = TABLES | {"contamination": table("contamination", "BIH", "TUR")}
    title = drawn(contamination.contamination_trend, tables).layout.title.text
    assert title.startswith("Bosnia and Herzegovina has the largest mined area on record: 802.6")
    tables = TABLES | {"obligations": table("obligations", "BIH", "TUR")}
    title = deadlines.deadline_timeline(
        tables["obligations"], TABLES["countries"], today=TODAY
    ).layout.title.text
    assert title.startswith("Bosnia and Herzegovina has the next deadline, 1 March 2027")


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_a_chart_of_nothing_says_so(chart):
    figure = drawn(chart, {name: rows[:0] for name, rows in TABLES.items()})
    assert figure.layout.title.text.startswith(("No ", "no "))
    assert not any(y is not None for trace in figure.data for y in (trace.y if trace.y is not None else ()))


@pytest.mark.parametrize("country", ["BIH", "MDA", "SVN", "GBR"])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_a_chart_of_one_country_has_a_title(chart, country):
    tables = {
        name: rows[rows["country"] == country] if "country" in rows and name != "countries" else rows
        for name, rows in TABLES.items()
    }
    assert drawn(chart, tables).layout.title.text


@pytest.mark.parametrize("name", SELECTIONS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_part_of_a_table_can_be_selected_from(name, data):
    rows = TABLES[name]
    places = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=8, unique=True))
    for selection in SELECTIONS[name]:
        assert isinstance(selection(rows.iloc[places]), pd.DataFrame)


def test_text_of_the_data_is_never_markup():
    rows = table("contamination", "BIH").assign(note="<script>alert(1)</script>")
    names = TABLES["countries"].assign(name="<b>BiH</b>", short_name="<b>BiH</b>")
    figure = contamination.contamination_trend(rows, names)
    said = [figure.layout.title.text, *(text for trace in figure.data for text in trace.hovertext or ())]
    assert not any("<script" in words or "<b>BiH</b>" in words for words in said)
