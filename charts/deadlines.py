"""Draws the deadlines of treaty obligations with their extensions and ends."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import hazards
from analysis.names import names_on
from charts import theme
from charts.panels import full_names, key, write
from charts.words import HOVER, lines, names_of, source_of, source_titles, when, wrapped

LETTERS = 24
"""Of a name that leaves room for the task beside it."""
ROW = 56
"""Pixels for an obligation and the two lines of words above it."""
TASKS = {
    ("CCM", "4"): "cluster munition remnants, CCM Art. 4",
    ("APMBC", "5"): "mined areas, APMBC Art. 5",
    ("CCM", "3"): "stockpile of cluster munitions, CCM Art. 3",
    ("APMBC", "4"): "stockpile of mines, APMBC Art. 4",
}
MARKS = {
    "original": ("circle", theme.STATUSES["in_force"], "first deadline"),
    "extension": ("square", theme.STATUSES["extended"], "extended deadline"),
    "requested": ("square-open", theme.STATUSES["requested"], "extension requested"),
    "completed": ("star", theme.STATUSES["met"], "completed"),
    "missed": ("x", theme.STATUSES["missed"], "deadline missed"),
}
"""Symbol, colour and name of each mark."""
ORDER = ("in force", "requested", "passed", "missed", "no date", "completed")
Names = dict[str, str]


def deadline_timeline(
    obligations: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    duty: str = "clearance",
    today: pd.Timestamp | None = None,
) -> go.Figure:
    """A row per country and article: first deadline, extensions, completion; today as a line.

    Args:
        obligations: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        duty: clearance, stockpiles or all.
        today: the day to stand at; without it the last date that something was completed or granted.
    """
    today = pd.Timestamp(today) if today is not None else _last_known(obligations)
    titles = source_titles(sources)
    standing = hazards.deadlines(obligations, today)
    standing = standing[standing["duty"].eq(duty) | (duty == "all")]
    standing = standing.assign(order=standing["state"].map(ORDER.index).astype("int64"))
    end = standing["completed_on"].fillna(standing["deadline"])
    standing = standing.assign(end=end).sort_values(["order", "end"], kind="stable").reset_index(drop=True)
    marks = _marks(obligations, standing)
    marks = marks.assign(called=names_on(marks["country"], marks["at"], countries, acts=True))
    names, figure = names_of(countries), go.Figure()
    _reaches(figure, marks)
    for kind in MARKS:
        _draw(figure, kind, marks[marks["kind"] == kind], titles)
    write(figure, [_label(place, row, names) for place, row in enumerate(standing.itertuples())])
    if len(marks):
        _today(figure, today)
    figure.update_xaxes(title_text="Year", type="date", tickformat="%Y", showgrid=True)
    figure.update_yaxes(visible=False, range=[len(standing) - 0.5, -0.9])
    title = _title(standing, full_names(countries))
    return figure.update_layout(title_text=title, height=ROW * len(standing) + 140)


def _last_known(obligations: pd.DataFrame) -> pd.Timestamp:
    days = pd.concat([obligations["completed_on"], obligations["granted_on"]]).dropna()
    return days.max() if len(days) else pd.Timestamp(0)


def _marks(obligations: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """Every date of every obligation as a mark: kind, at, precision, place, rival."""
    keys = ["country", "treaty", "article"]
    places = standing[keys].assign(place=range(len(standing)))
    rows = obligations.merge(places, on=keys)
    due = rows[rows["deadline"].notna()]
    due = due.assign(at=due["deadline"], precision=due["deadline_precision"])
    missed = due["status"].isin(["missed", "requested"])
    due = due.assign(kind=due["status"].where(missed, due["kind"]))
    done = rows[rows["completed_on"].notna()]
    done = done.assign(at=done["completed_on"], precision=done["completed_on_precision"], kind="completed")
    marks = pd.concat([due, done], ignore_index=True)
    marks = marks.sort_values("preferred", ascending=False, kind="stable")
    return marks.drop_duplicates(["place", "kind", "at"]).sort_values("at", kind="stable")


def _reaches(figure: go.Figure, marks: pd.DataFrame) -> None:
    """A thin line from the first to the last date of each row."""
    x: list[Any] = []
    y: list[float | None] = []
    for place, rows in marks.groupby("place"):
        x += [rows["at"].min(), rows["at"].max(), None]
        y += [float(str(place))] * 2 + [None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": theme.GREY, "width": 2}, showlegend=False, hoverinfo="skip"
    )


def _draw(figure: go.Figure, kind: str, rows: pd.DataFrame, titles: Names) -> None:
    if rows.empty:
        return
    symbol, colour, label = MARKS[kind]
    symbols = [
        symbol if row.preferred or symbol.endswith("open") else f"{symbol}-open" for row in rows.itertuples()
    ]
    key(figure, label, symbol, colour)
    figure.add_scatter(
        x=rows["at"].tolist(),
        y=rows["place"].tolist(),
        mode="markers",
        name=label,
        showlegend=False,
        marker={
            "symbol": symbols,
            "size": 14 if kind == "completed" else 11,
            "color": colour,
            "line": {"width": 1.5, "color": colour},
        },
        hovertext=[_words(row, label, titles) for row in rows.itertuples()],
        hovertemplate=HOVER,
    )


def _words(row: Any, label: str, titles: Names) -> str:
    granted = f"granted {when(row.granted_on, precision=row.granted_on_precision)}"
    return lines(
        f"<b>{theme.plain(row.called)}</b>",
        TASKS.get((row.treaty, row.article), f"{row.treaty} Art. {row.article}"),
        f"{label.capitalize()}: {when(row.at, precision=row.precision)}",
        granted if pd.notna(row.granted_on) else "",
        "" if row.preferred else "Date of another source",
        wrapped(row.note),
        source_of(row, titles),
    )


def _label(place: int, row: Any, names: Names) -> dict:
    """Country, obligation and how it stands, in two lines above the marks."""
    task = TASKS.get((row.treaty, row.article), f"{row.treaty} Art. {row.article}")
    name = theme.plain(names.get(row.country, row.country))
    text = f"<b>{name}</b> {task}<br>{_state(row)}"
    if len(name) > LETTERS:
        text = f"<b>{name}</b><br>{task}: {_state(row)}"
    look = {"xref": "paper", "xanchor": "left", "align": "left", "yshift": 25, "font_size": theme.SIZE - 2}
    return {"x": 0, "y": place, "text": text, **look}


def _state(row: Any) -> str:
    """How the obligation stands, in words."""
    due = when(row.deadline, precision=row.deadline_precision)
    if row.state == "completed":
        return f"completed {when(row.completed_on, precision=row.completed_on_precision)}"
    if row.state == "in force":
        return f"due {due}"
    if row.state == "requested":
        return "extension requested" + (f", last deadline {due}" if pd.notna(row.deadline) else "")
    said = {"missed": f"missed: {due}", "passed": f"{due} has passed, nothing later on record"}
    return said.get(row.state, "no deadline on record")


def _today(figure: go.Figure, today: pd.Timestamp) -> None:
    figure.add_shape(
        type="line",
        x0=today,
        x1=today,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": theme.GREY, "width": 1.5, "dash": "dot"},
    )
    figure.add_annotation(
        x=today, y=1, yref="paper", text="today", showarrow=False, yanchor="bottom", font_size=theme.SIZE - 2
    )


def _title(standing: pd.DataFrame, names: Names) -> str:
    if standing.empty:
        return "No deadline is on record"
    ahead = standing[standing["state"] == "in force"].sort_values("deadline")
    late = standing[standing["state"].isin(["passed", "requested", "missed"])]
    done = standing[standing["state"] == "completed"]
    said: list[str] = []
    if len(ahead):
        row = ahead.iloc[0]
        name, due = theme.plain(names.get(row["country"], row["country"])), row["deadline"]
        said.append(f"{name} has the next deadline, {when(due, precision=row['deadline_precision'])}")
    if len(late):
        said.append(f"{len(late)} past the last deadline on record")
    if len(done):
        said.append(f"{len(done)} of {len(standing)} obligations fulfilled")
    words = "; ".join(said)
    return f"{words[:1].upper()}{words[1:]}" if words else "No deadline is on record"
