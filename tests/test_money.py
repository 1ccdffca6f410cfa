"""Money: what may be added and what never, printed totals as checks, the map, the page."""

import pandas as pd
import pytest

from charts.map import MOVED
from tests.alone import headings, visited
from tests.ground import land_at
from tests.tables import TABLES, view
from topics.money.checks_chart import figures_on_record
from topics.money.contributions_table import contribution_list
from topics.money.donors_chart import donor_by_year, donor_matrix, us_programme
from topics.money.flow_map import money_flows
from topics.money.flow_rows import DONOR, FLOW, RECIPIENT
from topics.money.flows import BASES, contributions, donors, sums
from topics.money.last_total import last_total
from topics.money.places import placed_contributions, unplaced_contributions
from topics.money.totals import checks, yearly_totals
from topics.money.totals_table import cumulative_claims, funding_checks
from topics.money.words import national_without_dollars, undated_contributions, years_itemised
from topics.money.years_chart import GIVEN, TOTAL, funding_by_year
from topics.money_and_land import COST, ITEMISED, LAND, money_and_land, recipients
from topics.money_and_land import PRINTED as TOTALS
from topics.money_and_land_chart import money_beside_land

NOWHERE = view("OCEANIA", years=(2001, 2001))
ITEMS = contributions(TABLES, view())


def test_flows_do_not_mix_and_add_nothing_twice():
    parts = [contributions(TABLES, view(), flow=flow) for flow in BASES]
    assert not pd.concat(parts)["record_id"].duplicated().any()
    assert all(part["basis"].nunique() == 1 for part in parts)
    for flow in ("monitor", "announced"):
        assert not contributions(TABLES, view(), flow=flow)["overlap"].any()


def test_an_unknown_flow_names_those_there_are():
    with pytest.raises(LookupError, match="There are: monitor, us, announced, itf"):
        contributions(TABLES, view(), flow="gifts")


def test_itemised_contributions_meet_the_printed_totals():
    rows = checks(TABLES, view()).set_index(["recipient", "year"]).sort_index()
    for recipient, year in (("BIH", 2017), ("SRB", 2010)):
        total = rows.loc[(recipient, year)].squeeze()
        assert total["itemised_usd"] == pytest.approx(total["amount_usd"], abs=2)
    year = rows.loc[("BIH", 2015)].sort_values("amount_usd")
    assert year["amount_usd"].tolist() == [8_019_656, 14_729_176]
    assert year["itemised_usd"].tolist() == pytest.approx([14_729_176] * 2, abs=2)
    assert year["share_pct"].tolist() == [183.7, 100.0]
    assert pd.isna(rows.loc[("BIH", 2004), "share_pct"]), "nothing is itemised, which is not zero"


def test_a_sum_unites_the_records_of_what_it_adds():
    rows = donor_matrix(TABLES, view()).rows
    united = [record for records in rows["records"] for record in records]
    assert sorted(united) == sorted(ITEMS["record_id"])
    assert rows["amount_usd"].sum() == pytest.approx(ITEMS["amount_usd"].sum())
    one = sums(ITEMS, ["donor", "recipient"]).set_index(["donor", "recipient"]).loc[("Germany", "ALB")]
    assert (one["amount_usd"], one["contributions"], one["years"]) == (74_949, 1, "2015")


def test_an_unknown_year_is_a_gap_and_not_a_zero():
    chart = funding_by_year(TABLES, view())
    bars = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    heights = [height for trace in bars for height in trace["y"]]
    assert all(height > 0 for height in heights)
    assert sum(heights) == pytest.approx(ITEMS["amount_usd"].sum() / 1e6)
    assert chart.rows["year"].notna().all()
    assert set(chart.rows.loc[chart.rows["part"] == TOTAL, "kind"]) == {"recipient_international"}
    assert len(chart.rows[chart.rows["part"] == GIVEN]) == len(ITEMS)


def test_multi_year_totals_are_no_yearly_ones():
    totals = yearly_totals(TABLES["funding_totals"])
    assert not totals["kind"].eq("cumulative_claim").any()
    claims = cumulative_claims(TABLES, view()).rows
    assert not set(claims["record_id"]) & set(totals["record_id"])


def test_the_programme_is_the_same_on_chart_and_map():
    chart, sheet = us_programme(TABLES, view()), money_flows(TABLES, view(), flow="us")
    most = chart.rows.groupby("recipient")["amount_usd"].sum()
    last = sheet.rows[(sheet.rows["step"] == 2017) & (sheet.rows["mark"] == RECIPIENT)]
    assert last.set_index("recipient")["amount_usd"].to_dict() == pytest.approx(most.to_dict())


def test_the_map_adds_what_the_table_has():
    rows, placed = money_flows(TABLES, view()).rows, placed_contributions(TABLES, view(), "monitor")
    last = rows[rows["step"] == rows["step"].max()]
    for mark in (FLOW, DONOR, RECIPIENT):
        assert last.loc[last["mark"] == mark, "amount_usd"].sum() == pytest.approx(placed["amount_usd"].sum())
    flow = last[(last["donor"] == "Germany") & (last["recipient"] == "BIH")].iloc[0]
    given = ITEMS[(ITEMS["donor"] == "Germany") & (ITEMS["recipient"] == "BIH")]
    assert flow["amount_usd"] == pytest.approx(given["amount_usd"].sum())
    assert sorted(flow["records"]) == sorted(given["record_id"])


@pytest.mark.parametrize("flow", BASES)
def test_money_ends_in_the_country_that_received_it(flow):
    chart = money_flows(TABLES, view(), flow=flow)
    seats = TABLES["actors"].set_index(TABLES["actors"]["actor"].str.upper())["country"]
    received = chart.rows[chart.rows["mark"] == RECIPIENT].drop_duplicates("recipient")
    ends = received.set_index("recipient")[["lon", "lat"]].apply(tuple, axis=1)
    for row in received.itertuples():
        is_moved = MOVED in row.label.replace("<br>", " ")
        assert is_moved == (row.recipient == "TUR")
        country = seats.get(row.recipient, row.recipient)
        assert land_at(row.lon, row.lat) == (set() if is_moved else {country}), row.recipient
    (flows,) = (layer for layer in chart.figure["layers"] if layer["kind"] == "lines")
    for number, path in zip(flows["rows"], flows["paths"], strict=True):
        assert tuple(path[-1]) == pytest.approx(ends[chart.rows.loc[number, "recipient"]], abs=0.01)


def test_lines_are_as_wide_as_the_class_of_their_sum():
    chart = money_flows(TABLES, view())
    (flows,) = (layer for layer in chart.figure["layers"] if layer["kind"] == "lines")
    limits = [0, 1e6, 5e6, 2e7, float("inf")]
    widths = [look["width"] for look in chart.figure["classes"] if look["shape"] == "line"]
    assert widths == sorted(widths)
    for number, place in zip(flows["rows"], flows["classes"], strict=True):
        rank = widths.index(chart.figure["classes"][place]["width"])
        assert limits[rank] <= chart.rows.loc[number, "amount_usd"] < limits[rank + 1]


@pytest.mark.parametrize("flow", BASES)
def test_what_the_map_leaves_out_is_named(flow):
    rows = contributions(TABLES, view(), flow=flow)
    left_out = len(rows) - len(placed_contributions(TABLES, view(), flow))
    sentence = unplaced_contributions(TABLES, view(), flow=flow)
    assert len(list(filter(None, sentence.split("; ")))) == left_out


def test_what_is_not_drawn_is_said():
    assert "European Union to Türkiye, EUR\u202f10 million" in undated_contributions(TABLES, view())
    assert "Croatia 2012, HRK\u202f244 million" in national_without_dollars(TABLES, view())
    assert "Germany to BiH" not in undated_contributions(TABLES, view(), "European Union")
    assert "BiH 2012, 2014–2018, 2020–2022;" in years_itemised(TABLES, view())
    assert years_itemised(TABLES, NOWHERE) == undated_contributions(TABLES, NOWHERE) == ""


def test_lists_hold_what_another_record_holds_too():
    assert len(contribution_list(TABLES, view(), flow="announced").rows) == 44
    assert len(contribution_list(TABLES, view(), flow="monitor").rows) == len(ITEMS)


def test_each_contribution_has_its_stage():
    rows = contribution_list(TABLES, view()).rows
    assert len(rows) == len(ITEMS) + 44
    assert set(rows["stage"]) == {"reported", "announced", "planned"}
    assert set(rows.loc[rows["stage"] == "reported", "basis"]) == {"monitor"}
    assert funding_by_year(TABLES, view()).rows["stage"].notna().all()


def test_what_one_donor_gave_to_whom_by_year():
    chart, table = (
        donor_by_year(TABLES, view(), donor="Germany"),
        contribution_list(TABLES, view(), donor="Germany"),
    )
    given = ITEMS[ITEMS["donor"] == "Germany"]
    reported = chart.rows[chart.rows["stage"] == "reported"]
    assert reported["amount_usd"].sum() == pytest.approx(given["amount_usd"].sum())
    assert reported.loc[reported["year"] == 2021, ["recipient", "amount"]].values.tolist() == [
        ["BIH", 3_454_846]
    ]
    assert set(table.rows["donor"]) == {"Germany"}
    assert set(chart.rows["record_id"]) <= set(table.rows["record_id"])
    hatched = [
        trace for trace in chart.figure["data"] if "pattern" in trace["marker"] and trace.get("customdata")
    ]
    drawn = {number for trace in hatched for number in trace["customdata"]}
    assert drawn == set(chart.rows.index[chart.rows["stage"] != "reported"]), "a promise is hatched"
    assert {"Germany", "European Union"} <= set(donors(TABLES, view()))
    single = funding_by_year(TABLES, view(), donor="Germany").rows
    assert set(single["donor"]) == {"Germany"}
    assert not single["part"].eq(TOTAL).any(), "a printed total is of all donors"


def test_kinds_of_figures_are_counted_by_recipient_and_year():
    rows = figures_on_record(TABLES, view()).rows
    year = rows[(rows["recipient"] == "BIH") & (rows["year"] == 2015)].set_index("part")
    assert year.loc["total printed", "figures"] == 4, "two international ones, a national one, all money"
    assert all(len(records) == count for records, count in zip(rows["records"], rows["figures"], strict=True))


def test_cost_needs_all_money_and_land_of_the_year():
    rows = money_and_land(TABLES, view(), "BIH")
    costs = rows[rows["part"] == COST].set_index("year")
    total = rows.loc[rows["part"].eq("total") & rows["year"].eq(2016), "value"].item()
    assert costs.loc[2016, "value"] == pytest.approx(total / (58.67 + 0.86))
    assert 2017 not in costs.index, "of cluster munition remnants not all methods of that year are on record"
    land = set(rows.loc[rows["part"] == LAND, "year"])
    assert set(costs.index) <= land & set(rows.loc[rows["part"].isin(["total", TOTALS]), "year"])
    assert costs["basis"].eq("computed").all()
    assert all(len(records) > 1 for records in costs["records"]), "money and land"
    assert 2005 not in costs.index, "the national money of that year is a part only"


def test_contributions_beside_land_are_those_that_may_be_added():
    rows = money_and_land(TABLES, view(), "BIH")
    added = ITEMS.loc[ITEMS["recipient"] == "BIH", "amount_usd"].sum()
    assert rows.loc[rows["part"] == ITEMISED, "value"].sum() == pytest.approx(added)


def test_years_without_data_are_hatched_and_no_marks():
    chart = money_beside_land(TABLES, view(), recipient="SRB")
    hatched = [trace for trace in chart.figure["data"] if trace["name"] == "no data"]
    assert len(hatched) == 4, "one in each panel"
    assert all(trace["marker"]["pattern"]["shape"] == "/" for trace in hatched)
    land = money_and_land(TABLES, view(), "SRB")
    assert not set(land.loc[land["part"] == LAND, "year"]) & set(hatched[2]["x"])
    assert not any("customdata" in trace for trace in hatched)


def test_recipients_are_those_with_money():
    assert "BIH" in recipients(TABLES, view())
    assert "GRC" not in recipients(TABLES, view())


def test_the_last_year_of_which_all_money_is_printed():
    last = last_total(TABLES, "BIH")
    assert (last.year, last.amount, last.currency) == (2017, 17_672_820, "USD")
    assert last_total(TABLES, "SVN") is None


def test_a_donor_of_the_address_is_chosen():
    test = visited("funding", {"donor": "Germany"})
    assert not test.exception
    assert "Germany gave most to Bosnia and Herzegovina" in headings(test)
    assert "contributions of Germany" in headings(test)


def test_the_hazard_does_not_act():
    assert funding_checks(TABLES, view(hazard="CMR")).title == funding_checks(TABLES, view()).title
