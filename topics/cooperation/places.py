"""Where meetings were held: the mark of each place on a map year by year, and the states that came there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, radians

import pandas as pd

from charts.extent import Extent, Spot, extent_of
from charts.map import MOVED
from charts.steps import Row
from topics.cooperation.meetings import (
    ONLINE,
    city_count,
    count_words,
    drawable,
    key_names,
    meetings_held,
    meetings_of,
)
from topics.cooperation.participants import attendances
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import NameLookup, name_lookup
from topics.vocabulary.dates import date_range, year_range
from topics.vocabulary.lists import listed
from topics.vocabulary.meetings import PLANNED
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap

MOSTLY = 0.85
"""From this share of places in the west on, the few east of it stand at the edge of its map."""
REACH = {"west": 0.28, "see": 0.45, "world": 4.0}
"""Places nearer than this to a larger one share its mark, in degrees."""
AT_EDGE = (-0.5, 0.55, -0.35)
"""Degrees from the eastern and the southern edge to the first place at it, over the sea, and to the next."""
MOST_LISTED = 4
"""How many meetings of one place a label names."""
PLACE, STATE, LINK = "place", "state that came", "line to a state"
"""What a mark is."""


def placed_meetings(tables: Tables, view: View, series_groups: tuple[str, ...] = ()) -> pd.DataFrame:
    """The meetings held in a view whose place and date are known, with their year."""
    events = drawable(meetings_held(tables, view))
    if series_groups:
        events = events[events["series_group"].isin(series_groups)]
    return events.assign(year=events["start"].dt.year)


def not_on_map(tables: Tables, view: View, *, series_groups: tuple[str, ...] = ()) -> str:
    """How many meetings of a view the map cannot show, as a sentence; empty where there is none."""
    held, counted = meetings_held(tables, view), meetings_of(tables, view)
    if series_groups:
        held, counted = (rows[rows["series_group"].isin(series_groups)] for rows in (held, counted))
    missing = len(held) - len(drawable(held)) + int(counted["form"].isin([ONLINE, PLANNED]).sum())
    if not missing:
        return ""
    return sentence("{count} more: online, only announced, or of unknown place or date.", count=missing)


def extent_of_places(tables: Tables, places: pd.DataFrame) -> Extent:
    """The smallest extent with all places (lon and lat), or the west if few lie east of it."""
    west, see = (tables.derive(extent_of, name) for name in ("west", "see"))
    in_west, in_see = (inside(places, extent) for extent in (west, see))
    beyond = places["lon"] > west.row["east"]
    if in_see.all() and (in_west | beyond).all() and in_west.mean() >= MOSTLY:
        return west
    return west if in_west.all() else see if in_see.all() else tables.derive(extent_of, "world")


def inside(places: pd.DataFrame, extent: Extent) -> pd.Series:
    """Which rows with lon and lat lie within the bounds of an extent."""
    across, up = (
        places[name].between(extent.row[low], extent.row[high])
        for name, low, high in (("lon", "west", "east"), ("lat", "south", "north"))
    )
    return across & up


def with_marks(events: pd.DataFrame, extent: Extent) -> pd.DataFrame:
    """Meetings with the point of their mark: that of the largest place near it, or one at the edge.

    *Columns*: those of events; mark_lon, mark_lat, is_moved.
    """
    east = float(extent.row["east"])
    moved = (events["lon"] > east) & events["city"].notna() if extent.name == "west" else events["lon"].isna()
    cities = sorted(events.loc[moved, "city"].unique())
    aside, up, step = AT_EDGE
    edge = {city: extent.row["south"] + up + step * place for place, city in enumerate(cities)}
    centres = _centres(events[~moved], REACH[extent.name])
    spots = [
        (east + aside, edge[city]) if is_moved else centres[lon, lat]
        for lon, lat, city, is_moved in zip(events["lon"], events["lat"], events["city"], moved, strict=True)
    ]
    lon, lat = ([spot[axis] for spot in spots] for axis in (0, 1))
    return events.assign(mark_lon=lon, mark_lat=lat, is_moved=moved)


def place_rows(tables: Tables, parts: Mapping[int, list[Row]]) -> pd.DataFrame:
    """A row for each step and mark of `with_marks` at which meetings were held.

    *Columns*: step, mark, place, cities, country, meetings, a column with the meetings of each circle or
    group of series, lon, lat, at_its_place, label, records.
    """
    names = key_names(tables)
    rows, known = [], {}
    for step, part in parts.items():
        for (lon, lat), events in by_mark(part).items():
            ids = tuple(event["record_id"] for event in events)
            if ids not in known:
                known[ids] = _place(events, names, tables)
            rows.append({"step": step, **known[ids], "lon": lon, "lat": lat, "records": ids})
    return pd.DataFrame(rows)


def by_mark(events: Iterable[Row]) -> dict[Spot, list[Row]]:
    """Meetings by the point of their mark."""
    marks: dict[Spot, list[Row]] = {}
    for event in events:
        marks.setdefault((event["mark_lon"], event["mark_lat"]), []).append(event)
    return marks


def visits(tables: Tables, events: pd.DataFrame) -> pd.DataFrame:
    """The states that a source states to have come to meetings of `with_marks` from another country.

    *Columns*: event, start, place, mark_lon, mark_lat, country, lon, lat (of the state), record_id.
    """
    seats = tables.derive(attendances, ("stated",))[["event", "country", "record_id"]]
    about = events[["event", "start", "city", "country", "mark_lon", "mark_lat"]]
    rows = seats.merge(about.rename(columns={"country": "host", "city": "place"}), on="event")
    points = tables["countries"].dropna(subset=["lat", "lon"])[["country", "lon", "lat"]]
    return rows[rows["country"] != rows["host"]].merge(points, on="country")


def visit_rows(tables: Tables, came: pd.DataFrame, parts: Mapping[int, list[Row]]) -> pd.DataFrame:
    """A row for each step and state that came (`visits`), and for each line between its point and a place.

    *Columns*: step, mark, place, country, meetings, lon, lat, place_lon, place_lat, at_its_place,
    label, records.
    """
    name_at, rows = name_lookup(tables), []
    by_event: dict[str, list[Row]] = {}
    for visit in came.to_dict("records"):
        by_event.setdefault(visit["event"], []).append(visit)
    for step, events in parts.items():
        groups: dict[tuple, list[Row]] = {}
        for visit in [visit for event in events for visit in by_event.get(event["event"], ())]:
            state = visit["country"]
            groups.setdefault((STATE, state), []).append(visit)
            groups.setdefault((LINK, state, visit["mark_lon"], visit["mark_lat"]), []).append(visit)
        rows += [{"step": step, **_visit(group, key[0], name_at)} for key, group in groups.items()]
    return pd.DataFrame(rows)


def map_title(events: Sequence[Row], year: int) -> str:
    """What the map says of the meetings of a step, counted as they are drawn."""
    if not events:
        return sentence("No meeting on record in {year}", year=year)
    parts: dict[str, object] = {
        "meetings": count_words(len(events)),
        "cities": city_count(event["city"] for event in events),
        "years": year_range(min(event["year"] for event in events), year),
    }
    every = sentence("{meetings} in {cities}, {years}", **parts)
    largest, *others = sorted(by_mark(events).values(), key=len, reverse=True)
    if not others or len(others[0]) == len(largest):
        return every
    parts |= {"count": len(largest), "city": Counter(event["city"] for event in largest).most_common()[0][0]}
    if len({event["city"] for event in largest}) > 1:
        return sentence("{meetings} in {cities}, {years}; most around {city}: {count}", **parts)
    return sentence("{meetings} in {cities}, {years}; most in {city}: {count}", **parts)


def _centres(events: pd.DataFrame, reach: float) -> dict[Spot, Spot]:
    """The point of the mark of each place: that of the place with most meetings which is near enough."""
    counts = Counter(zip(events["lon"], events["lat"], strict=True))
    centres: dict[Spot, Spot] = {}
    for place in sorted(counts, key=lambda place: (-counts[place], place)):
        near = (centre for centre in dict.fromkeys(centres.values()) if _degrees(place, centre) < reach)
        centres[place] = next(near, place)
    return centres


def _degrees(one: Spot, other: Spot) -> float:
    """Distance in degrees of latitude, near enough for places that are near each other."""
    return hypot((one[0] - other[0]) * cos(radians(one[1])), one[1] - other[1])


def _place(events: Sequence[Row], names: Mapping[str, str], tables: Tables) -> dict:
    """What a row says of the meetings at one mark, the earliest first."""
    series = Counter(names[event["series_group"]] for event in events)
    met_in = Counter(event["city"] for event in events if isinstance(event["city"], str))
    cities = [city for city, _ in met_in.most_common()]
    latest = events[: -MOST_LISTED - 1 : -1]
    more = len(events) - len(latest)
    label = lines(
        bold(f"{listed(cities, most=3) or 'Place not stated'}: {count_words(len(events))}"),
        wrap(MOVED) if events[0]["is_moved"] else "",
        wrap(", ".join(f"{group} {count}" for group, count in series.most_common())),
        *(
            wrap(f"{date_range(event['start'], event['end'], event['date_precision'])}: {event['title']}")
            for event in latest
        ),
        f"and {more} earlier" if more else "",
        source_line(tables, [event["source"] for event in reversed(events)]),
    )
    return {
        "mark": PLACE,
        "place": cities[0] if cities else None,
        "cities": "; ".join(cities),
        "country": events[0]["country"],
        "meetings": len(events),
        **{name: series[name] for name in names.values()},
        "at_its_place": not events[0]["is_moved"],
        "label": label,
    }


def _visit(group: Sequence[Row], mark: str, name_at: NameLookup) -> dict:
    """What a row says of a state that came to meetings, elsewhere or at one mark."""
    first, count = group[0], len({visit["event"] for visit in group})
    name = name_at(first["country"], max(visit["start"] for visit in group))
    cities = listed(dict.fromkeys(visit["place"] for visit in group), most=3)
    where = "elsewhere" if mark == STATE else f"in {cities}"
    return {
        "mark": mark,
        "place": None if mark == STATE else first["place"],
        "country": first["country"],
        "meetings": count,
        "lon": first["lon"],
        "lat": first["lat"],
        "place_lon": first["mark_lon"],
        "place_lat": first["mark_lat"],
        "at_its_place": True,
        "label": lines(bold(name), wrap(f"at {count_words(count)} {where}")),
        "records": tuple(visit["record_id"] for visit in group),
    }
