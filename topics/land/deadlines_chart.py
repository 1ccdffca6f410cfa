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
from topics.vocabulary.dates import iso_date, long_date, short_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.land import DEADLINE_STATES, DEADLINES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

LETTERS = 52
"""Of the words over the marks of an obligation, for which a small screen has room."""
ROW, MOST, AHEAD = 28, 13, 4
"""Pixels for an obligation with its words; how many are drawn, and how many of these may be ahead."""
ORDER = {
    **dict.fromkeys(UNDECIDED, 0),
    "extended": 0,
    "in force": 1,
    "missed": 2,
    "no date": 3,
    "completed": 4,
}
"""In a list passed deadlines stand first, then those ahead."""
STYLES = {
    DEADLINES["original"]: ("circle", theme.STATUSES["in_force"]),
    DEADLINES["decision"]: ("square", theme.STATUSES["extended"]),
    DEADLINES["request"]: ("square-open", theme.STATUSES["requested"]),
    DEADLINES["refusal"]: ("x-open", theme.STATUSES["requested"]),
    DEADLINES["fulfilment"]: ("star", theme.STATUSES["met"]),
    DEADLINES["missed"]: ("x", theme.STATUSES["missed"]),
}
"""Symbol and colour of each mark."""
MEASURES = {
    "clearance": sentence("Deadlines to clear land, with extensions and completions"),
    "stockpiles": sentence("Deadlines to destroy stockpiles, with extensions and completions"),
    "all": sentence("Deadlines to clear land and destroy stockpiles, with extensions and completions"),
}


def deadlines(tables: Tables, view: View, *, duty: str = "clearance") -> Chart:
    """A line per country and obligation: first deadline, requests, extensions, completion, and today.

    The first ones of the list are drawn. A request that states no day is a row of the table without a mark.
    """
    states = _states(tables, view, duty)
    if states.empty:
        return empty(sentence("No deadline on record"))
    drawn = _drawn(states)
    places = states[[*KEYS, "state"]].assign(place=pd.Series(range(len(drawn)), drawn.index))
    rows = tables.derive(deadline_marks).merge(places, on=list(KEYS)).sort_values("day", kind="stable")
    rows = rows.assign(status=rows["state"].map(DEADLINE_STATES)).reset_index(drop=True)
    rows = rows.assign(label=_labels(tables, rows))
    figure = {"data": _traces(rows), "layout": _layout(tables, drawn.reset_index(drop=True))}
    columns = ("country", "treaty", "task", "what", "date", "deadline", "status")
    title, note = _title(tables, states, drawn), _note(len(states) - len(drawn))
    rows, scope = rows.rename(columns={"mark": "what"}).drop(columns=["place", "state"]), view.undated
    return Chart(title, rows, figure, note, columns, scope, measure=MEASURES[duty])


def obligation_table(tables: Tables, view: View, *, duty: str = "clearance") -> Chart:
    """How each obligation stands today; days are those left, below zero those since the deadline."""
    rows = _states(tables, view, duty)
    if rows.empty:
        return empty(sentence("No obligation on record"))
    names, today = country_names(tables), pd.Timestamp(tables.today)
    labels = [
        lines(bold(names.get(row.country, row.country)), escape(row.task), escape(state_words(row)))
        for row in rows.itertuples()
    ]
    days = (rows["deadline"] - today).dt.days.where(rows["state"].ne("completed")).astype("Int64")
    rows = rows.assign(label=labels, status=rows["state"].map(DEADLINE_STATES), days_to_deadline=days)
    columns = ("country", "treaty", "task", "deadline", "status", "days_to_deadline", "completed_on")
    title = sentence("{count} obligations on record", count=number(len(rows)))
    if len(rows) == 1:
        title = sentence("1 obligation on record")
    rows = rows.drop(columns=["record_id", "state"])
    return Chart(title, rows, columns=columns, scope=view.undated)


def _states(tables: Tables, view: View, duty: str) -> pd.DataFrame:
    """The obligations inside the view: passed deadlines first, then those ahead, completed ones last."""
    rows = view.of(obligations(tables), skip=("years",))
    rows = rows[rows["duty"].eq(duty) | (duty == "all")]
    is_done = rows["state"].eq("completed")
    days = (rows["completed_on"].fillna(rows["deadline"]) - pd.Timestamp(tables.today)).dt.days
    rows = rows.assign(order=rows["state"].map(ORDER), days=days.mask(is_done, -days))
    rows = rows.sort_values(["order", "days"], kind="stable", ignore_index=True)
    return rows.drop(columns=["order", "days"])


def _drawn(states: pd.DataFrame) -> pd.DataFrame:
    """The first obligations of the list, among them the next deadlines."""
    ahead = states[states["state"] == "in force"].head(AHEAD)
    others = states.drop(ahead.index).head(MOST - len(ahead))
    return states.loc[sorted({*ahead.index, *others.index})]


def _note(more: int) -> str:
    """How to read the chart, and how many obligations the table has beside those that are drawn."""
    about = sentence("A deadline counts as missed only where a source says so.")
    if not more:
        return about
    if more == 1:
        return f"{about} {sentence('1 more obligation is in the table.')}"
    return f"{about} {sentence('{count} more obligations are in the table.', count=more)}"


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    meetings = dict(tables["events"][["event", "title"]].itertuples(index=False))
    names = names_on(rows["country"], rows["day"], tables, acts=True)
    return [
        lines(
            bold(name),
            escape(f"{sentence_case(row.task)}, {row.treaty} Article {row.article}"),
            *_step_words(row, meetings),
            "" if row.preferred else "Another date on record",
            wrap(row.note),
            source_line(tables, row.source),
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
    rows = rows[rows["day"].notna() & rows["place"].notna()]
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
        size = 12 if mark == DEADLINES["fulfilment"] else 9
        marker = {"size": size, "color": colour, "line": {"width": 1.5, "color": colour}}
        name = sentence_case(mark)
        traces.append(key_entry(name, marker=marker | {"symbol": symbol}))
        style = {"mode": "markers", "marker": marker | {"symbol": symbols}, "showlegend": False}
        traces.append(scatter(part, "day", "place", name, **style))
    return traces


def _layout(tables: Tables, states: pd.DataFrame) -> dict[str, Any]:
    today = today_line(iso_date(tables.today))
    return {
        "height": ROW * len(states) + 112,
        "xaxis": {"type": "date", "tickformat": "%Y", "showgrid": True},
        "yaxis": {"visible": False, "range": [len(states) - 0.6, -0.85]},
        "shapes": today["shapes"],
        "annotations": [*today["annotations"], *(_heading(tables, row) for row in states.itertuples())],
    }


def _heading(tables: Tables, row: Any) -> dict[str, Any]:
    """Country, obligation and how it stands, in a line above the marks; its code where no name finds room."""
    task, state = _short_task(tables, row), _short_state(row)
    names = [country_names(tables, full=full).get(row.country, row.country) for full in (True, False)]
    name = next((one for one in names if len(f"{one}, {task}: {state}") <= LETTERS), row.country)
    place = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 5, "showarrow": False}
    text = f"{bold(name)}, {escape(task)}: {escape(state)}"
    return {"x": 0, "y": row.Index, "text": text, "font": {"size": theme.SIZE - 2}, **place}


def _short_task(tables: Tables, row: Any) -> str:
    hazard = family_names(tables, short=True).get(row.family, row.task)
    if row.duty == "stockpiles":
        return sentence("{hazard} stock", hazard=hazard.removesuffix("s"))
    return hazard


def _short_state(row: Any) -> str:
    """How an obligation stands, with its month: "due Mar 2027"."""
    day = row.completed_on if row.state == "completed" else row.deadline
    if pd.isna(day):
        return DEADLINE_STATES[row.state]
    day = short_date(day.replace(day=1), "year" if _precision(row) == "year" else "month")
    if row.state == "in force":
        return sentence("due {day}", day=day)
    if row.state == "completed":
        return sentence("completed {day}", day=day)
    if row.state == "missed":
        return sentence("missed {day}, a source says", day=day)
    return sentence("passed {day}", day=day)


def _precision(row: Any) -> str:
    return row.completed_on_precision if row.state == "completed" else row.deadline_precision


def _title(tables: Tables, states: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """How many deadlines passed and which is the next, or how many obligations are completed.

    Only what is drawn as a whole is counted.
    """
    late, missed = (states[states["state"].isin(names)] for names in (UNDECIDED, ("missed",)))
    counted = late if late.index.isin(drawn.index).all() else late.head(0)
    if drawn["state"].eq("in force").any():
        return _with_next(tables, counted, drawn)
    if len(late):
        return _without_next(tables, counted)
    if len(missed):
        return (
            sentence("A source calls 1 deadline missed")
            if len(missed) == 1
            else sentence("Sources call {count} deadlines missed", count=len(missed))
        )
    if states["state"].eq("completed").all():
        return sentence("Each obligation on record is completed")
    return sentence("Deadlines and completions on record")


def _with_next(tables: Tables, late: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Which deadline is the next, and how many have passed."""
    row = next(drawn[drawn["state"] == "in force"].itertuples())
    names = country_names(tables, full=True)
    facts = {
        "count": len(late),
        "country": names.get(row.country, row.country),
        "day": long_date(row.deadline, row.deadline_precision),
    }
    if late.empty:
        return first_short(
            sentence("{country} has the next deadline, on {day}", **facts),
            sentence("The next deadline is on {day}", **facts),
        )
    if len(late) == 1:
        return first_short(
            sentence("1 deadline has passed; next is {country}, {day}", **facts),
            sentence("1 deadline has passed; the next is on {day}", **facts),
        )
    return first_short(
        sentence("{count} deadlines have passed; next is {country}, {day}", **facts),
        sentence("{count} deadlines have passed; the next is on {day}", **facts),
    )


def _without_next(tables: Tables, late: pd.DataFrame) -> str:
    """That deadlines passed, where none is ahead; without rows those are not all drawn."""
    if late.empty:
        return sentence("Many deadlines passed; no extension or completion found")
    if len(late) > 1:
        return sentence("{count} deadlines passed; no extension or completion found", count=len(late))
    name = country_names(tables, full=True).get(late["country"].iloc[0], late["country"].iloc[0])
    return first_short(
        sentence("The deadline of {country} passed; no extension or completion found", country=name),
        sentence("1 deadline passed; no extension or completion found"),
    )
