"""From Oslo to the treaty, state by state: what the chart and the table say of each."""

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.treaties.path import CONFERENCE, path_rows
from topics.treaties.path_chart import path_to_treaty
from topics.treaties.path_table import path_by_state
from topics.treaties.status import standings

REGIONS = ("SEE", "SEE15", "WB", "EU", "RACVIAC", "CENTRAL_ASIA", "LATIN_AMERICA", "WORLD")


@pytest.mark.parametrize("region", REGIONS)
def test_every_act_of_the_status_is_in_the_path_and_no_other(region):
    seen = view(region)
    path = path_rows(TABLES, seen, "CCM")
    standing = standings(TABLES, seen.day, seen.members, ("CCM",)).set_index("country")
    for step, column in (("signed", "signature"), ("deposited", "deposit")):
        days = path[path["step"] == step].drop_duplicates("country", keep="last").set_index("country")["date"]
        assert days.to_dict() == standing[column].dropna().to_dict()


@pytest.mark.parametrize("region", REGIONS)
def test_a_state_at_a_conference_has_a_line_of_its_own(region):
    chart, table = path_to_treaty(TABLES, view(region)), path_by_state(TABLES, view(region))
    if chart.is_empty:
        assert table.rows["conferences"].isna().all()
        return
    lines = chart.drawn.groupby("country")["row"].unique()
    assert lines.map(len).eq(1).all()
    assert chart.rows.loc[chart.rows["row"].isna(), "country"].isin(lines.index).sum() == 0
    assert lines.map(lambda line: line[0]).is_unique
    assert set(chart.rows["country"]) <= set(table.rows["country"])
    assert not chart.drawn.duplicated(["row", "column"]).any(), "no mark covers another"


def test_facts_of_the_region_that_a_reader_would_check():
    rows = path_by_state(TABLES, view("SEE15")).rows.set_index("country")
    assert rows.loc["HRV", ["conferences", "signature", "deposit", "entry_into_force"]].tolist() == [
        *(9, "2008-12-03", "2009-08-17", "2010-08-01")
    ]
    assert rows.loc["CYP", ["signature", "deposit"]].tolist() == ["2009-09-23", "none"]
    seats = path_rows(TABLES, view("SEE15"), "CCM")
    seats = seats[seats["step"] == CONFERENCE].set_index(["country", "event"])
    assert seats.loc[("SRB", "BELG-2007"), "role"] == "host"
    assert seats.loc[("ROU", "OSLO-2007"), "role"] == "not_endorsed"


def test_states_are_in_the_order_in_which_they_were_bound():
    path = path_rows(TABLES, view("EU"), "CCM")
    bound = path[path["step"].eq("in_force") & path["standing"].eq("party")]["day"]
    assert bound.is_monotonic_increasing
    last = path.drop_duplicates("country", keep="last")
    assert last["standing"].map({"party": 0}).fillna(1).is_monotonic_increasing
    assert pd.isna(path_rows(TABLES, view("SEE"), "ATT")["role"]).all(), "no conference led to it on record"
