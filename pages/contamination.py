"""Contaminated land: a map by year, areas over time, what is left, and places of which no area is known."""

import streamlit as st

from analysis import hazards
from charts.contamination import area_left_bars, contamination_trend, shown
from charts.contamination_maps import contamination_map, places_without_point
from charts.contamination_small import contamination_maps_by_hazard, contamination_maps_by_year
from dashboard import address, step, ui
from dashboard.view import HAZARDS, chosen, last_year, load, names

CLASSES = {
    "best": "Best stated",
    "CHA": "Confirmed (CHA)",
    "SHA": "Suspected (SHA)",
    "TOTAL": "Total estimate",
}
PARTS = {"map": "Map", "time": "Over time", "latest": "Latest figures", "rows": "All figures"}
LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and places"}
FORMS = {"one": "One map, year by year", "years": "A map per year", "hazards": "A map per hazard"}
EARLIEST = 1990
STANDS = "A figure stands for five years after its date, a declaration of completion (✓) for good."
SCALES = {"log": "Logarithmic", "linear": "Linear"}
MOST_COMPARED = 10
COLUMNS = ["country", "place", "hazard", "area_class", "area_km2", "category", "areas", "as_of", "scope"]
FAMILY = ["country", "family", "hazard", "area_class", "area_km2", "stated", "as_of"]

view = chosen()
countries, sources, subdivisions = load("countries"), load("sources"), load("subdivisions")
rows = hazards.with_places(view.of(load("contamination")), subdivisions)
every_hazard = hazards.with_places(view.of(load("contamination"), skip=("hazard",)), subdivisions)
national = hazards.national(rows)


def maps(area_class: str) -> None:
    """One map with a slider over the years, or small maps side by side."""
    form = address.ask("maps", "Maps", tuple(FORMS), names=FORMS, kind="buttons")
    if form == "one":
        by_year(area_class)
        return
    year = step.asked(range(EARLIEST, last_year() + 1)) if form == "hazards" else None
    tables = (every_hazard if form == "hazards" else rows), countries, subdivisions, sources
    drawn = {
        "years": lambda: contamination_maps_by_year(
            *tables, hazard=view.hazard, area_class=area_class, members=view.members
        ),
        "hazards": lambda: contamination_maps_by_hazard(
            *tables, area_class=area_class, members=view.members, at=year
        ),
    }
    ui.show(
        drawn[form],
        hazards.national(tables[0]),
        key=f"contamination_by_{form}",
        note=STANDS,
        columns=COLUMNS,
    )


def by_year(area_class: str) -> None:
    """The map with its slider over the years and its switch between hazards."""
    level = address.ask("level", "Level", tuple(LEVELS), names=LEVELS, kind="buttons")
    year = step.asked(range(EARLIEST, last_year() + 1))
    others = [hazard for hazard in HAZARDS if hazard != view.hazard]
    placed = every_hazard[every_hazard["subdivision"].notna()]
    ui.show(
        lambda: contamination_map(
            every_hazard,
            countries,
            subdivisions,
            sources,
            hazard=view.hazard,
            area_class=area_class,
            level=level,
            members=view.members,
            also=others,
            at=year,
        ),
        hazards.national(every_hazard) if level == "country" else placed,
        key=f"contamination_map_{level}",
        note=f"Move the slider or press play; choose a class in the key to see it alone. {STANDS}",
        columns=COLUMNS,
    )
    pointless = places_without_point(every_hazard, subdivisions)
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
        lambda: contamination_trend(national, countries, sources, area_class, scale, compare),
        hazards.worded(drawn),
        key="contamination_trend",
        note=(
            "Full marks are preferred figures, open marks what other sources or dates say. A line stops "
            "where a year is silent. Mines with and without anti-vehicle mines share a panel; "
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
        lambda: area_left_bars(national, countries, sources),
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
        {"map": maps, "time": over_time}[part](shown_class)
    else:
        {"latest": latest, "rows": every}[part]()
