"""Several treaties beside each other: how many states joined, by date or by the age of each treaty."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import limit_line, named_ends
from charts.marks import Trace, step_curve
from topics.tables import Tables
from topics.treaties.curve import labelled_counts
from topics.treaties.status import states_of
from topics.treaties.survival import MONTH_DAYS
from topics.treaties.words import scope_words
from topics.view import View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape, wrap
from topics.vocabulary.treaties import treaty_names

COLUMNS = ("counted_from", "treaty", "country", "action", "place", "in_force_on", "states_after")
LETTERS = 14
"""In a line of a name beside the plot."""


def treaties_compared(
    tables: Tables, view: View, *, treaties: tuple[str, ...] = (), by_age: bool = False
) -> Chart:
    """States that joined (deposits less withdrawals) several treaties, by date or by months since opening."""
    rows = _rows(tables, view, treaties or tuple(treaty_names(tables)))
    if rows.empty:
        return empty(sentence("No state has joined any of these treaties"))
    states = len(states_of(tables, view.members))
    traces = [
        trace for _, own in rows.groupby("treaty", sort=False) for trace in _line(tables, view, own, by_age)
    ]
    return Chart(
        _ages_title(rows, view) if by_age else _dates_title(rows, states),
        rows,
        {"data": traces, "layout": _layout(tables, rows, by_age, states)},
        sentence("Withdrawals are taken off. A treaty without signatures counts from its adoption."),
        COLUMNS,
        scope_words(view),
        measure=_measure(by_age),
    )


def _measure(by_age: bool) -> str:
    if by_age:
        return sentence("Number of states that have joined, by months since the opening for signature")
    return sentence("Number of states that have joined")


def _layout(tables: Tables, rows: pd.DataFrame, by_age: bool, states: int) -> dict[str, Any]:
    """Names at the ends of the lines; how far they can rise."""
    treaties = tables["treaties"].set_index("treaty")
    ends = [
        (
            f"{wrap(treaties['name'][row['treaty']], LETTERS)} {row['states_after']}",
            theme.COLOURS[treaties["colour"][row["treaty"]]],
            row["states_after"],
        )
        for row in rows.drop_duplicates("treaty", keep="last").to_dict("records")
    ]
    layout = named_ends(ends, max(states, rows["states_after"].max()))
    limits = limit_line(states, sentence("all {states} states", states=states))
    layout |= {"shapes": limits["shapes"], "annotations": layout["annotations"] + limits["annotations"]}
    if by_age:
        layout["xaxis"] = {"title": {"text": sentence("Months since the opening for signature")}}
    return layout


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


def _dates_title(rows: pd.DataFrame, states: int) -> str:
    return _counts_title(rows.groupby("treaty")["states_after"].last(), states)


def _counts_title(totals: pd.Series, states: int) -> str:
    """How many states have joined the treaties: one number, or from the fewest to the most."""
    least, most = totals.min(), totals.max()
    if states == 1:
        return sentence("Treaties joined: {joined} of {treaties}", joined=totals.sum(), treaties=len(totals))
    if least == most:
        return sentence("Each treaty has been joined by {most} of {states} states", most=most, states=states)
    return sentence(
        "Each treaty has been joined by {least} to {most} of {states} states",
        least=least,
        most=most,
        states=states,
    )


def _ages_title(rows: pd.DataFrame, view: View) -> str:
    """The counts at the age that the youngest of the treaties has reached."""
    first = rows.groupby("treaty", sort=False)[["counted_from", "months"]].first()
    ages = first["months"] + (pd.Timestamp(view.day) - first["counted_from"]).dt.days / MONTH_DAYS
    age = int(ages.min())
    totals = rows[rows["months"] <= age].groupby("treaty")["change"].sum().reindex(first.index, fill_value=0)
    least, most = totals.min(), totals.max()
    return sentence(
        "{age} months after the opening, {least} to {most} states had joined", age=age, least=least, most=most
    )
