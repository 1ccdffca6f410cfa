"""Draws items destroyed in a year, and how many were found on the ground that was cleared."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter
from charts.stacks import Part, panel_codes, panels_note, stacked_panels
from topics.land.comparison import items_per_km2
from topics.land.release import items_destroyed
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.hazards import ITEMS, counted_items, hazard_name
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import more_countries_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

LOOKS = {
    "submunitions": (theme.VERMILLION, ""),
    "ap_mines": (theme.BLUE, "/"),
    "av_mines": (theme.PURPLE, "x"),
    "uxo": (theme.OLIVE, "."),
}
PARTS = {code: Part(sentence_case(words), *LOOKS[code]) for code, words in ITEMS.items()}
SOUGHT = {"MINES": ("mines", theme.BLUE, "circle"), "CMR": ("submunitions", theme.VERMILLION, "diamond")}
"""What clearance of a family looks for: its name, colour and symbol."""
FOUND_COLUMNS = ("country", "year", "family", "m2_per_item", "area_km2", "items", "role")
ROW = 22
MOST = 15
"""Countries drawn; the table has all."""


def items_by_country(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Items destroyed per year and kind, a panel per country; counts of one year are never added.

    `compare` are the countries to draw, without them those with figures for most years.
    """
    rows = items_destroyed(view.of(tables["clearance"]))
    codes, total = panel_codes(rows, "destroyed", compare), rows["country"].nunique()
    rows = rows[rows["country"].isin(codes)].sort_values(["year", "country"], ascending=[False, True])
    rows = rows.reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No items destroyed on record"))
    rows = rows.assign(label=_destroyed_labels(tables, rows))
    headings = country_names(tables)
    marks = rows.rename(columns={"country": "panel", "ordnance": "part", "destroyed": "value"})
    note = [
        sentence("Of several counts of one kind in a year the largest is drawn."),
        panels_note(len(codes), total, compare),
    ]
    return Chart(
        _destroyed_title(tables, rows),
        rows,
        stacked_panels(marks, {code: headings[code] for code in codes}, PARTS),
        " ".join(filter(None, note)),
        ("country", "year", "ordnance", "destroyed", "hazard", "method", "role"),
        measure=sentence("Mines and other items destroyed a year"),
    )


def _destroyed_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = names_at_dates(rows, tables)
    return [
        lines(
            bold(f"{name} {row.year}"),
            counted_items(row.destroyed, row.ordnance),
            escape(hazard_name(tables, row.hazard)),
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _destroyed_title(tables: Tables, rows: pd.DataFrame) -> str:
    top = rows.sort_values("destroyed").iloc[-1]
    if not top["destroyed"]:
        return sentence("No items were destroyed in the years on record")
    return sentence(
        "{country}: {items} destroyed in {year}",
        country=country_names(tables, full=True)[top["country"]],
        items=counted_items(top["destroyed"], top["ordnance"]),
        year=top["year"],
    )


def items_found(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """How much ground was cleared for each mine or submunition found: a dot per country, hazard and year.

    `compare` are the countries to draw, without them all.
    """
    rows = items_per_km2(tables, view)
    rows = rows[rows["country"].isin(compare or view.members) & rows["m2_per_item"].notna()]
    rows = rows.sort_values(["year", "country"], ascending=[False, True], ignore_index=True)
    if rows.empty:
        return empty(sentence("No ground cleared with a count of what was found on it"))
    at_date = names_at_dates(rows, tables)
    rows["label"] = [
        _found_label(row, name, tables) for row, name in zip(rows.itertuples(), at_date, strict=True)
    ]
    years = rows.groupby("country")["m2_per_item"].agg(["size", "median"])
    order = years.nlargest(MOST, "size").sort_values("median", ascending=False).index.tolist()
    drawn = rows[rows["country"].isin(order)]
    note = [
        sentence("Only years with both figures on record; other remnants are left out."),
        more_countries_in_table(len(years) - len(order)),
    ]
    return Chart(
        _found_title(drawn),
        rows,
        _found_figure(drawn, order, country_names(tables)),
        " ".join(filter(None, note)),
        FOUND_COLUMNS,
        measure=sentence("Ground cleared for each item found, m²"),
    )


def _found_figure(rows: pd.DataFrame, order: list[str], names: Mapping[str, str]) -> dict[str, Any]:
    traces = [
        _dots(part.assign(place=part["country"].map(order.index)), family, role)
        for family in SOUGHT
        for role in ("stack", "rival")
        if len(part := rows[rows["family"].eq(family) & rows["role"].eq(role)])
    ]
    upwards = {"tickvals": [*range(len(order))], "ticktext": [escape(names[code]) for code in order]}
    layout = {
        "height": 110 + ROW * max(len(order), 3),
        "xaxis": {"tickformat": ",~g", "rangemode": "tozero", "nticks": 5},
        "yaxis": upwards | {"autorange": "reversed"},
    }
    return {"data": traces, "layout": layout}


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
    name = sentence("{items}, other source", items=sentence_case(word)) if is_other else sentence_case(word)
    return scatter(rows, "m2_per_item", "place", name, mode="markers", marker=marker)


def _found_label(row: Any, name: str, tables: Tables) -> str:
    return lines(
        bold(f"{name} {row.year}"),
        sentence("One item on {area} cleared", area=number(row.m2_per_item, "m²")),
        sentence(
            "{count} {items} on {area}",
            count=number(row.items),
            items=SOUGHT[row.family][0],
            area=number(row.area_km2, "km²"),
        ),
        "Other source" if row.role == "rival" else "",
        wrap(row.note),
        source_line(tables, row.source),
    )


def _found_title(rows: pd.DataFrame) -> str:
    area = number(rows["m2_per_item"].median(), "m²", 0)
    if len(rows) == 1:
        return sentence("One item found on {area} of cleared ground", area=area)
    return sentence("One item found on {area} of cleared ground, the median", area=area)
