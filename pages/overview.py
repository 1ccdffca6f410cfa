"""How each country stands today: a map, a table and three cards."""

from html import escape

import streamlit as st

from dashboard.api.light_parts import query
from dashboard.current import view
from dashboard.show import show
from dashboard.statuses import linked, status_cards, status_table
from topics.overview import CARDS, headings
from topics.overview_map import overview_map
from topics.overview_table import MOST, country_list
from topics.view import View
from topics.vocabulary.sentences import sentence

today = View(view().tables, view().region, view().countries)
heads = headings(today.tables, today)
cards = {kind: heads[kind] for kind in CARDS}
with st.container(key="overview"):
    show(overview_map, view=today)
    with st.container(key="overview-list", gap="small"):
        linked(country_list, today, "statuses", status_table, tuple(heads.items()))
        if len(today.members) > MOST:
            words = sentence("All states and areas: latest figures")
            st.html(f'<a href="./contamination?part=latest">{words}</a>')
linked(country_list, today, "status_cards", status_cards, tuple(cards.items()))
light = f"./light/{query(view(), 'region', 'countries', 'known', 'wording', 'edition')}"
st.html(f'<a href="{escape(light)}">{sentence("To print, and for slow links")}</a>')
