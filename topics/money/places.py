"""Where the donors and the recipients of a flow of money stand on a map, and the line between them."""

from collections.abc import Mapping

import pandas as pd

from charts.extent import Extent, Spot
from topics.money.flows import contributions
from topics.money.words import given_words, not_drawn
from topics.tables import Tables
from topics.view import View

EDGE, FOOT, BELOW = 1.3, 2.0, 0.7
"""Degrees from the eastern edge and above the southern one to the first recipient beyond, and to the next.

They stand in the Aegean Sea: no money ends in a country that did not receive it.
"""
LEAST = 10
"""Donors whose places fill the column."""
Pair = tuple[str, str]
"""Donor and recipient."""
BEND, STEPS = 0.45, 12
"""Where a line bends, as a part of its length, and in how many parts it is drawn."""


def recipient_places(tables: Tables) -> pd.DataFrame:
    """The point of each state, its capital where that is known, and of a body at its seat.

    *Columns*: recipient, lon, lat.
    """
    states, capitals = (
        tables[name].rename(columns={"country": "recipient"}) for name in ("countries", "capitals")
    )
    seats = tables["actors"].assign(recipient=tables["actors"]["actor"].str.upper())
    seats = seats[seats["recipient"].isin(tables["bodies"]["body"])]
    rows = pd.concat([capitals, states, seats])[["recipient", "lon", "lat"]].dropna()
    return rows.drop_duplicates("recipient", ignore_index=True)


def placed_contributions(tables: Tables, view: View, flow: str) -> pd.DataFrame:
    """Contributions with a year, an amount in US dollars and a recipient with a place.

    *Columns*: those of `contributions`, lon, lat (of the recipient).
    """
    rows = contributions(tables, view, flow=flow)
    rows = rows[rows["year"].notna() & rows["amount_usd"].gt(0)]
    return rows.merge(recipient_places(tables), on="recipient").astype({"year": "int64"})


def unplaced_contributions(tables: Tables, view: View, *, flow: str = "monitor") -> str:
    """The contributions that the map leaves out, in a sentence; empty where there is none."""
    rows = contributions(tables, view, flow=flow)
    rows = rows[~rows["record_id"].isin(placed_contributions(tables, view, flow)["record_id"])]
    reason = "year, amount in US dollars or recipient not stated"
    return not_drawn(given_words(tables, rows), reason)


def within(rows: pd.DataFrame, extent: Extent) -> pd.DataFrame:
    """The rows, recipients that lie east of the map under each other at its edge; `is_moved` says which."""
    is_moved = rows["lon"] > extent.row["east"]
    first = extent.row["south"] + FOOT
    lats = {
        code: first - BELOW * place
        for place, code in enumerate(sorted(rows.loc[is_moved, "recipient"].unique()))
    }
    lon = rows["lon"].mask(is_moved, extent.row["east"] - EDGE)
    lat = rows["lat"].mask(is_moved, rows["recipient"].map(lats))
    return rows.assign(lon=lon, lat=lat, is_moved=is_moved)


def donor_column(rows: pd.DataFrame, extent: Extent) -> dict[str, Spot]:
    """Where each donor stands: under each other, the largest sum of all years on top."""
    lon, south, north = (extent.row[name] for name in ("column_lon", "column_south", "column_north"))
    given = rows.groupby("donor")["amount_usd"].sum().sort_values(ascending=False, kind="stable")
    step = (north - south) / max(len(given) - 1, LEAST)
    return {str(donor): (lon, round(north - place * step, 3)) for place, donor in enumerate(given.index)}


def flow_paths(
    rows: pd.DataFrame, column: Mapping[str, Spot], spots: Mapping[str, Spot]
) -> dict[Pair, list[Spot]]:
    """The points of the line from each donor to each of its recipients."""
    pairs = dict.fromkeys(zip(rows["donor"], rows["recipient"], strict=True))
    return {pair: path(column[pair[0]], spots[pair[1]]) for pair in pairs}


def path(start: Spot, end: Spot) -> list[Spot]:
    """Points of a line that leaves a donor level and bends to the recipient."""
    bend = (start[0] + BEND * (end[0] - start[0]), start[1])
    points = []
    for step in range(STEPS + 1):
        part = step / STEPS
        weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
        pairs = list(zip(weights, (start, bend, end), strict=True))
        lon, lat = (sum(weight * spot[axis] for weight, spot in pairs) for axis in (0, 1))
        points.append((round(lon, 2), round(lat, 2)))
    return points
