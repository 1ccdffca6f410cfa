"""The map of organisations at their seats, as large as the number of meetings they are on record at."""

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.map import Extent, extent_for, extent_of
from charts.marks import Trace
from topics.cooperation.seats import NO_SEAT, organisations, seat_rows
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

NOTE = sentence(
    "Organisations seated here, and those on record at meetings here. Larger marks: more meetings; "
    "orange: the seat is beyond the map."
)
COLUMNS = ("city", "country", "organisations", "meetings")
AT_SEAT, BEYOND = "at its seat", "seat beyond the map"
COLOURS = {True: theme.BLUE, False: theme.ORANGE}
SMALLEST, LARGEST, SCALE = 9, 34, 4
"""Widths of marks in pixels; the area grows with the number of meetings."""


def seats_map(tables: Tables, view: View) -> Chart:
    """A mark for each city with seats; seats beyond the map stand in a column at its left edge."""
    seated = organisations(tables, view)
    if seated.empty:
        return empty(NO_SEAT)
    extent = _extent(tables, seated)
    rows = seat_rows(tables, seated, extent)
    layers = [
        _cities(rows[rows["at_its_place"] == is_inside], extent, is_inside=is_inside)
        for is_inside in (True, False)
    ]
    traces = [
        *sheet.ground(extent),
        *sheet.outlines(extent),
        *sheet.scale_bar(extent),
        *layers,
        *_key(rows),
        *sheet.locator(extent),
    ]
    figure = sheet.figure(rows, traces, sheet.layout(tables, extent, seated["country"]))
    measure = sentence("Organisations at their seats, by meetings on record")
    rows = rows.drop(columns="text")
    return Chart(_title(seated), rows, figure, NOTE, COLUMNS, extent=extent.name, measure=measure)


def _extent(tables: Tables, seated: pd.DataFrame) -> Extent:
    """The part of the world with the seats of the region, and a column for those beyond; else the world."""
    see = tables.derive(extent_of, "see")
    inside = seated["country"].isin(see.units)
    if not inside.any():
        return tables.derive(extent_of, "world")
    return tables.derive(extent_of, f"seats_{extent_for(tables, seated.loc[inside, 'country']).name}")


def _cities(rows: pd.DataFrame, extent: Extent, *, is_inside: bool) -> Trace:
    """Marks of cities with their first organisations beside; grey without a meeting."""
    sizes = [min(LARGEST, max(SMALLEST, SCALE * count**0.5)) for count in rows["meetings"]]
    colours = [COLOURS[is_inside] if count else theme.NO_DATA for count in rows["meetings"]]
    return sheet.points(
        rows,
        colours,
        sizes,
        name=AT_SEAT if is_inside else BEYOND,
        mode="markers+text",
        text=rows["text"].tolist(),
        textposition=[_side(lon, lat) for lon, lat in zip(rows["lon"], rows["lat"], strict=True)],
        textfont={"size": 12, "color": theme.INK[False], "shadow": sheet.HALO},
    )


def _side(lon: float, lat: float) -> str:
    """Where the name of a place goes, so that it neither leaves the map nor covers another on a phone."""
    if lon > 21 or (lon > 14 and lat > 46):
        return "top center"
    if lon > 18.5 and lat < 42:
        return "bottom center"
    return "middle left" if lon > 18 or (lon > 16 and lat < 45.6) else "middle right"


def _key(rows: pd.DataFrame) -> list[Trace]:
    entries = [sheet.key_entry(AT_SEAT, COLOURS[True], "circle")]
    if not rows["at_its_place"].all():
        entries.append(sheet.key_entry(BEYOND, COLOURS[False], "circle"))
    return [*entries, sheet.key_entry("no meeting on record", theme.NO_DATA, "circle")]


def _title(seated: pd.DataFrame) -> str:
    """Which organisation is on record at most meetings."""
    first = seated.iloc[0]
    if not first["meetings"]:
        organisations = plural(len(seated), "organisation")
        return sentence("{organisations}, none on record at a meeting", organisations=organisations)
    return sentence(
        "{organisation} in {city} is on record most often: {meetings}",
        organisation=first["short"],
        city=first["city"],
        meetings=plural(first["meetings"], "meeting"),
    )
