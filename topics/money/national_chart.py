"""What states pay themselves for mine action."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from charts.panels import years_axis
from topics.money.totals import national_money
from topics.money.words import dated_amount
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import money, money_range
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

SHAPES = ("circle", "diamond", "square")


def national_contributions(tables: Tables, view: View) -> Chart:
    """A mark per figure; those that are computed, or of a part only, as open marks."""
    rows = national_money(tables, view).dropna(subset="amount_usd")
    if rows.empty:
        return empty(sentence("No national contribution on record in US dollars"))
    rows = rows.sort_values(["country", "year"], ignore_index=True)
    rows = rows.assign(name=names_at_dates(rows, tables), height=rows["amount_usd"] / 1e6)
    rows = rows.assign(label=_labels(tables, rows))
    names = country_names(tables)
    traces = [
        trace
        for place, code in enumerate(rows["country"].value_counts().index)
        for trace in _marks(rows[rows["country"] == code], escape(names.get(code, code)), place)
    ]
    layout = {
        "height": 400,
        "xaxis": years_axis(rows["year"].min(), rows["year"].max()),
        "yaxis": {"rangemode": "tozero"},
    }
    return Chart(
        _title(tables, rows),
        rows.drop(columns=["name", "height", "is_open"]),
        {"data": traces, "layout": layout},
        sentence(
            "Open marks: computed from other figures, or a part only. Two marks in one year are two sources."
        ),
        ("country", "year", "amount_usd", "amount", "currency"),
        measure=sentence("National contributions to mine action, million US dollars a year"),
    )


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    return [
        lines(bold(row.name), escape(dated_amount(row)), wrap(row.note), source_line(tables, row.source))
        for row in rows.itertuples(index=False)
    ]


def _marks(rows: pd.DataFrame, name: str, place: int) -> list[Trace]:
    """The full marks of one country and its open ones."""
    colour, symbol = theme.PALETTE[place % len(theme.PALETTE)], SHAPES[place % len(SHAPES)]
    looks = {False: (name, symbol), True: (f"{name}, computed or partial", f"{symbol}-open")}
    traces = []
    for is_open, part in rows.groupby("is_open"):
        words, shape = looks[bool(is_open)]
        marker: dict[str, Any] = {
            "symbol": shape,
            "color": colour,
            "size": 12,
            "line": {"width": 2, "color": colour},
        }
        traces.append(scatter(part, "year", "height", words, mode="markers", marker=marker, cliponaxis=False))
    return traces


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    stated = rows[~rows["is_open"]]
    if stated.empty:
        return sentence("Only computed or partial national contributions are on record")
    code = stated["country"].value_counts().index[0]
    own, name = stated[stated["country"] == code], country_names(tables, full=True).get(code, code)
    low, high = own["amount_usd"].min(), own["amount_usd"].max()
    if low == high:
        year = own["year"].iloc[0]
        return sentence(
            "{name} contributed {amount} itself in {year}", name=name, amount=money(high), year=year
        )
    return first_short(
        sentence("{name} contributed {span} a year itself", name=name, span=money_range(low, high)),
        sentence("{name} contributed up to {high} itself", name=name, high=money(high)),
    )
