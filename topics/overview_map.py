"""Composes the map of the overview: contaminated with an area, declared complete in a year, or neither."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.extent import extent_for
from charts.map import Look, countries, ground, map_figure, names, outlines
from topics.land.areas import YEARS_VALID
from topics.land.completions import COMPLETE, CONTAMINATED, ENDED
from topics.land.status import AREA_UNKNOWN, NO_DATA
from topics.land.status_rows import QUERY, TICK
from topics.land.status_words import area_words, status_words
from topics.overview import (
    UNCLEAR,
    clearance_statuses,
    kind_names,
    main_family,
    no_status,
    place_and_day,
    status_labels,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import area_name, family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

TALLEST = 455
"""Pixels of the map with its key: what stands under it belongs to the first screen too."""
COLOURS = {CONTAMINATED: theme.SEQUENTIAL[2], COMPLETE: theme.COMPLETE, UNCLEAR: theme.LAND}
COLUMNS = ("country", "hazard", "status", "area_km2", "area_class", "as_of", "completed_on")
UNSEEN = ["subdivision", "place", "day", "year", "is_old", "areas", "date", "date_precision"]
"""Columns of a status that its row of the map does not need."""


def overview_map(tables: Tables, view: View) -> Chart:
    """How each country stands, in three kinds, with its area or the year of its completion."""
    rows = clearance_statuses(tables, view)
    rows = rows[rows["country"].isin(tables["map_units"]["unit"])].reset_index(drop=True)
    family = main_family(tables, view)
    hazard = family_names(tables, short=True).get(family, "")
    if rows["status"].isin([NO_DATA]).all():
        return empty(no_status())
    rows = rows.assign(
        unit=rows["country"],
        **{"class": rows["kind"].map(kind_names())},
        label=status_labels(tables, rows, hazard),
    )
    note = sentence(
        "A figure counts as recent for {years} years after its date; a declaration stands for good.",
        years=YEARS_VALID,
    )
    return Chart(
        _title(rows, hazard),
        rows.drop(columns=UNSEEN),
        _figure(tables, view, rows),
        note,
        COLUMNS,
        scope=place_and_day(view),
        extent=extent_for(tables, view.members).name,
        measure=sentence("{area}, latest figure, km²", area=sentence_case(area_name(tables, family))),
    )


def _figure(tables: Tables, view: View, rows: pd.DataFrame) -> dict[str, Any]:
    """The map: names of countries with their figure under them."""
    extent, kinds = extent_for(tables, view.members), kind_names()
    looks = [Look(kinds[kind], colour, kind == UNCLEAR) for kind, colour in COLOURS.items()]
    rows = rows.assign(sign=list(map(_sign, rows.itertuples())))
    layers = [
        *ground(extent, view.members),
        *countries(tables, extent, rows, kinds[UNCLEAR]),
        outlines(extent),
        names(tables, extent),
    ]
    return map_figure(tables, extent, rows, looks, layers, around=view.members, tallest=TALLEST)


def _sign(row: Any) -> str:
    """What stands under the name of a country."""
    if row.status == CONTAMINATED:
        return number(row.area_km2, "km²")
    if row.status == COMPLETE:
        return f"{TICK}{theme.THIN}{row.date.year}"
    return QUERY if row.status == AREA_UNKNOWN else ""


def _title(rows: pd.DataFrame, hazard: str) -> str:
    """How many countries are contaminated; of one country how it stands."""
    if len(rows) == 1:
        return _title_of_one(next(rows.itertuples()), hazard)
    count = int(rows["kind"].eq(CONTAMINATED).sum())
    if count == 0:
        return sentence("No recent figure shows {hazard} in a state or area", hazard=hazard)
    return sentence(
        "Recent figures show {hazard} in {count} of {total} states and areas",
        hazard=hazard,
        count=count,
        total=len(rows),
    )


def _title_of_one(row: Any, hazard: str) -> str:
    """How one country stands."""
    dated = long_date(row.date, row.date_precision)
    if row.status in ENDED:
        return sentence("{country}: {status}, {day}", country=row.name, status=status_words(row), day=dated)
    if row.kind == CONTAMINATED:
        area = area_words(row.area_km2, row.stated)
        return sentence("{country}: {area}, {day}", country=row.name, area=area, day=dated)
    return sentence("{country}: no recent figure for {hazard}", country=row.name, hazard=hazard)
