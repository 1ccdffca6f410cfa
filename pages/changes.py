"""Changes: what became different in the data from edition to edition, made by comparing them."""

import pandas as pd
import streamlit as st

from charts.changes import KINDS, changes_by_table
from dashboard import address, ui
from dashboard.store import edition, load, package
from dashboard.view import chosen, known_words

ALL = "all"
NEXT = "next"
COLUMNS = ["kind", "table", "country", "field", "was", "becomes", "key", "edition"]
WORDS = {"added": "Rows added", "changed": "Cells changed", "withdrawn": "Rows withdrawn"}


def day_of(name: str) -> str:
    """An edition in words."""
    if name == NEXT:
        return "not yet in a closed edition"
    day = pd.Timestamp(name)
    return f"edition of {day.day} {day:%B %Y}"


view = chosen()
changes = load("changes")
if view.known:  # an edition that was made later was not known
    changes = changes[changes["edition"] <= str(view.known)]
titles = {part["table"]: part["title"] for part in package()["resources"]}
st.markdown(
    "Every build of the tables is compared with the last closed edition, row by row and cell by cell; nobody "
    "writes this list. A row that has the same key is the same row; which of several figures is preferred "
    "follows from the rows and is no change. As an [Atom feed](api/v1/changes.atom)."
)
if changes.empty and view.known:
    st.markdown(
        f"There is nothing to list {known_words(view.known)}: these data had no edition yet that could be "
        "compared with an earlier one. How a figure was revised before that, its source card tells."
    )
elif changes.empty:
    st.markdown(
        f"This is the first edition ({edition() or 'its day is not stated'}): nothing to compare with."
    )
else:
    editions = list(dict.fromkeys(changes["edition"]))
    which = address.ask(
        "edition", "Edition", (ALL, *editions), names={ALL: "All"} | {name: day_of(name) for name in editions}
    )
    tables = [name for name in titles if name in set(changes["table"])]
    left, right = st.columns(2)
    table = address.ask("table", "Table", (ALL, *tables), names={ALL: "All"} | titles, place=left)
    kind = address.ask("kind", "Kind", (ALL, *KINDS), names={ALL: "All"} | WORDS, place=right)
    here = changes["country"].isna() | changes.index.isin(view.of(changes, skip=("years", "hazard")).index)
    if view.countries:
        here &= changes["country"].notna()
    rows = changes[here].rename(columns={"record": "record_id"})  # a row of the list opens its card
    for column, asked in (("edition", which), ("table", table), ("kind", kind)):
        rows = rows if asked == ALL else rows[rows[column] == asked]
    note = (
        "Rows that belong to no country are listed with every region, and left out where countries are "
        "chosen. Years and hazard do not cut the list."
    )
    if rows.empty:
        ui.empty("Nothing has changed", level=2)
    else:
        named = rows.assign(title=rows["table"].map(titles))  # a bar finds its rows by the title it says
        ui.show(
            lambda: changes_by_table(rows, titles), named, key="changes_by_table", note=note, columns=COLUMNS
        )
        shown = rows.assign(edition=rows["edition"].map(day_of), table=rows["table"].map(titles))
        ui.table(shown, key="changes", title=f"All {len(rows)} changes", columns=COLUMNS)
