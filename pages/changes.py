"""Changes: what became different in the data from edition to edition, worked out by comparing them."""

import streamlit as st

from dashboard import address
from dashboard.controls import controls
from dashboard.current import tables, view
from dashboard.show import show
from topics.records.changes import ALL, KINDS, changed_tables, editions, known_changes
from topics.records.changes_chart import changes_by_table, changes_table
from topics.vocabulary.records import CHANGES
from topics.vocabulary.text import sentence_case

if known_changes(tables()).empty:
    st.markdown(f"{view().with_known('No earlier edition to compare with')}.")
else:
    row = controls()
    every, names = editions(tables()), changed_tables(tables())
    kinds = {ALL: "All changes"} | {kind: sentence_case(CHANGES[kind]) for kind in KINDS}
    kind = address.ask("kind", "Kind", (ALL, *KINDS), names=kinds, kind="buttons", container=row)
    titles = {ALL: "All tables"} | names
    table = address.ask("table", "Table", (ALL, *names), names=titles, container=row)
    dated = {ALL: "All editions"} | every
    edition = address.ask("edition", "Edition", (ALL, *every), names=dated, container=row)
    show(changes_by_table, edition=edition, table=table, kind=kind)
    show(changes_table, key="changes", edition=edition, table=table, kind=kind)
    st.caption("To follow changes: [Atom feed](api/v1/changes.atom).")
