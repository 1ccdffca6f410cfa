"""The process that made the Convention on Cluster Munitions, and who of the region came to which meeting."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import named_ends
from charts.marks import DOTTED, Trace, scatter, step_curve, upright_line
from topics.tables import Tables
from topics.treaties.curve import labelled_counts
from topics.treaties.curve_chart import LINES
from topics.treaties.deposits import deposits
from topics.treaties.oslo_process import (
    ATTENDED,
    AWAY,
    JOINED,
    conference_counts,
    roles_at_meetings,
    treaty_events,
)
from topics.treaties.role_marks import names_axis, role_trace, roles_note, roles_of
from topics.treaties.rules import rule
from topics.treaties.status import states_of, states_outside
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary import meetings, treaties
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.numbers import ordinal
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape, sentence_case

COUNTS = {ATTENDED: (theme.SKY, "circle"), JOINED: (theme.VERMILLION, "diamond")}
"""Colour and symbol of each count of states at a conference."""
COLUMNS = ("start", "city", "counted", "value", "country", "action", "counted_from")
FOOT = (2, 38)
"""Where the names of conferences begin, in states: in turn, since some are near each other."""
ROW, HEAD, MOST = 26, 200, 10
"""Pixels of a row and around the rows; states that are drawn, of more the others are in the table."""


def process_and_treaty(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States at the conferences that made a treaty, then signatures and deposits until it is in force."""
    begun = tables["treaties"].set_index("treaty")["entry_into_force"].get(treaty, pd.NaT)
    name = treaty_name(tables, treaty)
    claims = conference_counts(tables, treaty)
    if claims.empty or pd.isna(begun):
        return empty(sentence("No counts of states at conferences for the {treaty}", treaty=name))
    end = pd.Timestamp(begun.year, 12, 31)
    changes = labelled_counts(tables, treaty, tuple(tables["countries"]["country"]), end.date())
    rows = pd.concat([claims, changes], ignore_index=True)
    return Chart(
        _process_title(rows),
        rows,
        {
            "data": [*_count_traces(rows[rows["counted"].notna()]), *_curves(rows, end)],
            "layout": _process_layout(tables, rows, treaty, begun) | {"xaxis": {"range": _span(rows, end)}},
        },
        sentence("Open marks are figures of other sources; lines count states under the treaty."),
        COLUMNS,
        sentence("World · to {year}", year=end.year),
        measure=sentence("Number of states at the conferences and under the {treaty}", treaty=name),
    )


def _span(rows: pd.DataFrame, end: pd.Timestamp) -> list[str]:
    """From some weeks before the first conference to the end."""
    return [f"{rows['start'].min() - pd.Timedelta(days=60):%Y-%m-%d}", f"{end:%Y-%m-%d}"]


def _process_layout(tables: Tables, rows: pd.DataFrame, treaty: str, begun: pd.Timestamp) -> dict[str, Any]:
    """The names of the lines at their ends, the conferences at the foot, the first days of the treaty."""
    last = rows.dropna(subset="states_after").groupby("curve")["states_after"].last()
    ends = [
        (f"{treaties.CURVES[curve]} {last[curve]:.0f}", LINES[curve][0], last[curve])
        for curve in LINES
        if curve in last
    ]
    layout = named_ends(ends, max(rows["value"].max(), last.max()), 470)
    marks = _landmarks(tables, rows, treaty, begun)
    marks["annotations"] += layout["annotations"]
    return layout | marks | {"showlegend": True, "legend": {"font": {"size": theme.SIZE - 2}}}


def _curves(rows: pd.DataFrame, end: pd.Timestamp) -> list[Trace]:
    """Signatures, deposits and entries into force as steps to the end of the chart."""
    across, upwards, last = "counted_from", "states_after", f"{end:%Y-%m-%d}"
    return [
        trace
        for curve, (colour, dash) in LINES.items()
        if len(part := rows[rows["curve"] == curve])
        for line in [{"color": colour, "dash": dash}]
        for trace in step_curve(
            part, across, upwards, treaties.CURVES[curve], line, end=last, showlegend=False
        )
    ]


def outside_seats(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """What the states of the view that are outside a treaty did at its meetings; the most frequent first."""
    states = states_outside(tables, treaty, view.day, states_of(tables, view.members))
    events = treaty_events(tables, treaty)
    rows = roles_at_meetings(tables, events, states)
    if rows.empty:
        return empty(sentence("No state outside is on record at the meetings"))
    order = rows["country"].value_counts().head(MOST).index.tolist()
    held = events[events["event"].isin(rows.loc[rows["country"].isin(order), "event"])]
    rows = rows.assign(
        column=rows["event"].map({event: place for place, event in enumerate(held["event"])}),
        row=rows["country"].map({code: place for place, code in enumerate(order)}),
    )
    name_at = name_lookup(tables, full=True)
    names = [name_at(code, held["start"].max()) for code in order]
    drawn = rows[rows["row"].notna()]
    return Chart(
        _seats_title(rows, len(states)),
        rows,
        {
            "data": [role_trace(*part) for part in roles_of(drawn)],
            "layout": _grid(held, names),
        },
        roles_note(rows["country"].nunique() - len(order)),
        ("date", "country", "role", "title", "city", "claim"),
        sentence("{place} · all years", place=view.place),
        measure=sentence("States outside the {treaty} at its meetings", treaty=treaty_name(tables, treaty)),
    )


def _seats_title(rows: pd.DataFrame, states: int) -> str:
    met = rows.loc[~rows["role"].isin(AWAY), "country"].nunique()
    if states == 1:
        meetings = rows["event"].nunique()
        return sentence("Meetings with a record of the state outside: {meetings}", meetings=meetings)
    if met == 1:
        return sentence("1 of {states} states outside has taken part in meetings", states=states)
    return sentence("{met} of {states} states outside have taken part in meetings", met=met, states=states)


def _grid(held: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    """Cities and months of the meetings above the grid, names of states beside it."""
    days = [f"{row['city']}, {short_date(row['start'], 'month')}" for row in held.to_dict("records")]
    return {
        "height": HEAD + ROW * len(names),
        "xaxis": names_axis(days) | {"side": "top", "tickangle": -90},
        "yaxis": names_axis(names) | {"range": [len(names) - 0.5, -0.5]},
        "legend": {"y": -0.02, "yanchor": "top", "font": {"size": theme.SIZE - 3}},
        "margin": {"t": 8},
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
            words = sentence_case(words)
            name = words if is_main else sentence("{what}, other sources", what=words)
            traces.append(
                scatter(part, "start", "value", name, mode="markers", marker=marker, legendgroup=name)
            )
    return traces


def _landmarks(tables: Tables, rows: pd.DataFrame, treaty: str, begun: pd.Timestamp) -> dict[str, Any]:
    """City and count at the foot of each conference; the deposit that was needed and the entry into force."""
    main = rows[rows["is_main"].eq(True)]
    main = main.sort_values("counted", key=lambda counted: counted != JOINED, kind="stable")
    lines: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for row in main.drop_duplicates("event").to_dict("records"):
        day, text = f"{row['start']:%Y-%m-%d}", f"{escape(row['city'])} {row['value']:.0f}"
        lines.append({"type": "line", "x0": day, "x1": day, "y0": 0, "y1": row["value"], "line": DOTTED})
        look = {"textangle": -90, "xanchor": "right", "yanchor": "bottom", "font": {"size": theme.SIZE - 3}}
        notes.append({"x": day, "y": FOOT[len(notes) % 2], "text": text, "showarrow": False, **look})
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


def _process_title(rows: pd.DataFrame) -> str:
    """From the first declaration to the adoption of the treaty."""
    main = rows[rows["is_main"].eq(True) & (rows["counted"] == JOINED)]
    if main.empty:
        return sentence("Signatures and deposits until the treaty was in force")
    first, most = main.iloc[0], main.loc[main["value"].idxmax()]
    return sentence(
        "{few} states committed in {first_city}, {many} adopted the treaty in {last_city}",
        few=round(first["value"]),
        first_city=first["city"],
        many=round(most["value"]),
        last_city=most["city"],
    )
