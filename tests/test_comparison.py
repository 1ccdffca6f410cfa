"""Items per km², totals of a region with its silent states, sizes of countries, money beside land."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import comparison, hazards, money_land, release
from charts import comparison as drawn
from charts.clearance import release_by_country, release_by_year
from charts.money_land import money_beside_land
from dashboard.store import load
from dashboard.view import View
from tests.alone import headings, visited

SIZED = ("contamination", "clearance", "casualties", "country_facts")
PAID = ("funding", "national_funding", "funding_totals", "clearance")
SEE = tuple(load("region_members").query("region == 'SEE'")["country"])


def names():
    return dict(zip(load("countries")["country"], load("countries")["short_name"], strict=True))


def test_items_stand_against_ground_that_was_cleared():
    rows = comparison.items_per_km2(load("clearance"))
    row = rows.query("country == 'BIH' and hazard == 'MINES_MIXED' and year == 2019").iloc[0]
    assert (row["items"], row["area_km2"]) == (963 + 19, pytest.approx(3.84266))
    assert row["items_per_km2"] == pytest.approx(982 / 3.84266, abs=0.1)
    assert row["m2_per_item"] == pytest.approx(1e6 * 3.84266 / 982, abs=1)


def test_one_figure_per_country_hazard_and_year_is_drawn():
    rows = comparison.items_per_km2(load("clearance"))
    assert not rows[rows["role"] == "drawn"].duplicated(["country", "family", "year"]).any()
    assert rows[["area_km2", "items", "source"]].notna().all().all()
    assert set(rows["family"]) == {"MINES", "CMR"}


def totals(members=SEE):
    done = hazards.completed_states(load("contamination"), load("obligations"))
    released = release.across_families(release.released(load("clearance")))
    return comparison.regional_totals(released, members, done, names())


def test_the_total_of_a_year_adds_its_figures():
    rows = totals()
    for _, part in rows.groupby("year"):
        assert part["area_km2"].sum() == pytest.approx(part["together_km2"].iloc[0], abs=0.01)
        assert part["country"].nunique() == part["figures"].iloc[0]


def test_silent_states_are_named_and_completed_ones_are_not():
    rows = totals().drop_duplicates("year").set_index("year")["silent"]
    assert "Serbia" in rows[2023]
    assert "Albania" in rows[2006]
    assert "Albania" not in rows[2015], "complete since 2009"
    assert "Montenegro" not in rows[2023], "complete since 2020"
    assert "BiH" not in rows[2023]


def test_sizes_need_both_sides_and_say_how_many_years():
    rows = comparison.by_size(*(load(name) for name in SIZED), SEE).set_index(["measure", "country"])
    bosnia = rows.loc[("left", "BIH")]
    assert bosnia["per_size"] == pytest.approx(1000 * 802.57 / 51197)
    assert pd.isna(rows.loc[("left", "SVN"), "per_size"]), "no figure is not zero"
    assert rows.loc[("left", "HRV"), "per_size"] == 0
    released = rows.loc["released"].dropna(subset="per_size")
    assert (released["years"] >= 1).all()
    assert rows.loc[("casualties", "BIH"), "per_size"] == rows.loc["casualties", "per_size"].max()


def test_every_country_of_the_region_has_area_and_people():
    facts = load("country_facts")
    region = set(load("region_members").query("region == 'SEE15'")["country"])
    for indicator in ("area", "population"):
        assert set(facts.loc[facts["indicator"] == indicator, "country"]) == region
    assert facts["source"].notna().all()


def test_a_small_figure_never_reads_as_zero():
    figure = drawn.by_country_size(*(load(name) for name in SIZED), load("countries"))
    written = [note.text.strip() for note in figure.layout.annotations if note.text and "km²" in note.text]
    greece = next(text for text in written if text.startswith("0.0044"))
    assert "(2 y)" in greece


def test_completed_states_keep_their_history_and_date():
    done = hazards.completed_states(load("contamination"), load("obligations"))
    figure = release_by_country(load("clearance"), load("countries"), None, ("HRV", "ALB", "MNE"), done)
    marks = [trace for trace in figure.data if trace.type == "scatter" and trace.x[0] is not None]
    stars = [trace for trace in marks if trace.marker.symbol == "star"]
    assert sorted(trace.x[0] for trace in stars) == [2008, 2009, 2009, 2020, 2020, 2026]
    assert "Mines declared complete, February 2026" in {trace.hovertext[0] for trace in stars}
    assert figure.layout.xaxis.range[1] > 2026


def test_cost_needs_all_money_and_land_of_the_year():
    rows = money_land.money_and_land(*(load(name) for name in PAID), "BIH")
    costs = rows[rows["kind"] == "cost"].set_index("year")
    assert costs.loc[2017, "value"] == pytest.approx(17_672_820 / (5.23 + 0.87))
    land = set(rows.loc[rows["kind"] == "land", "year"])
    money = set(rows.loc[rows["kind"].isin(["total", "printed"]), "year"])
    assert set(costs.index) <= land & money
    assert costs["basis"].eq("computed").all()
    assert 2005 not in costs.index, "the national money of that year is a part only"


def test_what_is_told_twice_is_not_added():
    funding = load("funding")
    rows = money_land.money_and_land(*(load(name) for name in PAID), "BIH")
    counted = funding.query("recipient == 'BIH' and basis == 'monitor' and not overlap")["amount_usd"].sum()
    assert rows.loc[rows["kind"] == "itemised", "value"].sum() == pytest.approx(counted)


def test_unknown_years_are_hatched_and_never_zero():
    tables = [load(name) for name in PAID]
    figure = money_beside_land(*tables, load("countries"), country="SRB", years=(2000, 2026))
    hatched = [trace for trace in figure.data if trace.name and trace.name.startswith("Hatched")]
    assert len(hatched) == 4, "one in each panel"
    assert all(trace.marker.pattern.shape == "/" for trace in hatched)
    drawn_years = set(money_land.money_and_land(*tables, "SRB").query("kind == 'land'")["year"])
    assert not drawn_years & set(hatched[2].x)
    axes = {trace.yaxis for trace in figure.data if trace.yaxis}
    assert len(axes) == 4, "a panel each, no second axis"


@pytest.mark.parametrize("kept", [slice(None), slice(0)], ids=["whole", "empty"])
def test_charts_draw_the_whole_and_the_empty_table(kept):
    figures = [
        drawn.items_found(load("clearance").iloc[kept], load("countries")),
        drawn.by_country_size(*(load(name).iloc[kept] for name in SIZED), load("countries")),
        money_beside_land(*(load(name).iloc[kept] for name in PAID), load("countries")),
    ]
    assert all(isinstance(figure, go.Figure) and figure.layout.title.text for figure in figures)


@pytest.mark.parametrize(
    ("page", "parameters", "heading"),
    [
        ("clearance", {}, "silent in each"),
        ("clearance", {"show": "items"}, "Cleared ground held little"),
        ("clearance", {"show": "size"}, "By its size BiH has most land left"),
        ("funding", {"money": "land"}, "BiH: money is on record for"),
    ],
    ids=["regional totals", "items", "size", "money beside land"],
)
def test_each_part_of_the_pages_draws(page, parameters, heading):
    test = visited(page, parameters)
    assert not test.exception
    assert heading in headings(test)
    nothing = visited(page, parameters, View(region="OCEANIA", years=(2001, 2001)))
    assert not nothing.exception


def test_the_number_above_a_bar_names_the_silent():
    rows = totals().drop_duplicates("year")
    silent = dict(zip(rows["year"], rows["silent"], strict=True))
    clearance = load("clearance").query("country in @SEE")
    figure = release_by_year(clearance, load("countries"), None, silent)
    above = next(trace for trace in figure.data if trace.name == "countries with a figure")
    said = dict(zip(above.x, above.hovertext, strict=True))
    assert "countries with a figure: 2" in said[2023]
    assert "Silent: " in said[2023]
    assert "Serbia" in said[2023].replace("<br>", " ")
