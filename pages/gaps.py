"""Gaps: which years have a figure, how old the last one is, which years have none."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import show
from topics.records.gaps import indicators_in_view, series_without_figure
from topics.records.gaps_chart import completeness, freshness
from topics.records.gaps_table import fruitless_searches, years_without_figure
from topics.vocabulary.countries import country_names

PARTS = {"grid": "All years", "fresh": "Last figures", "silent": "Missing years", "sought": "Looked for"}
STRIPS = {"country": "Countries of one indicator", "indicator": "Indicators of one country"}

st.markdown(
    "Which figures our records lack: this page is about our reading of sources, not about states. “No data” "
    "means that we have read no figure. The report may lie where we did not reach, may not be entered, or "
    "may never have been written; it never means zero, and does not say that a state failed to report. A "
    "figure that was not seen in a source is left out and marked as not verified. "
    "Releases and casualties are those of all hazards."
)
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part == "grid":
    by = address.ask("by", "Strips", tuple(STRIPS), names=STRIPS, kind="buttons")
    if by == "country":
        titles = indicators_in_view(tables(), view())
        indicator = address.ask("indicator", "Indicator", tuple(titles), names=titles)
        show(completeness, indicator=indicator)
    else:
        members = view().members
        default = "BIH" if "BIH" in members else members[0]
        country = address.ask("country", "Country", members, default=default, names=country_names(tables()))
        show(completeness, by=by, country=country)
elif part == "fresh":
    show(freshness)
elif part == "sought":
    show(fruitless_searches)
else:
    show(years_without_figure)
    st.subheader("Series of which we have read no figure", anchor=False)
    listed = [
        f"- **{title}**: {escaped(', '.join(names))}"
        for title, names in series_without_figure(tables(), view()).items()
    ]
    st.markdown("\n".join(listed) or "None.")
