"""Holds the law of the treaties: standings, orders and counts as published, and for any actions whatever."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import TABLES, view
from topics.tables import Tables
from topics.treaties.counts import all_counts, count_on, counts
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.dates_table import outside
from topics.treaties.deposits import deposits, inconsistent_deposit_date, ordered_deposits
from topics.treaties.meetings_table import outside_statements
from topics.treaties.notices import printed_places
from topics.treaties.oslo_chart import outside_seats
from topics.treaties.rules import RULES, entry_into_force, rule
from topics.treaties.status import (
    AFTER,
    standing_by_country,
    standing_counts,
    standings,
    states_of,
    states_outside,
)
from topics.treaties.steps import CONSENT, steps_of, treaty_steps
from topics.vocabulary.numbers import ordinal
from topics.vocabulary.treaties import ENTRY_NOT_KNOWN

DAY = TABLES.edition
STEP_OF = {"deposit": "deposited", "signature": "signed", "entry_into_force": "in_force"}
WORLD = tuple(TABLES["countries"]["country"])
IN_FORCE = TABLES["treaties"].set_index("treaty")["entry_into_force"].to_dict()


def changed(**frames):
    """The real tables with others in the place of some."""
    return Tables({**TABLES, **frames}, version=object(), published=DAY, today=DAY)


# Published counts. CCM: Cluster Munition Monitor (at deposit), its ISU, signing conference in Oslo, notices
# of the depositary; APMBC: Landmine Monitor and APMBC ISU; ATT: 67 signed at the ceremony of 3 June 2013.
@pytest.mark.parametrize(
    ("treaty", "curve", "day", "count"),
    [
        ("CCM", "signatures", "2008-12-02", 0),
        ("CCM", "signatures", "2008-12-04", 94),
        ("CCM", "signatures", "2010-08-01", 108),
        ("CCM", "deposits", "2008-12-03", 4),
        ("CCM", "deposits", "2010-02-15", 28),
        ("CCM", "deposits", "2010-02-16", 30),
        ("CCM", "deposits", "2013-02-04", 78),
        ("CCM", "deposits", "2013-05-14", 83),
        ("CCM", "deposits", "2020-09-15", 110),
        ("CCM", "deposits", "2023-02-28", 111),
        ("CCM", "deposits", "2023-08-03", 112),
        ("CCM", "deposits", "2025-03-05", 112),
        ("CCM", "deposits", "2025-03-06", 111),
        ("CCM", "deposits", "2025-09-04", 111),
        ("CCM", "deposits", "2025-09-05", 112),
        ("CCM", "entries into force", "2010-07-31", 0),
        ("CCM", "entries into force", "2010-08-01", 30),
        ("CCM", "entries into force", "2025-09-05", 111),
        ("CCM", "entries into force", "2026-02-28", 111),
        ("CCM", "entries into force", "2026-03-01", 112),
        ("APMBC", "deposits", "1998-09-16", 40),
        ("APMBC", "entries into force", "1999-02-28", 0),
        ("APMBC", "entries into force", "1999-03-01", 45),
        ("APMBC", "deposits", "2025-06-25", 166),
        ("APMBC", "deposits", "2025-12-27", 163),
        ("APMBC", "deposits", "2026-01-10", 162),
        ("APMBC", "deposits", "2026-02-20", 161),
        ("APMBC", "signatures", "2026-02-20", 133),
        ("ATT", "signatures", "2013-06-03", 67),
        ("ATT", "entries into force", "2014-12-23", 0),
    ],
)
def test_counts_are_those_published(treaty, curve, day, count):
    assert count_on(TABLES.derive(all_counts), treaty, curve, pd.Timestamp(day)) == count


def test_deposits_of_the_convention_on_cluster_munitions():
    rows = deposits(TABLES, "CCM")
    assert len(rows) == 113
    assert (rows["action"] == "accession").sum() == 17
    assert steps_of(TABLES, "CCM")["country"].nunique() == 125


@pytest.mark.parametrize(
    ("country", "place", "deposited", "in_force"),
    [
        ("NRU", 78, "2013-02-04", "2013-08-01"),
        ("LIE", 79, "2013-03-04", "2013-09-01"),
        ("TCD", 80, "2013-03-26", "2013-09-01"),
        ("AND", 81, "2013-04-09", "2013-10-01"),
        ("BOL", 82, "2013-04-30", "2013-10-01"),
        ("IRQ", 83, "2013-05-14", "2013-11-01"),
        ("PRY", 90, "2015-03-12", "2015-09-01"),
        ("LCA", 110, "2020-09-15", "2021-03-01"),
        ("NGA", 111, "2023-02-28", "2023-08-01"),
        ("SSD", 112, "2023-08-03", "2024-02-01"),
        ("VUT", 113, "2025-09-05", "2026-03-01"),
        ("BIH", 40, "2010-09-07", "2011-03-01"),
        ("BGR", 56, "2011-04-06", "2011-10-01"),
        ("HRV", 16, "2009-08-17", "2010-08-01"),
    ],
)
def test_places_of_deposits_of_the_convention_on_cluster_munitions(country, place, deposited, in_force):
    row = deposits(TABLES, "CCM").set_index("country").loc[country]
    assert row["ordinal"] == place
    assert row["place"] == ordinal(place)
    assert (row["date"], row["in_force_on"]) == (pd.Timestamp(deposited), pd.Timestamp(in_force))


def test_deposits_of_one_day_share_their_places():
    rows = deposits(TABLES, "CCM").set_index("country")
    assert set(rows.loc[["BFA", "MDA"], "place"]) == {"29th to 30th, same day"}
    assert rows.loc[["BFA", "MDA"], "ordinal"].tolist() == [29, 30]
    assert rows.loc["NOR", "place"] == "1st to 4th, same day"


def test_no_ordinal_is_made_of_an_unknown_day():
    rows = deposits(TABLES, "ATT").set_index("country")
    assert rows.loc["ISL", "ordinal"] == 1
    without_day = rows[rows["date_precision"] == "year"]
    assert set(without_day.index) == {"ECU"}
    assert without_day["ordinal"].isna().all()
    assert set(without_day["place"]) == {"no place without a day"}
    assert without_day["in_force_on"].isna().all()


@pytest.mark.parametrize(
    ("country", "treaty", "day", "standing"),
    [
        ("LTU", "CCM", "2010-01-01", "signatory"),
        ("LTU", "CCM", "2011-03-24", "consented"),
        ("LTU", "CCM", "2011-09-01", "party"),
        ("LTU", "CCM", "2025-03-05", "party"),
        ("LTU", "CCM", "2025-03-06", "withdrawn"),
        ("LTU", "APMBC", "2025-12-26", "party"),
        ("LTU", "APMBC", "2025-12-27", "withdrawn"),
        ("FIN", "APMBC", "2026-01-10", "withdrawn"),
        ("POL", "APMBC", "2026-02-19", "party"),
        ("POL", "APMBC", "2026-02-20", "withdrawn"),
        ("CYP", "CCM", "2026-11-21", "signatory"),
        ("SRB", "CCM", "2026-11-21", "outside"),
        ("ROU", "CCM", "2026-11-21", "outside"),
        ("GRC", "CCM", "2026-11-21", "outside"),
        ("TUR", "CCM", "2026-11-21", "outside"),
        ("TUR", "ATT", "2026-11-21", "signatory"),
        ("TUR", "APMBC", "2004-02-29", "consented"),
        ("TUR", "APMBC", "2004-03-01", "party"),
        ("MNE", "APMBC", "2006-10-23", "party"),
        ("SRB", "CCW-PV", "2026-11-21", "outside"),
        ("GRC", "ATT", "2016-02-28", "signatory"),
        ("GRC", "ATT", "2016-02-29", "consented"),
        ("GRC", "ATT", "2016-05-29", "party"),
        ("SSD", "APMBC", "2011-07-08", "outside"),
        ("SSD", "APMBC", "2011-07-09", "party"),
        ("SSD", "APMBC", "2011-11-11", "party"),
        ("MNE", "APMBC", "2006-06-03", "party"),
        ("MNE", "CCW-PV", "2016-11-20", "party"),
        ("UKR", "APMBC", "2026-11-21", "party"),
        ("XKX", "CCM", "2026-11-21", "area"),
    ],
)
def test_standings_on_a_day(country, treaty, day, standing):
    rows = standings(TABLES, date.fromisoformat(day), (country,), (treaty,))
    assert rows["standing_code"].tolist() == [standing]


def test_who_is_party_and_who_is_outside_is_one_answer():
    members = view("SEE").members
    counted = standing_counts(TABLES, "CCM", DAY, members)
    assert counted == {"party": 8, "outside": 4}
    assert set(states_outside(TABLES, "CCM", DAY, members)) == {"GRC", "ROU", "SRB", "TUR"}
    assert "8 of 12 states have joined" in ratification_curve(TABLES, view("SEE")).title


@pytest.mark.parametrize("region", ["SEE", "SEE15", "WORLD"])
def test_the_states_outside_are_those_of_the_filter(region):
    chosen = view(region)
    codes = states_outside(TABLES, "CCM", DAY, chosen.members)
    chart = outside(TABLES, chosen)
    assert set(chart.rows["country"]) == set(codes)
    assert chart.title.startswith(f"{len(codes)} of {len(states_of(TABLES, chosen.members))} states")
    assert chart.scope.startswith(chosen.place)
    assert outside_seats(TABLES, chosen).rows["country"].isin(codes).all()
    assert outside_statements(TABLES, chosen).rows["country"].isin(codes).all()


def test_a_year_that_is_not_over_counts_from_the_day_of_the_data():
    tables = Tables({**TABLES}, published=date(2026, 11, 21), today=date(2026, 11, 21))
    steps = treaty_steps(tables).query("treaty == 'APMBC' and country == 'LBN'")
    assert steps["counted_from"].tolist() == [pd.Timestamp("2026-11-21"), pd.Timestamp("2027-05-01")]
    assert standings(tables, date(2026, 11, 21), ("LBN",), ("APMBC",))["standing"].tolist() == [
        ENTRY_NOT_KNOWN
    ]


def test_every_second_source_is_met_or_known_as_another_date():
    checks = TABLES["treaty_crosschecks"].assign(step=lambda rows: rows["what"].map(STEP_OF))
    own = treaty_steps(TABLES)[["treaty", "country", "step", "counted_from"]]
    checks = checks.merge(own, on=["treaty", "country", "step"], how="left")
    assert (checks["date"] == checks["counted_from"]).tolist() == (checks["agrees"] == "yes").tolist()


def test_stated_entries_into_force_follow_the_rules():
    stated = TABLES["treaty_actions"].query("preferred and date_precision == 'day'")
    stated = stated[stated["action"].isin(CONSENT) & stated["entry_into_force"].notna()]
    stated = stated[stated["action"] != "succession"]
    pairs = zip(stated["treaty"], stated["date"], strict=True)
    ruled = [entry_into_force(treaty, day, IN_FORCE[treaty]) for treaty, day in pairs]
    assert ruled == stated["entry_into_force"].tolist()


def test_each_treaty_has_its_rule():
    assert set(RULES) == set(TABLES["treaties"]["treaty"])
    with pytest.raises(LookupError, match=r"'MBT'\. There are: CCM, APMBC"):
        rule("MBT")


@pytest.mark.parametrize("treaty", ["CCM", "APMBC", "CCW-PV"])
def test_the_treaty_enters_into_force_after_the_last_deposit_it_needs(treaty):
    rows = deposits(TABLES, treaty)
    assert rows["counted_from"].iloc[rule(treaty).deposits - 1] + rule(treaty).delay == IN_FORCE[treaty]
    assert inconsistent_deposit_date(TABLES, treaty) is None


def test_an_early_consent_to_amended_protocol_ii_does_not_fit_its_entry_into_force():
    rows = deposits(TABLES, "CCW-APII")
    assert inconsistent_deposit_date(TABLES, "CCW-APII") == pd.Timestamp("1998-04-20")
    assert rows["counted_from"].iloc[20] + rule("CCW-APII").delay == IN_FORCE["CCW-APII"]


def test_an_act_has_the_name_of_its_day():
    steps = treaty_steps(TABLES).query("country == 'MKD'")
    is_former = steps["counted_from"] < "2019-02-12"
    assert set(steps.loc[is_former, "name"]) == {"the former Yugoslav Republic of Macedonia"}
    assert set(steps.loc[~is_former, "name"]) <= {"North Macedonia"}


def test_the_notices_of_2013():
    rows = printed_places(TABLES, "CCM", "ccm-notices-2013")
    assert rows["country"].tolist() == ["NRU", "LIE", "TCD", "AND", "BOL", "IRQ"]
    printed = rows.dropna(subset="printed")
    assert printed["printed"].tolist() == printed["ordinal"].tolist() == [78, 80, 81, 82, 83]
    assert printed["printed_entry"].tolist() == printed["in_force_on"].tolist()
    remarks = rows.set_index("country")["remark"]
    assert remarks["LIE"] == "no notice on record"
    assert remarks["AND"] == "agrees; printed as a ratification"


DAYS = st.dates(date(1997, 1, 1), date(2026, 6, 30))
STATES = ("ALB", "BIH", "HRV", "LTU", "SRB")


@st.composite
def actions(draw, precisions=("day", "year")):
    """Actions that could be on record: signed, then bound, then perhaps out and in again; with rivals."""
    rows = []
    for treaty in draw(st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=2, unique=True)):
        for country in STATES:
            days = sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
            kinds = ["signature", draw(st.sampled_from(CONSENT)), "withdrawal_effective", "accession"]
            kinds = kinds[draw(st.integers(0, 1)) :]
            for kind, day in zip(kinds, days, strict=False):
                exact = "day" if kind.startswith("withdrawal") else draw(st.sampled_from(precisions))
                stated = day if exact == "day" else date(day.year, 1, 1)
                rows.append((treaty, country, kind, stated, exact, draw(st.integers(0, 9)) > 0))
    names = ["treaty", "country", "action", "date", "date_precision", "preferred"]
    frame = pd.DataFrame(rows, columns=names)
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[ms]")
    frame["preferred"] = frame["preferred"].astype(bool)
    return frame.assign(
        entry_into_force=pd.Series(pd.NaT, frame.index, "datetime64[ms]"),
        source="computed",
        locator=None,
        basis="computed",
        note=None,
        record_id=[f"treaty_actions-{place}" for place in frame.index],
    )


@settings(max_examples=25, deadline=None)
@given(actions(), DAYS)
def test_counts_and_standings_agree(frame, day):
    tables = changed(treaty_actions=frame)
    changes = counts(treaty_steps(tables))
    for treaty in RULES:
        held = standing_counts(tables, treaty, day, STATES)
        assert held == standings(tables, day, STATES, (treaty,))["standing_code"].value_counts().to_dict()
        assert count_on(changes, treaty, "entries into force", day) == held["party"]
        assert count_on(changes, treaty, "deposits", day) == held["party"] + held["consented"]


@settings(max_examples=25, deadline=None)
@given(actions(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_other_dates_change_anything(frame, chance):
    shuffled = frame.sample(frac=1, random_state=chance.randint(0, 99))
    steps = [treaty_steps(changed(treaty_actions=rows)) for rows in (frame, shuffled[shuffled["preferred"]])]
    pd.testing.assert_frame_equal(*steps)


@settings(max_examples=25, deadline=None)
@given(actions())
def test_steps_follow_each_other_as_the_law_has_them(frame):
    steps = treaty_steps(changed(treaty_actions=frame))
    follows = {"signed": {"deposited"}, "deposited": {"in_force"}, "in_force": {"withdrawn"}}
    for _, own in steps.groupby(["treaty", "country"]):
        order = own["step"].tolist()
        assert all(then in follows.get(now, {"deposited"}) for now, then in pairwise(order)), order
        assert own["counted_from"].is_monotonic_increasing
    entered = steps[(steps["step"] == "in_force") & (steps["action"] != "succession")]
    assert all(IN_FORCE[row.treaty] <= row.earliest for row in entered.itertuples())


@settings(max_examples=25, deadline=None)
@given(actions(precisions=("day",)))
def test_known_days_make_ordinals_without_gaps(frame):
    steps = treaty_steps(changed(treaty_actions=frame))
    for treaty in RULES:
        rows = ordered_deposits(steps[steps["treaty"] == treaty])
        assert rows["ordinal"].tolist() == list(range(1, len(rows) + 1))
        assert rows["counted_from"].is_monotonic_increasing


@settings(max_examples=25, deadline=None)
@given(actions())
def test_a_place_is_never_outside_what_is_possible(frame):
    treaty = frame["treaty"].iloc[0] if len(frame) else "CCM"
    rows = deposits(changed(treaty_actions=frame), treaty)
    certain = rows.dropna(subset="ordinal")
    assert ((certain["first"] <= certain["ordinal"]) & (certain["ordinal"] <= certain["last"])).all()
    assert certain["ordinal"].is_unique
    assert (rows["last"] <= len(rows)).all()


@given(st.sampled_from(["CCM", "APMBC"]), DAYS)
def test_these_conventions_bind_on_the_first_of_the_sixth_month(treaty, day):
    begins = entry_into_force(treaty, pd.Timestamp(day), IN_FORCE[treaty])
    months = (begins.year - day.year) * 12 + begins.month - day.month
    assert begins.day == 1
    assert months == 6 or begins == IN_FORCE[treaty]


@pytest.mark.parametrize("treaty", list(RULES))
def test_the_last_step_of_a_state_is_its_standing(treaty):
    steps = steps_of(TABLES, treaty).query("counted_from <= @DAY")
    late = (steps["step"] == "deposited") & (steps["entry_into_force"] < steps["counted_from"])
    assert set(steps.loc[late, "action"]) <= {"succession"}
    last = steps[~late].groupby("country")["step"].last()
    standing = standing_by_country(TABLES, treaty, DAY)
    for country in states_of(TABLES, WORLD):
        assert standing[country] == (AFTER[last[country]] if country in last else "outside")
