"""How an obligation stands on a day, what is due next, and the chart of deadlines."""

from datetime import date

import pandas as pd
import pytest

from charts.theme import STATUSES
from tests.tables import EMPTY, TABLES, view
from topics.land.deadlines_chart import deadlines, obligation_table
from topics.land.obligations import (
    KEYS,
    clearance_completions,
    deadline_marks,
    obligations,
    state_words,
)
from topics.tables import Tables
from topics.vocabulary.land import DEADLINES

DAY = date(2026, 11, 22)


def on(country, treaty, article, day=DAY):
    """The state of one obligation on a day."""
    rows = obligations(TABLES, day).set_index(list(KEYS))
    return rows.loc[(country, treaty, article)]


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
def test_the_state_of_an_obligation(country, treaty, article, state):
    assert on(country, treaty, article)["state"] == state


@pytest.mark.parametrize(
    ("day", "state", "deadline", "extensions"),
    [
        (date(2008, 10, 31), "in force", "2009-03-01", 0),
        (date(2009, 6, 1), "in force", "2019-03-01", 1),
        (date(2018, 10, 31), "in force", "2019-03-01", 1),
        (date(2026, 2, 26), "in force", "2026-03-01", 2),
        (date(2026, 2, 27), "completed", "2026-03-01", 2),
    ],
)
def test_an_extension_counts_from_its_grant_and_a_completion_from_its_date(day, state, deadline, extensions):
    row = on("HRV", "APMBC", "5", day)
    assert (row["state"], row["deadline"], row["extensions"]) == (state, pd.Timestamp(deadline), extensions)


def test_a_deadline_is_not_missed_before_its_day():
    assert on("GNB", "CCM", "3", date(2018, 1, 1))["state"] == "in force"
    assert on("GNB", "CCM", "3")["state"] == "missed"


def test_a_state_names_all_its_records_and_the_deciding_one_first():
    row = on("BIH", "CCM", "4")
    records = TABLES["obligations"].set_index("record_id")
    mine = records[records["country"].eq("BIH") & records["treaty"].eq("CCM") & records["article"].eq("4")]
    assert set(row["records"]) == set(mine.index)
    assert records.loc[row["records"][0], "completed_on"] == row["completed_on"] == pd.Timestamp("2023-09-01")
    assert not row["is_stated"]
    assert on("ALB", "APMBC", "5")["is_stated"]


def test_what_each_state_says():
    rows = obligations(TABLES, DAY)
    words = {row.country: state_words(row) for row in rows[rows["article"] == "5"].itertuples()}
    assert words["BIH"] == "due 1 March 2027"
    assert words["HRV"] == "completed 27 February 2026"
    assert words["HUN"] == "completed December 2013"
    assert words["TUR"] == "deadline 31 December 2025 passed; no extension or completion found"
    assert words["SRB"] == "extension requested; last deadline 31 December 2024"


def test_the_next_deadline_has_been_extended():
    rows = obligations(TABLES, DAY).query("duty == 'clearance' and state == 'in force'")
    first = rows.sort_values("deadline").iloc[0]
    assert (first["country"], first["original"]) == ("BIH", pd.Timestamp("2009-03-01"))
    assert first["extensions"] == 3
    assert first["deadline"] >= pd.Timestamp(DAY)


def test_completions_carry_family_and_date():
    done = clearance_completions(TABLES, DAY).set_index(["country", "family"])["completed_on"]
    assert done["ALB", "MINES"] == pd.Timestamp("2009-12-01")
    assert done["MNE", "CMR"] == pd.Timestamp("2020-07-31"), "the preferred of two days"
    assert ("BIH", "MINES") not in done.index


def test_a_new_duty_is_a_row():
    frames = {name: TABLES[name] for name in TABLES}
    first = frames["obligations"].iloc[[0]].assign(treaty="NEW", article="9")
    frames["obligations"] = pd.concat([frames["obligations"], first], ignore_index=True)
    unknown = Tables(frames, version="unknown", today=DAY)
    row = obligations(unknown).query("treaty == 'NEW'").iloc[0]
    assert (row["duty"], row["task"]) == ("other", "NEW Article 9")
    duty = {"treaty": "NEW", "article": "9", "duty": "clearance", "family": "MINES", "name": "new mines"}
    duties = pd.concat([frames["treaty_duties"], pd.DataFrame([duty])], ignore_index=True)
    known = Tables(frames | {"treaty_duties": duties}, version="known", today=DAY)
    row = obligations(known).query("treaty == 'NEW'").iloc[0]
    assert (row["duty"], row["family"], row["task"]) == ("clearance", "MINES", "new mines")


def test_marks_state_their_record():
    marks = deadline_marks(TABLES)
    assert marks["is_stated"].all()
    assert marks["records"].map(len).eq(1).all()
    done = marks[marks["mark"] == "completed"]
    assert (done["date"] == done["completed_on"]).all()


def test_the_chart_says_what_comes_next_and_marks_today():
    chart = deadlines(TABLES, view())
    assert chart.title.startswith("Next deadline: Bosnia and Herzegovina, 1 March 2027; 2 deadlines passed")
    assert [shape["line"]["dash"] for shape in chart.figure["layout"]["shapes"]] == ["dot"]
    stars = [
        trace for trace in chart.figure["data"] if trace.get("name") == "Completed" and "customdata" in trace
    ]
    assert stars[0]["marker"]["color"] == STATUSES["met"]
    assert set(deadlines(TABLES, view(hazard="CMR")).rows["treaty"]) == {"CCM"}


def test_a_second_source_is_an_open_mark():
    rows = deadlines(TABLES, view(countries=("MNE",))).rows
    other = rows[~rows["preferred"]]
    assert other["date"].tolist() == [pd.Timestamp("2020-07-21")]
    assert other["label"].str.contains("Date of another source").all()


def test_nothing_on_record_is_said():
    assert deadlines(EMPTY, view(tables=EMPTY)).title == "No deadline on record"
    assert obligation_table(EMPTY, view(tables=EMPTY)).is_empty


def test_of_two_sources_for_one_deadline_the_preferred_one_decides():
    rows = obligations(TABLES, DAY).query("state in ('in force', 'requested', 'passed', 'missed')")
    table = TABLES["obligations"].set_index("record_id")
    for row in rows.itertuples():
        same = table[(table["country"] == row.country) & (table["treaty"] == row.treaty)]
        same = same[(same["article"] == row.article) & (same["deadline"] == row.deadline)]
        assert table.loc[row.record_id, "preferred"] or not same["preferred"].any(), row


def test_a_request_that_names_no_day_is_a_row_without_a_mark():
    chart = deadlines(TABLES, view(countries=("SRB",)))
    asked = chart.rows[chart.rows["mark"] == DEADLINES["requested"]]
    assert asked["treaty"].tolist() == ["APMBC"]
    assert asked["date"].isna().all()
    drawn = {number for trace in chart.figure["data"] for number in trace.get("customdata", ())}
    assert drawn.isdisjoint(asked.index)
