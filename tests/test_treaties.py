"""Holds the law of the treaties: standings, orders and counts as published, and for any actions whatever."""

import functools
from datetime import date
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import deposits as order
from analysis import treaties as law
from charts import pace, standings, treaties
from dashboard.store import edition, load
from tests.visits import visit

DAY = edition()
STEP_OF = {"deposit": "deposited", "signature": "signed", "entry_into_force": "in_force"}


@functools.cache
def recorded():
    """All steps on record."""
    return law.steps(load("treaty_actions"), load("countries"), DAY)


def scope(region):
    """A region as a scope of the charts."""
    members = load("region_members")
    here = members[(members["region"] == region) & members["until"].isna()]["country"]
    return treaties.Scope(region, tuple(here), DAY, DAY)


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
    assert order.total_on(order.counts(recorded()), treaty, curve, pd.Timestamp(day)) == count


def test_deposits_of_the_convention_on_cluster_munitions():
    deposited = order.deposits(recorded(), "CCM")
    assert len(deposited) == 113
    assert (deposited["action"] == "accession").sum() == 17
    joined = set(deposited["country"]) | set(recorded().query("treaty == 'CCM'")["country"])
    assert len(joined) == 125


@pytest.mark.parametrize(
    ("country", "ordinal", "deposited", "in_force"),
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
def test_ordinals_of_the_convention_on_cluster_munitions(country, ordinal, deposited, in_force):
    row = order.deposits(recorded(), "CCM").set_index("country").loc[country]
    assert row["ordinal"] == ordinal
    assert row["place"] == order.ordinal_words(ordinal)
    assert (row["stated"], row["entry_into_force"]) == (pd.Timestamp(deposited), pd.Timestamp(in_force))


def test_deposits_of_one_day_share_their_places():
    deposited = order.deposits(recorded(), "CCM").set_index("country")
    assert set(deposited.loc[["BFA", "MDA"], "place"]) == {"29th to 30th, same day"}
    assert deposited.loc[["BFA", "MDA"], "ordinal"].tolist() == [29, 30]
    assert deposited.loc["NOR", "place"] == "1st to 4th, same day"


def test_no_ordinal_is_made_of_an_unknown_day():
    deposited = order.deposits(recorded(), "ATT").set_index("country")
    assert deposited.loc["ISL", "ordinal"] == 1
    assert pd.isna(deposited.loc["HRV", "ordinal"])
    assert deposited.loc["GRC", "place"].startswith("between ")
    assert deposited.loc[deposited["precision"] == "year", "entry_into_force"].isna().all()


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
        ("GRC", "ATT", "2016-12-30", "signatory"),
        ("GRC", "ATT", "2016-12-31", "consented"),
        ("GRC", "ATT", "2017-03-31", "party"),
    ],
)
def test_standings_on_a_day(country, treaty, day, standing):
    found = law.standings(recorded(), pd.Timestamp(day), [country], [treaty])
    assert found["code"].tolist() == [standing]


def test_a_year_that_is_not_over_counts_from_the_day_of_the_data():
    actions, countries = load("treaty_actions"), load("countries")
    lebanon = law.steps(actions, countries, date(2026, 11, 21)).query(
        "treaty == 'APMBC' and country == 'LBN'"
    )
    assert lebanon["date"].tolist() == [pd.Timestamp("2026-11-21"), pd.Timestamp("2027-05-01")]
    now = law.standings(lebanon, date(2026, 11, 21), ["LBN"], ["APMBC"])
    assert now["standing"].tolist() == [law.NOT_KNOWN]


def test_every_second_source_is_met_or_known_as_a_rival():
    checks = load("treaty_crosschecks").assign(step=lambda rows: rows["what"].map(STEP_OF))
    mine = recorded()[["treaty", "country", "step", "date"]].rename(columns={"date": "ours"})
    checks = checks.merge(mine, on=["treaty", "country", "step"], how="left")
    assert (checks["date"] == checks["ours"]).tolist() == (checks["agrees"] == "yes").tolist()


def test_stated_entries_into_force_follow_the_rules():
    stated = load("treaty_actions").query("preferred and date_precision == 'day'")
    stated = stated[stated["action"].isin(law.CONSENT) & stated["entry_into_force"].notna()]
    ruled = [law.entry_into_force(*pair) for pair in zip(stated["treaty"], stated["date"], strict=True)]
    assert ruled == stated["entry_into_force"].tolist()
    known = load("treaties").set_index("treaty")["entry_into_force"]
    assert {treaty: rule.in_force for treaty, rule in law.RULES.items()} == known.to_dict()


@pytest.mark.parametrize("treaty", ["CCM", "APMBC", "CCW-PV"])
def test_the_treaty_enters_into_force_after_the_last_deposit_it_needs(treaty):
    rule = law.rule(treaty)
    deposited = order.deposits(recorded(), treaty)
    assert deposited["date"].iloc[rule.deposits - 1] + rule.delay == rule.in_force
    assert order.misfit(deposited, treaty) is None


def test_an_early_consent_to_amended_protocol_ii_does_not_fit_its_entry_into_force():
    deposited = order.deposits(recorded(), "CCW-APII")
    assert order.misfit(deposited, "CCW-APII") == pd.Timestamp("1998-04-20")
    assert deposited["date"].iloc[20] + law.rule("CCW-APII").delay == law.rule("CCW-APII").in_force


def test_an_unknown_treaty_is_named_with_those_known():
    with pytest.raises(LookupError, match=r"'MBT'\. There are: CCM, APMBC"):
        law.rule("MBT")


def test_the_notices_of_2013():
    notices = order.notices(load("reported_figures"), order.deposits(recorded(), "CCM"), "ccm-notices-2013")
    assert notices["country"].tolist() == ["NRU", "LIE", "TCD", "AND", "BOL", "IRQ"]
    printed = notices.dropna(subset="printed")
    assert printed["printed"].tolist() == printed["ordinal"].tolist() == [78, 80, 81, 82, 83]
    assert printed["printed_entry"].tolist() == printed["entry_into_force"].tolist()
    remarks = notices.set_index("country")["remark"]
    assert remarks["LIE"] == "no notice on record"
    assert remarks["AND"] == "agrees; printed as a ratification"


DAYS = st.dates(date(1997, 1, 1), date(2026, 6, 30))
STATES = ("ALB", "BIH", "HRV", "LTU", "SRB")


@st.composite
def actions(draw, precisions=("day", "year")):
    """Actions that could be on record: signed, then bound, then perhaps out and in again; with rivals."""
    rows = []
    for treaty in draw(st.lists(st.sampled_from(sorted(law.RULES)), min_size=1, max_size=2, unique=True)):
        for country in STATES:
            days = sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
            kinds = ["signature", draw(st.sampled_from(law.CONSENT)), "withdrawal_effective", "accession"]
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
    )


def steps_of(frame):
    return law.steps(frame, load("countries"))


@settings(max_examples=25, deadline=None)
@given(actions(), DAYS)
def test_counts_and_standings_tell_the_same(frame, day):
    found = steps_of(frame)
    counted = order.counts(found)
    for treaty in law.RULES:
        held = law.standings(found, day, STATES, [treaty])["code"].value_counts()
        assert order.total_on(counted, treaty, "entries into force", day) == held.get("party", 0)
        assert order.total_on(counted, treaty, "deposits", day) == held.get("party", 0) + held.get(
            "consented", 0
        )


@settings(max_examples=25, deadline=None)
@given(actions(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_rivals_change_anything(frame, chance):
    shuffled = frame.sample(frac=1, random_state=chance.randint(0, 99))
    pd.testing.assert_frame_equal(steps_of(frame), steps_of(shuffled[shuffled["preferred"]]))


@settings(max_examples=25, deadline=None)
@given(actions())
def test_steps_follow_each_other_as_the_law_has_them(frame):
    found = steps_of(frame)
    follows = {"signed": {"deposited"}, "deposited": {"in_force"}, "in_force": {"withdrawn"}}
    for _, taken in found.groupby(["treaty", "country"]):
        walk = taken["step"].tolist()
        assert all(then in follows.get(now, {"deposited"}) for now, then in pairwise(walk)), walk
        assert taken["date"].is_monotonic_increasing
    entered = found[(found["step"] == "in_force") & (found["action"] != "succession")]
    assert all(law.rule(row.treaty).in_force <= row.earliest for row in entered.itertuples())


@settings(max_examples=25, deadline=None)
@given(actions(precisions=("day",)))
def test_known_days_make_ordinals_without_gaps(frame):
    found = steps_of(frame)
    for treaty in law.RULES:
        deposited = order.deposits(found, treaty)
        assert deposited["ordinal"].tolist() == list(range(1, len(deposited) + 1))
        assert deposited["date"].is_monotonic_increasing


@settings(max_examples=25, deadline=None)
@given(actions())
def test_a_place_is_never_outside_what_is_possible(frame):
    deposited = order.deposits(steps_of(frame), frame["treaty"].iloc[0] if len(frame) else "CCM")
    certain = deposited.dropna(subset="ordinal")
    assert ((certain["first"] <= certain["ordinal"]) & (certain["ordinal"] <= certain["last"])).all()
    assert certain["ordinal"].is_unique
    assert (deposited["last"] <= len(deposited)).all()


@given(st.sampled_from(["CCM", "APMBC"]), DAYS)
def test_these_conventions_bind_on_the_first_of_the_sixth_month(treaty, day):
    begins = law.entry_into_force(treaty, pd.Timestamp(day))
    months = (begins.year - day.year) * 12 + begins.month - day.month
    assert begins.day == 1
    assert months == 6 or begins == law.rule(treaty).in_force


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_charts_draw_any_part_of_the_records(data):
    whole = load("treaty_actions")
    kept = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=30))
    tables = (whole.iloc[kept], load("countries"), load("treaties"))
    treaty = data.draw(st.sampled_from(sorted(law.RULES)))
    assert titled(treaties.ratification_curve(*tables, load("events"), load("sources"), treaty))
    assert titled(pace.treaties_compared(*tables, by_age=data.draw(st.booleans())))
    assert titled(standings.standing_grid(*tables, scope("SEE")))
    assert titled(pace.time_to_deposit(*tables, treaty))


def titled(figure: go.Figure) -> bool:
    return bool(figure.layout.title.text)


def test_the_curve_of_the_world_ends_where_the_counts_do():
    tables = [load(name) for name in ("treaty_actions", "countries", "treaties", "events", "sources")]
    figure = treaties.ratification_curve(*tables, scope=treaties.Scope(on=DAY, edition=DAY))
    ends = {trace.name: trace.y[-1] for trace in figure.data}
    assert ends["Signatures: 108"] == 108
    assert ends["Deposits, less withdrawals: 112"] == 112
    assert "Withdrawals: 1" in ends
    assert "Rival dates: 4" in ends
    iraq = next(text for text in figure.data[1].hovertext if "<b>Iraq</b>" in text)
    assert "14 May 2013" in iraq
    assert "83rd deposit; in force 1 November 2013" in iraq


def test_titles_state_what_is_found():
    tables = [load(name) for name in ("treaty_actions", "countries", "treaties")]
    grid = standings.standing_grid(*tables, scope("SEE"))
    assert grid.layout.title.text == "SEE: 7 of 12 states are party to all 5 treaties"
    wait = pace.time_to_deposit(*tables, scope=scope("SEE15"))
    assert wait.layout.title.text.endswith("1 of 10 have not")


def test_names_and_sources_are_drawn_as_text():
    tables = [load(name) for name in ("treaty_actions", "countries", "treaties", "events", "sources")]
    tables[1] = tables[1].assign(short_name="<script>")
    tables[4] = tables[4].assign(title="<b>")
    figure = treaties.ratification_curve(*tables, scope=scope("SEE"))
    assert "<script>" not in figure.to_json()
    assert "&lt;script&gt;" in figure.data[0].hovertext[1]


@pytest.mark.browser
def test_a_reader_finds_the_region_and_the_news(browser, address):
    with visit(browser, f"{address}/treaties?treaty=CCM&region=SEE") as found:
        words = found.page.inner_text('[data-testid="stMain"]')
        assert "Greece, Romania, Serbia and Türkiye: not signed" in words
        found.page.goto(f"{address}/treaties?treaty=CCM&region=SEE&part=news")
        found.page.get_by_text("the 79th is Liechtenstein").wait_for()
        assert "“83th”" in found.page.inner_text('[data-testid="stMain"]')
        assert not found.errors
