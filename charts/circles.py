"""Draws which states take part in which circles of meetings, and how the circles overlap."""

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import network
from analysis.cooperation import attendances
from charts import theme
from charts.words import HOVER, NAMES_AXIS, lines, names_of, source_titles, wrapped

COLOURS = {
    "SEEMACC/ITF": theme.SERIES_GROUPS["SEEMACC/ITF"],
    "RACVIAC": theme.SERIES_GROUPS["RACVIAC"],
    "Oslo Process": theme.SERIES_GROUPS["Oslo Process"],
    "CCM meetings": theme.SERIES_GROUPS["CCM meetings"],
    "Roadmap": theme.SERIES_GROUPS["Roadmap regional"],
}
HEADS = {
    "SEEMACC/ITF": "SEEMACC/ITF<br> ",
    "RACVIAC": "<br>RACVIAC",
    "Oslo Process": "Oslo Process<br> ",
    "CCM meetings": "<br>CCM meetings",
    "Roadmap": "Roadmap<br> ",
}
"""Names on two levels in turn, so that five stand beside each other on a phone."""
LETTERS, LINE = 78, 48
"""Letters that the names of states may take, and those of a line on a phone."""


def circle_overlaps(
    event_participants: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    members: Sequence[str] = (),
    claims: Sequence[str] = ("stated",),
) -> go.Figure:
    """A row per combination of circles: points for the circles, a bar and names for the states in just these.

    Args:
        event_participants: who was there.
        events: the meetings that count.
        countries: names.
        members: codes of the states shown; all states if there are none.
        claims: claims that count as having taken part.
    """
    counts = _counts(event_participants, events, members, claims)
    rows, names = network.overlaps(counts), names_of(countries)
    figure = go.Figure(layout_title_text=overlap_title(rows, names))
    if rows.empty:
        return figure
    rows = rows.assign(said=[_named(states, names) for states in rows["states"]])
    _draw_dots(figure, rows)
    _draw_bars(figure, rows, names)
    return figure.update_layout(_axes(len(rows)), showlegend=False, bargap=0.7)


def _axes(rows: int) -> dict:
    """Heads of the circles on the left, no other ticks; as high as the rows."""
    heads = {
        "domain": [0, 0.62],
        "range": [-0.95, len(HEADS) - 0.4],
        "tickvals": list(range(len(HEADS))),
        "ticktext": list(HEADS.values()),
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
        "height": max(230, 58 * rows + 90),
    }


def _counts(
    event_participants: pd.DataFrame, events: pd.DataFrame, members: Sequence[str], claims: Sequence[str]
) -> pd.DataFrame:
    counts = network.by_circle(attendances(event_participants, claims), events)
    return counts[counts["country"].isin(set(members))] if members else counts


def _named(states: Sequence[str], names: dict[str, str], letters: int = LETTERS) -> str:
    """Names in the order of the alphabet, the last ones only counted where they would take too much room."""
    known = sorted(names[code] for code in states)
    for most in range(len(known), 0, -1):
        said = known if most == len(known) else [*known[:most], f"{len(known) - most} more"]
        words = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
        if len(words) <= letters:
            break
    return words


def _draw_dots(figure: go.Figure, rows: pd.DataFrame) -> None:
    """Faint points for all circles, full ones joined by a line for those of the combination."""
    circles = list(network.CIRCLES)
    places = [(x, y) for y in range(len(rows)) for x in range(len(circles))]
    figure.add_scatter(
        name="no meeting on record",
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"symbol": "circle-open", "size": 9, "color": theme.GREY, "opacity": 0.45},
        hoverinfo="skip",
    )
    ends = [[circles.index(circle) for circle in part] for part in rows["circles"]]
    figure.add_scatter(
        name="taken part in together",
        x=[x for end in ends for x in (min(end), max(end), None)],
        y=[y for place in range(len(ends)) for y in (place, place, None)],
        mode="lines",
        line={"color": theme.GREY, "width": 2},
        hoverinfo="skip",
    )
    for place, circle in enumerate(circles):
        held = [y for y, part in enumerate(rows["circles"]) if circle in part]
        marker = {"size": 15, "color": COLOURS[circle]}
        figure.add_scatter(
            name=circle, x=[place] * len(held), y=held, mode="markers", marker=marker, hoverinfo="skip"
        )


def _draw_bars(figure: go.Figure, rows: pd.DataFrame, names: dict[str, str]) -> None:
    figure.add_bar(
        name="states in exactly these circles",
        x=rows["number"].tolist(),
        y=list(range(len(rows))),
        orientation="h",
        width=0.3,
        xaxis="x2",
        marker={"color": theme.GREY},
        hovertext=[_combination_words(row.circles, row.states, names) for row in rows.itertuples()],
        hovertemplate=HOVER,
    )
    for place, row in enumerate(rows.itertuples()):
        figure.add_annotation(
            text=_states_words(row.number, row.said),
            x=0,
            xref="paper",
            xanchor="left",
            y=place - 0.2,
            yanchor="bottom",
            align="left",
            showarrow=False,
            font={"size": 12},
        )


def _states_words(number: int, said: str) -> str:
    """How many states and which, in at most two lines."""
    if number == 1:
        return f"<b>{theme.plain(said)}</b>"
    head = f"{number} states:"
    first, *rest = textwrap.wrap(f"{head} {said}", LINE)
    first = theme.plain(first).replace(head, f"<b>{head}</b>", 1)
    return "<br>".join([first, *map(theme.plain, rest)])


def _combination_words(circles: Sequence[str], states: Sequence[str], names: dict[str, str]) -> str:
    known = ", ".join(sorted(names[code] for code in states))
    return lines(f"<b>{wrapped(', '.join(circles))}</b>", wrapped(known))


def overlap_title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which states are on record in most circles at once."""
    if rows.empty:
        return "No state is on record at a meeting of these circles"
    most = len(rows["circles"].iloc[0])
    states = [code for row in rows.itertuples() if len(row.circles) == most for code in row.states]
    total = len(network.CIRCLES)
    where = (
        f"all {total} circles"
        if most == total
        else f"{most} of {total} circles"
        if most > 1
        else "one circle"
    )
    verb = "is" if len(states) == 1 else "are"
    who = _named(states, names, 80)
    return f"{theme.plain(who)} {verb} on record in {where} of meetings" + (
        " each" if most == 1 and len(states) > 1 else ""
    )


def circle_matrix(
    event_participants: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    members: Sequence[str] = (),
    claims: Sequence[str] = ("stated",),
) -> go.Figure:
    """States by circles, each cell the number of meetings at which the state is on record.

    Args:
        event_participants: who was there.
        events: the meetings that count.
        countries: names.
        sources: titles for the hover texts.
        members: codes of the states shown; all states if there are none.
        claims: claims that count as having taken part.
    """
    counts = _counts(event_participants, events, members, claims)
    names, titles = names_of(countries), source_titles(sources)
    figure = go.Figure(layout_title_text=_matrix_title(counts, names))
    if counts.empty:
        return figure
    order = counts.groupby("country")["meetings"].agg(["count", "sum"])
    order = order.sort_index().sort_values(["count", "sum"], ascending=False, kind="stable").index
    rows = [theme.plain(names[code]) for code in order]
    for circle, colour in COLOURS.items():
        part = counts[counts["circle"] == circle]
        if len(part):
            _draw_circle(figure, circle, colour, part, names, titles)
    columns = [HEADS[circle] for circle in network.CIRCLES]
    figure.update_xaxes(
        NAMES_AXIS, categoryarray=columns, side="top", tickangle=0, range=[-0.5, len(columns) - 0.5]
    )
    figure.update_yaxes(NAMES_AXIS, categoryarray=rows, range=[len(rows) - 0.4, -0.7], showgrid=True)
    return figure.update_layout(height=max(240, 29 * len(rows) + 90), showlegend=False)


def _draw_circle(
    figure: go.Figure,
    circle: str,
    colour: str,
    part: pd.DataFrame,
    names: dict[str, str],
    titles: dict[str, str],
) -> None:
    """The cells of a circle: the number of meetings in a mark whose size follows it."""
    figure.add_scatter(
        name=circle,
        x=[HEADS[circle]] * len(part),
        y=[theme.plain(names[code]) for code in part["country"]],
        mode="markers+text",
        text=[str(number) for number in part["meetings"]],
        textfont={"size": 12},
        marker={
            "symbol": "circle",
            "size": [13 + 3 * number**0.5 for number in part["meetings"]],
            "color": f"{colour}59",
            "line": {"color": colour, "width": 1.2},
        },
        hovertext=[_cell_words(row, names, titles) for row in part.itertuples()],
        hovertemplate=HOVER,
    )


def _cell_words(row: Any, names: dict[str, str], titles: dict[str, str]) -> str:
    return lines(
        f"<b>{theme.plain(names[row.country])}: {theme.plain(row.circle)}</b>",
        f"on record at {row.meetings} meeting{'s' * (row.meetings != 1)}",
        wrapped(f"Source of most: {titles.get(row.source, row.source)}"),
    )


def _matrix_title(counts: pd.DataFrame, names: dict[str, str]) -> str:
    if counts.empty:
        return "No state is on record at a meeting of these circles"
    top = counts.sort_values(["meetings", "country"], ascending=[False, True]).iloc[0]
    most = sorted(names[code] for code in counts.loc[counts["meetings"] == top["meetings"], "country"])
    who = f"{theme.plain(most[0])} is" if len(most) == 1 else f"{len(most)} states are"
    number = f"{top['meetings']} meetings" if top["meetings"] > 1 else "one meeting"
    same = counts.loc[counts["meetings"] == top["meetings"], "circle"].nunique() == 1
    circle = f" ({theme.plain(top['circle'])})" if same else ""
    return f"{who} on record most often: at {number}{' each' if len(most) > 1 else ''}{circle}"
