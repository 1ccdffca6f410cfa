"""The process that made the Convention on Cluster Munitions, and who of the region came to which meeting."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import DOTTED, Trace, scatter, step_curve, upright_line
from topics.tables import Tables
from topics.treaties.curve import labelled_counts
from topics.treaties.curve_chart import LINES
from topics.treaties.declarations import declaration_marks, declarations, with_lanes
from topics.treaties.deposits import deposits
from topics.treaties.oslo_process import (
    ATTENDED,
    AWAY,
    JOINED,
    conference_counts,
    roles_at_meetings,
    treaty_events,
)
from topics.treaties.role_marks import names_axis, role_traces, roles_of
from topics.treaties.rules import rule
from topics.treaties.status import states_of, states_outside
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary import meetings, treaties
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.numbers import ordinal, plural
from topics.vocabulary.text import escape, sentence_case

COUNTS = {ATTENDED: (theme.SKY, "circle"), JOINED: (theme.VERMILLION, "diamond")}
"""Colour and symbol of each count of states at a conference."""
YEARS_AFTER = 1
"""Whole years after the entry into force of the treaty that the chart still shows."""
COLUMNS = (
    *("start", "city", "title", "counted", "value", "country", "action", "date", "sentence", "claim"),
    "note",
)
ROW = 40
"""Pixels of a row."""
UNKNOWN = "An empty field is unknown: it does not mean that a state was absent. In brackets: inferred."
WHOLE = "the documents whole, not filtered"


def process_and_treaty(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States at the conferences that made a treaty, then signatures and deposits until it is in force."""
    begun = tables["treaties"].set_index("treaty")["entry_into_force"].get(treaty, pd.NaT)
    claims = conference_counts(tables, treaty)
    if claims.empty or pd.isna(begun):
        return empty(
            f"No counts of states at conferences for the {treaty_name(tables, treaty)} are on record"
        )
    end = pd.Timestamp(begun.year + YEARS_AFTER, 12, 31)
    changes = labelled_counts(tables, treaty, tuple(tables["countries"]["country"]), end.date())
    rows = pd.concat([claims, changes, declared := declarations(tables)], ignore_index=True)
    traces = [*_count_traces(rows[rows["counted"].notna()]), *_curves(rows, end)]
    traces += declaration_marks(rows[rows["lane"].notna()])
    layout = {
        "height": 500,
        "xaxis": {"title": {"text": "Date"}},
        "yaxis": {"title": {"text": "States"}, "rangemode": "tozero"},
        **_landmarks(tables, rows, treaty, begun),
    }
    return Chart(
        _process_title(rows, end),
        rows,
        {"data": traces, "layout": with_lanes(layout, len(declared))},
        "Full marks: the count used here; open marks: figures of other sources, never averaged with it. "
        f"Lines: the {treaty_name(tables, treaty)}.",
        COLUMNS,
        f"the conferences for the {treaty_name(tables, treaty)} and its deposits to {end.year}",
    )


def _curves(rows: pd.DataFrame, end: pd.Timestamp) -> list[Trace]:
    """Signatures, deposits and entries into force as steps to the end of the chart."""
    across, upwards, last = "counted_from", "states_after", f"{end:%Y-%m-%d}"
    return [
        trace
        for curve, (colour, dash) in LINES.items()
        if len(part := rows[rows["curve"] == curve])
        for line in [{"color": colour, "dash": dash}]
        for trace in step_curve(part, across, upwards, treaties.CURVES[curve], line, end=last)
    ]


def outside_seats(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """What the states of the view that are outside a treaty did at its meetings."""
    states = states_outside(tables, treaty, view.day, states_of(tables, view.members))
    events = treaty_events(tables, treaty)
    rows = roles_at_meetings(tables, events, states)
    if rows.empty:
        return empty("No state is on record at the meetings")
    held = events[events["event"].isin(rows["event"])].reset_index(drop=True)
    name_at = name_lookup(tables, full=True)
    names = {code: name_at(code, held["start"].max()) for code in states}
    order = sorted(states, key=names.__getitem__)
    rows = rows.assign(
        column=rows["event"].map({event: place for place, event in enumerate(held["event"])}),
        row=rows["country"].map({code: place for place, code in enumerate(order)}),
    )
    met = rows.loc[~rows["role"].isin(AWAY), "country"].nunique()
    seen = f"{met} of {plural(len(order), 'state')} outside on record at {plural(len(held), 'meeting')}"
    return Chart(
        f"{view.place}: {seen}",
        rows,
        {
            "data": [trace for part in roles_of(rows) for trace in role_traces(*part)],
            "layout": _grid(held, [names[code] for code in order]),
        },
        UNKNOWN,
        ("date", "city", "title", "country", "role", "claim", "note"),
        f"{view.place}, all years",
    )


def _grid(held: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    """Cities and months of the meetings above the grid, names of states beside it."""
    days = [f"{row['city']}, {short_date(row['start'], 'month')}" for row in held.to_dict("records")]
    return {
        "height": 230 + ROW * len(names),
        "xaxis": names_axis(days) | {"side": "top", "tickangle": -90},
        "yaxis": names_axis(names) | {"range": [len(names) - 0.5, -0.5]},
        "legend": {"y": -0.02, "yanchor": "top"},
    }


def _count_traces(claims: pd.DataFrame) -> list[Trace]:
    """Counts of states as marks: full where they are used, open where another source says something else."""
    traces = []
    for (counted, is_main), part in claims.groupby(["counted", "is_main"], sort=False):
        if counted in COUNTS:
            colour, symbol = COUNTS[counted]
            shape = symbol if is_main else f"{symbol}-open"
            marker = {"color": colour, "size": 11, "symbol": shape, "line": {"width": 2, "color": colour}}
            words = meetings.COUNTS[counted]
            name = f"States that {words}" if is_main else f"Other figures: {words}"
            traces.append(scatter(part, "start", "value", name, mode="markers", marker=marker))
    return traces


def _landmarks(tables: Tables, rows: pd.DataFrame, treaty: str, begun: pd.Timestamp) -> dict[str, Any]:
    """City and count at the foot of each conference; the deposit that was needed and the entry into force."""
    main = rows[rows["is_main"].eq(True)]
    main = main.sort_values("counted", key=lambda counted: counted != JOINED, kind="stable")
    lines, notes = [], []
    for row in main.drop_duplicates("event").to_dict("records"):
        day, text = f"{row['start']:%Y-%m-%d}", f"{escape(row['city'])} {row['value']:.0f}"
        lines.append({"type": "line", "x0": day, "x1": day, "y0": 0, "y1": row["value"], "line": DOTTED})
        look = {"textangle": -90, "xanchor": "right", "yanchor": "bottom", "font": {"size": theme.SIZE - 3}}
        notes.append({"x": day, "y": 2, "text": text, "showarrow": False, **look})
    needed, placed = rule(treaty).deposits, tables.derive(deposits, treaty)
    marks = [(begun, "in force", 1.0)]
    if len(placed) >= needed:
        marks.insert(0, (placed["counted_from"].iloc[needed - 1], f"{ordinal(needed)} deposit", 0.87))
    side: dict[str, Any] = {
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "font": {"size": theme.SIZE - 2},
    }
    for moment, words, height in marks:
        text = f"{words}<br>{long_date(moment)}"
        landmark = upright_line(f"{moment:%Y-%m-%d}", text, y=height, **side)
        lines, notes = lines + landmark["shapes"], notes + landmark["annotations"]
    return {"shapes": lines, "annotations": notes}


def _process_title(rows: pd.DataFrame, end: pd.Timestamp) -> str:
    """From the first declaration over the adoption to the deposits at the end."""
    totals = rows.dropna(subset="states_after").groupby("curve")["states_after"].last()
    signed, deposited = (totals.get(curve, 0) for curve in ("signatures", "deposits"))
    reached = f"{plural(signed, 'signature')} and {plural(deposited, 'deposit')} at the end of {end.year}"
    main = rows[rows["is_main"].eq(True) & (rows["counted"] == JOINED)]
    if main.empty:
        return sentence_case(reached)
    first, most = main.iloc[0], main.loc[main["value"].idxmax()]
    begun = f"{first['value']:.0f} states in {first['city']}, {long_date(first['start'], 'month')}"
    return f"From {begun}, and {most['value']:.0f} adopting in {most['city']} to {reached}"
