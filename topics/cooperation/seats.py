"""Organisations at their seats: which ones a view shows, how often they met, and the mark of each city."""

from math import hypot

import pandas as pd

from charts.extent import Extent, Spot
from charts.map import MOVED
from topics.cooperation.meetings import meetings_of
from topics.cooperation.participants import COUNTED, PRESENT
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.meetings import PARTICIPANTS
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, shorten, wrap

NO_SEAT = sentence("No organisation with a known seat on record")
LONG = 24
"""Letters from which on a name without an acronym is cut."""
REACH = 0.6
"""Degrees within which smaller places share the mark of a larger one."""
MOST_LISTED = 8
FEWEST_STEPS = 7
"""Seats in the column beside a map lie apart as if there were at least so many steps."""


def organisations(tables: Tables, view: View) -> pd.DataFrame:
    """Organisations with a known seat, in the view or on record at one of its meetings; most meetings first.

    *Columns*: actor, name, short, kind, city, country, lat, lon, meetings, source, locator, note, records
    (participations that are counted).
    """
    actors, people = tables["actors"], tables["event_participants"]
    seated = actors[(actors["kind"] != "person-office") & actors["city"].notna()]
    seated = seated.dropna(subset=["lat", "lon"])
    met = people[people["event"].isin(meetings_of(tables, view)["event"]) & people["role"].isin(PRESENT)]
    met = met[met["claim"].isin(COUNTED) & met["actor"].notna()]
    by_actor = met.groupby("actor")
    records = by_actor["record_id"].agg(tuple).to_dict()
    counts = seated["actor"].map(by_actor["event"].nunique()).fillna(0).astype("int64")
    rows = seated.assign(
        short=seated["acronym"].fillna(seated["name"].map(lambda name: shorten(name, LONG))),
        meetings=counts,
        records=[records.get(actor, ()) for actor in seated["actor"]],
    )
    rows = rows[rows["country"].isin(view.members) | (rows["meetings"] > 0)]
    rows = rows.sort_values(["meetings", "actor"], ascending=[False, True], ignore_index=True)
    columns = ["actor", "name", "short", "kind", "city", "country", "lat", "lon", "meetings"]
    return rows[[*columns, "source", "locator", "note", "records"]]


def seat_rows(tables: Tables, rows: pd.DataFrame, extent: Extent) -> pd.DataFrame:
    """A row for each mark: the `organisations` of a city and of smaller places near it, most meetings first.

    Seats beyond the units of the extent stand under each other in its column.

    *Columns*: city, country, organisations (names), meetings (each once), text (beside the mark),
    at_its_place, lon, lat, source, label, records.
    """
    beyond = ~rows["country"].isin(extent.units) & pd.notna(extent.row["column_lon"])
    inside, column = rows[~beyond], rows[beyond]
    groups = [(part, True) for part in _near_each_other(inside)]
    groups += [(part, False) for _, part in column.groupby("city")]
    events = tables["event_participants"].set_index("record_id")["event"]
    marks = pd.DataFrame([_mark(part, is_inside, events, tables) for part, is_inside in groups])
    return _in_column(marks, extent)


def _near_each_other(rows: pd.DataFrame) -> list[pd.DataFrame]:
    centres: list[Spot] = []
    for row in rows.itertuples():
        if all(hypot(row.lon - lon, row.lat - lat) >= REACH for lon, lat in centres):
            centres.append((row.lon, row.lat))
    nearest = [
        min(range(len(centres)), key=lambda place: hypot(lon - centres[place][0], lat - centres[place][1]))
        for lon, lat in zip(rows["lon"], rows["lat"], strict=True)
    ]
    return [part for _, part in rows.groupby(nearest)]


def _mark(part: pd.DataFrame, is_inside: bool, events: pd.Series, tables: Tables) -> dict:
    """What a row says of the organisations at one mark."""
    records = united(part["records"])
    listed = [wrap(_words(row)) for row in part.head(MOST_LISTED).to_dict("records")]
    more = len(part) - len(listed)
    first = part.iloc[0]
    beside = f" +{more_seats}" if (more_seats := len(part) - 1) else ""
    return {
        "city": first["city"],
        "country": first["country"],
        "organisations": "; ".join(part["name"]),
        "meetings": len({events[record] for record in records}),
        "text": f"{first['city']}: {first['short']}{beside}",
        "at_its_place": is_inside,
        "lon": first["lon"],
        "lat": first["lat"],
        "source": "; ".join(dict.fromkeys(part["source"].dropna())),
        "label": lines(
            bold(", ".join(dict.fromkeys(part["city"]))),
            *listed,
            f"and {more} more" if more else "",
            "" if is_inside else wrap(MOVED),
            source_line(tables, part["source"]).replace("Source", "Source of the seat", 1),
        ),
        "records": records,
        "is_stated": False,
    }


def _words(row: dict) -> str:
    met = f"{plural(row['meetings'], 'meeting')} on record" if row["meetings"] else "no meeting on record"
    return f"{row['name']} ({row['city']}, {PARTICIPANTS.get(row['kind'], row['kind'])}): {met}"


def _in_column(marks: pd.DataFrame, extent: Extent) -> pd.DataFrame:
    """The marks, those beyond the map under each other at its edge, those with most meetings on top."""
    order = ["at_its_place", "meetings", "city"]
    marks = marks.sort_values(order, ascending=[False, False, True], ignore_index=True)
    beyond = ~marks["at_its_place"]
    if not beyond.any():
        return marks
    top, bottom = extent.row["column_north"], extent.row["column_south"]
    step = (top - bottom) / max(beyond.sum() - 1, FEWEST_STEPS)
    lats = [round(top - place * step, 3) for place in range(beyond.sum())]
    marks.loc[beyond, "lon"] = extent.row["column_lon"]
    marks.loc[beyond, "lat"] = lats
    return marks
