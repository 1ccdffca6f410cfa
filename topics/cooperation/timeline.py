"""Meetings on an axis of time: in which lane each stands, and in which line of the lane."""

from collections.abc import Iterable

import pandas as pd

from topics.cooperation.meetings import group_colours, meetings_of, place_of
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import period_bounds

NO_PLACE = "place not stated"
LANE_GAP = 2.2
"""Lines from the last one of a lane to the first one of the next, with its heading."""
MOST_PER_LINE = 75
"""Marks that have room beside each other in a line."""
SHORTEST = pd.Timedelta(days=3)


def chosen_meetings(tables: Tables, view: View, series_groups: tuple[str, ...] = ()) -> pd.DataFrame:
    """The meetings that count for a view, of some groups of series or of all."""
    events = meetings_of(tables, view)
    return events[events["series_group"].isin(series_groups)] if series_groups else events


def in_lanes(tables: Tables, events: pd.DataFrame, lane: str) -> pd.DataFrame:
    """The dated meetings in lanes by a column, with the place of each mark; those that meet stand in lines.

    *Columns*: those of events; lane, line (counted down), begin, until (the first moment after it).
    """
    dated = events[events["start"].notna()].sort_values(["start", "event"])
    lanes = place_of(dated).fillna(NO_PLACE) if lane == "city" else dated[lane]
    dated = dated.assign(lane=lanes)
    periods = zip(dated["start"], dated["end"], dated["date_precision"], strict=True)
    bounds = [period_bounds(*period) for period in periods]
    dated = dated.assign(begin=[one for one, _ in bounds], until=[one for _, one in bounds], line=0.0)
    if dated.empty:
        return dated
    gap = max((dated["until"].max() - dated["begin"].min()) / MOST_PER_LINE, SHORTEST)
    top = 1.0
    for name in lane_order(tables, dated):
        part = dated[dated["lane"] == name]
        lines = _lines(part["begin"], part["until"], gap)
        dated.loc[part.index, "line"] = [top + line for line in lines]
        top += max(lines) + LANE_GAP
    return dated


def lane_order(tables: Tables, dated: pd.DataFrame) -> list[str]:
    """The lanes from above: groups of series in their order, then those that began first."""
    first = dated.groupby("lane")["start"].min()
    groups = [name for name in group_colours(tables) if name in first.index]
    return groups + sorted(set(first.index) - set(groups), key=lambda name: (first[name], name))


def _lines(begins: Iterable[pd.Timestamp], ends: Iterable[pd.Timestamp], gap: pd.Timedelta) -> list[int]:
    """The first line in which each meeting does not cover an earlier one."""
    free: list[pd.Timestamp] = []
    lines = []
    for begin, end in zip(begins, ends, strict=True):
        line = next((line for line, moment in enumerate(free) if moment <= begin), len(free))
        free[line : line + 1] = [max(end, begin + gap)]
        lines.append(line)
    return lines
