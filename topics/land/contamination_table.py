"""Tables of contaminated land: what is declared complete, and every figure on record."""

from typing import Any

import pandas as pd

from charts.chart import Chart, empty
from topics.land.completions import COMPLETE, ENDED
from topics.land.status import family_statuses
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import names_at_dates, names_on
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names, hazard_names
from topics.vocabulary.land import BEST_AREAS, NO_AREA, PLACE_STATUSES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, sentence_case, wrap

COLUMNS = ("country", "place", "hazard", "area_km2", "area_class", "as_of", "scope")


def declared_complete(tables: Tables, view: View) -> Chart:
    """Countries that have declared a hazard family cleared, by date, and those that report none of it."""
    rows = family_statuses(tables, day=view.day)
    rows = view.of(rows, skip=("years",))
    rows = rows[rows["status"].isin(ENDED)]
    if rows.empty:
        return empty(sentence("No completion is on record"))
    is_complete = rows["status"] == COMPLETE
    rows = rows.assign(
        declared=rows["status"].map(PLACE_STATUSES),
        date=rows["completed_on"].where(is_complete, rows["as_of"]),
        date_precision=rows["completed_on_precision"].where(is_complete, rows["as_of_precision"]),
    )
    order, ascending = ["declared", "date", "country"], [True, False, True]
    rows = rows.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)
    done = int(is_complete.sum())
    note = sentence(
        "The date of the declaration, else of the first zero or of the report that there is none."
    )
    names = ["country", "family", "hazard", "declared", "date", "date_precision", "records", "is_stated"]
    rows = rows[names].assign(label=_declared_labels(tables, rows))
    return Chart(
        _declared_title(done, len(rows) - done), rows, {}, note, ("country", "family", "declared", "date")
    )


def _declared_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names, words = names_on(rows["country"], rows["date"], tables), family_names(tables)
    return [
        lines(
            bold(name),
            wrap(f"{sentence_case(words[row.family])}: {row.declared}"),
            long_date(row.date, row.date_precision),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _declared_title(done: int, none: int) -> str:
    """How many declarations there are, and how many reports of none."""
    if not none:
        return sentence("Declared complete: {done}", done=done)
    return sentence("Declared complete: {done}; no contamination reported: {none}", done=done, none=none)


def places_without_area(tables: Tables, view: View) -> Chart:
    """Rows that name a country or a place as contaminated and state no area, by country, newest first."""
    rows = _figures(tables, view)
    rows = rows[rows["area_km2"].isna()]
    if rows.empty:
        return empty(sentence("No place is named as contaminated without an area"))
    title = sentence("{count} mentions of contamination without an area", count=number(len(rows)))
    if len(rows) == 1:
        title = sentence("1 mention of contamination without an area")
    columns = ("country", "place", "hazard", "category", "as_of", "scope")
    return Chart(title, rows.reset_index(drop=True), {}, "", columns)


def areas_on_record(tables: Tables, view: View) -> Chart:
    """Rows with an area, by country, newest first."""
    rows = _figures(tables, view)
    rows = rows[rows["area_km2"].notna()]
    if rows.empty:
        return empty(NO_AREA)
    title = sentence("{count} areas on record", count=number(len(rows)))
    if len(rows) == 1:
        title = sentence("1 area on record")
    return Chart(title, rows.reset_index(drop=True), {}, "", COLUMNS)


def _figures(tables: Tables, view: View) -> pd.DataFrame:
    """Every figure of the view with the name of its place and its label."""
    places, hazards = tables["subdivisions"].set_index("subdivision")["name"], hazard_names(tables)
    rows = with_records(view.of(tables["contamination"]))
    rows = rows.sort_values(["country", "as_of"], ascending=[True, False], kind="stable")
    rows = rows.assign(place=rows["subdivision"].map(places), country_name=names_at_dates(rows, tables))
    labels = [
        lines(
            bold(row.country_name if pd.isna(row.place) else f"{row.place}, {row.country_name}"),
            wrap(_area_words(row)),
            wrap(sentence_case(hazards[row.hazard])),
            long_date(row.as_of, row.as_of_precision),
        )
        for row in rows.itertuples()
    ]
    return rows.assign(label=labels).drop(columns="country_name")


def _area_words(row: Any) -> str:
    if pd.isna(row.area_km2):
        return sentence_case(BEST_AREAS["none"])
    return f"{number(row.area_km2, 'km²')}, {BEST_AREAS[row.area_class]}"
