"""Curves of several groups of states beside each other, as counts or as shares of the group."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import treaties as law
from charts import theme
from charts.treaties import WORLD, Scope, last_day, said_day, treaty_name

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
WORDS = {
    "deposits": "States that have deposited, less withdrawals",
    "signatures": "States that have signed",
    "entries into force": "States for which it is in force",
}
VERBS = {"deposits": "have joined", "signatures": "have signed", "entries into force": "are bound by"}


def group_curves(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    groups: Mapping[str, tuple[str, ...]] | None = None,
    curve: str = "deposits",
    scope: Scope = WORLD,
) -> go.Figure:
    """A line of steps per group of states, in states or, where the scope says so, in shares of the group."""
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on, share = last_day(found, scope), scope.share
    states = countries[countries["kind"] == "state"]["country"]
    drawn = groups or {"World": tuple(states)}
    figure, ends = go.Figure(), {}
    for place, (title, members) in enumerate((title, members) for title, members in drawn.items() if members):
        rows = order.counts(found, members)
        rows = rows[(rows["curve"] == curve) & (rows["date"] <= on)]
        ends[title] = (int(rows["total"].iloc[-1]) if len(rows) else 0, len(members))
        if len(rows):
            _draw_group(figure, rows, title, ends[title], (place, share, on))
    unit = "Share of the states of the group, %" if share else WORDS.get(curve, "States")
    title = _title(ends, VERBS.get(curve, "have joined"), treaty_name(treaties, treaty))
    return figure.update_layout(
        title_text=theme.plain(title),
        height=460,
        xaxis_title_text="Date",
        yaxis={"title_text": unit, "rangemode": "tozero"},
    )


def _draw_group(
    figure: go.Figure,
    rows: pd.DataFrame,
    title: str,
    end: tuple[int, int],
    looks: tuple[int, bool, pd.Timestamp],
) -> None:
    (total, states), (place, share, on) = end, looks
    heights = [0, *rows["total"].tolist(), total]
    texts = [
        f"<b>{theme.plain(row.name)}</b>, {_step_day(row)}"
        f"<br>{row.total} of {states} states, {100 * row.total / states:.0f} %"
        for row in rows.itertuples()
    ]
    days = rows["date"].dt.strftime("%Y-%m-%d").tolist()
    figure.add_scatter(
        x=[days[0], *days, f"{on:%Y-%m-%d}"],
        y=[round(100 * height / states, 1) for height in heights] if share else heights,
        mode="lines",
        name=f"{theme.plain(title)}: {total} of {states}",
        line={
            "shape": "hv",
            "width": 2,
            "color": theme.PALETTE[place % len(theme.PALETTE)],
            "dash": DASHES[place % len(DASHES)],
        },
        hovertext=["", *texts, f"{said_day(on)}<br>{total} of {states} states"],
        hovertemplate=f"%{{hovertext}}<extra>{theme.plain(title)}</extra>",
    )


def _step_day(row: Any) -> str:
    return said_day(row.date) if row.step == "in_force" else said_day(row.stated, row.precision)


def _title(ends: dict[str, tuple[int, int]], verb: str, name: str) -> str:
    some = {title: (total, states) for title, (total, states) in ends.items() if total}
    if not some:
        return f"No state of these groups is on record under the {name}"
    shares = {title: total / states for title, (total, states) in some.items()}
    most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    said = f"{most}: {some[most][0]} of {some[most][1]} states {verb} the {name}"
    return said if most == least else f"{said}; {least}: {some[least][0]} of {some[least][1]}"


def group_table(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    groups: Mapping[str, tuple[str, ...]],
    treaty: str = "CCM",
    scope: Scope = WORLD,
) -> pd.DataFrame:
    """The counts of several groups on the last day, with the source of the latest act.

    *Columns*: group, states, signatures, deposits, entries_into_force, share_pct, last_act, source.
    """
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    rows = []
    for title, members in groups.items():
        mine = found[found["country"].isin(members) & (found["date"] <= on)]
        counted = order.counts(mine)
        totals = [order.total_on(counted, treaty, curve, on) for curve in order.CURVES]
        last = mine.iloc[-1] if len(mine) else None
        share = round(100 * totals[1] / len(members), 1) if members else 0.0
        said = "none" if last is None else f"{last['name']}, {said_day(last['date'])}"
        rows.append((title, len(members), *totals, share, said, None if last is None else last["source"]))
    names = ["group", "states", "signatures", "deposits", "entries_into_force", "share_pct", "last_act"]
    return pd.DataFrame(rows, columns=[*names, "source"])
