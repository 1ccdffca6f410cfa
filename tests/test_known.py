"""Holds the world as known on a day: what came later vanishes, the best of that day is preferred."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis import sources as rests
from analysis import treaties as law
from analysis.names import called
from dashboard import store
from dashboard.view import FIRST_KNOWN, View, known_on, known_words, named_on

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
DATED = [name for name in store.tables() if "known_since" in store.load(name)]
RIVALS = [name for name in DATED if "preferred" in store.load(name)]
DAYS = st.dates(FIRST_KNOWN, date(2026, 12, 31))


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(DATED), DAYS)
def test_nothing_is_known_before_it_was_published(name, day):
    rows = known_on(store.load(name), day)
    assert (rows["known_since"].dropna() <= pd.Timestamp(day)).all()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(DATED), DAYS, DAYS)
def test_what_is_known_stays_known(name, first, second):
    early, late = sorted((first, second))
    rows = store.load(name)
    assert known_on(rows, early).index.isin(known_on(rows, late).index).all()


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(RIVALS), DAYS)
def test_of_each_figure_known_on_a_day_one_row_is_preferred(name, day):
    rows = known_on(store.load(name), day)
    assert rows.groupby("figure_id")["preferred"].sum().eq(1).all()


@pytest.mark.parametrize("name", RIVALS)
def test_in_the_end_the_preferred_rows_are_those_of_today(name):
    rows = store.load(name)
    assert known_on(rows, date(2100, 1, 1))["preferred"].equals(rows["preferred"])
    assert rows["preference"].eq(1).equals(rows["preferred"].astype(bool))


@pytest.mark.parametrize("name", [*RIVALS, "treaty_crosschecks"])
def test_an_undated_row_says_so(name):
    rows = store.load(name)
    assert rows["known_since"].isna().equals(rows["known_basis"].eq("not dated"))
    assert rows["known_precision"].notna().equals(rows["known_since"].notna())


def test_an_extension_is_known_from_its_grant_and_a_completion_from_its_own_day():
    rows = store.load("obligations")
    mines = (rows["country"] == "HRV") & (rows["treaty"] == "APMBC") & (rows["deadline"] == "2026-03-01")
    rows = rows[mines]
    for day, ended in ((date(2019, 1, 1), False), (date(2026, 3, 1), True)):
        seen = known_on(rows, day)
        assert len(seen) == 1
        assert seen["completed_on"].notna().all() == ended
        assert seen["status"].eq("met").all() == ended
    assert known_on(rows, date(2018, 10, 31)).empty


def test_acts_are_known_from_their_day_and_figures_from_their_publication():
    actions = store.load("treaty_actions")
    exact = actions[actions["date_precision"] == "day"]
    assert exact["known_since"].equals(exact["date"])
    documents = store.load("sources").set_index("source")
    areas = store.load("contamination")
    published = areas[areas["known_basis"] == "published"]
    day = published["source"].map(documents["published"])
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


def names_on(day):
    countries = named_on(store.load("countries"), store.load("country_names"), day)
    return countries.set_index("country")["short_name"]


def test_countries_have_the_names_of_the_day():
    assert names_on(date(2019, 2, 11))["MKD"] == "the former Yugoslav Republic of Macedonia"
    assert names_on(date(2019, 2, 12))["MKD"] == "North Macedonia"
    assert names_on(date(2022, 5, 31))["TUR"] == "Turkey"
    assert names_on(date(2022, 6, 1))["TUR"] == "Türkiye"
    assert names_on(date(2006, 6, 2))["SRB"] == "Serbia and Montenegro"
    assert names_on(date(2006, 6, 3))["SRB"] == "Serbia"


def test_each_row_has_the_name_of_its_own_day():
    codes = ["MKD", "MKD", "TUR", "BIH"]
    days = pd.to_datetime(pd.Series(["2009-10-08", "2020-01-01", None, "2009-10-08"]))
    rows = pd.DataFrame({"country": codes, "date": days})
    assert called(rows, store.load("countries")).tolist() == [
        "the former Yugoslav Republic of Macedonia",
        "North Macedonia",
        "Türkiye",
        "BiH",
    ]


def test_an_act_is_told_under_the_name_of_its_day():
    steps = law.steps(store.load("treaty_actions"), store.load("countries"))
    mine = steps[steps["country"].eq("MKD")].sort_values("date")
    assert (
        mine.loc[mine["date"] < "2019-02-12", "name"] == "the former Yugoslav Republic of Macedonia"
    ).all()
    assert (mine.loc[mine["date"] >= "2019-02-12", "name"] == "North Macedonia").all()


def test_the_day_stands_in_the_words_of_the_filter():
    day = date(2015, 6, 30)
    assert View(known=day).words() == "South East Europe, all years, all hazards, as known on 30 June 2015"
    assert known_words(day) not in View().words()


def asked():
    """What a page gets from the tables under the filter of the frame."""
    import streamlit as st  # noqa: PLC0415

    from dashboard import cite, view  # noqa: PLC0415

    st.session_state["view"] = view.View(
        known=st.session_state.get("known"), wording=st.session_state.get("wording", "UN")
    )
    areas = view.load("contamination")
    there = areas[areas["country"] == "XKX"]
    st.session_state["seen"] = {
        "latest": areas["known_since"].max(),
        "names": view.names(),
        "note": cite.status_note(),
        "file": cite.for_files(there),
        "acts": view.load("country_names"),
        "day": view.edition(),
        "mark": view.known_mark(),
    }


def seen(**state):
    app = AppTest.from_function(asked)
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app.session_state["seen"]


def test_a_page_gets_the_tables_as_known_on_the_day_asked_for():
    day = date(2015, 6, 30)
    found = seen(known=day)
    assert found["latest"] <= pd.Timestamp(day)
    assert found["names"]["MKD"] == "the former Yugoslav Republic of Macedonia"
    assert found["day"] == day
    assert found["mark"] == "known-2015-06-30-"
    assert seen()["mark"] == ""
    assert seen()["day"] == store.edition()


def test_the_wording_for_kosovo_is_in_names_notes_and_files():
    un, eu = seen(), seen(wording="EU")
    assert un["names"]["XKX"] == "Kosovo"
    assert "1244 (1999)" in un["note"]
    assert eu["names"]["XKX"] == "Kosovo*"
    assert "without prejudice to positions on status" in eu["note"]
    assert "ICJ Opinion" in eu["note"]
    assert set(eu["file"]["country_name"]) == {"Kosovo*"}
    assert set(eu["file"]["status_note"]) == {eu["note"]}
    assert "Kosovo (UNSCR 1244)" not in set(eu["acts"]["name"])


EARLY = "2000-06-01"
"""A day on which hardly anything was known."""
TOLD = (
    *({"page": "cooperation", "topic": topic} for topic in ("rakitje", "visit", "seemacc", "oslo")),
    *({"page": "treaties", "part": part} for part in ("neighbours", "news")),
    *({"page": page} for page in ("sources", "changes", "gaps", "disagreements")),
)


@pytest.mark.parametrize("asked", TOLD, ids=lambda asked: "-".join(asked.values()))
def test_a_page_about_what_was_not_known_yet_says_so(asked):
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.switch_page(f"../pages/{asked['page']}.py")
    for name, code in (asked | {"known": EARLY}).items():
        if name != "page":
            app.query_params[name] = code
    app.run()
    assert not app.exception
    assert any("as known on 1 June 2000" in one.value for one in app.markdown)


def test_only_documents_that_were_out_are_listed():
    documents = store.load("sources")
    day = date(2012, 1, 1)
    tables = {name: known_on(store.load(name), day) for name in store.tables()}
    out = rests.published_by(documents, rests.rows_per_document(tables), day)
    assert 0 < len(out) < len(documents) / 2
    assert (out["published"].dropna() <= pd.Timestamp(day)).all()
    assert not out["title"].str.contains("2024", regex=False).any()
