"""Guesses what the columns and words of a reader's own table mean, and puts the rows into our terms."""

import re
from collections.abc import Mapping
from math import isnan

import pandas as pd

from topics.hazard_areas.cells import dates_of, numbers_of, texts_of
from topics.hazard_areas.coordinates import MOST_DEGREES, coordinates_of, corners_in, pair_of
from topics.hazard_areas.sizes import UNITS, sizes_of
from topics.hazard_areas.traverse import is_traverse
from topics.hazard_areas.words import consists_of, names_term, plain_words, speaks_of, unit_words
from topics.tables import Tables
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.land import AREA_CLASSES

TERMS = {
    "id": "Identifier",
    "hazard": "Hazard",
    "area_class": "Class: confirmed or suspected",
    "status": "Status: open or closed",
    "area": "Area as your file states it",
    "date": "Date of survey or report",
}
"""What a row of ours may say of a hazard area, in the order of the page."""
STATUSES = {"open": "open", "closed": "closed: cleared, cancelled or otherwise released"}
METRIC = ("km2", "ha", "m2")
CODED = ("hazard", "area_class", "status")
"""Terms that hold one of a few codes."""
WKT_START = (
    r"(?i)\s*(SRID=\d+;\s*)?(MULTI|CURVE)?(POLYGON|POINT|SURFACE)\s*(Z|M|ZM)?\s*[(E]"
    r'|0[01][0-9A-F]{8}|\s*\{\s*"(type|coordinates)"\s*:'
)
"""How shapes begin as text: well-known text, well-known binary in letters, GeoJSON."""
PLACES = ("lat", "lon", "both", "zone", "order", "shape", "point_type", "bearing", "distance", "from")
"""What columns of a sheet may say of a place, beside the terms."""
HOW = {
    "wkt": "text of the shape (WKT)",
    "points": "one point",
    "corners": "one corner of an outline",
}
"""What a row of a sheet may hold of the place."""
MOST_VALUES = 1000
"""Distinct words of a column that are offered for translation; a column with more is no list of codes."""
DOUBT = re.compile(r"\?|(?<![\d.,])(?!100\s*%)[\d.,]+\s*%")
"""What makes a status unsure: a question mark, or a share below all of it."""
LONGEST = 500
"""Letters of a word that are looked at."""
LIKELY = 0.5
"""Share of the first cells that must be a coordinate in a column that is taken for one."""
FIRST_CELLS = 50


def codes_in_words(tables: Tables) -> dict[str, dict[str, str]]:
    """For each of the terms CODED its codes and the words for them."""
    classes = {code: AREA_CLASSES[code] for code in ("CHA", "SHA")}
    return {"hazard": dict(hazard_names(tables)), "area_class": classes, "status": STATUSES}


def guide(tables: Tables) -> pd.DataFrame:
    """What a file may say of an area and what for, in words.

    *Columns*: term, form, purpose.
    """
    forms = {term: "; ".join(words.values()) for term, words in codes_in_words(tables).items()}
    rows = (
        ("Shape", "polygon, or point", "the outline, which is checked and measured"),
        ("Identifier", "any text", "names an area in tables; repeated ones are reported"),
        ("Hazard", forms["hazard"], "sums are kept apart by hazard"),
        ("Class", forms["area_class"], "confirmed and suspected areas are kept apart"),
        ("Status", forms["status"], "closed areas are not counted"),
        (
            "Stated area",
            "km², hectares, m², dunums or acres, by column or cell",
            "compared with the measured area; counts where there is only a point",
        ),
        ("Date", "2024, May 2024, 31.5.2024, 2024-05-31 and the like", "goes into the export"),
    )
    return pd.DataFrame(rows, columns=["term", "form", "purpose"])


def guessed_columns(columns: list[str]) -> dict[str, str | None]:
    """The column that most likely holds each term, each column once; None where none is likely.

    >>> guessed_columns(["Hazard ID", "HazardType", "Area (m2)", "Remarks"])["area"]
    'Area (m2)'
    """
    guesses: dict[str, str | None] = dict.fromkeys(TERMS)
    for sure in ("1", "2"):
        for term in (term for term in TERMS if guesses[term] is None):
            free = [name for name in columns if name not in guesses.values()]
            guesses[term] = next((name for name in free if names_term(name, term, sure)), None)
    return guesses


def guessed_shape(rows: pd.DataFrame) -> dict[str, str | None]:
    """Where the shape stands in a sheet: how (a key of HOW), and the columns wkt and PLACES.

    >>> guessed_shape(pd.DataFrame({"Name": ["a"], "Lat": ["44"], "Long": ["17"]}))["lon"]
    'Long'
    """
    names = [str(name) for name in rows]
    first = {name: texts_of(rows[name].head(FIRST_CELLS)) for name in names}
    texts = [name for name in names if first[name].str.match(WKT_START).mean() > LIKELY]
    guesses: dict[str, str | None] = {}
    for part in PLACES:
        surer = [name for sure in ("1", "2") for name in names if names_term(name, part, sure)]
        free = [name for name in dict.fromkeys(surer) if name not in guesses.values()]
        fitting = [name for name in free if _may_hold(part, first[name])]
        if part == "order":  # a number says it better than a name
            fitting.sort(key=lambda name: numbers_of(first[name]).notna().mean() <= LIKELY)
        degrees = (name for name in fitting[:2] if part in ("lat", "lon") and _may_be_degrees(first[name]))
        guesses[part] = next(degrees, fitting[0]) if fitting else None
    if guesses["zone"] and guesses["lat"] and _may_be_degrees(first[guesses["lat"]]):
        guesses["zone"] = None
    if guesses["lat"] and guesses["lon"]:
        guesses["both"] = None
    if guesses["from"] and not guesses["order"]:  # a leg is named by the point to which it leads
        guesses["order"] = next((name for name in names if names_term(name, "to", "1")), None)
    is_corner = guesses["order"] or guesses["point_type"] or is_traverse(guesses)
    how = "wkt" if texts else "corners" if is_corner else "points"
    return {"how": how, "wkt": texts[0] if texts else None, **guesses}


def _may_hold(part: str, cells: pd.Series) -> bool:
    """Whether the cells of a column are such as its name says: coordinates."""
    stated = cells[cells != ""]
    if part in ("lat", "lon"):
        return not len(stated) or coordinates_of(stated).notna().mean() > LIKELY
    if part == "both":
        is_place = stated.map(lambda text: not isnan(pair_of(text)[0]) or bool(corners_in(text)))
        return bool(is_place.mean() > LIKELY) if len(stated) else False
    return True


def _may_be_degrees(cells: pd.Series) -> bool:
    """Whether coordinates of a column are small enough for degrees."""
    return bool(coordinates_of(cells[cells != ""]).abs().max() <= MOST_DEGREES)


def guessed_unit(column: str | None) -> str | None:
    """The unit that the name of a column states.

    >>> guessed_unit("Area_SqKm"), guessed_unit("AREA_M2"), guessed_unit("Povrsina")
    ('km2', 'm2', None)
    """
    words = plain_words(column)
    if re.search(r"(km ?2|(sq|kv) ?km|\bkm)\b", words):
        return "km2"
    stated = re.search(rf"\b({'|'.join(unit_words())})\b", words)
    if stated:
        return unit_words()[stated[1]]
    return "m2" if re.search(r"(m ?2|(sq|kv) ?m|sqm|\bm)\b", words) else None


def fitting_unit(stated: pd.Series, area_km2: pd.Series) -> str | None:
    """The unit in which stated areas come nearest to those of their polygons; None where none comes near."""
    ratio = (stated / area_km2).where((area_km2 > 0) & (stated > 0)).median()
    fits = {unit: ratio * UNITS[unit][1] for unit in METRIC}
    near = [unit for unit, value in fits.items() if 0.2 < value < 5]
    return near[0] if near else None


def guessed_code(term: str, value: object) -> str | None:
    """The code of ours for a word of the reader's; None where it says none.

    A status is closed only if the word says nothing else: what is not surely closed is counted.

    >>> guessed_code("hazard", "AP mines"), guessed_code("hazard", "Cluster munitions (KUB)")
    ('AP_MINES', 'CMR')
    >>> [guessed_code("status", word) for word in ("Cleared", "To be cleared", "NTS completed", "X")]
    ['closed', 'open', 'open', None]
    """
    words = plain_words(str(value)[:LONGEST])
    if term == "hazard":
        return _hazard(words)
    if term == "status":
        if consists_of("status", "closed", "neutral", words) and not DOUBT.search(str(value)):
            return "closed"
        return "open" if speaks_of("status", "open", words) else None
    suspected, confirmed = (speaks_of("area_class", code, words) for code in ("SHA", "CHA"))
    if suspected and confirmed:
        return "SHA" if "not confirmed" in words else None
    return "SHA" if suspected else "CHA" if confirmed else None


def unsure_statuses(words: list[str]) -> list[str]:
    """The statuses of which centres do not all mean the same: such as Completed alone, or Expired.

    >>> unsure_statuses(["Open", "Completed", "Expired", "NTS completed"])
    ['Completed', 'Expired']
    """
    return [word for word in words if consists_of("status", "unsure", "neutral", plain_words(word))]


def _hazard(words: str) -> str | None:
    kinds = ("cluster", "mine", "remnant", "vehicle", "personnel")
    cluster, mine, other, vehicle, personnel = (speaks_of("hazard", kind, words) for kind in kinds)
    mine = mine or vehicle or personnel
    if cluster + mine + other > 1 or consists_of("hazard", "several", "several", words):
        return "ALL"
    if cluster or other:
        return "CMR" if cluster else "ERW"
    if mine:
        return "AP_MINES" if personnel and not vehicle else "MINES_MIXED"
    return None


def counted_values(rows: pd.DataFrame, column: str) -> pd.Series:
    """How often each word of a column occurs, the most frequent first; empty cells left out."""
    return texts_of(rows[column]).loc[lambda words: words != ""].value_counts().sort_index(kind="stable")


def is_list(counts: pd.Series) -> bool:
    """Whether the words of a column are few enough to be codes."""
    return 0 < len(counts) <= MOST_VALUES


def in_our_terms(
    rows: pd.DataFrame,
    columns: Mapping[str, str | None],
    codes: Mapping[str, Mapping[str, str | None]],
    unit: str = "km2",
    readings: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The rows as we name things; what is not stated stays empty.

    Args:
        rows: the reader's table.
        columns: for each term the column that holds it, or None.
        codes: for hazard, area_class and status the code that each word stands for.
        unit: of the stated area, a key of UNITS.
        readings: how numbers (`decimal`) and dates (`dates`) are read that can be read in two ways.

    *Columns*: id, hazard, area_class, status, area_stated_km2, date, date_precision.
    """
    readings = readings or {}
    blank = pd.Series("", index=rows.index, dtype="str")
    texts = {term: texts_of(rows[name]) if (name := columns.get(term)) else blank for term in TERMS}
    coded = {term: texts[term].map(dict(codes.get(term, {}))) for term in CODED}
    dates, precisions = dates_of(texts["date"], readings.get("dates"))
    area = columns.get("area")
    none = pd.Series(float("nan"), index=rows.index)
    areas = sizes_of(rows[area], unit, readings.get("decimal")) if area else none
    return pd.DataFrame(
        {
            "id": texts["id"].where(texts["id"] != ""),
            **{term: values.astype(object).where(values.notna(), None) for term, values in coded.items()},
            "area_stated_km2": areas,
            "date": dates,
            "date_precision": precisions,
        }
    )
