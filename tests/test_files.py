"""What stands beside the rows of a chart in a file: documents and the places in them."""

from dashboard.cite import for_files
from tests.tables import TABLES, view
from topics.cooperation.participants_table import participants
from topics.land.contamination_map import contamination_map
from topics.land.status import family_statuses
from topics.records.evidence import record_index

INDEX = record_index(TABLES)


def test_a_stated_figure_names_its_place_in_the_document():
    rows = for_files(TABLES, contamination_map(TABLES, view()).rows).query("is_stated")
    assert len(rows) > 100
    stated = INDEX.loc[rows["records"]]
    assert rows["source"].tolist() == stated["source"].tolist()
    assert rows["locator"].fillna("").tolist() == stated["locator"].fillna("").tolist()


def test_two_places_in_one_document_are_both_named():
    rows = for_files(TABLES, participants(TABLES, view(), events=("DOC-RAK-2017",)).rows)
    albania = rows.set_index("participant").loc["Albania"]
    assert albania["locator"].startswith("paragraph 2, first sentence")


def test_places_in_different_documents_are_not_told_apart_and_left_out():
    statuses = for_files(TABLES, family_statuses(TABLES, day=view().day))
    several = statuses[statuses["source_title"].fillna("").str.contains("; ")]
    assert several["locator"].isna().all()
