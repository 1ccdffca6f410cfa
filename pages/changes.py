"""Changes: what became different in the data between two editions, worked out by comparing them."""

from html import escape

import streamlit as st

from dashboard import address, follow
from dashboard.cite import escaped
from dashboard.controls import beginning, controls, options
from dashboard.current import derived, tables, view
from dashboard.show import show
from topics.records.changes import (
    ALL,
    KINDS,
    changed_tables,
    editions,
    ends,
    obstacle,
    short_title,
)
from topics.records.changes_chart import changes_by_table, changes_table
from topics.vocabulary.records import CHANGES
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

every = derived(editions)
if len(every) < 2:
    st.markdown(f"{view().with_known(derived(obstacle, *ends(tables())))}.")
else:
    row = controls()
    usual = ends(tables(), until=st.query_params.get("until", ""))
    names = {name: sentence("From {edition}", edition=short_title(name)) for name in every}
    box = beginning(row)
    since = address.ask("since", "From", every[-2::-1], default=usual[0], names=names, container=box)
    names = {name: sentence("To {edition}", edition=short_title(name)) for name in every}
    until = address.ask("until", "To", every[:0:-1], names=names, container=box)
    kinds = {ALL: "All changes"} | {kind: sentence_case(CHANGES[kind]) for kind in KINDS}
    kind = address.ask("kind", "Kind", (ALL, *KINDS), names=kinds, kind="buttons", container=row)
    listed = {ALL: "All tables"} | derived(changed_tables, since, until)
    table = address.ask("table", "Table", tuple(listed), names=listed, container=options(row))
    if words := derived(obstacle, since, until):
        link = escape(address.query_without("since", "until"))
        st.html(f'<p>{escape(words)}. <a href="{link}">{sentence("Compare the last two")}</a></p>')
    else:
        first, last = since if since != usual[0] else "", until if until != every[-1] else ""
        show(changes_by_table, since=first, until=last, table=table, kind=kind)
        show(changes_table, key="changes", since=first, until=last, table=table, kind=kind)
    feed = follow.changes(*("" if one == ALL else one for one in (table, kind)))
    place = escaped(view().place)
    st.caption(sentence("To follow these changes in {place}: [Atom feed]({feed})", place=place, feed=feed))
