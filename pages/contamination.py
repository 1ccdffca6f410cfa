"""Contaminated land: a map by year, areas over time, what is left, and places of which no area is known."""

import streamlit as st

from analysis import hazards
from charts.contamination import area_left_bars, contamination_trend, most_stated
from charts.contamination_maps import contamination_map, places_without_point
from dashboard import address, ui
from dashboard.store import load
from dashboard.view import chosen, names

CLASSES = {
    "best": "Best stated",
    "CHA": "Confirmed (CHA)",
    "SHA": "Suspected (SHA)",
    "TOTAL": "Total estimate",
}
LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and places"}
SCALES = {"log": "Logarithmic", "linear": "Linear"}
MOST_COMPARED = 10
NONE_UNKNOWN = "No row without an area"
COLUMNS = ["country", "place", "hazard", "area_class", "area_km2", "category", "areas", "as_of", "scope"]

view = chosen()
countries, sources, subdivisions = load("countries"), load("sources"), load("subdivisions")
rows = hazards.with_places(view.of(load("contamination")), subdivisions)
national = hazards.national(rows)

st.markdown(
    "How much land is contaminated, by whose count and of which date. **CHA** is a confirmed and **SHA** a "
    "suspected hazardous area; the best stated figure is CHA and SHA together, else an estimate of the "
    "whole, else the one that is stated alone."
)
area_class = address.ask("class", "Area", tuple(CLASSES), names=CLASSES, kind="buttons")

st.header("Map", anchor=False)
level = address.ask("level", "Level", tuple(LEVELS), names=LEVELS, kind="buttons")
mapped = national if level == "country" else rows[rows["subdivision"].notna()]
ui.show(
    contamination_map(rows, countries, subdivisions, sources, view.hazard, area_class, level, view.members),
    mapped,
    key=f"contamination_map_{level}",
    level=3,
    note="Move the slider or press play for the years. A figure is shown for five years after its date.",
    columns=COLUMNS,
)
pointless = places_without_point(rows, subdivisions)
if level == "subdivision" and len(pointless):
    listed = ", ".join(sorted(set(pointless["place"].dropna())))
    st.caption(f"On record but not on the map, as no point of them is known: {ui.escaped(listed)}.")

st.header("Over time", anchor=False)
compare = address.ask(
    "compare",
    "Compare countries (up to ten)",
    view.members,
    names=names(),
    kind="many",
    max_selections=MOST_COMPARED,
)
default = "linear" if len(compare or view.members) == 1 else "log"
scale = address.ask("scale", "Axis", tuple(SCALES), names=SCALES, default=default, kind="buttons")
series = hazards.area_series(national, area_class)
drawn = compare or most_stated(series)
ui.show(
    contamination_trend(national, countries, sources, area_class, scale, compare),
    series[series["country"].isin(drawn) | series["complete"]],
    key="contamination_trend",
    level=3,
    note=(
        "Full marks are preferred figures, open marks what other sources or dates say. A line stops where "
        "more than two years are silent. Mines with and without anti-vehicle mines share a panel; the line "
        "follows the count that has most years."
    ),
    columns=[*COLUMNS[:1], "family", *COLUMNS[2:5], "stated", "as_of", "role"],
)
line = series[series["role"] == "line"]
silent = hazards.silences(line[line["country"].isin(drawn)], names())
missing = hazards.without_figure(line, compare or view.members, names())
st.caption(ui.escaped(f"{silent} {missing}"))

st.header("Latest figures", anchor=False)
left = hazards.latest_figures(national)
ui.show(
    area_left_bars(national, countries, sources),
    left,
    key="area_left",
    level=3,
    note="The latest figure of each country with its class and date; older ones may no longer hold.",
    columns=[*COLUMNS[:1], "family", *COLUMNS[2:5], "stated", "as_of"],
)
ended = hazards.completed_states(national, view.of(hazards.of_hazard(load("obligations"), view.hazard)))
ui.table(
    ended,
    key="completed_states",
    title=f"Declared complete: {len(ended)}" if len(ended) else "No declaration of completion",
    level=3,
    note="The day of the declaration where it is on record, else the day from which a source states no area.",
    columns=["country", "family", "completed_on", "completed_on_precision"],
)

st.header("All figures", anchor=False)
unknown = hazards.places_without_area(rows)
ui.table(
    unknown,
    key="places_without_area",
    title=f"Named as contaminated, area not stated: {len(unknown)} rows" if len(unknown) else NONE_UNKNOWN,
    level=3,
    columns=COLUMNS,
)
stated = rows[rows["area_km2"].notna()].sort_values(["country", "as_of"], ascending=[True, False])
ui.table(stated, key="contamination", title=f"Areas on record: {len(stated)}", level=3, columns=COLUMNS)
