"""Where things stand now for the chosen countries, each figure with the rows it rests on."""

from datetime import date
from math import isinf

import pandas as pd
import streamlit as st

from analysis import overview as standing
from analysis.names import called
from analysis.overview import Scope
from charts.contamination_maps import contamination_map
from charts.words import when
from dashboard import step, ui
from dashboard.store import package
from dashboard.view import chosen, edition, load, names

LATEST = 3
MOST_LINKS = 15
"""Countries that are linked one by one; the Country page lists all."""


@st.cache_data(max_entries=200, show_spinner=False)
def worked_out(scope: Scope, built: tuple[str, ...]) -> tuple[list[standing.Headline], pd.DataFrame]:  # noqa: ARG001
    """Headline figures and open deadlines of a scope, worked out once for each build of the tables."""
    tables = {name: load(name) for name in standing.TABLES}
    return standing.headlines(tables, scope), standing.open_deadlines(tables, scope)


def latest_events(tables: standing.Tables, scope: Scope) -> None:
    """Draw the latest meetings with date, place and source."""
    rows = standing.meetings(tables, scope)
    rows = rows[rows["start"].notna()].head(LATEST)
    if rows.empty:
        st.markdown("No meeting held there in the chosen years is on record.")
        return
    sources = load("sources").set_index("source")
    lines = []
    for row, country in zip(rows.itertuples(), called(rows, load("countries")), strict=True):
        place = ", ".join(part for part in (row.city, country) if isinstance(part, str))
        source = ui.link(sources["title"].get(row.source), sources["url"].get(row.source))
        day = when(row.start, row.end, row.date_precision)
        lines.append(
            f"- **{ui.escaped(day)}, {ui.escaped(place)}**: {ui.escaped(row.title)}. Source: {source}"
        )
    st.markdown("\n".join(lines))


def deadlines(rows: pd.DataFrame) -> None:
    """Draw the deadlines ahead and those that passed without a word that they were met."""
    if rows.empty:
        st.header("Deadlines", anchor=False)
        st.markdown("No deadline that is still to be met is on record there.")
        return
    title = "Deadlines ahead, and those that passed and are not reported met"
    columns = ["country", "treaty", "article", "deadline", "state", "original", "extensions"]
    ui.table(rows, key="deadlines", title=title, columns=columns)


def country_links(members: tuple[str, ...]) -> None:
    """Draw a link to the page of each country."""
    st.header("One country on one page", anchor=False)
    with st.container(horizontal=True, gap="small"):
        for code in members[:MOST_LINKS]:
            st.page_link(ui.page("country"), label=names().get(code, code), query_params={"country": code})
    if len(members) > MOST_LINKS:
        st.caption(f"And {len(members) - MOST_LINKS} more: choose them on the Country page.")


view = chosen()
today = edition() or date.today()
day = today if isinf(view.bounds[1]) else min(today, date(view.years[1], 12, 31))
scope = Scope(view.members, day, today, view.bounds, view.hazard)
tables = {name: load(name) for name in standing.TABLES}
st.markdown(
    f"How things stood on {standing.day_words(day)}; releases and meetings are those of the years chosen. "
    "Mines and cluster munition remnants are never added to each other."
)
found, still_open = worked_out(scope, tuple(resource["hash"] for resource in package()["resources"]))
with ui.figure_row():
    for headline in found:
        cited = headline.records if len(headline.records) else None
        ui.headline(headline.label, headline.value, headline.unit, cited, headline.note)
contamination = tables["contamination"]
rows = view.of(contamination[contamination["as_of"] <= pd.Timestamp(day)], skip=("years",))
drawn = rows[rows["subdivision"].isna() & rows["scope"].eq("national") & rows["country"].isin(view.members)]
at = step.asked(range(1990, day.year + 1))
ui.show(
    lambda: contamination_map(
        rows,
        tables["countries"],
        load("subdivisions"),
        load("sources"),
        hazard=view.hazard,
        members=view.members,
        at=at,
    ),
    drawn,
    key="overview_map",
)
st.header("Latest meetings", anchor=False)
latest_events(tables, scope)
deadlines(still_open)
records = pd.concat([headline.records for headline in found if len(headline.records)] or [found[0].records])
if len(records):
    title = "The rows that the figures above rest on"
    ui.table(records, key="headline_rows", title=title, columns=["figure", "country", "statement", "date"])
country_links(view.members)
