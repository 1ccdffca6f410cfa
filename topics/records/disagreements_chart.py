"""Statements that differ on a line each: the preferred figure full, other sources open."""

import math
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from charts.panels import annotation, axis, in_panel, key_symbol, panel_layout
from topics.records.disagreement_words import OTHER, PREFERRED, subjects
from topics.records.disagreements import ALL, disagreements_in_view, leads
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import number
from topics.vocabulary.text import bold, escape

PANELS = {
    ("contamination", "km²"): ("Contaminated area, km²", theme.VERMILLION),
    ("release", "km²"): ("Released land, km²", theme.BLUE),
    ("release", "items"): ("Items destroyed", theme.OLIVE),
    ("casualties", "persons"): ("Casualties, persons", theme.PURPLE),
    ("funding", "US dollars"): ("Funding, US dollars", theme.GREEN),
    ("stockpiles", "munitions"): ("Stockpiles, cluster munitions", theme.ORANGE),
    ("counts", "states"): ("States at a meeting", theme.SKY),
    ("treaties", "days"): ("Treaty dates, days from the preferred date", theme.BLUE),
}
"""Heading and colour of what is drawn in one panel."""
MOST_OF_EACH, MOST = 5, 40
"""Lines in a panel, where all subjects are shown and where one is."""
NONE = "No disagreement between sources on record"
NOTE = "The widest spread is on top{}. The list below says why they differ."
AT_MOST = ", at most five for each subject; choose one to see all of it"
COLUMNS = ("about", "statement", "role", "reason", "hazard", "area_class", "as_of", "repeats")
MEASURED = ["subject", "unit", "group", "value", "day", "is_lead"]
DRAWN = [*MEASURED, "copy_of", "about", "apart", "label", "line", "at"]
"""Columns from which marks are placed, and drawn."""
ROW = 60
"""Pixels of a row: two lines of words above its line."""
LETTERS = 50
"""Of the words of a row, so that they fit a phone."""
WIDE = 20
"""From this ratio on the axis of a panel is logarithmic."""
SPANS = ((0, "0"), (7, "1 week"), (365, "1 year"), (3650, "10 years"))
"""Ticks of the axis of days."""


def disagreements(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """A line for each disagreement, in a panel for each unit: how far apart the sources are."""
    every = disagreements_in_view(tables, view, subject=subject)
    rows = _drawn(every, MOST_OF_EACH if subject == ALL else MOST)
    if rows.empty:
        return empty(NONE)
    panels = [pair for pair in PANELS if pair in set(zip(rows["subject"], rows["unit"], strict=True))]
    by_panel = dict(iter(rows[DRAWN].groupby(["subject", "unit"], sort=False)))
    parts = [by_panel[pair] for pair in panels]
    headings = [bold(PANELS[pair][0]) for pair in panels]
    heights = [ROW * part["group"].nunique() + 14 for part in parts]
    layout = panel_layout(headings, heights, shared=False)
    layout |= {"legend": {"y": 1, "yref": "container", "yanchor": "top"}}
    layout["margin"] |= {"t": 100}
    traces: list[Trace] = []
    for place, (pair, part) in enumerate(zip(panels, parts, strict=True), start=1):
        traces += [in_panel(place, trace) for trace in _traces(part, PANELS[pair][1])]
        layout["annotations"] += [
            _row_words(place, line, lead) for line, lead in enumerate(leads(part).itertuples())
        ]
        layout[axis("xaxis", place)] |= _x_axis(part)
        layout[axis("yaxis", place)] |= {"visible": False, "range": [part["line"].max() + 0.3, -0.95]}
    traces += [key_symbol(PREFERRED, "circle"), key_symbol(OTHER, "circle-open")]
    traces += [key_symbol(f"{OTHER} that repeats another one", "diamond-open")]
    note = NOTE.format(AT_MOST if subject == ALL else "")
    return Chart(_title(tables, every), rows, {"data": traces, "layout": layout}, note, COLUMNS)


def _drawn(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Statements of numbers and days that have a place, of each unit those furthest apart.

    *Columns*: those of rows, line (place of the group in its panel), at (place on the axis).
    """
    rows = rows[rows["low"].notna() | rows["days"].notna()]
    first = leads(rows[["subject", "unit", "group", "is_lead"]])
    first = first.assign(line=first.groupby(["subject", "unit"]).cumcount())
    lines = first.loc[first["line"] < most].set_index("group")["line"]
    rows = rows[rows["group"].isin(lines.index)]
    panels = rows[MEASURED].groupby(["subject", "unit"], sort=False)
    places = [_places(part) for _, part in panels] or [rows["value"]]
    rows = rows.assign(line=rows["group"].map(lines), at=pd.concat(places))
    return rows[rows["at"].notna()].reset_index(drop=True)


def _places(rows: pd.DataFrame) -> pd.Series:
    """Where the statements of a panel stand: at their figure; a date at the days from the preferred one.

    On a logarithmic axis, which has no zero, a zero stands left of all others.
    """
    if rows["unit"].eq("days").all():
        lead = rows["group"].map(rows[rows["is_lead"]].set_index("group")["day"])
        return (rows["day"] - lead).dt.days.map(_bent, na_action="ignore")
    above = rows.loc[rows["value"] > 0, "value"]
    is_wide = len(above) and above.max() / above.min() > WIDE
    return rows["value"].mask(rows["value"].eq(0), above.min() / 3) if is_wide else rows["value"]


def _bent(days: float) -> float:
    """Days so that one and a thousand can both be seen: logarithmic to both sides of zero.

    >>> _bent(0), round(_bent(-9), 6)
    (0.0, -1.0)
    """
    return math.copysign(math.log10(1 + abs(days)), days)


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    """How many disagreements there are, and the widest."""
    first = leads(rows[["group", "apart", "is_lead"]])
    group, apart = first["group"].iloc[0], first["apart"].iloc[0]
    about = subjects(tables, rows[rows["group"] == group], full=True)[group]
    words = ": ".join(filter(None, [about, apart]))
    if len(first) == 1:
        return f"Sources disagree on {words}"
    return f"Sources disagree on {number(len(first))} points; furthest on {words}"


def _traces(rows: pd.DataFrame, colour: str) -> list[Trace]:
    """The spans, the other sources, and over them the preferred figures."""
    ends = rows.groupby("line")["at"].agg(["min", "max"])
    across = [value for low, high in ends.itertuples(index=False) for value in (low, high, None)]
    heights = [value for line in ends.index for value in (line, line, None)]
    span = unmarked(across, heights, mode="lines", line={"color": colour, "width": 3}, opacity=0.45)
    is_lead = rows["is_lead"].astype(bool)
    symbols = (
        rows["copy_of"].notna().map({True: "diamond-open", False: "circle-open"}).mask(is_lead, "circle")
    )
    look = {"size": 12, "color": colour, "line": {"width": 2}}
    marks = [
        scatter(
            part,
            "at",
            "line",
            name,
            mode="markers",
            marker=look | {"symbol": symbols[part.index].tolist()},
            showlegend=False,
        )
        for name, part in ((OTHER, rows[~is_lead]), (PREFERRED, rows[is_lead]))
        if len(part)
    ]
    return [span, *marks]


def _row_words(place: int, line: int, lead: Any) -> dict[str, Any]:
    """What a line is about and how far apart its ends are, cut where a phone ends."""
    what, comma, years = lead.about.rpartition(", ")
    most = LETTERS - len(years) - 4
    is_long = len(lead.about) > LETTERS
    words = f"{what[:most].rsplit(' ', 1)[0]} …{comma}{years}" if is_long else lead.about
    who, comma, other = words.partition(", ")
    text = f"<b>{escape(who)}</b>{comma}{escape(other)}<br>{escape(lead.apart)}"
    look = {"xanchor": "left", "yanchor": "bottom", "yshift": 6, "align": "left", "font": {"size": 12}}
    return annotation(place, 0, line, text, **look) | {"xref": f"{axis('x', place)} domain"}


def _x_axis(rows: pd.DataFrame) -> dict[str, Any]:
    """The axis of a panel: days to both sides, a logarithm where the figures are far apart, else numbers."""
    low, high = float(rows["at"].min()), float(rows["at"].max())
    if rows["unit"].eq("days").all():
        ticks = [(_bent(sign * days), words) for days, words in SPANS for sign in ((-1, 1) if days else (1,))]
        ends = {"range": [low - 0.2, high + 0.2], "zeroline": True, "tickangle": 0}
        return ends | {"tickvals": [at for at, _ in ticks], "ticktext": [words for _, words in ticks]}
    look = {"showgrid": True, "tickformat": "~s" if rows["unit"].eq("US dollars").all() else ",~g"}
    if not (low > 0 and high / low > WIDE):
        margin = max(high - low, 1) * 0.04
        return look | {"range": [low - margin, high + margin], "nticks": 5}
    powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
    decades = [10.0**power for power in powers]
    zero = rows.loc[rows["value"].eq(0), "at"].unique().tolist()
    return look | {
        "type": "log",
        "range": [math.log10(low) - 0.08, math.log10(high) + 0.08],
        "tickvals": zero + decades,
        "ticktext": ["0"] * len(zero) + [number(value) for value in decades],
    }
