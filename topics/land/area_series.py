"""National areas over time: a line of the figures that stand, its completion, and what other sources say."""

from typing import Any

import pandas as pd

from topics.land.areas import BEST, PARTS, best_areas, drawn_on, figures
from topics.land.completions import COMPLETE, ENDED, completions
from topics.land.status import APART, family_statuses
from topics.land.status_words import area_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_on
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names, hazard_names
from topics.vocabulary.land import FIGURE_ROLES, PLACE_STATUSES
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap

CASE = ["country", "family"]
CASE_YEAR = ["country", "hazard", "year"]
FAMILIES = APART
"""Hazard families with an obligation to clear their land."""


def area_series(tables: Tables, area_class: str = BEST) -> pd.DataFrame:
    """The areas of each country and hazard family over time.

    A line has one area a year (`areas.best_areas`) of the hazard code with figures for most years; a
    declaration of completion or a report of none is its zero, whichever code it speaks of. Beside it stand
    the figures above zero that say something else.

    *Columns*: those of `areas.figures`, at (the day to draw), complete (declared), role (line, further).
    """
    return tables.derive(all_series, area_class)


def of_case(rows: pd.DataFrame, country: str, family: str) -> pd.DataFrame:
    """The rows of one country and hazard family."""
    return rows[rows["country"].eq(country) & rows["family"].eq(family)]


def area_line(tables: Tables, country: str, family: str) -> pd.DataFrame:
    """The line of one country and family."""
    series = area_series(tables)
    return of_case(series[series["role"] == "line"], country, family)


def families_with_areas(tables: Tables, view: View, area_class: str = BEST) -> list[str]:
    """The families of hazards of which an area is on record in a view, in the order of the table."""
    rows = view.of(area_series(tables, area_class))
    known = set(rows.loc[rows["area_km2"].gt(0), "family"]) or set(rows["family"])
    return [family for family in family_names(tables) if family in known]


def areas_left(tables: Tables) -> pd.DataFrame:
    """Countries with mines or cluster munition remnants today, with the last area stated, if there is one.

    Who they are is the status of a place; the area may be older than a later mention without one.

    *Columns*: country, family, hazard, as_of, as_of_precision, area_km2, stated (a key of areas.RANKS), at,
    records.
    """
    rows = family_statuses(tables, day=tables.today)
    rows = rows[rows["family"].isin(FAMILIES) & ~rows["status"].isin(ENDED)]
    rows = rows.assign(at=drawn_on(rows["as_of"], rows["as_of_precision"]))
    series = area_series(tables)
    areas = series[series["role"].eq("line")].drop_duplicates(CASE, keep="last")
    areas = areas[areas["area_km2"].gt(0)].merge(rows[CASE])
    both = pd.concat([areas, rows], ignore_index=True).drop_duplicates(CASE)
    columns = [*CASE, "hazard", "as_of", "as_of_precision", "area_km2", "stated", "at", "records"]
    return both.sort_values(["family", "country"], ignore_index=True)[columns]


def all_series(tables: Tables, area_class: str) -> pd.DataFrame:
    """What `area_series` gives, worked out."""
    best = best_areas(tables, area_class)
    best = best[best["subdivision"].isna()]
    lines = pd.concat([best[best["is_main"]], _ends(tables)], ignore_index=True)
    rows = figures(tables, area_class)
    rows = rows[rows["subdivision"].isna() & rows["area_km2"].gt(0) & rows["is_stated"]]
    other = rows[_says_more(rows, lines)]
    series = pd.concat([lines.assign(role="line"), other.assign(role="further")], ignore_index=True)
    at = drawn_on(series["as_of"], series["as_of_precision"])
    series = series.assign(at=at, complete=series["status"].eq(COMPLETE))
    series = series.drop(columns=["status", "rank", "is_main", "is_press"])
    return series.sort_values(["family", "country", "at", "complete"], kind="stable", ignore_index=True)


def _ends(tables: Tables) -> pd.DataFrame:
    """The declarations and reports of none of countries, as areas of zero."""
    rows = tables.derive(completions)
    rows = rows[rows["subdivision"].isna()]
    precision = rows["as_of_precision"].fillna(rows["completed_on_precision"])
    rows = rows.assign(
        area_km2=0.0,
        as_of=rows["begins"],
        as_of_precision=precision,
        year=rows["begins"].dt.year,
        area_class=rows["area_class"].fillna("CHA+SHA"),
        stated=rows["stated"].fillna("CHA+SHA"),
    )
    spans = ["begins", "lasts", "ended_on", "completed_on", "completed_on_precision", "treaty"]
    return rows.drop(columns=spans)


def _says_more(rows: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Which figures say something that the line does not: no halves of what it draws, no copies of it."""
    drawn = lines.drop_duplicates(CASE_YEAR)[[*CASE_YEAR, "area_km2", "area_class"]]
    beside = rows[CASE_YEAR].merge(drawn, on=CASE_YEAR, how="left").set_axis(rows.index)
    is_half = beside["area_class"].eq("CHA+SHA") & rows["area_class"].isin(PARTS)
    return ~is_half & beside["area_km2"].ne(rows["area_km2"])


def labelled_areas(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Areas with their label and the name of their country on the day.

    *Columns*: those of `rows`, name, label.
    """
    hazards = hazard_names(tables)
    rows = rows.assign(name=names_on(rows["country"], rows["as_of"], tables))
    labels = [
        lines(
            bold(row.name),
            wrap(_area(row)),
            wrap(sentence_case(hazards[row.hazard])),
            long_date(row.as_of, row.as_of_precision),
            sentence_case(FIGURE_ROLES["further"]) if row.role == "further" else "",
            wrap(row.note),
            source_line(tables, row.source),
        )
        for row in rows.itertuples()
    ]
    return rows.assign(label=labels)


def _area(row: Any) -> str:
    """An area with its class, or what a zero means."""
    if row.complete:
        return sentence_case(PLACE_STATUSES["complete"])
    if row.area_km2 == 0:
        return sentence_case(PLACE_STATUSES["none_reported"])
    return area_words(row.area_km2, row.stated)
