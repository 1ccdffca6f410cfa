"""Draws stockpiles of cluster munitions destroyed, by country and worldwide."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from charts.panels import annotation
from topics.land.release import CLOSE
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import more_countries_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

ROW, MOST = 24, 16
"""Pixels for a country; countries drawn, the table has all."""
ROOM = 1.5
"""Length of the axis over that of the longest bar: room for its figure."""
COLUMNS = ("country", "submunitions", "munitions", "completed_on", "deadline")
HAZARD = "CMR"
"""What the stockpiles on record are of."""


def stockpiles(tables: Tables, view: View) -> Chart:
    """Submunitions destroyed per country, as last reported; earlier and other figures as open marks."""
    rows = _country_rows(tables, view)
    if rows.empty or view.hazard not in ("ALL", HAZARD):
        return empty(sentence("No destroyed stockpile of cluster munitions on record"))
    rows = rows.assign(label=_labels(tables, rows, names_at_dates(rows, tables)))
    places = {code: place for place, code in enumerate(rows["country"].unique())}
    drawn = rows.assign(place=rows["country"].map(places))
    drawn = drawn[drawn["place"] < MOST]
    last, others = drawn[drawn["role"] == "stack"], drawn[drawn["role"].eq("rival") & ~_repeats(drawn)]
    last = last.assign(end=drawn.groupby("country")["submunitions"].transform("max"))
    style = {"orientation": "h", "width": 0.5, "marker": {"color": theme.BLUE}}
    traces = [bars(last, "submunitions", "place", "Last report", **style), *_open_marks(others)]
    return Chart(
        _title(last, country_names(tables, full=True)),
        rows,
        {"data": traces, "layout": _layout(last, country_names(tables)) | {"showlegend": len(others) > 0}},
        more_countries_in_table(len(places) - MOST),
        (*COLUMNS, "role"),
        view.place,
        measure=sentence("Submunitions destroyed, by the last report of each country"),
    )


def _layout(last: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """Names beside the bars and a figure at the end of each."""
    return {
        "height": ROW * max(len(last), 3) + 70,
        "xaxis": {"range": [0, float(last["submunitions"].max()) * ROOM], "visible": False},
        "yaxis": {
            "range": [len(last) - 0.4, -0.6],
            "tickvals": last["place"].tolist(),
            "ticktext": [escape(names[code]) for code in last["country"]],
            "showgrid": False,
        },
        "annotations": [_words(row) for row in last.itertuples()],
    }


def _country_rows(tables: Tables, view: View) -> pd.DataFrame:
    """The last report of each country, the largest first, then what else is stated of the same countries."""
    rows = tables["stockpiles"]
    rows = with_records(view.of(rows[rows["country"].notna() & rows["submunitions"].gt(0)], skip=("years",)))
    rows = rows.sort_values(["completed_on", "submunitions"], ascending=False, kind="stable")
    last = rows.drop_duplicates("country").sort_values("submunitions", ascending=False)
    key = ["country", "submunitions"]
    is_drawn = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(last[key]))
    others = rows[~is_drawn]
    return pd.concat([last.assign(role="stack"), others.assign(role="rival")], ignore_index=True)


def _repeats(rows: pd.DataFrame) -> pd.Series:
    """Which rows say nearly what the last report says."""
    stated = rows.groupby("country")["submunitions"].transform("first")
    return (rows["submunitions"] - stated).abs() <= CLOSE * stated


def world_stockpiles(tables: Tables, view: View) -> Chart:
    """Submunitions destroyed by all States Parties together, as the total was known at each date.

    A world row that is dated by a year alone is the amount of that year and not drawn.
    """
    rows = tables["stockpiles"]
    rows = rows[
        rows["country"].isna() & rows["completed_on_precision"].ne("year") & rows["submunitions"].notna()
    ]
    if rows.empty or view.hazard not in ("ALL", HAZARD):
        return empty(sentence("No world total of destroyed stockpiles on record"))
    rows = with_records(rows.sort_values("completed_on", ascending=False)).reset_index(drop=True)
    names = pd.Series("States Parties together", rows.index)
    rows = rows.assign(label=_labels(tables, rows, names))
    last = rows.iloc[0]
    return Chart(
        sentence(
            "States Parties had destroyed {count} submunitions by {day}",
            count=number(last["submunitions"] / 1e6, "million"),
            day=long_date(last["completed_on"], last["completed_on_precision"]),
        ),
        rows,
        _world_figure(rows.assign(million=rows["submunitions"] / 1e6).iloc[::-1], names[0]),
        columns=("completed_on", "munitions", "submunitions", "coverage"),
        scope=view.worldwide(rows.assign(year=rows["completed_on"].dt.year)[["year"]]),
        measure=sentence("Submunitions destroyed by all States Parties together, million"),
    )


def _world_figure(rows: pd.DataFrame, name: str) -> dict[str, Any]:
    """Steps through the totals as they were known."""
    line = {"color": theme.BLUE, "shape": "hv", "dash": "dot"}
    style = {"mode": "lines+markers", "line": line, "marker": {"size": 9}}
    layout = {"height": 340, "margin": {"t": 16}, "showlegend": False, "xaxis": {"type": "date"}}
    layout["yaxis"] = {"rangemode": "tozero"}
    return {"data": [scatter(rows, "completed_on", "million", name, **style)], "layout": layout}


def _open_marks(rows: pd.DataFrame) -> list[Trace]:
    """A part, an earlier or another figure."""
    if rows.empty:
        return []
    marker = {"symbol": "diamond-open", "size": 10, "color": theme.ORANGE, "line": {"width": 2}}
    name = "Other figure"
    return [scatter(rows, "submunitions", "place", name, mode="markers", marker=marker)]


def _words(row: Any) -> dict[str, Any]:
    style = {"xanchor": "left", "xshift": 8, "font": {"size": 12}}
    return annotation(1, row.end, row.place, _count(row.submunitions), **style)


def _count(submunitions: float) -> str:
    """A number of submunitions, in millions from one million on."""
    return number(submunitions) if submunitions < 1e6 else f"{number(submunitions / 1e6)} million"


def _labels(tables: Tables, rows: pd.DataFrame, names: pd.Series) -> list[str]:
    return [_label(row, name, tables) for row, name in zip(rows.itertuples(), names, strict=True)]


def _label(row: Any, name: str, tables: Tables) -> str:
    munitions = f" in {number(row.munitions)} munitions" if pd.notna(row.munitions) else ""
    return lines(
        bold(name),
        f"{number(row.submunitions)} submunitions{munitions}",
        sentence("Completed or reported: {day}", day=long_date(row.completed_on, row.completed_on_precision)),
        sentence("Deadline {day}", day=long_date(row.deadline)) if pd.notna(row.deadline) else "",
        wrap(row.note),
        source_line(tables, row.source),
    )


def _title(last: pd.DataFrame, names: Mapping[str, str]) -> str:
    words = {"country": names[last["country"].iloc[0]], "count": _count(last["submunitions"].iloc[0])}
    if len(last) == 1:
        return sentence("{country} destroyed {count} submunitions", **words)
    return sentence("{country} destroyed the largest stockpile: {count} submunitions", **words)
