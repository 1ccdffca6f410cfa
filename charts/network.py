"""Draws states as a network: joined by the meetings they shared, coloured by community."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis import network
from analysis.cooperation import attendances
from charts import theme
from charts.words import HOVER, lines, names_of

COMMUNITIES = (
    (theme.BLUE, "circle"),
    (theme.VERMILLION, "square"),
    (theme.GREEN, "diamond"),
    (theme.PURPLE, "triangle-up"),
    (theme.ORANGE, "triangle-down"),
)
"""Colour and shape of each community, that with most ties first; all further ones are grey crosses."""
FURTHER = (theme.GREY, "cross")
STRENGTHS = ((1, 0.6, 0.25), (2, 1.1, 0.35), (5, 2.2, 0.5), (10, 4.0, 0.6))
"""Fixed classes of ties: from how many shared meetings, width, opacity."""
MOST_PARTNERS = 5
"""States named in a hover text; the matrix has them all."""
LARGEST = 34
PHONE = (296, 440)
"""Width and height in pixels that the network has on a narrow screen."""
HOLDS_PCT, HOLDS_PAIRS = 10, 3
"""From this share and number of linked pairs on, a state is said to hold the others together."""
EVENLY = 0.55
"""How far the middle, where most states are, is drawn larger than the rim."""
ROUNDS = 1500


def meeting_network(
    event_participants: pd.DataFrame,
    countries: pd.DataFrame,
    members: Sequence[str] = (),
    least: int = 1,
    claims: Sequence[str] = ("stated",),
) -> go.Figure:
    """States as points, near each other and joined by strong lines where they met often.

    Args:
        event_participants: who was at the meetings that count.
        countries: names.
        members: codes of the states around which the network is built; all states if there are none.
        least: meetings that two states must have shared to be joined in the drawing, where any did.
        claims: claims that count as having taken part.
    """
    seats = network.seats_around(attendances(event_participants, claims), members)
    ranked, pairs = network.centralities(seats, members), network.ties(seats)
    figure = go.Figure(layout_title_text=network_title(ranked, countries))
    if pairs.empty:
        return figure
    drawn = pairs[pairs["meetings"] >= min(least, pairs["meetings"].max())]
    names = names_of(countries)
    spots = network.places(drawn).merge(ranked, on="country")
    sizes = [max(9.0, LARGEST * (value / 250) ** 0.5) for value in spots["encounters"]]
    spots = spots.assign(
        size=sizes, label=[names[row.country] if row.inside else row.country for row in spots.itertuples()]
    )
    spots = _spread(spots)
    _draw_ties(figure, drawn, spots)
    partners = _partners(pairs, countries)
    spots = spots.sort_values("encounters", ascending=False)
    for place, part in spots.groupby("community"):
        _draw_states(figure, int(place), part, names, partners)
    bare = {"visible": False, "fixedrange": True, "range": [-0.07, 1.07]}
    figure.update_xaxes(bare)
    figure.update_yaxes(bare)
    return figure.update_layout(height=700, legend={"itemclick": False, "itemdoubleclick": False})


def network_title(ranked: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Which state holds the others together, as far as the lists of participants on record go."""
    if ranked.empty:
        return "No two states are on record at the same meeting"
    inside, names = ranked[ranked["inside"]], names_of(countries)
    if len(inside) == 1:
        only = inside.iloc[0]
        met = f"{only['states_met']} states" if only["states_met"] > 1 else "one state"
        return f"{theme.plain(names[only['country']])} met {met} at meetings whose participants are on record"
    if len(inside) < 3 or inside["pairs_linked"].iloc[0] < 1:
        met = f"{len(ranked)} states are joined by meetings whose participants are on record"
        return f"{met}, none of them needed to link two others"
    first = theme.plain(names[inside["country"].iloc[0]])
    share = inside["links_pct"].iloc[0]
    record = "at meetings whose participants are on record"
    linked = f"{share:.0f}{theme.THIN}% of the other pairs"
    if share < HOLDS_PCT or inside["pairs_linked"].iloc[0] < HOLDS_PAIRS:
        return f"No single state holds these together {record}; {first} links most, {linked}"
    return f"{first} holds these states together: it links {linked}, {record}"


def _spread(spots: pd.DataFrame) -> pd.DataFrame:
    """Moves marks apart until neither they nor their names cover each other on a phone."""
    at = spots[["x", "y"]].to_numpy(dtype=float)
    at = (1 - EVENLY) * at + EVENLY * (spots[["x", "y"]].rank().to_numpy() - 1) / max(len(spots) - 1, 1)
    wide = np.array([max(27.0, 7.3 * len(label)) for label in spots["label"]]) / PHONE[0]
    high = (spots["size"].to_numpy() + 18) / PHONE[1]
    room = np.stack([(wide[:, None] + wide) / 2, (high[:, None] + high) / 2], axis=-1)
    for _ in range(ROUNDS):
        gap = at[:, None] - at
        short = room - np.abs(gap)
        covers = (short > 0).all(axis=-1) & ~np.eye(len(at), dtype=bool)
        if not covers.any():
            break
        least = (short / room).argmin(axis=-1)
        push = np.where(gap >= 0, 1, -1) * short * 0.25
        push = np.where(covers[..., None] & (np.arange(2) == least[..., None]), push, 0)
        at = np.clip(at + push.sum(axis=1), wide[:, None] * [0.5, 0], 1 - wide[:, None] * [0.5, 0])
    return spots.assign(x=at[:, 0].round(4), y=at[:, 1].round(4))


def _draw_ties(figure: go.Figure, drawn: pd.DataFrame, spots: pd.DataFrame) -> None:
    """A trace per class of ties, the weakest undermost."""
    at = {row.country: (row.x, row.y) for row in spots.itertuples()}
    limits = [*(row[0] for row in STRENGTHS[1:]), float("inf")]
    least = int(drawn["meetings"].min())
    for (low, width, opacity), high in zip(STRENGTHS, limits, strict=True):
        part = drawn[(drawn["meetings"] >= low) & (drawn["meetings"] < high)]
        if part.empty:
            continue
        ends = [(at[row.country], at[row.other]) for row in part.itertuples()]
        figure.add_scatter(
            name=_class_name(max(low, least), high),
            x=[value for one, other in ends for value in (one[0], other[0], None)],
            y=[value for one, other in ends for value in (one[1], other[1], None)],
            mode="lines",
            line={"color": theme.GREY, "width": width},
            opacity=opacity,
            hoverinfo="skip",
        )


def _class_name(low: int, high: float) -> str:
    """A class of ties in words.

    >>> _class_name(2, 5), _class_name(4, 5), _class_name(10, float("inf"))
    ('2–4 shared meetings', '4 shared meetings', '10 or more shared meetings')
    """
    if low + 1 == high:
        return "1 shared meeting" if low == 1 else f"{low} shared meetings"
    return (
        f"{low} or more shared meetings" if high == float("inf") else f"{low}–{int(high) - 1} shared meetings"
    )


def _draw_states(
    figure: go.Figure, place: int, part: pd.DataFrame, names: dict[str, str], partners: dict[str, str]
) -> None:
    """The states of a community: full marks inside the filter, open ones outside."""
    colour, symbol = COMMUNITIES[place - 1] if place <= len(COMMUNITIES) else FURTHER
    top = [theme.plain(names[code]) for code in part["country"].head(2)]
    many = f" and {len(part) - 2} more" if len(part) > 2 else ""
    figure.add_scatter(
        name=f"{', '.join(top)}{many}" if many else " and ".join(top),
        x=part["x"].tolist(),
        y=part["y"].tolist(),
        mode="markers+text",
        text=[theme.plain(label) for label in part["label"]],
        textposition="top center",
        textfont={"size": [13 if inside else 10 for inside in part["inside"]], "shadow": "auto"},
        marker={
            "symbol": [symbol if inside else f"{symbol}-open" for inside in part["inside"]],
            "color": colour,
            "size": part["size"].tolist(),
            "opacity": 1,
            "line": {"width": 1.5},
        },
        hovertext=[_state_words(row, names, partners) for row in part.itertuples()],
        hovertemplate=HOVER,
    )


def _state_words(row: Any, names: dict[str, str], partners: dict[str, str]) -> str:
    linked = theme.number(row.pairs_linked, digits=1)
    return lines(
        f"<b>{theme.plain(names[row.country])}</b>",
        f"{row.meetings} meetings on record, {row.states_met} states met",
        f"links {linked} pairs of other states ({theme.number(row.links_pct, digits=1)} %)",
        "" if pd.isna(row.eigenvector) else f"eigenvector centrality {row.eigenvector:.2f} of 1",
        f"met most often: {partners[row.country]}",
        f"{row.sources} source{'s' * (row.sources != 1)}",
    )


def _partners(pairs: pd.DataFrame, countries: pd.DataFrame) -> dict[str, str]:
    """The states that each state met most often, with the number of meetings."""
    names = names_of(countries)
    back = pairs.rename(columns={"country": "other", "other": "country"})
    both = pd.concat([pairs, back]).sort_values(["meetings", "other"], ascending=[False, True])
    said = {}
    for code, part in both.groupby("country"):
        rows = part.head(MOST_PARTNERS).itertuples()
        said[code] = "<br>".join(f"{theme.plain(names[row.other])} {row.meetings}" for row in rows)
    return said
