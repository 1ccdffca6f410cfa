"""Draws yearly figures as stacked bars in a panel per country or hazard, rivals as open marks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.panels import key, panels, years_axis
from charts.words import HOVER

RIVAL = "open mark: another figure, not added"
WIDTH, BESIDE = 0.66, 0.46
"""Width of a bar in years, and how far to its right a rival stands."""


class Part(NamedTuple):
    """How a part of a stack looks: name in the key, colour, and a pattern that tells it without colour."""

    label: str
    colour: str
    pattern: str = ""


def stacked_panels(
    marks: pd.DataFrame,
    headings: Mapping[str, str],
    parts: Mapping[str, Part],
    unit: str,
    height: float = 150,
    rival: str = RIVAL,
) -> go.Figure:
    """A panel for each heading with stacked bars by year; a stated zero is written, silence stays empty.

    Args:
        marks: columns panel, year, part (a key of `parts`), value, role (stack, rival), words (hover text).
        headings: panel to heading, in order; those without marks are left out.
        parts: part to look, from the foot of the stack upwards.
        unit: title of the axes.
        height: of a panel in pixels.
        rival: what an open mark is, for the key.
    """
    marks = marks[marks["panel"].isin(headings)]
    known = [name for name in headings if name in set(marks["panel"])]
    figure = panels([theme.plain(headings[name]) for name in known], height)
    used = set(marks.loc[marks["role"] == "stack", "part"])
    for name, part in parts.items():
        if name in used:
            _key_of_part(figure, name, part)
    for place, name in enumerate(known, start=1):
        rows = marks[marks["panel"] == name]
        stack = rows[rows["role"] == "stack"]
        _bars(figure, stack, parts, place)
        _zeros(figure, stack, place)
        _rivals(figure, rows[rows["role"] == "rival"], place)
        tops = stack.groupby("year")["value"].sum()
        top = max([*tops, *rows["value"], 0.0]) * 1.12 or 1
        figure.update_yaxes(title_text=unit, range=[0, top], tickformat=",~g", nticks=5, row=place, col=1)
    if (marks["role"] == "rival").any():
        key(figure, rival, "diamond-open", theme.GREY)
    if len(marks):
        years_axis(figure, marks["year"].min(), marks["year"].max())
    figure.update_xaxes(title_text="Year", row=max(len(known), 1), col=1)
    return figure.update_layout(barmode="stack")


def most_years(rows: pd.DataFrame, value: str, panel: str = "country", most: int = 6) -> list[str]:
    """The countries with figures for most years; among equals those with the larger figures.

    Args:
        rows: columns year, role, and those named by `panel` and `value`.
        value: the column of figures.
        panel: the column of countries.
        most: how many at most.
    """
    stack = rows[rows["role"] == "stack"]
    order = stack.groupby(panel).agg(years=("year", "nunique"), sum=(value, "sum"))
    return [str(name) for name in order.sort_values(["years", "sum"], ascending=False).index[:most]]


def chosen_panels(marks: pd.DataFrame, compare: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Headings of the panels to draw: the countries asked for, else those with figures for most years."""
    codes = [*compare] if compare else most_years(marks, "value", "panel")
    return {code: names.get(code, code) for code in codes}


def _look(part: Part) -> dict:
    pattern = {"shape": part.pattern, "fillmode": "overlay", "solidity": 0.25, "size": 6}
    return {"color": part.colour, "pattern": pattern}


def _key_of_part(figure: go.Figure, name: str, part: Part) -> None:
    figure.add_bar(x=[None], y=[None], name=part.label, legendgroup=name, marker=_look(part))


def _bars(figure: go.Figure, rows: pd.DataFrame, parts: Mapping[str, Part], place: int) -> None:
    for name, part in parts.items():
        shown = rows[(rows["part"] == name) & (rows["value"] > 0)]
        if shown.empty:
            continue
        figure.add_bar(
            x=shown["year"].tolist(),
            y=shown["value"].tolist(),
            name=part.label,
            legendgroup=name,
            showlegend=False,
            width=WIDTH,
            marker=_look(part),
            hovertext=shown["words"].tolist(),
            hovertemplate=HOVER,
            row=place,
            col=1,
        )


def _zeros(figure: go.Figure, rows: pd.DataFrame, place: int) -> None:
    """A written zero where a source states that there was none."""
    sums = rows.groupby("year")["value"].sum()
    zero = rows[rows["year"].isin(sums[sums == 0].index)].drop_duplicates("year")
    if zero.empty:
        return
    figure.add_scatter(
        x=zero["year"].tolist(),
        y=[0.0] * len(zero),
        mode="text",
        text=["0"] * len(zero),
        textposition="top center",
        name="zero, as stated",
        showlegend=False,
        hovertext=zero["words"].tolist(),
        hovertemplate=HOVER,
        row=place,
        col=1,
    )


def _rivals(figure: go.Figure, rows: pd.DataFrame, place: int) -> None:
    if rows.empty:
        return
    figure.add_scatter(
        x=(rows["year"] + BESIDE).tolist(),
        y=rows["value"].tolist(),
        mode="markers",
        name="figures of other sources",
        showlegend=False,
        marker={"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line_width": 2},
        hovertext=rows["words"].tolist(),
        hovertemplate=HOVER,
        row=place,
        col=1,
    )
