"""The map of meetings and of the states that came to them, year after year."""

from collections.abc import Collection, Mapping, Sequence
from math import inf
from typing import Any

import numpy as np
import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent
from charts.map import Layer, Look
from charts.steps import Row, Steps, records_by_year
from topics.cooperation.meetings import group_colours, key_names
from topics.cooperation.places import (
    LINK,
    PLACE,
    STATE,
    extent_of_places,
    map_title,
    not_on_map,
    place_rows,
    placed_meetings,
    visit_rows,
    visits,
    with_marks,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence

NOTE = sentence("Rings are as large as the number of meetings of each series.")
SCALE = {"west": 11.0, "see": 10.0, "world": 8.0}
"""Width in pixels of the mark of one meeting; the area grows with the number."""
NUMBERED = 17
"""From this width on, a mark carries its number."""
GUEST, GUEST_SIZE = theme.GREEN, 9
TIES = (
    Look("1 meeting", GUEST, shape="line", width=0.8, opacity=0.45),
    Look("2–4 meetings", GUEST, shape="line", width=1.6, opacity=0.6),
    Look("5 or more", GUEST, shape="line", width=3.0, opacity=0.75),
)
TIE_LIMITS = (1, 2, 5, inf)
"""Numbers of meetings from which on a line is of a class, and of the next."""
COLUMNS = ("step", "mark", "place", "cities", "country", "meetings")


def meetings_map(
    tables: Tables,
    view: View,
    *,
    series_groups: tuple[str, ...] = (),
    lines: bool = False,
    by_year: bool = False,
    at: int | None = None,
) -> Chart:
    """A mark for each place, its rings as large as the series that met there, with a slider over the years.

    `lines` lead from each place to the states that came. Without a year `at`, the last one is shown first, or
    that with most meetings where years stand alone (`by_year`).
    """
    events = placed_meetings(tables, view, series_groups)
    if events.empty:
        return empty(sentence("No meeting with a known place and date on record"))
    extent = extent_of_places(tables, events)
    events = with_marks(events, extent)
    parts = records_by_year(events, by_year=by_year)
    rows = _rows(tables, events, parts, lines=lines)
    lines = lines and rows["mark"].eq(LINK).any()
    groups = events["series_group"].map(key_names(tables)).value_counts().index.tolist()
    layers = [*_layers(tables, extent, rows, groups, lines=lines), *_edge(events)]
    looks = _looks(tables, groups, lines=lines)
    steps = _steps(parts, by_year=by_year, at=at)
    # the places beyond the map stand at its edge, so that no land may be shown there
    narrow: dict[str, Any] = {"land": None} if events["is_moved"].any() else {}
    around = () if lines else view.members
    figure = sheet.map_figure(tables, extent, rows, looks, layers, steps=steps, around=around, **narrow)
    note = f"{NOTE} {not_on_map(tables, view, series_groups=series_groups)}".strip()
    return Chart(steps.title, rows, figure, note, COLUMNS, extent=extent.name, measure=_measure(lines))


def _layers(
    tables: Tables, extent: Extent, rows: pd.DataFrame, groups: Sequence[str], *, lines: bool
) -> list[Layer]:
    return [
        *sheet.ground(extent),
        sheet.outlines(extent),
        *(_guests(rows) if lines else ()),
        _places(rows[rows["mark"] == PLACE], groups, SCALE[extent.name]),
        sheet.names(tables, extent, has_towns=False),
    ]


def _rows(
    tables: Tables, events: pd.DataFrame, parts: Mapping[int, list[Row]], *, lines: bool
) -> pd.DataFrame:
    rows = place_rows(tables, parts)
    if lines:
        came = visit_rows(tables, visits(tables, events), parts)
        rows = pd.concat([rows, came], ignore_index=True)
    return rows.assign(is_stated=False)


def _measure(lines: bool) -> str:
    if lines:
        return sentence("Meetings held, number by place, and states that came")
    return sentence("Meetings held, number by place")


def _steps(parts: Mapping[int, Sequence], *, by_year: bool, at: int | None) -> Steps:
    if by_year and at not in parts:
        at = max(parts, key=lambda year: (len(parts[year]), -year))
    prefix = "Meetings in " if by_year else f"Meetings from {min(parts)} to "
    return Steps({"": {year: map_title(part, year) for year, part in parts.items()}}, at, prefix=prefix)


def _looks(tables: Tables, groups: Collection[str], *, lines: bool) -> list[Look]:
    """The circles and series that met and, with lines, the states that came."""
    names, colours = key_names(tables), group_colours(tables)
    looks = {names[group]: theme.COLOURS[colour] for group, colour in reversed(colours.items())}
    rings = [Look(name, looks[name], shape="circle") for name in dict.fromkeys(names.values())]
    guests = (Look(STATE, GUEST, shape="diamond"), *TIES) if lines else ()
    return [*(ring for ring in rings if ring.label in groups), *guests]


def _places(rows: pd.DataFrame, groups: Sequence[str], scale: float) -> Layer:
    """Discs of the groups of series, the first one outermost, and the numbers of large marks.

    Small marks lie over larger ones.
    """
    rows = rows.sort_values("meetings", ascending=False, kind="stable")
    counts = rows[[*groups]].fillna(0).to_numpy(dtype="float64")
    left = rows[["meetings"]].to_numpy(dtype="float64") - counts.cumsum(axis=1) + counts
    widths = np.where(counts > 0, scale * left.clip(0) ** 0.5, 0.0).round(1)
    large = widths.max(axis=1, initial=0) >= NUMBERED
    numbers = rows["meetings"].astype(str).where(large, "")
    return sheet.rings(rows, dict(zip(groups, widths.T.tolist(), strict=True)), numbers.tolist())


def _guests(rows: pd.DataFrame) -> list[Layer]:
    """Lines in classes by the number of meetings, and the states they lead to."""
    links, states = (rows[rows["mark"] == mark] for mark in (LINK, STATE))
    links = links.assign(
        **{"class": pd.cut(links["meetings"], TIE_LIMITS, right=False, labels=[tie.label for tie in TIES])}
    )
    ends = zip(links["place_lon"], links["place_lat"], links["lon"], links["lat"], strict=True)
    paths = [[(from_lon, from_lat), (lon, lat)] for from_lon, from_lat, lon, lat in ends]
    states = states.assign(**{"class": STATE})
    return [sheet.lines(links, paths), sheet.points(states, GUEST_SIZE, "diamond")]


def _edge(events: pd.DataFrame) -> list[Layer]:
    """Names of the places beyond the map, beside their marks."""
    moved = events[events["is_moved"]].drop_duplicates("city")
    spots = list(zip(moved["mark_lon"] - 0.15, moved["mark_lat"], strict=True))
    return [sheet.words(spots, [f"{city} →" for city in moved["city"]], "left")] if spots else []
