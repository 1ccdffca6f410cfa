"""Which states take part in which circles of meetings, and how the circles overlap."""

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter, unmarked
from charts.panels import NAMES_AXIS
from topics.cooperation.circles import circle_counts, circle_names
from topics.cooperation.circles import circle_overlaps as overlaps
from topics.cooperation.meetings import group_colours
from topics.cooperation.network_words import INCOMPLETE, more_states
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.lists import listed
from topics.vocabulary.meetings import circles
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import bold, escape, lines, wrap

LETTERS, LINE = 78, 48
"""Letters that the names of states may take, and those of a line on a phone."""
LEVELS = 3
COMBINED, STATES = 7, 14
"""Combinations and states that are drawn; the table has all."""
NOBODY = sentence("No state on record at a meeting of these series")


def circle_overlaps(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """A row per combination of circles: points for the circles, a bar and names for its states."""
    counts = circle_counts(tables, view, claim)
    if counts.empty:
        return empty(NOBODY)
    names = country_names(tables)
    rows = overlaps(tables, counts)
    labels = [
        lines(bold(", ".join(row.circles)), wrap(", ".join(sorted(names[code] for code in row.countries))))
        for row in rows.itertuples()
    ]
    rows = rows.assign(place=range(len(rows)), label=labels, is_stated=False)
    drawn, every = rows.head(COMBINED), circle_names(tables)
    words = [_named(states, names) for states in drawn["countries"]]
    layout = _overlaps_layout(every, len(drawn))
    layout["annotations"] = [_states_words(place, text, drawn) for place, text in enumerate(words)]
    figure = {"data": [*_dots(tables, drawn, every), _bars(drawn)], "layout": layout}
    title = _overlaps_title(rows, every, country_names(tables, full=True))
    rows = rows.assign(circles=rows["circles"].map(", ".join), country=rows["countries"].map(";".join))
    rows = rows.drop(columns=["place", "countries"])
    measure = sentence("States on record in exactly these meeting series, number")
    note = _overlaps_note(len(rows) - COMBINED)
    return Chart(title, rows, figure, note, ("circles", "states", "country"), measure=measure)


def circle_matrix(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """States by circles, each cell the number of meetings at which the state is on record."""
    rows = circle_counts(tables, view, claim)
    if rows.empty:
        return empty(NOBODY)
    names, heads = country_names(tables), _heads(circle_names(tables))
    labels = [
        lines(bold(f"{names[row.country]}: {row.circle}"), f"on record at {plural(row.meetings, 'meeting')}")
        for row in rows.itertuples()
    ]
    places = [escape(names[code]) for code in rows["country"]]
    rows = rows.assign(name=places, head=rows["circle"].map(heads), label=labels, is_stated=False)
    order = rows.groupby("name")["meetings"].agg(["count", "sum"])
    order = order.sort_values(["count", "sum"], ascending=False, kind="stable").index.tolist()
    drawn = rows[rows["name"].isin(order[:STATES])]
    traces = [
        _cells(drawn[drawn["circle"] == circle], circle, colour)
        for circle, colour in _colours(tables).items()
    ]
    layout = _matrix_layout(order[:STATES], heads)
    figure = {"data": [trace for trace in traces if trace["x"]], "layout": layout}
    return Chart(
        _matrix_title(drawn, country_names(tables, full=True)),
        rows.drop(columns=["name", "head"]),
        figure,
        more_states(len(order) - STATES),
        ("country", "circle", "meetings"),
        measure=sentence("Meetings at which a state is on record, number"),
    )


def _colours(tables: Tables) -> dict[str, str]:
    """The colour of each circle: that of its first group of series."""
    by_group = group_colours(tables)
    first = {circle: group for group, circle in reversed([*circles(tables).items()])}
    return {circle: theme.COLOURS[by_group[first[circle]]] for circle in circle_names(tables)}


def _heads(every: Sequence[str]) -> dict[str, str]:
    """Names on three levels in turn, so that five stand beside each other on a phone."""
    return {
        circle: " <br>" * (place % LEVELS) + escape(circle) + "<br> " * (LEVELS - 1 - place % LEVELS)
        for place, circle in enumerate(every)
    }


def _dots(tables: Tables, rows: pd.DataFrame, every: Sequence[str]) -> list[Trace]:
    """Faint points for all circles, full ones joined by a line for those of the combination."""
    grid = [(x, y) for y in rows["place"] for x in range(len(every))]
    ends = [[every.index(circle) for circle in part] for part in rows["circles"]]
    faint = {"symbol": "circle-open", "size": 9, "color": theme.GREY, "opacity": 0.45}
    traces = [
        unmarked([x for x, _ in grid], [y for _, y in grid], mode="markers", marker=faint),
        unmarked(
            [x for end in ends for x in (min(end), max(end), None)],
            [y for place in rows["place"] for y in (place, place, None)],
            mode="lines",
            line={"color": theme.GREY, "width": 2},
        ),
    ]
    for place, (circle, colour) in enumerate(_colours(tables).items()):
        part = rows[[circle in combined for combined in rows["circles"]]].assign(across=place)
        marker = {"size": 15, "color": colour}
        traces.append(scatter(part, "across", "place", escape(circle), mode="markers", marker=marker))
    return traces


def _bars(rows: pd.DataFrame) -> Trace:
    style = {"orientation": "h", "width": 0.3, "xaxis": "x2", "marker": {"color": theme.GREY}}
    return bars(rows, "states", "place", "states in exactly these series", **style)


def _overlaps_layout(every: Sequence[str], rows: int) -> dict[str, Any]:
    """Heads of the circles on the left, no other ticks; as high as the rows."""
    heads = {
        "domain": [0, 0.62],
        "range": [-0.95, len(every) - 0.4],
        "tickvals": list(range(len(every))),
        "ticktext": list(_heads(every).values()),
        "tickfont": {"size": 11},
        "tickangle": 0,
        "zeroline": False,
        "side": "top",
        "ticks": "",
        "fixedrange": True,
    }
    return {
        "xaxis": heads,
        "xaxis2": {"domain": [0.66, 1], "rangemode": "tozero", "visible": False, "fixedrange": True},
        "yaxis": {"range": [rows - 0.6, -0.75], "visible": False, "fixedrange": True},
        "height": max(230, 56 * rows + 82),
        "margin": {"t": 8},
        "showlegend": False,
        "bargap": 0.7,
    }


def _named(states: Sequence[str], names: dict[str, str], letters: int = LETTERS) -> str:
    """Names in the order of the alphabet, the last ones only counted where they would take too much room."""
    known = sorted(names[code] for code in states)
    texts = (listed(known, most=most) for most in range(len(known), 0, -1))
    return next((text for text in texts if len(text) <= letters), plural(len(known), "state"))


def _states_words(place: int, words: str, rows: pd.DataFrame) -> dict[str, Any]:
    """How many states and which, in at most two lines above a row."""
    count = int(rows["states"].iloc[place])
    head = f"{count} states:"
    first, *others = textwrap.wrap(words if count == 1 else f"{head} {words}", LINE)
    first = f"<b>{escape(first)}</b>" if count == 1 else escape(first).replace(head, f"<b>{head}</b>", 1)
    position = {"x": 0, "xref": "paper", "xanchor": "left", "y": place - 0.2, "yanchor": "bottom"}
    text = "<br>".join([first, *map(escape, others)])
    return {"text": text, "align": "left", "showarrow": False, "font": {"size": 12}, **position}


def _overlaps_title(rows: pd.DataFrame, every: Sequence[str], names: dict[str, str]) -> str:
    """Which states are on record in most circles at once."""
    most = len(rows["circles"].iloc[0])
    top = sorted(names[row] for part in rows["countries"][rows["circles"].map(len) == most] for row in part)
    parts = {"count": len(top), "states": listed(top), "most": most, "total": len(every)}
    if len(top) == 1:
        return sentence("{states} is on record in {most} of {total} meeting series", **parts)
    if most == len(every):
        return first_short(
            sentence("{states} are on record in all {total} meeting series", **parts),
            sentence("{count} states are on record in all {total} meeting series", **parts),
        )
    return first_short(
        sentence("{states} are on record in {most} of {total} meeting series", **parts),
        sentence("{count} states are on record in {most} of {total} meeting series", **parts),
    )


def _overlaps_note(more: int) -> str:
    if more > 0:
        return sentence(
            "{incomplete} {more} more combinations in the table.", incomplete=INCOMPLETE, more=more
        )
    return INCOMPLETE


def _cells(part: pd.DataFrame, circle: str, colour: str) -> Trace:
    """The cells of a circle: the number of meetings in a mark whose size follows it."""
    marker = {
        "symbol": "circle",
        "size": [13 + 3 * count**0.5 for count in part["meetings"]],
        "color": f"{colour}59",
        "line": {"color": colour, "width": 1.2},
    }
    text = part["meetings"].astype("str").tolist()
    style = {"mode": "markers+text", "text": text, "textfont": {"size": 12}, "marker": marker}
    return scatter(part, "head", "name", escape(circle), **style)


def _matrix_layout(order: Sequence[str], heads: dict[str, str]) -> dict[str, Any]:
    columns = list(heads.values())
    across = {"categoryarray": columns, "side": "top", "tickangle": 0, "range": [-0.5, len(columns) - 0.5]}
    down = {"categoryarray": list(order), "range": [len(order) - 0.4, -0.7], "showgrid": True}
    return {
        "xaxis": NAMES_AXIS | across,
        "yaxis": NAMES_AXIS | down,
        "height": max(240, 27 * len(order) + 90),
        "margin": {"t": 8},
        "showlegend": False,
    }


def _matrix_title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which states were at most meetings of one circle."""
    most = int(rows["meetings"].max())
    top = rows[rows["meetings"] == most]
    states = sorted(names[code] for code in top["country"].unique())
    parts = {"states": listed(states), "count": len(states), "meetings": plural(most, "meeting")}
    if top["circle"].nunique() > 1:
        return sentence("States are on record at {meetings} of a series at most", **parts)
    parts["series"] = top["circle"].iloc[0]
    if len(states) == 1:
        return sentence("{states}: on record at {meetings} of the {series} series", **parts)
    return first_short(
        sentence("{states}: {meetings} of the {series} series each", **parts),
        sentence("{count} states: {meetings} of the {series} series each", **parts),
    )
