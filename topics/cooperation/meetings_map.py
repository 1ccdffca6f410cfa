"""The map of meetings and of the states that came to them, year after year."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from charts import map as sheet
from charts import map_labels, theme
from charts.chart import Chart, empty
from charts.map import Extent
from charts.map_lines import Width, links_by_width, width_key
from charts.map_steps import Row, Steps, records_by_year, stepped
from charts.marks import Trace
from topics.cooperation.meetings import group_colours, key_names
from topics.cooperation.places import (
    LINK,
    PLACE,
    STATE,
    extent_of_places,
    inside,
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
from topics.vocabulary.text import escape

NOTE = sentence("Rings are as large as the number of meetings of each series.")
SCALE = {"west": 11.0, "see": 10.0, "world": 8.0}
"""Width in pixels of the mark of one meeting; the area grows with the number."""
NUMBERED = 17
"""From this width on, a mark carries its number."""
TIES = (
    Width("1 meeting", 1, 0.8, 0.45),
    Width("2–4 meetings", 2, 1.6, 0.6),
    Width("5 or more", 5, 3.0, 0.75),
)
GUEST, GUEST_SIZE = theme.GREEN, 9
COLUMNS = ("step", "mark", "place", "cities", "country", "meetings")
PAINTED = ("step", "mark", "meetings", "lon", "lat", "place_lon", "place_lat", "label")


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
    colours = _colours(tables, events)

    def paint(part: pd.DataFrame) -> list[Trace]:
        rings = _rings(part[part["mark"] == PLACE], colours)
        return [*_guests(part), *rings] if lines else rings

    steps = _steps(parts, by_year=by_year, at=at)
    under, over = _under(tables, extent, rows), _over(tables, extent, events, lines=lines)
    drawn = rows[[name for name in PAINTED if name in rows]].join(_widths(rows, colours, SCALE[extent.name]))
    figure = stepped(drawn, paint, _layout(tables, extent, view, events, lines=lines), steps, under, over)
    note = f"{NOTE} {not_on_map(tables, view, series_groups=series_groups)}".strip()
    return Chart(steps.title, rows, figure, note, COLUMNS, extent=extent.name, measure=_measure(lines))


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


def _colours(tables: Tables, events: pd.DataFrame) -> dict[str, str]:
    """Colours of the circles and series in the key, the most frequent first: its rings lie undermost."""
    names, colours = key_names(tables), group_colours(tables)
    looks = {names[group]: theme.COLOURS[colour] for group, colour in reversed(colours.items())}
    return {name: looks[name] for name in events["series_group"].map(names).value_counts().index}


def _layout(tables: Tables, extent: Extent, view: View, events: pd.DataFrame, *, lines: bool) -> dict:
    layout = sheet.layout(tables, extent, () if lines else view.members)
    layout["legend"] |= sheet.NO_CLICK
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
    used = _colours(tables, events)
    names = [name for name in dict.fromkeys(key_names(tables).values()) if name in used]
    entries = [sheet.key_entry(name, used[name], "circle") for name in names]
    guests = [sheet.key_entry(STATE, GUEST, "diamond"), *width_key(TIES, GUEST)]
    return [*entries, *guests] if lines else entries


def _widths(rows: pd.DataFrame, colours: Mapping[str, str], scale: float) -> pd.DataFrame:
    """The width of the ring of each group of series, one within the other; zero where it did not meet."""
    counts = rows[[*colours]].fillna(0).to_numpy(dtype="float64")
    left = rows[["meetings"]].to_numpy(dtype="float64") - counts.cumsum(axis=1) + counts
    widths = np.where(counts > 0, scale * left.clip(0) ** 0.5, 0.0).round(1)
    return pd.DataFrame(widths, rows.index, [*colours])


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
    links, states = (part[part["mark"] == mark] for mark in (LINK, STATE))
    ends = zip(links["place_lon"], links["place_lat"], links["lon"], links["lat"], strict=True)
    paths = [[(from_lon, from_lat), (lon, lat)] for from_lon, from_lat, lon, lat in ends]
    layers = links_by_width(links, "meetings", paths, TIES, GUEST)
    return [*layers, sheet.points(states, GUEST, GUEST_SIZE, "diamond", name=STATE)]
