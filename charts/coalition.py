"""Draws what partners of a country coalition have done, year by year."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.words import HOVER, lines, money, source_of, source_titles, wrapped

DEEDS = {
    "money": ("Money", theme.ORANGE, "diamond"),
    "project": ("Project", theme.GREEN, "square"),
    "meeting": ("Meeting", theme.BLUE, "circle"),
    "membership": ("Membership", theme.PURPLE, "triangle-up"),
}
LANE = {"money": 0.3, "project": 0.1, "meeting": -0.1, "membership": -0.3}
"""Where a kind of deed stands within the lane of its partner."""
MEETING = ("hosted", "organised", "took part", "spoke", "presided", "observed", "funded a meeting")


def deed(did: str) -> str:
    """The kind of a deed.

    >>> deed("funded"), deed("paid a project"), deed("hosted")
    ('money', 'project', 'meeting')
    """
    if did in ("funded", "channelled"):
        return "money"
    if "project" in did:
        return "project"
    return "meeting" if did in MEETING else "membership"


def partner_timeline(
    record: pd.DataFrame,
    names: dict[str, str],
    state: str = "",
    sources: pd.DataFrame | None = None,
) -> go.Figure:
    """What each partner is on record with in a state: money, projects, meetings and memberships by year.

    Args:
        record: as analysis.coalition.record gives it.
        names: of partners.
        state: name of the affected state.
        sources: the documents.
    """
    titles = source_titles(sources)
    place = {partner: float(number) for number, partner in enumerate(record["partner"].unique()[::-1])}
    rows = record[record["year"].notna()]
    rows = rows.assign(deed=[deed(did) for did in rows["did"]])
    figure = go.Figure()
    for kind in [kind for kind in DEEDS if kind in set(rows["deed"])]:
        label, colour, symbol = DEEDS[kind]
        part = rows[rows["deed"] == kind]
        figure.add_scatter(
            x=part["year"].tolist(),
            y=[place[partner] + LANE[kind] for partner in part["partner"]],
            mode="markers",
            name=label,
            marker={"color": colour, "symbol": symbol, "size": 11, "opacity": 0.85},
            hovertext=[_words(row, names, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
        )
    labels = [theme.plain(names.get(partner, partner)) for partner in place]
    return figure.update_layout(
        title_text=_title(record, names, state),
        height=200 + 66 * max(len(place), 1),
        xaxis_title_text="Year",
        yaxis={"tickvals": list(place.values()), "ticktext": labels, "range": [-0.6, len(place) - 0.4]},
    )


def _words(row: Any, names: dict[str, str], titles: dict[str, str]) -> str:
    amount = money(row.amount, row.currency) if pd.notna(row.amount) else ""
    return lines(
        f"<b>{theme.plain(names.get(row.partner, row.partner))}</b>, {row.year:.0f}: {theme.plain(row.did)}",
        wrapped(row.what),
        amount,
        source_of(row, titles),
    )


def _title(record: pd.DataFrame, names: dict[str, str], state: str) -> str:
    if record.empty:
        return f"Nothing is on record between {theme.plain(state)} and these partners"
    counts = record["partner"].value_counts()
    most = counts.index[0]
    return (
        f"{theme.plain(names.get(most, most))} is on record most often with {theme.plain(state)}: "
        f"{counts.iloc[0]} of {len(record)} entries of the chosen partners"
    )
