"""Clearance: land released, items destroyed, casualties and stockpiles, one of them at a time."""

from typing import Any

from dashboard import address
from dashboard.controls import ask_view, controls, options
from dashboard.current import view
from dashboard.filters import compared
from dashboard.show import show
from topics.land.casualties_chart import casualties, world_casualties
from topics.land.comparison_chart import by_country_size
from topics.land.items_chart import items_by_country, items_found
from topics.land.release_chart import release_by_country, release_by_year
from topics.land.release_table import (
    casualty_rows,
    clearance_rows,
    release_parts,
    stockpile_rows,
    world_casualty_rows,
    world_clearance_rows,
)
from topics.land.spans_chart import casualty_spans, release_spans
from topics.land.stockpiles_chart import stockpiles, world_stockpiles
from topics.land.world_clearance_chart import world_clearance
from topics.vocabulary.sentences import sentence

MOST_COMPARED = 6
METHODS = {
    "total_released": "All methods",
    "clearance": "Clearance",
    "technical_survey": "Technical survey",
    "non_technical_survey": "Non-technical survey",
}
MEASURES = {"left": "Land left", "released": "Released", "cleared": "Cleared", "casualties": "Casualties"}


def released(row: Any) -> None:
    """Land released: worldwide, by the countries of a region together, and by each."""
    more = options(row)
    method = address.ask("method", "Method", tuple(METHODS), names=METHODS, container=more)
    compare = compared(more, MOST_COMPARED)
    if view().is_world:
        show(world_clearance)
    if len(view().members) > 1:
        show(release_by_year, method=method)
    show(release_by_country, compare=compare)
    if view().is_world:
        show(world_clearance_rows)
    else:
        show(clearance_rows, key="clearance", optional=True)


def items(row: Any) -> None:
    """What was destroyed, and how much ground was cleared for it."""
    compare = compared(options(row), MOST_COMPARED)
    show(items_by_country, key="items_destroyed", compare=compare)
    show(items_found, key="items_per_km2", compare=compare, optional=True)


def suffered(row: Any) -> None:
    """Casualties worldwide and by country."""
    compare = compared(options(row), MOST_COMPARED)
    if view().is_world:
        show(world_casualties)
    show(casualties, compare=compare)
    if view().is_world:
        show(world_casualty_rows)
    else:
        show(casualty_rows, key="casualties_rows", optional=True)


def destroyed(_: Any) -> None:
    """Stockpiles of cluster munitions, by country and worldwide."""
    show(stockpiles)
    show(world_stockpiles, key="stockpiles_world", optional=True)
    show(stockpile_rows, optional=True)


def by_size(row: Any) -> None:
    """Countries set against their size."""
    measure = address.ask("measure", "Measure", tuple(MEASURES), names=MEASURES, container=row)
    show(by_country_size, measure=measure)


def apart(row: Any) -> None:
    """What covers several years, a part of a year or a part of a country."""
    compare = compared(options(row), MOST_COMPARED)
    show(release_spans, compare=compare)
    show(casualty_spans, compare=compare, optional=True)
    show(release_parts, compare=compare, optional=True)


row = controls()
section = ask_view(row, "clearance", "show", released=sentence("Land released"))
{
    "released": released,
    "items": items,
    "casualties": suffered,
    "stockpiles": destroyed,
    "size": by_size,
    "apart": apart,
}[section](row)
