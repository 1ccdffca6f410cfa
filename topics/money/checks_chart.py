"""Which kinds of figures about money are on record at all, by recipient and year."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from charts.panels import years_axis
from topics.money.on_record import ANNOUNCED, ITEMISED, KINDS, NATIONAL, PROGRAMME, TOTAL, figures_by_year
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines

LOOKS = {
    ITEMISED: ("square", theme.BLUE),
    TOTAL: ("diamond-open", theme.ORANGE),
    NATIONAL: ("circle", theme.GREEN),
    PROGRAMME: ("triangle-up", theme.PURPLE),
    ANNOUNCED: ("x-thin-open", theme.GREY),
}
"""Symbol and colour of each kind of figure."""
LANE, ROW, MOST = 0.19, 34, 10
"""Between the kinds of figures of a recipient, pixels of a recipient, and how many of them are drawn."""


def figures_on_record(tables: Tables, view: View) -> Chart:
    """Recipients by years: which kinds of figures are on record; an empty place means no data."""
    rows = figures_by_year(tables, view)
    if rows.empty:
        return empty(sentence("No figure about funding on record"))
    years = rows.groupby("recipient")["year"].nunique().sort_values(ascending=False, kind="stable")
    order, names = years.index[:MOST].tolist(), country_names(tables)
    lanes = {kind: (lane - len(KINDS) // 2) * LANE for lane, kind in enumerate(KINDS)}
    labels = [
        lines(bold(f"{name} {row.year}"), row.part, plural(row.figures, "figure"))
        for name, row in zip(names_at_dates(rows, tables, "recipient"), rows.itertuples(), strict=True)
    ]
    rows = rows.assign(label=labels)
    places = {code: place for place, code in enumerate(order)}
    drawn = rows.assign(height=rows["recipient"].map(places) + rows["part"].map(lanes)).dropna(
        subset="height"
    )
    traces = [_kind(drawn[drawn["part"] == kind], kind) for kind in KINDS]
    layout = _layout([escape(names.get(code, code)) for code in order])
    layout["xaxis"] = years_axis(rows["year"].min(), rows["year"].max(), 3) | {"showgrid": True}
    return Chart(
        _title(drawn),
        rows,
        {"data": traces, "layout": layout},
        sentence("A mark: a figure of this kind is on record for the year. An empty place means no data."),
        ("recipient", "year", "part", "figures"),
        measure=sentence("Kinds of figures about funding on record"),
    )


def _kind(rows: pd.DataFrame, kind: str) -> Trace:
    symbol, colour = LOOKS[kind]
    marker = {"symbol": symbol, "size": 7, "color": colour, "line": {"width": 1.5, "color": colour}}
    return scatter(rows, "year", "height", kind, mode="markers", marker=marker)


def _layout(names: list[str]) -> dict[str, Any]:
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "opacity": 0.4}
    ink = {"width": 1, "color": theme.BORDER}
    return {
        "height": max(ROW * len(names) + 120, 220),
        "yaxis": {
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "range": [len(names) - 0.5, -0.5],
            "showgrid": False,
            "fixedrange": True,
        },
        "shapes": [
            line | {"y0": place - 0.5, "y1": place - 0.5, "line": ink} for place in range(1, len(names))
        ],
    }


def _title(rows: pd.DataFrame) -> str:
    """Of how many of the years with any figure contributions are itemised."""
    pairs = rows[["recipient", "year"]].drop_duplicates()
    return sentence(
        "Contributions are itemised for {itemised} of {years} country-years on record",
        itemised=rows["part"].eq(ITEMISED).sum(),
        years=len(pairs),
    )
