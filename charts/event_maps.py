"""The map of meetings and of the states that came to them."""

from math import cos, pi, radians, sin
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts.contamination_figures import date_words, wrapped

LISTED = 6
"""How many meetings of one place a hover text names."""
PRESENT = (
    "host",
    "participant",
    "organiser",
    "speaker",
    "president",
    "funder",
    "observer",
    "signed",
    "endorsed",
)
"""Roles of those who were there."""
BOXES = {
    "west": {"lon": (13.3, 23.6), "lat": (39.6, 46.9)},
    "see": {"lon": (12.5, 45.5), "lat": (34.0, 49.0)},
}
"""The extent whose box holds all places is drawn, else the world."""
RING = {"see": 0.75, "west": 0.42, "world": 4.5}
"""Distance in degrees at which the smaller series of a place stand around its largest one."""
SEEN = {"hoverinfo": "text", "hovertemplate": "%{text}<extra></extra>"}


def events_map(
    events: pd.DataFrame,
    event_participants: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    lines: bool = False,
) -> go.Figure:
    """Meetings at their places, one bubble per place and series; on demand lines to those who came.

    Args:
        events: rows of any part of the table.
        event_participants: who was there and as what.
        countries: names and label points.
        sources: their titles end the hover texts.
        lines: draw a line from each place to the states that were there.
    """
    placed = events.dropna(subset=["lat", "lon"]).sort_values("start")
    if placed.empty:
        return go.Figure(layout_title_text="No meeting with a known place is on record")
    came = _came(placed, event_participants, countries)
    extent = _extent(placed, came if lines else came.iloc[:0])
    titles = {} if sources is None else dict(zip(sources["source"], sources["title"], strict=True))
    traces = [base_map.no_base_map(), *base_map.labels(countries, extent)]
    traces += [*base_map.ground(extent, (), countries), *base_map.outlines(extent, countries)]
    if lines and not came.empty:
        traces += [_lines(came), _guests(came, countries)]
    traces += _bubbles(placed, extent, titles)
    figure = go.Figure({"data": traces, "layout": base_map.layout(extent, 580)})
    return figure.update_layout(title_text=_title(events, placed))


def _came(placed: pd.DataFrame, event_participants: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Country, its point, the place it came to and how many meetings it came to there."""
    known = event_participants["role"].isin(PRESENT) & (event_participants["claim"] != "disputed")
    there = event_participants[known]
    there = there.drop_duplicates(["event", "country"])[["event", "country"]]
    places = placed[["event", "lat", "lon"]].rename(columns={"lat": "to_lat", "lon": "to_lon"})
    points = countries.dropna(subset=["lat", "lon"])[["country", "lat", "lon"]]
    joined = there.merge(places, on="event").merge(points, on="country")
    return joined.groupby(["country", "lat", "lon", "to_lat", "to_lon"], as_index=False).size()


def _extent(placed: pd.DataFrame, came: pd.DataFrame) -> str:
    points = pd.concat([placed[["lat", "lon"]], came[["lat", "lon"]]])
    for extent, box in BOXES.items():
        if (points["lon"].between(*box["lon"]) & points["lat"].between(*box["lat"])).all():
            return extent
    return "world"


def _lines(came: pd.DataFrame) -> dict:
    """One trace for all lines, broken between them."""
    lon = [value for row in came.itertuples() for value in (row.to_lon, row.lon, None)]
    lat = [value for row in came.itertuples() for value in (row.to_lat, row.lat, None)]
    return {
        "type": "scattergeo",
        "lon": lon,
        "lat": lat,
        "mode": "lines",
        "line": {"color": theme.ROLES["participant"], "width": 1},
        "opacity": 0.45,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _guests(came: pd.DataFrame, countries: pd.DataFrame) -> dict:
    """The states that came, as small points at their label points."""
    guests = came.groupby(["country", "lat", "lon"], as_index=False)["size"].sum()
    names = base_map.names(countries)
    words = [
        f"<b>{theme.plain(names[row.country])}</b><br>came to {row.size_} meeting{'s' * (row.size_ > 1)}"
        for row in guests.rename(columns={"size": "size_"}).itertuples()
    ]
    marker = {
        "color": theme.ROLES["participant"],
        "size": 7,
        "line": {"color": theme.PAGE[False], "width": 1},
    }
    more = {"name": f"took part ({len(guests)} states)", "showlegend": True}
    return base_map.points(guests, mode="markers", marker=marker, text=words, **SEEN) | more


def _bubbles(placed: pd.DataFrame, extent: str, titles: dict[str, str]) -> list[dict]:
    """One trace per series; large bubbles lie under small ones."""
    spots = _spots(placed, extent)
    spots["said"] = [_hover(spot, titles) for spot in spots.itertuples()]
    scale = 7 if extent == "world" else 10
    traces = []
    for group, colour in theme.SERIES_GROUPS.items():
        here = spots[spots["series_group"] == group].sort_values("count", ascending=False)
        if here.empty:
            continue
        sizes = [max(9, scale * count**0.5) for count in here["count"]]
        marker = {
            "color": colour,
            "size": sizes,
            "opacity": 0.9,
            "line": {"color": theme.PAGE[False], "width": 1},
        }
        counts = [str(count) if size >= 16 else "" for count, size in zip(here["count"], sizes, strict=True)]
        trace = base_map.points(here, mode="markers+text", marker=marker, text=counts)
        font = {"color": theme.PAGE[False], "size": 11}
        seen = {
            "hoverinfo": "text",
            "hovertext": here["said"].tolist(),
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        traces.append(trace | seen | {"name": group, "showlegend": True, "textfont": font})
    return traces


def _spots(placed: pd.DataFrame, extent: str) -> pd.DataFrame:
    """One row per place and series: the largest series at the place, the others in a ring around it."""
    rows = []
    for (lat, lon), here in placed.groupby(["lat", "lon"]):
        groups = sorted(here.groupby("series_group"), key=lambda group: -len(group[1]))
        for turn, (group, meetings) in enumerate(groups):
            reach = RING[extent] if turn else 0
            angle = 2 * pi * turn / max(len(groups) - 1, 1) - pi / 3
            spot = {"series_group": group, "count": len(meetings), "meetings": meetings}
            spot["lat"] = lat + reach * sin(angle)
            spot["lon"] = lon + reach * cos(angle) / cos(radians(lat))
            rows.append(spot)
    return pd.DataFrame(rows)


def _hover(spot: Any, titles: dict[str, str]) -> str:
    meetings = list(spot.meetings.itertuples())
    city = meetings[0].city if isinstance(meetings[0].city, str) else "Place"
    lines = [f"<b>{theme.plain(city)}</b>: {theme.plain(spot.series_group)}"]
    for row in meetings[-LISTED:]:
        lines.append(f"{date_words(row.start, row.date_precision)}: {theme.plain(row.title)}")
    if len(meetings) > LISTED:
        lines.append(f"and {len(meetings) - LISTED} earlier")
    elif meetings[-1].source in titles:
        lines.append(theme.plain(titles[meetings[-1].source]))
    return "<br>".join(wrapped(line) for line in lines)


def _title(events: pd.DataFrame, placed: pd.DataFrame) -> str:
    places = placed.drop_duplicates(["lat", "lon"])
    hidden = len(events) - len(placed)
    unplaced = f"; {hidden} more without a known place" if hidden else ""
    count = f"{len(placed)} meeting{'s' * (len(placed) > 1)}"
    return f"{count} in {len(places)} place{'s' * (len(places) > 1)}, {_span(placed)}{unplaced}"


def _span(placed: pd.DataFrame) -> str:
    first, last = placed["start"].min(), placed["start"].max()
    if pd.isna(first):
        return "years not stated"
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
