"""Maps of contaminated land: by country and by place, year by year, and small maps side by side."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent, extent_for
from charts.map import (
    Layer,
    Look,
    areas,
    borders,
    countries,
    ground,
    land,
    map_figure,
    names,
    outlines,
    points,
    sign_places,
)
from charts.steps import Steps
from topics.land.areas import BEST
from topics.land.status import ALL, AREA_UNKNOWN, COMPLETE, CONTAMINATED, NO_DATA, NOT_RECENT
from topics.land.status_rows import (
    CLASSES,
    NAMES,
    QUERY,
    TICK,
    country_years,
    map_hazards,
    place_years,
)
from topics.land.status_words import area_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import families, family_names
from topics.vocabulary.land import NO_AREA, PLACE_STATUSES
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import sentence_case

STANDS = sentence("Figures over five years old are greyed; ✓ is a declared completion.")
NOTE = sentence(
    "Figures over five years old are greyed; ✓ is a declared completion. Click a colour to isolate it."
)
MEASURE = sentence("Contaminated land by country, km²")
COLUMNS = ("country", "hazard", "class", "area_km2", "area_class", "as_of", "completed_on")
SIGNS = {NAMES[COMPLETE]: TICK, NAMES[AREA_UNKNOWN]: QUERY}
HATCHED = (NAMES[NOT_RECENT], NAMES[NO_DATA])
SUBDIVISIONS, ENTITIES = "see_admin1", "bih_entities"
"""Boundary files of the parts of countries."""
MUNICIPALITIES = "_municipalities"
"""How the name of the boundary file of the municipalities of a country ends, after its code.

A map asks for those alone that it draws: `file~unit~unit`.
"""
PLACE_LOOKS = (
    Look("place (point)", theme.CLEAR, shape="circle"),
    Look("entity", theme.CLEAR, shape="diamond"),
)
"""What the shapes of points mean: no class of a mark."""
POINT_SIZES = dict(zip([row[0] for row in theme.AREA_CLASSES], (7, 9, 12, 15, 18, 21, 24), strict=True))
SMALL_POINT, ENTITY_POINT = 8, 15
LEAST_PLACES = 3
"""Places of a country from which on they tell where it ends."""
BESIDE, PADDING = 0.35, 0.12
"""Degrees around the middles of the places of a country at least, and as a share of their width."""
MOST_PANELS = 6
"""Maps by year; where there are more years, evenly spaced ones are drawn, the last always."""


def contamination_map(
    tables: Tables, view: View, *, area_class: str = BEST, at: int | None = None, hazard: str = ""
) -> Chart:
    """The status of each country in fixed classes, with a slider over the years and a switch of hazards.

    `area_class` is one of `areas.figures`; `at` and `hazard` are shown first, else the last year and the
    hazard of the filter.
    """
    rows = country_years(tables, view, _choices(tables, view), area_class)
    if rows.empty:
        return empty(NO_AREA)
    extent = extent_for(tables, view.members)
    layers = [
        *ground(extent, view.members),
        *countries(tables, extent, rows, NAMES[NO_DATA]),
        outlines(extent),
        names(tables, extent),
    ]
    steps = Steps(_titles(tables, view, rows), at, hazard or view.hazard, _switch(tables))
    looks = _looks(rows, has_signs=extent.is_conic)
    figure = map_figure(tables, extent, rows, looks, layers, steps=steps, around=view.members)
    rows = rows.drop(columns="sign")
    return Chart(steps.title, rows, figure, NOTE, COLUMNS, extent=extent.name, measure=MEASURE)


def contamination_place_map(
    tables: Tables, view: View, *, area_class: str = BEST, at: int | None = None, hazard: str = ""
) -> Chart:
    """The status of counties, municipalities and places, with a slider and a switch as `contamination_map`.

    The options are those of `contamination_map`.
    """
    rows = place_years(tables, view, _choices(tables, view), area_class)
    if rows.empty:
        return empty(sentence("No area of contaminated land is on record by place"))
    last = rows[rows["step"].eq(rows["step"].max()) & rows["status"].ne(NOT_RECENT)]
    extent = extent_for(tables, (last if len(last) else rows)["country"].unique())
    layers = [
        *_places_under(extent, view),
        *_places(rows.drop(columns="sign")),
        *_places_over(tables, extent),
    ]
    steps = Steps(_place_titles(tables, view, rows), at, hazard or view.hazard, _switch(tables))
    looks = [*_looks(rows), *PLACE_LOOKS]
    figure = map_figure(tables, extent, rows, looks, layers, steps=steps, **_around(tables, extent, view))
    columns = ("country", "name", *COLUMNS[1:4], *COLUMNS[5:])
    measure = sentence("Contaminated land by county, municipality and place, km²")
    rows = rows.drop(columns="sign")
    return Chart(steps.title, rows, figure, NOTE, columns, extent=extent.name, measure=measure)


def _around(tables: Tables, extent: Extent, view: View) -> dict[str, Any]:
    """Bounds narrowed to the places of a single country, and those the reader may go back to."""
    places = tables["subdivisions"]
    places = places[places["country"].isin(view.members)].dropna(subset=["lon", "lat"])
    if len(view.members) > 1 or len(places) < LEAST_PLACES or not extent.is_conic:
        return {}
    (west, east), (south, north) = (places[axis].agg(["min", "max"]).tolist() for axis in ("lon", "lat"))
    across, along = (max(BESIDE, PADDING * span) for span in (east - west, north - south))
    home = [extent.row[edge] for edge in ("west", "south", "east", "north")]
    bounds = [west - across, south - along, east + across, north + along]
    scale = {"km": extent.row["scale_km"], "spot": [bounds[0] + BESIDE / 3, bounds[1] + BESIDE / 3]}
    return {"bounds": bounds, "meridian": (west + east) / 2, "home": home, "scale": scale}


def contamination_by_years(tables: Tables, view: View, *, area_class: str = BEST) -> Chart:
    """A small map for each of up to six years, evenly spaced and ending with the last.

    `area_class` is one of `areas.figures`.
    """
    rows = country_years(tables, view, (view.hazard,), area_class)
    rows = rows[rows["step"].isin(_spaced(rows["step"].unique()))].reset_index(drop=True)
    if rows.empty:
        return empty(NO_AREA)
    rows["panel"] = rows["step"].astype(str)
    last = rows["step"].max()
    title = _title(tables, view.hazard, last, rows[rows["step"] == last])
    return _panels(tables, view, rows, list(rows["panel"].unique()), title)


def contamination_by_hazards(
    tables: Tables, view: View, *, area_class: str = BEST, at: int | None = None
) -> Chart:
    """A small map for each family of hazards, all of the same year.

    `area_class` is one of `areas.figures`; `at` is the year, else the last one.
    """
    rows = country_years(tables, view, tuple(family_names(tables)), area_class)
    year = at if at in set(rows["step"]) else rows["step"].max()
    rows = rows[rows["step"] == year].reset_index(drop=True)
    if rows.empty:
        return empty(NO_AREA)
    headings = {name: sentence_case(words) for name, words in family_names(tables, short=True).items()}
    rows["panel"] = rows["choice"].map(headings)
    return _panels(tables, view, rows, list(headings.values()), _hazards_title(tables, year, rows))


def _spaced(years: Sequence[int], most: int = MOST_PANELS) -> list[int]:
    """At most so many of the years, evenly spaced back from the last.

    >>> _spaced(range(1995, 2027), 4)
    [2002, 2010, 2018, 2026]
    """
    step = -(-len(years) // most)
    return sorted(list(years)[::-1][::step]) if len(years) else []


def _choices(tables: Tables, view: View) -> tuple[str, ...]:
    """The hazards of the filter, and the one that is chosen."""
    rows = tables["hazards"]
    offered = rows.loc[rows["in_filter"], "hazard"]
    return tuple(dict.fromkeys([*offered, view.hazard]))


def _titles(tables: Tables, view: View, rows: pd.DataFrame) -> dict[str, dict[int, str]]:
    """The title of each hazard and year."""
    parts = dict(list(rows.groupby(["choice", "step"])))
    years = range(rows["step"].min(), rows["step"].max() + 1)
    return {
        choice: {year: _title(tables, choice, year, parts[choice, year]) for year in years}
        for choice in _choices(tables, view)
    }


def _title(tables: Tables, hazard: str, year: int, part: pd.DataFrame) -> str:
    """In how many states and areas a hazard is known in a year; of one country its status."""
    facts = {
        "hazard": "contamination" if hazard == ALL else map_hazards(tables)[hazard],
        "year": year,
        "count": _contaminated(part),
        "done": int(part["status"].eq(COMPLETE).sum()),
        "total": part["country"].nunique(),
    }
    facts["Hazard"] = sentence_case(facts["hazard"])
    if facts["total"] > 1 and not facts["count"] and facts["done"]:
        return sentence("{Hazard}: {done} of {total} states and areas declared complete, {year}", **facts)
    if facts["total"] > 1 and part["status"].isin([NO_DATA, NOT_RECENT]).all():
        return sentence("{Hazard}: no recent figure in {total} states and areas, {year}", **facts)
    if facts["total"] > 1:
        return sentence("{Hazard} recorded in {count} of {total} states and areas, {year}", **facts)
    row = next(part.itertuples())
    facts["country"] = country_names(tables, full=True).get(row.country, row.country)
    facts["status"] = PLACE_STATUSES[row.status]
    if row.status == CONTAMINATED:
        facts["status"] = area_words(row.area_km2, row.stated)
    if hazard == ALL:
        return sentence("{country}: {status}, {year}", **facts)
    return first_short(
        sentence("{country}, {hazard}: {status}, {year}", **facts),
        sentence("{Hazard}: {status}, {year}", **facts),
    )


def _place_titles(tables: Tables, view: View, rows: pd.DataFrame) -> dict[str, dict[int, str]]:
    """The title of each hazard and year of a map of places."""
    parts = dict(list(rows.groupby(["choice", "step"])))
    years, names = range(rows["step"].min(), rows["step"].max() + 1), map_hazards(tables)
    titles: dict[str, dict[int, str]] = {}
    for choice in _choices(tables, view):
        hazard = "contamination" if choice == ALL else names[choice]
        for year in years:
            part = parts.get((choice, year), rows.head(0))
            facts = {
                "hazard": sentence_case(hazard),
                "places": plural(_contaminated(part), "place"),
                "done": number(part["status"].eq(COMPLETE).sum()),
                "year": year,
            }
            words = sentence("{hazard} recorded in {places}, {done} declared complete, {year}", **facts)
            if not _contaminated(part):
                words = sentence(
                    "{hazard}: no recent figure by place, {done} declared complete, {year}", **facts
                )
            titles.setdefault(choice, {})[year] = words
    return titles


def _hazards_title(tables: Tables, year: int | None, rows: pd.DataFrame) -> str:
    """In how many states and areas the two families that most have are known."""
    names = family_names(tables, short=True)
    counts = {name: _contaminated(rows[rows["choice"] == name]) for name in names if name != ALL}
    first, second = sorted(counts, key=lambda name: -counts[name])[:2]
    return sentence(
        "{first} recorded in {places}, {second} in {others}, {year}",
        first=sentence_case(names[first]),
        places=plural(counts[first], "state or area", "states and areas"),
        second=names[second],
        others=counts[second],
        year=year,
    )


def _switch(tables: Tables) -> dict[str, str]:
    """The names of the hazards on the switch of a map."""
    short = family_names(tables, short=True)
    return {hazard: sentence_case(short[family]) for hazard, family in families(tables).items()}


def _contaminated(part: pd.DataFrame) -> int:
    return int(part["status"].isin([CONTAMINATED, AREA_UNKNOWN]).sum())


def _places(rows: pd.DataFrame) -> list[Layer]:
    """Areas in their classes, and points: the larger the area the larger the point; entities are diamonds."""
    spots = rows[rows["unit"].isna()]
    is_entity = spots["level"].eq("entity")
    sizes = spots["class"].map(POINT_SIZES).fillna(SMALL_POINT).mask(is_entity, ENTITY_POINT)
    shapes = is_entity.map({True: "diamond", False: "circle"})
    outlined = rows[rows["unit"].notna()]
    is_municipal = outlined["level"].eq("municipality")
    files = (outlined["country"].str.lower() + MUNICIPALITIES).where(is_municipal)
    return [
        areas(outlined[~is_municipal], SUBDIVISIONS),
        *(
            areas(part, "~".join([str(file), *part["unit"].unique()]))
            for file, part in outlined.groupby(files)
        ),
        points(spots, sizes.tolist(), shapes.tolist()),
    ]


def _places_under(extent: Extent, view: View) -> list[Layer]:
    """Land under places: what is not spoken of, and what has no data where no place is on record."""
    members = [unit for unit in extent.units if unit in view.members]
    return [*ground(extent, members), land(extent.file, members, is_hatched=True)]


def _places_over(tables: Tables, extent: Extent) -> list[Layer]:
    """Borders of countries and of entities over places, and names."""
    rows = tables["subdivisions"]
    entities = rows.loc[rows["level"].eq("entity"), "polygon"]
    return [borders(ENTITIES, entities, "inner"), outlines(extent), names(tables, extent)]


def _looks(rows: pd.DataFrame, *, has_signs: bool = False) -> list[Look]:
    """All classes of areas, as they are fixed, of the others those that are shown, and "no data"."""
    used = {row[0] for row in theme.AREA_CLASSES} | set(rows["class"]) | {NAMES[NO_DATA]}
    return [
        Look(label, colour, label in HATCHED, sign=SIGNS.get(label, "") if has_signs else "")
        for label, colour in CLASSES.items()
        if label in used
    ]


def _panels(tables: Tables, view: View, rows: pd.DataFrame, headings: Sequence[str], title: str) -> Chart:
    """Small maps of countries, with a tick where completion was declared."""
    extent = extent_for(tables, view.members)
    layers = [
        *ground(extent, view.members),
        *countries(tables, extent, rows, NAMES[NO_DATA]),
        outlines(extent),
        sign_places(tables, extent),
    ]
    looks = _looks(rows, has_signs=extent.is_conic)
    figure = map_figure(tables, extent, rows, looks, layers, headings=headings, around=view.members)
    rows = rows.drop(columns=["sign", "panel"])
    return Chart(title, rows, figure, STANDS, COLUMNS, extent=extent.name, measure=MEASURE)
