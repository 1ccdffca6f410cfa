"""Holds the world as known on a day: what came later vanishes, the best of that day is preferred."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import cite
from dashboard.store import snapshot
from tests.tables import TABLES, view
from topics.records.documents import documents
from topics.tables import known_on
from topics.treaties.steps import treaty_steps
from topics.vocabulary.countries import country_names, names_at_dates

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
DATED = [name for name in TABLES if "known_since" in TABLES[name]]
RIVALS = [name for name in DATED if "preferred" in TABLES[name]]
DAYS = st.dates(date(2000, 1, 1), date(2026, 12, 31))
EARLY = "2000-06-01"
"""A day on which hardly anything was known."""
PAGES = (
    *({"page": "cooperation", "topic": topic} for topic in ("rakitje", "visit", "seemacc", "oslo")),
    *({"page": "treaties", "part": part} for part in ("neighbours", "news")),
    *({"page": page} for page in ("overview", "country", "sources", "changes", "gaps", "disagreements")),
)


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(DATED), DAYS, DAYS)
def test_nothing_is_known_before_it_was_published_and_what_is_known_stays_known(name, first, second):
    early, late = (known_on(TABLES[name], day) for day in sorted((first, second)))
    assert (early["known_since"].dropna() <= pd.Timestamp(min(first, second))).all()
    assert early.index.isin(late.index).all()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(RIVALS), DAYS)
def test_of_each_figure_known_on_a_day_one_row_is_preferred(name, day):
    assert known_on(TABLES[name], day).groupby("figure_id")["preferred"].sum().eq(1).all()


@pytest.mark.parametrize("name", RIVALS)
def test_in_the_end_the_preferred_rows_are_those_of_today(name):
    rows = TABLES[name]
    assert known_on(rows, date(2100, 1, 1))["preferred"].equals(rows["preferred"])
    assert rows["preference"].eq(1).equals(rows["preferred"].astype(bool))


@pytest.mark.parametrize("name", [*RIVALS, "treaty_crosschecks"])
def test_an_undated_row_says_so(name):
    rows = TABLES[name]
    assert rows["known_since"].isna().equals(rows["known_basis"].eq("not dated"))
    assert rows["known_precision"].notna().equals(rows["known_since"].notna())


def test_an_extension_is_known_from_its_grant_and_a_completion_from_its_own_day():
    rows = TABLES["obligations"].query("country == 'HRV' and treaty == 'APMBC'")
    rows = rows[rows["article"] == "5"]
    for day, decisions, is_over in (
        (date(2018, 10, 31), 1, False),
        (date(2019, 1, 1), 2, False),
        (date(2026, 3, 1), 2, True),
    ):
        known = known_on(rows, day)
        granted = known.loc[known["obligation_step"].eq("decision"), "deadline"].nunique()
        assert (granted, "fulfilment" in set(known["obligation_step"])) == (decisions, is_over)


def test_acts_are_known_from_their_day_and_figures_from_their_publication():
    actions = TABLES["treaty_actions"].query("date_precision == 'day'")
    assert actions["known_since"].equals(actions["date"])
    published = TABLES["contamination"].query("known_basis == 'published'")
    day = published["source"].map(TABLES["sources"].set_index("source")["published"])
    assert (published["known_since"] >= day).all()
    assert (published["known_since"] - day).max() < pd.Timedelta(days=366)


def test_a_later_publication_changes_what_is_preferred():
    rows = pd.DataFrame(
        {
            "figure_id": ["x", "x", "y"],
            "preference": [1, 2, 1],
            "preferred": [True, False, True],
            "known_since": pd.to_datetime(["2019-11-01", "2017-12-31", None]),
        }
    )
    assert known_on(rows, date(2018, 1, 1))["preferred"].to_dict() == {1: True, 2: True}
    assert known_on(rows, date(2020, 1, 1))["preferred"].to_dict() == {0: True, 1: False, 2: True}


@pytest.mark.parametrize(
    ("day", "country", "name"),
    [
        (date(2019, 2, 11), "MKD", "the former Yugoslav Republic of Macedonia"),
        (date(2019, 2, 12), "MKD", "North Macedonia"),
        (date(2022, 5, 31), "TUR", "Turkey"),
        (date(2022, 6, 1), "TUR", "Türkiye"),
        (date(2006, 6, 2), "SRB", "Serbia and Montenegro"),
        (date(2006, 6, 3), "SRB", "Serbia"),
    ],
)
def test_countries_have_the_names_of_the_day(day, country, name):
    assert country_names(snapshot(day))[country] == name


def test_each_row_has_the_name_of_its_own_day():
    days = pd.to_datetime(pd.Series(["2009-10-08", "2020-01-01", None, "2009-10-08"]))
    rows = pd.DataFrame({"country": ["MKD", "MKD", "TUR", "BIH"], "date": days})
    former = "the former Yugoslav Republic of Macedonia"
    assert names_at_dates(rows, TABLES).tolist() == [former, "North Macedonia", "Türkiye", "BiH"]
    steps = TABLES.derive(treaty_steps).query("country == 'MKD'")
    assert set(steps.loc[steps["date"] < "2019-02-12", "name"]) == {former}
    assert set(steps.loc[steps["date"] >= "2019-02-12", "name"]) <= {"North Macedonia"}


def test_the_day_stands_in_the_words_of_the_filter():
    words = view(tables=snapshot(date(2015, 6, 30))).words()
    assert words == "South East Europe, all years, all hazards, as known on 30 June 2015"
    assert "as known" not in view().words()


def test_tables_of_a_day_hold_what_was_known_then():
    day = date(2015, 6, 30)
    tables = snapshot(day)
    assert tables["contamination"]["known_since"].max() <= pd.Timestamp(day)
    assert (tables.edition, tables.today) == (day, day)
    assert TABLES.known is None


def test_the_wording_for_kosovo_is_in_names_notes_and_files():
    tables = snapshot(wording="EU")
    assert country_names(TABLES)["XKX"] == "Kosovo"
    assert country_names(tables)["XKX"] == "Kosovo*"
    assert "1244 (1999)" in cite.status_note(TABLES)
    note = cite.status_note(tables)
    assert "without prejudice to positions on status" in note and "ICJ Opinion" in note
    file = cite.for_files(tables, tables["contamination"].query("country == 'XKX'"))
    assert set(file["country_name"]) == {"Kosovo*"}
    assert set(file["status_note"]) == {note}
    assert "Kosovo (UNSCR 1244)" not in set(tables["country_names"]["name"])


@pytest.mark.parametrize("address", PAGES, ids=lambda address: "-".join(address.values()))
def test_a_page_about_what_was_not_known_yet_says_so(address):
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.switch_page(f"../pages/{address['page']}.py")
    for name, code in (address | {"known": EARLY}).items():
        if name != "page":
            app.query_params[name] = code
    app.run()
    assert not app.exception
    assert any("as known on 1 June 2000" in element.proto.body for element in app.get("html"))


def test_only_documents_that_were_out_are_listed():
    listed = documents(snapshot(date(2012, 1, 1)))
    assert 0 < len(listed) < len(TABLES["sources"]) / 2
    assert (listed["published"].dropna() <= pd.Timestamp("2012-01-01")).all()
