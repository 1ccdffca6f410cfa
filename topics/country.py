"""Composes land, cooperation and money: what is on record about one country where no topic says it."""

import pandas as pd

from topics.cooperation.meetings import in_order, meetings_held
from topics.cooperation.participants import CLAIMS, attendances
from topics.land.area_series import area_series
from topics.land.areas import BEST
from topics.land.status import APART, statuses_of_families
from topics.tables import Tables
from topics.view import View, members
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range

FIRST = "SEE"
"""The region whose countries stand first in a list."""
DEFAULT = "BIH"
ATTENDED = {"stated": "took part", "inferred": "took part (inferred)", "disputed": "named (disputed)"}
"""What a country did at a meeting, by how sure it is."""
HELD = "held there"


def countries_in_order(tables: Tables) -> tuple[str, ...]:
    """Codes of all countries: those of the region first, then by name."""
    names, first = country_names(tables, full=True), members(tables, FIRST)
    others = set(tables["countries"]["country"]) - set(first)
    return (*first, *sorted(others, key=lambda code: names[code]))


def default_country(view: View) -> str:
    """The country to begin with: the only one that is chosen, else DEFAULT."""
    return view.countries[0] if len(view.countries) == 1 else DEFAULT


def of_country(view: View, country: str) -> View:
    """The filter with one country instead of its region and countries."""
    return View(view.tables, view.region, (country,), view.years, view.hazard)


def about_country(tables: Tables, country: str) -> str:
    """The note on status and the former names of a country, in sentences; empty where there are none."""
    notes = tables["countries"].set_index("country")["status_note"]
    former = former_names(tables, country)
    named = f"Named before: {', '.join(former)}." if former else ""
    note = notes.get(country)
    return " ".join(filter(None, [note if isinstance(note, str) else "", named]))


def line_families(tables: Tables, view: View) -> list[str]:
    """The hazard families of which a line can be drawn: those with a duty to clear and most figures first."""
    rows = view.of(area_series(tables))
    rows = rows[rows["role"] == "line"].assign(is_area=rows["area_km2"].gt(0))
    counts = rows.groupby("family")["is_area"].sum()
    order = sorted(counts.index, key=lambda family: (family not in APART, -counts[family]))
    return [
        *(family for family in order if counts[family]),
        *(family for family in order if not counts[family]),
    ]


def has_figures(tables: Tables, view: View) -> bool:
    """Whether any figure of land, clearance or casualties is on record in a view."""
    return any(len(view.of(tables[name])) for name in ("contamination", "clearance", "casualties"))


def former_names(tables: Tables, country: str) -> list[str]:
    """Names that a country has no longer, with the years in which they held."""
    rows = tables["country_names"]
    rows = rows[rows["country"].eq(country) & rows["valid_to"].notna()]
    spans = zip(rows["name"], rows["valid_from"].dt.year, rows["valid_to"].dt.year, strict=True)
    return [f"{name} ({year_range(first, last)})" for name, first, last in spans]


def contaminated_places(tables: Tables, view: View) -> pd.DataFrame:
    """The status of each part of the countries of a view, of each hazard family, the largest area first.

    Villages that add up to their municipality are left out. *Columns*: those of `land.status.place_statuses`,
    name and level of the place.
    """
    rows = view.of(tables.derive(statuses_of_families, (view.day,), BEST), skip=("years",))
    known = tables["subdivisions"].set_index("subdivision")[["name", "level", "parent"]]
    rows = rows[rows["subdivision"].notna()].join(known, on="subdivision")
    is_added = rows["level"].eq("settlement") & rows["parent"].isin(rows["subdivision"])
    counts = tables["contamination"].set_index("record_id")["areas"]
    rows = rows[~is_added].assign(
        name=rows["name"].fillna(rows["subdivision"]),
        areas=rows["areas"].fillna(rows["records"].str[0].map(counts)),
    )
    by = ["family", "area_km2", "name"]
    return rows.sort_values(by, ascending=[False, False, True], ignore_index=True)


def meetings_with(tables: Tables, view: View) -> pd.DataFrame:
    """Meetings that were held in the one country of a view or that it took part in, the latest first.

    *Columns*: those of events, is_held, part (held there, took part; what is inferred or disputed says so).
    """
    seats = tables.derive(attendances, CLAIMS)
    seats = seats[seats["country"].isin(view.members)].drop_duplicates("event").set_index("event")["claim"]
    events = view.of(tables["events"], skip=("country",))
    held = events["event"].isin(meetings_held(tables, view)["event"])
    events = in_order(events.assign(is_held=held)[held | events["event"].isin(seats.index)])
    attended = events["event"].map(seats).map(ATTENDED)
    parts = [
        ", ".join(filter(None, [HELD if hosts else "", claim if isinstance(claim, str) else ""]))
        for hosts, claim in zip(events["is_held"], attended, strict=True)
    ]
    events = events.assign(part=parts)
    return events.sort_values("start", ascending=False, kind="stable", na_position="last", ignore_index=True)


def payments(tables: Tables, view: View) -> pd.DataFrame:
    """Contributions to the one country of a view and by it, received ones first, the latest first.

    *Columns*: those of funding, way (received, given).
    """
    rows = view.of(tables["funding"], skip=("country",))
    received = rows[rows["recipient"].isin(view.members)].assign(way="received")
    given = rows[rows["donor_country"].isin(view.members)].assign(way="given")
    both = pd.concat([received, given], ignore_index=True)
    return both.sort_values(["way", "year"], ascending=[False, False], kind="stable", ignore_index=True)
