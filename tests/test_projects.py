"""Projects and memberships: who is meant by a cell, what is drawn, what only the table has."""

from tests.tables import TABLES, view
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.projects import main_donors, parties, undated_projects
from topics.cooperation.projects_chart import projects, projects_cumulative
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
    assert main_donors(TABLES)[:2] == ["EU", "DEU"]


def test_undated_projects_are_rows_without_a_mark():
    chart = projects(TABLES, view())
    undated = chart.rows.index[chart.rows["start"].isna()]
    assert len(undated)
    assert sorted(marks(chart)) == sorted(set(chart.rows.index) - set(undated))
    assert all(title in undated_projects(TABLES, view()) for title in chart.rows.loc[undated, "title"])


def test_multi_year_totals_are_apart_from_projects():
    single, totals = projects(TABLES, view()).rows, projects_cumulative(TABLES, view()).rows
    assert not set(single["project"]) & set(totals["project"])
    assert totals["cumulative"].all()


def test_every_membership_has_a_mark():
    chart = memberships(TABLES, view())
    assert sorted(marks(chart)) == list(chart.rows.index)
    assert "applicant" in set(chart.rows["status"])


def test_a_cost_holds_all_money_of_the_work():
    rows = costs(TABLES).set_index("work")
    lika = rows[rows.index.str.contains("Lika-Senj")].iloc[0]
    assert (lika["amount"], lika["area_km2"]) == (6_070_000, 5.77), "the European Union and the state budget"
    shares = TABLES["projects"].query("is_share")
    assert set(shares["project"]) == {"hu-hr-1"}
    assert not set(shares["title"]) & set(rows.index)
