"""Changes: what became different in the data from edition to edition, made by comparing them."""

import streamlit as st

from dashboard import address
from dashboard.current import tables, view
from dashboard.show import show
from topics.records.changes import ALL, KINDS, changed_tables, editions, known_changes
from topics.records.changes_chart import changes_by_table, changes_table
from topics.vocabulary.records import CHANGES
from topics.vocabulary.text import sentence_case

st.markdown(
    "Every build of the tables is compared with the last closed edition, row by row and cell by cell; this "
    "list is generated automatically. A row that has the same key is the same row; which of several figures "
    "is preferred follows from the rows and is no change. As an [Atom feed](api/v1/changes.atom)."
)
if known_changes(tables()).empty:
    st.markdown(
        f"{view().with_known('No edition to compare with')}. How a figure was revised before that stands on "
        "its source card."
    )
else:
    every, names = editions(tables()), changed_tables(tables())
    edition = address.ask("edition", "Edition", (ALL, *every), names={ALL: "All"} | every)
    left, right = st.columns(2)
    table = address.ask("table", "Table", (ALL, *names), names={ALL: "All"} | names, container=left)
    kinds = {ALL: "All"} | {kind: sentence_case(CHANGES[kind]) for kind in KINDS}
    kind = address.ask("kind", "Kind", (ALL, *KINDS), names=kinds, container=right)
    show(changes_by_table, edition=edition, table=table, kind=kind)
    show(changes_table, key="changes", edition=edition, table=table, kind=kind)
