"""Draws the last area of each country that is not cleared, confirmed and suspected apart."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from charts.panels import annotation, axis, in_panel, panel_layout
from charts.stacks import Part, look, part_keys
from topics.land.areas import PARTS, figures
from topics.land.status import NOT_RECENT, last_areas
from topics.land.status_words import area_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.hazards import area_name, family_names, hazard_names
from topics.vocabulary.land import AREA_CLASSES, BEST_AREAS, PLACE_STATUSES
from topics.vocabulary.numbers import number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

CLASSES = {
    "CHA": Part(AREA_CLASSES["CHA"], theme.VERMILLION),
    "SHA": Part(AREA_CLASSES["SHA"], theme.ORANGE, "/"),
    "CHA+SHA": Part("CHA and SHA, not separated", theme.PURPLE, "x"),
    "TOTAL": Part(AREA_CLASSES["TOTAL"], theme.GREY, "."),
}
SHORT = {"CHA+SHA": "CHA + SHA", "TOTAL": "total estimate", "CHA": "CHA only", "SHA": "SHA only"}
ROW = 44
"""Pixels for a bar and the words above it."""
CASE = ["country", "family"]
STATEMENT = ["country", "hazard", "as_of", "source"]
NOTE = "The latest figure of each country with its class and date; older ones may no longer hold."
COLUMNS = ("country", "family", "hazard", "area_class", "area_km2", "total_km2", "as_of", "age")


def area_left(tables: Tables, view: View) -> Chart:
    """The last area of each country, a panel per hazard family, in parts where the source states them."""
    whole = _of_view(tables, view)
    if whole.empty:
        return empty("No contaminated area is left on record")
    panels = [name for name in family_names(tables) if name in set(whole["family"])]
    rows = _labelled(tables, _in_parts(tables, whole))
    sizes = [ROW * float(whole["family"].eq(name).sum()) + 10 for name in panels]
    headings = [f"{escape(sentence_case(family_names(tables)[name]))}, km²" for name in panels]
    layout = panel_layout(headings, sizes, shared=False) | {"barmode": "stack", "bargap": 0.6}
    traces = part_keys(CLASSES, rows["area_class"], orientation="h")
    for place, name in enumerate(panels, start=1):
        bars_of, parts = whole[whole["family"] == name], rows[rows["family"] == name]
        traces += [in_panel(place, trace) for trace in _bars(parts)]
        layout["annotations"] += _words(bars_of, place)
        reach = float(bars_of["area_km2"].max()) * 1.05
        layout[axis("xaxis", place)] |= {"range": [0, reach], "tickformat": ",~g"}
        layout[axis("yaxis", place)] |= {"visible": False, "range": [len(bars_of) - 0.4, -0.75]}
    figure = {"data": traces, "layout": layout}
    return Chart(_title(tables, whole), rows.drop(columns="place"), figure, NOTE, COLUMNS)


def _of_view(tables: Tables, view: View) -> pd.DataFrame:
    """The last area of each country and family in the view, with its name and place within its family."""
    rows = tables.derive(last_areas, view.day).drop(columns=["year", "day", "place", "subdivision"])
    rows = view.of(rows).reset_index(drop=True)
    age = rows["status"].eq(NOT_RECENT).map({True: PLACE_STATUSES[NOT_RECENT], False: ""})
    return rows.assign(
        place=rows.groupby("family").cumcount(),
        name=names_on(rows["country"], rows["as_of"], tables),
        age=age,
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
    return rows.sort_values(["family", "place", "area_class"], kind="stable", ignore_index=True)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    titles, hazards = source_titles(tables), hazard_names(tables)
    labels = [
        lines(
            bold(row.name),
            wrap(f"{number(row.area_km2, 'km²')}, {BEST_AREAS[row.stated]}"),
            wrap(sentence_case(hazards[row.hazard])),
            long_date(row.as_of, row.as_of_precision),
            wrap(sentence_case(row.age)),
            source_line(row.source, titles),
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


def _words(rows: pd.DataFrame, place: int) -> list[dict[str, Any]]:
    """Country, area, class and date above each bar."""
    style = {"xanchor": "left", "yshift": 17, "xshift": -2, "font": {"size": theme.SIZE - 1}}
    return [
        annotation(
            place,
            0,
            int(row.place),
            f"<b>{escape(row.name)}</b> {number(row.area_km2, 'km²')}, {SHORT[row.area_class]}, "
            f"{short_date(row.as_of.replace(day=1), 'year' if row.as_of_precision == 'year' else 'month')}",
            **style,
        )
        for row in rows.itertuples()
    ]


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    name = next(name for name in family_names(tables) if name in set(rows["family"]))
    names = country_names(tables, full=True)
    first = [
        f"{names[row.country]} {area_words(row.area_km2, row.stated)} ({row.as_of.year})"
        for row in rows[rows["family"] == name].head(3).itertuples()
    ]
    if len(first) == 1:
        return f"Last figure of {area_name(tables, name)}: {first[0]}"
    return f"Last figures of {area_name(tables, name)}, the largest first: {', '.join(first)}"
