"""Projects and memberships: who is meant by a cell, what is drawn, what only the table has."""

from tests.tables import TABLES, view
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.projects import border_figures, largest_first, parties, project_parties, with_party
from topics.cooperation.projects_chart import MOST, projects, projects_cumulative
from topics.costs import costs


def marks(chart):
    """Row numbers of all marks of a figure."""
    return [row for trace in chart.figure["data"] for row in trace.get("customdata", ())]


def test_a_cell_may_mean_several_parties():
    rows = TABLES["projects"]
    paid = parties(TABLES, rows["donor"]).groupby("row")["party"].agg(set)
    several = rows.index[rows["donor"].eq("European Union (IPA); Croatia")]
    assert len(several)
    assert all(paid[row] == {"EU", "HRV"} for row in several)
    assert {"EU", "DEU", "UNDP"} <= set(project_parties(TABLES)[:5])


def test_undated_projects_are_rows_without_a_mark():
    chart = projects(TABLES, view())
    assert chart.rows["start"].isna().any()
    drawn = chart.rows.index[chart.rows["start"].notna()][:MOST]
    assert sorted(marks(chart)) == sorted(drawn)
    assert f"{len(chart.rows) - len(drawn)} more" in chart.note


def test_the_largest_projects_are_drawn_whatever_their_currency():
    rows = largest_first(TABLES, projects(TABLES, view()).rows)
    assert rows["value_usd"].dropna().is_monotonic_decreasing
    assert rows["amount"].iloc[0] > 0
    assert {"USD", "EUR", "NOK"} <= set(rows["currency"].head(MOST))
    assert projects_cumulative(TABLES, view()).rows["amount"].iloc[0] == 96_000_000


def test_the_projects_of_one_party_are_those_it_paid_for_or_carried_out():
    rows = projects(TABLES, view(), party="UNDP").rows
    assert rows["implementer"].str.contains("UNDP").all()
    assert len(rows) < len(projects(TABLES, view()).rows)
    assert projects(TABLES, view(), party="none").is_empty
    assert len(with_party(TABLES, TABLES["projects"], "")) == len(TABLES["projects"])


def test_the_cross_border_project_is_told_in_figures():
    figures = border_figures(TABLES, view()).set_index("heading")["value"]
    assert figures["Land cleared"] == 1.74
    assert figures["Unexploded ordnance destroyed"] == 536


def test_multi_year_totals_are_apart_from_projects():
    single, totals = projects(TABLES, view()).rows, projects_cumulative(TABLES, view()).rows
    assert not set(single["project"]) & set(totals["project"])
    assert totals["cumulative"].all()


def test_every_membership_has_a_mark():
    chart = memberships(TABLES, view())
    assert sorted(marks(chart)) == list(chart.rows.index)
    assert len(set(memberships(TABLES, view("WORLD")).drawn["country"])) == 13
    assert "applicant" in set(chart.rows["status"])


def test_a_cost_holds_all_money_of_the_work():
    rows = costs(TABLES).set_index("work")
    lika = rows[rows.index.str.contains("Lika-Senj")].iloc[0]
    assert (lika["amount"], lika["area_km2"]) == (6_070_000, 5.77), "the European Union and the state budget"
    shares = TABLES["projects"].query("is_share")
    assert set(shares["project"]) == {"hu-hr-1"}
    assert not set(shares["title"]) & set(rows.index)
