"""The map of meetings and of the states that came to them, year after year."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from math import cos, hypot, radians
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analysis.cooperation import attendances
from analysis.names import names_then
from charts import base_map, theme
from charts.map_labels import Mark as Disc
from charts.map_years import Layers, map_of_steps
from charts.words import lines, source_titles, when, wrapped

LISTED = 4
"""How many meetings of one place a hover text names."""
BOXES = {
    "west": {"lon": (13.3, 23.6), "lat": (39.6, 46.9)},
    "see": {"lon": (12.5, 45.5), "lat": (34.0, 49.0)},
}
"""The extent whose box holds all places is drawn, else the world."""
MOSTLY = 0.85
"""From this share of meetings in the west on, the few places east of it stand at the edge of its map."""
EDGE = (23.1, 40.7)
"""Longitude and southernmost latitude of places at the edge."""
SCALE = {"west": 11.0, "see": 10.0, "world": 8.0}
"""Width in pixels of the mark of one meeting; the area grows with the number."""
REACH = {"west": 0.28, "see": 0.45, "world": 4.0}
"""Places nearer than this to a larger one, in degrees, share its mark."""
NUMBERED = 17
"""From this width on, a mark carries its number."""
TIES = (("1 meeting", 1, 0.8, 0.45), ("2–4 meetings", 2, 1.6, 0.6), ("5 or more", 5, 3.0, 0.75))
"""Fixed classes of lines: label, from how many meetings, width, opacity."""
GUEST = theme.ROLES["participant"]
HOVER = "%{text}<extra></extra>"
Place = tuple[float, float]
"""Longitude and latitude."""
GAP = (float("nan"), float("nan"))
"""Between two lines of one trace."""


class Meeting(NamedTuple):
    """A meeting as the map needs it, the words ready for a hover text."""

    event: str
    year: int
    place: Place
    city: str
    group: str
    words: str
    source: str


def events_map(
    events: pd.DataFrame,
    event_participants: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    lines: bool = False,
    alone: bool = False,
    at: int | None = None,
) -> go.Figure:
    """One mark per place, its rings as large as the series that met there; on demand lines to those who came.

    Args:
        events: rows of any part of the table; those without a place or a date are not drawn.
        event_participants: who was there and as what.
        countries: names and label points.
        sources: their titles end the hover texts.
        lines: draw a line from each place to the states that a source states to have been there.
        alone: show each year by itself instead of adding the years up.
        at: the year shown first; the last one, or the one with most meetings where years stand alone.
    """
    placed = events.dropna(subset=["lat", "lon", "start"]).sort_values(["start", "event"])
    if placed.empty:
        return go.Figure(layout_title_text="No meeting with a known place and date is on record")
    extent, groups = _extent(placed), _groups(placed)
    placed, edge = _at_the_edge(placed) if extent == "west" else (placed, {})
    meetings = _meetings(placed, _centres(placed, REACH[extent]), source_titles(sources))
    came = _came(placed, event_participants, countries) if lines else None
    paint = partial(_painted, groups=groups, scale=SCALE[extent], came=came)
    shown, hidden = _by_year(meetings, alone), len(events) - len(placed)
    first, last = min(shown), max(shown)
    said = {year: _title(part, year, 0 if alone or year < last else hidden) for year, part in shown.items()}
    start = max(shown, key=lambda year: (len(shown[year]), -year)) if alone else last
    figure = map_of_steps(
        {"": {year: paint(part) for year, part in shown.items()}},
        _layout(extent, bool(edge)),
        _under(extent, countries, _discs(meetings, came or {}, SCALE[extent])),
        [*base_map.scale_bar(extent), *_edge_names(edge), *_key(groups, lines), *base_map.locator(extent)],
        {"": said},
        shown=("", at if at in shown else start),
    )
    return figure.update_layout(_slider(figure, "Meetings in " if alone else f"Meetings from {first} to "))


def _layout(extent: str, has_edge: bool) -> dict:
    """The usual layout with a key that cannot be clicked: a ring without the others would be wrong."""
    layout = base_map.layout(extent)
    if has_edge:
        del layout["meta"]["wide"]
    still = {"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"}
    return layout | {"legend": layout["legend"] | still}


def _slider(figure: go.Figure, prefix: str) -> dict:
    """The slider of a figure, saying what it shows."""
    return {"sliders": [slider.update(currentvalue_prefix=prefix) for slider in figure.layout.sliders]}


def _by_year(meetings: list[Meeting], alone: bool) -> dict[int, list[Meeting]]:
    """The meetings of each year, or those up to each year."""
    years = range(meetings[0].year, meetings[-1].year + 1)
    if alone:
        return {year: [one for one in meetings if one.year == year] for year in years}
    return {year: [one for one in meetings if one.year <= year] for year in years}


def _centres(placed: pd.DataFrame, reach: float) -> dict[Place, Place]:
    """Where the mark of each place stands: at the place with most meetings that is near enough."""
    counts = Counter(zip(placed["lon"], placed["lat"], strict=True))
    centres: dict[Place, Place] = {}
    for place in sorted(counts, key=lambda place: (-counts[place], place)):
        near = (centre for centre in dict.fromkeys(centres.values()) if _degrees(place, centre) < reach)
        centres[place] = next(near, place)
    return centres


def _degrees(one: Place, other: Place) -> float:
    """Distance in degrees of latitude, near enough for places that are near each other."""
    return hypot((one[0] - other[0]) * cos(radians(one[1])), one[1] - other[1])


def _meetings(placed: pd.DataFrame, centres: dict[Place, Place], titles: dict[str, str]) -> list[Meeting]:
    return [
        Meeting(
            row.event,
            row.start.year,
            centres[row.lon, row.lat],
            theme.plain(row.city) if isinstance(row.city, str) else "Place",
            row.series_group,
            wrapped(f"{when(row.start, row.end, row.date_precision)}: {row.title}"),
            titles.get(row.source, row.source),
        )
        for row in placed.itertuples()
    ]


def _under(extent: str, countries: pd.DataFrame, discs: list[Disc]) -> Layers:
    ground = [*base_map.ground(extent, (), countries), *base_map.outlines(extent, countries)]
    named = countries if extent != "west" else countries[countries["country"].isin(base_map.NEAR)]
    return [*base_map.labels(named, extent, discs), *ground]


def _discs(meetings: Sequence[Meeting], came: dict[str, list[tuple[str, Place]]], scale: float) -> list[Disc]:
    """The marks of all years together, which no name may lie under."""
    counts = Counter(one.place for one in meetings)
    guests = {point for pairs in came.values() for _, point in pairs}
    return [
        *((*place, scale * count**0.5) for place, count in counts.items()),
        *((*one, 9) for one in guests),
    ]


def _extent(placed: pd.DataFrame) -> str:
    """The smallest extent with all places, or the west if few lie outside; lines may lead beyond it."""
    near = placed["lon"].between(*BOXES["see"]["lon"]) & placed["lat"].between(*BOXES["see"]["lat"])
    west = placed["lon"].between(*BOXES["west"]["lon"]) & placed["lat"].between(*BOXES["west"]["lat"])
    beyond = placed["lon"] > BOXES["west"]["lon"][1]
    if near.all() and (west | beyond).all() and west.mean() >= MOSTLY:
        return "west"
    for extent, box in BOXES.items():
        if (placed["lon"].between(*box["lon"]) & placed["lat"].between(*box["lat"])).all():
            return extent
    return "world"


def _at_the_edge(placed: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Place]]:
    """The meetings, those east of the map moved to its edge, and where the names of their cities stand."""
    beyond = placed["lon"] > BOXES["west"]["lon"][1]
    cities = sorted(placed.loc[beyond, "city"].dropna().unique())
    edge = {city: (EDGE[0], EDGE[1] + 0.9 * place) for place, city in enumerate(cities)}
    lats = placed["city"].map({city: lat for city, (_, lat) in edge.items()})
    moved = beyond & lats.notna()
    return placed.assign(lon=placed["lon"].mask(moved, EDGE[0]), lat=placed["lat"].mask(moved, lats)), edge


def _edge_names(edge: dict[str, Place]) -> Layers:
    font = {"size": 12, "color": theme.INK[False], "shadow": ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)}
    words = [f"{theme.plain(city)} →" for city in edge]
    places = [(lon - 0.15, lat) for lon, lat in edge.values()]
    name = base_map.spots(places, mode="text", text=words, textposition="middle left", textfont=font)
    return [name] if edge else []


def _groups(placed: pd.DataFrame) -> list[str]:
    """Groups of series in the order in which their rings lie on each other, the most frequent undermost."""
    counts = placed["series_group"].value_counts()
    known = list(theme.SERIES_GROUPS)
    return sorted(counts.index, key=lambda group: (-counts[group], known.index(group)))


def _came(
    placed: pd.DataFrame, event_participants: pd.DataFrame, countries: pd.DataFrame
) -> dict[str, list[tuple[str, Place]]]:
    """The states that came to each meeting from another country, by name and point."""
    there = attendances(event_participants)[["event", "country"]]
    home = placed[["event", "country", "start"]].rename(columns={"country": "host"})
    points = countries.dropna(subset=["lat", "lon"]).set_index("country")
    name_then = names_then(countries)
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for row in there.merge(home, on="event").itertuples():
        if row.country != row.host and row.country in points.index:
            point = points.loc[row.country]
            name = name_then(row.country, row.start)
            found[row.event].append((name, (float(point["lon"]), float(point["lat"]))))
    return found


def _painted(
    part: Sequence[Meeting],
    groups: Sequence[str],
    scale: float,
    came: dict[str, list[tuple[str, Place]]] | None,
) -> Layers:
    """The layers of some meetings: lines, states, a ring per group of series, numbers, hover texts."""
    below = [] if came is None else _lines_and_guests(part, came)
    cities: dict[Place, list[Meeting]] = defaultdict(list)
    for one in part:
        cities[one.place].append(one)
    series = {place: Counter(one.group for one in here) for place, here in cities.items()}
    left, rings = {place: len(here) for place, here in cities.items()}, []
    for group in groups:
        drawn = [place for place in cities if series[place][group]]
        sizes = [round(scale * left[place] ** 0.5, 1) for place in drawn]
        rings.append(_marks(drawn, sizes, theme.SERIES_GROUPS[group], 1))
        left = {place: rest - series[place][group] for place, rest in left.items()}
    sizes = [round(scale * len(here) ** 0.5, 1) for here in cities.values()]
    large = [place for place, size in zip(cities, sizes, strict=True) if size >= NUMBERED]
    numbers = base_map.spots(
        large,
        mode="text",
        text=[str(len(cities[place])) for place in large],
        textfont={"size": 12, "color": theme.PAGE[False], "shadow": f"0 0 3px {theme.INK[False]}"},
    )
    said = [_hover(here, series[place]) for place, here in cities.items()]
    seen = {"text": said, "hovertemplate": HOVER, "name": "meetings"}
    return [*below, *rings, numbers, _marks(list(cities), sizes, theme.CLEAR, 0) | seen]


def _marks(
    places: Sequence[Place], sizes: Sequence[float], colour: str, width: float, symbol: str = "circle"
) -> dict:
    """Marks whose sizes change with the years."""
    marker = {
        "color": [colour] * len(places),
        "size": list(sizes),
        "opacity": 1,
        "symbol": symbol,
        "line": {"color": theme.PAGE[False], "width": width},
    }
    return base_map.spots(places, mode="markers", marker=marker)


def _lines_and_guests(part: Sequence[Meeting], came: dict[str, list[tuple[str, Place]]]) -> Layers:
    """A trace of lines for each class of numbers of meetings, and the states they lead to."""
    pairs = [(one.place, name, point) for one in part for name, point in came.get(one.event, ())]
    ways = Counter((place, point) for place, _, point in pairs)
    limits = [*(row[1] for row in TIES[1:]), float("inf")]
    layers = []
    for (label, low, width, opacity), high in zip(TIES, limits, strict=True):
        ends = [end for way, count in ways.items() if low <= count < high for end in (*way, GAP)]
        line = {"color": GUEST, "width": width}
        layers.append(base_map.spots(ends, mode="lines", name=f"came to {label}", line=line, opacity=opacity))
    guests, last = Counter(point for *_, point in pairs), {point: name for _, name, point in pairs}
    words = [
        f"<b>{theme.plain(last[point])}</b><br>came to {count} meeting{'s' * (count > 1)} elsewhere"
        for point, count in guests.items()
    ]
    marks = _marks(list(guests), [9] * len(guests), GUEST, 1, "diamond")
    return [*layers, marks | {"text": words, "hovertemplate": HOVER, "name": "state that came"}]


def _key(groups: Sequence[str], with_lines: bool) -> Layers:
    """The key: a disc per group of series, in their fixed order, and a line per class of lines."""
    known = [group for group in theme.SERIES_GROUPS if group in groups]
    entries = [base_map.key_entry(group, theme.SERIES_GROUPS[group], "circle") for group in known]
    if not with_lines:
        return entries
    ties = [
        base_map.key_entry(label, GUEST)
        | {"mode": "lines", "line": {"color": GUEST, "width": width}, "opacity": opacity}
        for label, _, width, opacity in TIES
    ]
    return [*entries, base_map.key_entry("state that came", GUEST, "diamond"), *ties]


def _hover(here: Sequence[Meeting], series: Counter[str]) -> str:
    """A place: how many meetings of which series, the latest ones, and their source."""
    counts = ", ".join(f"{group} {count}" for group, count in series.most_common())
    latest = [one.words for one in reversed(here[-LISTED:])]
    more = [f"and {len(here) - LISTED} earlier"] if len(here) > LISTED else []
    cited = list(dict.fromkeys(one.source for one in reversed(here)))
    others = f" and {len(cited) - 1} more" if len(cited) > 1 else ""
    cities = [city for city, _ in Counter(one.city for one in here).most_common()]
    near = f"{', '.join(cities[:2])} and {len(cities) - 2} near" if len(cities) > 3 else ", ".join(cities)
    head = f"<b>{near}</b>: {len(here)} meeting{'s' * (len(here) > 1)}"
    moved = wrapped("drawn at the edge of the map, not at its place") if here[0].place[0] == EDGE[0] else ""
    return lines(head, moved, wrapped(counts), *latest, *more, wrapped(f"Source: {cited[0]}{others}"))


def _title(part: Sequence[Meeting], year: int, hidden: int) -> str:
    if not part:
        return f"No meeting is on record in {year}"
    hosts, first = Counter(one.city for one in part), part[0].year
    (host, most), *others = hosts.most_common(2)
    span = f"in {year}" if first == year else f"from {first} to {year}"
    where = f"{len(hosts)} places" if len(hosts) > 1 else host
    rest = f"; {hidden} more without a known place or date" if hidden else ""
    if len(part) == 1 or not others or others[0][1] == most:
        return f"{len(part)} meeting{'s' * (len(part) > 1)} in {where} {span}{rest}"
    return f"{host} hosted most meetings, {most} of {len(part)} in {where} {span}{rest}"
