"""The map of organisations at their seats, as large as the number of meetings they are on record at."""

from collections.abc import Sequence
from math import hypot
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import seats
from charts import base_map, theme
from charts.words import lines, source_titles, wrapped

COLUMN = {"west": (9.9, 43.2, 39.8), "see": (4.5, 44.5, 35.6)}
"""Longitude of the column of seats that lie beyond the map, latitudes of its upper and its lower end."""
WEST_EDGE = {"west": 8.9, "see": 3.0}
HERE, BEYOND = theme.BLUE, theme.ORANGE
MOST_LISTED = 8
REACH = 0.6
"""Degrees within which smaller places share the mark of a larger one."""
KINDS = {"igo": "international", "ngo": "non-governmental", "organisation": "body or organisation"}


def seats_map(
    actors: pd.DataFrame,
    event_participants: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    members: Sequence[str] = (),
) -> go.Figure:
    """A mark per city with seats; seats beyond the map stand in a column at its left edge.

    Args:
        actors: organisations and their seats; persons are not drawn.
        event_participants: at which meetings they took part.
        events: the meetings that count.
        countries: names.
        sources: titles for the hover texts.
        members: codes of the countries whose organisations are drawn whether they met or not.
    """
    rows = seats.organisations(actors, event_participants, events, members)
    if rows.empty:
        return go.Figure(layout_title_text="No organisation with a known seat is on record")
    inside = rows["country"].isin(base_map.SEE)
    extent = base_map.extent_of(rows.loc[inside, "country"]) if inside.any() else "world"
    beyond = ~inside if extent != "world" else pd.Series(False, index=rows.index)
    titles = source_titles(sources)
    layers = [_cities(rows[~beyond], titles, HERE)]
    if beyond.any():
        layers.append(_cities(_in_column(rows[beyond], extent), titles, BEYOND))
    ground = [*base_map.ground(extent, (), countries), *base_map.outlines(extent, countries)]
    traces = [
        base_map.no_base_map(),
        *ground,
        *base_map.scale_bar(extent),
        *layers,
        *_key(bool(beyond.any())),
    ]
    return go.Figure({"data": traces, "layout": _layout(extent)}).update_layout(title_text=_title(rows))


def _layout(extent: str) -> dict:
    """The usual extent with room for the column of seats in its west."""
    layout = base_map.layout(extent)
    if extent in WEST_EDGE:
        span = [WEST_EDGE[extent], layout["geo"]["lonaxis"]["range"][1]]
        layout["geo"] |= {"lonaxis": {"range": span}}
        layout["geo"]["projection"] |= {"rotation": {"lon": sum(span) / 2}}
        del layout["meta"]["wide"]  # the column stands at its edge
    return layout


def _in_column(rows: pd.DataFrame, extent: str) -> pd.DataFrame:
    """The seats beyond the map under each other, those with most meetings on top."""
    lon, top, bottom = COLUMN[extent]
    cities = rows.groupby("city")["meetings"].sum().sort_index().sort_values(ascending=False, kind="stable")
    step = min((top - bottom) / max(len(cities) - 1, 1), (top - bottom) / 7)
    lats = {city: top - place * step for place, city in enumerate(cities.index)}
    return rows.assign(lon=lon, lat=rows["city"].map(lats))


def _cities(rows: pd.DataFrame, titles: dict[str, str], colour: str) -> dict:
    """One mark per city, with its name and its first organisations."""
    groups = _near_each_other(rows) if colour == HERE else [part for _, part in rows.groupby("city")]
    counts = [int(part["meetings"].sum()) for part in groups]
    font = {"size": 12, "color": theme.INK[False], "shadow": ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)}
    return base_map.spots(
        [(part["lon"].iloc[0], part["lat"].iloc[0]) for part in groups],
        mode="markers+text",
        name="at its seat" if colour == HERE else "seat beyond the map",
        text=[_label(part) for part in groups],
        textposition=[_side(part) for part in groups],
        textfont=font,
        marker={
            "color": [colour if count else theme.NO_DATA for count in counts],
            "size": [min(34.0, max(9.0, 4 * count**0.5)) for count in counts],
            "opacity": 1,
            "line": {"color": theme.PAGE[False], "width": 1},
        },
        hovertext=[_hover(part, titles, colour == HERE) for part in groups],
        hoverinfo="text",
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _near_each_other(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The organisations of each mark: those of a city, and of smaller places near it."""
    centres: list[tuple[float, float]] = []
    for row in rows.itertuples():
        if all(hypot(row.lon - lon, row.lat - lat) >= REACH for lon, lat in centres):
            centres.append((row.lon, row.lat))
    nearest = [
        min(range(len(centres)), key=lambda one: hypot(row.lon - centres[one][0], row.lat - centres[one][1]))
        for row in rows.itertuples()
    ]
    return [part for _, part in rows.groupby(nearest)]


def _side(part: pd.DataFrame) -> str:
    """Where the name of a place goes, so that it neither leaves the map nor covers another on a phone."""
    lon, lat = part["lon"].iloc[0], part["lat"].iloc[0]
    if lon > 21 or (lon > 14 and lat > 46):
        return "top center"
    if lon > 18.5 and lat < 42:
        return "bottom center"
    return "middle left" if lon > 18 or (lon > 16 and lat < 45.6) else "middle right"


def _label(part: pd.DataFrame) -> str:
    first = part.iloc[0]
    more = f" +{len(part) - 1}" if len(part) > 1 else ""
    return f" {theme.plain(first['city'])}: {theme.plain(first['short'])}{more}"


def _hover(part: pd.DataFrame, titles: dict[str, str], at_seat: bool) -> str:
    said = [
        wrapped(_words(row)) for row in part.rename(columns={"name": "name_"}).head(MOST_LISTED).itertuples()
    ]
    more = [f"and {len(part) - MOST_LISTED} more"] if len(part) > MOST_LISTED else []
    first = part["source"].iloc[0]
    others = f" and {part['source'].nunique() - 1} more" if part["source"].nunique() > 1 else ""
    source = wrapped(f"Source of the seat: {titles.get(first, first)}{others}")
    cities = theme.plain(", ".join(dict.fromkeys(part["city"])))
    moved = "" if at_seat else "drawn at the edge of the map, not at its place"
    return lines(f"<b>{cities}</b>", *said, *more, wrapped(moved), source)


def _words(row: Any) -> str:
    met = (
        f"{row.meetings} meeting{'s' * (row.meetings != 1)} on record"
        if row.meetings
        else "no meeting on record"
    )
    return f"{row.name_} ({row.city}, {KINDS.get(row.kind, row.kind)}): {met}"


def _key(beyond: bool) -> list[dict]:
    entries = [base_map.key_entry("at its seat", HERE, "circle")]
    if beyond:
        entries.append(base_map.key_entry("seat beyond the map", BEYOND, "circle"))
    return [*entries, base_map.key_entry("no meeting on record", theme.NO_DATA, "circle")]


def _title(rows: pd.DataFrame) -> str:
    top, many = rows.iloc[0], f"{len(rows)} organisations in {rows['city'].nunique()} cities"
    if not top["meetings"]:
        return f"{many} are on record, none of them at a meeting of these years"
    often = f"{top['meetings']} meetings" if top["meetings"] > 1 else "one meeting"
    who = f"{theme.plain(top['short'])}, seated in {theme.plain(top['city'])}"
    return f"{who}, is on record at {often}, the most of {many}"
