"""Gaps: which years have a figure, how old the last one is, which years have none."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls
from dashboard.current import derived, tables, view
from dashboard.show import show
from topics.records.gaps import indicators_in_view, series_without_figure
from topics.records.gaps_chart import completeness, freshness
from topics.records.gaps_table import fruitless_searches, years_without_figure
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence

STRIPS = {"country": "Countries", "indicator": "Indicators"}

row = controls()
part = ask_view(row, "gaps", grid=sentence("All years"))
if part == "grid":
    by = address.ask("by", "Compare", tuple(STRIPS), names=STRIPS, container=row)
    if by == "country":
        titles = derived(indicators_in_view, view())
        indicator = address.ask("indicator", "Indicator", tuple(titles), names=titles, container=row)
        show(completeness, indicator=indicator)
    else:
        members, names = view().members, country_names(tables())
        default = "BIH" if "BIH" in members else members[0]
        country = address.ask("country", "Country", members, default=default, names=names, container=row)
        show(completeness, by=by, country=country)
elif part == "fresh":
    show(freshness)
elif part == "sought":
    show(fruitless_searches)
else:
    show(years_without_figure)
    st.subheader("Series without any figure", anchor=False)
    listed = [
        f"- **{title}**: {escaped(', '.join(names))}"
        for title, names in derived(series_without_figure, view()).items()
    ]
    st.markdown("\n".join(listed) or "None.")
