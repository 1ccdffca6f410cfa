"""The map of meetings and of the states that came to them, year after year."""

from collections.abc import Mapping, Sequence

import pandas as pd

from charts import map as sheet
from charts import map_labels, theme
from charts.chart import Chart, empty
from charts.map import Extent
from charts.map_steps import Steps, stepped
from charts.marks import Trace
from topics.cooperation.meetings import group_colours
from topics.cooperation.places import (
    LINK,
    PLACE,
    STATE,
    extent_of_places,
    inside,
    map_title,
    place_rows,
    placed_meetings,
    visit_rows,
    visits,
    with_marks,
    years_shown,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.text import escape

NOTE = (
    "The rings of a place are as large as the number of meetings of each series. Move the slider or press "
    "play for the years."
)
CAME = " A line leads to each state that a source states to have come; some lead beyond the map."
SCALE = {"west": 11.0, "see": 10.0, "world": 8.0}
"""Width in pixels of the mark of one meeting; the area grows with the number."""
NUMBERED = 17
"""From this width on, a mark carries its number."""
TIES = (("1 meeting", 1, 0.8, 0.45), ("2–4 meetings", 2, 1.6, 0.6), ("5 or more", 5, 3.0, 0.75))
"""Fixed classes of lines: label, from how many meetings, width, opacity."""
GUEST, GUEST_SIZE = theme.ROLES["participant"], 9
COLUMNS = ("step", "mark", "place", "cities", "country", "meetings")
PAINTED = ("step", "mark", "meetings", "lon", "lat", "place_lon", "place_lat", "label")
NO_CLICK = {"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"}
"""A ring without the others would be wrong."""


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

    Args:
        tables: the clean tables.
        view: the meetings held in its countries and years are drawn.
        series_groups: groups of series; all without.
        lines: draw a line from each place to the states that came.
        by_year: each year by itself instead of all years up to it.
        at: the year shown first; else the last one, or that with most meetings where years stand alone.
    """
    events = placed_meetings(tables, view, series_groups)
    if events.empty:
        return empty("No meeting with a known place and date is on record")
    extent = extent_of_places(tables, events)
    events = with_marks(events, extent)
    parts = years_shown(events, by_year=by_year)
    rows = place_rows(tables, parts)
    if lines:
        rows = pd.concat([rows, visit_rows(tables, visits(tables, events), parts)], ignore_index=True)
    rows = rows.assign(is_stated=False)
    colours = _colours(tables, events)

    def paint(part: pd.DataFrame) -> list[Trace]:
        rings = _rings(part[part["mark"] == PLACE], colours)
        return [*_guests(part), *rings] if lines else rings

    steps = _steps(parts, by_year=by_year, at=at)
    under, over = _under(tables, extent, rows), _over(tables, extent, events, lines=lines)
    drawn = rows[[name for name in PAINTED if name in rows]].join(_widths(rows, colours, SCALE[extent.name]))
    figure = stepped(drawn, paint, _layout(tables, extent, view, events, lines=lines), steps, under, over)
    return Chart(steps.title, rows, figure, NOTE + CAME * lines, COLUMNS, extent=extent.name)


def _steps(parts: Mapping[int, Sequence], *, by_year: bool, at: int | None) -> Steps:
    fullest = max(parts, key=lambda year: (len(parts[year]), -year))
    start = at if at in parts else fullest if by_year else max(parts)
    prefix = "Meetings in " if by_year else f"Meetings from {min(parts)} to "
    return Steps({"": {year: map_title(part, year) for year, part in parts.items()}}, start, prefix=prefix)


def _colours(tables: Tables, events: pd.DataFrame) -> dict[str, str]:
    """Colours of the groups of series, the most frequent first: its rings lie undermost."""
    counts, colours = events["series_group"].value_counts(), group_colours(tables)
    order = sorted(counts.index, key=lambda group: (-counts[group], list(colours).index(group)))
    return {group: theme.COLOURS[colours[group]] for group in order}


def _layout(tables: Tables, extent: Extent, view: View, events: pd.DataFrame, *, lines: bool) -> dict:
    layout = sheet.layout(tables, extent, () if lines else view.members)
    layout["legend"] |= NO_CLICK
    if events["is_moved"].any():
        layout["meta"].pop("wide", None)  # the places beyond the map stand at its edge
    return layout


def _under(tables: Tables, extent: Extent, rows: pd.DataFrame) -> list[Trace]:
    """Land, and names that no mark of any year covers."""
    last = rows.sort_values("meetings").drop_duplicates(["mark", "lon", "lat"], keep="last")
    last = last[last["mark"] != LINK]
    widths = (last["meetings"] ** 0.5 * SCALE[extent.name]).where(last["mark"] == PLACE, GUEST_SIZE)
    discs = list(zip(last["lon"], last["lat"], widths, strict=True))
    ground = [*sheet.ground(extent), *sheet.outlines(extent)]
    units = tables["map_units"]
    near = units.loc[inside(units, extent), "unit"] if extent.name == "west" else None
    return [*map_labels.labels(tables, extent, discs, near), *ground]


def _over(tables: Tables, extent: Extent, events: pd.DataFrame, *, lines: bool) -> list[Trace]:
    """Scale, names at the edge, key, locator."""
    moved = events[events["is_moved"]].drop_duplicates("city")
    spots = list(zip(moved["mark_lon"] - 0.15, moved["mark_lat"], strict=True))
    names = [f"{escape(city)} →" for city in moved["city"]]
    edge = [sheet.words(spots, names, "middle left")] if spots else []
    return [*sheet.scale_bar(extent), *edge, *_key(tables, events, lines=lines), *sheet.locator(extent)]


def _key(tables: Tables, events: pd.DataFrame, *, lines: bool) -> list[Trace]:
    used = set(events["series_group"])
    entries = [
        sheet.key_entry(group, theme.COLOURS[colour], "circle")
        for group, colour in group_colours(tables).items()
        if group in used
    ]
    if not lines:
        return entries
    ties = [
        sheet.key_entry(label, GUEST, mode="lines", line={"color": GUEST, "width": width}, opacity=opacity)
        for label, _, width, opacity in TIES
    ]
    return [*entries, sheet.key_entry(STATE, GUEST, "diamond"), *ties]


def _widths(rows: pd.DataFrame, colours: Mapping[str, str], scale: float) -> pd.DataFrame:
    """The width of the ring of each group of series, one within the other; zero where it did not meet."""
    left, widths = rows["meetings"].astype("float64"), {}
    for group in colours:
        widths[group] = (scale * left.clip(lower=0) ** 0.5).round(1).where(rows[group] > 0, 0.0)
        left = left - rows[group].fillna(0)
    return pd.DataFrame(widths)


def _rings(part: pd.DataFrame, colours: Mapping[str, str]) -> list[Trace]:
    """A layer of rings for each group of series, and the numbers of large marks."""
    places, widths = part[["lon", "lat"]], part[[*colours]].to_numpy()
    rings = [
        sheet.points(places[has_met], colour, widths[has_met, column].tolist(), name=group)
        for column, (group, colour) in enumerate(colours.items())
        for has_met in [widths[:, column] > 0]
    ]
    large = part[widths.max(axis=1, initial=0) >= NUMBERED]
    font = {"size": 12, "color": theme.PAGE[False], "shadow": f"0 0 3px {theme.INK[False]}"}
    numbers = sheet.spots(
        list(zip(large["lon"], large["lat"], strict=True)),
        mode="text",
        text=[str(count) for count in large["meetings"]],
        textfont=font,
    )
    return [*rings, numbers]


def _guests(part: pd.DataFrame) -> list[Trace]:
    """A layer of lines for each class of numbers of meetings, and the states they lead to."""
    limits = [*(low for _, low, _, _ in TIES[1:]), float("inf")]
    links, layers = part[part["mark"] == LINK], []
    for (label, low, width, opacity), high in zip(TIES, limits, strict=True):
        own = links[links["meetings"].ge(low) & links["meetings"].lt(high)]
        paths = [[(row.place_lon, row.place_lat), (row.lon, row.lat)] for row in own.itertuples()]
        line = {"color": GUEST, "width": width}
        layers.append(sheet.links(own, paths, name=f"came to {label}", line=line, opacity=opacity))
    states = part[part["mark"] == STATE]
    return [*layers, sheet.points(states, GUEST, GUEST_SIZE, "diamond", name=STATE)]
