"""Statements that differ, a line for each point: the preferred figure full, those of other sources open."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from charts.panels import annotation, key_symbol
from topics.records.disagreement_words import OTHER, PREFERRED, no_disagreement
from topics.records.disagreements import ALL, disagreements_in_view, leads
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.records import SUBJECTS
from topics.vocabulary.sentences import more_in_table, sentence
from topics.vocabulary.text import bold, escape, shorten

COLUMNS = ("about", "statement", "role", "reason", "hazard", "as_of", "repeats")
ROW, MOST = 46, 8
"""Pixels of a row, two lines of words above its line, and how many points are drawn."""
LETTERS = 50
"""Of the words of a row, so that they fit a phone."""
COLOUR = theme.BLUE


def disagreements(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """A line for each of the points on which sources are furthest apart, the widest on top."""
    every = disagreements_in_view(tables, view, subject=subject)
    rows = every if every.empty else _placed(every)
    if rows.empty:
        return empty(no_disagreement())
    drawn = rows[rows["line"].notna()]
    is_days = drawn["unit"].eq("days").all()
    marks = [key_symbol(PREFERRED, "circle", COLOUR), key_symbol(OTHER, "circle-open", COLOUR)]
    marks.append(key_symbol("repeats another source", "diamond-open", COLOUR))
    figure = {"data": [*_traces(drawn), *marks], "layout": _layout(drawn, is_days=is_days)}
    measure = sentence("Each figure as a share of the highest one stated, %")
    if is_days:
        measure = sentence("Days after the earliest date stated")
    reader_rows = rows.drop(columns=["line", "at"])
    return Chart(_title(drawn, subject), reader_rows, figure, _note(every), COLUMNS, measure=measure)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Statements of figures, or where there are none of days, with their place; the widest have a line.

    *Columns*: those of rows, line (missing where it is not drawn), at (place on the axis).
    """
    figures = rows[rows["low"].notna() & rows["high"].gt(0) & rows["value"].notna()]
    if figures.empty:
        rows = rows[rows["days"].notna() & rows["day"].notna()]
        rows = rows.assign(at=(rows["day"] - rows.groupby("group")["day"].transform("min")).dt.days)
    else:
        rows = figures.assign(at=100 * figures["value"] / figures["high"])
    first = leads(rows[["group", "is_lead"]])
    lines = pd.Series(range(len(first)), first["group"]).iloc[:MOST]
    return rows.assign(line=rows["group"].map(lines)).reset_index(drop=True)


def _traces(rows: pd.DataFrame) -> list[Trace]:
    """The spans, the other sources, and over them the preferred figures."""
    ends = rows.groupby("line")["at"].agg(["min", "max"])
    across = [value for low, high in ends.itertuples(index=False) for value in (low, high, None)]
    heights = [value for line in ends.index for value in (line, line, None)]
    span = unmarked(across, heights, mode="lines", line={"color": COLOUR, "width": 3}, opacity=0.45)
    is_lead = rows["is_lead"].astype(bool)
    symbols = rows["copy_of"].notna().map({True: "diamond-open", False: "circle-open"})
    symbols = symbols.mask(is_lead, "circle")
    look = {"size": 11, "color": COLOUR, "line": {"width": 2}}
    return [
        span,
        *(
            scatter(
                part,
                "at",
                "line",
                name,
                mode="markers",
                marker=look | {"symbol": symbols[part.index].tolist()},
                showlegend=False,
                cliponaxis=False,
            )
            for name, part in ((OTHER, rows[~is_lead]), (PREFERRED, rows[is_lead]))
            if len(part)
        ),
    ]


def _layout(rows: pd.DataFrame, *, is_days: bool) -> dict[str, Any]:
    words = leads(rows)
    across = {"rangemode": "tozero"} if is_days else {"range": [0, 101], "ticksuffix": " %"}
    return {
        "height": ROW * len(words) + 96,
        "margin": {"t": 46, "b": 30, "r": 24},
        "legend": {"y": 1, "yref": "container", "yanchor": "top"},
        "xaxis": {"showgrid": True} | across,
        "yaxis": {"visible": False, "range": [len(words) - 0.6, -0.85], "fixedrange": True},
        "annotations": [_row_words(line, lead) for line, lead in enumerate(words.itertuples())],
    }


def _row_words(line: int, lead: Any) -> dict[str, Any]:
    """What a line is about and how far apart its ends are, in two lines where a phone ends."""
    about, apart = escape(shorten(lead.about, LETTERS + 4)), bold(lead.apart)
    is_long = len(lead.about) + len(lead.apart) > LETTERS
    look = {"xanchor": "left", "yanchor": "bottom", "yshift": 6, "align": "left", "font": {"size": 12}}
    text = f"{about}<br>{apart}" if is_long else f"{about}: {apart}"
    return annotation(1, 0, line, text, **look) | {"xref": "x domain"}


def _title(rows: pd.DataFrame, subject: str) -> str:
    """How far apart the sources are at most."""
    widest = leads(rows).iloc[0]
    about = "" if subject == ALL else SUBJECTS[subject]
    if widest["unit"] == "days":
        return sentence(
            "{about}: sources are up to {days} apart", about=about, days=plural(widest["days"], "day")
        )
    if pd.isna(widest["ratio"]):
        return sentence("Where one source states zero, another does not")
    times = number(widest["ratio"], digits=1)
    if about:
        return sentence("{about}: one source states {times} times another", about=about, times=times)
    return sentence("One source states up to {times} times what another does", times=times)


def _note(every: pd.DataFrame) -> str:
    widest = sentence("The widest differences are on top; the table below says why sources differ.")
    return f"{widest} {more_in_table(every['group'].nunique() - MOST)}".strip()
