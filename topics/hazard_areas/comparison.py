"""Composes the sums of a reader's own areas and the figures on record: one beside the other."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from topics.hazard_areas.own_areas import inside
from topics.hazard_areas.sums import NOT_STATED, PLACE, sums
from topics.land.areas import BEST
from topics.land.completions import COMPLETE, ENDED
from topics.land.status import last_areas, statuses_of_families
from topics.records.evidence import record_index
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.land import AREA_CLASSES, PLACE_STATUSES
from topics.vocabulary.numbers import area
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_titles
from topics.vocabulary.text import sentence_case

PUBLISHED = ["country", "subdivision", "family", "area_class", "area_km2", "as_of"]
PUBLISHED += [
    "as_of_precision",
    "completed_on",
    "completed_on_precision",
    "status",
    "source",
    "locator",
    "records",
    "is_stated",
]
OUTSIDE = sentence("outside all countries")
OUTSIDE_OWN = sentence("outside your boundaries")
UNKNOWN_UNIT = sentence("part not known")


class OfClass(NamedTuple):
    """The own areas of a class in a place."""

    area_class: str
    area_km2: float
    areas: int


def published(tables: Tables, view: View, by_subdivision: bool = False) -> pd.DataFrame:
    """The figure on record of each place and hazard family at the end of the view; zero where it is cleared.

    *Columns*: PUBLISHED, those of `topics.land.status`.
    """
    rows = tables.derive(statuses_of_families, (view.day,), BEST)
    rows = rows[rows["subdivision"].notna() == by_subdivision]
    is_ended = rows["status"].isin(ENDED)
    areas = rows[rows["area_km2"].gt(0)] if by_subdivision else last_areas(tables, day=view.day)
    rows = pd.concat([areas, rows[is_ended].assign(area_km2=0.0)])
    locators = tables.derive(record_index)["locator"].to_dict()
    rows = rows.assign(locator=[locators.get(ids[0]) if len(ids) == 1 else None for ids in rows["records"]])
    rows = view.of(rows[PUBLISHED], skip=("years",))
    return rows.sort_values(["country", "subdivision", "family"], ignore_index=True)


def compared(tables: Tables, view: View, areas: Any, level: str = "country") -> pd.DataFrame:
    """The own sum of each place and hazard family beside the figure on record.

    The own sum is of the class of the published figure, where the file has it; a difference is given only
    between figures of the same class, and from zero. What is published of the same places for hazards that
    the file does not have stays too, but not its zeros.

    Args:
        tables: the clean tables.
        view: whose countries and hazard count, in the file as in the tables; its last day is that of the
            figures on record.
        areas: as `checks.checked` gives them; closed ones are left out.
        level: a key of PLACE that is on record: of the reader's own units nothing is.

    *Columns*: those of PLACE and PUBLISHED without area_km2, place (its name), own_km2, own_areas, own_class,
    published_km2, difference_km2, sentence (both figures in words).
    """
    own, keys = sums(tables, inside(areas, view), level), [*PLACE[level], "family"]
    figures = at_level(published(tables, view, level != "country"), level)
    figures = figures[figures[keys[-2]].isin(own[keys[-2]])].rename(columns={"area_km2": "published_km2"})
    pairs = own[keys].drop_duplicates().merge(figures, on=keys, how="outer")
    counted_class = pairs["area_class"].where(pairs["published_km2"].gt(0))
    parts: dict[tuple, list[OfClass]] = {}
    for row in own[[*keys, *OfClass._fields]].itertuples(index=False, name=None):
        parts.setdefault(row[: len(keys)], []).append(OfClass(*row[len(keys) :]))
    of_class = [
        _of_class(parts.get(tuple(key), []), area_class)
        for *key, area_class in zip(*(pairs[name] for name in keys), counted_class, strict=True)
    ]
    summed = pd.DataFrame(of_class, columns=["own_km2", "own_areas", "own_class"], index=pairs.index)
    pairs = pairs.join(summed.astype({"own_km2": "float64", "own_areas": "Int64", "own_class": object}))
    is_apart = counted_class.isin(["CHA", "SHA"]) & pairs["own_class"].notna()
    is_apart &= pairs["own_class"].astype(object) != counted_class.astype(object)
    pairs = pairs.assign(difference_km2=(pairs["own_km2"] - pairs["published_km2"]).round(6).mask(is_apart))
    pairs = pairs[pairs["own_areas"].notna() | pairs["published_km2"].gt(0)].reset_index(drop=True)
    return _in_words(tables, pairs)


def at_level(figures: pd.DataFrame, level: str) -> pd.DataFrame:
    """Figures on record with the columns of a level that name their place, and no others."""
    if level == "country":
        return figures.drop(columns="subdivision")
    return figures.rename(columns={"subdivision": level})


def place_names(tables: Tables, rows: pd.DataFrame, names: Mapping[str, str] | None = None) -> pd.Series:
    """The name of the unit of each row, else of its country, else that it lies outside.

    Args:
        tables: subdivisions, countries.
        rows: with the columns of a level.
        names: of units that are in no table.
    """
    if "own_unit" in rows:
        return rows["own_unit"].where(rows["own_unit"] != NOT_STATED, OUTSIDE_OWN)
    countries = rows["country"].map(country_names(tables, full=True)).astype(object).fillna(OUTSIDE)
    column = next((name for name in ("municipality", "subdivision") if name in rows), None)
    if column is None:
        return countries
    units = tables["subdivisions"].set_index("subdivision")["name"].to_dict()
    named = rows[column].map({**(names or {}), **units}).astype(object)
    is_open = rows[column].eq(NOT_STATED) & rows["country"].ne(NOT_STATED)
    return named.fillna((countries + f", {UNKNOWN_UNIT}").where(is_open, countries))


def family_title(tables: Tables, family: str) -> str:
    """The name of a hazard family as a heading."""
    return sentence_case("hazard not stated" if family == NOT_STATED else family_names(tables)[family])


def figure_words(status: str, area_class: object) -> str:
    """What a figure on record is: its class of area, or that there is none left."""
    return PLACE_STATUSES[status] if status in ENDED else AREA_CLASSES.get(str(area_class), "")


def figure_date(row: Any) -> tuple[Any, Any]:
    """The date of a figure on record and how exact it is: of a place declared complete, when it was."""
    if row.status == COMPLETE:
        return row.completed_on, row.completed_on_precision
    return row.as_of, row.as_of_precision


def _of_class(rows: list[OfClass], area_class: object) -> tuple[float, int | None, str | None]:
    """Area, number and classes of the own sums of a place that a figure of a class can be compared with."""
    if not rows:
        return float("nan"), None, None
    is_sorted = all(row.area_class != NOT_STATED for row in rows)
    alike = [row for row in rows if row.area_class == area_class]
    if area_class in ("CHA", "SHA") and is_sorted and alike:
        rows = alike
    sizes = [row.area_km2 for row in rows if pd.notna(row.area_km2)]
    classes = "+".join(sorted(row.area_class for row in rows)) if is_sorted else None
    return sum(sizes) if sizes else float("nan"), sum(row.areas for row in rows), classes


def _in_words(tables: Tables, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with the name of the place, what both figures say in a sentence, and no gaps in `records`."""
    records = [ids if isinstance(ids, tuple) else () for ids in pairs["records"]]
    pairs = pairs.assign(
        records=records, is_stated=pairs["is_stated"].eq(True), place=place_names(tables, pairs)
    )
    titles = source_titles(tables)
    return pairs.assign(sentence=[_sentence(tables, row, titles) for row in pairs.itertuples()])


def _sentence(tables: Tables, row: Any, titles: dict[str, str]) -> str:
    own = "not in your file"
    if pd.notna(row.own_areas):
        of_class = f", {AREA_CLASSES[row.own_class]}" if isinstance(row.own_class, str) else ""
        own = f"your file {area(row.own_km2)}{of_class}"
    heading = f"{family_title(tables, row.family)}: {own}"
    if pd.isna(row.published_km2):
        return f"{heading}; no figure on record."
    date = long_date(*figure_date(row))
    words = figure_words(row.status, row.area_class)
    source = titles.get(row.source, row.source)
    stated = ", ".join(filter(None, [area(row.published_km2), words, date]))
    return f"{heading}; published {stated}. Source: {source}."
