"""Draws stockpiles of cluster munitions destroyed, by country and worldwide."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from charts.panels import annotation, key_symbol
from topics.tables import Tables, with_records
from topics.view import WORLD, View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

ROW = 38
MOST = 20
"""Countries drawn; the table has all."""
COLUMNS = ("country", "munitions", "submunitions", "completed_on", "deadline")
HAZARD = "CMR"
"""What the stockpiles on record are of."""


def stockpiles(tables: Tables, view: View) -> Chart:
    """Submunitions destroyed per country, as last reported; earlier and other figures as open marks."""
    rows = _country_rows(tables, view)
    if rows.empty or view.hazard not in ("ALL", HAZARD):
        return empty("No destroyed stockpile of cluster munitions is on record")
    names = names_at_dates(rows, tables)
    rows = rows.assign(label=_labels(tables, rows, names))
    places = {code: place for place, code in enumerate(rows["country"].unique())}
    drawn = rows.assign(place=rows["country"].map(places))
    last, others = drawn[drawn["role"] == "stack"], drawn[drawn["role"] == "rival"]
    style = {"orientation": "h", "width": 0.3, "marker": {"color": theme.BLUE}}
    traces = [bars(last, "submunitions", "place", "submunitions destroyed", **style), *_open_marks(others)]
    layout = {
        "height": ROW * len(last) + 130,
        "xaxis": {"title": {"text": "Submunitions"}, "tickformat": ",~g", "rangemode": "tozero"},
        "yaxis": {"visible": False, "range": [len(last) - 0.4, -0.9]},
        "annotations": [_words(row, name) for row, name in zip(last.itertuples(), names, strict=False)],
    }
    return Chart(
        _title(last, country_names(tables, full=True)),
        rows,
        {"data": traces, "layout": layout},
        "The last report of each country; what an earlier or another report says is an open mark.",
        (*COLUMNS, "role"),
        view.timeless.words(),
    )


def _country_rows(tables: Tables, view: View) -> pd.DataFrame:
    """The last report of each country, the largest first, then what else is stated of the same countries."""
    rows = tables["stockpiles"]
    rows = with_records(view.of(rows[rows["country"].notna() & rows["submunitions"].gt(0)], skip=("years",)))
    rows = rows.sort_values(["completed_on", "submunitions"], ascending=False, kind="stable")
    last = rows.drop_duplicates("country").sort_values("submunitions", ascending=False)[:MOST]
    key = ["country", "submunitions"]
    is_drawn = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(last[key]))
    others = rows[rows["country"].isin(last["country"]) & ~is_drawn]
    return pd.concat([last.assign(role="stack"), others.assign(role="rival")], ignore_index=True)


def world_stockpiles(tables: Tables, view: View) -> Chart:
    """Submunitions destroyed by all States Parties together, as the total was known at each date.

    A world row that is dated by a year alone is the amount of that year and not drawn.
    """
    rows = tables["stockpiles"]
    rows = rows[
        rows["country"].isna() & rows["completed_on_precision"].ne("year") & rows["submunitions"].notna()
    ]
    if rows.empty or view.hazard not in ("ALL", HAZARD):
        return empty("No world total of destroyed stockpiles is on record")
    rows = with_records(rows.sort_values("completed_on")).reset_index(drop=True)
    names = pd.Series("States Parties together", rows.index)
    rows = rows.assign(label=_labels(tables, rows, names))
    drawn = rows.assign(million=rows["submunitions"] / 1e6)
    line = {"color": theme.BLUE, "shape": "hv", "dash": "dot"}
    style = {"mode": "lines+markers", "line": line, "marker": {"size": 9}}
    trace = scatter(drawn, "completed_on", "million", names[0], **style)
    layout = {
        "height": 340,
        "showlegend": False,
        "xaxis": {"title": {"text": "Date of the report"}, "type": "date"},
        "yaxis": {"title": {"text": "Submunitions destroyed, million"}, "rangemode": "tozero"},
    }
    last = rows.iloc[-1]
    day = long_date(last["completed_on"], last["completed_on_precision"])
    return Chart(
        f"States Parties had destroyed {number(last['submunitions'] / 1e6, 'million')} submunitions by {day}",
        rows,
        {"data": [trace], "layout": layout},
        columns=("completed_on", "munitions", "submunitions", "coverage"),
        scope=replace(view, region=WORLD, countries=(), years=None).words(),
    )


def _open_marks(rows: pd.DataFrame) -> list[Trace]:
    """A part, an earlier or another figure."""
    if rows.empty:
        return []
    marker = {"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line": {"width": 2}}
    style = {"mode": "markers", "showlegend": False, "marker": marker}
    return [
        key_symbol("open mark: part, earlier or other figure", "diamond-open"),
        scatter(rows, "submunitions", "place", "part, earlier or other figures", **style),
    ]


def _words(row: Any, name: str) -> dict[str, Any]:
    day = long_date(row.completed_on, row.completed_on_precision)
    style = {"xanchor": "left", "yshift": 15, "xshift": -2, "font": {"size": theme.SIZE - 2}}
    return annotation(1, 0, row.place, f"{bold(name)} {number(row.submunitions)}, {day}", **style)


def _labels(tables: Tables, rows: pd.DataFrame, names: pd.Series) -> list[str]:
    titles = source_titles(tables)
    return [_label(row, name, titles) for row, name in zip(rows.itertuples(), names, strict=True)]


def _label(row: Any, name: str, titles: Mapping[str, str]) -> str:
    munitions = f" in {number(row.munitions)} munitions" if pd.notna(row.munitions) else ""
    return lines(
        bold(name),
        f"{number(row.submunitions)} submunitions{munitions}",
        f"Completed or reported: {long_date(row.completed_on, row.completed_on_precision)}",
        f"Deadline {long_date(row.deadline)}" if pd.notna(row.deadline) else "",
        wrap(row.note),
        source_line(row.source, titles),
    )


def _title(last: pd.DataFrame, names: Mapping[str, str]) -> str:
    name, count = names[last["country"].iloc[0]], number(last["submunitions"].iloc[0])
    if len(last) == 1:
        return f"{name} destroyed {count} submunitions"
    return f"Of the stockpiles on record {name} destroyed the largest: {count} submunitions"
