"""Contaminated land: a map by year, areas over time, what is left, and every figure on record."""

from typing import Any

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, tables, view
from dashboard.filters import compared
from dashboard.show import show
from dashboard.statuses import linked, ranked_list
from topics.land.area_series import families_with_areas
from topics.land.contamination_chart import area_left
from topics.land.contamination_map import (
    contamination_by_hazards,
    contamination_by_years,
    contamination_map,
    contamination_place_map,
)
from topics.land.contamination_table import areas_on_record, declared_complete, places_without_area
from topics.land.contamination_trend_chart import MOST, contamination_trend
from topics.land.status_rows import places_not_drawn
from topics.vocabulary.hazards import family_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

CLASSES = {
    "best": "Best available",
    "CHA": "Confirmed (CHA)",
    "SHA": "Suspected (SHA)",
    "TOTAL": "Total estimate",
}
LEVELS = {"country": "Countries", "subdivision": "Places"}
FORMS = {"one": "One map, year by year", "years": "A map per year", "hazards": "A map per hazard"}
SCALES = {"linear": "Linear", "log": "Logarithmic"}
EARLIEST = 1990


def ask_class(more: Any) -> str:
    """Ask which areas count."""
    words = "CHA: confirmed, SHA: suspected hazardous area. Best available: both together, else an estimate."
    return address.ask("class", "Area", tuple(CLASSES), names=CLASSES, container=more, help=words)


def maps(row: Any) -> None:
    """One map with a slider over the years, or small maps side by side."""
    level = address.ask("level", "Level", tuple(LEVELS), names=LEVELS, kind="buttons", container=row)
    more, form = options(row), "one"
    if level == "country":
        form = address.ask("maps", "Maps", tuple(FORMS), names=FORMS, container=more)
    area_class = ask_class(more)
    if form == "years":
        show(contamination_by_years, area_class=area_class)
        return
    year = address.step_from_url(range(EARLIEST, tables().published.year + 1))
    if form == "hazards":
        show(contamination_by_hazards, area_class=area_class, at=year)
        return
    hazard = address.choice_from_url(tuple(tables()["hazards"]["hazard"]), view().hazard)
    key = f"contamination_map_{level}"
    work = contamination_map if level == "country" else contamination_place_map
    drawn: dict[str, Any] = {"area_class": area_class, "at": year, "hazard": hazard}
    show(work, key=key, **drawn)
    if level == "country":
        with st.container(key="ranked"):  # for fingers: the style sheet hides it on wide screens
            linked(work, view(), "contamination_list", ranked_list, **drawn)
    else:
        st.caption(escaped(derived(places_not_drawn, view())))


def over_time(row: Any) -> None:
    """Lines per country."""
    names = {code: sentence_case(name) for code, name in family_names(tables(), short=True).items()}
    families = derived(families_with_areas, view())
    family = address.ask("family", "Hazard", families, names=names, kind="buttons", container=row)
    more = options(row)
    compare = compared(more, MOST)
    scale = address.ask("scale", "Axis", tuple(SCALES), names=SCALES, container=more)
    area_class = ask_class(more)
    show(contamination_trend, area_class=area_class, scale=scale, compare=compare, family=family or "")


def latest(_: Any) -> None:
    """The last areas, and what is declared complete."""
    show(area_left)
    show(declared_complete, key="completed_states", optional=True)


def figures(_: Any) -> None:
    """Every figure on record: areas, then mentions without one."""
    show(areas_on_record, key="contamination")
    show(places_without_area, optional=True)


controls_row = controls()
part = ask_view(controls_row, "contamination", map=sentence("Map"))
{"map": maps, "time": over_time, "latest": latest, "rows": figures}[part](controls_row)
