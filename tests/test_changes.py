"""Changes of the data are said in words, wherever they are read."""

import re

import pytest

from tests.tables import TABLES, view
from topics.records.change_words import change_title, row_words, value_words
from topics.records.changes_chart import changes_table

ROW = {"edition": "next", "source": None, "record": None, "country": None, "field": None, "was": None}
EVERY = TABLES["changes"].astype(object).where(TABLES["changes"].notna(), None).to_dict("records")
RAW = re.compile(r"\b(?!https?)[a-z]+(_[a-z0-9]+)+\b|\b[a-z_]+=[\w-]")
"""A name or a cell as tables have it."""
AS_STATED = ("set_aside", "corrections", "sources")
"""Tables whose cells hold raw rows, or titles that are addresses."""


def test_a_row_that_came_is_named_as_readers_name_it():
    row = ROW | {
        "kind": "added",
        "table": "regions",
        "key": "region=SIDS",
        "becomes": "region SIDS; title Small island developing States; position 14; is_compared yes",
    }
    assert change_title(TABLES, row) == "Regions, row added: Small island developing States"
    words = "Title: Small island developing States; Position: 14; Compared: yes"
    assert value_words(TABLES, row, "becomes") == words
    assert value_words(TABLES, row, "was") == ""


def test_a_cell_that_changed_is_named_by_its_row_and_keeps_all_its_figures():
    row = ROW | {
        "kind": "changed",
        "table": "clearance",
        "key": "country=ALB; hazard=MINES_MIXED; year_from=2003; year_to=2004; method=survey; source=a",
        "field": "area_km2",
        "was": "0.799601",
        "becomes": "1234567.25",
    }
    where = "Albania, mines (anti-personnel and anti-vehicle), 2003–2004, "
    assert row_words(TABLES, row).startswith(where)
    assert change_title(TABLES, row).startswith(f"Land release and clearance, Area, km², changed: {where}")
    assert value_words(TABLES, row, "was") == "0.799601"
    assert value_words(TABLES, row, "becomes") == "1\u202f234\u202f567.25"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("as_of", "2016-12", "December 2016"),
        ("as_of", "2016-12-31", "31 December 2016"),
        ("country", "BIH", "Bosnia and Herzegovina"),
        ("jurisdiction", "ALB;BIH", "Albania, Bosnia and Herzegovina"),
        ("hazard", "CMR", "cluster munition remnants"),
        ("treaty", "CCM", "Convention on Cluster Munitions"),
        ("sector", "victim_assistance", "victim assistance"),
        ("note", "as printed; p_1", "as printed; p_1"),
        ("rounded", "area_km2", "Area, km²"),
    ],
)
def test_cells_are_words(field, text, words):
    row = ROW | {"kind": "changed", "table": "contamination", "key": "country=BIH", "field": field}
    assert value_words(TABLES, row | {"was": text, "becomes": None}, "was") == words


def test_no_change_on_record_is_titled_by_raw_cells():
    titles = [(row["table"], change_title(TABLES, row)) for row in EVERY]
    raw = [title for table, title in titles if table not in AS_STATED and RAW.search(title)]
    assert titles
    assert not raw, raw[:5]
    assert all(len(title) < 320 for _, title in titles)


def test_the_table_of_changes_has_words_for_rows_columns_and_cells():
    since = TABLES.history.days[0]
    rows = changes_table(TABLES, view("WORLD"), since=since).rows
    assert len(rows) > 3000
    words = rows[~rows["table"].isin(AS_STATED)]
    assert not [text for text in words["changed_row"] if RAW.search(text)]
    assert not [text for text in rows["changed_column"].dropna() if re.search(r"_|^[a-z]", text)]
    coded = words[words["field"].isin(["country", "hazard", "method", "claim", "role", "treaty", "basis"])]
    assert not [text for side in ("before", "now") for text in coded[side].dropna() if RAW.search(text)]
    dated = words[words["field"].isin(["start", "end", "accessed", "known_since"])]
    assert dated["now"].dropna().str.fullmatch(r"(\d+ )?([A-Z][a-z]+ )?\d{4}").all()
