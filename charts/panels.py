"""Lays out panels under each other on one axis of years, and draws their keys; knows no figures."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts import theme
from charts.words import names_in, names_of

GAP = {True: 44, False: 66}
"""Pixels between two panels, with the heading of the lower one, where the axis of years is shared or not."""
HEADING = 30


def panels(headings: Sequence[str], heights: Sequence[float] | float = 170, shared: bool = True) -> go.Figure:
    """An empty figure with a panel per heading, headings at the left above each.

    Args:
        headings: plain text or markup of Plotly; names from the data go through `theme.plain` before.
        heights: of the panels in pixels, one for all or one for each.
        shared: one axis of years for all panels.
    """
    count = max(len(headings), 1)
    sizes = (
        [float(heights)] * count if isinstance(heights, int | float) else [float(size) for size in heights]
    )
    inner = sum(sizes) + GAP[shared] * (count - 1)
    figure = make_subplots(
        rows=count,
        cols=1,
        shared_xaxes=shared,
        row_heights=sizes or None,
        vertical_spacing=GAP[shared] / inner if count > 1 else 0,
        subplot_titles=list(headings) or None,
    )
    figure.update_annotations(x=0, xanchor="left", yshift=4, font_size=theme.SIZE)
    figure.update_layout(height=inner + 130, margin={"t": HEADING + 10, "b": 40})
    figure.update_layout(legend={"y": 1 + HEADING / inner, "font_size": 12})
    return figure


def key(figure: go.Figure, name: str, symbol: str, colour: str = theme.GREY) -> None:
    """A line of the key that explains a mark; it draws nothing itself."""
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "color": colour, "size": 10, "line": {"width": 1.5, "color": colour}},
        hoverinfo="skip",
        legendrank=2000,
    )


def write(figure: go.Figure, notes: Sequence[dict], place: int = 1) -> None:
    """Write texts without arrows into a panel, all at once: one by one they cost a check of all before them.

    Args:
        figure: made by `panels` or with one pair of axes.
        notes: settings of Plotly's annotations.
        place: number of the panel, from 1.
    """
    axes = {"xref": f"x{place if place > 1 else ''}", "yref": f"y{place if place > 1 else ''}"}
    written = [axes | {"showarrow": False} | note for note in notes]
    figure.layout.annotations = [*figure.layout.annotations, *written]


def years_axis(figure: go.Figure, first: float, last: float) -> None:
    """Whole years on the axis shared by all panels."""
    reach = last - first
    step = next((step for step in (1, 2, 5, 10, 20) if reach / step <= 7), 50)
    figure.update_xaxes(range=[first - 0.7, last + 0.7], dtick=step, tick0=0, tickformat="d", tickangle=0)


def full_names(countries: pd.DataFrame, year: int | None = None) -> dict[str, str]:
    """Names of countries by code as a title says them: Bosnia and Herzegovina, Kosovo.

    Args:
        countries: the table of that name.
        year: at whose end the names held, where the title speaks of one year; those of the day shown else.
    """
    named = countries.assign(short_name=countries["name"].str.split(" (", regex=False).str[0])
    return names_of(named) if year is None else names_in(named, [year])[year]
