"""Holds the wording of the notices, the feed, and the charts around them with real and empty tables."""

import csv
import functools
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import deposits as order
from analysis import groups, survival
from analysis import treaties as law
from analysis.notices import notices
from charts import group_curves, oslo_process, pace, standing_maps
from charts import survival as waiting
from charts.treaties import Scope
from dashboard import feed
from dashboard.store import edition, load

DAY = edition()
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@functools.cache
def told():
    """All notices by their key."""
    tables = (load(name) for name in ("treaty_actions", "countries", "country_names", "treaties"))
    return notices(*tables, DAY).set_index("notice")["sentence"]


with (Path(__file__).parent / "notices.csv").open(encoding="utf-8") as written:
    WORDED = list(csv.DictReader(written))


@pytest.mark.parametrize("said", WORDED, ids=lambda said: said["notice"])
def test_wording(said):
    assert told()[said["notice"]] == said["sentence"]


def test_every_act_that_counts_has_one_notice():
    acts = load("treaty_actions").query("preferred")
    assert len(told()) == len(acts)
    assert told().index.is_unique
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in told())


@pytest.mark.parametrize("treaty", ["", "CCM", "CCW-PV"])
def test_the_feed_is_valid_atom(treaty):
    root = ElementTree.fromstring(feed.atom("http://a.test/", "http://a.test/api/v1", treaty))
    assert root.tag == f"{{{ATOM['a']}}}feed"
    entries = root.findall("a:entry", ATOM)
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
            assert part.find(f"a:{name}", ATOM).text
    assert root.find("a:author/a:name", ATOM).text
    assert [link.get("rel") for link in root.findall("a:link", ATOM)] == ["self", "alternate"]
    identities = [entry.find("a:id", ATOM).text for entry in entries]
    assert len(set(identities)) == len(identities) > 90
    assert {entry.find("a:title", ATOM).text for entry in entries} <= set(told())


def test_a_feed_of_an_unknown_treaty_names_those_known():
    with pytest.raises(LookupError, match=r"'MBT'\. There are: CCM, APMBC"):
        feed.atom("http://a.test/", "http://a.test/api/v1", "MBT")


def test_small_islands_and_un_regions_are_groups():
    members, countries = load("region_members"), load("countries")
    assert len(groups.group_states("SIDS", members, countries)) == 39
    southern = groups.group_states("UN-SOUTHERN-EUROPE", members, countries)
    assert {"HRV", "SRB", "GRC"} <= set(southern)
    assert "XKX" not in southern


def test_half_of_the_signatories_by_kaplan_and_meier():
    steps = law.steps(load("treaty_actions"), load("countries"), DAY)
    waits = order.waits(steps[steps["treaty"] == "CCM"], DAY)
    half, low, high = survival.months_to_half(waits)
    assert low < half < high
    assert round(half) == 27
    shares = survival.share_deposited(waits)
    assert shares["share_pct"].is_monotonic_increasing
    assert (shares["low_pct"] <= shares["share_pct"]).all()
    assert pd.isna(survival.months_to_half(waits.head(0))[0])


def test_the_map_and_the_standings_tell_the_same():
    actions, countries = load("treaty_actions"), load("countries")
    codes = countries[countries["kind"] == "state"]["country"].tolist()
    steps = law.steps(actions, countries, DAY)
    for treaty in law.RULES:
        walks = law.walks(steps[steps["date"] <= pd.Timestamp(DAY)], treaty, codes)
        known = law.standings(steps, DAY, codes, [treaty])
        assert [law.code_after(walks[code]) for code in codes] == known["code"].tolist()


def test_on_the_map_a_deposit_alone_makes_no_state_party():
    tables = (load("treaty_actions"), load("countries"), load("sources"))
    figure = standing_maps.standing_map(*tables, "CCM", ("VUT",), Scope(edition=DAY, on=DAY))
    frames = {frame.name: frame for frame in figure.frames}

    def shown(year):
        held = zip(frames[year].traces, frames[year].data, strict=True)
        return {figure.data[place].name for place, data in held if "VUT" in (data.locations or ())}

    assert shown("2025") == {"consented, not yet in force"}
    assert shown("2026") == {"State Party"}


DRAWN = [
    (group_curves.group_curves, ("treaty_actions", "countries", "treaties")),
    (pace.deposits_per_year, ("treaty_actions", "countries", "treaties")),
    (waiting.survival_curves, ("treaty_actions", "countries", "treaties")),
    (waiting.wait_of_each_state, ("treaty_actions", "countries", "treaties")),
    (oslo_process.process_and_treaty, ("treaty_actions", "countries", "events", "event_counts", "sources")),
    (oslo_process.conference_matrix, ("event_participants", "events", "countries")),
    (standing_maps.standing_map, ("treaty_actions", "countries", "sources")),
]


@pytest.mark.parametrize(("draw", "tables"), DRAWN, ids=lambda part: getattr(part, "__name__", ""))
def test_charts_draw_the_whole_and_the_empty_table(draw, tables):
    for kept in (slice(None), slice(0)):
        figure = draw(*(load(name).iloc[kept] for name in tables))
        assert isinstance(figure, go.Figure)
        assert figure.layout.title.text


def test_the_process_leads_to_the_treaty():
    tables = (load(name) for name in ("treaty_actions", "countries", "events", "event_counts", "sources"))
    title = oslo_process.process_and_treaty(*tables).layout.title.text
    assert title.startswith(
        "From 46 states in Oslo, February 2007, and 107 adopting in Dublin to 108 signatures"
    )


def test_nothing_on_record_is_no_seat():
    process = load("events").query("series_group == 'Oslo Process'")
    rows = oslo_process.seats(load("event_participants"), process, ["TUR", "SRB"])
    assert rows.query("country == 'TUR'")["role"].tolist() == ["not_signed"]
    assert rows.query("country == 'SRB' and event == 'WELL-2008'")["role"].tolist() == ["absent"]


def test_eight_states_not_party_came_to_manila():
    steps = law.steps(load("treaty_actions"), load("countries"), DAY)
    came = (
        load("event_participants").query("event == 'CCM-MANILA-2019' and kind == 'state'")["country"].unique()
    )
    out = order.outside(steps, "CCM", list(came), pd.Timestamp("2019-06-18"))
    assert set(out["country"]) == {"BGD", "BTN", "MNG", "MMR", "PNG", "TUV", "VUT", "VNM"}
