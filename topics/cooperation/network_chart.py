"""States as a network: joined by the meetings they shared, coloured by community."""

from typing import Any

import numpy as np
import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from topics.cooperation.network import (
    circle_of_event,
    leaders_without,
    places,
    shared_attendances,
    state_standing,
    ties,
    view_attendances,
)
from topics.cooperation.network_words import NOTE, link_words, network_title, steadiness
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines

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
MOST_NAMED = 20
"""States of the filter whose names have room on a phone; of more, and of others, the codes stand."""
MOST_PARTNERS = 5
"""States named in a label; the matrix has them all."""
LEAST, LARGEST = 9.0, 34
"""Pixels of the smallest mark, and of one of a state that met 250 times."""
HEIGHT = 480
PHONE = (296, 400)
"""Width and height in pixels that the network has on a narrow screen."""
EVENLY = 0.55
"""How far the middle, where most states are, is drawn larger than the rim."""
ROUNDS = 1500
COLUMNS = ("country", "pairs_linked_pct", "low_pct", "high_pct", "first_pct", "meetings", "states_met")
NOBODY = sentence("No two states on record at the same meeting")


def meeting_network(tables: Tables, view: View, *, claim: str = "stated", least: int = 3) -> Chart:
    """States as points, near each other and joined by strong lines where they met often.

    Joined are those that shared at least `least` meetings, where any did.
    """
    _, pairs, rows = _standing(tables, view, claim)
    if rows.empty:
        return empty(NOBODY)
    names = country_names(tables)
    drawn = pairs[pairs["meetings"] >= min(least, pairs["meetings"].max())]
    spots = _spread(_sized(rows, drawn, names))
    traces = [*_ties(drawn, spots), *_states(spots.sort_values("encounters", ascending=False), names)]
    bare = {"visible": False, "fixedrange": True, "range": [-0.07, 1.07]}
    layout = {"height": HEIGHT, "margin": {"t": 8}, "showlegend": False, "xaxis": bare, "yaxis": bare}
    title = network_title(rows, country_names(tables, full=True))
    measure = sentence("States by shared meetings; pairs of other states connected, %")
    return Chart(title, rows, {"data": traces, "layout": layout}, NOTE, COLUMNS, measure=measure)


def state_centralities(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """How each state stands in the network as a table, those that link most pairs first."""
    shared, _, rows = _standing(tables, view, claim)
    if rows.empty:
        return empty(NOBODY)
    title = sentence("{states} by the pairs they connect", states=plural(len(rows), "state"))
    leaders = leaders_without(shared, circle_of_event(tables), view.members)
    note = steadiness(leaders, rows, country_names(tables))
    return Chart(title, rows, note=note, columns=COLUMNS)


def _standing(tables: Tables, view: View, claim: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Attendances at shared meetings, ties, and a row for each state."""
    shared = shared_attendances(view_attendances(tables, view, claim), view.members)
    events = tuple(shared["event"].unique())
    pairs, rows = ties(shared), tables.derive(state_standing, claim, events, view.members)
    labels = _labels(rows, pairs, country_names(tables))
    return shared, pairs, rows.assign(label=labels, is_stated=False)


def _sized(rows: pd.DataFrame, drawn: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The rows that are drawn, with the place and size of their mark and the words at it."""
    at = places(drawn).set_index("country")
    spots = rows[rows["country"].isin(at.index)]
    has_room = spots["within_filter"].sum() <= MOST_NAMED
    words = [
        names[row.country] if row.within_filter and has_room else row.country for row in spots.itertuples()
    ]
    return spots.assign(
        x=spots["country"].map(at["x"]),
        y=spots["country"].map(at["y"]),
        size=[max(LEAST, LARGEST * (met / 250) ** 0.5) for met in spots["encounters"]],
        words=words,
    )


def _spread(spots: pd.DataFrame) -> pd.DataFrame:
    """Moves marks apart until neither they nor their names cover each other on a phone."""
    at = spots[["x", "y"]].to_numpy(dtype=float)
    at = (1 - EVENLY) * at + EVENLY * (spots[["x", "y"]].rank().to_numpy() - 1) / max(len(spots) - 1, 1)
    wide = np.array([max(27.0, 8 * len(words)) for words in spots["words"]]) / PHONE[0]
    high = (spots["size"].to_numpy() + 18) / PHONE[1]
    room = np.stack([(wide[:, None] + wide) / 2, (high[:, None] + high) / 2], axis=-1)
    edge = wide[:, None] * [0.5, 0]
    for _ in range(ROUNDS):
        gap = at[:, None] - at
        short = room - np.abs(gap)
        one, other = np.nonzero((short[..., 0] > 0) & (short[..., 1] > 0) & ~np.eye(len(at), dtype=bool))
        if not len(one):
            break
        pair = one, other, (short[one, other] / room[one, other]).argmin(axis=-1)
        push = np.zeros_like(at)
        np.add.at(push, (one, pair[2]), np.where(gap[pair] >= 0, 1, -1) * short[pair] * 0.25)
        at = np.clip(at + push, edge, 1 - edge)
    return spots.assign(x=at[:, 0].round(4), y=at[:, 1].round(4))


def _ties(drawn: pd.DataFrame, spots: pd.DataFrame) -> list[Trace]:
    """A line per class of ties, the weakest undermost."""
    at = {row.country: (row.x, row.y) for row in spots.itertuples()}
    limits = [*(row[0] for row in STRENGTHS[1:]), float("inf")]
    traces = []
    for (low, width, opacity), high in zip(STRENGTHS, limits, strict=True):
        part = drawn[(drawn["meetings"] >= low) & (drawn["meetings"] < high)]
        if part.empty:
            continue
        ends = [(at[row.country], at[row.other]) for row in part.itertuples()]
        x, y = ([value for one, other in ends for value in (one[axis], other[axis], None)] for axis in (0, 1))
        line = {"color": theme.GREY, "width": width}
        traces.append(unmarked(x, y, mode="lines", line=line, opacity=opacity))
    return traces


def _states(spots: pd.DataFrame, names: dict[str, str]) -> list[Trace]:
    """A series per community: full marks inside the filter, open ones outside."""
    traces = []
    for place, part in spots.groupby("community"):
        colour, symbol = COMMUNITIES[int(place) - 1] if place <= len(COMMUNITIES) else FURTHER
        traces.append(scatter(part, "x", "y", names[part["country"].iloc[0]], **_looks(part, colour, symbol)))
    return traces


def _looks(part: pd.DataFrame, colour: str, symbol: str) -> dict[str, Any]:
    inside = part["within_filter"].tolist()
    return {
        "mode": "markers+text",
        "text": [escape(words) for words in part["words"]],
        "textposition": "top center",
        "textfont": {"size": [13 if one else 11 for one in inside], "shadow": "auto"},
        "marker": {
            "symbol": [symbol if one else f"{symbol}-open" for one in inside],
            "color": colour,
            "size": part["size"].tolist(),
            "opacity": 1,
            "line": {"width": 1.5},
        },
    }


def _labels(rows: pd.DataFrame, pairs: pd.DataFrame, names: dict[str, str]) -> list[str]:
    partners = _partners(pairs, names)
    return [
        lines(
            bold(names[row.country]),
            f"{plural(row.meetings, 'meeting')} on record, {plural(row.states_met, 'state')} met",
            "" if pd.isna(row.pairs_linked_pct) else f"connects {link_words(row)} of all pairs of others",
            f"most often on record with: {partners[row.country]}",
            plural(row.sources, "source"),
        )
        for row in rows.itertuples()
    ]


def _partners(pairs: pd.DataFrame, names: dict[str, str]) -> dict[str, str]:
    """The states that each state met most often, with the number of meetings."""
    back = pairs.rename(columns={"country": "other", "other": "country"})
    both = pd.concat([pairs, back]).sort_values(["meetings", "other"], ascending=[False, True])
    words: dict[str, list[str]] = {}
    for row in both.groupby("country").head(MOST_PARTNERS).itertuples():
        words.setdefault(row.country, []).append(f"{escape(names[row.other])} {row.meetings}")
    return {country: lines(*partners) for country, partners in words.items()}
