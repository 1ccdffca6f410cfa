"""Draws items destroyed in a year, and how many were found on the ground that was cleared."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter
from charts.stacks import Part, panel_codes, stacked_panels
from topics.land.comparison import items_per_km2
from topics.land.release import items_destroyed
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates, names_by_year
from topics.vocabulary.hazards import ITEMS, hazard_name
from topics.vocabulary.numbers import number, of_drawn
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

LOOKS = {
    "submunitions": (theme.VERMILLION, ""),
    "ap_mines": (theme.BLUE, "/"),
    "av_mines": (theme.PURPLE, "x"),
    "uxo": (theme.OLIVE, "."),
}
PARTS = {code: Part(words, *LOOKS[code]) for code, words in ITEMS.items()}
SOUGHT = {"MINES": ("mines", theme.BLUE, "circle"), "CMR": ("submunitions", theme.VERMILLION, "diamond")}
"""What clearance of a family looks for: its name, colour and symbol."""
FOUND_NOTE = (
    "Only rows that state both sides for a whole year: ground cleared, and mines or submunitions found. "
    "Other remnants are left out: most are found on single spots. How much of the ground held nothing at all "
    "is not on record."
)
FOUND_COLUMNS = ("country", "family", "year", "area_km2", "items", "items_per_km2", "m2_per_item", "role")
ROW = 26


def items_by_country(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Items destroyed per year and kind, a panel per country; counts of one year are never added.

    `compare` are the countries to draw, without them the six with figures for most years.
    """
    rows = items_destroyed(view.of(tables["clearance"]))
    codes, total = panel_codes(rows, "destroyed", compare), rows["country"].nunique()
    rows = rows[rows["country"].isin(codes)].reset_index(drop=True)
    if rows.empty:
        return empty("No items destroyed are on record")
    names, titles = names_at_dates(rows, tables), source_titles(tables)
    labels = [
        lines(
            bold(f"{name} {row.year}"),
            f"{number(row.destroyed)} {ITEMS[row.ordnance]}",
            f"in the count of {hazard_name(tables, row.hazard)}",
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    rows = rows.assign(label=labels)
    headings = country_names(tables, full=True)
    marks = rows.rename(columns={"country": "panel", "ordnance": "part", "destroyed": "value"})
    return Chart(
        _destroyed_title(tables, rows, of_drawn(len(codes), total, "country", "countries")),
        rows,
        stacked_panels(marks, {code: headings[code] for code in codes}, PARTS, "Items"),
        "Counts of one year are never added: sources repeat the same items by hazard and by method.",
        ("country", "year", "ordnance", "destroyed", "hazard", "method", "role"),
    )


def _destroyed_title(tables: Tables, rows: pd.DataFrame, of_drawn_words: str) -> str:
    top = rows.sort_values("destroyed").iloc[-1]
    name = names_by_year(tables, [top["year"]], full=True)[top["year"]][top["country"]]
    count = f"{number(top['destroyed'])} {ITEMS[top['ordnance']]}"
    return f"Most items of one kind in a year{of_drawn_words}: {count}, {name} {top['year']}"


def items_found(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Mines and submunitions found per km² cleared: a dot per country, hazard and year, on a log axis.

    `compare` are the countries to draw, without them all.
    """
    rows = items_per_km2(tables, view)
    rows = rows[rows["country"].isin(compare or view.members)]
    rows = rows[rows["items_per_km2"] > 0].reset_index(drop=True)
    if rows.empty:
        return empty("No row states both the area cleared and what was found on it")
    titles, names = source_titles(tables), country_names(tables)
    at_date = names_at_dates(rows, tables)
    rows["label"] = [
        _found_label(row, name, titles) for row, name in zip(rows.itertuples(), at_date, strict=True)
    ]
    order = rows.groupby("country")["items_per_km2"].median().sort_values().index.tolist()
    traces = [
        _dots(part.assign(place=part["country"].map(order.index)), family, role)
        for family in SOUGHT
        for role in ("stack", "rival")
        if len(part := rows[rows["family"].eq(family) & rows["role"].eq(role)])
    ]
    across = {
        "title": {"text": "Items per km² cleared (log)"},
        "type": "log",
        "tickformat": ",~g",
        "dtick": 1,
    }
    upwards = {"tickvals": [*range(len(order))], "ticktext": [escape(names[code]) for code in order]}
    layout = {"height": 200 + ROW * len(order), "xaxis": across, "yaxis": upwards}
    figure = {"data": traces, "layout": layout}
    return Chart(_found_title(rows, at_date), rows, figure, FOUND_NOTE, FOUND_COLUMNS)


def _dots(rows: pd.DataFrame, family: str, role: str) -> dict[str, Any]:
    word, colour, symbol = SOUGHT[family]
    is_other = role == "rival"
    marker = {
        "symbol": f"{symbol}-open" if is_other else symbol,
        "color": colour,
        "size": 10,
        "line": {"width": 2 if is_other else 0},
        "opacity": 0.8,
    }
    name = sentence_case(word) + (": another source" if is_other else "")
    return scatter(rows, "items_per_km2", "place", name, mode="markers", marker=marker)


def _found_label(row: Any, name: str, titles: Mapping[str, str]) -> str:
    return lines(
        f"{bold(f'{name} {row.year}')}: {number(row.items_per_km2)} per km²",
        f"{number(row.items)} {SOUGHT[row.family][0]} on {number(row.area_km2, 'km²')} cleared",
        f"one on {number(row.m2_per_item, 'm²')}",
        "Another source, never added" if row.role == "rival" else "",
        wrap(row.note),
        source_line(row.source, titles),
    )


def _found_title(rows: pd.DataFrame, names: pd.Series) -> str:
    rows = rows.assign(name=names)[rows["role"] == "stack"]
    least = rows.loc[rows["items_per_km2"].idxmin()]
    one = f"{number(least['m2_per_item'], 'm²', 0)} in {least['name']} {least['year']}"
    if len(rows) == 1:
        return f"One item found on {one}, the one figure of ground cleared with what was found"
    median = number(rows["m2_per_item"].median(), "m²", 0)
    words = f"One item found on {median} of cleared ground, the median of {len(rows)} figures"
    return f"{words}; at most on {one}"
