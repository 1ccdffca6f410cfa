"""Contaminated land: a map by year, areas over time, what is left, and places of which no area is known."""

import streamlit as st

from analysis import hazards
from charts.contamination import area_left_bars, contamination_trend, shown
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
PARTS = {"map": "Map", "time": "Over time", "latest": "Latest figures", "rows": "All figures"}
LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and places"}
SCALES = {"log": "Logarithmic", "linear": "Linear"}
MOST_COMPARED = 10
COLUMNS = ["country", "place", "hazard", "area_class", "area_km2", "category", "areas", "as_of", "scope"]
FAMILY = ["country", "family", "hazard", "area_class", "area_km2", "stated", "as_of"]

view = chosen()
countries, sources, subdivisions = load("countries"), load("sources"), load("subdivisions")
rows = hazards.with_places(view.of(load("contamination")), subdivisions)
national = hazards.national(rows)


def by_year(area_class: str) -> None:
    """The map with its slider over the years."""
    level = address.ask("level", "Level", tuple(LEVELS), names=LEVELS, kind="buttons")
    ui.show(
        contamination_map(
            rows, countries, subdivisions, sources, view.hazard, area_class, level, view.members
        ),
        national if level == "country" else rows[rows["subdivision"].notna()],
        key=f"contamination_map_{level}",
        note="Move the slider or press play for the years. A figure is shown for five years after its date.",
        columns=COLUMNS,
    )
    pointless = places_without_point(rows, subdivisions)
    if level == "subdivision" and len(pointless):
        listed = ", ".join(sorted(set(pointless["place"].dropna())))
        st.caption(f"On record but not on the map, as no point of them is known: {ui.escaped(listed)}.")


def over_time(area_class: str) -> None:
    """Lines per country, and in words the years without a figure."""
    asked = address.ask(
        "compare", "Compare countries (the first ten are drawn)", view.members, names=names(), kind="many"
    )
    compare = asked[:MOST_COMPARED]
    default = "linear" if len(compare or view.members) == 1 else "log"
    scale = address.ask("scale", "Axis", tuple(SCALES), names=SCALES, default=default, kind="buttons")
    series = hazards.area_series(national, area_class)
    drawn = shown(series, compare)
    ui.show(
        contamination_trend(national, countries, sources, area_class, scale, compare),
        hazards.worded(drawn),
        key="contamination_trend",
        note=(
            "Full marks are preferred figures, open marks what other sources or dates say. A line stops "
            "where more than two years are silent. Mines with and without anti-vehicle mines share a panel; "
            "the line follows the count that has most years."
        ),
        columns=[*FAMILY, "role"],
    )
    line = series[series["role"] == "line"]
    silent = hazards.silences(drawn[drawn["role"] == "line"], names())
    missing = hazards.without_figure(line, compare or view.members, names())
    st.caption(ui.escaped(f"{silent} {missing}"))


def latest() -> None:
    """The latest area of each country, and the countries that have none left."""
    ui.show(
        area_left_bars(national, countries, sources),
        hazards.worded(hazards.latest_figures(national)),
        key="area_left",
        note="The latest figure of each country with its class and date; older ones may no longer hold.",
        columns=FAMILY,
    )
    obligations = view.of(hazards.of_hazard(load("obligations"), view.hazard))
    ended = hazards.completed_states(national, obligations)
    if len(ended):
        ui.table(
            hazards.worded(ended),
            key="completed_states",
            title=f"Declared complete: {len(ended)}",
            note="The day of the declaration where it is on record, else the day when the area became zero.",
            columns=["country", "family", "completed_on", "completed_on_precision"],
        )


def every() -> None:
    """Tables of all rows, those without an area first."""
    unknown = hazards.places_without_area(rows)
    if len(unknown):
        title = f"Named as contaminated, area not stated: {len(unknown)} rows"
        ui.table(unknown, key="places_without_area", title=title, columns=COLUMNS)
    stated = rows[rows["area_km2"].notna()].sort_values(["country", "as_of"], ascending=[True, False])
    if len(stated):
        title = f"Areas on record: {len(stated)}"
        ui.table(stated, key="contamination", title=title, columns=COLUMNS)


st.markdown(
    "How much land is contaminated, by whose count and of which date. **CHA** is a confirmed and **SHA** a "
    "suspected hazardous area; the best stated figure is CHA and SHA together, else an estimate of the "
    "whole, else the one that is stated alone."
)
if rows.empty:
    ui.empty("No contaminated area is on record", level=2)
else:
    part = address.ask("part", "What to see", tuple(PARTS), names=PARTS, kind="buttons")
    if part in ("map", "time"):
        shown_class = address.ask("class", "Area", tuple(CLASSES), names=CLASSES, kind="buttons")
        {"map": by_year, "time": over_time}[part](shown_class)
    else:
        {"latest": latest, "rows": every}[part]()
