"""How an obligation stands on a day, what is due next, and the chart of deadlines."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts.theme import STATUSES
from dashboard.store import snapshot
from tests.tables import EMPTY, TABLES, view
from topics.calendar import not_bound_words
from topics.land.deadlines_chart import deadlines, obligation_table
from topics.land.extensions import extensions_ahead
from topics.land.obligations import (
    DEADLINE_STEPS,
    KEYS,
    UNDECIDED,
    clearance_completions,
    deadline_marks,
    obligations,
    state_words,
)
from topics.tables import Tables
from topics.vocabulary.land import DEADLINE_STATES, DEADLINES

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
    decisive = records.loc[row["records"][0]]
    assert (decisive["obligation_step"], decisive["date"]) == ("fulfilment", pd.Timestamp("2023-09-01"))
    assert row["completed_on"] == decisive["date"]
    assert not row["is_stated"]
    assert on("SSD", "CCM", "4")["is_stated"]


def test_what_each_state_says():
    rows = obligations(TABLES, DAY)
    words = {row.country: state_words(row) for row in rows[rows["article"] == "5"].itertuples()}
    assert words["BIH"] == "due 1 March 2027; extension requested (February 2026)"
    assert words["HRV"] == "completed 27 February 2026"
    assert words["HUN"] == "completed December 2013"
    assert words["TUR"] == "deadline of 31 December 2025 passed; no extension or completion found"
    assert words["SRB"] == (
        "deadline of 31 December 2024 passed; no decision found; extension requested (March 2024)"
    )


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
    done = marks[marks["obligation_step"] == "fulfilment"]
    assert (done["day"] == done["date"]).all()
    due = marks[marks["obligation_step"].isin(DEADLINE_STEPS)]
    assert (due["day"] == due["deadline"]).all()


def test_the_chart_says_what_comes_next_and_marks_today():
    chart = deadlines(TABLES, view())
    assert chart.title == "2 deadlines have passed; next is Bosnia and Herzegovina, 1 March 2027"
    assert [shape["line"]["dash"] for shape in chart.figure["layout"]["shapes"]] == ["dot"]
    stars = [
        trace for trace in chart.figure["data"] if trace.get("name") == "Completed" and "customdata" in trace
    ]
    assert stars[0]["marker"]["color"] == STATUSES["met"]
    assert set(deadlines(TABLES, view(hazard="CMR")).rows["treaty"]) == {"CCM"}


def test_passed_deadlines_stand_first_and_days_are_counted():
    rows = obligation_table(TABLES, view()).rows
    assert rows["country"].head(3).tolist() == ["SRB", "TUR", "BIH"]
    assert rows["days_to_deadline"].head(3).tolist() == [
        (day - pd.Timestamp(TABLES.today)).days for day in rows["deadline"].head(3)
    ]
    assert rows["completed_on"].dropna().is_monotonic_decreasing, "the latest completion first"
    assert rows.loc[rows["completed_on"].notna(), "days_to_deadline"].isna().all()


def test_of_many_obligations_the_next_deadlines_are_drawn_and_the_others_are_rows():
    chart = deadlines(TABLES, view("WORLD"))
    assert {"BIH", "UKR"} <= set(chart.drawn["country"])
    assert len(chart.drawn) < len(chart.rows)
    assert "more obligations are in the table" in chart.note


def test_a_second_source_is_an_open_mark():
    rows = deadlines(TABLES, view(countries=("MNE",))).rows
    other = rows[~rows["preferred"]]
    assert other["day"].tolist() == [pd.Timestamp("2020-07-21")]
    assert other["label"].str.contains("Another date on record").all()


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


def test_a_request_is_drawn_on_its_own_day():
    rows = deadlines(TABLES, view(countries=("SRB",))).rows
    requests = rows[rows["what"] == DEADLINES["request"]]
    assert pd.Timestamp("2024-03-01") in requests["day"].tolist()
    stated = requests[requests["date"].notna()]
    assert (stated["day"] == stated["date"]).all()


def test_a_request_that_states_no_day_is_a_row_without_a_mark():
    steps = TABLES["obligations"]
    undated = steps[steps["obligation_step"].eq("request") & steps["country"].eq("SRB")].tail(1)
    undated = undated.assign(date=pd.NaT, deadline=pd.NaT, known_since=pd.NaT)
    tables = Tables(dict(TABLES) | {"obligations": pd.concat([steps, undated])}, version="undated", today=DAY)
    chart = deadlines(tables, view(tables=tables, countries=("SRB",)))
    silent = chart.rows[chart.rows["day"].isna()]
    assert set(silent["what"]) == {DEADLINES["request"]}
    assert silent[["date", "deadline"]].isna().all(axis=1).any()
    drawn = {number for trace in chart.figure["data"] for number in trace.get("customdata", ())}
    assert drawn.isdisjoint(silent.index)


def test_a_request_is_pending_until_a_decision():
    assert on("HRV", "APMBC", "5", date(2018, 6, 1))["is_requested"]
    assert not on("HRV", "APMBC", "5", date(2019, 1, 1))["is_requested"]
    assert on("SRB", "APMBC", "5", date(2024, 4, 1))["is_requested"]


DAYS = st.dates(date(1997, 1, 1), date(2027, 12, 31))


@settings(deadline=None, max_examples=20)
@given(DAYS)
def test_what_stands_on_a_day_knows_nothing_of_later_days(day):
    """No date later than the day is told as done, and no record that became known later is named."""
    known, then = TABLES["obligations"].set_index("record_id")["known_since"], pd.Timestamp(day)
    rows = obligations(TABLES, day)
    for name in ("completed_on", "requested_on"):
        assert (rows[name].dropna() <= then).all()
    since = known.reindex([record for records in rows["records"] for record in records])
    assert (since.dropna() <= then).all()
    pd.testing.assert_frame_equal(obligations(snapshot(day)), rows, check_dtype=False)


@settings(deadline=None, max_examples=20)
@given(DAYS, DAYS)
def test_a_completion_lasts_and_a_first_deadline_does_not_move(first, second):
    early, late = (obligations(TABLES, day).set_index(list(KEYS)) for day in sorted((first, second)))
    assert set(early.index) <= set(late.index)
    done = early.index[early["state"].eq("completed")]
    assert late.loc[done, "state"].eq("completed").all()


def test_a_world_of_2018_knows_no_extension_of_2022_and_no_completion_of_2026():
    then = obligations(snapshot(date(2018, 6, 30))).set_index(list(KEYS))
    croatia, bosnia = then.loc[("HRV", "APMBC", "5")], then.loc[("BIH", "APMBC", "5")]
    assert (croatia["state"], croatia["deadline"]) == ("in force", pd.Timestamp("2019-03-01"))
    assert bosnia["deadline"] == pd.Timestamp("2019-03-01")


def test_only_a_source_calls_a_deadline_missed():
    rows = obligations(TABLES, DAY)
    missed = TABLES["obligations"].query("obligation_step == 'missed'")[list(KEYS)].drop_duplicates()
    assert set(rows.loc[rows["state"].eq("missed"), list(KEYS)].itertuples(index=False, name=None)) <= set(
        missed.itertuples(index=False, name=None)
    )
    words = [state_words(row) for row in rows.itertuples() if row.state in UNDECIDED]
    assert words
    assert all("passed" in text and "missed" not in text for text in words)
    assert all("missed" not in DEADLINE_STATES[state] for state in UNDECIDED)


def test_a_computed_deadline_follows_its_rule_and_names_it():
    steps, acts = TABLES["obligations"], TABLES["treaty_actions"]
    duties = TABLES["treaty_duties"].set_index(["treaty", "article"])
    acts = acts[acts["preferred"] & acts["entry_into_force"].notna()].set_index(["treaty", "country"])
    computed = steps[steps["obligation_step"].eq("original") & steps["basis"].eq("computed")]
    assert len(computed) >= 9
    for row in computed.itertuples():
        years = int(duties.loc[(row.treaty, row.article), "within"])
        begins = acts.loc[(row.treaty, row.country), "entry_into_force"]
        assert row.deadline == begins + pd.DateOffset(years=years), row
        assert f"{years} years after entry into force" in row.note


@pytest.mark.parametrize(
    ("country", "treaty", "article", "words"),
    [
        ("BIH", "APMBC", "5", "due 1 March 2027; extension requested (February 2026)"),
        ("GRC", "APMBC", "5", "completed December 2009"),
        ("GRC", "APMBC", "4", "deadline of 1 March 2008 missed, a source says"),
        ("UKR", "APMBC", "5", "due 1 December 2033"),
        ("KHM", "APMBC", "5", "deadline of 31 December 2025 extended; new deadline not found"),
        (
            "SEN",
            "APMBC",
            "5",
            "deadline of 1 March 2026 passed; extension not approved",
        ),
        (
            "CYP",
            "APMBC",
            "5",
            "deadline of 1 July 2022 passed; no decision found; extension requested",
        ),
        (
            "DEU",
            "CCM",
            "4",
            "deadline of 1 August 2025 passed; no decision found; extension to 1 August 2030 requested",
        ),
    ],
)
def test_what_the_steps_say_today(country, treaty, article, words):
    rows = obligations(TABLES, DAY)
    row = rows[rows["country"].eq(country) & rows["treaty"].eq(treaty) & rows["article"].eq(article)]
    assert state_words(next(row.itertuples())) == words


@pytest.mark.parametrize(
    ("country", "article", "day", "state"),
    [
        ("GRC", "4", date(2008, 2, 29), "in force"),
        ("GRC", "4", date(2009, 1, 1), "missed"),
        ("GRC", "5", date(2009, 12, 1), "in force"),
        ("GRC", "5", date(2010, 1, 1), "completed"),
        ("UKR", "5", date(2017, 1, 1), "missed"),
        ("UKR", "5", date(2019, 1, 1), "in force"),
    ],
)
def test_how_an_obligation_stood_on_a_day(country, article, day, state):
    assert on(country, "APMBC", article, day)["state"] == state


def test_each_decision_names_its_meeting_where_it_is_on_record():
    decisions = TABLES["obligations"].query(
        "obligation_step == 'decision' and treaty == 'APMBC' and event.notna()"
    )
    meeting = TABLES["events"].set_index("event")
    assert decisions["event"].str.startswith("APMBC-").all()
    ends = decisions["event"].map(meeting["end"])
    assert ((decisions["date"] - ends).abs() <= pd.Timedelta(days=1)).all()
    bosnia = decisions[decisions["country"].eq("BIH")].set_index("deadline")["event"]
    assert bosnia["2027-03-01"].tolist() == ["APMBC-MSP-18"] * len(bosnia["2027-03-01"])


def test_an_extension_has_its_law_its_meeting_and_the_day_of_the_request():
    rows = extensions_ahead(Tables(dict(TABLES), version="2022", today=date(2022, 1, 1)))
    bosnia = rows[rows["country"].eq("BIH") & rows["treaty"].eq("CCM")].iloc[0]
    assert (bosnia["meeting"], bosnia["meeting_from"]) == ("CCM-10MSP", pd.Timestamp("2022-08-30"))
    assert bosnia["request_due"] == pd.Timestamp("2021-11-30"), "nine months before"
    assert "five years" in bosnia["extension"] and "nine months" in bosnia["request"]
    mines = extensions_ahead(TABLES).set_index("country").loc["BIH"]
    assert mines["meeting"] is None and pd.isna(mines["request_due"]), "no meeting ahead is on record"
    assert "ten years" in mines["extension"]
    known = set(TABLES["treaty_rules"]["record_id"]) & set(mines["records"])
    assert known


def test_who_is_not_bound_has_no_deadline():
    assert not_bound_words(TABLES, view(countries=("XKX",), hazard="AP_MINES")) == [
        "Not bound by the Anti-Personnel Mine Ban Convention, so without a deadline under it: Kosovo."
    ]
    assert not_bound_words(TABLES, view(countries=("BIH",))) == []


def test_a_stock_is_one_row_of_a_source_and_has_only_the_deadline_that_it_prints():
    rows = TABLES["stockpiles"].query("country == 'BGR' and source == 'hrw-modal'")
    assert rows["completed_on"].tolist() == [pd.Timestamp("2023-09-12")]
    assert rows["deadline"].isna().all()
    step = TABLES["obligations"].query("country == 'BGR' and source == 'hrw-modal'")
    assert step[["obligation_step", "event"]].values.tolist() == [["fulfilment", "CCM-11MSP"]]
