"""Composes money and land: panels on one axis of years, years without a figure hatched."""

from typing import Any, NamedTuple

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from charts.panels import axis, in_panel, key_symbol, panel_layout, years_axis
from topics.money_and_land import (
    CLEARED,
    COST,
    ITEMISED,
    LAND,
    NATIONAL,
    PARTS,
    PER_KM2,
    PRINTED,
    money_and_land,
    years_without,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import money, money_range, number
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

COLUMNS = ("year", "part", "value", "unit", "amount", "currency", "donor")
HEIGHT = 54
OPEN = {"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line": {"width": 2}}


class Panel(NamedTuple):
    """One panel: heading, the parts it shows, colour, and by what their values are divided."""

    heading: str
    parts: tuple[str, ...]
    colour: str
    unit: float


PANELS = (
    Panel("International funding, USD million", (ITEMISED, PRINTED), theme.BLUE, 1e6),
    Panel("National funding, USD million", (NATIONAL,), theme.PURPLE, 1e6),
    Panel("Land released, km²", (LAND, CLEARED), theme.GREEN, 1),
    Panel("Funding per km² released, USD million", (COST,), theme.ORANGE, 1e6),
)


def money_beside_land(tables: Tables, view: View, *, recipient: str = "BIH") -> Chart:
    """International and national money, land released and money per km² of one recipient."""
    rows = money_and_land(tables, view, recipient)
    name = country_names(tables, full=True).get(recipient, recipient)
    if rows.empty:
        return empty(sentence("{name}: no funding and no land on record by year", name=name))
    rows = rows.assign(label=_labels(tables, rows))
    first, last = view.years or (rows["year"].min(), rows["year"].max())
    layout = panel_layout([panel.heading for panel in PANELS], HEIGHT, xaxis=years_axis(first, last))
    traces = []
    for place, panel in enumerate(PANELS, start=1):
        marks = rows[rows["part"].isin(panel.parts)]
        marks = marks.assign(height=(marks["value"] / panel.unit).round(4), is_beside=_is_beside(marks))
        top = _top(marks)
        layout[axis("yaxis", place)] |= {"range": [0, top], "nticks": 3, "tickformat": ",~g"}
        hatched = _hatched(years_without(rows, panel.parts, first, last), top, is_named=place == 1)
        traces += [in_panel(place, trace) for trace in (hatched, *_marks(marks, panel))]
    traces.append(key_symbol("printed total or other source", "diamond-open"))
    figure = {"data": traces, "layout": layout | {"barmode": "stack"}}
    reader_rows = rows.assign(part=rows["part"].map(PARTS)).drop(columns="source")
    scope = f"{name} · {year_range(first, last)}"
    note = sentence(
        "Funding per km² covers all that was paid and falls where survey cancels much land: it is no price "
        "of clearance. Scales differ by panel. Hatched: no data, not zero."
    )
    measure = sentence("Funding and land released, a year")
    return Chart(_title(rows, name), reader_rows, figure, note, COLUMNS, scope, measure=measure)


def _is_beside(marks: pd.DataFrame) -> pd.Series:
    """Which figures stand beside the bars: printed totals, derived money, clearance alone, other sources."""
    is_derived = marks["part"].eq(NATIONAL) & marks["basis"].eq("computed")
    is_other = ~marks["part"].isin([ITEMISED, LAND]) & marks.duplicated(["part", "year"])
    return marks["part"].isin([PRINTED, CLEARED]) | is_derived | is_other


def _top(marks: pd.DataFrame) -> float:
    stacks = marks[~marks["is_beside"]].groupby("year")["height"].sum()
    return float(max([*stacks, *marks["height"], 0.0])) * 1.15 or 1.0


def _marks(marks: pd.DataFrame, panel: Panel) -> list[Trace]:
    look = {"width": 0.7, "marker": {"color": panel.colour, "line": {"width": 0}}, "showlegend": False}
    beside = {"mode": "markers", "marker": OPEN, "showlegend": False, "cliponaxis": False}
    traces = [
        bars(marks[~marks["is_beside"]], "year", "height", PARTS[panel.parts[0]], **look),
        scatter(marks[marks["is_beside"]], "year", "height", "printed totals and other sources", **beside),
    ]
    return [trace for trace in traces if trace["x"]]


def _hatched(years: list[int], top: float, *, is_named: bool) -> Trace:
    """A hatched column over each year without a figure; it is no mark."""
    pattern = {"shape": "/", "fgcolor": theme.GREY, "bgcolor": theme.CLEAR, "size": 7, "solidity": 0.12}
    return {
        "type": "bar",
        "name": "no data",
        "legendgroup": "no data",
        "showlegend": is_named,
        "hoverinfo": "skip",
        "x": years,
        "y": [top] * len(years),
        "width": 1,
        "marker": {"color": theme.CLEAR, "pattern": pattern, "line": {"width": 0}},
    }


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    return [
        lines(
            f"{bold(str(row.year))}: {_value(row)}",
            f"printed as {escape(money(row.amount, row.currency))}" if _is_other_currency(row) else "",
            wrap(row.donor) if row.part == ITEMISED else PARTS[row.part],
            wrap(row.note),
            source_line(tables, row.source),
        )
        for row in rows.itertuples()
    ]


def _value(row: Any) -> str:
    if row.part in (LAND, CLEARED):
        return number(row.value, row.unit)
    return f"{money(row.value)}{' per km²' if row.unit == PER_KM2 else ''}"


def _is_other_currency(row: Any) -> bool:
    return isinstance(row.currency, str) and row.currency != "USD" and pd.notna(row.amount)


def _title(rows: pd.DataFrame, name: str) -> str:
    """What all money came to per km², where both are known of a year."""
    costs = rows[rows["part"] == COST]
    if costs.empty:
        return first_short(
            sentence("{name}: no year has both total funding and release", name=name),
            sentence("No year has both total funding and land released"),
        )
    span = money_range(costs["value"].min(), costs["value"].max())
    return first_short(
        sentence("{name}: {span} per km² released", name=name, span=span),
        sentence("Funding came to {span} per km² released", span=span),
    )
