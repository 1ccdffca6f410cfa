"""What a reader's file leaves open, as questions: what was read, what is unsure, and the choices."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from topics.hazard_areas.cells import (
    DECIMALS,
    EITHER,
    ORDERS,
    Unclear,
    dates_of,
    numbers_of,
    texts_of,
    told_order,
    unclear_numbers,
)
from topics.hazard_areas.operations import zoned
from topics.hazard_areas.shapes import (
    DEGREES,
    GAUSS_KRUEGER,
    MOST_BEYOND,
    are_run_together,
    grid_of,
    share_of_degrees,
    ungridded,
    zones_of,
)
from topics.hazard_areas.traverse import BEFORE, FIRST, is_traverse
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import shorten

REGION = (13.0, 34.0, 31.0, 49.0)
"""Degrees west, south, east and north around South East Europe."""
NEAR = 1.0
"""Degrees around the place of a system in which it is used as well."""
MOST_OUTSIDE, MOST_INSIDE = 0.1, 0.9
"""Shares of the shapes that may lie in the region as they are, and that must lie in it when exchanged."""
LEAST_ROWS, MOST_REPEATED = 3, 0.5
"""Rows of an identifier, and share of the identifiers, from which on rows may be corners."""
STYLES = ("layer_styles", "qgis_projects")
"""Tables in which QGIS keeps how layers look."""
MOST_EXAMPLES = 4
LETTERS = 30


@dataclass(frozen=True)
class Question:
    """A question to the reader.

    `key` names what the answer is for, `text` says what was read and what is unsure, `choices` are the
    answers with their words; `guess` is taken until the reader answers, and without one nothing goes on.
    """

    key: str
    text: str
    choices: Mapping[str, str]
    guess: str | None = None


def quoted(cells: tuple[str, ...]) -> str:
    """A few cells of a file in quotation marks, and how many more there are."""
    examples = [f"“{shorten(cell, LETTERS)}”" for cell in cells]
    return listed(examples, MOST_EXAMPLES)


def decimal_question(column: str, values: pd.Series) -> Question | None:
    """Which mark stands before the decimals, where the numbers of a column can be read in two ways.

    >>> decimal_question("m2", pd.Series(["12.500"])).choices
    {'.': '“12.500” is 12.5', ',': '“12.500” is 12,500'}
    """
    two_ways = unclear_numbers(values).two_ways
    if not two_ways:
        return None
    cells = pd.Series(two_ways[:MOST_EXAMPLES])
    choices = {}
    for mark in DECIMALS:
        parts = zip(cells, numbers_of(cells, mark), strict=True)
        choices[mark] = listed([f"“{cell}” is {value:,.10g}" for cell, value in parts])
    text = sentence(
        "Numbers of “{column}” can be read in two ways. Which is right?",
        column=column,
    )
    return Question("decimal", text, choices)


def order_question(column: str, values: pd.Series) -> Question | None:
    """Whether the day or the month is first, where dates of a column can be read in two ways."""
    texts = texts_of(values).drop_duplicates()
    texts = texts[texts.str.fullmatch(EITHER)]
    day, month = (dates_of(texts, order)[0] for order in ORDERS)
    two_ways = texts[day.notna() & month.notna() & day.ne(month)]
    if two_ways.empty:
        return None
    first = two_ways.index[0]
    choices = {
        order: f"“{two_ways[first]}” is {long_date(dates[first])}"
        for order, dates in zip(ORDERS, (day, month), strict=True)
    }
    text = sentence("Dates of “{column}” can be read in two ways. Which is right?", column=column)
    return Question("dates", text, choices, told_order(texts))


def not_read(column: str, unclear: Unclear, what: str) -> str:
    """Which cells of a column are not read, in a sentence; nothing where all are.

    Args:
        column: its name.
        unclear: its cells that are not read.
        what: what they should be, such as “numbers”.
    """
    cells = (*unclear.not_read, *unclear.two_ways)
    if not cells:
        return ""
    return sentence(
        "{rows} of “{column}” are not read as {what} and left empty: {cells}.",
        rows=number(unclear.rows),
        column=column,
        what=what,
        cells=quoted(cells),
    )


def tables_note(names: list[str]) -> list[str]:
    """That tables without shapes are not read, in a sentence; none where there are no such tables."""
    names = [name for name in names if name not in STYLES]
    if not names:
        return []
    words = sentence(
        "The file holds tables without shapes as well, which are not read: {names}. If they say what codes "
        "mean, join them before the export.",
        names=quoted(tuple(names)),
    )
    return [words]


def own_units(column: str, values: pd.Series, units: pd.Series) -> list[str]:
    """That cells of a column name a unit of their own, and what a dunum is; nothing where none does.

    Args:
        column: its name.
        values: its cells.
        units: of each cell, None where it names none.
    """
    stated = units.notna()
    if not stated.any():
        return []
    words = sentence(
        "Cells of “{column}” that name a unit of their own are read in it ({rows}): {cells}.",
        rows=number(int(stated.sum())),
        column=column,
        cells=quoted(tuple(values[stated].astype(str).unique())),
    )
    return [words, dunum_words()] if units.eq("dunum").any() else [words]


def dunum_words() -> str:
    """What a dunum is taken for."""
    return sentence(
        "A dunum is taken as 1,000 m². It is 2,500 m² in Iraq, about 1,338 m² in Cyprus and 1,600 m² around "
        "Leskovac."
    )


def exchange_question(shapes: np.ndarray, system: str = DEGREES) -> Question | None:
    """Whether coordinates are exchanged, where only then the shapes would lie where their system is used.

    Degrees and Gauss-Krüger count as used in the region. Systems are those of `shapes`.

    >>> import shapely
    >>> exchange_question(np.array([shapely.Point(44.5, 17.25)])).choices["as_is"]
    'no: they lie around 44.5° E, 17.25° N'
    """
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    bounds = shapely.bounds(shapes)
    read = ((bounds[:, :2] + bounds[:, 2:]) / 2)[np.isfinite(bounds).all(axis=1)]
    if not len(read):
        return None
    middles, exchanged = _in_degrees(read, system), _in_degrees(read[:, ::-1], system)
    region = _region(system)
    if _share_inside(middles, region) > MOST_OUTSIDE or _share_inside(exchanged, region) < MOST_INSIDE:
        return None
    if system != DEGREES:
        return _axes_question(*np.median(exchanged, axis=0))
    text = sentence(
        "The shapes lie outside South East Europe; with latitude and longitude exchanged they lie in "
        "it. Are they?"
    )
    east, north = np.median(middles, axis=0)
    choices = {
        "as_is": sentence("no: they lie around {place}", place=_place(east, north)),
        "exchanged": sentence("yes: they lie around {place} instead", place=_place(north, east)),
    }
    return Question("exchange", text, choices)


def _axes_question(east: float, north: float) -> Question:
    """Whether easting and northing are exchanged, so that the shapes lie around a place."""
    text = sentence(
        "With this coordinate system the shapes lie where it is not used; with easting and northing "
        "exchanged they lie in its place. Are they?"
    )
    choices = {
        "as_is": sentence("no: leave them as they are"),
        "exchanged": sentence("yes: they lie around {place}", place=_place(east, north)),
    }
    return Question("exchange", text, choices)


def zones_question(shapes: np.ndarray, system: str, swapped: bool = False) -> Question | None:
    """Whether shapes are in the zones that their eastings begin with, where the system is of another one.

    >>> import shapely
    >>> shapes = shapely.points([(6533000, 4850000), (7412000, 4771500)])
    >>> zones_question(shapes, "EPSG:8678").text
    'Eastings begin with 6 and 7, but the coordinate system is that of zone 6. Where are the shapes?'
    """
    zone, zones = grid_of(system), zones_of(shapes, swapped)
    if zone is None or set(zones) <= {zone}:
        return None
    text = sentence(
        "Eastings begin with {zones}, but the coordinate system is that of zone {zone}. Where are the "
        "shapes?",
        zones=listed(map(str, zones)),
        zone=zone,
    )
    choices = {
        "zones": sentence("each in the zone that its easting begins with"),
        "as_is": sentence("all in zone {zone}", zone=zone),
    }
    return Question("zones", text, choices)


def run_together_note(shapes: np.ndarray) -> str:
    """That coordinates may be no metres; nothing where they can be."""
    if share_of_degrees(shapes) > MOST_BEYOND or not are_run_together(shapes):
        return ""
    return sentence(
        "The coordinates may be degrees, minutes and seconds without marks between them, such as 443015 for "
        "44°30′15″: these are not read. Write them as 44 30 15 and load the file again."
    )


def _in_degrees(places: np.ndarray, system: str) -> np.ndarray:
    """Longitudes and latitudes of places in a system, to within a kilometre."""
    import shapely  # noqa: PLC0415
    from pyproj import Transformer  # noqa: PLC0415

    if system == DEGREES:
        return places
    if system == GAUSS_KRUEGER:
        return shapely.get_coordinates(ungridded(shapely.points(places)))
    whole = shapely.get_coordinates(zoned(shapely.points(places), system)[0])
    return np.column_stack(Transformer.from_crs(system, DEGREES, always_xy=True).transform(*whole.T))


def _region(system: str) -> tuple[float, float, float, float]:
    """Degrees west, south, east and north around the place where a system is used."""
    from pyproj import CRS  # noqa: PLC0415

    used = None if system in (DEGREES, GAUSS_KRUEGER) else CRS.from_user_input(system).area_of_use
    return (used.west - NEAR, used.south - NEAR, used.east + NEAR, used.north + NEAR) if used else REGION


def _share_inside(places: np.ndarray, region: tuple[float, float, float, float]) -> float:
    west, south, east, north = region
    return float(((places >= (west, south)) & (places <= (east, north))).all(axis=1).mean())


def _place(east: float, north: float) -> str:
    return (
        f"{number(abs(east), digits=2)}° {'E' if east >= 0 else 'W'}, "
        f"{number(abs(north), digits=2)}° {'N' if north >= 0 else 'S'}"
    )


def fill_question(column: str, values: pd.Series) -> Question | None:
    """Whether an empty identifier is that of the row above, as where cells of a sheet were merged."""
    texts = texts_of(values)
    empty = texts.eq("")
    if not empty.any() or texts.iloc[0] == "" or empty.all():
        return None
    text = sentence(
        "{rows} rows have no “{column}”. To which area do they belong?",
        rows=number(int(empty.sum())),
        column=column,
    )
    choices = {
        "above": sentence("to that of the row above, as in merged cells"),
        "none": sentence("to none: together they are one outline without a name"),
    }
    return Question("fill", text, choices, "above")


def start_question(named: Mapping[str, str | None]) -> Question | None:
    """From where bearings and distances lead, where no column says it.

    Args:
        named: the columns bearing, distance and from.
    """
    if not is_traverse(named) or named.get("from"):
        return None
    text = sentence(
        "From where do “{bearing}” and “{distance}” lead? They are taken as degrees from true north and as "
        "metres; bearings of a compass need the declination first.",
        bearing=named["bearing"],
        distance=named["distance"],
    )
    choices = {
        BEFORE: sentence("each from the point before it"),
        FIRST: sentence("all from the first point of the area, such as a reference point"),
    }
    return Question("start", text, choices)


def corners_question(column: str, values: pd.Series) -> Question | None:
    """Whether rows of one point each are corners of outlines: where most identifiers stand in several."""
    counts = texts_of(values).loc[lambda texts: texts != ""].value_counts()
    if counts.empty or (counts >= LEAST_ROWS).mean() < MOST_REPEATED:
        return None
    text = sentence(
        "Most of “{column}” stand in several rows ({rows} rows, {areas} of them different). What is a row?",
        column=column,
        rows=number(int(counts.sum())),
        areas=number(len(counts)),
    )
    choices = {
        "corners": sentence("a corner of an outline, in this order"),
        "points": sentence("a hazard area of its own, of which a point is known"),
    }
    return Question("corners", text, choices)


def lines_question(count: int) -> Question | None:
    """Whether lines are outlines that were not closed."""
    if not count:
        return None
    text = sentence(
        "{count} shapes are lines, which have no area. Are they outlines of areas?", count=number(count)
    )
    choices = {
        "leave": sentence("no: leave them out"),
        "close": sentence("yes: close each from its last point to its first"),
    }
    return Question("lines", text, choices, "leave")
