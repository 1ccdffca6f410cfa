"""Deadlines of treaty obligations with their extensions and completions, over time and as a table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, key_entry, scatter, today_line, unmarked
from topics.land.obligations import (
    DEADLINE_STEPS,
    KEYS,
    UNDECIDED,
    deadline_marks,
    obligations,
    state_words,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.dates import iso_date, long_date
from topics.vocabulary.land import DEADLINE_STATES, DEADLINES, NO_DECISION
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

LETTERS = 24
"""Of a name that leaves room for the task beside it."""
SHORT = 54
"""Letters of a line of words above the marks, for which a small screen has room."""
ROW = 66
"""Pixels for an obligation and the lines of words above it."""
STYLES = {
    DEADLINES["original"]: ("circle", theme.STATUSES["in_force"]),
    DEADLINES["decision"]: ("square", theme.STATUSES["extended"]),
    DEADLINES["request"]: ("square-open", theme.STATUSES["requested"]),
    DEADLINES["refusal"]: ("x-open", theme.STATUSES["requested"]),
    DEADLINES["fulfilment"]: ("star", theme.STATUSES["met"]),
    DEADLINES["missed"]: ("x", theme.STATUSES["missed"]),
}
"""Symbol and colour of each mark."""
NOTE = (
    "Land is due under Article 4 of the Convention on Cluster Munitions and Article 5 of the Mine Ban "
    "Convention."
)


def deadlines(tables: Tables, view: View, *, duty: str = "clearance") -> Chart:
    """A line per country and obligation: first deadline, requests, extensions, completion, and today.

    A request that states no day is a row of the table without a mark.
    """
    states = _states(tables, view, duty)
    if states.empty:
        return empty("No deadline on record")
    places = states[[*KEYS, "state"]].assign(place=range(len(states)))
    rows = tables.derive(deadline_marks).merge(places, on=list(KEYS)).sort_values("day", kind="stable")
    rows = rows.assign(state=rows["state"].map(DEADLINE_STATES)).reset_index(drop=True)
    rows = rows.assign(label=_labels(tables, rows))
    figure = {"data": _traces(rows), "layout": _layout(tables, states)}
    columns = ("country", "treaty", "article", "mark", "date", "deadline", "length_months", "event", "state")
    return Chart(_title(tables, states), rows, figure, NOTE, columns, view.timeless.words())


def obligation_table(tables: Tables, view: View, *, duty: str = "clearance") -> Chart:
    """How each obligation stands today."""
    rows = _states(tables, view, duty)
    if rows.empty:
        return empty("No obligation on record")
    names = country_names(tables)
    labels = [
        lines(bold(names.get(row.country, row.country)), escape(row.task), escape(state_words(row)))
        for row in rows.itertuples()
    ]
    rows = rows.assign(label=labels, state=rows["state"].map(DEADLINE_STATES)).drop(columns="record_id")
    days = ("original", "deadline", "extensions", "requested_on", "requested_until", "completed_on")
    columns = ("country", "treaty", "article", *days, "state")
    return Chart("Status of each obligation", rows, columns=columns, scope=view.timeless.words())


def _states(tables: Tables, view: View, duty: str) -> pd.DataFrame:
    """The obligations inside the view in the order of the list: open ones first."""
    rows = view.of(obligations(tables), skip=("years",))
    rows = rows[rows["duty"].eq(duty) | (duty == "all")]
    order = rows["state"].map({state: place for place, state in enumerate(DEADLINE_STATES)})
    rows = rows.assign(order=order, end=rows["completed_on"].fillna(rows["deadline"]))
    rows = rows.sort_values(["order", "end"], kind="stable", ignore_index=True)
    return rows.drop(columns=["order", "end"])


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    meetings = dict(tables["events"][["event", "title"]].itertuples(index=False))
    names, titles = names_on(rows["country"], rows["day"], tables, acts=True), source_titles(tables)
    return [
        lines(
            bold(name),
            escape(f"{sentence_case(row.task)}, {row.treaty} Article {row.article}"),
            *_step_words(row, meetings),
            "" if row.preferred else "Another date on record",
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _step_words(row: Any, meetings: Mapping[str, str]) -> list[str]:
    """What a step says: its day, the deadline it sets or asks for and how long that is, who decided."""
    when = long_date(row.date, row.date_precision) if pd.notna(row.date) else ""
    due = long_date(row.deadline, row.deadline_precision) if pd.notna(row.deadline) else ""
    length = f"{number(row.length_months)} months" if pd.notna(row.length_months) else ""
    if row.obligation_step in DEADLINE_STEPS or row.obligation_step == "missed":
        first = f"{sentence_case(row.mark)}: {due}"
        second = f"Granted: {when}" if row.obligation_step == "decision" and when else ""
    else:
        first = ": ".join(filter(None, [sentence_case(row.mark), when]))
        second = f"Until: {due}" if due else ""
    return [first, second, f"Length: {length}" if length else "", wrap(escape(meetings.get(row.event, "")))]


def _traces(rows: pd.DataFrame) -> list[Trace]:
    rows = rows[rows["day"].notna()]
    spans = rows.groupby("place")["day"].agg(["min", "max"])
    x = [day for row in spans.itertuples() for day in (iso_date(row.min), iso_date(row.max), None)]
    y = [place for row in spans.itertuples() for place in (row.Index, row.Index, None)]
    traces = [unmarked(x, y, mode="lines", line={"color": theme.GREY, "width": 2})]
    for mark, (symbol, colour) in STYLES.items():
        part = rows[rows["mark"] == mark]
        if part.empty:
            continue
        symbols = [
            symbol if is_preferred or symbol.endswith("open") else f"{symbol}-open"
            for is_preferred in part["preferred"]
        ]
        size = 14 if mark == DEADLINES["fulfilment"] else 11
        marker = {"size": size, "color": colour, "line": {"width": 1.5, "color": colour}}
        name = sentence_case(mark)
        traces.append(key_entry(name, marker=marker | {"symbol": symbol}))
        style = {"mode": "markers", "marker": marker | {"symbol": symbols}, "showlegend": False}
        traces.append(scatter(part, "day", "place", name, **style))
    return traces


def _layout(tables: Tables, states: pd.DataFrame) -> dict[str, Any]:
    today, names = today_line(iso_date(tables.today)), country_names(tables)
    return {
        "height": ROW * len(states) + 140,
        "xaxis": {"title": {"text": "Year"}, "type": "date", "tickformat": "%Y", "showgrid": True},
        "yaxis": {"visible": False, "range": [len(states) - 0.5, -0.9]},
        "shapes": today["shapes"],
        "annotations": [*today["annotations"], *(_heading(row, names) for row in states.itertuples())],
    }


def _heading(row: Any, names: dict[str, str]) -> dict[str, Any]:
    """Country, obligation and how it stands, in lines above the marks."""
    name = names.get(row.country, row.country)
    task, state = f"{row.task}, {row.treaty} Art. {row.article}", wrap(state_words(row), SHORT)
    parts = (
        (f"{bold(name)} {escape(task)}", state)
        if len(name) <= LETTERS
        else (bold(name), escape(f"{task}:"), state)
    )
    look = {
        "xref": "paper",
        "xanchor": "left",
        "align": "left",
        "yanchor": "bottom",
        "yshift": 8,
        "showarrow": False,
    }
    return {"x": 0, "y": row.Index, "text": lines(*parts), "font": {"size": theme.SIZE - 2}, **look}


def _title(tables: Tables, states: pd.DataFrame) -> str:
    """The next deadline, how many passed, how many obligations are completed."""
    ahead = states[states["state"] == "in force"].sort_values("deadline", kind="stable")
    late = int(states["state"].isin(UNDECIDED).sum())
    done = int(states["state"].eq("completed").sum())
    names = country_names(tables, full=True)
    parts = [
        f"Next treaty deadline: {names.get(row.country, row.country)}, "
        f"{long_date(row.deadline, row.deadline_precision)}"
        for row in ahead.head(1).itertuples()
    ]
    if late:
        parts.append(f"{plural(late, 'deadline')} over, {NO_DECISION}")
    if done:
        parts.append(f"{done} of {len(states)} obligations completed")
    return sentence_case("; ".join(parts)) if parts else "No deadline on record"
