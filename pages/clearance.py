"""Clearance: land released, items destroyed, casualties, deadlines and stockpiles, one of them at a time."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import show
from topics.calendar import not_bound_words
from topics.land.casualties_chart import casualties, world_casualties
from topics.land.comparison_chart import by_country_size
from topics.land.contamination_table import declared_complete
from topics.land.deadlines_chart import deadlines, obligation_table
from topics.land.extensions_table import extension_rules
from topics.land.items_chart import items_by_country, items_found
from topics.land.missing import missing_casualties, missing_items, missing_release
from topics.land.release_chart import release_by_country, release_by_year
from topics.land.release_table import (
    casualty_rows,
    clearance_rows,
    release_parts,
    release_together,
    stockpile_rows,
    survey_coverage,
    world_casualty_rows,
    world_clearance_rows,
)
from topics.land.spans_chart import casualty_spans, release_spans
from topics.land.stockpiles_chart import stockpiles, world_stockpiles
from topics.land.world_clearance_chart import world_clearance
from topics.vocabulary.countries import country_names

MOST_COMPARED = 6
SECTIONS = {
    "released": "Land released",
    "apart": "Multi-year and partial figures",
    "items": "Items destroyed",
    "size": "By size of country",
    "casualties": "Casualties",
    "deadlines": "Deadlines",
    "stockpiles": "Stockpiles",
}
DUTIES = {"clearance": "Clearance", "stockpiles": "Stockpile destruction", "all": "Both"}


def compared_countries() -> tuple[str, ...]:
    """Ask which countries to draw beside each other."""
    label = "Compare countries (the first six are drawn; without a choice those with most years)"
    names = country_names(tables())
    return address.ask("compare", label, view().members, names=names, kind="many")[:MOST_COMPARED]


st.markdown(
    "What was done each year. Land is **released** when it is cleared, reduced by technical survey or "
    "cancelled by non-technical survey; a *total release* stands only where all three are on record. A bar "
    "is one year of a whole country; what covers several years, a part of a year or of a country stands "
    "under *Multi-year and partial figures*."
)
section = address.ask("show", "View", tuple(SECTIONS), names=SECTIONS, kind="buttons")
if section == "released":
    if view().is_world:
        show(world_clearance)
    compare = compared_countries()
    if len(view().members) > 1:
        show(release_by_year)
    show(release_by_country, compare=compare)
    st.caption(escaped(missing_release(tables(), view(), compare=compare)))
    show(release_together, key="regional_totals", optional=True)
    show(declared_complete, key="completed", optional=True)
    if view().is_world:
        show(world_clearance_rows)
elif section == "apart":
    compare = compared_countries()
    show(release_spans, compare=compare, optional=True)
    show(release_parts, compare=compare, optional=True)
    show(survey_coverage, compare=compare, optional=True)
    show(clearance_rows, key="clearance")
elif section == "items":
    compare = compared_countries()
    show(items_by_country, key="items_destroyed", compare=compare)
    st.caption(escaped(missing_items(tables(), view(), compare=compare)))
    show(items_found, key="items_per_km2", compare=compare)
    show(clearance_rows, key="clearance")
elif section == "size":
    show(by_country_size)
elif section == "casualties":
    if view().is_world:
        show(world_casualties)
    compare = compared_countries()
    show(casualties, compare=compare)
    st.caption(escaped(missing_casualties(tables(), view(), compare=compare)))
    show(casualty_spans, compare=compare, optional=True)
    show(casualty_rows, key="casualties_rows")
    if view().is_world:
        show(world_casualty_rows)
elif section == "deadlines":
    duty = address.ask("duty", "Obligation", tuple(DUTIES), names=DUTIES, kind="buttons")
    show(deadlines, duty=duty)
    show(obligation_table, key="standing", optional=True, duty=duty)
    show(extension_rules, optional=True)
    for sentence in not_bound_words(tables(), view()):
        st.markdown(escaped(sentence))
else:
    show(stockpiles)
    show(stockpile_rows, optional=True)
    show(world_stockpiles, key="stockpiles_world", optional=True)
