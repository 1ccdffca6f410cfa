"""Contaminated land: a map by year, areas over time, what is left, and places of which no area is known."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import show
from topics.land.contamination_chart import area_left
from topics.land.contamination_map import (
    contamination_by_hazards,
    contamination_by_years,
    contamination_map,
    contamination_place_map,
)
from topics.land.contamination_table import areas_on_record, declared_complete, places_without_area
from topics.land.contamination_trend_chart import contamination_trend
from topics.land.missing import missing_areas
from topics.land.status_rows import places_not_drawn
from topics.vocabulary.countries import country_names

CLASSES = {
    "best": "Best available",
    "CHA": "Confirmed (CHA)",
    "SHA": "Suspected (SHA)",
    "TOTAL": "Total estimate",
}
PARTS = {"map": "Map", "time": "Over time", "latest": "Latest figures", "rows": "All figures"}
LEVELS = {"country": "Countries", "subdivision": "Counties, cantons and places"}
FORMS = {"one": "One map, year by year", "years": "A map per year", "hazards": "A map per hazard"}
SCALES = {"log": "Logarithmic", "linear": "Linear"}
EARLIEST = 1990
MOST_COMPARED = 10


def maps(area_class: str) -> None:
    """One map with a slider over the years, or small maps side by side."""
    form = address.ask("maps", "Maps", tuple(FORMS), names=FORMS, kind="buttons")
    if form == "years":
        show(contamination_by_years, area_class=area_class)
        return
    is_by_place = False
    if form == "one":
        level = address.ask("level", "Level", tuple(LEVELS), names=LEVELS, kind="buttons")
        is_by_place = level == "subdivision"
    year = address.step_from_url(range(EARLIEST, tables().published.year + 1))
    if form == "hazards":
        show(contamination_by_hazards, area_class=area_class, at=year)
    elif is_by_place:
        show(contamination_place_map, key="contamination_map_subdivision", area_class=area_class, at=year)
        st.caption(escaped(places_not_drawn(tables(), view())))
    else:
        show(contamination_map, key="contamination_map_country", area_class=area_class, at=year)


def over_time(area_class: str) -> None:
    """Lines per country, and in words the years without a figure."""
    label, names = "Compare countries (the first ten are drawn)", country_names(tables())
    compare = address.ask("compare", label, view().members, names=names, kind="many")[:MOST_COMPARED]
    default = "linear" if len(compare or view().members) == 1 else "log"
    scale = address.ask("scale", "Axis", tuple(SCALES), names=SCALES, default=default, kind="buttons")
    show(contamination_trend, area_class=area_class, scale=scale, compare=compare)
    st.caption(escaped(missing_areas(tables(), view(), area_class=area_class, compare=compare)))


st.markdown(
    "How much land is contaminated, according to whom, and when. **CHA** is a confirmed and **SHA** a "
    "suspected hazardous area; the best available figure is CHA and SHA together, else an estimate of the "
    "whole, else the one that is stated alone."
)
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part in ("map", "time"):
    area_class = address.ask("class", "Area", tuple(CLASSES), names=CLASSES, kind="buttons")
    {"map": maps, "time": over_time}[part](area_class)
elif part == "latest":
    show(area_left)
    show(declared_complete, key="completed_states", optional=True)
else:
    show(places_without_area, optional=True)
    show(areas_on_record, key="contamination")
