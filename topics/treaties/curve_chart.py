"""Who joined one treaty, and when: the curve of signatures, deposits and entries into force."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import limit_line, named_ends
from charts.marks import Trace, scatter, step_curve, upright_line
from topics.tables import Tables
from topics.treaties.counts import CURVES
from topics.treaties.curve import MEETING, OTHER, curve_rows
from topics.treaties.deposits import inconsistent_deposit_date
from topics.treaties.status import standing_counts, states_of
from topics.treaties.words import joined_words, scope_words, treaty_name
from topics.view import View
from topics.vocabulary import treaties as words
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape

LINES = {
    "signatures": (theme.ACTIONS["signature"], "dot"),
    "deposits": (theme.ACTIONS["deposit"], "solid"),
    "entries into force": (theme.ACTIONS["entry_into_force"], "dash"),
}
"""Colour and dash of each count."""
COLUMNS = ("counted_from", "country", "curve", "action", "place", "in_force_on", "states_after")
DRAWN = ["curve", "step", "counted_from", "height", "states_after", "date_precision", "label"]
DRAWN += ["mark_title", "mark_symbol"]
"""Columns that the drawing needs."""
FEW = 8
"""States up to which an axis counts one by one."""


def ratification_curve(tables: Tables, view: View, *, treaty: str = "CCM", share: bool = False) -> Chart:
    """Signatures, deposits and entries into force as steps, each step a state; withdrawals step down."""
    rows, name = curve_rows(tables, treaty, view.members, view.day), treaty_name(tables, treaty)
    if rows.empty:
        return empty(sentence("No signature or deposit on record for the {treaty}", treaty=name))
    states = len(states_of(tables, view.members))
    unit = 100 / max(states, 1) if share else 1
    rows["height"] = (rows["states_after"] * unit).round(1)
    parts, last = dict(list(rows[DRAWN].groupby("curve", sort=False))), pd.Timestamp(view.day)
    traces = [trace for curve in CURVES if curve in parts for trace in _curve(parts[curve], curve, last)]
    return Chart(
        _title(tables, view, treaty, states),
        rows,
        {"data": [*traces, *_marks(parts)], "layout": _layout(tables, view, treaty, parts, states * unit)},
        _note(tables, treaty),
        COLUMNS,
        scope_words(view),
        measure=_measure(words.is_signed(tables, treaty), share),
    )


def _measure(has_signatures: bool, share: bool) -> str:
    if share:
        return sentence("Share of all states by what they have done, %")
    if has_signatures:
        return sentence("Number of states that have signed, joined and are bound")
    return sentence("Number of states that have joined and are bound")


def _curve(rows: pd.DataFrame, curve: str, last: pd.Timestamp) -> list[Trace]:
    """A line of steps from nothing to the last day; open marks where the day is unknown."""
    colour, dash = LINES[curve]
    symbols = ["circle" if precision == "day" else "circle-open" for precision in rows["date_precision"]]
    marker = {"size": 5, "symbol": symbols, "color": colour, "line": {"color": colour, "width": 1}}
    name = f"{words.CURVES[curve]}: {rows['states_after'].iloc[-1]}"
    line = {"color": colour, "dash": dash}
    style = {"mode": "lines+markers", "marker": marker, "end": f"{last:%Y-%m-%d}", "showlegend": False}
    return step_curve(rows, "counted_from", "height", name, line, **style)


def _marks(parts: dict[str, pd.DataFrame]) -> list[Trace]:
    """Withdrawals, dates of other sources as open marks, and meetings on the axis, each kind in a series."""
    grey = {"color": theme.GREY, "line": {"width": 2}}
    series = []
    if "deposits" in parts:
        withdrawn = parts["deposits"][parts["deposits"]["step"] == "withdrawn"]
        cross = {"symbol": "x", "size": 10, "color": theme.ACTIONS["withdrawal"]}
        series.append((sentence("Withdrawals: {count}", count=len(withdrawn)), withdrawn, cross))
    if OTHER in parts:
        name = sentence("Other sources: {count}", count=len(parts[OTHER]))
        series.append((name, parts[OTHER], {"symbol": "diamond-open", "size": 9, **grey}))
    if MEETING in parts:
        for title, part in parts[MEETING].groupby("mark_title", sort=False):
            marker = {"symbol": part["mark_symbol"].iloc[0], "size": 12, **grey}
            series.append((escape(title), part, marker))
    return [
        scatter(part, "counted_from", "height", name, mode="markers", marker=marker, legendgroup=name)
        for name, part, marker in series
        if len(part)
    ]


def _layout(
    tables: Tables, view: View, treaty: str, parts: dict[str, pd.DataFrame], limit: float
) -> dict[str, Any]:
    """Axes, names at the ends of the lines, all states, and the day of the entry into force."""
    ends = [
        (
            f"{words.CURVES[curve]} {parts[curve]['states_after'].iloc[-1]}",
            LINES[curve][0],
            parts[curve]["height"].iloc[-1],
        )
        for curve in CURVES
        if curve in parts
    ]
    layout = named_ends(ends, max(limit, *(part["height"].max() for part in parts.values())))
    first = min(part["counted_from"].min() for part in parts.values()) - pd.Timedelta(days=90)
    span = {"range": [f"{first:%Y-%m-%d}", f"{view.day:%Y-%m-%d}"]}
    if not view.has_all_years:
        span = {"range": [f"{view.span[0]}-01-01", f"{view.span[1]}-12-31"]}
    layout |= {"xaxis": span, "showlegend": True, "legend": {"font": {"size": theme.SIZE - 2}}}
    layout["yaxis"] |= {"dtick": 1} if 0 < limit <= FEW else {}
    limits = limit_line(limit, sentence("all {states} states", states=len(states_of(tables, view.members))))
    layout |= {"shapes": limits["shapes"], "annotations": layout["annotations"] + limits["annotations"]}
    begun = tables["treaties"].set_index("treaty")["entry_into_force"].get(treaty, pd.NaT)
    if pd.isna(begun) or begun > pd.Timestamp(view.day):
        return layout
    text = sentence("treaty in force<br>{day}", day=long_date(begun))
    style: dict[str, Any] = {"y": 0.08, "xanchor": "left", "xshift": 8, "yanchor": "bottom", "align": "left"}
    mark = upright_line(f"{begun:%Y-%m-%d}", text, font={"size": theme.SIZE - 2}, **style)
    return layout | {part: [*layout[part], *mark[part]] for part in mark}


def _title(tables: Tables, view: View, treaty: str, states: int) -> str:
    """How many states have consented to be bound and have not left."""
    counted, name = standing_counts(tables, treaty, view.day, view.members), treaty_name(tables, treaty)
    joined = counted.get("party", 0) + counted.get("consented", 0)
    return joined_words(joined, states, name)


def _note(tables: Tables, treaty: str) -> str:
    """How a state joins and how to read the places; where one of these may be too high."""
    if inconsistent_deposit_date(tables, treaty) is None:
        return sentence(
            "A state joins when it deposits its consent, and is bound some months later. "
            "Point at a step for the place of a deposit among all states."
        )
    return sentence(
        "A state joins when it deposits its consent, and is bound some months later. "
        "One early deposit may not count: places may be one too high."
    )
