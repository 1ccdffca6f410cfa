"""The list of documents, the dictionary and the downloads: each document is counted and can be found."""

import io
import json
import zipfile

import pandas as pd
import pytest

from tests.tables import TABLES, view
from tests.visits import settle, visit
from topics.records.documents import (
    dates_and_licence,
    dictionary,
    documents,
    excluded_counts,
    founding_documents,
    matching_documents,
    rows_per_document,
    tables_resting_on,
)
from topics.records.documents_chart import rows_by_kind

MAIN = '[data-testid="stMain"]'


def test_documents_are_listed_found_and_traced_to_what_they_repeat():
    listed = documents(TABLES)
    assert len(listed) == len(TABLES["sources"])
    assert listed["rows"].sum() == rows_per_document(TABLES)["rows"].sum()
    founding = set(founding_documents(TABLES)["source"])
    assert founding <= set(listed.loc[listed["rows"] > 0, "source"])
    assert listed["repeats"].notna().sum() == TABLES["sources"]["copies"].notna().sum()
    assert "racviac-rakitje-2017" in set(matching_documents(listed, "RACVIAC coalition")["source"])
    assert matching_documents(listed, "no such words").empty
    assert {"event_programme", "event_participants", "events"} <= set(
        tables_resting_on(TABLES, "racviac-rakitje-2017")
    )


def test_each_document_says_by_when_it_was_read_and_a_date_of_its_address_stands_there():
    sources = TABLES["sources"]
    unread = sources.loc[sources["accessed"].isna(), "source"].tolist()
    assert not unread, "fill `accessed` with the day on which the row is added"
    dated = sources[sources["published_basis"].eq("address")]
    for row in dated.itertuples():
        assert all(f"{part:02d}" in row.url for part in (row.published.year, row.published.month)), row.source
    lima = sources.set_index("source").loc["oslo-process-lima-2007"]
    assert (f"{lima['published']:%Y-%m-%d}", lima["published_precision"]) == ("2007-05-31", "day")


def test_the_words_on_a_document_hold_its_dates_and_licence():
    row = TABLES["sources"].set_index("source").loc["federalreserve-g5a"].to_dict()
    words = dates_and_licence(row | {"licence": "CC-BY-4.0"})
    assert words == [
        "published 4 January 2021 (date of its address)",
        "read by 21 November 2026",
        "licence: CC-BY-4.0",
    ]
    assert dates_and_licence({}) == ["no date of publication stated"]


def test_few_places_in_documents_are_the_whole_page():
    vague = sum(table["locator"].eq("page text").sum() for table in TABLES.values() if "locator" in table)
    assert vague < 650, "say in which paragraph, table or list of the page it stands"


def test_what_was_excluded_adds_up():
    counts = excluded_counts(TABLES)
    assert counts["excluded"].sum() == len(TABLES["set_aside"])
    assert (counts["rows_in"] == counts["kept"] + counts["excluded"]).all()


def test_every_column_of_every_table_is_explained():
    columns = dictionary(TABLES)
    stored = {(name, column) for name in TABLES for column in TABLES[name]}
    assert set(zip(columns["table"], columns["column"], strict=True)) == stored
    assert columns["meaning"].notna().all()


def test_rows_by_kind_draws_what_is_listed():
    rows = rows_by_kind(TABLES, view()).rows
    assert len(rows) and rows["is_stated"].notna().all()


@pytest.mark.browser
def test_each_founding_document_leads_to_its_content(browser, address):
    """What stands at each of these addresses: tests/test_cooperation.py."""
    with visit(browser, f"{address}/sources?part=start") as opened:
        links = {
            topic: opened.page.locator(f'{MAIN} a[href*="cooperation?"][href*="topic={topic}"]').first
            for topic in ("rakitje", "visit", "seemacc", "oslo", "roadmap")
        }
        assert all(link.is_visible() for link in links.values())
        links["roadmap"].click()
        opened.page.wait_for_url("**/cooperation?*topic=roadmap*")
        settle(opened.page)
        assert opened.page.locator(f"{MAIN} h2").count() > 0
        assert opened.errors == []


@pytest.mark.browser
def test_all_tables_come_as_one_package(browser, address):
    with visit(browser, f"{address}/sources?part=take") as opened:
        with opened.page.expect_download() as download:
            opened.page.get_by_role("link", name="All tables (ZIP)").click()
        content = download.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        declared = json.loads(archive.read("datapackage.json"))
        assert {"README.md", "LICENCE.md"} < set(archive.namelist())
        count = {
            resource["table"]: resource["rows"] for resource in declared["resources"] if "table" in resource
        }
        for table, rows in count.items():
            assert len(pd.read_csv(io.BytesIO(archive.read(f"tables/{table}.csv")), low_memory=False)) == rows
            assert len(pd.read_parquet(io.BytesIO(archive.read(f"tables/{table}.parquet")))) == rows
