"""Holds the headline figures, the page of one country and the list of documents, on the real tables."""

import functools
import io
import json
import zipfile
from datetime import date

import pandas as pd
import pytest

from analysis import country, overview, sources
from charts.sources import rows_by_kind
from dashboard import store, view
from tests.alone import headings, visited, words
from tests.visits import settle, visit

TODAY = date(2026, 11, 21)
TABLES = {name: store.load(name) for name in store.tables()}
NOTHING = {name: frame[:0] for name, frame in TABLES.items()}
MAIN = '[data-testid="stMain"]'


def scope(region="SEE", countries=(), **more):
    """What a page asks for: the members of a region, or some countries."""
    return overview.Scope(tuple(countries) or view.members(region), TODAY, TODAY, **more)


@functools.cache
def figures(asked):
    return {headline.label: headline for headline in overview.headlines(TABLES, asked)}


@pytest.mark.parametrize(
    ("region", "label", "value"),
    [
        ("SEE", "States Parties to the CCM", "8 of 12"),
        ("WB", "States Parties to the CCM", "4 of 5"),
        ("WORLD", "States Parties to the CCM", "112 of 197"),
        ("SEE", "States and areas with mines", 4),
        ("SEE", "Mined area left", 802.57 + 145 + 0.85603 + 0.58),
        ("SEE", "States and areas with cluster munition remnants", 2),
        ("SEE", "Area with cluster munition remnants left", 9.4 + 2.379195),
        ("WB", "Mined area left", 802.57 + 0.85603 + 0.58),
        ("SEE", "Area released in the last reported year", 0.17 + 0.1222),
        ("SEE", "Next deadline", "1 March 2027"),
        ("EU", "Next deadline", None),
    ],
)
def test_a_headline_is_what_the_records_give(region, label, value):
    found = figures(scope(region))[label].value
    assert found == value if not isinstance(value, float) else found == pytest.approx(value)


def test_a_headline_names_its_oldest_figure_and_who_is_silent():
    found = figures(scope())
    assert "2021 to 2025" in found["Mined area left"].note
    assert "3 of 13 with nothing on record" in found["Mined area left"].note
    assert "Greece, Romania, Slovenia" in found["States and areas with mines"].note
    assert "Greece, Romania, Serbia, Türkiye" in found["States Parties to the CCM"].note


@pytest.mark.parametrize("region", ["SEE", "WB", "EU", "CENTRAL_ASIA", "WORLD"])
def test_each_headline_rests_on_rows_with_a_source(region):
    known = set(TABLES["sources"]["source"])
    for headline in figures(scope(region)).values():
        if headline.value not in (None, 0.0, f"0 of {len(view.members(region))}"):
            assert len(headline.records) > 0, headline.label
        assert set(headline.records["source"]) <= known
        assert list(headline.records) == overview.EVIDENCE


def test_areas_add_up_to_the_rows_beneath():
    for headline in figures(scope("WORLD")).values():
        if headline.unit == "km²":
            assert headline.value == pytest.approx(headline.records["value"].sum())


def test_no_record_is_no_figure_and_never_zero():
    for headline in overview.headlines(NOTHING | {"countries": TABLES["countries"]}, scope()):
        assert headline.value in (None, "0 of 12"), headline.label
    nauru = figures(scope(countries=["NRU"]))
    assert nauru["Under the CCM"].value == "State Party"
    assert {headline.value for label, headline in nauru.items() if label != "Under the CCM"} == {None}


def test_zero_stands_only_where_completion_was_declared():
    croatia = figures(scope(countries=["HRV"]))["Mined area left"]
    assert croatia.value == 0
    assert croatia.note == "none left as of 2026"
    assert len(croatia.records) == 1


def test_an_area_that_cannot_join_is_not_counted_among_states():
    assert not [label for label in figures(scope(countries=["XKX"])) if "CCM" in label]


def test_a_treaty_is_not_joined_before_it_exists():
    then = overview.Scope(view.members("SEE"), date(2001, 12, 31), TODAY)
    ccm = figures(then)["States Parties to the CCM"]
    assert ccm.value is None
    assert ccm.note == "adopted on 30 May 2008"


def test_the_hazard_chooses_treaty_and_family():
    assert "States Parties to the APMBC" in figures(scope(hazard="AP_MINES"))
    labels = figures(scope(hazard="CMR"))
    assert "Mined area left" not in labels
    assert labels["Area released in the last reported year"].note.startswith("in 2019 (Serbia)")


def test_an_earlier_year_is_told_as_it_stood_then():
    then = overview.Scope(view.members("SEE"), date(2015, 12, 31), TODAY, (2010, 2015))
    found = figures(then)
    assert "Croatia" not in found["Next deadline"].note
    assert found["Mined area left"].value > 1000
    assert found["Meetings held"].records["date"].dt.year.between(2010, 2015).all()


def test_meetings_are_those_held_in_the_region_and_the_latest_come_first():
    rows = overview.meetings(TABLES, scope())
    events = TABLES["events"]
    assert len(rows) == events["country"].isin(view.members("SEE")).sum()
    assert rows["start"].dropna().is_monotonic_decreasing
    assert rows["title"].iloc[0] == "13th Regional Roadmap Coordination Meeting"


def test_open_deadlines_put_those_ahead_first():
    rows = overview.open_deadlines(TABLES, scope("WORLD"))
    assert rows["ahead"].is_monotonic_decreasing
    assert rows.loc[rows["ahead"], "deadline"].is_monotonic_increasing
    assert not set(rows["state"]) & {"completed", "no date"}


def test_one_country_is_told_with_every_meeting_place_and_payment():
    met = country.meetings(TABLES["events"], TABLES["event_participants"], "HRV")
    rakitje = met[met["event"] == "DOC-RAK-2017"].iloc[0]
    assert rakitje["part"] == "held there, took part"
    assert met["event"].is_unique
    places = country.places(TABLES["contamination"].query("country == 'SRB'"), TABLES["subdivisions"])
    assert len(places) > 0
    assert not places["place"].isna().any()
    money = country.given_and_received(TABLES["funding"], "SVN")
    assert set(money["way"]) == {"given"}
    projects = country.projects(TABLES["projects"], TABLES["project_countries"], "ALB")
    assert "itf-eu-xborder" in set(projects["project"])
    assert country.names_then(TABLES["country_names"], "TUR") == ["Turkey (to 2022)"]


def test_one_country_works_with_nothing_on_record():
    assert country.meetings(NOTHING["events"], NOTHING["event_participants"], "NRU").empty
    assert country.places(NOTHING["contamination"], NOTHING["subdivisions"]).empty
    assert country.given_and_received(NOTHING["funding"], "NRU").empty


def test_every_row_with_a_document_is_counted_once():
    counts = sources.rows_per_document(TABLES)
    named = [frame["source"].notna().sum() for name, frame in TABLES.items() if "source" in frame]
    left_out = sum(TABLES[name]["source"].notna().sum() for name in sources.NO_FACTS)
    assert counts["rows"].sum() == sum(named) - left_out
    rakitje = sources.rows_of("racviac-rakitje-2017", TABLES)
    assert {"event_programme", "event_participants", "events"} <= set(rakitje)


def test_documents_are_listed_found_and_traced_to_what_they_repeat():
    listed = sources.documents(TABLES["sources"], sources.rows_per_document(TABLES), {"events": "Meetings"})
    assert len(listed) == len(TABLES["sources"])
    assert set(sources.START) <= set(listed.loc[listed["rows"] > 0, "source"])
    assert listed["repeats"].notna().sum() == TABLES["sources"]["copies"].notna().sum()
    found = sources.matching(listed, "RACVIAC coalition")
    assert "racviac-rakitje-2017" in set(found["source"])
    assert sources.matching(listed, "no such words").empty
    assert set(sources.matching(listed, kind="start document")["source"]) == set(sources.START)


def test_what_was_set_aside_adds_up():
    counts = sources.set_aside_counts(TABLES["set_aside"], store.package()["raw"])
    assert counts["set_aside"].sum() == len(TABLES["set_aside"])
    assert (counts["rows_in"] == counts["kept"] + counts["set_aside"]).all()
    assert counts.loc[counts["set_aside"] > 0, "why"].notna().all()


def test_every_column_of_every_table_is_explained():
    columns = sources.dictionary(store.package())
    stored = {(name, column) for name, frame in TABLES.items() for column in frame}
    assert set(zip(columns["table"], columns["column"], strict=True)) == stored
    assert columns["meaning"].notna().all()


def test_the_chart_of_documents_takes_all_some_and_none():
    listed = sources.documents(TABLES["sources"], sources.rows_per_document(TABLES), {})
    figure = rows_by_kind(listed)
    assert sum(figure.data[0].x) == listed["rows"].sum()
    assert len(rows_by_kind(listed.query("kind == 'start document'")).data[0].x) == 1
    assert not rows_by_kind(listed[:0]).data


@pytest.mark.browser
def test_each_start_document_leads_to_its_content(browser, address):
    """What stands at each of these addresses: tests/test_cooperation.py."""
    with visit(browser, f"{address}/sources?part=start") as found:
        links = {
            topic: found.page.locator(f'{MAIN} a[href*="cooperation?"][href*="topic={topic}"]').first
            for topic in ("rakitje", "visit", "seemacc", "oslo", "roadmap")
        }
        assert all(link.is_visible() for link in links.values())
        links["roadmap"].click()
        found.page.wait_for_url("**/cooperation?*topic=roadmap*")
        settle(found.page)
        assert found.page.locator(f"{MAIN} h2").count() > 0
        found.page.go_back()
        found.page.wait_for_url("**/sources*")
        settle(found.page)
        assert found.errors == []


@pytest.mark.browser
def test_all_tables_come_as_one_package(browser, address):
    with visit(browser, f"{address}/sources?part=take") as found:
        with found.page.expect_download() as download:
            found.page.get_by_role("button", name="All tables (ZIP)").click()
        content = download.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        declared = json.loads(archive.read("datapackage.json"))
        assert {"README.md", "LICENCE.md"} < set(archive.namelist())
        for resource in declared["resources"]:
            table = pd.read_parquet(io.BytesIO(archive.read(resource["path"])))
            assert len(table) == resource["rows"]


@pytest.mark.browser
def test_documents_are_found_by_words_in_the_address_and_reset_forgets_them(browser, address):
    listed = sources.documents(TABLES["sources"], sources.rows_per_document(TABLES), {})
    racviac = len(sources.matching(listed, "racviac", kind="news"))
    assert 0 < racviac < len(listed)
    with visit(browser, f"{address}/sources?find=racviac&kind=news") as found:
        assert f"{racviac} of {len(listed)} documents" in found.page.locator(MAIN).inner_text()
        found.page.get_by_role("button", name="Reset filters").click()
        found.page.get_by_text(f"{len(listed)} of {len(listed)} documents").first.wait_for()
        settle(found.page)
        assert found.page.url.endswith("/sources")
        assert found.errors == []


@pytest.mark.parametrize(
    ("code", "part", "said"),
    [
        ("HRV", "treaties", "Croatia is bound by 5 of 5 treaties"),
        ("XKX", "land", "resolution 1244 (1999)"),
        ("NRU", "land", "No clearance in Nauru in these years is on record."),
        ("NRU", "cooperation", "No project in Nauru is on record in these years."),
        ("NRU", "money", "No contribution to Nauru or by it is on record in these years."),
    ],
)
def test_the_page_of_a_country_tells_all_or_says_what_is_missing(code, part, said):
    test = visited("country", {"country": code, "part": part})
    assert not test.exception
    assert said in headings(test) + words(test)


def test_the_page_of_a_country_follows_the_only_country_chosen():
    test = visited("country", {}, view.View(countries=("SRB",)))
    assert not test.exception
    assert test.header[0].value == "Serbia"
