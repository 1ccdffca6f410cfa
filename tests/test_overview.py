"""The overview on the real tables: statuses, deadlines, the map and the list beside it."""

import re

import pytest

from dashboard.statuses import status_cards, status_table
from tests.tables import EMPTY, TABLES, view
from topics.land.status import country_statuses
from topics.overview import CARDS, OVER, clearance_statuses, deadlines_in_view, headings
from topics.overview_map import overview_map
from topics.overview_table import MOST, country_list
from topics.records.evidence import record_index

REGIONS = ("SEE", "WB", "EU", "CENTRAL_ASIA", "WORLD")


def listed(region="SEE", **chosen):
    """The rows of the list by country, statuses and deadlines apart."""
    rows = country_list(TABLES, view(region, **chosen)).rows
    is_deadline = rows["deadline"].notna()
    return rows[~is_deadline].set_index("country"), rows[is_deadline]


@pytest.mark.parametrize(
    ("country", "figure", "dated"),
    [
        ("BIH", "774 km² suspected", "17 Feb 2026"),
        ("TUR", "145 km² estimated in all", "31 Mar 2021"),
        ("SRB", "0.86 km² suspected", "1 Apr 2021"),
        ("HRV", "declared complete", "27 Feb 2026"),
        ("MNE", "no contamination reported", "31 Dec 2008"),
        ("ROU", "no data", ""),
    ],
)
def test_a_status_says_its_area_and_class_or_its_completion_with_the_date(country, figure, dated):
    row = listed()[0].loc[country]
    assert (row["figure"].replace("\u202f", " "), row["dated"]) == (figure, dated)


@pytest.mark.parametrize("region", REGIONS)
def test_the_overview_rests_on_the_status_of_the_place(region):
    rows = clearance_statuses(TABLES, view(region)).set_index("country")
    known = country_statuses(TABLES, "MINES", day=view().day).set_index("country")
    assert set(rows.index) == set(view(region).members)
    for country, row in rows.iterrows():
        assert row["status"] == known["status"][country]
        assert row["records"] == known["records"][country]
        assert row["kind"] == "contaminated" or row["status"] not in ("contaminated", "area_unknown")


@pytest.mark.parametrize("region", REGIONS)
def test_the_largest_areas_come_first_and_then_the_latest_completions(region):
    rows = clearance_statuses(TABLES, view(region))
    areas = rows.loc[rows["status"] == "contaminated", "area_km2"]
    assert areas.is_monotonic_decreasing and list(areas.index) == list(range(len(areas)))
    assert rows.loc[rows["kind"] == "complete", "date"].is_monotonic_decreasing
    assert rows["kind"].drop_duplicates().tolist() == [
        kind for kind in ("contaminated", "complete", "unclear") if kind in set(rows["kind"])
    ]


def test_deadlines_that_passed_without_a_decision_are_named():
    rows = listed()[1].set_index("country")
    over = rows[rows["kind"] == OVER]
    assert over["dated"].to_dict() == {"SRB": "passed, extension requested", "TUR": "passed"}
    assert rows.loc["BIH", ["figure", "dated"]].tolist() == ["1 Mar 2027", "extension requested"]
    assert not deadlines_in_view(TABLES, view())["deadline"].isna().any()


@pytest.mark.parametrize("region", REGIONS)
def test_the_list_has_at_most_so_many_countries_and_names_records_that_exist(region):
    statuses, deadlines = listed(region)
    assert statuses["is_listed"].sum() == min(MOST, len(statuses))
    assert set(deadlines.loc[deadlines["is_listed"], "country"]) <= set(statuses.index[statuses["is_listed"]])
    known = set(TABLES.derive(record_index).index)
    assert {one for ids in [*statuses["records"], *deadlines["records"]] for one in ids} <= known


def test_the_world_is_listed_by_its_largest_areas():
    statuses, _ = listed("WORLD")
    assert {"BIH", "IRQ", "KHM"} <= set(statuses.index[statuses["is_listed"]])


@pytest.mark.parametrize("region", REGIONS)
def test_table_and_cards_link_each_figure_to_its_row(region):
    chosen = view(region)
    chart, heads = country_list(TABLES, chosen), headings(TABLES, chosen)
    table = status_table(chart, tuple(heads.items()))
    assert table.count('scope="row"') == min(MOST, len(chosen.members))
    cards = status_cards(chart, [(kind, heads[kind]) for kind in CARDS])
    for row, words in re.findall(r'data-row="(\d+)">([^<]+)<', table + cards):
        assert words in chart.rows.loc[int(row), ["figure", "brief"]].tolist()
    for kind in CARDS:
        assert f"<b>{chart.rows['kind'].eq(kind).sum()}</b>" in cards


def test_names_in_the_table_are_text():
    chart = country_list(TABLES, view())
    chart.rows["name"] = "<b>A & B</b>"
    assert "<b>A" not in status_table(chart, tuple(headings(TABLES, view()).items()))


def test_the_map_prints_the_area_or_the_year():
    chart = overview_map(TABLES, view())
    (signs,) = [each["signs"] for each in chart.figure["layers"] if each["kind"] == "areas"]
    words = " ".join(signs).replace("\u202f", " ")
    assert "774 km²" in words and "✓ 2026" in words
    assert chart.title == "Recent figures show mines in 4 of 13 states and areas"
    assert (
        overview_map(TABLES, view(countries=("HRV",))).title == "Croatia: declared complete, 27 February 2026"
    )


def test_the_hazard_chooses_the_family():
    chart = overview_map(TABLES, view(hazard="CMR"))
    assert chart.title == "Recent figures show cluster munitions in 1 of 13 states and areas"
    assert set(chart.rows["hazard"].dropna()) == {"CMR"}


def test_an_earlier_year_is_told_as_it_stood_then():
    statuses, deadlines = listed(years=(2000, 2005))
    assert statuses["kind"]["HRV"] == "contaminated"
    assert not deadlines["kind"].eq(OVER).any()


@pytest.mark.parametrize("chosen", [{"tables": EMPTY}, {"years": (1800, 1801)}, {"countries": ("NRU",)}])
def test_no_record_is_no_status(chosen):
    empty = view(**chosen)
    assert overview_map(empty.tables, empty).is_empty
    assert country_list(empty.tables, empty).is_empty
