"""Draws a reader's own hazard areas on a map, in cells where they are many; countries say both figures."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent, extent_of
from charts.map import Layer, Look
from topics.hazard_areas.comparison import compared
from topics.hazard_areas.outlines import MOST_OUTLINES, class_limits, frame_of, gridded, outlined
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas, inside
from topics.hazard_areas.sums import counted
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, number, number_range, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap

EXTENT = "see"
SUBDIVISIONS = "see_admin1"
"""Boundary file of the parts of countries."""
UNSTATED = {"hazard": "hazard not stated", "area": "area not stated"}
COUNTRY = Look("", theme.CLEAR, in_key=False)
"""A country is pointed at, not seen."""
DENSITIES = {"CHA": 0.8, "SHA": 0.4}
"""How dense an outline is filled: confirmed more than suspected."""
DENSITY, CELL_DENSITY = 0.6, 0.85
POINT = 7
MOST_NAMED = 2
COLUMNS = ("country", "identifier", "hazard", "area_class", "area_km2", "area_stated_km2", "sentence")
CELL_COLUMNS = ("country", "class", "areas", "area_km2", "sentence")
AREA_FACTS = ["row", "identifier", "country", "hazard", "area_class", "status", "area_km2"]
AREA_FACTS += ["area_stated_km2", "lon", "lat", "outline"]
NOTE = sentence("Outlines are simplified in the drawing only.")
DENSER = sentence("Confirmed areas are darker. Outlines are simplified in the drawing only.")


def own_areas_map(tables: Tables, view: View, *, areas: OwnAreas | None = None) -> Chart:
    """Outlines of the own areas, or sums in cells where they are many; countries speak of both figures.

    Args:
        tables: the clean tables.
        view: its countries and its hazard.
        areas: of the reader's file.
    """
    if areas is None:
        return empty(NO_FILE)
    drawn = counted(tables, inside(areas.rows, view))
    if drawn.empty:
        return empty("No area of your file can be drawn")
    extent = extent_of(tables, EXTENT)
    countries = _countries(
        tables, view, areas, [code for code in extent.units if code in set(drawn["country"])]
    )
    is_gridded = len(drawn) > MOST_OUTLINES
    own, width = gridded(drawn) if is_gridded else (outlined(drawn), 0)
    own, classes = _cells(own) if is_gridded else _areas(tables, own)
    own = own.assign(records=[()] * len(own), is_stated=False, is_own=True, source=areas.source)
    rows = pd.concat([countries, own], ignore_index=True)
    looks = [COUNTRY, *(Look(label, colour) for label, colour in classes.items())]
    classed = rows.fillna({"class": COUNTRY.label})
    layers = _layers(tables, extent, classed, CELL_DENSITY if is_gridded else DENSITY)
    figure = sheet.map_figure(tables, extent, rows, looks, layers, **_frame(extent, drawn))
    rows = rows.drop(columns=["outline", "unit"])
    measure = sentence("Hazard areas of your file, summed in squares of {width} km", width=width)
    note, columns = (NOTE, CELL_COLUMNS) if is_gridded else (DENSER, COLUMNS)
    title = areas.titled(_title(tables, drawn, countries["country"].tolist()))
    measure = measure if is_gridded else sentence("Hazard areas of your file")
    return Chart(title, rows, figure, note, columns, extent=EXTENT, measure=measure)


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


def _areas(tables: Tables, drawn: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each own area in the class of its hazard, and the colours of the classes."""
    names, hazards = hazard_names(tables), tables["hazards"].set_index("hazard")["colour"]
    colours = {names[code]: theme.COLOURS[hazards[code]] for code in names} | {
        UNSTATED["hazard"]: theme.PURPLE
    }
    drawn = drawn.rename(columns={"id": "identifier"})
    words = drawn["hazard"].map(dict(names)).astype(object).fillna(UNSTATED["hazard"])
    rows = drawn[AREA_FACTS].assign(**{"class": words}).reset_index(drop=True)
    rows = rows.assign(label=[_area_label(row) for row in rows.to_dict("records")])
    return rows, {label: colour for label, colour in colours.items() if label in set(words)}


def _area_label(row: dict[str, Any]) -> str:
    stated = row["area_stated_km2"]
    return lines(
        bold(row["identifier"] if isinstance(row["identifier"], str) else f"row {row['row']}"),
        wrap(row["class"]),
        AREA_CLASSES.get(row["area_class"], "class not stated"),
        f"{area(row['area_km2'])} measured" if pd.notna(row["area_km2"]) else "a point, no outline",
        f"{area(stated)} stated" if pd.notna(stated) else "",
        "Source: your file",
    )


def _cells(drawn: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each cell in a class of area, and the colours of the classes; points may state no area."""
    edges = [0.0, *class_limits(drawn["counted_km2"]), float("inf")]
    shades = theme.SEQUENTIAL[-len(edges) + 1 :] if len(edges) > 3 else theme.SEQUENTIAL[2::3]
    names = [_between(low, high) for low, high in pairwise(edges)]
    words = pd.cut(drawn["counted_km2"], edges, right=False, labels=names).astype(object)
    colours = {UNSTATED["area"]: theme.NOT_STATED, **dict(zip(names, shades, strict=False))}
    rows = drawn.rename(columns={"counted_km2": "area_km2"})
    rows = rows.assign(**{"class": words.fillna(UNSTATED["area"])})
    cells = zip(rows["areas"], rows["area_km2"], strict=True)
    label = [
        lines(bold(f"{plural(count, 'area')} of your file"), area(km2), "Source: your file")
        for count, km2 in cells
    ]
    return rows.assign(label=label), {name: colours[name] for name in colours if name in set(rows["class"])}


def _between(low: float, high: float) -> str:
    if high == float("inf"):
        return f"from {number(low, 'km²')}" if low else "any area"
    return number_range(low, high, "km²") if low else f"under {number(high, 'km²')}"


def _layers(tables: Tables, extent: Extent, rows: pd.DataFrame, density: float) -> list[Layer]:
    """Land, countries with own areas and their parts, the own areas, names."""
    countries, own = rows[~rows["is_own"]], rows[rows["is_own"]]
    parts = tables["subdivisions"]
    parts = parts[parts["level"].eq("first") & parts["country"].isin(countries["country"])]
    has_outline = own["outline"].notna()
    return [
        *sheet.ground(extent),
        sheet.borders(SUBDIVISIONS, parts["polygon"].dropna().tolist(), "inner"),
        sheet.outlines(extent),
        sheet.areas(countries, extent.file),
        _outlines(own[has_outline], density),
        sheet.points(own[~has_outline], POINT),
        sheet.names(tables, extent, has_towns=False),
    ]


def _outlines(rows: pd.DataFrame, density: float) -> Layer:
    """Outlines as they are: they are the reader's own, so no address serves them."""
    rows = rows.assign(unit=rows.index.astype(str))
    features = [
        {"type": "Feature", "id": unit, "properties": {}, "geometry": outline}
        for unit, outline in zip(rows["unit"], rows["outline"], strict=True)
    ]
    opacity = [DENSITIES.get(code, density) for code in rows.get("area_class", rows.index)]
    return sheet.areas(rows, "", {"type": "FeatureCollection", "features": features}, opacity=opacity)


def _frame(extent: Extent, drawn: Any) -> dict[str, Any]:
    """Bounds narrowed to the areas, and those of the extent, which the reader may go back to."""
    lon, lat = frame_of(drawn)
    home = [extent.row[edge] for edge in ("west", "south", "east", "north")]
    west, east = extent.row["land_west"], extent.row["land_east"]
    beyond = {} if west <= lon[0] < lon[1] <= east else {"land": None}
    return {"bounds": [lon[0], lat[0], lon[1], lat[1]], "meridian": sum(lon) / 2, "home": home, **beyond}


def _title(tables: Tables, drawn: Any, codes: list[str]) -> str:
    names = country_names(tables, full=True)
    where = listed([names[code] for code in codes]) if len(codes) <= MOST_NAMED else f"{len(codes)} countries"
    total = drawn["counted_km2"].sum(min_count=1)
    parts = [plural(len(drawn), "area"), area(total) if pd.notna(total) else ""]
    words = ", ".join(filter(None, parts))
    return f"Your file: {words}{', in ' if parts[1] else ' in '}{where}" if where else f"Your file: {words}"
