"""Curves of several groups of states beside each other, as counts or as shares of the group."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import treaties as law
from analysis.groups import ALWAYS, Spells, counts_of_the_day
from charts import theme
from charts.treaties import WORLD, Scope, last_day, said_day, treaty_name

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
WORDS = {
    "deposits": "States that have deposited, less withdrawals",
    "signatures": "States that have signed",
    "entries into force": "States for which it is in force",
}
STEPS = {
    "signed": "signed",
    "deposited": "deposited",
    "in_force": "is bound",
    "withdrawn": "withdrew",
    "joins the group": "joined the group",
    "leaves the group": "left the group",
}
"""What a step of a curve is, in the words of a hover text."""
VERBS = {"deposits": "have joined", "signatures": "have signed", "entries into force": "are bound by"}


def group_curves(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    groups: Mapping[str, tuple[str, ...]] | None = None,
    curve: str = "deposits",
    scope: Scope = WORLD,
    spells: Mapping[str, Spells] | None = None,
) -> go.Figure:
    """A line of steps per group of states, in states or, where the scope says so, in shares of the group.

    Args:
        treaty_actions: any part of the table.
        countries: their names.
        treaties: their titles.
        treaty: one code.
        groups: members of each group by its title.
        curve: a key of WORDS.
        scope: up to which day, in states or in shares.
        spells: of the groups that are drawn with the members of each day, since when and until when.
    """
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on, share = last_day(found, scope), scope.share
    states = tuple(countries.loc[countries["kind"] == "state", "country"])
    drawn, of_the_day = groups or {"World": states}, spells or {}
    counted = order.counts(found)
    counted = counted[counted["curve"] == curve]
    figure, ends = go.Figure(), {}
    for place, (title, members) in enumerate((title, members) for title, members in drawn.items() if members):
        inside = of_the_day.get(title) or dict.fromkeys(members, ALWAYS)
        rows = _changes(counted, inside, states if title in of_the_day else members, on)
        ends[title] = (int(rows["total"].iloc[-1]), int(rows["members"].iloc[-1])) if len(rows) else (0, 0)
        if len(rows):
            _draw_group(figure, rows, title, place, share, on)
    unit = "Share of the states of the group, %" if share else WORDS.get(curve, "States")
    title = _title(ends, VERBS.get(curve, "have joined"), treaty_name(treaties, treaty))
    figure.update_layout(title_text=theme.plain(title), height=460, xaxis_title_text="Date")
    return figure.update_yaxes(title_text=unit, rangemode="tozero")


def _changes(counted: pd.DataFrame, inside: Spells, states: Sequence[str], on: pd.Timestamp) -> pd.DataFrame:
    """The changes of one group from the first step under the treaty on; what was before is its first row."""
    rows = counts_of_the_day(counted, inside, states)
    begin = counted["date"].min()
    before = rows[rows["date"] < begin].tail(1).assign(date=begin, why="", total=0)
    return pd.concat([before, rows[rows["date"].between(begin, on)]], ignore_index=True)


def _draw_group(
    figure: go.Figure, rows: pd.DataFrame, title: str, place: int, share: bool, on: pd.Timestamp
) -> None:
    heights = (100 * rows["total"] / rows["members"].clip(lower=1)).round(1) if share else rows["total"]
    last = rows.iloc[-1]
    texts = [_step(row) for row in rows.itertuples()]
    figure.add_scatter(
        x=[*rows["date"].dt.strftime("%Y-%m-%d"), f"{on:%Y-%m-%d}"],
        y=[*heights.tolist(), float(heights.iloc[-1])],
        mode="lines",
        name=f"{theme.plain(title)}: {last['total']} of {last['members']}",
        line={
            "shape": "hv",
            "width": 2,
            "color": theme.PALETTE[place % len(theme.PALETTE)],
            "dash": DASHES[place % len(DASHES)],
        },
        hovertext=[*texts, f"{said_day(on)}<br>{last['total']} of {last['members']} states"],
        hovertemplate=f"%{{hovertext}}<extra>{theme.plain(title)}</extra>",
    )


def _step(row: Any) -> str:
    done = STEPS.get(row.why, row.why)
    who = f"<b>{theme.plain(row.name)}</b> {done}, {said_day(row.date)}<br>" if row.why else ""
    share = f", {100 * row.total / row.members:.0f} %" if row.members else ""
    return f"{who}{row.total} of {row.members} states{share}"


def _title(ends: dict[str, tuple[int, int]], verb: str, name: str) -> str:
    some = {title: (total, states) for title, (total, states) in ends.items() if total}
    if not some:
        return f"No state of these groups is on record under the {name}"
    shares = {title: total / states for title, (total, states) in some.items()}
    most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    said = f"{most}: {some[most][0]} of {some[most][1]} states {verb} the {name}"
    return said if most == least else f"{said}; {least}: {some[least][0]} of {some[least][1]}"


def group_steps(
    treaty_actions: pd.DataFrame,
    region_members: pd.DataFrame,
    countries: pd.DataFrame,
    groups: Mapping[str, tuple[str, ...]],
    dated: Mapping[str, str],
    treaty: str = "CCM",
    curve: str = "deposits",
    scope: Scope = WORLD,
) -> pd.DataFrame:
    """Every act that the curves of groups count, and the memberships where they are those of the day.

    Args:
        treaty_actions: any part of the table.
        region_members: for the days of joining.
        countries: names.
        groups: members of each group by its title.
        dated: codes of the groups drawn with the members of each day, by title.
        treaty: one code.
        curve: a key of WORDS.
        scope: up to which day.

    *Columns*: group, country, action, date, date_precision, change, states_after, source, locator, basis,
    note.
    """
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    parts = []
    for title, members in groups.items():
        rows = order.curve_rows(order.counts(found, members), on.date())
        parts.append(rows[rows["curve"] == curve].assign(group=title))
        joined = region_members[region_members["region"] == dated.get(title, "")]
        named = joined.rename(columns={"since": "date", "since_precision": "date_precision"})
        parts.append(named.assign(group=title, action="member since", basis="report", note=None))
    rows = pd.concat(parts, ignore_index=True)
    tail = ["change", "states_after", "source", "locator", "basis", "note"]
    return rows[["group", "country", "action", "date", "date_precision", *tail]]
