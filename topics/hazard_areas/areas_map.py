"""Draws a reader's own hazard areas, counted in cells where they are many; countries say both figures."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent, extent_of
from charts.map import Layer, Look
from topics.hazard_areas.comparison import compared
from topics.hazard_areas.map_parts import (
    CELLS_NOTE,
    cell_layers,
    cells_measure,
    classed_cells,
    framed,
    ground,
)
from topics.hazard_areas.outlines import digits_of, gridded, outlined
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas, of_file
from topics.hazard_areas.sums import are_many, counted, drawn_areas
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap

EXTENT = "see"
SUBDIVISIONS = "see_admin1"
"""Boundary file of the parts of countries."""
HAZARD_UNSTATED = "hazard not stated"
YOURS = sentence("your file")
CLOSED = "closed, not counted"
COUNTRY = Look("", theme.CLEAR, in_key=False)
"""A country is pointed at, not seen."""
DENSITIES = {"CHA": 0.8, "SHA": 0.4}
"""How dense an outline is filled: confirmed more than suspected."""
DENSITY, FAINT = 0.6, 0.25
MOST_NAMED = 2
COLUMNS = (
    "country",
    "identifier",
    "hazard",
    "area_class",
    "status",
    "area_km2",
    "area_stated_km2",
    "sentence",
)
CELL_COLUMNS = ("country", "cell_km", "areas", "area_km2", "sentence")
AREA_FACTS = ["row", "identifier", "country", "hazard", "area_class", "status", "area_km2"]
AREA_FACTS += ["area_stated_km2", "lon", "lat", "outline"]
DENSER = sentence(
    "Confirmed areas are darker; an area too small to be seen is a point until you zoom in. Outlines are "
    "simplified in the drawing only."
)


def own_areas_map(
    tables: Tables, view: View, *, areas: OwnAreas | None = None, by_size: bool = False
) -> Chart:
    """Outlines of the own areas, or sums in cells where they are many; countries speak of both figures.

    Args:
        tables: the clean tables.
        view: its countries and its hazard.
        areas: of the reader's file.
        by_size: cells say km² instead of the number of areas.
    """
    if areas is None:
        return empty(NO_FILE)
    drawn = drawn_areas(tables, view, areas)
    if drawn.empty:
        return empty("No area of your file can be drawn")
    extent = extent_of(tables, EXTENT)
    countries = _countries(tables, view, areas, [*filter(set(drawn["country"]).__contains__, extent.units)])
    is_gridded = are_many(view, areas)
    own, classes = _cells(drawn, by_size) if is_gridded else _areas(tables, outlined(drawn), areas)
    own = of_file(own, areas.source)
    rows = pd.concat([countries, own], ignore_index=True)
    looks = [COUNTRY, *(Look(label, colour) for label, colour in classes.items())]
    figure = sheet.map_figure(
        tables,
        extent,
        rows,
        looks,
        _layers(tables, extent, rows.fillna({"class": COUNTRY.label}), drawn),
        **framed(extent, drawn),
    )
    title = areas.titled(_title(tables, counted(tables, drawn, has_closed=areas.has_closed)))
    note, columns = (CELLS_NOTE, CELL_COLUMNS) if is_gridded else (DENSER, COLUMNS)
    measure = cells_measure(own, by_size, YOURS) if is_gridded else sentence("Hazard areas of your file")
    return Chart(
        title, rows.drop(columns=["outline", "unit"]), figure, note, columns, extent=EXTENT, measure=measure
    )


def _countries(tables: Tables, view: View, areas: OwnAreas, codes: Collection[str]) -> pd.DataFrame:
    """A row for each country with own areas: what file and record say of all its hazards."""
    pairs, names = compared(tables, view, areas.rows), country_names(tables, full=True)
    parts = {code: pairs[pairs["country"] == code] for code in codes}
    return pd.DataFrame(
        {
            "country": list(parts),
            "unit": list(parts),
            "sentence": [" ".join(part["sentence"]) for part in parts.values()],
            "label": [lines(bold(names[code]), *map(wrap, part["sentence"])) for code, part in parts.items()],
            "records": [united(part["records"]) for part in parts.values()],
            "is_stated": False,
            "is_own": False,
        }
    )


def _areas(tables: Tables, drawn: pd.DataFrame, areas: OwnAreas) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each own area in the class of its hazard, and the colours of the classes."""
    names, hazards = hazard_names(tables), tables["hazards"].set_index("hazard")["colour"]
    colours = {names[code]: theme.COLOURS[hazards[code]] for code in names}
    colours |= {HAZARD_UNSTATED: theme.PURPLE, CLOSED: theme.GREY}
    drawn = drawn.rename(columns={"id": "identifier"})
    words = drawn["hazard"].map(dict(names)).astype(object).fillna(HAZARD_UNSTATED)
    words_drawn = words.mask(drawn["status"].eq("closed") & (not areas.has_closed), CLOSED)
    rows = drawn[AREA_FACTS].assign(**{"class": words_drawn}).reset_index(drop=True)
    labels = zip(rows.to_dict("records"), words, strict=True)
    rows = rows.assign(label=[_area_label(row, hazard) for row, hazard in labels])
    return rows, {label: colour for label, colour in colours.items() if label in set(words_drawn)}


def _cells(drawn: Any, by_size: bool) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each cell in its class, and the colours of the classes."""
    return classed_cells(gridded(drawn), by_size, YOURS)


def _area_label(row: dict[str, Any], hazard: str) -> str:
    stated = row["area_stated_km2"]
    return lines(
        bold(row["identifier"] if isinstance(row["identifier"], str) else f"row {row['row']}"),
        wrap(hazard),
        AREA_CLASSES.get(row["area_class"], "class not stated"),
        "closed" if row["status"] == "closed" else "",
        f"{area(row['area_km2'])} measured" if pd.notna(row["area_km2"]) else "a point, no outline",
        f"{area(stated)} stated" if pd.notna(stated) else "",
        "Source: your file",
    )


def _layers(tables: Tables, extent: Extent, rows: pd.DataFrame, drawn: Any) -> list[Layer]:
    """Land, countries with own areas and their parts, the own areas, names."""
    countries, own = rows[~rows["is_own"]], rows[rows["is_own"]]
    parts = tables["subdivisions"]
    parts = parts[parts["level"].eq("first") & parts["country"].isin(countries["country"])]
    return [
        *ground(tables, extent, drawn),
        sheet.borders(SUBDIVISIONS, parts["polygon"].dropna().tolist(), "inner"),
        sheet.outlines(extent),
        *sheet.countries(tables, extent, countries),
        *_own_layers(own, digits_of(drawn)),
        sheet.names(tables, extent),
    ]


def _own_layers(own: pd.DataFrame, digits: int) -> list[Layer]:
    """Outlines in a layer, or cells in one for each width."""
    if "cell_km" in own:
        return cell_layers(own, digits)
    density = own["area_class"].map(DENSITIES).fillna(DENSITY)
    return [sheet.shapes(own, digits, density.where(own["class"] != CLOSED, FAINT).tolist())]


def _title(tables: Tables, drawn: Any) -> str:
    names = country_names(tables, full=True)
    codes = [code for code in drawn["country"].dropna().unique() if code in names]
    where = listed([names[code] for code in codes]) if len(codes) <= MOST_NAMED else f"{len(codes)} countries"
    total = drawn["counted_km2"].sum(min_count=1)
    parts = [plural(len(drawn), "area"), area(total) if pd.notna(total) else ""]
    words = ", ".join(filter(None, parts))
    return f"Your file: {words}{', in ' if parts[1] else ' in '}{where}" if where else f"Your file: {words}"
