"""Table of the sums of hazard areas that were prepared beforehand."""

import pandas as pd

from charts.chart import Chart, empty
from topics.hazard_areas.comparison import family_title, place_names
from topics.hazard_areas.own_areas import of_file
from topics.hazard_areas.prepared import NO_FOLDER, PreparedAreas, wanted
from topics.hazard_areas.sums import NOT_STATED, PLACE
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.hazards import families
from topics.vocabulary.numbers import area
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap

SUMMED = ("areas", "counted_km2", "area_stated_km2")


def prepared_sums(
    tables: Tables, view: View, *, prepared: PreparedAreas | None = None, by: str = "country"
) -> Chart:
    """Number and area of the prepared rows that are not closed, by place, hazard family and class.

    Args:
        tables: the clean tables.
        view: its countries, where the reader chose some or another region, and its hazard.
        prepared: the folder.
        by: level of the places, a key of PLACE.
    """
    if prepared is None:
        return empty(NO_FOLDER)
    rows = wanted(prepared.sums, view)
    if view.countries or view.region != View.region:
        rows = rows[rows["country"].isin(view.members)]
    if rows.empty:
        return empty(sentence("No area of the folder lies there"))
    totals = _summed(tables, rows, by)
    labels = [
        lines(
            bold(row.place), wrap(f"{family_title(tables, row.family)}: {area(row.area_km2)} in the folder")
        )
        for row in totals.itertuples()
    ]
    country = totals["country"].where(totals["country"] != NOT_STATED, None)
    totals = of_file(totals.assign(country=country, label=labels), prepared.source)
    facts = ("place", "family", "area_class", "areas", "area_km2", "area_stated_km2")
    columns = facts if by == "country" else ("country", *facts)
    title = sentence("Sums of the folder “{folder}”, closed areas left out", folder=prepared.folder)
    return Chart(title, totals, {}, prepared.left_out, columns)


def _summed(tables: Tables, rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sums by place, hazard family and class: *columns* those of PLACE, family, area_class, SUMMED, place."""
    keys = [*PLACE[by], "family", "area_class"]
    rows = rows.assign(family=rows["hazard"].map(dict(families(tables))).astype(object))
    rows = rows.assign(**{name: rows[name].astype(object).fillna(NOT_STATED) for name in keys})
    totals = rows.groupby(keys, sort=True)[list(SUMMED)].sum(min_count=1).reset_index()
    names = dict(rows[[PLACE[by][-1], "name"]].dropna().itertuples(index=False, name=None))
    totals = totals.rename(columns={"counted_km2": "area_km2"})
    return totals.assign(place=place_names(tables, totals, names))
