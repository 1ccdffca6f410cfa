"""Several treaties beside each other: how many states joined, by date or by the age of each treaty."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, step_curve
from topics.tables import Tables
from topics.treaties.curve import labelled_counts
from topics.treaties.status import states_of
from topics.treaties.survival import MONTH_DAYS
from topics.treaties.words import scope_words
from topics.view import View
from topics.vocabulary.numbers import part_of
from topics.vocabulary.text import escape
from topics.vocabulary.treaties import treaty_names

AGE = "Months since the opening for signature"
COLUMNS = (
    *("treaty", "country", "action", "date", "in_force_on", "counted_from", "months", "place", "change"),
    "states_after",
)


def treaties_compared(
    tables: Tables, view: View, *, treaties: tuple[str, ...] = (), by_age: bool = False
) -> Chart:
    """States that joined (deposits less withdrawals) several treaties, by date or by months since opening."""
    rows = _rows(tables, view, treaties or tuple(treaty_names(tables)))
    if rows.empty:
        return empty(f"No state has joined any of these treaties: {view.place}")
    states = len(states_of(tables, view.members))
    traces = [
        trace for _, own in rows.groupby("treaty", sort=False) for trace in _line(tables, view, own, by_age)
    ]
    limit = {"x0": 0, "x1": 1, "xref": "paper", "y0": states, "y1": states}
    label = {"text": f"all {states} states", "x": 0, "xref": "paper", "xanchor": "left", "y": states}
    layout = {
        "height": 440,
        "xaxis": {"title": {"text": AGE if by_age else "Date"}},
        "yaxis": {"title": {"text": "States that have joined"}, "rangemode": "tozero"},
        "shapes": [{"type": "line", "line": {"color": theme.GREY, "dash": "dot", "width": 1}, **limit}],
        "annotations": [{"showarrow": False, "yanchor": "bottom", **label}],
    }
    title = _ages_title(tables, rows, view) if by_age else _dates_title(tables, rows, states)
    return Chart(
        f"{view.place}: {title}",
        rows,
        {"data": traces, "layout": layout},
        "Deposits less withdrawals. A treaty that is not opened for signature is as old as its adoption.",
        COLUMNS,
        scope_words(tables, view),
    )


def _rows(tables: Tables, view: View, codes: tuple[str, ...]) -> pd.DataFrame:
    """The changes of the deposits of each treaty, with `months` since its opening."""
    treaties = tables["treaties"].set_index("treaty")
    opened = treaties["opened"].fillna(treaties["adopted"])
    parts = []
    for code in codes:
        rows = labelled_counts(tables, code, view.members, view.day)
        rows = rows[rows["curve"] == "deposits"]
        if len(rows):
            months = (rows["counted_from"] - opened[code]).dt.days / MONTH_DAYS
            parts.append(rows.assign(months=months.round(1)))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _line(tables: Tables, view: View, rows: pd.DataFrame, by_age: bool) -> list[Trace]:
    treaty = tables["treaties"].set_index("treaty").loc[rows["treaty"].iloc[0]]
    name = f"{escape(treaty['name'])}: {rows['states_after'].iloc[-1]}"
    line: dict[str, Any] = {"color": theme.COLOURS[treaty["colour"]], "dash": treaty["dash"]}
    if not by_age:
        return step_curve(rows, "counted_from", "states_after", name, line, end=f"{view.day:%Y-%m-%d}")
    first = rows["counted_from"].iloc[0]
    end = rows["months"].iloc[0] + (pd.Timestamp(view.day) - first).days / MONTH_DAYS
    return step_curve(rows, "months", "states_after", name, line, end=round(end, 1))


def _dates_title(tables: Tables, rows: pd.DataFrame, states: int) -> str:
    totals = rows.groupby("treaty", sort=False)["states_after"].last()
    most, least = totals.idxmax(), totals.idxmin()
    names = treaty_names(tables)
    words = f"{part_of(totals[most], states, 'state', ('has', 'have'))} joined the {names[most]}"
    return words if most == least else f"{words}, {totals[least]} the {names[least]}"


def _ages_title(tables: Tables, rows: pd.DataFrame, view: View) -> str:
    """The counts at the age that the youngest of the treaties has reached."""
    first = rows.groupby("treaty", sort=False)[["counted_from", "months"]].first()
    ages = first["months"] + (pd.Timestamp(view.day) - first["counted_from"]).dt.days / MONTH_DAYS
    age = int(ages.min())
    totals = rows[rows["months"] <= age].groupby("treaty")["change"].sum().reindex(first.index, fill_value=0)
    most, least = totals.idxmax(), totals.idxmin()
    names = treaty_names(tables)
    words = f"{age} months on, {totals[most]} states had joined the {names[most]}"
    return words if most == least else f"{words}, {totals[least]} the {names[least]}"
