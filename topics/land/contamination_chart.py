"""Draws the last area of each country that is not cleared, confirmed and suspected apart."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from charts.stacks import Part, look, part_keys
from topics.land.areas import PARTS, figures
from topics.land.status import NOT_RECENT, last_areas
from topics.land.status_words import area_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.hazards import family_names, hazard_names
from topics.vocabulary.land import AREA_CLASSES, BEST_AREAS, PLACE_STATUSES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

CLASSES = {
    "CHA": Part(AREA_CLASSES["CHA"], theme.VERMILLION),
    "SHA": Part(AREA_CLASSES["SHA"], theme.ORANGE, "/"),
    "CHA+SHA": Part("CHA and SHA, not separated", theme.PURPLE, "x"),
    "TOTAL": Part(AREA_CLASSES["TOTAL"], theme.GREY, "."),
}
ROW, MOST = 34, 10
"""Pixels for a bar and the words above it, and how many are drawn; the others are in the table."""
CASE = ["country", "family"]
STATEMENT = ["country", "hazard", "as_of", "source"]
COLUMNS = ("country", "family", "area_km2", "area_class", "total_km2", "as_of", "age")


def area_left(tables: Tables, view: View) -> Chart:
    """The last area of each country and hazard, in parts where the source states them; the largest first."""
    whole = _of_view(tables, view)
    if whole.empty:
        return empty(sentence("No contaminated area is left on record"))
    rows, drawn = _labelled(tables, _in_parts(tables, whole)), whole.head(MOST)
    traces = [*part_keys(CLASSES, rows["area_class"], orientation="h"), *_bars(rows[rows["place"] < MOST])]
    figure = {"data": traces, "layout": _layout(tables, drawn)}
    measure = sentence("Latest area of contaminated land on record, km²")
    note = sentence("Figures over five years old may no longer hold.")
    note = f"{note} {more_in_table(len(whole) - MOST)}".strip()
    title, rows = _title(tables, whole), rows.drop(columns="place")
    return Chart(title, rows, figure, note, COLUMNS, measure=measure)


def _layout(tables: Tables, drawn: pd.DataFrame) -> dict[str, Any]:
    """A bar for each area, under its words."""
    return {
        "height": ROW * len(drawn) + 112,
        "barmode": "stack",
        "bargap": 0.66,
        "xaxis": {
            "range": [0, float(drawn["area_km2"].max()) * 1.05],
            "tickformat": ",~g",
        },
        "yaxis": {"visible": False, "range": [len(drawn) - 0.5, -0.85]},
        "annotations": [_words(tables, row) for row in drawn.itertuples()],
    }


def _of_view(tables: Tables, view: View) -> pd.DataFrame:
    """The last area of each country and family in the view, with its name and place, the largest first."""
    rows = tables.derive(last_areas, view.day).drop(columns=["year", "day", "place", "subdivision"])
    rows = view.of(rows).sort_values("area_km2", ascending=False, kind="stable", ignore_index=True)
    age = rows["status"].eq(NOT_RECENT).map({True: PLACE_STATUSES[NOT_RECENT], False: ""})
    return rows.assign(
        place=range(len(rows)), name=names_on(rows["country"], rows["as_of"], tables), age=age
    ).drop(columns="status")


def _in_parts(tables: Tables, whole: pd.DataFrame) -> pd.DataFrame:
    """Areas with CHA and SHA as own rows where the same source states them; `total_km2` is the whole."""
    whole = whole.rename(columns={"area_km2": "total_km2"})
    stated = figures(tables)
    stated = stated[stated["subdivision"].isna() & stated["is_stated"] & stated["area_km2"].gt(0)]
    stated = stated.sort_values("preferred", ascending=False, kind="stable")
    parts = stated[stated["area_class"].isin(PARTS)].drop_duplicates([*STATEMENT, "area_class"])
    own = ["area_class", "area_km2", "areas", "basis", "records", "is_stated"]
    both = whole[whole["area_class"] == "CHA+SHA"].drop(columns=own, errors="ignore")
    split = both.merge(parts[[*STATEMENT, *own]], on=STATEMENT)
    split = split.assign(stated=split["area_class"])
    is_split = pd.MultiIndex.from_frame(whole[CASE]).isin(pd.MultiIndex.from_frame(split[CASE]))
    undivided = whole[~is_split]
    rows = pd.concat([undivided.assign(area_km2=undivided["total_km2"]), split], ignore_index=True)
    return rows.sort_values(["place", "area_class"], kind="stable", ignore_index=True)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    hazards = hazard_names(tables)
    labels = [
        lines(
            bold(row.name),
            wrap(f"{number(row.area_km2, 'km²')}, {BEST_AREAS[row.stated]}"),
            wrap(sentence_case(hazards[row.hazard])),
            long_date(row.as_of, row.as_of_precision),
            wrap(sentence_case(row.age)),
            source_line(tables, row.source),
        )
        for row in rows.itertuples()
    ]
    return rows.assign(label=labels).drop(columns="name")


def _bars(rows: pd.DataFrame) -> list[Trace]:
    style = {"orientation": "h", "showlegend": False}
    return [
        bars(own, "area_km2", "place", part.label, legendgroup=name, marker=look(part), **style)
        for name, part in CLASSES.items()
        if len(own := rows[rows["area_class"] == name])
    ]


def _words(tables: Tables, row: Any) -> dict[str, Any]:
    """Country, hazard, area and date above a bar."""
    precision = "year" if row.as_of_precision == "year" else "month"
    words = sentence(
        "{hazard}: {area}, {date}",
        hazard=family_names(tables, short=True)[row.family],
        area=number(row.area_km2, "km²"),
        date=short_date(row.as_of.replace(day=1), precision),
    )
    name = country_names(tables, full=True).get(row.country, row.country)
    place = {
        "x": 0,
        "xref": "paper",
        "y": int(row.place),
        "xanchor": "left",
        "yshift": 13,
        "showarrow": False,
    }
    return {"text": f"{bold(name)}, {escape(words)}", "font": {"size": theme.SIZE - 2}, **place}


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    """Which area is the largest."""
    row = next(rows.itertuples())
    name = country_names(tables, full=True).get(row.country, row.country)
    facts = {"country": name, "year": row.as_of.year, "area": area_words(row.area_km2, row.stated)}
    if len(rows) == 1:
        return first_short(
            sentence("{country}: {area}, {year}", **facts), sentence("{area}, {year}", **facts)
        )
    plain = facts | {"area": number(row.area_km2, "km²")}
    return first_short(
        *(sentence("Largest area left: {country}, {area} ({year})", **each) for each in (facts, plain))
    )
