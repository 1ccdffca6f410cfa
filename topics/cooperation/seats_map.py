"""The map of organisations at their seats, as large as the number of meetings they are on record at."""

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent, extent_for, extent_of
from charts.map import Look
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
NO_MEETING = "no meeting on record"
COLOURS = {AT_SEAT: theme.BLUE, BEYOND: theme.ORANGE, NO_MEETING: theme.NO_DATA}
SMALLEST, LARGEST, SCALE = 9, 34, 4
"""Widths of marks in pixels; the area grows with the number of meetings."""


def seats_map(tables: Tables, view: View) -> Chart:
    """A mark for each city with seats; seats beyond the map stand in a column at its left edge."""
    seated = organisations(tables, view)
    if seated.empty:
        return empty(NO_SEAT)
    extent = _extent(tables, seated)
    rows = seat_rows(tables, seated, extent)
    classes = rows["at_its_place"].map({True: AT_SEAT, False: BEYOND})
    drawn = rows.assign(**{"class": classes.where(rows["meetings"] > 0, NO_MEETING)})
    sizes = (SCALE * rows["meetings"] ** 0.5).clip(SMALLEST, LARGEST)
    layers = [
        *sheet.ground(extent),
        sheet.outlines(extent),
        sheet.points(drawn, sizes.tolist(), texts=rows["text"].tolist()),
    ]
    looks = [Look(label, COLOURS[label], shape="circle") for label in COLOURS if label in set(drawn["class"])]
    figure = sheet.map_figure(tables, extent, rows, looks, layers, around=set(seated["country"]))
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
